"""Loads the weights of a pair reader: layers, heads and vocabulary; see models/pairs.

The files hold tensors with the names of `transformers.BertModel` or `MPNetModel`. A matrix may be
int8, with a scale per row in NAME.scale. The table of token types has eight rows: four times the
side plus the `Case` of the word. Without word embeddings, those of the embedded model are used.
With `vocabulary`, the word embeddings have rows for these token ids only. The metadata are `shape`
(bert or mpnet), `heads` and `epsilon`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import torch
from safetensors.torch import load

from mtqa.encoding.devices import Ints
from mtqa.encoding.transformer import WORD_VECTORS, Transformer
from mtqa.text.annotations import MISTRANSLATION_KINDS, Tag

LINK = 64
"""Dimensions of the vectors whose products are the scores of counterparts."""

COLUMNS = np.cumsum([len(Tag), len(MISTRANSLATION_KINDS), LINK])
"""Where the columns of a word are split: tags, kinds, link as reference word, as copy word."""

_SCALE = ".scale"
_OF_WORDS = ("tags", "kinds", "links.reference", "links.copy")


class Heads(NamedTuple):
    """The heads, float32, on the device.

    Attributes:
        weight: Of the heads that read words, shape (columns, hidden).
        bias: Their biases, shape (columns,); links have none.
        rank_weight: Of the head that ranks copies, shape (1, hidden).
        rank_bias: Its bias, shape (1,).
    """

    weight: torch.Tensor
    bias: torch.Tensor
    rank_weight: torch.Tensor
    rank_bias: torch.Tensor


class PairWeights(NamedTuple):
    """What a file of weights holds.

    Attributes:
        transformer: The layers.
        heads: The heads.
        vocabulary: Ids of the tokens that have a row in the word embeddings, sorted; None if all
            have one.
    """

    transformer: Transformer
    heads: Heads
    vocabulary: Ints | None


def load_pair_weights(parts: Iterable[bytes], words: torch.Tensor) -> PairWeights:
    """Loads weights.

    Args:
        parts: The contents of the safetensors files that hold them together.
        words: The word embeddings if the files hold none; they give device and dtype.
    """
    metadata: dict[str, str] = {}
    tensors: dict[str, torch.Tensor] = {}
    for part in parts:
        metadata |= _metadata(part)
        tensors |= load(part)
    vocabulary = tensors.pop("vocabulary", None)
    heads = _heads({name: tensors.pop(name) for name in list(tensors) if _is_head(name)})
    layers = {
        name: _whole(value, tensors.get(name + _SCALE)).to(words.device, words.dtype)
        for name, value in tensors.items()
        if not name.endswith(_SCALE)
    }
    transformer = Transformer(
        {WORD_VECTORS: words} | layers,
        int(metadata["heads"]),
        shape=metadata["shape"],
        epsilon=float(metadata["epsilon"]),
    )
    known = None if vocabulary is None else vocabulary.numpy().astype(np.int32)
    return PairWeights(transformer, Heads(*(part.to(words.device) for part in heads)), known)


def _metadata(content: bytes) -> dict[str, str]:
    """The metadata of a safetensors file: a length of eight bytes, then a header in JSON."""
    size = int.from_bytes(content[:8], "little")
    found: dict[str, str] = json.loads(content[8 : 8 + size]).get("__metadata__", {})
    return found


def _is_head(name: str) -> bool:
    return name.startswith((*_OF_WORDS, "rank."))


def _heads(tensors: dict[str, torch.Tensor]) -> Heads:
    weights = [tensors[f"{name}.weight"].float() for name in _OF_WORDS]
    biases = [
        tensors.get(f"{name}.bias", torch.zeros(len(weight))).float()
        for name, weight in zip(_OF_WORDS, weights, strict=True)
    ]
    ranks = (tensors["rank.weight"].float(), tensors["rank.bias"].float())
    return Heads(torch.cat(weights), torch.cat(biases), *ranks)


def _whole(value: torch.Tensor, scale: torch.Tensor | None) -> torch.Tensor:
    """A tensor as numbers of their own; an int8 one has a scale per row."""
    return value if scale is None else value.float() * scale[:, None]
