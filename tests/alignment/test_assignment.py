"""The assignment with the gap inside: exact, whole, in order among equals."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from toy_reader import side, side_of

from mtqa.alignment import assignment
from mtqa.alignment.assignment import _LONGEST_RUN, assign
from mtqa.alignment.candidates import Pairs, candidate_pairs
from mtqa.alignment.side import Side
from mtqa.text.roles import Role

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
    """The greatest sum of worth over the gap, by trying everything."""
    wide = table if table.shape[0] <= table.shape[1] else table.T
    return max(
        float(np.maximum(wide[np.arange(len(wide)), list(columns)] - gap, 0).sum())
        for columns in permutations(range(wide.shape[1]), len(wide))
    )


def blind(text: Side) -> Side:
    """The same text under an encoder that saw nothing in it."""
    return replace(
        text,
        encoded=tuple(replace(one, pooled=np.zeros_like(one.pooled)) for one in text.encoded),
    )


def links(reference: Side, copy: Side, gap: float = 0.55) -> list[tuple[int, int]]:
    return assign(candidate_pairs(reference, copy), gap)


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
def test_no_sentence_takes_a_partner_for_a_link_that_is_thrown_away(
    table: list[list[float]], gap: float, chosen: list[tuple[int, int]]
) -> None:
    assert assign(pairs(np.array(table)), gap) == chosen


@given(tables, st.sampled_from([0.2, 0.5, 0.8]))
def test_no_other_links_are_worth_more(table: Table, gap: float) -> None:
    chosen = assign(pairs(table), gap)
    assert value(table, chosen, gap) == pytest.approx(best_value(table, gap), abs=1e-6)


@given(tables, st.sampled_from([0.2, 0.5, 0.8]))
def test_every_link_is_above_the_gap_and_no_sentence_has_two(table: Table, gap: float) -> None:
    chosen = assign(pairs(table), gap)
    assert all(table[link] > gap for link in chosen)
    assert all(len(set(side)) == len(side) for side in zip(*chosen, strict=True))
    assert chosen == sorted(chosen)


@given(tables, tables)
def test_components_do_not_touch_each_other(one: Table, other: Table) -> None:
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


def test_order_decides_between_equal_partners() -> None:
    line = "Nobody was hurt in Millbrook."
    reference = side_of(line, "The harbour reopened today.", line)
    copy = side_of(line, "The harbour reopened again today.", line)
    assert links(reference, copy) == [(0, 0), (1, 1), (2, 2)]


@pytest.mark.parametrize("place", range(4))
def test_an_equal_sentence_is_found_wherever_it_stands(place: int) -> None:
    reference = side_of("Harbour walls broke.", "Storms came.", "No.")
    copy = ["Tourists left.", "Hotels closed.", "Trains ended."]
    copy.insert(place, "No.")
    assert links(reference, side_of(*copy)) == [(2, place)]


def test_three_thousand_equal_sentences_align_with_themselves_in_order() -> None:
    text = side("The ferry waited. " * 3000)
    assert links(text, text) == [(index, index) for index in range(3000)]


def test_a_sentence_dropped_among_a_hundred_equal_ones_leaves_one_alone() -> None:
    line = "The ferry waited in Millbrook."
    chosen = links(side_of(*[line] * 100), side_of(*[line] * 99))
    assert len(chosen) == 99
    assert chosen == sorted(chosen, key=lambda link: link[1])


@pytest.mark.parametrize(
    "lines",
    [
        ["The harbour reopened.", "Ferries left at noon."],
        ["!!! ...", "***", "???"],
        ["***", "***", "***"],
        ["...", "The harbour reopened.", "..."],
    ],
)
def test_equal_texts_are_linked_whatever_the_encoder_makes_of_them(lines: list[str]) -> None:
    text = side_of(*lines)
    diagonal = [(index, index) for index in range(len(lines))]
    assert links(text, text) == links(blind(text), blind(text)) == diagonal


def test_two_texts_of_which_an_encoder_saw_nothing_are_not_linked() -> None:
    one, other = side_of("The harbour reopened."), side_of("Ferries left at noon.")
    assert links(blind(one), blind(other)) == []


def test_a_headline_goes_to_the_headline_and_not_to_the_body() -> None:
    line = "Millbrook harbour reopened"
    reference = side_of(line, role=Role.HEADLINE)
    worth = {
        role: float(candidate_pairs(reference, side_of(line, role=role)).scores[0])
        for role in (Role.HEADLINE, Role.BODY)
    }
    assert worth[Role.BODY] < worth[Role.HEADLINE] == 1


@pytest.mark.parametrize(("left", "right"), [(0, 0), (0, 2), (2, 0)])
def test_a_side_without_sentences_gives_no_links(left: int, right: int) -> None:
    line = "The harbour reopened."
    assert links(side_of(*[line] * left), side_of(*[line] * right)) == []


def test_the_candidates_grow_with_the_sentences_and_not_with_their_square() -> None:
    lines = [f"Ferry number {number} left Millbrook." for number in range(400)]
    text = side_of(*lines)
    assert len(candidate_pairs(text, text).rows) <= 17 * len(lines)


def test_texts_that_come_again_do_not_crowd_out_the_others() -> None:
    lines = [f"Ferry number {number} left Millbrook." for number in range(20)]
    copies = [f"Ship number {number} left Millbrook late." for number in range(20)]
    often = candidate_pairs(side_of(*lines * 5), side_of(*copies * 5))
    found = set(zip(often.rows.tolist(), often.columns.tolist(), strict=True))
    assert {(row, row) for row in range(100)} <= found
    assert len({column % 20 for row, column in found if row == 0}) > 5


@given(st.integers(1, 6), st.integers(1, 6))
def test_of_a_text_that_stands_on_both_sides_often_as_many_are_linked_as_can_be(
    left: int, right: int
) -> None:
    line = "The harbour reopened."
    made = links(side_of(*[line] * left), side_of(*[line] * right))
    assert len(made) == min(left, right)
    assert made == sorted(made)
    assert len({column for _, column in made}) == len(made)


def test_a_component_of_thousands_of_rows_is_solved_in_runs() -> None:
    count = 2 * _LONGEST_RUN + 10
    rows = np.repeat(np.arange(count), 3)[1:-1]
    columns = (rows + np.tile([-1, 0, 1], count)[1:-1]).astype(np.intp)
    worth = np.where(rows == columns, 0.9, 0.8)
    pairs = Pairs(rows, columns, worth, (count, count))
    assert assign(pairs, 0.5) == [(row, row) for row in range(count)]
