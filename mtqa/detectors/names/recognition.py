"""The names in a text: which words are names, and which of them form one name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mtqa.alignment.word_alignment import SideWords
from mtqa.detectors.names.capitals import (
    LIMITS,
    POSSESSIVES,
    Vocabulary,
    WordKind,
    word_kinds,
)
from mtqa.lexicon.name_words import CONNECTORS, DIRECTIONS
from mtqa.text.tokens import HYPHENS

_JOINING = CONNECTORS - {"to", "on", "in"}


@dataclass(frozen=True, slots=True)
class Name:
    """One name.

    Attributes:
        words: Indices of its words, without the words that only join them.
        is_sure: False for a possible name, and for a direction.
    """

    words: tuple[int, ...]
    is_sure: bool = True

    @property
    def first(self) -> int:
        """The index of its first word."""
        return self.words[0]

    @property
    def last(self) -> int:
        """The index of its last word."""
        return self.words[-1]


@dataclass(frozen=True, slots=True)
class Recognition:
    """The names in some sentences.

    Attributes:
        names: The names in the order of the text.
        is_name: For each word whether it is part of a sure name.
    """

    names: tuple[Name, ...]
    is_name: tuple[bool, ...]


def recognize(words: SideWords, vocabulary: Vocabulary) -> Recognition:
    """Finds the names in some sentences.

    Args:
        words: The words of the sentences.
        vocabulary: How the two documents write their words.
    """
    kinds = word_kinds(words, vocabulary)
    runs: list[list[int]] = []
    for index, kind in enumerate(kinds):
        if kind is WordKind.NAME and runs and _is_joined(words, runs[-1][-1], index):
            runs[-1].append(index)
        elif kind is WordKind.NAME:
            runs.append([index])
    sure = [Name(tuple(run), not _is_direction(words, run)) for run in runs]
    possible = [
        Name((index,), is_sure=False)
        for index, kind in enumerate(kinds)
        if kind is WordKind.POSSIBLE
    ]
    return Recognition(
        tuple(sorted(sure + possible, key=lambda name: name.words)),
        tuple(kind is WordKind.NAME for kind in kinds),
    )


def _is_joined(words: SideWords, last: int, index: int) -> bool:
    """Whether two neighbouring words of names belong to one name."""
    texts = words.texts
    if words.sentence[last] != words.sentence[index] or index - last > LIMITS.longest_joint:
        return False
    if texts[last].endswith(POSSESSIVES):
        return False
    between = [text.casefold() for text in texts[last + 1 : index]]
    if between == ["."]:
        return len(texts[last]) <= LIMITS.longest_initial
    is_short = sum(text not in HYPHENS for text in between) <= 1
    return is_short and all(text in _JOINING for text in between)


def _is_direction(words: SideWords, run: Sequence[int]) -> bool:
    """Whether a name is only a direction: the North."""
    return len(run) == 1 and words.texts[run[0]].casefold() in DIRECTIONS
