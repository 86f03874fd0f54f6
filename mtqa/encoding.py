"""Sentences to vectors: the one module that knows torch."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Protocol, runtime_checkable

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

_LENGTH_STEP = 8
_TOKENS_A_BATCH = {"cpu": 2048, "mps": 8192, "cuda": 65536}


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


class EmbeddedModel:
    """The embedded model: for each sentence its pooled last layer and its words' middle layer.

    A sentence's result does not depend on the sentences beside it: batches hold sentences of
    one padded length only, and on a CPU the rows of such a batch do not touch each other.
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
            self._model = SentenceTransformer(
                str(files.folder),
                device=device,
                local_files_only=True,
                model_kwargs={"dtype": dtype},
                config_kwargs={"output_hidden_states": True},
            )
        self._tokenizer = self._model.tokenizer.backend_tokenizer
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(self._model.max_seq_length)
        self.device = device
        short = {torch.bfloat16: "bf16", torch.float32: "f32"}[dtype]
        self.signature = f"model:{files.name}@{files.digest[:8]}|dtype:{short}"

    @torch.inference_mode()
    def hidden(
        self, sentences: Sequence[list[str]]
    ) -> Iterator[tuple[list[int], torch.Tensor, torch.Tensor]]:
        """Runs sentences through the model, in batches of one length, longest first.

        Args:
            sentences: The words of each sentence.

        Yields:
            The indices of a batch's sentences; the sums of their last layer, shape
            (sentences, hidden); the means of the middle layer over each word, one sentence's
            words after the other's, shape (words, hidden). Both float32, on the device.
        """
        tokens = self._tokenizer.encode_batch(sentences, is_pretokenized=True)
        for length, batch in self._batches([len(encoding.ids) for encoding in tokens]):
            counts = [len(sentences[i]) for i in batch]
            yield batch, *self._forward([tokens[i] for i in batch], counts, length)

    def _batches(self, lengths: list[int]) -> Iterator[tuple[int, list[int]]]:
        """A padded length and the sentences of it, as many as the token budget holds."""
        of_length: dict[int, list[int]] = {}
        for index, length in enumerate(lengths):
            of_length.setdefault(-(-length // _LENGTH_STEP) * _LENGTH_STEP, []).append(index)
        for length, indices in sorted(of_length.items(), reverse=True):
            size = max(1, _TOKENS_A_BATCH[self.device] // length)
            for start in range(0, len(indices), size):
                yield length, indices[start : start + size]

    def _forward(
        self, tokens: list[Encoding], word_counts: list[int], length: int
    ) -> tuple[torch.Tensor, torch.Tensor]:
        ids = np.zeros((len(tokens), length), np.int64)
        mask = np.zeros((len(tokens), length), np.int64)
        word_of = np.full((len(tokens), length), sum(word_counts), np.int64)
        first = 0
        for row, (encoding, count) in enumerate(zip(tokens, word_counts, strict=True)):
            size = len(encoding.ids)
            ids[row, :size] = encoding.ids
            mask[row, :size] = 1
            word_of[row, 1 : size - 1] = np.array(encoding.word_ids[1:-1], np.int64) + first
            first += count
        on_device = [torch.from_numpy(array).to(self.device) for array in (ids, mask, word_of)]
        made = self._model({"input_ids": on_device[0], "attention_mask": on_device[1]})
        pooled = (made["token_embeddings"].float() * on_device[1][..., None]).sum(1)
        middle = made["all_layer_embeddings"][MIDDLE_LAYER].float().flatten(0, 1)
        return pooled, _mean_by_word(middle, on_device[2].flatten(), sum(word_counts))


class EmbeddedReader:
    """Sentence vectors and words from one forward pass of the embedded model."""

    def __init__(self, model: EmbeddedModel) -> None:
        """Adds the word head to the model.

        Args:
            model: The embedded model.
        """
        self._model = model
        self._head = WordHead(models_folder() / "words" / "words.safetensors", model.device)
        self.signature = f"{model.signature}|words:{self._head.digest[:8]}"

    @torch.inference_mode()
    def read(self, sentences: Sequence[str]) -> list[EncodedSentence]:
        """Reads sentences, in the order given."""
        texts = [_Text(sentence) for sentence in sentences]
        order: list[int] = []
        made: list[tuple[torch.Tensor, ...]] = []
        for batch, pooled, hidden in self._model.hidden([text.words for text in texts]):
            shapes = np.concatenate([word_shapes(texts[i].words) for i in batch])
            order += batch
            made.append((pooled, *self._head(hidden, torch.from_numpy(shapes).to(hidden.device))))
        if not order:
            return []
        columns = (torch.cat(column).cpu().numpy() for column in zip(*made, strict=True))
        return _unpack(order, texts, *columns)


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

    def read(self, sentences: Sequence[str]) -> list[EncodedSentence]:
        """Reads sentences, in the order given.

        Raises:
            ModelError: The encoder failed, or gave something else than one vector a sentence.
        """
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


def _mean_by_word(tokens: torch.Tensor, word_of: torch.Tensor, count: int) -> torch.Tensor:
    """Means of token rows by word; tokens of word number `count` belong to none."""
    sums = tokens.new_zeros(count + 1, tokens.shape[1]).index_add_(0, word_of, tokens)
    sizes = tokens.new_zeros(count + 1).index_add_(0, word_of, torch.ones_like(tokens[:, 0]))
    return sums[:-1] / sizes[:-1, None].clamp(min=1)


def _unpack(
    order: list[int],
    texts: list[_Text],
    pooled: npt.NDArray[np.float32],
    vectors: npt.NDArray[np.float16],
    tags: npt.NDArray[np.uint8],
) -> list[EncodedSentence]:
    """Rows in the order of the batches to sentences in the order given."""
    made: dict[int, EncodedSentence] = {}
    first = 0
    for row, index in enumerate(order):
        spans = texts[index].spans
        rows = slice(first, first + len(spans))
        first += len(spans)
        chances = tags[rows, 2:].astype(np.float32) / 255
        made[index] = EncodedSentence(
            pooled[row],
            Words(spans, vectors[rows], tags[rows, 0], tags[rows, 1], chances[:, 0], chances[:, 1]),
        )
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
