"""Negations, opposites and words of rank by their forms."""

from __future__ import annotations

import pytest

from mtqa.lexicon import contrasts


@pytest.mark.parametrize("form", ["not", "never", "without", "didn't", "won’t", "cannot", "nobody"])
def test_a_negation_is_recognised_in_every_form(form: str) -> None:
    assert contrasts.is_negation(form)
    assert contrasts.is_negative(form)


@pytest.mark.parametrize("form", ["failed", "refuses", "unable", "lacks", "hardly", "denied"])
def test_a_word_with_a_negative_meaning_is_no_negation(form: str) -> None:
    assert contrasts.is_negative(form)
    assert not contrasts.is_negation(form)


@pytest.mark.parametrize(
    "form",
    [
        "note",
        "nothingness",
        "harbour",
        "know",
        "norway",
        "want",
        # begin like negative words
        "denmark",
        "denver",
        "dense",
        "freedom",
        "freeman",
        "littlewood",
        "lackey",
        "fewer",
        "failsafe",
        "refuseniks",
    ],
)
def test_other_words_are_not_negative(form: str) -> None:
    assert not contrasts.is_negative(form)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("rose", "fell"),
        ("above", "below"),
        ("guilty", "innocent"),
        ("accepted", "rejected"),
        ("happy", "unhappy"),
        ("legal", "illegal"),
        ("agree", "disagree"),
    ],
)
def test_opposites_are_opposite_in_both_orders(one: str, other: str) -> None:
    assert contrasts.are_opposite(one, other)
    assert contrasts.are_opposite(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [("rose", "climbed"), ("rose", "rose"), ("go", "ingo"), ("open", "innocent")],
)
def test_other_pairs_are_not_opposite(one: str, other: str) -> None:
    assert not contrasts.are_opposite(one, other)


@pytest.mark.parametrize(
    ("form", "rank"),
    [("deputy", "second"), ("vice", "second"), ("ex", "former"), ("interim", "acting")],
)
def test_synonyms_have_the_same_rank(form: str, rank: str) -> None:
    assert contrasts.rank_of(form) == rank


def test_a_title_alone_has_no_rank() -> None:
    assert contrasts.rank_of("minister") is None
