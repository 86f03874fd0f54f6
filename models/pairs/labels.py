"""Training examples of the pair reader: references, copies and labels of their words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

ABSENT, TURNED = 0, 1
"""Columns of the labels: the other side lacks the word; the other side contradicts it."""

UNSURE = -1
"""Label of a word without a known label; ignored by the loss."""

Labels = npt.NDArray[np.int8]


@dataclass(frozen=True)
class Copy:
    """A copy, with labels for the words of both sides, shape (words, 2)."""

    words: Sequence[str]
    reference_labels: Labels
    labels: Labels


@dataclass(frozen=True)
class Example:
    """A reference with one or two copies.

    Attributes:
        reference: Its words.
        copies: One or two.
        is_ordered: Whether the first copy is the better one.
        weight: Weight in the loss.
    """

    reference: Sequence[str]
    copies: tuple[Copy, ...]
    is_ordered: bool = False
    weight: float = 1.0


def no_error(count: int) -> Labels:
    """Labels of words without errors, shape (words, 2)."""
    return np.zeros((count, 2), np.int8)


def unknown(count: int) -> Labels:
    """Labels of words without known labels, shape (words, 2)."""
    return np.full((count, 2), UNSURE, np.int8)
