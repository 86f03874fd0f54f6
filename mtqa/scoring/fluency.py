"""How surprising the grammar of a text is, by a small trigram model of function words.

Content words are classed by ending and capital only. So topics do not matter, and what surprises is
a missing verb or article, or two words in the wrong order.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache, lru_cache

import numpy as np
import numpy.typing as npt
from safetensors.numpy import load

from mtqa.calibration import Limits
from mtqa.registry import find_model

_ENDINGS = ("ing", "ed", "ly", "tion", "al", "er", "ic", "s", "y", "e")
_START, _END, _NUMBER, _SIGN = "<s>", "</s>", "<number>", "<sign>"


class _Limits(Limits, section="fluency"):
    prior: float
    """Count that each class starts with in the unigram distribution."""


LIMITS = _Limits()

Ids = npt.NDArray[np.int64]


@lru_cache(maxsize=1 << 16)
def word_class(word: str, *, is_first: bool, function_words: frozenset[str]) -> str:
    """The class of a word: itself for a function word, else its shape and ending."""
    form = word.casefold()
    if form in function_words:
        return form
    if any(character.isdigit() for character in word):
        return _NUMBER
    if not word[0].isalpha():
        return _SIGN
    shape = "C" if word[0].isupper() and not is_first else "c"
    ending = next((e for e in _ENDINGS if form.endswith(e) and len(form) > len(e) + 2), "")
    return shape + ending


def classes_of(words: Sequence[str], function_words: frozenset[str]) -> list[str]:
    """The classes of the words of a sentence, with the markers of its start and end."""
    inner = [
        word_class(word, is_first=index == 0, function_words=function_words)
        for index, word in enumerate(words)
    ]
    return [_START, _START, *inner, _END]


class TrigramModel:
    """Trigrams of word classes with Witten-Bell smoothing (Witten and Bell 1991)."""

    def __init__(self, content: bytes) -> None:
        """Loads the counts.

        Args:
            content: A safetensors file: `keys` (three classes as one number), `counts`, and the
                class names and function words as metadata.
        """
        tensors, about = load(content), _metadata(content)
        keys, counts = tensors["keys"], tensors["counts"]
        self.function_words = frozenset(json.loads(about["function_words"]))
        self._id_of = {name: i for i, name in enumerate(json.loads(about["classes"]))}
        size = self._size = len(self._id_of)
        self._keys, self._counts = keys, counts
        self._pairs, self._pair_counts = _summed(keys % size**2, counts)
        self._single = np.bincount(self._pairs % size, self._pair_counts, size)
        self._before = np.bincount(self._pairs // size, self._pair_counts, size)
        self._kinds = np.bincount(self._pairs // size, minlength=size)
        self._histories, self._history_counts = _summed(keys // size, counts)
        self._history_kinds = _summed(keys // size, np.ones_like(counts))[1]

    def surprises(self, sentences: Sequence[Sequence[str]]) -> npt.NDArray[np.float64]:
        """Negative log-likelihood of each sentence, its end included, in nats.

        Args:
            sentences: The words of each sentence, as written.

        Returns:
            Shape (sentences,).
        """
        if not sentences:
            return np.zeros(0)
        rare = self._id_of["c"]
        names = (name for words in sentences for name in classes_of(words, self.function_words))
        ids = np.array([self._id_of.get(name, rare) for name in names], np.int64)
        first, second, third = ids[:-2], ids[1:-1], ids[2:]
        inside = third != self._id_of[_START]
        each = -np.log(self._likelihood(first[inside], second[inside], third[inside]))
        starts = np.cumsum([0, *(len(words) + 1 for words in sentences)])[:-1]
        return np.asarray(np.add.reduceat(each, starts))

    def _likelihood(self, first: Ids, second: Ids, third: Ids) -> npt.NDArray[np.float64]:
        """Probability of each third class behind the first and the second."""
        size = self._size
        prior = LIMITS.prior
        alone = (self._single[third] + prior) / (self._single.sum() + prior * size)
        seen = _looked_up(self._pairs, self._pair_counts, second * size + third)
        kinds = self._kinds[second]
        after_one = (seen + kinds * alone) / np.maximum(self._before[second] + kinds, 1)
        history = first * size + second
        seen = _looked_up(self._keys, self._counts, history * size + third)
        total = _looked_up(self._histories, self._history_counts, history)
        kinds = _looked_up(self._histories, self._history_kinds, history)
        after_two = (seen + kinds * after_one) / np.maximum(total + kinds, 1)
        return np.asarray(np.where(total > 0, after_two, after_one))


def fluency_signature() -> str:
    """The model in a report's signature; loads it, so that a broken one is refused at once."""
    trigram_model()
    return f"fluency:{find_model('fluency').digest[:8]}"


@cache
def trigram_model() -> TrigramModel:
    """The embedded model."""
    return TrigramModel(find_model("fluency").read())


def _metadata(content: bytes) -> dict[str, str]:
    """The metadata of a safetensors file: a JSON header behind its length in eight bytes."""
    length = int.from_bytes(content[:8], "little")
    found: dict[str, str] = json.loads(content[8 : 8 + length])["__metadata__"]
    return found


def _summed(keys: Ids, counts: Ids) -> tuple[Ids, Ids]:
    """The distinct keys, ascending, and the sum of the counts of each."""
    distinct, number = np.unique(keys, return_inverse=True)
    return distinct, np.bincount(number, counts, len(distinct)).astype(np.int64)


def _looked_up(keys: Ids, counts: Ids, wanted: Ids) -> Ids:
    """The count of each wanted key; 0 for a key that is not there."""
    rows = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return np.where(keys[rows] == wanted, counts[rows], 0)
