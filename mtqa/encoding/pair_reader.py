"""The pair reader, a cross-encoder: which words the other side lacks or contradicts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import torch
from scipy.special import expit, softmax
from tokenizers import Encoding, Tokenizer
from torch.nn import functional

from mtqa.encoding.devices import Ints, on_device, on_host
from mtqa.encoding.lanes import Lanes
from mtqa.encoding.model import (
    LEAST_ROWS,
    EmbeddedModel,
    by_length,
    filled,
    load_tokenizer,
    tokens_of,
)
from mtqa.encoding.pair_tokens import LONGEST, Tokenizes, Tokens, as_tokens
from mtqa.encoding.pair_weights import COLUMNS, LINK, load_pair_weights
from mtqa.registry import ModelFiles
from mtqa.text.annotations import NO_COUNTERPART, PairReading, WordPair
from mtqa.threads import BLAS

_TOKENIZER = "tokenizer.json"
_TOKENS_A_BATCH = {"cpu": 4096, "mps": 16384, "cuda": 131072}

Floats = npt.NDArray[np.float32]


class PairReader:
    """A cross-encoder that reads reference and copy in one sequence; see models/pairs.

    It shares the tokenizer and the word embeddings of the embedded model, unless it has its own.
    """

    def __init__(self, files: ModelFiles, model: EmbeddedModel, lanes: Lanes) -> None:
        """Loads the weights.

        Args:
            files: The registered files.
            model: The embedded model.
            lanes: The threads that compute batches.

        Raises:
            ModelError: The weights are not the registered ones.
        """
        words = model.transformer.words
        self._transformer, self._heads, vocabulary = load_pair_weights(files.read_weights(), words)
        self._tokenizer: Tokenizes = model
        tokenizer = model.tokenizer
        if _TOKENIZER in files.digests:
            tokenizer = load_tokenizer(files.read(_TOKENIZER), LONGEST)
            self._tokenizer = _OwnTokenizer(tokenizer, model.device)
        self._rows = None if vocabulary is None else _rows(vocabulary, tokenizer)
        self._device = model.device
        self._lanes = lanes
        self.signature = f"{files.name}:{files.digest[:8]}"

    def read(self, pairs: Sequence[WordPair]) -> list[PairReading | None]:
        """The readings of some pairs; None for pairs that are too long."""
        batches = list(self._batches(as_tokens(self._tokenizer, pairs)))
        if not batches:
            return [None] * len(pairs)
        columns = zip(*self._lanes.map(self._compute, batches), strict=True)
        rows, ranks = map(on_host, columns)
        made: list[PairReading | None] = [None] * len(pairs)
        first = 0
        sequences = (sequence for batch in batches for sequence in batch.sequences)
        with BLAS.one_thread():
            for sequence, rank in zip(sequences, ranks.tolist(), strict=True):
                own = slice(first, first + len(sequence.places))
                made[sequence.pair] = _reading(rows[own], sequence, rank)
                first = own.stop
        return made

    def _batches(self, sequences: Sequence[Tokens]) -> Iterator[_Batch]:
        """Batches of sequences of equal length, longest first."""
        lengths = [len(sequence.ids) for sequence in sequences]
        for part in by_length(lengths, _TOKENS_A_BATCH[self._device]):
            yield _batch([sequences[index] for index in part], self._rows, self._device)

    @torch.inference_mode()
    def _compute(self, batch: _Batch) -> tuple[torch.Tensor, torch.Tensor]:
        hidden = self._transformer(batch.ids, batch.types)[-1]
        firsts = hidden[: len(batch.sequences), 0]
        return self._of_words(hidden.flatten(0, 1)[batch.places]), self._rank(firsts)

    def _of_words(self, rows: torch.Tensor) -> torch.Tensor:
        """What the heads say of words, with enough rows to use the same kernel for all batches."""
        filled = functional.pad(rows.float(), (0, 0, 0, max(0, LEAST_ROWS - len(rows))))
        made = functional.linear(filled, self._heads.weight, self._heads.bias)
        return made[: len(rows)]

    def _rank(self, rows: torch.Tensor) -> torch.Tensor:
        """Ranks, summed row by row: the kernel of a product would depend on the number of rows."""
        return (rows.float() * self._heads.rank_weight).sum(1) + self._heads.rank_bias


class _OwnTokenizer:
    """A tokenizer other than that of the embedded model."""

    def __init__(self, tokenizer: Tokenizer, device: str) -> None:
        self._tokenizer = tokenizer
        self._device = device

    def tokens(self, texts: Sequence[list[str]]) -> list[Encoding]:
        return tokens_of(self._tokenizer, texts, self._device)


def _rows(vocabulary: Ints, tokenizer: Tokenizer) -> Ints:
    """The row of each token in word embeddings that hold some tokens only.

    Args:
        vocabulary: The ids of these tokens, sorted.
        tokenizer: Says which token stands for unknown ones.
    """
    unknown = tokenizer.get_vocab()[tokenizer.model.unk_token]
    made = np.full(tokenizer.get_vocab_size(), np.searchsorted(vocabulary, unknown), np.int32)
    made[vocabulary] = np.arange(len(vocabulary))
    return made


def _reading(rows: Floats, sequence: Tokens, rank: float) -> PairReading:
    """A reading from the rows of its words, reference first."""
    is_read = sequence.is_read
    tags, kinds, links, links_of_copy = np.split(rows, COLUMNS, axis=1)
    split = sequence.split
    chances, of_kinds = is_read[:, None] * expit(tags), is_read[:, None] * softmax(kinds, axis=1)
    one, other = np.ascontiguousarray(links[:split]), np.ascontiguousarray(links_of_copy[split:])
    both = is_read[:split, None] & is_read[split:]
    counterparts = np.where(both, one @ other.T / LINK**0.5, NO_COUNTERPART)
    return PairReading(
        chances[:split].copy(),
        chances[split:].copy(),
        of_kinds[:split].copy(),
        of_kinds[split:].copy(),
        counterparts.astype(np.float32),
        rank,
    )


class _Batch(NamedTuple):
    """Sequences of equal length, on the device; `places` refers to the flattened batch.

    A batch that is too small is filled with copies of its last sequence.
    """

    sequences: list[Tokens]
    ids: torch.Tensor
    types: torch.Tensor
    places: torch.Tensor


def _batch(sequences: list[Tokens], rows_of_ids: Ints | None, device: str) -> _Batch:
    """A batch.

    Args:
        sequences: Sequences of equal length.
        rows_of_ids: The row of each token in the word embeddings; None if it is its id.
        device: Where to copy it.
    """
    length = len(sequences[0].ids)
    rows = filled(sequences, length)
    ids = np.stack([sequence.ids for sequence in rows])
    ids = ids if rows_of_ids is None else rows_of_ids[ids]
    types = np.stack([sequence.types for sequence in rows])
    places = [sequence.places + row * length for row, sequence in enumerate(sequences)]
    flat, moved = on_device(
        [np.stack([ids, types]).ravel(), np.concatenate(places, dtype=np.int32)], device
    )
    tokens, token_types = flat.view(2, *ids.shape).unbind()
    return _Batch(sequences, tokens, token_types, moved)
