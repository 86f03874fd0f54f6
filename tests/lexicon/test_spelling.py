"""Spellings: what is one name, what is close to it, what is another."""

from __future__ import annotations

import time
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.lexicon import aliases
from mtqa.lexicon.spelling import (
    closeness,
    folded,
    is_acronym,
    is_derived,
    is_kindred,
    is_variant,
    is_within,
)


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
def test_accepted_forms_of_a_name_are_variants_both_ways(one: str, other: str) -> None:
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
def test_a_wrong_letter_makes_no_variant(one: str, other: str) -> None:
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
def test_peoples_and_tongues_are_made_of_their_places(one: str, other: str) -> None:
    assert is_derived(one, other)
    assert is_derived(other, one)


@pytest.mark.parametrize(
    ("one", "other"), [("niger", "nigeria"), ("roman", "romania"), ("tuisova", "tuisov")]
)
def test_a_longer_place_is_not_made_of_a_shorter(one: str, other: str) -> None:
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
def test_what_was_heard_wrong_is_closer_than_another_name(one: str, close: str, far: str) -> None:
    assert closeness(one, close) > 0.45 > closeness(one, far)


@pytest.mark.parametrize("text", ["UN", "NGOs", "AfCFTA", "WIPO", "U.S."])
def test_initials_are_acronyms(text: str) -> None:
    assert is_acronym(text)


@pytest.mark.parametrize("text", ["Rome", "iPhone", "McMurdo", "BREAKTHROUGH"])
def test_words_are_no_acronyms(text: str) -> None:
    assert not is_acronym(text)


def test_letters_stand_in_a_word_in_their_order() -> None:
    assert is_within("asan", "asean")
    assert not is_within("nasa", "asean")
    assert not is_within("a", "asean")


@given(st.text(), st.text())
def test_closeness_is_a_share_and_the_same_both_ways(one: str, other: str) -> None:
    a, b = folded(one), folded(other)
    assert 0 <= closeness(a, b) <= 1
    assert closeness(a, b) == closeness(b, a)
    assert is_variant(one, other) == is_variant(other, one)


@given(st.text())
def test_folding_a_folded_word_changes_nothing(word: str) -> None:
    assert folded(folded(word)) == folded(word)


def test_a_word_of_a_million_letters_costs_no_time() -> None:
    start = time.perf_counter()
    for letters in ("m", "ks", "abd", "e"):
        is_variant("M" + letters * 500_000, "N" + letters * 500_000)
        closeness(folded(letters * 500_000), folded("x" * 500_000))
    assert time.perf_counter() - start < 5


@pytest.mark.parametrize(
    ("one", "other"), [("Roma", "Gypsies"), ("Roma", "Rome"), ("Roma", "Gypsy"), ("Rome", "Roman")]
)
def test_a_word_may_belong_to_two_groups_of_names(one: str, other: str) -> None:
    assert is_variant(one, other)
    assert is_variant(other, one)
    assert not is_variant("Rome", "Gypsies")


def test_every_group_of_names_holds_and_only_roma_stands_in_two() -> None:
    groups = [line.split() for line in aliases._GROUPS.strip().splitlines()]
    for group in groups:
        assert all(is_variant(group[0], word) for word in group)
    counts = Counter(word for group in groups for word in set(group))
    assert {word for word, count in counts.items() if count > 1} == {"roma"}
