"""Which words count as gone, by the chances that they did not arrive."""

from __future__ import annotations

import numpy as np
import pytest
from toy_reader import matched

from mtqa import Checker
from mtqa.alignment.word_alignment import Match
from mtqa.detectors.dropped_words import LIMITS, gone

REFERENCE = "The ferry sank near the old port, and they raised it in June."


@pytest.fixture
def match(checker: Checker) -> Match:
    return matched(REFERENCE, "The ferry sank, and they raised it.", checker._reader.read)


def words_gone(match: Match, chance_of: dict[str, float], *, is_read: bool = True) -> list[str]:
    """What is gone where these words of the reference have these chances and the others none."""
    words = match.reference.texts
    chances = np.array([chance_of.get(word, 0.0) for word in words], np.float32)
    runs = gone(match, chances, is_read=is_read)
    return [" ".join(words[run.first : run.last + 1]) for run in runs]


def test_words_in_a_row_are_gone_and_one_by_itself_only_where_the_pair_was_read(
    match: Match,
) -> None:
    assert words_gone(match, dict.fromkeys(("ferry", "sank"), LIMITS.in_run + 0.1)) == [
        "ferry sank"
    ]
    assert words_gone(match, {"sank": 0.9}) == ["sank"]
    assert words_gone(match, {"sank": 0.9}, is_read=False) == []


def test_a_whole_phrase_is_gone_sooner_than_a_piece_of_it(match: Match) -> None:
    doubted = dict.fromkeys(("old", "port"), LIMITS.in_phrase + 0.05)
    assert words_gone(match, doubted) == ["near the old port"]
    assert words_gone(match, doubted | {"old": LIMITS.carried - 0.05, "port": LIMITS.in_run}) == []
    assert words_gone(match, dict.fromkeys(("ferry", "sank"), LIMITS.in_phrase + 0.05)) == []


def test_no_word_is_told_twice(match: Match) -> None:
    lost = dict.fromkeys(("sank", "near", "the", "old", "port"), 0.9)
    assert words_gone(match, lost) == ["The ferry sank near the old port"]


@pytest.mark.parametrize(
    ("copy", "told"),
    [
        ("The ferry sank near the old port, raised it in June.", ["they"]),
        ("The ferry sank near the old port, and people raised it in June.", []),
        ("The ferry sank near the old port and was raised in June.", []),
        ("The ferry sank near the old port, being raised in June.", []),
    ],
)
def test_a_pronoun_is_gone_sooner_where_its_verb_opens_a_clause(
    checker: Checker, copy: str, told: list[str]
) -> None:
    match = matched(REFERENCE, copy, checker._reader.read)
    assert words_gone(match, {"they": LIMITS.subject_pronoun + 0.05}) == told
    assert words_gone(match, {"they": LIMITS.subject_pronoun + 0.05}, is_read=False) == []
    assert words_gone(match, {"they": LIMITS.subject_pronoun - 0.05}) == []
