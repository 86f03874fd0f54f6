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
        ("denied", "acknowledges"),
        ("acquitted", "charged"),
        ("convicted", "charged"),
        ("upheld", "quashed"),
        ("before", "after"),
    ],
)
def test_opposites_are_opposite_in_both_orders(one: str, other: str) -> None:
    assert contrasts.are_opposite(one, other)
    assert contrasts.are_opposite(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("rose", "climbed"),
        ("rose", "rose"),
        ("go", "ingo"),
        ("open", "innocent"),
        # a prefix that denies nothing
        ("migration", "immigration"),
        ("flux", "influx"),
        ("cover", "discover"),
    ],
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


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [("denied", "admitted", "opposite"), ("halved", "doubled", "quantity"), ("all", "some", None)],
)
def test_an_opposition_of_content_words_has_a_kind(one: str, other: str, kind: str | None) -> None:
    assert contrasts.opposition(one, other) == contrasts.opposition(other, one) == kind


def test_a_sale_is_a_purchase_seen_from_the_other_side() -> None:
    assert contrasts.are_converse("bought", "sells")
    assert contrasts.are_converse("sells", "bought")
    assert not contrasts.are_converse("opened", "closed")


@pytest.mark.parametrize("form", ["unknown", "prevented", "absence", "homeless", "refused"])
def test_a_word_may_imply_a_negation(form: str) -> None:
    assert contrasts.implies_negation(form)


@pytest.mark.parametrize("form", ["under", "union", "discovered", "said", "known"])
def test_other_words_imply_none(form: str) -> None:
    assert not contrasts.implies_negation(form)
