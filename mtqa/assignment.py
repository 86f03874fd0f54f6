"""Sentences of two documents to one-to-one links: the assignment with the gap inside.

The gap, what leaving a sentence alone is worth, stands inside the assignment and not behind it,
so that no sentence takes a partner from another for a link that is then thrown away. Pairs at
or under the gap are worth nothing, so the connected components of the pairs above it are solved
one by one, exactly. Sentence vectors choose the candidates, words decide among them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import linear_sum_assignment
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components, min_weight_full_bipartite_matching

from mtqa.likeness import WeightedWords, word_overlap
from mtqa.sides import Side
from mtqa.words import EncodedSentence

WORD_SHARE = 0.85
"""Share of the word overlap in the worth of a pair; the rest is the cosine."""

ORDER_WEIGHT = 0.02
"""What the greatest change of order costs: enough to choose among equals."""

ROLE_COST = 0.1
"""What a pair of different roles loses, such as a headline and a sentence of the body."""

_CANDIDATES = 8
_LEAST_COSINE = 0.1
_BLOCK = 1024
_DENSE_CELLS = 250_000

Vectors = npt.NDArray[np.float32]
Indices = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Candidate pairs of sentences and what each is worth.

    Attributes:
        rows: Reference sentence of each pair.
        columns: Copy sentence of each pair.
        worth: How alike the two are, up to 1, less a little for a change of order.
        shape: Number of sentences on either side.
    """

    rows: Indices
    columns: Indices
    worth: Vectors
    shape: tuple[int, int]


def worthy_pairs(reference: Side, copy: Side) -> Pairs:
    """The pairs that may be linked: near by sentence vector, weighed by their words.

    The squared distance of relative places is convex, so of equally good partners the
    assignment takes those that keep the order.
    """
    rows, columns, cosines, orders = _candidates(
        _sentence_vectors(reference.encoded), _sentence_vectors(copy.encoded)
    )
    left = [WeightedWords.of(sentence.words) for sentence in reference.encoded]
    right = [WeightedWords.of(sentence.words) for sentence in copy.encoded]
    overlaps = np.array(
        [word_overlap(left[row], right[column]) for row, column in zip(rows, columns, strict=True)],
        np.float32,
    )
    strange = np.array([reference.role(i) for i in rows]) != np.array(
        [copy.role(j) for j in columns]
    )
    worth = WORD_SHARE * overlaps + (1 - WORD_SHARE) * cosines - orders - ROLE_COST * strange
    return Pairs(rows, columns, worth.astype(np.float32), (len(reference), len(copy)))


def assign(pairs: Pairs, gap: float) -> list[tuple[int, int]]:
    """The one-to-one links of the greatest sum of worth over the gap, each above the gap.

    Args:
        pairs: The candidates; a pair that is none is never linked.
        gap: What leaving both sentences alone is worth.

    Returns:
        Links (reference sentence, copy sentence), ascending.
    """
    above = np.flatnonzero(pairs.worth > gap)
    rows, columns, worth = pairs.rows[above], pairs.columns[above], pairs.worth[above] - gap
    links: list[tuple[int, int]] = []
    for part in _components(rows, columns, pairs.shape):
        links += _solve(rows[part], columns[part], worth[part])
    return sorted(links)


def _sentence_vectors(sentences: Sequence[EncodedSentence]) -> Vectors:
    """Unit vectors, shape (sentences, dimensions)."""
    if not sentences:
        return np.zeros((0, 1), np.float32)
    pooled = np.stack([sentence.pooled for sentence in sentences])
    return pooled / np.maximum(np.linalg.norm(pooled, axis=1, keepdims=True), 1e-9)


def _candidates(reference: Vectors, copy: Vectors) -> tuple[Indices, Indices, Vectors, Vectors]:
    """For each sentence the nearest of the other side: rows, columns, cosines, order costs."""
    cells = [np.zeros(0, np.int64)]
    if len(reference) and len(copy):
        cells += _nearest(reference, copy)
        cells += [
            (cell % len(reference)) * len(copy) + cell // len(reference)
            for cell in _nearest(copy, reference)
        ]
    rows, columns = np.divmod(np.unique(np.concatenate(cells)), max(1, len(copy)))
    cosines = np.einsum("ij,ij->i", reference[rows], copy[columns])
    keep = cosines > _LEAST_COSINE
    rows, columns = rows[keep], columns[keep]
    distance = _places(len(reference))[rows] - _places(len(copy))[columns]
    return rows, columns, cosines[keep], ORDER_WEIGHT * np.square(distance)


def _nearest(these: Vectors, those: Vectors) -> Iterator[Indices]:
    """Flat cells (row of these, column of those) of each one's nearest, in blocks of rows."""
    count = min(_CANDIDATES, len(those))
    for first in range(0, len(these), _BLOCK):
        block = these[first : first + _BLOCK] @ those.T
        own = _places(len(these))[first : first + _BLOCK, None]
        block -= ORDER_WEIGHT * np.square(own - _places(len(those))[None])
        columns = np.argpartition(-block, count - 1, axis=1)[:, :count]
        rows = np.arange(first, first + len(block))[:, None]
        yield (rows * len(those) + columns).ravel()


def _places(count: int) -> Vectors:
    """Relative places of sentences in their document, 0 to 1."""
    return np.arange(count, dtype=np.float32) / max(1, count - 1)


def _components(rows: Indices, columns: Indices, shape: tuple[int, int]) -> Iterator[Indices]:
    """The pairs of each connected component, as positions."""
    if not len(rows):
        return
    size = sum(shape)
    graph = coo_array((np.ones(len(rows), np.int8), (rows, columns + shape[0])), shape=(size, size))
    labels = connected_components(graph, directed=False)[1][rows]
    order = np.argsort(labels, kind="stable")
    yield from np.split(order, np.flatnonzero(np.diff(labels[order])) + 1)


def _solve(rows: Indices, columns: Indices, worth: Vectors) -> list[tuple[int, int]]:
    """The best assignment within one component."""
    own_rows, row_of = np.unique(rows, return_inverse=True)
    own_columns, column_of = np.unique(columns, return_inverse=True)
    shape = len(own_rows), len(own_columns)
    if shape[0] * shape[1] <= _DENSE_CELLS:
        table = np.zeros(shape, np.float32)
        table[row_of, column_of] = worth
        chosen = np.stack(linear_sum_assignment(table, maximize=True), axis=1)
        chosen = chosen[table[chosen[:, 0], chosen[:, 1]] > 0]
    else:
        chosen = _solve_sparse(row_of, column_of, worth, shape)
    return [(int(own_rows[row]), int(own_columns[column])) for row, column in chosen]


def _solve_sparse(
    rows: Indices, columns: Indices, worth: Vectors, shape: tuple[int, int]
) -> Indices:
    """The same for a component too large for a table: every row may stay with a column of its own.

    Costs are turned round and shifted over nought, as the solver takes no empty cells.
    """
    alone = np.arange(shape[0])
    ceiling = float(worth.max()) + 1
    costs = np.concatenate([ceiling - worth, np.full(shape[0], ceiling)])
    cells = np.concatenate([rows, alone]), np.concatenate([columns, shape[1] + alone])
    graph = coo_array((costs, cells), shape=(shape[0], shape[1] + shape[0])).tocsr()
    chosen = np.stack(min_weight_full_bipartite_matching(graph), axis=1)
    return chosen[chosen[:, 1] < shape[1]]
