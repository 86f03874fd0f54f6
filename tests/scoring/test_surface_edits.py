"""Damage to the surface is counted, and none in an untouched copy."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from toy_reader import matched

from mtqa.alignment.word_alignment import Match
from mtqa.scoring import surface_edits

WHOLE = "The mayor of Millbrook opened the new bridge, and hundreds of people crossed it."


@pytest.mark.parametrize(
    "count",
    [
        surface_edits.letters,
        surface_edits.capitals,
        surface_edits.signs,
        surface_edits.spacing,
        surface_edits.repeats,
        surface_edits.function_words,
    ],
)
def test_an_untouched_copy_has_no_damage(count: Callable[[Match], float]) -> None:
    assert count(matched(WHOLE, WHOLE)) == 0


def test_each_changed_letter_counts() -> None:
    one, two = (
        surface_edits.letters(matched(WHOLE, WHOLE.replace(*change)))
        for change in (("bridge", "bridgo"), ("bridge", "brudgo"))
    )
    assert 0 < one < two < 0.1


def test_a_capital_lost_inside_a_sentence_counts() -> None:
    assert surface_edits.capitals(matched(WHOLE, WHOLE.replace("Millbrook", "millbrook"))) == 1


@pytest.mark.parametrize(
    ("reference", "copy", "signs"),
    [
        ("He left, and she stayed.", "He left and she stayed.", 1),
        ("He left, and she stayed.", "He left, and she stayed", 1),
        ("He left.", "He left!", 2),
        ("“He left,” she said.", '"He left," she said.', 0),
        ("The talks – so far – failed.", "The talks — so far — failed.", 0),
    ],
)
def test_a_missing_sign_counts_and_another_shape_of_it_does_not(
    reference: str, copy: str, signs: int
) -> None:
    assert surface_edits.signs(matched(reference, copy)) == signs


@pytest.mark.parametrize(
    ("copy", "spaces"),
    [
        ("He left , and she stayed.", 1),
        ("He left,and she stayed.", 1),
        ("He  left, and she stayed .", 2),
        ("He left, and she stayed.", 0),
    ],
)
def test_missing_and_added_spaces_count(copy: str, spaces: int) -> None:
    assert surface_edits.spacing(matched("He left, and she stayed.", copy)) == spaces


def test_a_repeated_word_counts_unless_the_reference_repeats_it() -> None:
    once, twice = "He said that he left.", "He said that that he left."
    assert surface_edits.repeats(matched(once, twice)) == 1
    assert surface_edits.repeats(matched(twice, twice)) == 0


def test_an_unknown_word_counts_and_the_usual_forms_of_known_ones_do_not() -> None:
    lexicon = frozenset(("harbour", "carry", "close"))
    match = matched("The harbour.", "The harbours carried closing brelms.")
    assert surface_edits.unknown_words(match, lexicon) == 1


def test_a_changed_function_word_counts_on_both_sides() -> None:
    assert (
        surface_edits.function_words(
            matched("Boats lay in the harbour.", "Boats lay at the harbour.")
        )
        == 2
    )
