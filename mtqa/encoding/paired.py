"""Combines the sentence vectors of a user's encoder with the words of the embedded model."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol, runtime_checkable

import numpy as np
import numpy.typing as npt

from mtqa.encoding.cosine_scale import Calibration, unrelated_sentences
from mtqa.errors import ModelError
from mtqa.text.annotations import EncodedSentence, PairReading, WordPair

if TYPE_CHECKING:
    from mtqa.encoding.readers import Reader


@runtime_checkable
class Encoder(Protocol):
    """An object that turns sentences into vectors."""

    def encode(self, sentences: list[str], /) -> npt.ArrayLike:
        """The vectors of the sentences, shape (sentences, dimensions)."""
        ...


class PairedReader:
    """Reads sentence vectors with a user's encoder, and words with the embedded model.

    The vectors are calibrated, so that the limits for cosines of the embedded model apply.
    """

    def __init__(self, encoder: Encoder, words: Reader, label: str) -> None:
        """Calibrates the encoder.

        Args:
            encoder: Returns the sentence vectors.
            words: Reads the words.
            label: The name of the encoder in the signature.

        Raises:
            ModelError: The encoder failed, or its vectors of unrelated sentences are too similar.
        """
        self._encoder = encoder
        self._words = words
        try:
            self._calibrated = Calibration(self._vectors(unrelated_sentences()))
        except ValueError as error:
            raise self._error(f"encode() {error}; use an encoder of sentences") from None
        self.signature = f"encoder:{label}@{self._calibrated.digest}|{words.signature}"
        self.appetite = words.appetite

    def read(self, sentences: Sequence[str]) -> list[EncodedSentence]:
        """Encodes sentences, in order.

        Raises:
            ModelError: The encoder failed, or did not return one finite vector per sentence.
        """
        if not sentences:
            return []
        vectors = self._calibrated(self._vectors(sentences))
        return [
            EncodedSentence(vector * max(1, len(own.words)), own.words)
            for vector, own in zip(vectors, self._words.read(sentences), strict=True)
        ]

    def read_together(self, pairs: Sequence[WordPair]) -> list[PairReading | None]:
        """Reads pairs with the pair reader of the embedded model."""
        return self._words.read_together(pairs)

    def close(self) -> None:
        """Ends the threads of the embedded model."""
        self._words.close()

    def _vectors(self, sentences: Sequence[str]) -> npt.NDArray[np.float32]:
        """The vectors of the encoder, shape (sentences, dimensions)."""
        try:
            with np.errstate(over="ignore"):
                vectors = np.asarray(self._encoder.encode(list(sentences)), np.float32)
        except Exception as error:
            said = " ".join(str(error).split())
            raise self._error(f"encode() failed: {said or type(error).__name__}") from error
        if vectors.ndim != 2 or len(vectors) != len(sentences) or not np.isfinite(vectors).all():
            raise self._error(
                f"encode() gave shape {vectors.shape} for {len(sentences)} sentences; "
                f"it must give one finite vector each"
            )
        return vectors

    def _error(self, message: str) -> ModelError:
        return ModelError(f"encoder {type(self._encoder).__name__}: {message}")
