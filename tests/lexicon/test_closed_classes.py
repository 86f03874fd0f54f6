"""Phrases of closed classes, and which of them exclude each other."""

from __future__ import annotations

import pytest

from mtqa.lexicon.closed_classes import CLOSED_CLASSES, CONTINUATIONS, QUANTIFIERS, ClosedClass


@pytest.mark.parametrize(
    ("of", "text", "values"),
    [
        (QUANTIFIERS, "most of the men and a few women", ["most", "some"]),
        (QUANTIFIERS, "a few men", ["some"]),
        (QUANTIFIERS, "few men", ["few"]),
        (QUANTIFIERS, "it was not all right at all and they saw each other", []),
        (CONTINUATIONS, "she is no longer ill but still weak", ["over", "still"]),
    ],
)
def test_the_longest_phrase_counts_and_idioms_do_not(
    of: ClosedClass, text: str, values: list[str]
) -> None:
    assert [one.value for one in of.occurrences(text.split())] == values


def test_an_occurrence_has_the_rows_of_its_words() -> None:
    [found] = QUANTIFIERS.occurrences("i saw a number of ships".split())
    assert (found.first, found.last) == (2, 4)


@pytest.mark.parametrize("of", CLOSED_CLASSES)
def test_values_exclude_each_other_in_both_orders_and_all_have_phrases(of: ClosedClass) -> None:
    assert of.conflicts == {(other, one) for one, other in of.conflicts}
    assert {value for pair in of.conflicts for value in pair} <= set(of.value_of.values())


@pytest.mark.parametrize("of", CLOSED_CLASSES)
def test_a_value_does_not_exclude_itself(of: ClosedClass) -> None:
    assert all(one != other for one, other in of.conflicts)
