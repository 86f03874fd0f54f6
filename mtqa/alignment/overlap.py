"""The word overlap of two sentences: how much of the words of each the other carries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from mtqa.text.annotations import WEIGHTS, Words

_EPSILON = 1e-9
"""Epsilon: avoids dividing by a zero weight sum."""


@dataclass(frozen=True, slots=True)
class WeightedWords:
    """Words with their weights.

    Attributes:
        vectors: Unit vectors, shape (words, 128), float32.
        weights: Shape (words,), float32.
    """

    vectors: npt.NDArray[np.float32]
    weights: npt.NDArray[np.float32]

    @classmethod
    def of(cls, words: Words) -> WeightedWords:
        """The words of a sentence by part of speech; a word that was not encoded weighs 0."""
        return cls(words.vectors.astype(np.float32), WEIGHTS[words.pos] * words.vectors.any(axis=1))

    @classmethod
    def join(cls, parts: Sequence[WeightedWords]) -> WeightedWords:
        """The words of several sentences as one."""
        if len(parts) == 1:
            return parts[0]
        return cls(
            np.concatenate([part.vectors for part in parts]),
            np.concatenate([part.weights for part in parts]),
        )


def word_overlap(reference: WeightedWords, copy: WeightedWords) -> float:
    """The word overlap of two texts: F1 of greedy cosine matching.

    Recall is the weighted mean, over the words of the reference, of the best cosine with any word
    of the copy; precision is the same from the copy's side (Zhang et al. 2020, BERTScore).

    Returns:
        0 to 1.
    """
    return float(word_overlaps(reference, [copy])[0])


def word_overlaps(
    reference: WeightedWords, copies: Sequence[WeightedWords]
) -> npt.NDArray[np.float64]:
    """The word overlap of one text with each of several others, shape (others,)."""
    made = np.zeros(len(copies))
    filled = [i for i, copy in enumerate(copies) if len(copy.weights)]
    if not filled or not len(reference.weights):
        return made
    joined = WeightedWords.join([copies[i] for i in filled])
    starts = np.cumsum([0, *(len(copies[i].weights) for i in filled[:-1])])
    cosines = np.maximum(reference.vectors @ joined.vectors.T, 0)
    best = np.maximum.reduceat(cosines, starts, axis=1)
    recall = reference.weights @ best / max(float(reference.weights.sum()), _EPSILON)
    carried = np.add.reduceat(cosines.max(0) * joined.weights, starts)
    precision = carried / np.maximum(np.add.reduceat(joined.weights, starts), _EPSILON)
    made[filled] = 2 * recall * precision / np.maximum(recall + precision, _EPSILON)
    return made


def word_recall(wanted: WeightedWords, others: WeightedWords) -> float:
    """The share of the wanted words that the others carry, 0 to 1."""
    return _carried(wanted.vectors @ others.vectors.T, wanted.weights)


def _carried(cosines: npt.NDArray[np.float32], weights: npt.NDArray[np.float32]) -> float:
    """Weighted mean of the best cosine of each row; 0 where all weights are 0."""
    total = float(weights.sum())
    if not total or not cosines.size:
        return 0.0
    return float(np.maximum(cosines.max(1), 0) @ weights) / total
