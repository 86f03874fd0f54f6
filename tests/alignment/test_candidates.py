"""Candidate pairs of sentences: equal texts, order, roles, repeated sentences."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from toy_reader import side, side_of

from mtqa.alignment.assignment import assign
from mtqa.alignment.candidates import candidate_pairs
from mtqa.alignment.side import Side
from mtqa.text.roles import Role


def blind(text: Side) -> Side:
    """The same text with sentence vectors of zeros."""
    return replace(
        text,
        encoded=tuple(replace(one, pooled=np.zeros_like(one.pooled)) for one in text.encoded),
    )


def links(reference: Side, copy: Side, gap: float = 0.55) -> list[tuple[int, int]]:
    return assign(candidate_pairs(reference, copy), gap)


def test_order_decides_between_equal_partners() -> None:
    line = "Nobody was hurt in Millbrook."
    reference = side_of(line, "The harbour reopened today.", line)
    copy = side_of(line, "The harbour reopened again today.", line)
    assert links(reference, copy) == [(0, 0), (1, 1), (2, 2)]


@pytest.mark.parametrize("position", range(4))
def test_an_equal_sentence_is_found_in_any_position(position: int) -> None:
    reference = side_of("Harbour walls broke.", "Storms came.", "No.")
    copy = ["Tourists left.", "Hotels closed.", "Trains ended."]
    copy.insert(position, "No.")
    assert links(reference, side_of(*copy)) == [(2, position)]


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
def test_equal_texts_are_linked_whatever_their_vectors(lines: list[str]) -> None:
    text = side_of(*lines)
    diagonal = [(index, index) for index in range(len(lines))]
    assert links(text, text) == links(blind(text), blind(text)) == diagonal


def test_different_texts_with_vectors_of_zeros_are_not_linked() -> None:
    one, other = side_of("The harbour reopened."), side_of("Ferries left at noon.")
    assert links(blind(one), blind(other)) == []


def test_a_headline_prefers_a_headline_to_a_sentence_of_the_body() -> None:
    line = "Millbrook harbour reopened"
    reference = side_of(line, role=Role.HEADLINE)
    scores = {
        role: float(candidate_pairs(reference, side_of(line, role=role)).scores[0])
        for role in (Role.HEADLINE, Role.BODY)
    }
    assert scores[Role.BODY] < scores[Role.HEADLINE] == 1


@pytest.mark.parametrize(("left", "right"), [(0, 0), (0, 2), (2, 0)])
def test_a_side_without_sentences_gives_no_links(left: int, right: int) -> None:
    line = "The harbour reopened."
    assert links(side_of(*[line] * left), side_of(*[line] * right)) == []


def test_the_number_of_candidates_is_linear_in_the_sentences() -> None:
    lines = [f"Ferry number {number} left Millbrook." for number in range(400)]
    text = side_of(*lines)
    assert len(candidate_pairs(text, text).rows) <= 17 * len(lines)


def test_repeated_texts_do_not_crowd_out_the_others() -> None:
    lines = [f"Ferry number {number} left Millbrook." for number in range(20)]
    copies = [f"Ship number {number} left Millbrook late." for number in range(20)]
    often = candidate_pairs(side_of(*lines * 5), side_of(*copies * 5))
    found = set(zip(often.rows.tolist(), often.columns.tolist(), strict=True))
    assert {(row, row) for row in range(100)} <= found
    assert len({column % 20 for row, column in found if row == 0}) > 5


@given(st.integers(1, 6), st.integers(1, 6))
def test_of_a_text_repeated_on_both_sides_as_many_are_linked_as_possible(
    left: int, right: int
) -> None:
    line = "The harbour reopened."
    made = links(side_of(*[line] * left), side_of(*[line] * right))
    assert len(made) == min(left, right)
    assert made == sorted(made)
    assert len({column for _, column in made}) == len(made)
