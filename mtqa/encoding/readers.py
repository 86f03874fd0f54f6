"""What the pipeline asks of an encoder, and the encoders that answer it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol, runtime_checkable

import numpy as np
import numpy.typing as npt
import torch
from sentence_transformers import SentenceTransformer
from torch.nn import functional

from mtqa.documents import word_spans
from mtqa.encoding.devices import Lanes, choose_device, quiet
from mtqa.encoding.model import LEAST_ROWS, Batch, EmbeddedModel
from mtqa.encoding.pair_reader import PairReader
from mtqa.encoding.word_head import WordHead, word_shapes
from mtqa.errors import ModelError
from mtqa.registry import DEFAULT_MODEL, find_model, known_models, models_folder, weights_digest
from mtqa.words import EncodedSentence, PairReading, WordPair, Words

_APPETITE = {"cpu": 250_000, "mps": 500_000, "cuda": 4_000_000}
_SENTENCES_A_PASS = 1 << 15


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

    def read_together(self, pairs: Sequence[WordPair]) -> list[PairReading | None]:
        """Reads the words of two sides together; None where that is not done."""
        ...


def load_reader(
    model: str | Path | Encoder, device: str = "auto", *, is_fast: bool = False
) -> Reader:
    """Loads an encoder from this machine; nothing is ever downloaded.

    Args:
        model: A name in the registry, a folder, the name of any sentence-transformers model
            in the local cache, or an object with `encode`.
        device: `auto` (CUDA, then MPS, then CPU), `cpu`, `cuda` or `mps`.
        is_fast: Whether to leave out the reader of both sides together.

    Raises:
        ModelError: The model is unknown, absent or broken, or the device is not there.
    """
    chosen = choose_device(device)
    embedded = EmbeddedReader(EmbeddedModel(find_model(DEFAULT_MODEL), chosen), is_fast=is_fast)
    if model == DEFAULT_MODEL:
        return embedded
    if isinstance(model, str | Path):
        return PairedReader(_load_sentence_transformer(model, chosen), embedded, _label(model))
    if not isinstance(model, Encoder):
        raise ModelError(f"model {model!r}: has no encode(); give a name, a folder or an encoder")
    return PairedReader(model, embedded, type(model).__name__)


class EmbeddedReader:
    """Sentence vectors and words from one forward pass of the embedded model."""

    def __init__(self, model: EmbeddedModel, *, is_fast: bool = True) -> None:
        """Adds the word head to the model, and the pair reader.

        Args:
            model: The embedded model.
            is_fast: Whether to leave out the pair reader.
        """
        self._model = model
        self._head = WordHead(models_folder() / "words" / "words.safetensors", model.device)
        self._lanes = Lanes(model.device)
        self._pairs = None if is_fast else PairReader(model, self._lanes)
        self.signature = f"{model.signature}|words:{self._head.digest[:8]}"
        if self._pairs:
            self.signature += f"|{self._pairs.signature}"
        self.appetite = _APPETITE[model.device]

    def read(self, sentences: Sequence[str]) -> list[EncodedSentence]:
        """Reads sentences, in the order given."""
        return [
            made
            for first in range(0, len(sentences), _SENTENCES_A_PASS)
            for made in self._pass(sentences[first : first + _SENTENCES_A_PASS])
        ]

    def read_together(self, pairs: Sequence[WordPair]) -> list[PairReading | None]:
        """Reads the words of two sides together; None for all in the fast mode."""
        return self._pairs.read(pairs) if self._pairs else [None] * len(pairs)

    def _pass(self, sentences: Sequence[str]) -> list[EncodedSentence]:
        texts = [_Text(sentence) for sentence in sentences]
        batches = self._model.batches([text.words for text in texts])
        order = [index for batch in batches for index in batch.sentences]
        shapes = torch.from_numpy(np.concatenate([word_shapes(texts[i].words) for i in order]))
        runs = list(_runs(batches, self._model.tokens_a_batch))
        of_runs = shapes.to(self._model.device).split(
            [sum(len(batch.words) for batch in run) for run in runs]
        )
        made = list(self._lanes.map(self._compute, list(zip(runs, of_runs, strict=True))))
        columns = (torch.cat(column).cpu().numpy() for column in zip(*made, strict=True))
        return _unpack(order, texts, *columns)

    @torch.inference_mode()
    def _compute(self, given: tuple[list[Batch], torch.Tensor]) -> tuple[torch.Tensor, ...]:
        run, shapes = given
        pooled, hidden = map(torch.cat, zip(*map(self._model.forward, run), strict=True))
        filling = max(0, LEAST_ROWS - len(hidden))
        read = self._head(*(functional.pad(rows, (0, 0, 0, filling)) for rows in (hidden, shapes)))
        return pooled, *(rows[: len(hidden)] for rows in read)


def _runs(batches: Sequence[Batch], tokens: int) -> Iterator[list[Batch]]:
    """Batches that one thread computes together: the word head reads their words in one go."""
    run: list[Batch] = []
    for batch in batches:
        run.append(batch)
        if sum(one.ids.numel() for one in run) >= tokens:
            yield run
            run = []
    if run:
        yield run


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

    def read_together(self, pairs: Sequence[WordPair]) -> list[PairReading | None]:
        """Reads the words of two sides together, as the embedded model's reader does."""
        return self._words.read_together(pairs)


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
        with quiet():
            return SentenceTransformer(str(model), device=device, local_files_only=True)
    except Exception as error:
        raise ModelError(f"{where}: {remedy}") from error


def _label(model: str | Path) -> str:
    folder = Path(model)
    weights = sorted(folder.glob("*.safetensors")) if folder.is_dir() else []
    return f"{folder.name}@{weights_digest(weights[0])[:8]}" if weights else str(model)
