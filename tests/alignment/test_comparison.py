"""What the detectors look at: sides, groups by sentence, matches by group."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from toy_reader import compared, side

from mtqa.alignment.comparison import Comparison
from mtqa.text.annotations import PairReading
from mtqa.text.roles import Role

vocabulary = "harbour storm Millbrook wall ferry waited 12 the of , .".split()
sentences = st.lists(
    st.lists(st.sampled_from(vocabulary), min_size=1, max_size=5).map(lambda own: " ".join(own)),
    max_size=8,
)

ARTICLE = """Millbrook harbour reopens after storm

By Ann Perry

The harbour of Millbrook reopened on Tuesday. Nobody was hurt.

Read more: The winter in pictures
"""


@settings(deadline=None)
@given(sentences, sentences)
def test_every_sentence_knows_the_group_that_it_stands_in(one: list[str], other: list[str]) -> None:
    comparison = compared(one, other)
    assert sorted(comparison.group_of_reference) == list(range(len(one)))
    assert sorted(comparison.group_of_copy) == list(range(len(other)))
    for index, group in comparison.group_of_reference.items():
        assert index in group.reference
    for index, group in comparison.group_of_copy.items():
        assert index in group.copy


@settings(deadline=None)
@given(sentences, sentences)
def test_every_linked_group_and_no_other_has_its_words_matched(
    one: list[str], other: list[str]
) -> None:
    comparison = compared(one, other)
    assert [match.group for match in comparison.matches] == list(comparison.linked_groups())
    for match in comparison.matches:
        assert set(match.reference.sentence.tolist()) == set(match.group.reference)
        assert set(match.copy.sentence.tolist()) == set(match.group.copy)


def test_the_words_of_a_side_lie_in_their_sentences() -> None:
    text = side(ARTICLE)
    comparison = Comparison.of(text, text)
    assert comparison.reference_words[0].texts == "Millbrook harbour reopens after storm".split()
    for sentence, words in zip(text.document.sentences, comparison.copy_words, strict=True):
        place = words.place(0, len(words) - 1)
        assert (place.start, place.end) == (sentence.start, sentence.end)


@pytest.mark.parametrize(
    ("sentence", "role", "paragraph", "is_content"),
    [
        (0, Role.HEADLINE, 0, True),
        (1, Role.BYLINE, 1, False),
        (2, Role.BODY, 2, True),
        (3, Role.BODY, 2, True),
        (4, Role.BOILERPLATE, 3, False),
    ],
)
def test_a_side_knows_the_role_and_the_paragraph_of_a_sentence(
    sentence: int, role: Role, paragraph: int, is_content: bool
) -> None:
    text = side(ARTICLE)
    assert len(text) == 5
    assert text.role(sentence) is role
    assert text.paragraph(sentence) == paragraph
    assert text.is_content(sentence) is is_content


@pytest.mark.parametrize(
    ("chances", "is_read", "expected"),
    [((0.1, 0.3), True, True), ((0.1, 0.9), True, False), ((0.1, 0.3), False, False)],
)
def test_the_pair_reader_may_miss_nothing_at_a_place(
    chances: tuple[float, float], *, is_read: bool, expected: bool
) -> None:
    comparison = compared(["the harbour wall"], ["the wall"])
    words = comparison.matches[0].reference
    nothing = np.zeros(2, np.float32)
    lost = np.array([0, *chances], np.float32)
    reading = PairReading(lost, np.zeros(3, np.float32), nothing, nothing, 0.0)
    read = comparison.read([reading if is_read else None])
    assert read.seems_carried(words.place(1, 2)) is expected


@pytest.mark.parametrize(
    ("here", "there", "expected"), [(0.0, 0.0, True), (0.9, 0.0, False), (0.0, 0.9, False)]
)
def test_the_pair_reader_may_see_no_other_meaning_at_two_places(
    here: float, there: float, *, expected: bool
) -> None:
    comparison = compared(["the harbour wall"], ["the wall"])
    match = comparison.matches[0]
    turned = np.array([0, here, 0], np.float32), np.array([0, there], np.float32)
    reading = PairReading(np.zeros(3, np.float32), turned[0], np.zeros(2, np.float32), turned[1], 0)
    places = match.reference.place(1, 1), match.copy.place(1, 1)
    assert comparison.read([reading]).seems_same(*places) is expected
    assert not comparison.seems_same(*places)
