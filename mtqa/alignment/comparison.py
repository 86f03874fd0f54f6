"""Two aligned documents: their groups, the words of each, and what the pair reader says of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

from mtqa.alignment.arrival import gained, lost
from mtqa.alignment.grouping import align
from mtqa.alignment.side import Side
from mtqa.alignment.word_alignment import Match, SideWords
from mtqa.results.groups import Group
from mtqa.text.annotations import PairReading, WordPair
from mtqa.text.spans import Place


@dataclass(frozen=True)
class Comparison:
    """A reference and its copy, aligned.

    Attributes:
        reference: The original article.
        copy: The text suspected to be its round-trip translation.
        groups: The alignment: every sentence of both sides is in exactly one group.
        matches: The words of each linked group.
        readings: What the pair reader says of each match, None where it did not read it.
        reference_words: The words of each sentence of the reference.
        copy_words: The words of each sentence of the copy.
    """

    reference: Side
    copy: Side
    groups: tuple[Group, ...]
    matches: tuple[Match, ...] = ()
    readings: tuple[PairReading | None, ...] = ()
    reference_words: tuple[SideWords, ...] = ()
    copy_words: tuple[SideWords, ...] = ()

    @classmethod
    def of(cls, reference: Side, copy: Side) -> Comparison:
        """Aligns two sides and the words of their linked groups."""
        groups = align(reference, copy)
        words = _words_by_sentence(reference), _words_by_sentence(copy)
        matches = tuple(
            Match(
                group,
                _joined(reference, words[0], group.reference),
                _joined(copy, words[1], group.copy),
            )
            for group in groups
            if group.is_linked
        )
        return cls(reference, copy, groups, matches, (None,) * len(matches), *words)

    @property
    def unread(self) -> list[WordPair | None]:
        """The words of each match for the pair reader, None for a verbatim match."""
        return [None if match.is_verbatim else match.texts for match in self.matches]

    def read(self, readings: Iterable[PairReading | None]) -> Comparison:
        """The same comparison with a reading of each match, None where there is none."""
        return replace(self, readings=tuple(readings))

    @property
    def is_read(self) -> bool:
        """Whether the pair reader read any match."""
        return any(reading is not None for reading in self.readings)

    @cached_property
    def is_equal(self) -> bool:
        """Whether the copy has the words of the reference in their order, whatever the layout."""
        words = _plain(self.reference_words)
        return bool(words) and words == _plain(self.copy_words)

    def is_verbatim_at(self, side: str, place: Place) -> bool:
        """Whether a place begins in a group with verbatim sides.

        Args:
            side: `reference` or `copy`.
            place: A place on that side.
        """
        match = self._match_at(side, place)
        return match is not None and match.is_verbatim

    def has_no_edit_at(self, place: Place) -> bool:
        """Whether a place of the copy begins in a group whose sides differ at most in capitals."""
        match = self._match_at("copy", place)
        return match is not None and not match.edits

    def reading_at(self, place: Place) -> tuple[Match, PairReading] | None:
        """The match in which a place of the reference begins, and what the pair reader says of it.

        Returns:
            None where the sentence has no partner, or the pair reader did not read the match.
        """
        row = self.row_at("reference", place)
        reading = None if row is None else self.readings[row]
        return None if row is None or reading is None else (self.matches[row], reading)

    @cached_property
    def lost(self) -> tuple[npt.NDArray[np.float32], ...]:
        """Chance of each reference word of each match that the copy lacks it."""
        return tuple(lost(self.matches, self.readings))

    @cached_property
    def gained(self) -> tuple[npt.NDArray[np.float32], ...]:
        """Chance of each copy word of each match that the reference lacks it."""
        return tuple(gained(self.matches, self.readings))

    def linked_groups(self) -> Iterator[Group]:
        """The groups with sentences on both sides."""
        return (group for group in self.groups if group.is_linked)

    @cached_property
    def group_of_reference(self) -> dict[int, Group]:
        """The group of each sentence of the reference."""
        return {index: group for group in self.groups for index in group.reference}

    @cached_property
    def group_of_copy(self) -> dict[int, Group]:
        """The group of each sentence of the copy."""
        return {index: group for group in self.groups for index in group.copy}

    def row_at(self, side: str, place: Place) -> int | None:
        """The index of the match of the sentence in which a place begins; None for a lone one.

        Args:
            side: `reference` or `copy`.
            place: A place on that side.
        """
        of_reference = side == "reference"
        document = (self.reference if of_reference else self.copy).document
        index = document.sentence_at(place.start)
        rows = self._row_of_reference if of_reference else self._row_of_copy
        return None if index is None else rows.get(index)

    def _match_at(self, side: str, place: Place) -> Match | None:
        """The match of the sentence in which a place begins, None for a lone sentence."""
        row = self.row_at(side, place)
        return None if row is None else self.matches[row]

    @cached_property
    def _row_of_reference(self) -> dict[int, int]:
        """The index of the match of each linked sentence of the reference."""
        return {i: row for row, match in enumerate(self.matches) for i in match.group.reference}

    @cached_property
    def _row_of_copy(self) -> dict[int, int]:
        """The index of the match of each linked sentence of the copy."""
        return {i: row for row, match in enumerate(self.matches) for i in match.group.copy}


def _plain(sentences: Iterable[SideWords]) -> list[str]:
    """The words of a document as written, with signs in their plainest form."""
    return [text for words in sentences for text in words.plain_texts]


def _words_by_sentence(side: Side) -> tuple[SideWords, ...]:
    return tuple(SideWords.of(side, [index]) for index in range(len(side)))


def _joined(side: Side, words: Sequence[SideWords], sentences: Sequence[int]) -> SideWords:
    """The words of some sentences of a side."""
    return words[sentences[0]] if len(sentences) == 1 else SideWords.of(side, sentences)
