"""Spellings of one name are variants; misspellings are close, other names are not."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.lexicon import aliases
from mtqa.lexicon.name_spellings import (
    closeness,
    folded,
    is_acronym,
    is_derived,
    is_kindred,
    is_variant,
    is_within,
)

NAMES = sorted(word for group in aliases.GROUPS for word in group)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Alemán", "Aleman"),
        ("São", "Sao"),
        ("Øyvind", "Oyvind"),
        ("Göring", "Goering"),
        ("Düsseldorf", "Dusseldorf"),
        ("Israel's", "Israel"),
        ("Mohammed", "Muhammad"),
        ("Youssef", "Yusuf"),
        ("Hussein", "Husain"),
        ("al", "El"),
        ("Sergey", "Sergei"),
        ("Pyotr", "Petr"),
        ("Maksim", "Maxim"),
        ("Dmitry", "Dmitri"),
        ("Harbour", "Harbor"),
        ("Centre", "Center"),
        ("Organisation", "Organization"),
        ("Defence", "Defense"),
        ("US", "American"),
        ("U.S.", "USA"),
        ("Britain", "UK"),
        ("Dutch", "Netherlands"),
        ("Kolkata", "Calcutta"),
        ("Kyiv", "Kiev"),
        ("Ivory", "d'Ivoire"),
    ],
)
def test_accepted_forms_of_a_name_are_variants_in_both_orders(one: str, other: str) -> None:
    assert is_variant(one, other)
    assert is_variant(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Yin", "Ying"),
        ("Bowen", "Boone"),
        ("Zambia", "Zabia"),
        ("Farrell", "Farrel"),
        ("Karolyi", "Karoly"),
        ("Fattouh", "Fattah"),
        ("Wanek", "Wannek"),
        ("Austria", "Australia"),
        ("Iran", "Iraq"),
        ("Hamburg", "hamburger"),
        ("Sirena", "Siena"),
        ("Abdool", "Abdol"),
    ],
)
def test_a_word_with_a_wrong_letter_is_no_variant(one: str, other: str) -> None:
    assert not is_variant(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("brazil", "brazilian"),
        ("ephesus", "ephesians"),
        ("harappa", "harappan"),
        ("hindu", "hinduism"),
    ],
)
def test_peoples_and_languages_derive_from_their_places(one: str, other: str) -> None:
    assert is_derived(one, other)
    assert is_derived(other, one)


@pytest.mark.parametrize(
    ("one", "other"), [("niger", "nigeria"), ("roman", "romania"), ("tuisova", "tuisov")]
)
def test_a_longer_name_of_a_place_does_not_derive_from_a_shorter_one(one: str, other: str) -> None:
    assert not is_derived(one, other)


def test_words_of_one_stem_are_kindred() -> None:
    assert is_kindred("economy", "economics")
    assert is_kindred("electoral", "election")
    assert not is_kindred("services", "business")


@pytest.mark.parametrize(
    ("one", "close", "far"),
    [
        ("whistler", "wesler", "mountain"),
        ("llewellyn", "rewelin", "jackson"),
        ("petrossian", "bitrosyan", "whitcomb"),
        ("mizrachi", "misracaki", "federation"),
    ],
)
def test_a_misheard_name_is_closer_than_another_name(one: str, close: str, far: str) -> None:
    assert closeness(one, close) > 0.45 > closeness(one, far)


@pytest.mark.parametrize("text", ["UN", "NGOs", "AfCFTA", "WIPO", "U.S."])
def test_words_in_capitals_are_acronyms(text: str) -> None:
    assert is_acronym(text)


@pytest.mark.parametrize("text", ["Rome", "iPhone", "McMurdo", "BREAKTHROUGH"])
def test_other_words_are_no_acronyms(text: str) -> None:
    assert not is_acronym(text)


def test_a_word_is_within_another_that_has_its_letters_in_order() -> None:
    assert is_within("asan", "asean")
    assert not is_within("nasa", "asean")
    assert not is_within("a", "asean")


@given(st.text(), st.text())
def test_closeness_and_variants_are_symmetric(one: str, other: str) -> None:
    a, b = folded(one), folded(other)
    assert 0 <= closeness(a, b) <= 1
    assert closeness(a, b) == closeness(b, a)
    assert is_variant(one, other) == is_variant(other, one)


@given(st.text())
def test_folding_a_folded_word_changes_nothing(word: str) -> None:
    assert folded(folded(word)) == folded(word)


@pytest.mark.parametrize("letters", ["m", "ks", "abd", "e"])
def test_only_the_beginning_of_an_endless_word_counts(letters: str) -> None:
    word = letters * 500_000
    assert len(folded(word)) <= 64
    assert is_variant(word, word[:64] + "nobody")
    assert not is_variant("r" + word, "l" + word)


@pytest.mark.parametrize(
    ("one", "other"), [("Roma", "Gypsies"), ("Roma", "Rome"), ("Roma", "Gypsy"), ("Rome", "Roman")]
)
def test_a_word_may_belong_to_two_groups_of_names(one: str, other: str) -> None:
    assert is_variant(one, other)
    assert is_variant(other, one)
    assert not is_variant("Rome", "Gypsies")


def test_the_words_of_a_group_are_variants_in_both_orders() -> None:
    for group in aliases.GROUPS:
        for one, other in combinations(group, 2):
            assert is_variant(one, other)
            assert is_variant(other, one)


@given(st.sampled_from(NAMES), st.sampled_from(NAMES))
def test_variants_of_known_names_are_symmetric(one: str, other: str) -> None:
    assert is_variant(one, other) == is_variant(other, one)


def test_groups_of_names_are_disjoint_but_for_roma() -> None:
    groups_of = Counter(word for group in aliases.GROUPS for word in group)
    assert {word for word, count in groups_of.items() if count > 1} == {"roma"}


def test_a_group_has_several_words_and_each_only_once() -> None:
    assert all(1 < len(set(group)) == len(group) for group in aliases.GROUPS)
