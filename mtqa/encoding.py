"""Sentences to vectors: the one module that knows torch."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path
from threading import Barrier
from typing import NamedTuple, Protocol, TypeVar, runtime_checkable

import numpy as np
import numpy.typing as npt
import torch
from safetensors.torch import load_file
from sentence_transformers import SentenceTransformer
from tokenizers import Encoding
from torch.nn import functional
from transformers.utils import logging as transformers_logging

from mtqa.documents import word_spans
from mtqa.errors import ModelError
from mtqa.registry import (
    DEFAULT_MODEL,
    ModelFiles,
    find_model,
    known_models,
    models_folder,
    weights_digest,
)
from mtqa.words import EncodedSentence, Pos, Relation, Words

MIDDLE_LAYER = 3
"""The layer of six that knows grammar best (DESIGN: measured on tags and word alignment)."""

_TOKENS_A_BATCH = {"cpu": 2048, "mps": 8192, "cuda": 65536}
_APPETITE = {"cpu": 150_000, "mps": 500_000, "cuda": 4_000_000}
_SENTENCES_A_PASS = 1 << 15
_KERNELS_KEPT = "16"
"""For oneDNN and PyTorch, which else keep half a megabyte for each of a thousand batch sizes."""
for _variable in ("ONEDNN_PRIMITIVE_CACHE_CAPACITY", "LRU_CACHE_CAPACITY"):
    os.environ.setdefault(_variable, _KERNELS_KEPT)
_LEAST_ROWS = 32
"""Smaller matrices go to other kernels, whose last bits differ (measured: under 12 rows)."""

Ints = npt.NDArray[np.int32]
Item = TypeVar("Item")
Made = TypeVar("Made")


@runtime_checkable
class Encoder(Protocol):
    """Anything that turns sentences into vectors."""

    def encode(self, sentences: list[str], /) -> npt.ArrayLike:
        """The vectors of the sentences, shape (sentences, dimensions)."""
        ...


class Reader(Protocol):
    """What the pipeline asks of an encoder: sentence vectors and words."""

    @property
    def signature(self) -> str:
        """What the results depend on: model, digest, dtype."""
        ...

    @property
    def appetite(self) -> int:
        """Characters that it likes to be given at once, so that its batches are full."""
        ...

    def read(self, sentences: Sequence[str]) -> list[EncodedSentence]:
        """Reads sentences, in the order given."""
        ...


def load_reader(model: str | Path | Encoder, device: str = "auto") -> Reader:
    """Loads an encoder from this machine; nothing is ever downloaded.

    Args:
        model: A name in the registry, a folder, the name of any sentence-transformers model
            in the local cache, or an object with `encode`.
        device: `auto` (CUDA, then MPS, then CPU), `cpu`, `cuda` or `mps`.

    Raises:
        ModelError: The model is unknown, absent or broken, or the device is not there.
    """
    chosen = choose_device(device)
    embedded = EmbeddedReader(EmbeddedModel(find_model(DEFAULT_MODEL), chosen))
    if model == DEFAULT_MODEL:
        return embedded
    if isinstance(model, str | Path):
        return PairedReader(_load_sentence_transformer(model, chosen), embedded, _label(model))
    if not isinstance(model, Encoder):
        raise ModelError(f"model {model!r}: has no encode(); give a name, a folder or an encoder")
    return PairedReader(model, embedded, type(model).__name__)


def choose_device(device: str) -> str:
    """The device that `auto` stands for, or the one that was asked for.

    Raises:
        ModelError: The device is not there.
    """
    there = {
        "cuda": torch.cuda.is_available(),
        "mps": torch.backends.mps.is_available(),
        "cpu": True,
    }
    if device == "auto":
        return next(name for name, is_there in there.items() if is_there)
    if not there.get(device, False):
        raise ModelError(f"device {device}: not on this machine; use --device auto")
    return device


def choose_dtype(device: str) -> torch.dtype:
    """bfloat16 where the processor is fast at it (CUDA, AMX, AVX512-BF16), else float32."""
    if device == "cuda":
        return torch.bfloat16 if torch.cuda.is_bf16_supported() else torch.float32
    if device == "cpu":
        can = torch.cpu.get_capabilities()
        return torch.bfloat16 if can.get("amx_bf16") or can.get("avx512_bf16") else torch.float32
    return torch.float32


def share_processor(among: int) -> None:
    """Leaves this process its share of the threads, where several run side by side."""
    torch.set_num_threads(max(1, torch.get_num_threads() // among))


class EmbeddedModel:
    """The embedded model: for each sentence its pooled last layer and its words' middle layer.

    Batches hold sentences of one length only, so nothing is padded or masked. On a CPU each
    batch is computed by one thread, where its rows do not touch each other: a sentence's result
    depends neither on the sentences beside it nor on the number of threads.
    """

    def __init__(
        self, files: ModelFiles, device: str = "cpu", dtype: torch.dtype | None = None
    ) -> None:
        """Loads the model.

        Args:
            files: Where the model lies.
            device: `cpu`, `cuda` or `mps`.
            dtype: bfloat16 or float32; None for what suits the device.
        """
        dtype = dtype or choose_dtype(device)
        with _quiet():
            model = SentenceTransformer(
                str(files.folder),
                device=device,
                local_files_only=True,
                model_kwargs={"dtype": dtype},
            )
        self._layers = model[0].auto_model
        self._tokenizer = model.tokenizer.backend_tokenizer
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(model.max_seq_length)
        self.device = device
        short = {torch.bfloat16: "bf16", torch.float32: "f32"}[dtype]
        self.signature = f"model:{files.name}@{files.digest[:8]}|dtype:{short}"

    def batches(self, sentences: Sequence[list[str]]) -> list[Batch]:
        """Sentences in batches of one length, longest first, copied to the device at once.

        Args:
            sentences: The words of each sentence.
        """
        tokens = self._tokenizer.encode_batch(sentences, is_pretokenized=True)
        counts = [len(words) for words in sentences]
        parts = list(_by_length(tokens, _TOKENS_A_BATCH[self.device]))
        arrays = [array for part in parts for array in _token_arrays(part, tokens, counts)]
        moved = iter(_on_device(arrays, self.device))
        return [
            Batch(part, ids.view(-1, len(tokens[part[0]])), next(moved), next(moved))
            for part, ids in zip(parts, moved, strict=False)
        ]

    @torch.inference_mode()
    def forward(self, batch: Batch) -> tuple[torch.Tensor, torch.Tensor]:
        """Runs a batch through the model.

        Returns:
            The sums of the last layer, shape (sentences, hidden); the means of the middle layer
            over each word, one sentence's words after the other's, shape (words, hidden), zero
            for a word that was not read. Both float32, on the device.
        """
        made = self._layers(input_ids=batch.ids, output_hidden_states=True)
        middle = made.hidden_states[MIDDLE_LAYER].flatten(0, 1).float()
        words = functional.embedding_bag(batch.tokens, middle, batch.words, mode="mean")
        return made.last_hidden_state[: len(batch.sentences)].float().sum(1), words

    def hidden(
        self, sentences: Sequence[list[str]]
    ) -> Iterator[tuple[list[int], torch.Tensor, torch.Tensor]]:
        """The indices of each batch's sentences, and what `forward` makes of them."""
        for batch in self.batches(sentences):
            yield batch.sentences, *self.forward(batch)


