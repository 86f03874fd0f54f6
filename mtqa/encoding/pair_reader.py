"""The pair reader, a cross-encoder: which words the other side lacks or contradicts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import torch
from safetensors.torch import load
from tokenizers import Encoding
from torch.nn import functional

from mtqa.encoding.devices import Ints, on_device, on_host
from mtqa.encoding.lanes import Lanes
from mtqa.encoding.model import LEAST_ROWS, EmbeddedModel, by_length, filled
from mtqa.encoding.transformer import WORD_VECTORS, Transformer
from mtqa.registry import find_model
from mtqa.text.annotations import PairReading, WordPair

LONGEST = 512
"""Maximum tokens of both sides; longer groups are not read."""

_TOKENS_A_BATCH = {"cpu": 4096, "mps": 16384, "cuda": 131072}


class PairReader:
    """A cross-encoder that reads reference and copy in one sequence; see models/pairs.

    It shares the word embeddings of the embedded model.
    """

    def __init__(self, model: EmbeddedModel, lanes: Lanes) -> None:
        """Loads the weights.

        Args:
            model: The embedded model.
            lanes: The threads that compute batches.

        Raises:
            ModelError: The weights are not the registered ones.
        """
        files = find_model("pairs")
        weights = {name: value.to(model.device) for name, value in load(files.read()).items()}
        self._heads = {name: weights.pop(name).float() for name in list(weights) if name in _HEADS}
        dtype = model.transformer.words.dtype
        weights = {name: value.to(dtype) for name, value in weights.items()}
        weights[WORD_VECTORS] = model.transformer.words
        self._transformer = Transformer(weights, model.heads)
        self._model = model
        self._lanes = lanes
        self.signature = f"pairs:{files.digest[:8]}"

    def read(self, pairs: Sequence[WordPair]) -> list[PairReading | None]:
        """The readings of some pairs; None for pairs that are too long."""
        batches = list(self._batches(as_tokens(self._model, pairs)))
        if not batches:
            return [None] * len(pairs)
        columns = zip(*self._lanes.map(self._compute, batches), strict=True)
        logits, ranks = map(on_host, columns)
        made: list[PairReading | None] = [None] * len(pairs)
        first = 0
        sequences = (sequence for batch in batches for sequence in batch.sequences)
        for sequence, rank in zip(sequences, ranks.tolist(), strict=True):
            own = slice(first, first + len(sequence.places))
            chances = sequence.is_read[:, None] / (1 + np.exp(-logits[own]))
            first = own.stop
            one, other = (side.T.copy() for side in np.split(chances, [sequence.split]))
            made[sequence.pair] = PairReading(one[0], one[1], other[0], other[1], rank)
        return made

    def _batches(self, sequences: Sequence[Tokens]) -> Iterator[_Batch]:
        """Batches of sequences of equal length, longest first."""
        lengths = [len(sequence.ids) for sequence in sequences]
        for part in by_length(lengths, _TOKENS_A_BATCH[self._model.device]):
            yield _batch([sequences[index] for index in part], self._model.device)

    @torch.inference_mode()
    def _compute(self, batch: _Batch) -> tuple[torch.Tensor, torch.Tensor]:
        hidden = self._transformer(batch.ids, batch.side)[-1]
        firsts = hidden[: len(batch.sequences), 0]
        return self._tags(hidden.flatten(0, 1)[batch.places]), self._rank(firsts)

    def _tags(self, rows: torch.Tensor) -> torch.Tensor:
        """Logits of the tags, with enough rows to use the same kernel for all batches."""
        filled = functional.pad(rows.float(), (0, 0, 0, max(0, LEAST_ROWS - len(rows))))
        made = functional.linear(filled, self._heads["tags.weight"], self._heads["tags.bias"])
        return made[: len(rows)]

    def _rank(self, rows: torch.Tensor) -> torch.Tensor:
        """Ranks, summed row by row: the kernel of a product would depend on the number of rows."""
        return (rows.float() * self._heads["rank.weight"]).sum(1) + self._heads["rank.bias"]


_HEADS = {"tags.weight", "tags.bias", "rank.weight", "rank.bias"}


class Tokens(NamedTuple):
    """The tokens of a pair.

    Attributes:
        pair: Index of the pair.
        ids: Token ids, special tokens included.
        second: Position of the first token of the copy.
        places: Position of the first token of each word, reference first.
        is_read: Whether each word has tokens.
        split: Number of words of the reference.
    """

    pair: int
    ids: Ints
    second: int
    places: Ints
    is_read: np.ndarray
    split: int


class _Batch(NamedTuple):
    """Sequences of equal length, on the device; `places` refers to the flattened batch.

    A batch that is too small is filled with copies of its last sequence.
    """

    sequences: list[Tokens]
    ids: torch.Tensor
    side: torch.Tensor
    places: torch.Tensor


def _batch(sequences: list[Tokens], device: str) -> _Batch:
    length = len(sequences[0].ids)
    rows = filled(sequences, length)
    ids = np.stack([sequence.ids for sequence in rows])
    side = np.arange(length) >= np.array([sequence.second for sequence in rows])[:, None]
    places = [sequence.places + row * length for row, sequence in enumerate(sequences)]
    flat, moved = on_device(
        [np.stack([ids, side]).ravel(), np.concatenate(places, dtype=np.int32)], device
    )
    tokens, sides = flat.view(2, *ids.shape).unbind()
    return _Batch(sequences, tokens, sides, moved)


def as_tokens(model: EmbeddedModel, pairs: Sequence[WordPair]) -> list[Tokens]:
    """The tokens of all pairs that are not too long."""
    sides = [list(words) for pair in pairs for words in pair]
    tokens = model.tokens(sides)
    made = []
    for index, (one, other) in enumerate(zip(tokens[::2], tokens[1::2], strict=True)):
        if one.overflowing or other.overflowing or len(one) + len(other) - 1 > LONGEST:
            continue
        firsts = _first_tokens(one, len(sides[2 * index]))
        seconds = _first_tokens(other, len(sides[2 * index + 1]))
        is_read = np.concatenate([firsts, seconds]) >= 0
        places = np.concatenate([firsts, seconds + len(one) - 1])
        ids = np.array([*one.ids, *other.ids[1:]], np.int32)
        made.append(
            Tokens(index, ids, len(one), np.where(is_read, places, 0), is_read, len(firsts))
        )
    return made


def _first_tokens(encoding: Encoding, count: int) -> Ints:
    """The position of the first token of each word; -1 for words without tokens."""
    places = np.full(count, -1, np.int32)
    for place in range(len(encoding) - 2, 0, -1):
        places[encoding.word_ids[place]] = place
    return places
