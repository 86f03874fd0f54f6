"""The embedded model: runs batches of equal length through its layers."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import torch
from safetensors.torch import load
from tokenizers import Encoding, Tokenizer
from torch.nn import functional

from mtqa.encoding.devices import Ints, choose_dtype, on_device
from mtqa.encoding.lanes import Item
from mtqa.encoding.transformer import Transformer
from mtqa.registry import ModelFiles

MIDDLE_LAYER = 3
"""The layer of six with the best tags and word alignment."""

LEAST_ROWS = 32
"""Minimum rows of a matrix; smaller ones use other kernels with other last bits (under 12)."""

_TOKENS_A_BATCH = {"cpu": 4096, "mps": 8192, "cuda": 65536}


class EmbeddedModel:
    """The embedded model: the pooled last layer of sentences and the middle layer of their words.

    A batch holds sentences of equal length, so nothing is padded or masked. On a CPU, one thread
    computes a batch, and rows do not affect each other: the result of a sentence depends neither
    on other sentences nor on the number of threads.

    Attributes:
        transformer: Its layers.
        heads: Attention heads per layer.
        tokenizer: Splits words into tokens, up to the maximum length of the model.
        device: `cpu`, `cuda` or `mps`.
        tokens_a_batch: Tokens per batch on the device.
        signature: Name, digest and dtype.
    """

    def __init__(
        self, files: ModelFiles, device: str = "cpu", dtype: torch.dtype | None = None
    ) -> None:
        """Loads the model.

        Args:
            files: The registered files.
            device: `cpu`, `cuda` or `mps`.
            dtype: bfloat16 or float32; None for the best of the device.

        Raises:
            ModelError: A file of the model is not the registered one.
        """
        dtype = dtype or choose_dtype(device)
        self.heads = int(json.loads(files.read("config.json"))["num_attention_heads"])
        weights = load(files.read())
        self.transformer = Transformer(
            {name: value.to(device, dtype) for name, value in weights.items()}, self.heads
        )
        self.tokenizer = _tokenizer(files)
        self.device = device
        self.tokens_a_batch = _TOKENS_A_BATCH[device]
        short = {torch.bfloat16: "bf16", torch.float32: "f32"}[dtype]
        self.signature = f"model:{files.name}@{files.digest[:8]}|dtype:{short}"

    def tokens(self, texts: Sequence[list[str]]) -> list[Encoding]:
        """The tokens of the words of each text."""
        return tokens_of(self.tokenizer, texts, self.device)

    def batches(self, sentences: Sequence[list[str]]) -> list[Batch]:
        """Batches of sentences of equal length, longest first, copied to the device at once.

        Args:
            sentences: The words of each sentence.
        """
        tokens = self.tokens(sentences)
        counts = [len(words) for words in sentences]
        parts = list(by_length(list(map(len, tokens)), self.tokens_a_batch))
        arrays = [array for part in parts for array in _token_arrays(part, tokens, counts)]
        moved = iter(on_device(arrays, self.device))
        return [
            Batch(part, ids.view(-1, len(tokens[part[0]])), next(moved), next(moved))
            for part, ids in zip(parts, moved, strict=False)
        ]

    @torch.inference_mode()
    def forward(self, batch: Batch) -> tuple[torch.Tensor, torch.Tensor]:
        """Runs a batch through the model.

        Returns:
            Sums of the last layer, shape (sentences, hidden), and means of the middle layer over
            each word, sentence by sentence, shape (words, hidden); zero for words that were not
            read. Both float32, on the device.
        """
        states = self.transformer(batch.ids)
        middle = states[MIDDLE_LAYER].flatten(0, 1).float()
        words = functional.embedding_bag(batch.tokens, middle, batch.words, mode="mean")
        return states[-1][: len(batch.sentences)].float().sum(1), words

    def hidden(
        self, sentences: Sequence[list[str]]
    ) -> Iterator[tuple[list[int], torch.Tensor, torch.Tensor]]:
        """The sentence indices of each batch with the results of `forward`."""
        for batch in self.batches(sentences):
            yield batch.sentences, *self.forward(batch)


def _tokenizer(files: ModelFiles) -> Tokenizer:
    """The tokenizer of the model, with the truncation of sentence-transformers."""
    longest = json.loads(files.read("sentence_bert_config.json"))["max_seq_length"]
    return load_tokenizer(files.read("tokenizer.json"), longest)


def load_tokenizer(content: bytes, longest: int) -> Tokenizer:
    """A tokenizer that pads nothing and cuts texts at a maximum number of tokens."""
    tokenizer = Tokenizer.from_buffer(content)
    tokenizer.no_padding()
    tokenizer.enable_truncation(longest)
    return tokenizer


def tokens_of(tokenizer: Tokenizer, texts: Sequence[list[str]], device: str) -> list[Encoding]:
    """The tokens of the words of each text.

    Encoding a batch would start threads of the tokenizer, which outlive the model and print
    warnings in forked processes. It is worth it only with a GPU.
    """
    if device == "cuda":
        return tokenizer.encode_batch(texts, is_pretokenized=True)
    return [tokenizer.encode(words, is_pretokenized=True) for words in texts]


class Batch(NamedTuple):
    """Sentences of equal length, on the device.

    Attributes:
        sentences: Their indices.
        ids: Token ids, shape (sentences or more, length); a batch that is too small is filled
            with copies of its last sentence.
        tokens: Positions of the tokens of words in the flattened `ids`, word by word.
        words: Where the tokens of each word begin in `tokens`, shape (words,).
    """

    sentences: list[int]
    ids: torch.Tensor
    tokens: torch.Tensor
    words: torch.Tensor


def by_length(lengths: Sequence[int], budget: int) -> Iterator[list[int]]:
    """Indices of texts of equal length, up to a number of tokens per batch, longest first.

    Nothing is padded: attention with a mask takes 1.5 times as long for 50 tokens, and 4 times for
    300 (measured on two cores with AVX512-BF16).

    Args:
        lengths: The length of each text in tokens.
        budget: Tokens per batch.
    """
    of_length: dict[int, list[int]] = {}
    for index, length in enumerate(lengths):
        of_length.setdefault(length, []).append(index)
    for length, indices in sorted(of_length.items(), reverse=True):
        size = max(1, budget // length)
        yield from (indices[start : start + size] for start in range(0, len(indices), size))


def filled(batch: list[Item], length: int) -> list[Item]:
    """A batch of texts of equal length, filled to the minimum size with copies of the last one."""
    return batch + [batch[-1]] * (-(-LEAST_ROWS // length) - len(batch))


def _token_arrays(
    part: list[int], tokens: Sequence[Encoding], word_counts: Sequence[int]
) -> Iterator[Ints]:
    """The arrays of a `Batch`: ids, tokens, words, each flat."""
    length = len(tokens[part[0]])
    yield np.array([tokens[index].ids for index in filled(part, length)], np.int32).ravel()
    word_of = np.array([tokens[index].word_ids[1:-1] for index in part], np.int32)
    rows = np.arange(len(part), dtype=np.int32)[:, None]
    yield np.add(rows * length, np.arange(1, length - 1), dtype=np.int32).ravel()
    starts = [
        np.searchsorted(own, np.arange(word_counts[index])) + row * (length - 2)
        for row, (index, own) in enumerate(zip(part, word_of, strict=True))
    ]
    yield np.concatenate(starts).astype(np.int32)
