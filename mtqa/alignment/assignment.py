"""One-to-one links among candidate pairs: the assignment of the greatest sum of scores.

The gap, which is the score of two sentences left alone, is part of the assignment and no filter
behind it: so no sentence takes a partner from another for a link that is then discarded. Pairs at
or under the gap gain nothing, so the connected components of the pairs above it are solved one by
one, exactly.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from scipy.optimize import linear_sum_assignment
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components, min_weight_full_bipartite_matching

from mtqa.alignment.candidates import Indices, Pairs, Values

_DENSE_CELLS = 250_000
"""Maximum cells of a component that is solved as a table."""

_LONGEST_RUN = 4_000
"""Maximum rows of a component that are solved together."""


def assign(pairs: Pairs, gap: float) -> list[tuple[int, int]]:
    """The one-to-one links of the greatest sum of scores above the gap.

    Args:
        pairs: The candidates; other pairs are never linked.
        gap: The score that a link has to exceed.

    Returns:
        Links (reference sentence, copy sentence), ascending.
    """
    above = np.flatnonzero(pairs.scores > gap)
    rows, columns, gains = pairs.rows[above], pairs.columns[above], pairs.scores[above] - gap
    links: list[tuple[int, int]] = []
    for part in _components(rows, columns, pairs.shape):
        links += _solve(rows[part], columns[part], gains[part])
    return sorted(links)


def _components(rows: Indices, columns: Indices, shape: tuple[int, int]) -> Iterator[Indices]:
    """Indices of the pairs of each connected component."""
    if not len(rows):
        return
    size = sum(shape)
    graph = coo_array((np.ones(len(rows), np.int8), (rows, columns + shape[0])), shape=(size, size))
    labels = connected_components(graph, directed=False)[1][rows]
    order = np.argsort(labels, kind="stable")
    yield from np.split(order, np.flatnonzero(np.diff(labels[order])) + 1)


def _solve(rows: Indices, columns: Indices, gains: Values) -> list[tuple[int, int]]:
    """The best assignment within one component."""
    own_rows, row_of = np.unique(rows, return_inverse=True)
    if len(own_rows) > _LONGEST_RUN:
        return list(_solve_in_runs(rows, columns, gains, own_rows[::_LONGEST_RUN]))
    own_columns, column_of = np.unique(columns, return_inverse=True)
    shape = len(own_rows), len(own_columns)
    if shape[0] * shape[1] <= _DENSE_CELLS:
        table = np.zeros(shape)
        table[row_of, column_of] = gains
        chosen = np.stack(linear_sum_assignment(table, maximize=True), axis=1)
        chosen = chosen[table[chosen[:, 0], chosen[:, 1]] > 0]
    else:
        chosen = _solve_sparse(row_of, column_of, gains, shape)
    return [(int(own_rows[row]), int(own_columns[column])) for row, column in chosen]


def _solve_in_runs(
    rows: Indices, columns: Indices, gains: Values, starts: Indices
) -> Iterator[tuple[int, int]]:
    """A good assignment within a long component: runs of rows one by one, each with free columns.

    Only a text that repeats a few lines thousands of times has such a component. There any of the
    equal lines will do, and the exact solver is far from linear.

    Args:
        rows: Reference sentence of each pair.
        columns: Copy sentence of each pair.
        gains: Score of each pair above the gap.
        starts: First row of each run.
    """
    run_of = np.searchsorted(starts, rows, side="right")
    is_free = np.ones(int(columns.max()) + 1, bool)
    for run in range(1, len(starts) + 1):
        own = np.flatnonzero((run_of == run) & is_free[columns])
        if len(own):
            links = _solve(rows[own], columns[own], gains[own])
            is_free[[column for _, column in links]] = False
            yield from links


def _solve_sparse(
    rows: Indices, columns: Indices, gains: Values, shape: tuple[int, int]
) -> Indices:
    """The best assignment within a component too large for a table.

    The solver needs a full matching, so each row gets a column of its own for being left alone. It
    minimises, and takes no cell of zero, so costs are a ceiling less the gains.
    """
    alone = np.arange(shape[0])
    ceiling = float(gains.max()) + 1
    costs = np.concatenate([ceiling - gains, np.full(shape[0], ceiling)])
    cells = np.concatenate([rows, alone]), np.concatenate([columns, shape[1] + alone])
    graph = coo_array((costs, cells), shape=(shape[0], shape[1] + shape[0])).tocsr()
    chosen = np.stack(min_weight_full_bipartite_matching(graph), axis=1).astype(np.intp)
    return chosen[chosen[:, 1] < shape[1]]
