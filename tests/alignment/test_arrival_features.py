"""What is seen of each word: finite, of one width, and of its own match alone."""

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
def test_matches_beside_each_other_are_seen_as_each_by_itself(
    texts: list[tuple[str, str]], of_copy: bool
) -> None:
    matches = [matched(*both) for both in texts]
    alone = [evidence([match], of_copy=of_copy) for match in matches]
    assert evidence(matches, of_copy=of_copy) == pytest.approx(np.concatenate(alone), abs=1e-5)


@settings(deadline=None)
@given(sentences, sentences)
def test_a_row_for_each_word_finite_and_of_one_width(one: str, other: str) -> None:
    match = matched(one, other)
    width = evidence([matched("storm", "wall")], of_copy=False).shape[1]
    for of_copy, words in ((False, match.reference), (True, match.copy)):
        seen = evidence([match], of_copy=of_copy)
        assert seen.shape == (len(words), width)
        assert np.isfinite(seen).all()


def test_what_is_free_between_two_landmarks_tells_a_drop_from_a_paraphrase() -> None:
    dropped = matched("storm broke the old wall", "storm wall")
    reworded = matched("storm broke the old wall", "storm tore an ancient wall")
    assert not np.allclose(evidence([dropped], of_copy=False), evidence([reworded], of_copy=False))
