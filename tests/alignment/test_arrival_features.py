"""The features of the arrival tagger: finite, of one width, independent of other matches."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from toy_reader import matched

from mtqa.alignment.arrival_features import evidence

vocabulary = "harbour storm Millbrook wall ferry waited 12 the of , . (".split()
sentences = st.lists(st.sampled_from(vocabulary), min_size=1, max_size=12).map(" ".join)


@settings(deadline=None)
@given(st.lists(st.tuples(sentences, sentences), min_size=1, max_size=4), st.booleans())
def test_a_match_has_the_same_features_in_a_batch_as_alone(
    texts: list[tuple[str, str]], of_copy: bool
) -> None:
    matches = [matched(*both) for both in texts]
    alone = [evidence([match], of_copy=of_copy) for match in matches]
    assert evidence(matches, of_copy=of_copy) == pytest.approx(np.concatenate(alone), abs=1e-5)


@settings(deadline=None)
@given(sentences, sentences)
def test_each_word_has_a_row_of_finite_features_of_one_width(one: str, other: str) -> None:
    match = matched(one, other)
    width = evidence([matched("storm", "wall")], of_copy=False).shape[1]
    for of_copy, words in ((False, match.reference), (True, match.copy)):
        features = evidence([match], of_copy=of_copy)
        assert features.shape == (len(words), width)
        assert np.isfinite(features).all()


def test_unlinked_words_between_landmarks_distinguish_a_paraphrase_from_a_drop() -> None:
    dropped = matched("storm broke the old wall", "storm wall")
    reworded = matched("storm broke the old wall", "storm tore an ancient wall")
    assert not np.allclose(evidence([dropped], of_copy=False), evidence([reworded], of_copy=False))
