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
    """Maximum candidates of a sentence by its vector."""
    least_cosine: float
    """Minimum cosine of the two sentences of a pair."""
    word_share: float
    """Share of the word overlap in the score of a pair; the rest is the cosine."""
    order_cost: float
    """Loss of score by the greatest change of order: enough to choose among equal sentences."""
    role_cost: float
    """Loss of score by different roles, such as a headline and a sentence of the body."""


LIMITS = _Limits()

_ROWS_A_BLOCK = 1024
_PAIRS_A_BLOCK = 1 << 16
_REACH = 12_000
"""Sentences of the other side among which the candidates of a sentence are searched. A text of 1 MB
has fewer, unless its sentences are a word long."""

Vectors = npt.NDArray[np.float32]
Values = npt.NDArray[np.float64]
Indices = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Candidate pairs of sentences.

    Attributes:
        rows: Reference sentence of each pair.
        columns: Copy sentence of each pair.
        scores: How similar the two are, up to 1, less the costs of order and role. In float64: in
            a long text of equal sentences, the cost of order is too small for float32.
        shape: Number of sentences of either side.
    """

    rows: Indices
    columns: Indices
    scores: Values
    shape: tuple[int, int]


def candidate_pairs(reference: Side, copy: Side) -> Pairs:
    """The pairs that may be linked.

    Sentences of equal text have a similarity of 1, whatever the encoder makes of them. The cost of
    order is the squared distance of relative positions. It is convex, so among equal partners the
    best assignment keeps the order.
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
    similarities = np.ones(len(rows))
    overlaps = _overlaps(reference, copy, rows[~equal], columns[~equal])
    share = LIMITS.word_share
    similarities[~equal] = np.minimum(share * overlaps + (1 - share) * cosines[~equal], 1)
    distances = _positions(len(reference))[rows] - _positions(len(copy))[columns]
    roles = [np.array([side.role(i).value for i in range(len(side))]) for side in (reference, copy)]
    differ = roles[0][rows] != roles[1][columns]
    scores = similarities - LIMITS.order_cost * np.square(distances) - LIMITS.role_cost * differ
    return Pairs(rows, columns, scores, (len(reference), len(copy)))


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


def _overlaps(reference: Side, copy: Side, rows: Indices, columns: Indices) -> Values:
    """The word overlap of each pair; the rows have to ascend."""
    made = np.zeros(len(rows))
    first = 0
    while first < len(rows):
        end = int(np.searchsorted(rows, rows[first], "right"))
        own = reference.words[rows[first]]
        made[first:end] = word_overlaps(own, [copy.words[column] for column in columns[first:end]])
        first = end
    return made


def _candidates(
    vectors: tuple[Vectors, Vectors], texts: tuple[list[str], list[str]]
) -> tuple[Indices, Indices]:
    """Rows and columns of the pairs of sentences that are near by vector, or equal.

    Each distinct text is compared once, however often its document repeats it: a repeated sentence
    must not crowd out the others.
    """
    sides = _DistinctTexts(texts[0]), _DistinctTexts(texts[1])
    count = len(sides[1].firsts)
    if not (len(sides[0].firsts) and count):
        return np.zeros(0, np.intp), np.zeros(0, np.intp)
    own, other = (of[side.firsts] for of, side in zip(vectors, sides, strict=True))
    positions = sides[0].positions[sides[0].firsts], sides[1].positions[sides[1].firsts]
    equal = [
        row * count + sides[1].number_of[text]
        for text, row in sides[0].number_of.items()
        if text in sides[1].number_of
    ]
    cells = [np.array(equal, np.int64), *_nearest(own, other, *positions)]
    cells += [
        (cell % len(own)) * count + cell // len(own)
        for cell in _nearest(other, own, *positions[::-1])
    ]
    rows, columns = np.divmod(np.unique(np.concatenate(cells)), count)
    if count == len(texts[1]) and len(own) == len(texts[0]):
        return rows, columns
    pairs = [
        _pairs_of_texts(sides, row, column)
        for row, column in zip(rows.tolist(), columns.tolist(), strict=True)
    ]
    found = np.unique(np.concatenate(pairs, axis=1), axis=1)
    return found[0], found[1]


class _DistinctTexts:
    """The distinct sentences of a document.

    Attributes:
        number_of: The number of each distinct text, in the order of the document.
        firsts: The first sentence with each text.
        positions: Relative positions of all sentences, 0 to 1.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self.number_of: dict[str, int] = {}
        self._sentences: list[list[int]] = []
        for index, text in enumerate(texts):
            number = self.number_of.setdefault(text, len(self.number_of))
            if number == len(self._sentences):
                self._sentences.append([])
            self._sentences[number].append(index)
        self.firsts = np.array([sentences[0] for sentences in self._sentences], np.intp)
        self.positions = _positions(len(texts))

    def sentences(self, number: int) -> Indices:
        """The sentences with a text, by its number."""
        return np.array(self._sentences[number], np.intp)


def _pairs_of_texts(sides: tuple[_DistinctTexts, _DistinctTexts], row: int, column: int) -> Indices:
    """The pairs of sentences with two texts: first with first and so on, each with the nearest.

    Args:
        sides: The texts of both documents.
        row: The number of the text of the reference.
        column: The number of the text of the copy.

    Returns:
        Rows and columns, shape (2, pairs).
    """
    rows, columns = sides[0].sentences(row), sides[1].sentences(column)
    if len(rows) == len(columns) == 1:
        return np.stack([rows, columns])
    shared = min(len(rows), len(columns))
    to_columns = _nearest_positions(sides[0].positions[rows], sides[1].positions[columns])
    to_rows = _nearest_positions(sides[1].positions[columns], sides[0].positions[rows])
    return np.stack(
        [
            np.concatenate([rows[:shared], rows, rows[to_rows]]),
            np.concatenate([columns[:shared], columns[to_columns], columns]),
        ]
    )


def _nearest_positions(positions: Values, others: Values) -> Indices:
    """Index of the nearest of the others, which have to ascend, for each position."""
    above = np.clip(np.searchsorted(others, positions), 1, max(1, len(others) - 1))
    below, above = above - 1, np.minimum(above, len(others) - 1)
    is_below = positions - others[below] <= others[above] - positions
    return np.where(is_below, below, above)


def _nearest(
    vectors: Vectors, others: Vectors, positions: Values, other_positions: Values
) -> Iterator[Indices]:
    """The nearest others of each vector, as flat cells (row, column) of a table, in blocks."""
    count = min(LIMITS.nearest, len(others))
    for first in range(0, len(vectors), _ROWS_A_BLOCK):
        own = positions[first : first + _ROWS_A_BLOCK, None]
        start = _start_of_reach(float(own.mean()), other_positions)
        near = slice(start, start + _REACH)
        block = vectors[first : first + _ROWS_A_BLOCK] @ others[near].T
        distances = (own - other_positions[None, near]).astype(np.float32)
        block -= LIMITS.order_cost * np.square(distances)
        columns = np.argpartition(-block, count - 1, axis=1)[:, :count]
        rows = np.arange(first, first + len(block))[:, None]
        yield (rows * len(others) + columns + start).ravel()


def _start_of_reach(position: float, others: Values) -> int:
    """The first of the `_REACH` sentences around a position."""
    middle = int(np.searchsorted(others, position))
    return max(0, min(middle - _REACH // 2, len(others) - _REACH))


def _positions(count: int) -> Values:
    """Relative positions of so many sentences in their document, 0 to 1."""
    return np.arange(count) / max(1, count - 1)
