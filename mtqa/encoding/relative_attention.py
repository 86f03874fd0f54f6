"""The layers of MPNet, whose attention depends on the distance between two tokens.

PyTorch's fused layer takes no such bias, so a layer here has nine steps.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

import torch
from torch.nn import functional

_BUCKETS = 32
_FARTHEST = 128
"""Distances from here on share a bucket."""


class RelativePositions:
    """The bias of attention by the distance of two tokens, which all layers share."""

    def __init__(self, table: torch.Tensor, longest: int) -> None:
        """Looks up all distances.

        Args:
            table: Bias of each bucket and head, shape (buckets, heads).
            longest: Maximum length in tokens.
        """
        self._longest = longest
        distances = torch.arange(1 - longest, longest, device=table.device)
        self._biases = table[_buckets(distances)].T.contiguous()

    def __call__(self, length: int) -> torch.Tensor:
        """The bias of each two tokens of a text, shape (1, heads, length, length)."""
        places = torch.arange(length, device=self._biases.device)
        distances = places[None, :] - places[:, None]
        return self._biases[:, distances + self._longest - 1][None]


def _buckets(distances: torch.Tensor) -> torch.Tensor:
    """The bucket of each distance: one each for short ones, ever wider ones for long ones.

    Half of the buckets are for later tokens.
    """
    half = _BUCKETS // 2
    exact = half // 2
    lengths = distances.abs()
    ratio = torch.log(lengths.clamp(min=1).float() / exact) / math.log(_FARTHEST / exact)
    wide = (exact + (ratio * (half - exact)).long()).clamp(max=half - 1)
    return torch.where(distances > 0, half, 0) + torch.where(lengths < exact, lengths, wide)


class RelativeLayer:
    """A layer of MPNet."""

    def __init__(self, weights: Mapping[str, torch.Tensor], heads: int, epsilon: float) -> None:
        """Takes the weights.

        Args:
            weights: The weights of an `MPNetLayer` by name.
            heads: Attention heads.
            epsilon: Epsilon of the layer normalizations.
        """
        self._heads = heads
        self._epsilon = epsilon
        parts = [[weights[f"attention.attn.{n}.{kind}"] for n in "qkv"] for kind in _KINDS]
        self._taken = tuple(map(torch.cat, parts))
        self._mixed, self._first_norm, self._inner, self._outer, self._last_norm = (
            tuple(weights[f"{name}.{kind}"] for kind in _KINDS) for name in _PARTS
        )

    def __call__(self, hidden: torch.Tensor, bias: torch.Tensor) -> torch.Tensor:
        """The output of the layer.

        Args:
            hidden: Its input, shape (texts, length, hidden).
            bias: The bias of each two tokens, shape (1, heads, length, length).
        """
        texts, length, width = hidden.shape
        taken = functional.linear(hidden, *self._taken).view(texts, length, 3, self._heads, -1)
        query, key, value = taken.permute(2, 0, 3, 1, 4).unbind()
        mixed = functional.scaled_dot_product_attention(query, key, value, attn_mask=bias)
        rows = mixed.transpose(1, 2).reshape(texts, length, width)
        hidden = self._norm(hidden + functional.linear(rows, *self._mixed), self._first_norm)
        inner = functional.gelu(functional.linear(hidden, *self._inner))
        return self._norm(hidden + functional.linear(inner, *self._outer), self._last_norm)

    def _norm(self, rows: torch.Tensor, weights: tuple[torch.Tensor, ...]) -> torch.Tensor:
        weight, bias = weights
        return functional.layer_norm(rows, rows.shape[-1:], weight, bias, self._epsilon)


_KINDS = ("weight", "bias")
_PARTS = (
    "attention.attn.o",
    "attention.LayerNorm",
    "intermediate.dense",
    "output.dense",
    "output.LayerNorm",
)
