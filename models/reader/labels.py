"""Training examples of the pair reader: a reference, its copies, and labels of their words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from mtqa.text.annotations import MISTRANSLATION_KINDS, Tag

UNSURE = -1
"""A label that is not known; the loss ignores it."""

COLUMNS = {
    "mis": (Tag.TURNED,),
    "nmis": (Tag.NAME,),
    "nrep": (Tag.NAME,),
    "ndrop": (Tag.NAME, Tag.ABSENT),
    "numc": (Tag.NUMBER,),
    "numd": (Tag.NUMBER, Tag.ABSENT),
    "om": (Tag.ABSENT,),
    "add": (Tag.ABSENT,),
    "rep": (Tag.ABSENT,),
    "frag": (Tag.BROKEN,),
    "flu": (Tag.BROKEN,),
    "unt": (Tag.GARBLED,),
}
"""The tags of each type of mark."""

HARMLESS = "nvar"

Labels = npt.NDArray[np.int8]
Rows = tuple[int, ...]
"""Indices of words."""


@dataclass(frozen=True)
class WordMark:
    """An error, with the words it covers.

    Attributes:
        type: A type of `COLUMNS`.
        severity: `c`, `M` or `m`; "" if it is not known.
        reference: Its words in the reference.
        copy: Its words in the copy.
        kind: One of `MISTRANSLATION_KINDS`; "" if it is not known.
    """

    type: str
    severity: str
    reference: Rows
    copy: Rows
    kind: str = ""

    @property
    def turned(self) -> WordMark:
        """The same error with the sides exchanged."""
        return replace(self, reference=self.copy, copy=self.reference)


@dataclass(frozen=True)
class Copy:
    """A copy of a reference, with labels for the words of both sides.

    Attributes:
        words: Its words.
        reference_tags: Shape (words of the reference, tags).
        tags: Shape (words, tags).
        reference_kinds: Index of a kind of mistranslation for each word of the reference.
        kinds: The same for its own words.
        links: Words of the reference and the words of the copy that stand for them.
    """

    words: Sequence[str]
    reference_tags: Labels
    tags: Labels
    reference_kinds: Labels
    kinds: Labels
    links: tuple[tuple[Rows, Rows], ...] = ()


@dataclass(frozen=True)
class Example:
    """A reference with one or two copies.

    Attributes:
        reference: Its words.
        copies: One or two.
        is_ordered: Whether the first copy is the better one.
        weight: Weight in the loss.
        source: Where it comes from.
    """

    reference: Sequence[str]
    copies: tuple[Copy, ...]
    is_ordered: bool = False
    weight: float = 1.0
    source: str = field(default="", compare=False)


def labelled(count: int, words: Sequence[str], marks: Iterable[WordMark]) -> Copy:
    """A copy with the labels of some errors; all other words are right.

    Args:
        count: Number of words of the reference.
        words: The words of the copy.
        marks: The errors.
    """
    sides = count, len(words)
    tags = [np.zeros((size, len(Tag)), np.int8) for size in sides]
    kinds = [np.full(size, UNSURE, np.int8) for size in sides]
    links = []
    for mark in marks:
        for side, rows in enumerate((mark.reference, mark.copy)):
            _tag(tags[side], list(rows), mark)
            if mark.kind and mark.type == "mis":
                kinds[side][list(rows)] = MISTRANSLATION_KINDS.index(mark.kind)
        if mark.reference and mark.copy:
            links.append((mark.reference, mark.copy))
    return Copy(words, tags[0], tags[1], kinds[0], kinds[1], tuple(links))


def _tag(tags: Labels, rows: list[int], mark: WordMark) -> None:
    tags[np.ix_(rows, [*COLUMNS[mark.type], Tag.ANY])] = 1
    grave, critical = (
        (UNSURE, UNSURE) if not mark.severity else (mark.severity in "cM", mark.severity == "c")
    )
    for column, value in ((Tag.GRAVE, grave), (Tag.CRITICAL, critical)):
        tags[rows, column] = np.maximum(tags[rows, column], value) if value >= 0 else value


def unknown(count: int, words: Sequence[str]) -> Copy:
    """A copy whose labels are not known."""
    sides = count, len(words)
    tags = [np.full((size, len(Tag)), UNSURE, np.int8) for size in sides]
    kinds = [np.full(size, UNSURE, np.int8) for size in sides]
    return Copy(words, tags[0], tags[1], kinds[0], kinds[1])
