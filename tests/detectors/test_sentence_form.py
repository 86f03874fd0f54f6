"""Which units are sentences, and by which rule one is a fragment."""

from __future__ import annotations

import pytest
from toy_reader import side_of

from mtqa import Checker
from mtqa.alignment.word_alignment import SideWords
from mtqa.detectors.sentence_form import LIMITS, fragment_confidence


def confidence(checker: Checker, text: str) -> float:
    """How sure it is that a text is a fragment."""
    return fragment_confidence(SideWords.of(side_of(text, read=checker._reader.read), [0]))


@pytest.mark.parametrize("signs", ["...", "***", "?", "— !"])
def test_punctuation_is_no_fragment(signs: str) -> None:
    assert fragment_confidence(SideWords.of(side_of(signs), [0])) == 0


@pytest.mark.parametrize(
    "text",
    [
        "The embassy's phone rang.",
        "The telephone in the hall rang twice.",
        "The bell rang.",
        "Sales slumped.",
        "The reactor cooled.",
        "The crew rowed.",
        "Snow fell.",
    ],
)
def test_a_short_sentence_with_a_rarer_past_is_no_fragment(checker: Checker, text: str) -> None:
    assert confidence(checker, text) == 0


@pytest.mark.parametrize(
    "text",
    ["Reached.", "Announced.", "Paid.", "Told reporters.", "The house built in 1901."],
)
def test_a_bare_participle_is_a_fragment(checker: Checker, text: str) -> None:
    assert confidence(checker, text) > 0.5


@pytest.mark.parametrize(
    ("text", "is_fragment"),
    [
        ("Was then sold to a museum, which shows the manuscript once a year.", True),
        ("Is an old town with two harbours, where most of the visitors arrive.", True),
        ("Do not leave the island before the storm is over, the mayor told us.", False),
        ("May I remind you that the last ferry leaves at six in the evening.", False),
        ("Built in 1901, the house has survived two floods and one great fire.", False),
        ("Had the crew waited, the ship that they had left would have been saved.", False),
    ],
)
def test_a_sentence_that_opens_with_its_verb_lacks_its_subject(
    checker: Checker, text: str, is_fragment: bool
) -> None:
    assert bool(confidence(checker, text)) is is_fragment


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("and cut 400 jobs in the north.", "lower_case"),
        ("The cellars of the old town.", "phrase"),
        (
            "Despite the heavy snow in the mountains around the lake and the sea.",
            "no_predicate",
        ),
        ("Which had been sold out for months.", "relative_clause"),
        ("Will have worked hard.", "no_subject"),
        ("Was then sold to a museum, which shows the manuscript once a year.", "verb_first"),
        ("It will be.", "no_content"),
    ],
)
def test_each_rule_decides_with_its_own_certainty(
    checker: Checker, monkeypatch: pytest.MonkeyPatch, text: str, rule: str
) -> None:
    assert confidence(checker, text) == LIMITS.certainty[rule]
    monkeypatch.setitem(vars(LIMITS), "certainty", {rule: 0.25})
    assert confidence(checker, text) == 0.25
