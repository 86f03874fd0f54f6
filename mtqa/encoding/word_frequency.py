"""The words that the embedded model knows whole, and how common each is."""

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
    """Maximum rank in the vocabulary of a common word ("already", "very", "overall")."""


LIMITS = _Limits()


@cache
def lexicon() -> Mapping[str, int]:
    """Each piece of the vocabulary and its place there; words are sorted by their frequency."""
    words = find_model(DEFAULT_MODEL).read("vocab.txt").decode()
    return {word: place for place, word in enumerate(words.split())}


def are_common(forms: Sequence[str]) -> npt.NDArray[np.bool_]:
    """Whether each of some words, in lower case, is a common one, shape (words,).

    A possessive is as common as the word that it is made of.
    """
    places = lexicon()
    common = LIMITS.common
    return np.array([places.get(without_possessive(form), common) < common for form in forms], bool)
