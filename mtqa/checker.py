"""Checker: the pipeline from two texts to a report, stage by stage."""

from __future__ import annotations

import logging
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from itertools import chain
from pathlib import Path
from typing import Literal, Self, overload

from mtqa._version import __version__
from mtqa.alignment.arrival import arrival_signature
from mtqa.alignment.comparison import Comparison
from mtqa.alignment.side import Side
from mtqa.calibration import calibration_signature, warn_of_other_weights
from mtqa.detectors.find_all import find_all
from mtqa.encoding.cache import SentenceCache
from mtqa.encoding.loading import load_reader
from mtqa.encoding.paired import Encoder
from mtqa.errors import MtqaError
from mtqa.pairs import Given, OpenPair, Pair, PairError, open_pairs, require_str
from mtqa.registry import DEFAULT_MODEL, Effort, code_signature
from mtqa.reports.report import Report
from mtqa.results.findings import Finding
from mtqa.results.mqm import Preset
from mtqa.scoring.confidence import with_confidence
from mtqa.scoring.fluency import fluency_signature
from mtqa.scoring.score import score, scoring_signature
from mtqa.scoring.verdict import is_related, judge
from mtqa.streaming import in_windows, one_ahead
from mtqa.text.annotations import EncodedSentence
from mtqa.text.language import Languages, language_of
from mtqa.text.reading import ReadDocument
from mtqa.threads import BLAS

WINDOW_PAIRS = 256
"""Maximum number of pairs of a window; `appetite` bounds its characters."""

CACHE_BYTES = 32_000_000
"""Default size of the cache of sentences, in bytes: about three thousand sentences."""


_LOG = logging.getLogger(__name__)

_Window = list[OpenPair | PairError]


