"""Names of which the copy lacks words, with the words that replaced them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mtqa.detectors.names.damage import LIMITS
from mtqa.detectors.names.group_names import GroupNames
from mtqa.detectors.names.recognition import Name
from mtqa.text.annotations import Pos


@dataclass(frozen=True, slots=True)
class LostWord:
    """A word of a name that the copy has in no harmless form.

    Attributes:
        index: Its index on the side of the reference.
        copy_index: The copy word that replaced it, None for none.
        is_identifying: Whether it says which one the name means.
        likeness: The likeness of the two words, 0 where it has no replacement.
        closeness: How close they are in letters and sound, 0 where it has no replacement.
    """

    index: int
    copy_index: int | None
    is_identifying: bool
    likeness: float
    closeness: float


@dataclass(frozen=True, slots=True)
class LostName:
    """A name of which the copy lacks words.

    Attributes:
        name: The name.
        words: The words that it lacks, at least one.
    """

    name: Name
    words: tuple[LostWord, ...]

    @classmethod
    def of(
        cls,
        group: GroupNames,
        name: Name,
        missing: Mapping[int, Name],
        replaced: Mapping[int, int],
    ) -> LostName:
        """Describes the missing words of one name.

        Args:
            group: The group.
            name: The name.
            missing: The name of each missing word of the group.
            replaced: The copy words that replaced missing words.
        """
        indices = (index for index in name.words if index in missing)
        return cls(
            name, tuple(_lost_word(group, name, index, replaced.get(index)) for index in indices)
        )

    @property
    def is_whole(self) -> bool:
        """Whether the copy lacks every word of the name."""
        return len(self.words) == len(self.name.words)

    @property
    def kept(self) -> list[int]:
        """The indices of the words of the name that the copy has."""
        lost = {word.index for word in self.words}
        return [index for index in self.name.words if index not in lost]


def _lost_word(group: GroupNames, name: Name, index: int, copy_index: int | None) -> LostWord:
    is_identifying = name.is_sure and group.is_identifying(index, name)
    if copy_index is None:
        return LostWord(index, None, is_identifying, 0.0, 0.0)
    likeness, closeness = group.likeness(index, copy_index), group.closeness(index, copy_index)
    return LostWord(index, copy_index, is_identifying, likeness, closeness)


def is_surely_name(group: GroupNames, word: LostWord) -> bool:
    """Whether a word surely names something: no demonym used as an adjective, no technical term."""
    words = group.match.reference
    return bool(words.proper[word.index] > LIMITS.named) and words.pos[word.index] != Pos.ADJ
