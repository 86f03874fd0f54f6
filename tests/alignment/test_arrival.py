"""The chance of each word that the other side lacks it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from toy_reader import matched, reading

from mtqa import Checker
from mtqa.alignment.arrival import arrival_signature, gained, lost
from mtqa.alignment.word_alignment import Match
from mtqa.registry import models_folder, weights_digest

vocabulary = "harbour storm Millbrook wall ferry waited 12 the of , . (".split()
sentences = st.lists(st.sampled_from(vocabulary), min_size=1, max_size=12).map(" ".join)
distinct = st.lists(st.sampled_from(vocabulary), min_size=1, unique=True).map(" ".join)


def lost_of(match: Match) -> np.ndarray:
    """The chances of the words of the reference by the tagger alone."""
    return lost([match], [None])[0]


def gained_of(match: Match) -> np.ndarray:
    """The chances of the words of the copy by the tagger alone."""
    return gained([match], [None])[0]


def exchanged(match: Match) -> Match:
    """The same match with its sides exchanged."""
    return replace(match, reference=match.copy, copy=match.reference)


def chance_of(match: Match, words: str) -> float:
    """The mean chance of these words of the reference that the copy lacks them."""
    chances = dict(zip(match.reference.texts, lost_of(match).tolist(), strict=True))
    return float(np.mean([chances[word] for word in words.split()]))


@settings(deadline=None)
@given(sentences, sentences)
def test_every_word_has_a_chance_between_0_and_1(one: str, other: str) -> None:
    match = matched(one, other)
    for chances, words in ((lost_of(match), match.reference), (gained_of(match), match.copy)):
        assert chances.shape == (len(words),)
        assert ((chances >= 0) & (chances <= 1)).all()


@settings(deadline=None)
@given(distinct, distinct)
def test_lost_and_gained_words_change_with_the_sides(one: str, other: str) -> None:
    match = matched(one, other)
    assert gained_of(match) == pytest.approx(lost_of(exchanged(match)), abs=1e-5)


@settings(deadline=None)
@given(st.lists(st.tuples(sentences, sentences), max_size=5))
def test_a_match_has_the_same_chances_in_a_batch_as_alone(texts: list[tuple[str, str]]) -> None:
    matches = [matched(*both) for both in texts]
    unread = [None] * len(matches)
    together = zip(lost(matches, unread), gained(matches, unread), strict=True)
    for match, (lost_here, gained_here) in zip(matches, together, strict=True):
        assert lost_here == pytest.approx(lost_of(match), abs=1e-5)
        assert gained_here == pytest.approx(gained_of(match), abs=1e-5)


@settings(deadline=None)
@given(sentences)
def test_verbatim_sides_have_no_lost_or_gained_word(sentence: str) -> None:
    assert not lost_of(matched(sentence, sentence)).any()
    assert not gained_of(matched(sentence, sentence)).any()


@pytest.mark.parametrize(
    ("reference", "copy", "dropped", "carried"),
    [
        (
            "The ferry, which had been built in a yard in Norway, sank off the coast on Friday.",
            "The ferry sank off the coast on Friday.",
            "built yard Norway",
            "ferry sank coast Friday",
        ),
        (
            "Prices rose in spring because of the drought, and farmers sold their herds.",
            "Prices rose in spring because of the drought.",
            "farmers sold herds",
            "Prices rose spring drought",
        ),
        (
            "The mayor, a former teacher and a keen sailor, opened the new library on Sunday.",
            "On Sunday the mayor inaugurated the new library.",
            "former teacher keen sailor",
            "mayor opened new library Sunday",
        ),
    ],
)
def test_the_words_of_a_dropped_clause_have_higher_chances_than_the_others(
    checker: Checker, reference: str, copy: str, dropped: str, carried: str
) -> None:
    match = matched(reference, copy, checker._reader.read)
    assert chance_of(match, dropped) > 0.5 > chance_of(match, carried)


@pytest.mark.parametrize(
    ("reference", "copy"),
    [
        (
            "The government said on Monday that it would build 4,000 homes for flood victims.",
            "The government announced on Monday plans to construct 4,000 houses for flood victims.",
        ),
        (
            "Doctors at the clinic were exhausted after working through the night.",
            "The clinic's physicians were worn out, having worked all night.",
        ),
    ],
)
def test_no_word_of_a_paraphrase_is_surely_lost(
    checker: Checker, reference: str, copy: str
) -> None:
    match = matched(reference, copy, checker._reader.read)
    assert lost_of(match).max() < 0.9
    assert lost_of(match).mean() < 0.25


def test_the_signature_names_the_weights() -> None:
    weights = models_folder() / "arrival" / "arrival.safetensors"
    assert arrival_signature() == f"arrival:{weights_digest(weights)[:8]}"


def test_a_pair_reader_that_is_sure_of_a_loss_outweighs_the_tagger() -> None:
    match = matched("the harbour wall", "the harbour wall , mended")
    tagged = lost_of(match)
    sure = reading([0.97] * 3, [0.0] * 5)
    assert tagged.max() < 0.2
    assert lost([match], [sure])[0].min() > 0.7
