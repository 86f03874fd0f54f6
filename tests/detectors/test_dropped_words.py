"""Which words count as dropped, by the chances that the copy does not carry them."""

from __future__ import annotations

import numpy as np
import pytest
from toy_reader import matched

from mtqa import Checker
from mtqa.alignment.word_alignment import Match
from mtqa.detectors.dropped_words import LIMITS, dropped_runs

REFERENCE = "The ferry sank near the old port, and they raised it in June."


@pytest.fixture
def match(checker: Checker) -> Match:
    return matched(REFERENCE, "The ferry sank, and they raised it.", checker._reader.read)


def dropped_words(match: Match, chance_of: dict[str, float], *, is_read: bool = True) -> list[str]:
    """What is dropped if these words of the reference have these chances and the others have 0."""
    words = match.reference.texts
    chances = np.array([chance_of.get(word, 0.0) for word in words], np.float32)
    runs = dropped_runs(match, chances, is_read=is_read)
    return [" ".join(words[run.first : run.last + 1]) for run in runs]


def test_a_run_of_words_is_dropped_and_a_single_word_only_if_the_pair_was_read(
    match: Match,
) -> None:
    assert dropped_words(match, dict.fromkeys(("ferry", "sank"), LIMITS.in_run + 0.1)) == [
        "ferry sank"
    ]
    assert dropped_words(match, {"sank": 0.9}) == ["sank"]
    assert dropped_words(match, {"sank": 0.9}, is_read=False) == []


def test_a_whole_phrase_has_a_lower_limit_than_a_part_of_it(match: Match) -> None:
    doubted = dict.fromkeys(("old", "port"), LIMITS.in_phrase + 0.05)
    assert dropped_words(match, doubted) == ["near the old port"]
    assert (
        dropped_words(match, doubted | {"old": LIMITS.carried - 0.05, "port": LIMITS.in_run}) == []
    )
    assert dropped_words(match, dict.fromkeys(("ferry", "sank"), LIMITS.in_phrase + 0.05)) == []


def test_no_word_is_reported_twice(match: Match) -> None:
    lost = dict.fromkeys(("sank", "near", "the", "old", "port"), 0.9)
    assert dropped_words(match, lost) == ["The ferry sank near the old port"]


@pytest.mark.parametrize(
    ("copy", "dropped"),
    [
        ("The ferry sank near the old port, raised it in June.", ["they"]),
        ("The ferry sank near the old port, and people raised it in June.", []),
        ("The ferry sank near the old port and was raised in June.", []),
        ("The ferry sank near the old port, being raised in June.", []),
    ],
)
def test_a_pronoun_has_a_lower_limit_where_its_verb_opens_a_clause(
    checker: Checker, copy: str, dropped: list[str]
) -> None:
    match = matched(REFERENCE, copy, checker._reader.read)
    assert dropped_words(match, {"they": LIMITS.subject_pronoun + 0.05}) == dropped
    assert dropped_words(match, {"they": LIMITS.subject_pronoun + 0.05}, is_read=False) == []
    assert dropped_words(match, {"they": LIMITS.subject_pronoun - 0.05}) == []
