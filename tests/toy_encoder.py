"""A toy encoder of a user's own: hashed words, which tell unrelated sentences apart."""

from __future__ import annotations

import zlib

import numpy as np
import numpy.typing as npt

DIMENSIONS = 96


class Hashed:
    """Counts of hashed words, and a constant that all sentences share."""

    def __init__(self, constant: float = 0.0, seed: int = 0) -> None:
        self._constant = constant
        self._seed = seed

    def encode(self, sentences: list[str], /) -> npt.NDArray[np.float32]:
        """Vectors, shape (sentences, DIMENSIONS + 1)."""
        made = np.zeros((len(sentences), DIMENSIONS + 1), np.float32)
        for row, text in enumerate(sentences):
            for word in text.casefold().split():
                made[row, zlib.crc32(word.encode(), self._seed) % DIMENSIONS] += 1
        made[:, -1] = self._constant
        return made
