"""The vocabulary of the embedded model, and which of its words are common."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from mtqa.calibration import Limits
from mtqa.registry import DEFAULT_MODEL, find_model
from mtqa.text.tokens import without_possessive


class _Limits(Limits, section="word_frequency"):
    common: int
    """Number of the most frequent words of the vocabulary that are common ("already", "very")."""


LIMITS = _Limits()


@cache
def lexicon() -> Mapping[str, int]:
    """The rank of each entry of the vocabulary by frequency, from 0 for the most frequent one."""
    words = find_model(DEFAULT_MODEL).read("vocab.txt").decode()
    return {word: rank for rank, word in enumerate(words.split())}


def are_common(forms: Sequence[str]) -> npt.NDArray[np.bool_]:
    """Whether each word is common, shape (words,).

    Args:
        forms: Words in lower case; a possessive is as common as its noun.
    """
    ranks, common = lexicon(), LIMITS.common
    return np.array([ranks.get(without_possessive(form), common) < common for form in forms], bool)
