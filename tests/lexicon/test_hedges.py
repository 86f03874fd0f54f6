"""Words of claims, sources and crimes."""

from __future__ import annotations

import pytest

from mtqa.lexicon.hedges import CLAIMS, PROOFS, doubts, is_of_crime, reports


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("the alleged thief", 1),
        ("he claims that she probably left", 2),
        ("the thief of the painting", 0),
    ],
)
def test_words_that_make_a_statement_a_claim_are_counted(text: str, number: int) -> None:
    assert doubts(text.split()) == number


@pytest.mark.parametrize(
    ("text", "number"), [("police said", 1), ("according to her", 1), ("the police left", 0)]
)
def test_words_that_name_a_source_are_counted(text: str, number: int) -> None:
    assert reports(text.split()) == number


@pytest.mark.parametrize("text", ["he was charged", "a case of fraud", "they kidnapped her"])
def test_crimes_and_charges_are_known(text: str) -> None:
    assert is_of_crime(text.split())


@pytest.mark.parametrize("text", ["the ship left the port", "a fine case of wine"])
def test_other_sentences_have_no_crime(text: str) -> None:
    assert not is_of_crime(text.split())


def test_no_verb_both_claims_and_proves() -> None:
    assert CLAIMS.isdisjoint(PROOFS)
