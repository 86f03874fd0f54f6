"""The word head: word vectors, parts of speech and relations from the middle layer."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import torch
from safetensors.torch import load
from torch.nn import functional

from mtqa.registry import ModelFiles
from mtqa.text.annotations import Pos, Relation


class WordHead:
    """Small trained layers for word vectors, parts of speech and relations; see models/words."""

    def __init__(self, files: ModelFiles, device: str) -> None:
        """Loads the weights.

        Args:
            files: The registered files.
            device: The device to compute on.

        Raises:
            ModelError: They are not the registered ones.
        """
        self.digest = files.digest
        self._weights = {name: value.to(device) for name, value in load(files.read()).items()}

    def __call__(
        self, hidden: torch.Tensor, shapes: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """The vectors and tags of words.

        Args:
            hidden: Middle-layer vectors, shape (words, hidden), float32.
            shapes: Features of how the words are written, shape (words, features), float32.

        Returns:
            Unit vectors, shape (words, 128), float16; tags, shape (words, 4), uint8: part of
            speech, relation, and the probabilities of finite verb and proper noun times 255.
        """
        weights = self._weights
        vectors = functional.normalize(
            functional.linear(functional.normalize(hidden, dim=1), weights["projection"]), dim=1
        )
        inner = functional.gelu(
            functional.linear(
                torch.cat([hidden, shapes], 1), weights["inner.weight"], weights["inner.bias"]
            )
        )
        scores = functional.linear(inner, weights["outer.weight"], weights["outer.bias"])
        pos, relation, finite = scores.split([len(Pos), len(Relation), 1], 1)
        chances = torch.cat([finite.sigmoid(), pos.softmax(1)[:, Pos.PROPN, None]], 1)
        best = torch.stack([pos.argmax(1), relation.argmax(1)], 1)
        return vectors.half(), torch.cat([best, (chances * 255).round()], 1).to(torch.uint8)


def word_shapes(words: Sequence[str]) -> npt.NDArray[np.float32]:
    """Features of how words are written, which a lower-case model cannot see.

    Returns:
        Shape (words, 8): initial capital, all capitals, has a digit, first word of the sentence,
        begins with punctuation, has a full stop, all lower case, inner capital.
    """
    shapes = np.array([_shape(word) for word in words], np.float32).reshape(-1, 8)
    shapes[next((i for i, word in enumerate(words) if word[0].isalpha()), 0) :, 3][:1] = 1
    return shapes


@lru_cache(maxsize=1 << 16)
def _shape(word: str) -> tuple[bool, ...]:
    return (
        word[0].isupper(),
        len(word) > 1 and word.isupper(),
        any(character.isdigit() for character in word),
        False,
        not word[0].isalnum(),
        len(word) > 1 and "." in word,
        word.islower(),
        any(character.isupper() for character in word[1:]) and not word.isupper(),
    )
