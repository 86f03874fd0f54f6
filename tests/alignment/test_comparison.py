"""A comparison: its sides, groups by sentence, matches by group."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from toy_reader import compared, side

from mtqa.alignment.comparison import Comparison
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
def test_every_sentence_is_found_in_its_group(one: list[str], other: list[str]) -> None:
    comparison = compared(one, other)
    assert sorted(comparison.group_of_reference) == list(range(len(one)))
    assert sorted(comparison.group_of_copy) == list(range(len(other)))
    for index, group in comparison.group_of_reference.items():
        assert index in group.reference
    for index, group in comparison.group_of_copy.items():
        assert index in group.copy


@settings(deadline=None)
@given(sentences, sentences)
def test_every_linked_group_and_no_other_has_a_match(one: list[str], other: list[str]) -> None:
    comparison = compared(one, other)
    assert [match.group for match in comparison.matches] == list(comparison.linked_groups())
    for match in comparison.matches:
        assert set(match.reference.sentence.tolist()) == set(match.group.reference)
        assert set(match.copy.sentence.tolist()) == set(match.group.copy)


def test_the_words_of_a_sentence_span_the_sentence() -> None:
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