class Batch(NamedTuple):
    """Sentences of one length, on the device.

    Attributes:
        sentences: Their indices.
        ids: Token numbers, shape (sentences or more, length): a batch that is too small ends
            in copies of its last sentence.
        tokens: Places of the tokens of words in the flattened `ids`, word after word.
        words: Where the tokens of each word begin in `tokens`, shape (words,).
    """

    sentences: list[int]
    ids: torch.Tensor
    tokens: torch.Tensor
    words: torch.Tensor


def _by_length(tokens: Sequence[Encoding], budget: int) -> Iterator[list[int]]:
    """Indices of sentences of one length, as many as the token budget holds, longest first."""
    of_length: dict[int, list[int]] = {}
    for index, encoding in enumerate(tokens):
        of_length.setdefault(len(encoding), []).append(index)
    for length, indices in sorted(of_length.items(), reverse=True):
        size = max(1, budget // length)
        yield from (indices[start : start + size] for start in range(0, len(indices), size))


def _token_arrays(
    part: list[int], tokens: Sequence[Encoding], word_counts: Sequence[int]
) -> Iterator[Ints]:
    """What `Batch` holds of the sentences: ids, tokens, words, each flat."""
    length = len(tokens[part[0]])
    filling = [part[-1]] * (-(-_LEAST_ROWS // length) - len(part))
    yield np.array([tokens[index].ids for index in part + filling], np.int32).ravel()
    word_of = np.array([tokens[index].word_ids[1:-1] for index in part], np.int32)
    rows = np.arange(len(part), dtype=np.int32)[:, None]
    yield np.add(rows * length, np.arange(1, length - 1), dtype=np.int32).ravel()
    starts = [
        np.searchsorted(own, np.arange(word_counts[index])) + row * (length - 2)
        for row, (index, own) in enumerate(zip(part, word_of, strict=True))
    ]
    yield np.concatenate(starts).astype(np.int32)


def _on_device(arrays: Sequence[Ints], device: str) -> list[torch.Tensor]:
    """The arrays on the device, moved there in one copy that nothing waits for."""
    if not arrays:
        return []
    joined = torch.from_numpy(np.concatenate(arrays))
    if device == "cuda":
        joined = joined.pin_memory()
    moved = joined.to(device, non_blocking=True)
    return list(moved.split([len(array) for array in arrays]))


class Lanes:
    """Threads that compute a batch each, side by side.

    PyTorch's own threads share one batch and wait for each other at every step. That is slow
    with matrices of this size, the more so where other work wants the processor, and where they
    cut a batch shows in its last bits. A GPU takes one batch after the other.
    """

    def __init__(self, device: str) -> None:
        """Starts as many threads as PyTorch would use.

        Args:
            device: What they compute on.
        """
        self._pool: ThreadPoolExecutor | None = None
        count = torch.get_num_threads()
        if device == "cpu" and count > 1:
            self._pool = ThreadPoolExecutor(
                count, "mtqa", initializer=torch.set_num_threads, initargs=(1,)
            )
            all_here = Barrier(count)
            list(self._pool.map(lambda _: all_here.wait(), range(count)))
            torch.set_num_threads(count)  # for all other threads, which the lanes' own took along

    def map(self, function: Callable[[Item], Made], items: Sequence[Item]) -> Iterator[Made]:
        """What the function makes of each item, in order."""
        return self._pool.map(function, items) if self._pool else map(function, items)


class EmbeddedReader:
    """Sentence vectors and words from one forward pass of the embedded model."""

    def __init__(self, model: EmbeddedModel) -> None:
        """Adds the word head to the model.

        Args:
            model: The embedded model.
        """
        self._model = model
        self._head = WordHead(models_folder() / "words" / "words.safetensors", model.device)
        self._lanes = Lanes(model.device)
        self.signature = f"{model.signature}|words:{self._head.digest[:8]}"
        self.appetite = _APPETITE[model.device]

    def read(self, sentences: Sequence[str]) -> list[EncodedSentence]:
        """Reads sentences, in the order given."""
        return [
            made
            for first in range(0, len(sentences), _SENTENCES_A_PASS)
            for made in self._pass(sentences[first : first + _SENTENCES_A_PASS])
        ]

    def _pass(self, sentences: Sequence[str]) -> list[EncodedSentence]:
        texts = [_Text(sentence) for sentence in sentences]
        batches = self._model.batches([text.words for text in texts])
        order = [index for batch in batches for index in batch.sentences]
        shapes = torch.from_numpy(np.concatenate([word_shapes(texts[i].words) for i in order]))
        on_device = shapes.to(self._model.device).split([len(batch.words) for batch in batches])
        made = list(self._lanes.map(self._compute, list(zip(batches, on_device, strict=True))))
        columns = (torch.cat(column).cpu().numpy() for column in zip(*made, strict=True))
        return _unpack(order, texts, *columns)

    @torch.inference_mode()
    def _compute(self, given: tuple[Batch, torch.Tensor]) -> tuple[torch.Tensor, ...]:
        batch, shapes = given
        pooled, hidden = self._model.forward(batch)
        filling = max(0, _LEAST_ROWS - len(hidden))
        read = self._head(*(functional.pad(rows, (0, 0, 0, filling)) for rows in (hidden, shapes)))
        return pooled, *(rows[: len(hidden)] for rows in read)


class PairedReader:
    """Sentence vectors from an encoder of the user's, words from the embedded model."""

    def __init__(self, encoder: Encoder, words: Reader, label: str) -> None:
        """Joins the two.

        Args:
            encoder: Gives the sentence vectors.
            words: Gives the words.
            label: What the signature calls the encoder.
        """
        self._encoder = encoder
        self._words = words
        self.signature = f"encoder:{label}|{words.signature}"
        self.appetite = words.appetite

    def read(self, sentences: Sequence[str]) -> list[EncodedSentence]:
        """Reads sentences, in the order given.

        Raises:
            ModelError: The encoder failed, or gave something else than one vector a sentence.
        """
        if not sentences:
            return []
        try:
            vectors = np.asarray(self._encoder.encode(list(sentences)), np.float32)
        except Exception as error:
            raise ModelError(
                f"encoder {type(self._encoder).__name__}: encode() failed: {error}"
            ) from error
        if vectors.ndim != 2 or len(vectors) != len(sentences) or not np.isfinite(vectors).all():
            raise ModelError(
                f"encoder {type(self._encoder).__name__}: encode() gave shape {vectors.shape} "
                f"for {len(sentences)} sentences; it must give one finite vector each"
            )
        lengths = np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12)
        return [
            EncodedSentence(vector * max(1, len(own.words)), own.words)
            for vector, own in zip(vectors / lengths, self._words.read(sentences), strict=True)
        ]


class WordHead:
    """What small trained layers read off the middle layer: word vectors, tags, relations.

    The weights, their training and their measure: models/words.
    """

    def __init__(self, path: Path, device: str) -> None:
        """Loads the weights.

        Args:
            path: The safetensors file.
            device: Where they compute.
        """
        self.digest = weights_digest(path)
        self._weights = load_file(path, device=device)

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


class _Text:
    """A sentence cut into words."""

    __slots__ = ("spans", "words")

    def __init__(self, text: str) -> None:
        spans = word_spans(text)
        self.spans = np.array(spans, np.int32).reshape(-1, 2)
        self.words = [text[start:end] for start, end in spans]


def _unpack(
    order: list[int],
    texts: list[_Text],
    pooled: npt.NDArray[np.float32],
    vectors: npt.NDArray[np.float16],
    tags: npt.NDArray[np.uint8],
) -> list[EncodedSentence]:
    """Rows in the order of the batches to sentences in the order given, each with its own copy."""
    made: dict[int, EncodedSentence] = {}
    pos, relation = (np.ascontiguousarray(column) for column in tags[:, :2].T)
    finite, proper = tags[:, 2:].T.astype(np.float32) / np.float32(255)
    first = 0
    for row, index in enumerate(order):
        spans = texts[index].spans
        own = slice(first, first + len(spans))
        first += len(spans)
        words = Words(
            spans,
            vectors[own].copy(),
            pos[own].copy(),
            relation[own].copy(),
            finite[own].copy(),
            proper[own].copy(),
        )
        made[index] = EncodedSentence(pooled[row].copy(), words)
    return [made[index] for index in range(len(order))]


def _load_sentence_transformer(model: str | Path, device: str) -> SentenceTransformer:
    folder = Path(model)
    where = f"model folder {folder}" if folder.is_dir() else f"model {model}"
    remedy = (
        "its files are broken or missing; export the model again"
        if folder.is_dir()
        else f"not on this machine, and nothing is downloaded; known models: "
        f"{', '.join(known_models())}; else give a folder"
    )
    try:
        with _quiet():
            return SentenceTransformer(str(model), device=device, local_files_only=True)
    except Exception as error:
        raise ModelError(f"{where}: {remedy}") from error


def _label(model: str | Path) -> str:
    folder = Path(model)
    weights = sorted(folder.glob("*.safetensors")) if folder.is_dir() else []
    return f"{folder.name}@{weights_digest(weights[0])[:8]}" if weights else str(model)


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Keeps the loading bars of transformers off the terminal."""
    shown = transformers_logging.is_progress_bar_enabled()
    transformers_logging.disable_progress_bar()
    try:
        yield
    finally:
        if shown:
            transformers_logging.enable_progress_bar()
