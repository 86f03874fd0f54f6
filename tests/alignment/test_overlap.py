"""The word overlap and the word recall of two sentences."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from toy_reader import encoded

from mtqa.alignment.overlap import WeightedWords, word_overlap, word_recall
from mtqa.text.annotations import CONTENT, WEIGHTS, Pos

vocabulary = "harbour storm wall Millbrook Perry repaired closed 12 40 the a of , .".split()
sentences = st.lists(st.sampled_from(vocabulary), min_size=1, max_size=12).map(" ".join)


def words(sentence: str) -> WeightedWords:
    return WeightedWords.of(encoded(sentence).words)


def test_nouns_weigh_most_then_verbs_then_function_words_then_signs() -> None:
    assert len(WEIGHTS) == len(Pos)
    assert WEIGHTS[Pos.NOUN] == WEIGHTS[Pos.PROPN] == WEIGHTS[Pos.NUM]
    assert WEIGHTS[Pos.NOUN] > WEIGHTS[Pos.VERB] > WEIGHTS[Pos.DET] > WEIGHTS[Pos.PUNCT] == 0
    assert {pos for pos in Pos if CONTENT[pos]} == {
        Pos.NOUN, Pos.PROPN, Pos.NUM, Pos.VERB, Pos.ADJ, Pos.ADV,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("reference", "copy", "overlap"),
    [
        ("harbour storm", "harbour storm", 1.0),
        ("harbour storm", "storm harbour", 1.0),
        ("harbour storm.", "harbour, storm", 1.0),
        ("harbour storm", "harbour storm wall bridge", 2 / 3),
        ("harbour storm wall bridge", "harbour storm", 2 / 3),
        ("harbour storm", "bridge wall", 0.0),
        ("harbour storm the", "harbour storm", 2 * (2 / 2.15) / (1 + 2 / 2.15)),
        ("... !", "... !", 0.0),
        ("harbour", "?", 0.0),
    ],
)
def test_the_overlap_is_the_f1_of_the_carried_weights(
    reference: str, copy: str, overlap: float
) -> None:
    # Two hashed words are not quite orthogonal: different words overlap a little.
    assert word_overlap(words(reference), words(copy)) == pytest.approx(overlap, abs=0.15)


def test_the_recall_depends_on_the_wanted_words_only() -> None:
    assert word_recall(words("storm"), words("harbour storm wall")) == pytest.approx(1, abs=1e-3)
    assert word_recall(words("harbour storm wall"), words("storm")) < 0.5


def test_no_words_carry_nothing() -> None:
    nothing = WeightedWords(np.zeros((0, 128), np.float32), np.zeros(0, np.float32))
    assert word_overlap(words("storm"), nothing) == word_recall(words("storm"), nothing) == 0
    assert word_recall(nothing, words("storm")) == 0


def test_a_word_that_was_not_encoded_weighs_nothing() -> None:
    read = encoded("harbour storm wall").words
    read.vectors[1:] = 0
    assert WeightedWords.of(read).weights.tolist() == [1, 0, 0]


@given(sentences, sentences)
def test_the_overlap_is_between_0_and_1_and_symmetric(one: str, other: str) -> None:
    overlap = word_overlap(words(one), words(other))
    assert -1e-6 <= overlap <= 1.001
    assert overlap == pytest.approx(word_overlap(words(other), words(one)), abs=1e-6)


@given(sentences)
def test_a_sentence_with_any_words_carries_itself(sentence: str) -> None:
    carried = word_overlap(words(sentence), words(sentence))
    assert carried == pytest.approx(1 if any(map(str.isalnum, sentence)) else 0, abs=2e-3)


@given(st.lists(sentences, min_size=1, max_size=4))
def test_joined_sentences_have_the_words_of_one_long_sentence(
    parts: list[str],
) -> None:
    joined, whole = WeightedWords.join([words(part) for part in parts]), words(" ".join(parts))
    assert np.array_equal(joined.weights, whole.weights)
    assert np.array_equal(joined.vectors, whole.vectors)
