"""Candidate pairs to one-to-one links: the assignment with the gap inside.

The gap, what leaving a sentence alone is worth, stands inside the assignment and not behind it,
so that no sentence takes a partner from another for a link that is then thrown away. Pairs at
or under the gap are worth nothing, so the connected components of the pairs above it are solved
one by one, exactly.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from scipy.optimize import linear_sum_assignment
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components, min_weight_full_bipartite_matching

from mtqa.alignment.candidates import Indices, Pairs, Worths

_DENSE_CELLS = 250_000
_LONGEST_RUN = 4_000
"""Rows of a component that are solved together."""


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


def _components(rows: Indices, columns: Indices, shape: tuple[int, int]) -> Iterator[Indices]:
    """The pairs of each connected component, as positions."""
    if not len(rows):
        return
    size = sum(shape)
    graph = coo_array((np.ones(len(rows), np.int8), (rows, columns + shape[0])), shape=(size, size))
    labels = connected_components(graph, directed=False)[1][rows]
    order = np.argsort(labels, kind="stable")
    yield from np.split(order, np.flatnonzero(np.diff(labels[order])) + 1)


def _solve(rows: Indices, columns: Indices, worth: Worths) -> list[tuple[int, int]]:
    """The best assignment within one component."""
    own_rows, row_of = np.unique(rows, return_inverse=True)
    if len(own_rows) > _LONGEST_RUN:
        return list(_solve_in_runs(rows, columns, worth, own_rows[::_LONGEST_RUN]))
    own_columns, column_of = np.unique(columns, return_inverse=True)
    shape = len(own_rows), len(own_columns)
    if shape[0] * shape[1] <= _DENSE_CELLS:
        table = np.zeros(shape)
        table[row_of, column_of] = worth
        chosen = np.stack(linear_sum_assignment(table, maximize=True), axis=1)
        chosen = chosen[table[chosen[:, 0], chosen[:, 1]] > 0]
    else:
        chosen = _solve_sparse(row_of, column_of, worth, shape)
    return [(int(own_rows[row]), int(own_columns[column])) for row, column in chosen]


def _solve_in_runs(
    rows: Indices, columns: Indices, worth: Worths, starts: Indices
) -> Iterator[tuple[int, int]]:
    """The same for runs of rows one after the other, each with the columns that are left.

    Only texts that repeat a few lines without end make a component that long; there any of the
    equal lines will do, and the exact solver is far from linear.

    Args:
        rows: Reference sentence of each pair.
        columns: Copy sentence of each pair.
        worth: What each is worth over the gap.
        starts: The first row of each run.
    """
    run_of = np.searchsorted(starts, rows, side="right")
    is_free = np.ones(int(columns.max()) + 1, bool)
    for run in range(1, len(starts) + 1):
        own = np.flatnonzero((run_of == run) & is_free[columns])
        if len(own):
            links = _solve(rows[own], columns[own], worth[own])
            is_free[[column for _, column in links]] = False
            yield from links


def _solve_sparse(
    rows: Indices, columns: Indices, worth: Worths, shape: tuple[int, int]
) -> Indices:
    """The same for a component too large for a table: every row may stay with a column of its own.

    Costs are turned round and shifted over nought, as the solver takes no empty cells.
    """
    alone = np.arange(shape[0])
    ceiling = float(worth.max()) + 1
    costs = np.concatenate([ceiling - worth, np.full(shape[0], ceiling)])
    cells = np.concatenate([rows, alone]), np.concatenate([columns, shape[1] + alone])
    graph = coo_array((costs, cells), shape=(shape[0], shape[1] + shape[0])).tocsr()
    chosen = np.stack(min_weight_full_bipartite_matching(graph), axis=1).astype(np.intp)
    return chosen[chosen[:, 1] < shape[1]]
