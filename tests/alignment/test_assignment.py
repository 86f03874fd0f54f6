"""The assignment: exact, one-to-one, above the gap."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtqa.alignment import assignment
from mtqa.alignment.assignment import _LONGEST_RUN, assign
from mtqa.alignment.candidates import Pairs

Table = npt.NDArray[np.float64]

tables = st.tuples(st.integers(1, 4), st.integers(1, 4)).flatmap(
    lambda shape: st.lists(
        st.floats(0, 1, width=32), min_size=shape[0] * shape[1], max_size=shape[0] * shape[1]
    ).map(lambda cells: np.array(cells).reshape(shape))
)


def pairs(table: Table) -> Pairs:
    """Every cell of a table as a candidate."""
    rows, columns = np.indices(table.shape)
    return Pairs(rows.ravel(), columns.ravel(), table.ravel(), (table.shape[0], table.shape[1]))


def value(table: Table, links: list[tuple[int, int]], gap: float) -> float:
    return float(sum(table[row, column] - gap for row, column in links))


def best_value(table: Table, gap: float) -> float:
    """The greatest sum of scores above the gap, by trying every assignment."""
    wide = table if table.shape[0] <= table.shape[1] else table.T
    return max(
        float(np.maximum(wide[np.arange(len(wide)), list(columns)] - gap, 0).sum())
        for columns in permutations(range(wide.shape[1]), len(wide))
    )


@pytest.mark.parametrize(
    ("table", "gap", "chosen"),
    [
        ([[0.9, 0.6], [0.6, 0.1]], 0.7, [(0, 0)]),
        ([[0.9, 0.6], [0.6, 0.1]], 0.2, [(0, 1), (1, 0)]),
        ([[0.9, 0.8], [0.8, 0.1]], 0.5, [(0, 1), (1, 0)]),
        ([[0.7]], 0.7, []),
        ([[0.71]], 0.7, [(0, 0)]),
        ([[0.2, 0.3], [0.1, 0.2]], 0.5, []),
        ([[0.6, 0.9, 0.7]], 0.5, [(0, 1)]),
        ([[0.6], [0.9], [0.7]], 0.5, [(1, 0)]),
    ],
)
def test_no_sentence_takes_a_partner_for_a_link_that_is_discarded(
    table: list[list[float]], gap: float, chosen: list[tuple[int, int]]
) -> None:
    assert assign(pairs(np.array(table)), gap) == chosen


@given(tables, st.sampled_from([0.2, 0.5, 0.8]))
def test_no_other_links_have_a_greater_sum_of_scores(table: Table, gap: float) -> None:
    chosen = assign(pairs(table), gap)
    assert value(table, chosen, gap) == pytest.approx(best_value(table, gap), abs=1e-6)


@given(tables, st.sampled_from([0.2, 0.5, 0.8]))
def test_every_link_is_above_the_gap_and_no_sentence_has_two(table: Table, gap: float) -> None:
    chosen = assign(pairs(table), gap)
    assert all(table[link] > gap for link in chosen)
    assert all(len(set(side)) == len(side) for side in zip(*chosen, strict=True))
    assert chosen == sorted(chosen)


@given(tables, tables)
def test_components_do_not_affect_each_other(one: Table, other: Table) -> None:
    first, second = pairs(one), pairs(other)
    rows, columns = one.shape
    both = Pairs(
        np.concatenate([first.rows, second.rows + rows]),
        np.concatenate([first.columns, second.columns + columns]),
        np.concatenate([first.scores, second.scores]),
        (rows + second.shape[0], columns + second.shape[1]),
    )
    apart = [(row + rows, column + columns) for row, column in assign(second, 0.5)]
    assert assign(both, 0.5) == assign(first, 0.5) + apart


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.integers(2, 40), st.integers(2, 40), st.floats(0.05, 1))
def test_the_sparse_solver_agrees_with_the_table(
    seed: int, rows: int, columns: int, density: float
) -> None:
    drawn = np.random.default_rng(seed)
    table = drawn.random((rows, columns)) * (drawn.random((rows, columns)) < density)
    with pytest.MonkeyPatch.context() as patch:
        dense = assign(pairs(table), 0.5)
        patch.setattr(assignment, "_DENSE_CELLS", 0)
        sparse = assign(pairs(table), 0.5)
    assert all(table[link] > 0.5 for link in sparse)
    assert value(table, sparse, 0.5) == pytest.approx(value(table, dense, 0.5), abs=1e-9)


def test_a_component_of_thousands_of_rows_is_solved_in_runs() -> None:
    count = 2 * _LONGEST_RUN + 10
    rows = np.repeat(np.arange(count), 3)[1:-1]
    columns = (rows + np.tile([-1, 0, 1], count)[1:-1]).astype(np.intp)
    scores = np.where(rows == columns, 0.9, 0.8)
    pairs = Pairs(rows, columns, scores, (count, count))
    assert assign(pairs, 0.5) == [(row, row) for row in range(count)]
