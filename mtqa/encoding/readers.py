"""The interface of encoders in the pipeline, and its implementation by the embedded model."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt
import torch
from torch.nn import functional

from mtqa.encoding.devices import on_host
from mtqa.encoding.lanes import Lanes
from mtqa.encoding.model import LEAST_ROWS, Batch, EmbeddedModel
from mtqa.encoding.pair_reader import PairReader
from mtqa.encoding.word_head import WordHead, word_shapes
from mtqa.registry import Effort, find_model
from mtqa.text.annotations import EncodedSentence, PairReading, WordPair, Words
from mtqa.text.tokens import word_spans

_APPETITE = {"cpu": 250_000, "mps": 500_000, "cuda": 4_000_000}
_SENTENCES_A_PASS = 1 << 15


class Reader(Protocol):
    """An encoder: reads sentences and, optionally, pairs of sides."""

    @property
    def signature(self) -> str:
        """Identifies everything that results depend on: model, digest, dtype."""
        ...

    @property
    def appetite(self) -> int:
        """Characters to pass at once, so that batches are full."""
        ...

    def read(self, sentences: Sequence[str]) -> list[EncodedSentence]:
        """Encodes sentences, in order."""
        ...

    def read_together(self, pairs: Sequence[WordPair]) -> list[PairReading | None]:
        """Reads both sides of groups together; None for groups that are not read."""
        ...

    def close(self) -> None:
        """Ends its threads; it cannot read afterwards."""
        ...


class EmbeddedReader:
    """Reads sentence vectors and words in one forward pass of the embedded model."""

    def __init__(
        self, model: EmbeddedModel, effort: Effort = Effort.FAST, lanes: Lanes | None = None
    ) -> None:
        """Adds the word head and the pair reader to the model.

        Args:
            model: The embedded model.
            effort: Which pair reader reads pairs, if any.
            lanes: The threads that compute batches; own ones by default.

        Raises:
            ModelError: The weights are not the registered ones.
        """
        self._model = model
        self._head = WordHead(find_model("words"), model.device)
        self._lanes = lanes or Lanes(model.device)
        reader = effort.pair_reader
        self._pairs = PairReader(find_model(reader), model, self._lanes) if reader else None
        self.signature = f"{model.signature}|words:{self._head.digest[:8]}"
        if self._pairs:
            self.signature += f"|{self._pairs.signature}"
        self.appetite = _APPETITE[model.device]

    def read(self, sentences: Sequence[str]) -> list[EncodedSentence]:
        """Encodes sentences, in order."""
        return [
            made
            for first in range(0, len(sentences), _SENTENCES_A_PASS)
            for made in self._pass(sentences[first : first + _SENTENCES_A_PASS])
        ]

    def read_together(self, pairs: Sequence[WordPair]) -> list[PairReading | None]:
        """Reads both sides of groups together; None for all without a pair reader."""
        return self._pairs.read(pairs) if self._pairs else [None] * len(pairs)

    def close(self) -> None:
        """Ends the lanes; a second call does nothing."""
        self._lanes.close()

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
        columns = map(on_host, zip(*made, strict=True))
        return _unpack(order, texts, *columns)

    @torch.inference_mode()
    def _compute(self, given: tuple[list[Batch], torch.Tensor]) -> tuple[torch.Tensor, ...]:
        run, shapes = given
        pooled, hidden = map(torch.cat, zip(*map(self._model.forward, run), strict=True))
        filling = max(0, LEAST_ROWS - len(hidden))
        read = self._head(*(functional.pad(rows, (0, 0, 0, filling)) for rows in (hidden, shapes)))
        return pooled, *(rows[: len(hidden)] for rows in read)


def _runs(batches: Sequence[Batch], tokens: int) -> Iterator[list[Batch]]:
    """Batches that one thread computes together, so that the word head has enough rows."""
    run: list[Batch] = []
    for batch in batches:
        run.append(batch)
        if sum(one.ids.numel() for one in run) >= tokens:
            yield run
            run = []
    if run:
        yield run


class _Text:
    """A sentence split into words."""

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
    """Sentences in the given order from rows in batch order; each gets its own copies."""
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
