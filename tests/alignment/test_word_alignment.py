"""The words of two linked sentences and the links between them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from toy_reader import matched, side, side_of

from mtqa import Checker
from mtqa.alignment.word_alignment import Match, SideWords
from mtqa.text.tokens import word_spans

vocabulary = "harbour storm Millbrook wall ferry waited 12 the of , . (".split()
sentences = st.lists(st.sampled_from(vocabulary), min_size=1, max_size=10).map(" ".join)


def linked(match: Match) -> list[tuple[str, str]]:
    """The linked words of the reference, each with its partner."""
    return [
        (match.reference.texts[row], match.copy.texts[column])
        for row, column in enumerate(match.partner_of_reference)
        if column >= 0
    ]


@pytest.mark.parametrize(
    ("reference", "copy", "wanted"),
    [
        ("storm wall", "storm wall", [("storm", "storm"), ("wall", "wall")]),
        ("storm wall", "wall storm", [("storm", "storm"), ("wall", "wall")]),
        ("Storm wall", "the storm", [("Storm", "storm")]),
        ("storm wall", "ferry", []),
        ("storm storm", "storm", [("storm", "storm")]),
    ],
)
def test_each_word_is_linked_to_the_same_word(
    reference: str, copy: str, wanted: list[tuple[str, str]]
) -> None:
    assert sorted(linked(matched(reference, copy))) == sorted(wanted)


def test_equal_words_of_verbatim_sides_are_linked_in_order() -> None:
    match = matched("no " * 40, "no " * 40)
    assert match.is_verbatim
    assert match.partner_of_reference.tolist() == match.partner_of_copy.tolist() == [*range(40)]


def test_other_capitals_or_signs_are_not_verbatim_but_other_spaces_are() -> None:
    assert matched("the storm", "the  storm").is_verbatim
    assert not matched("the storm", "the Storm").is_verbatim
    assert not matched("the storm", "the storm.").is_verbatim


def test_a_word_that_was_not_encoded_is_linked_by_its_form() -> None:
    match = matched("harbour storm wall", "storm harbour ferry")
    for words in (match.reference, match.copy):
        words.vectors[:] = 0
    assert linked(match) == [("harbour", "harbour"), ("storm", "storm")]


@settings(deadline=None)
@given(sentences, sentences)
def test_the_partners_of_one_side_mirror_those_of_the_other(one: str, other: str) -> None:
    match = matched(one, other)
    for row, column in enumerate(match.partner_of_reference):
        if column >= 0:
            assert match.partner_of_copy[column] == row
    assert (match.partner_of_reference >= 0).sum() == (match.partner_of_copy >= 0).sum()


@settings(deadline=None)
@given(sentences, sentences)
def test_every_link_is_above_the_minimum_likeness(one: str, other: str) -> None:
    match = matched(one, other)
    for row, column in enumerate(match.partner_of_reference):
        assert column < 0 or match.likeness[row, column] > 0.5


@given(st.text(alphabet="ab A.!?'\"-\n—1é\u0301\u200b中", max_size=120))
def test_the_places_of_words_are_their_spans(text: str) -> None:
    read = side(text)
    if not len(read):
        return
    words = SideWords.of(read, range(len(read)))
    text = read.document.text
    assert words.texts == [text[start:end] for start, end in word_spans(text)]
    for first in range(len(words)):
        place = words.place(first, len(words) - 1)
        assert text[place.start : place.end] == place.text
        assert place.text.startswith(words.texts[first])


def test_every_word_has_the_index_of_its_sentence() -> None:
    words = SideWords.of(side_of("The storm came.", "Nobody waited.", "Walls broke."), [0, 2])
    assert words.sentence.tolist() == [0, 0, 0, 0, 2, 2, 2]
    assert words.forms == ["the", "storm", "came", ".", "walls", "broke", "."]
    assert words.weights[words.texts.index(".")] == 0


@pytest.mark.parametrize(
    ("reference", "copy", "wanted"),
    [
        (
            "The minister rejected the plan on Monday.",
            "On Monday the plan was turned down by the minister.",
            {("minister", "minister"), ("plan", "plan"), ("Monday", "Monday")},
        ),
        (
            "The doctor bought a large house near the river.",
            "The physician purchased a big home close to the river.",
            {("doctor", "physician"), ("bought", "purchased"), ("large", "big"), ("house", "home")},
        ),
        (
            "The dog chased the cat, and the cat chased the mouse.",
            "The dog chased the cat and the cat hunted the mouse.",
            {("dog", "dog"), ("mouse", "mouse"), ("chased", "hunted")},
        ),
    ],
)
def test_the_embedded_model_links_words_of_the_same_meaning(
    checker: Checker, reference: str, copy: str, wanted: set[tuple[str, str]]
) -> None:
    assert wanted <= set(linked(matched(reference, copy, checker._reader.read)))


def test_a_dropped_word_has_no_partner(checker: Checker) -> None:
    match = matched(
        "The old lighthouse keeper left the island.",
        "The keeper left the island.",
        checker._reader.read,
    )
    partners = dict(zip(match.reference.texts, match.partner_of_reference, strict=True))
    assert partners["keeper"] >= 0
    assert partners["old"] == -1
