"""Candidate pairs of sentences of two documents, each with a score.

The vectors of the sentences choose the candidates, their words score them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from mtqa.alignment.overlap import word_overlaps
from mtqa.alignment.side import Side
from mtqa.calibration import Limits
from mtqa.text.annotations import EncodedSentence


class _Limits(Limits, section="candidates"):
    nearest: int
    """Maximum number of candidates of a sentence by its vector."""
    least_cosine: float
    """Minimum cosine of the two sentences of a pair."""
    word_share: float
    """Share of the word overlap in the score of a pair; the rest is the cosine."""
    order_cost: float
    """How much the greatest change of order takes off the score of a pair: enough to choose among
    equals."""
    role_cost: float
    """How much two different roles take off the score, as of a headline and a body sentence."""


LIMITS = _Limits()

_BLOCK = 1024
_REACH = 12_000
"""Sentences of the other side that one is held against; a text of 1 MB has no more, unless its
sentences are a word long."""
_PAIRS_A_BLOCK = 1 << 16

Vectors = npt.NDArray[np.float32]
Worths = npt.NDArray[np.float64]
Indices = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Candidate pairs of sentences and what each is worth.

    Attributes:
        rows: Reference sentence of each pair.
        columns: Copy sentence of each pair.
        worth: How alike the two are, up to 1, less a little for a change of order, float64: in
            a long text of equal sentences the order costs less than float32 can tell.
        shape: Number of sentences on either side.
    """

    rows: Indices
    columns: Indices
    worth: Worths
    shape: tuple[int, int]


def worthy_pairs(reference: Side, copy: Side) -> Pairs:
    """The pairs that may be linked: near by sentence vector, weighed by their words.

    Sentences of equal text are worth 1 to each other, whatever the encoder makes of them. The
    squared distance of relative places is convex, so of equally good partners the assignment
    takes those that keep the order.
    """
    texts = reference.document.sentence_texts(), copy.document.sentence_texts()
    vectors = _sentence_vectors(reference.encoded), _sentence_vectors(copy.encoded)
    rows, columns = _candidates(vectors, texts)
    number_of: dict[str, int] = {}
    numbers = [
        np.array([number_of.setdefault(text, len(number_of)) for text in own], np.int64)
        for own in texts
    ]
    equal = numbers[0][rows] == numbers[1][columns]
    cosines = _cosines(vectors, rows, columns)
    keep = equal | (cosines > LIMITS.least_cosine)
    rows, columns, equal, cosines = rows[keep], columns[keep], equal[keep], cosines[keep]
    alike = np.ones(len(rows))
    overlaps = _overlaps(reference, copy, rows[~equal], columns[~equal])
    share = LIMITS.word_share
    alike[~equal] = np.minimum(share * overlaps + (1 - share) * cosines[~equal], 1)
    orders = np.square(_places(len(reference))[rows] - _places(len(copy))[columns])
    roles = [np.array([side.role(i).value for i in range(len(side))]) for side in (reference, copy)]
    strange = roles[0][rows] != roles[1][columns]
    worth = alike - LIMITS.order_cost * orders - LIMITS.role_cost * strange
    return Pairs(rows, columns, worth, (len(reference), len(copy)))


def _sentence_vectors(sentences: Sequence[EncodedSentence]) -> Vectors:
    """Unit vectors, shape (sentences, dimensions)."""
    if not sentences:
        return np.zeros((0, 1), np.float32)
    pooled = np.stack([sentence.pooled for sentence in sentences])
    lengths = np.linalg.norm(pooled, axis=1, keepdims=True)
    return np.asarray(pooled / np.maximum(lengths, 1e-9), np.float32)


def _cosines(vectors: tuple[Vectors, Vectors], rows: Indices, columns: Indices) -> Vectors:
    """The cosine of each pair, in blocks: a text of repeated lines has millions of pairs."""
    starts = range(0, len(rows), _PAIRS_A_BLOCK)
    blocks = [slice(start, start + _PAIRS_A_BLOCK) for start in starts]
    made = [
        np.einsum("ij,ij->i", vectors[0][rows[block]], vectors[1][columns[block]])
        for block in blocks
    ]
    return np.concatenate(made) if made else np.zeros(0, np.float32)