class Checker:
    """Checks copies against their references.

    Threads may share a checker, and it works in a forked process. Its threads end with `close`,
    with a `with` block, or when it is garbage collected. It changes nothing else in the process,
    but oneDNN and PyTorch cache up to 0.7 GB of kernels: to reduce that, set
    ONEDNN_PRIMITIVE_CACHE_CAPACITY and LRU_CACHE_CAPACITY to 16 before torch is loaded.
    """

    def __init__(
        self,
        model: str | Path | Encoder = DEFAULT_MODEL,
        *,
        device: str = "auto",
        weights: Preset | str = Preset.WMT,
        effort: Effort | str | None = None,
        fast: bool = False,
        cache: int = CACHE_BYTES,
    ) -> None:
        """Loads the model; nothing is downloaded.

        Args:
            model: The embedded model, another one on this machine by name or folder, or any
                object with `encode`.
            device: `auto` (CUDA, then MPS, then CPU), `cpu`, `cuda` or `mps`.
            weights: Points of a finding in the report's penalties: `wmt` (minor 1, major and
                critical 5) or `mqm` (minor 1, major 5, critical 25). The quality does not depend
                on them.
            effort: `normal` (the usual one) has the pair reader read both sides of each group
                together, which takes as long as the encoder and finds what the word vectors do
                not show. `fast` skips it. `thorough` has a larger pair reader, which is a package
                of its own. Compare qualities of the same effort only.
            fast: The same as the effort `fast`.
            cache: Bytes of memory for the sentences read, so that an article that comes again is
                not read again; 0 turns the cache off.

        Raises:
            ModelError: A model is unknown, missing or broken, or the device is not available.
            ValueError: The weights or the effort are unknown, or `fast` contradicts the effort.
        """
        self._weights = Preset(weights)
        self._effort = Effort.chosen(effort, fast=fast)
        self._is_closed = False
        self._cache = SentenceCache(cache)
        self._reader = load_reader(model, device, effort=self._effort)
        warn_of_other_weights(self._effort)
        self.signature = _signature(self._reader.signature, self._weights)
        _LOG.info("checker %s, cache of %d bytes", self.signature, cache)

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
            id: Id of the pair in the report.
            reference_name: Name of the reference in the report.
            copy_name: Name of the copy in the report.

        Raises:
            InputError: A text is blank, too long or not plain text.
            TypeError: An argument is not a `str`.
        """
        require_str(reference, "reference")
        require_str(copy, "copy")
        pair = Pair(reference, copy, id, reference_name, copy_name)
        [report] = self.check_many([pair])
        return report

    @overload
    def check_many(
        self, pairs: Iterable[Given], on_error: Literal["raise"] = "raise"
    ) -> Generator[Report, None, None]: ...

    @overload
    def check_many(
        self, pairs: Iterable[Given], on_error: Literal["yield"]
    ) -> Generator[Report | PairError, None, None]: ...

    def check_many(
        self, pairs: Iterable[Given], on_error: Literal["raise", "yield"] = "raise"
    ) -> Generator[Report | PairError, None, None]:
        """Checks pairs lazily and in order, with two windows of pairs in memory.

        The encoder reads a window in another thread while the window before it is compared and
        scored. The thread ends with the generator: a caller that stops early must close it.

        Args:
            pairs: Pairs, mappings with the keys of a batch row, or tuples of reference and copy.
            on_error: What to do with a pair that cannot be checked: `raise` its error after the
                reports of the pairs before it, or `yield` a `PairError` in its place.

        Yields:
            One report per pair.

        Raises:
            InputError: A text is blank, too long or not plain text.
            TypeError: An item is not a pair; the message says which one.
            ValueError: `on_error` is something else.
        """
        if on_error not in ("raise", "yield"):
            raise ValueError(f"on_error {on_error!r}: must be raise or yield")
        opened = open_pairs(pairs, is_raised=on_error == "raise")
        cut = in_windows(
            opened, lambda pair: pair.characters, lambda: self.appetite, most_items=WINDOW_PAIRS
        )
        with closing(one_ahead(self._read, cut)) as windows:
            for window, encoded in windows:
                yield from self._check(window, encoded)

    def close(self) -> None:
        """Ends the checker's threads; it cannot check any more. A second call does nothing."""
        self._is_closed = True
        self._reader.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def appetite(self) -> int:
        """Number of characters that the encoder reads best at once."""
        return self._reader.appetite

    def _read(self, window: _Window) -> list[dict[str, EncodedSentence]]:
        """The encoded sentences of each pair that can be checked."""
        if self._is_closed:
            raise MtqaError("this checker is closed; make a new one")
        characters = sum(pair.characters for pair in window)
        _LOG.debug("window: pairs %d, characters %d", len(window), characters)
        texts = [pair.sentence_texts() for pair in window if isinstance(pair, OpenPair)]
        if not self._cache.size:
            return self._cache.read(texts, self._reader.read)
        [encoded] = self._cache.read([list(chain(*texts))], self._reader.read)
        return [encoded for _ in texts]

    def _check(
        self, window: _Window, encoded: list[dict[str, EncodedSentence]]
    ) -> Iterator[Report | PairError]:
        pairs = [pair for pair in window if isinstance(pair, OpenPair)]
        compared = [
            self._compared(_side(pair.reference, of_pair), _side(pair.copy, of_pair))
            for pair, of_pair in zip(pairs, encoded, strict=True)
        ]
        related = list(map(is_related, compared))
        read = zip(self._read_together(compared, related), related, strict=True)
        for pair in window:
            if isinstance(pair, PairError):
                yield pair
            else:
                yield self._report(pair.id, *next(read))

    def _compared(self, reference: Side, copy: Side) -> Comparison:
        with BLAS.one_thread():
            return Comparison.of(reference, copy)

    def _read_together(
        self, compared: list[Comparison], related: list[bool]
    ) -> Iterator[Comparison]:
        """The comparisons, with the groups that are not verbatim read by the pair reader."""
        if not self._effort.pair_reader:
            yield from compared
            return
        wanted = [
            one.unread if of_one else [None] * len(one.matches)
            for one, of_one in zip(compared, related, strict=True)
        ]
        texts = list(dict.fromkeys(pair for pairs in wanted for pair in pairs if pair))
        _LOG.debug("groups for the pair reader: %d", len(texts))
        found = dict(zip(texts, self._reader.read_together(texts), strict=True))
        if too_long := sum(reading is None for reading in found.values()):
            _LOG.info("groups too long for the pair reader: %d of %d", too_long, len(texts))
        for one, pairs in zip(compared, wanted, strict=True):
            yield one.read(found[pair] if pair else None for pair in pairs)

    def _report(self, pair_id: str | None, comparison: Comparison, related: bool) -> Report:
        with BLAS.one_thread():
            findings = find_all(comparison) if related else []
            scores = score(comparison, findings, is_related=related, effort=self._effort)
            verdict = judge(comparison, scores, findings, is_related=related)
        reference, copy = comparison.reference.document, comparison.copy.document
        return Report(
            id=pair_id,
            signature=self.signature,
            reference=reference.as_given(),
            copy=copy.as_given(),
            groups=comparison.groups,
            findings=tuple(
                finding.mapped(reference.given_place, copy.given_place)
                for finding in self._with_confidence(findings)
            ),
            scores=scores,
            verdict=verdict,
            weights=self._weights,
            language=Languages(
                language_of(comparison.reference.document.text),
                language_of(comparison.copy.document.text),
            ),
        )

    def _with_confidence(self, findings: Iterable[Finding]) -> Iterable[Finding]:
        return with_confidence(findings, self._effort)


def _signature(reader: str, weights: Preset) -> str:
    """All that the figures of a report depend on."""
    parts = (
        f"mtqa:{__version__}",
        reader,
        arrival_signature(),
        fluency_signature(),
        scoring_signature(),
        calibration_signature(),
        code_signature(),
        f"weights:{weights}",
    )
    return "|".join(parts)


def _side(document: ReadDocument, encoded: dict[str, EncodedSentence]) -> Side:
    return Side(document, tuple(encoded[text] for text in document.sentence_texts()))
