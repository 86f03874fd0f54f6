"""What small trained layers read off the middle layer: word vectors, tags, relations."""

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
    """What small trained layers read off the middle layer: word vectors, tags, relations.

    The weights, their training and their measure: models/words.
    """

    def __init__(self, files: ModelFiles, device: str) -> None:
        """Loads the weights.

        Args:
            files: Where they lie.
            device: Where they compute.

        Raises:
            ModelError: They are not the registered ones.
        """
        self.digest = files.digest
        self._weights = {name: value.to(device) for name, value in load(files.read()).items()}

    def __call__(
        self, hidden: torch.Tensor, shapes: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """Reads words.

        Args:
            hidden: Middle-layer vectors, shape (words, hidden), float32.
            shapes: How the words are written, shape (words, features), float32.

        Returns:
            Unit vectors, shape (words, 128), float16; and tags, shape (words, 4), uint8: part
            of speech, relation, and the probabilities of finite verb and proper noun in 255ths.
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
    """How words are written, which a model of lower case cannot see.

    Returns:
        Shape (words, 8): capital first, all capitals, has a digit, first word of the sentence,
        punctuation first, has a full stop, all lower case, capital inside.
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