def _candidates(
    vectors: tuple[Vectors, Vectors], texts: tuple[list[str], list[str]]
) -> tuple[Indices, Indices]:
    """Pairs of sentences whose texts are near each other, or the same: rows, columns.

    Texts are held against each other once, however often they stand in their documents: what
    comes again must not crowd out the others.
    """
    sides = _Repeats(texts[0]), _Repeats(texts[1])
    count = len(sides[1].firsts)
    if not (len(sides[0].firsts) and count):
        return np.zeros(0, np.intp), np.zeros(0, np.intp)
    own, other = (of[side.firsts] for of, side in zip(vectors, sides, strict=True))
    places = sides[0].places[sides[0].firsts], sides[1].places[sides[1].firsts]
    equal = [
        row * count + sides[1].number_of[text]
        for text, row in sides[0].number_of.items()
        if text in sides[1].number_of
    ]
    cells = [np.array(equal, np.int64), *_nearest(own, other, *places)]
    cells += [
        (cell % len(own)) * count + cell // len(own) for cell in _nearest(other, own, *places[::-1])
    ]
    rows, columns = np.divmod(np.unique(np.concatenate(cells)), count)
    if count == len(texts[1]) and len(own) == len(texts[0]):
        return rows, columns
    pairs = [
        _in_documents(sides, row, column)
        for row, column in zip(rows.tolist(), columns.tolist(), strict=True)
    ]
    found = np.unique(np.concatenate(pairs, axis=1), axis=1)
    return found[0], found[1]


class _Repeats:
    """Where the distinct texts of a document stand in it.

    Attributes:
        number_of: Each distinct text, numbered as they come.
        firsts: Where each stands first.
        places: Relative places of all sentences, 0 to 1.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self.number_of: dict[str, int] = {}
        self._standing: list[list[int]] = []
        for index, text in enumerate(texts):
            number = self.number_of.setdefault(text, len(self.number_of))
            if number == len(self._standing):
                self._standing.append([])
            self._standing[number].append(index)
        self.firsts = np.array([standing[0] for standing in self._standing], np.intp)
        self.places = _places(len(texts))

    def standing(self, number: int) -> Indices:
        """Where a text stands."""
        return np.array(self._standing[number], np.intp)


def _in_documents(sides: tuple[_Repeats, _Repeats], row: int, column: int) -> Indices:
    """The pairs that two texts make where they stand: in turn, and each with the nearest."""
    rows, columns = sides[0].standing(row), sides[1].standing(column)
    if len(rows) == len(columns) == 1:
        return np.stack([rows, columns])
    shared = min(len(rows), len(columns))
    to_columns = _nearest_place(sides[0].places[rows], sides[1].places[columns])
    to_rows = _nearest_place(sides[1].places[columns], sides[0].places[rows])
    return np.stack(
        [
            np.concatenate([rows[:shared], rows, rows[to_rows]]),
            np.concatenate([columns[:shared], columns[to_columns], columns]),
        ]
    )


def _nearest_place(places: Worths, others: Worths) -> Indices:
    """For each place the nearest of some others, which ascend."""
    above = np.clip(np.searchsorted(others, places), 1, max(1, len(others) - 1))
    below, above = above - 1, np.minimum(above, len(others) - 1)
    is_below = places - others[below] <= others[above] - places
    return np.where(is_below, below, above)


def _nearest(
    these: Vectors, those: Vectors, places: Worths, other_places: Worths
) -> Iterator[Indices]:
    """Flat cells (row of these, column of those) of each one's nearest, in blocks of rows."""
    count = min(LIMITS.nearest, len(those))
    for first in range(0, len(these), _BLOCK):
        own = places[first : first + _BLOCK, None]
        start = _start_of_reach(float(own.mean()), other_places)
        near = slice(start, start + _REACH)
        block = these[first : first + _BLOCK] @ those[near].T
        block -= LIMITS.order_cost * np.square((own - other_places[None, near]).astype(np.float32))
        columns = np.argpartition(-block, count - 1, axis=1)[:, :count]
        rows = np.arange(first, first + len(block))[:, None]
        yield (rows * len(those) + columns + start).ravel()


def _start_of_reach(place: float, others: Worths) -> int:
    """The first of the `_REACH` sentences around a place that are held against those there."""
    middle = int(np.searchsorted(others, place))
    return max(0, min(middle - _REACH // 2, len(others) - _REACH))


def _overlaps(reference: Side, copy: Side, rows: Indices, columns: Indices) -> Worths:
    """The word overlap of each pair; rows ascend."""
    made = np.zeros(len(rows))
    first = 0
    while first < len(rows):
        end = int(np.searchsorted(rows, rows[first], "right"))
        own = reference.words[rows[first]]
        made[first:end] = word_overlaps(own, [copy.words[column] for column in columns[first:end]])
        first = end
    return made


def _places(count: int) -> Worths:
    """Relative places of sentences in their document, 0 to 1."""
    return np.arange(count) / max(1, count - 1)
