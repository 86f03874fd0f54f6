"""What the pair reader learns from: references, copies, and what is known of their words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

ABSENT, TURNED = 0, 1
"""Columns of the labels: nothing on the other side says it; the other side says otherwise."""

UNSURE = -1
"""The label of a word that nobody knows about."""

Labels = npt.NDArray[np.int8]


@dataclass(frozen=True)
class Copy:
    """A copy, and the labels of the words of both sides, shape (words, 2)."""

    words: Sequence[str]
    reference_labels: Labels
    labels: Labels


@dataclass(frozen=True)
class Example:
    """A reference with a copy or two.

    Attributes:
        reference: Its words.
        copies: One or two.
        is_ordered: Whether the first copy is the better one.
        weight: What the example counts.
    """

    reference: Sequence[str]
    copies: tuple[Copy, ...]
    is_ordered: bool = False
    weight: float = 1.0


def no_error(count: int) -> Labels:
    """Labels of words without an error, shape (words, 2)."""
    return np.zeros((count, 2), np.int8)


def unknown(count: int) -> Labels:
    """Labels of words that nobody knows about, shape (words, 2)."""
    return np.full((count, 2), UNSURE, np.int8)
