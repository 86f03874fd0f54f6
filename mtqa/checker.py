"""Checker: the pipeline from two texts to a report, stage by stage."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from mtqa import __version__
from mtqa.arrival import arrival_signature
from mtqa.comparison import Comparison
from mtqa.detectors import find_all
from mtqa.documents import Document, read_document
from mtqa.encoding import Encoder, load_reader
from mtqa.registry import DEFAULT_MODEL
from mtqa.reports.report import Report
from mtqa.scoring import is_related, judge, score, scoring_signature
from mtqa.sides import Side
from mtqa.texts import require_text
from mtqa.words import EncodedSentence

WINDOW = 32
"""Pairs that are read together, so that their sentences fill the encoder's batches."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A reference and the copy to hold against it.

    Attributes:
        reference: The original article.
        copy: The text suspected to be its round-trip translation.
        id: What the report calls the pair.
        reference_name: What the report calls the reference, such as its file's name.
        copy_name: What the report calls the copy.
    """

    reference: str
    copy: str
    id: str | None = None
    reference_name: str = ""
    copy_name: str = ""


class Checker:
    """Checks copies against their references."""

    def __init__(
        self, model: str | Path | Encoder = DEFAULT_MODEL, *, device: str = "auto"
    ) -> None:
        """Loads the model; nothing is downloaded.

        Args:
            model: The embedded model, another one on this machine by name or folder, or any
                object with `encode`.
            device: `auto` (CUDA, then MPS, then CPU), `cpu`, `cuda` or `mps`.

        Raises:
            ModelError: The model is unknown, absent or broken, or the device is not there.
        """
        self._reader = load_reader(model, device)
        self.signature = f"mtqa:{__version__}|{self._reader.signature}|{arrival_signature()}|{scoring_signature()}"

    def check(
        self,
        reference: str,
        copy: str,
        *,
        id: str | None = None,  # noqa: A002 - the report's own word
        reference_name: str = "",
        copy_name: str = "",
    ) -> Report:
        """Checks one copy against its reference.

        Args:
            reference: The original article.
            copy: The text suspected to be its round-trip translation.
            id: What the report calls the pair.
            reference_name: What the report calls the reference.
            copy_name: What the report calls the copy.

        Raises:
            InputError: A text is blank, too long or no text.
        """
        return next(self.check_many([Pair(reference, copy, id, reference_name, copy_name)]))

    def check_many(self, pairs: Iterable[Pair | tuple[str, str]]) -> Iterator[Report]:
        """Checks pairs as they come: lazily, in order, a window of them in memory.

        Args:
            pairs: Pairs, or tuples of reference and copy.

        Yields:
            One report a pair.

        Raises:
            InputError: A text is blank, too long or no text.
        """
        waiting = (pair if isinstance(pair, Pair) else Pair(*pair) for pair in pairs)
        while window := list(islice(waiting, WINDOW)):
            documents = [_read(pair) for pair in window]
            encoded = self._encode([document for both in documents for document in both])
            for pair, (reference, copy) in zip(window, documents, strict=True):
                yield self._report(pair.id, _side(reference, encoded), _side(copy, encoded))

    def _encode(self, documents: Iterable[Document]) -> dict[str, EncodedSentence]:
        """Reads every distinct sentence of the documents once."""
        sentences = list(
            dict.fromkeys(text for document in documents for text in document.sentence_texts())
        )
        return dict(zip(sentences, self._reader.read(sentences), strict=True))

    def _report(self, pair_id: str | None, reference: Side, copy: Side) -> Report:
        comparison = Comparison.of(reference, copy)
        findings = find_all(comparison) if is_related(comparison) else []
        scores = score(comparison, findings)
        return Report(
            id=pair_id,
            signature=self.signature,
            reference=reference.document,
            copy=copy.document,
            groups=comparison.groups,
            findings=tuple(findings),
            scores=scores,
            verdict=judge(comparison, scores),
        )


def _read(pair: Pair) -> tuple[Document, Document]:
    names = pair.reference_name or "reference", pair.copy_name or "copy"
    reference, copy = (
        read_document(require_text(text, name), name)
        for text, name in zip((pair.reference, pair.copy), names, strict=True)
    )
    return reference, copy


def _side(document: Document, encoded: dict[str, EncodedSentence]) -> Side:
    return Side(document, tuple(encoded[text] for text in document.sentence_texts()))
