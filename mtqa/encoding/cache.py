"""Caches encoded sentences."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from itertools import islice
from typing import NamedTuple

from cachetools import LRUCache

from mtqa.text.annotations import EncodedSentence
from mtqa.threads import renew_after_fork

_LOG = logging.getLogger(__name__)

_BYTES_BESIDE = 2000
"""Overhead of a cached sentence in bytes."""


class _Entry(NamedTuple):
    text: str
    sentence: EncodedSentence


class SentenceCache:
    """The most recently used sentences, up to a number of bytes; thread-safe."""

    def __init__(self, size: int) -> None:
        """Starts empty.

        Args:
            size: Maximum bytes; 0 disables the cache.
        """
        self.size = size
        self._kept = self._empty()
        self._lock = threading.Lock()
        renew_after_fork(self)

    @property
    def used(self) -> int:
        """Bytes in use."""
        return int(self._kept.currsize)

    def find(self, text: str) -> EncodedSentence | None:
        """The encoded sentence; None if it is not cached."""
        with self._lock:
            entry = self._kept.get(text)
        return entry.sentence if entry else None

    def keep(self, text: str, sentence: EncodedSentence) -> None:
        """Caches a sentence, in place of the least recently used ones."""
        entry = _Entry(text, sentence)
        with self._lock:
            if _bytes_of(entry) <= self.size:
                self._kept[text] = entry

    def read(
        self, runs: Sequence[Sequence[str]], read: Callable[[list[str]], list[EncodedSentence]]
    ) -> list[dict[str, EncodedSentence]]:
        """What the encoder says of the sentences of each run, known ones not read again.

        Args:
            runs: The sentences of each run; a sentence is read once in a run, however often it is
                in it.
            read: Reads new sentences, those of all runs together.
        """
        wanted = [dict.fromkeys(run) for run in runs]
        known = [{text: found for text in texts if (found := self.find(text))} for texts in wanted]
        new = [
            [text for text in texts if text not in there]
            for texts, there in zip(wanted, known, strict=True)
        ]
        _LOG.debug("sentences in the cache: %d of %d", sum(map(len, known)), sum(map(len, wanted)))
        encoded = iter(read([text for texts in new for text in texts]))
        made = []
        for texts, there in zip(new, known, strict=True):
            here = dict(zip(texts, islice(encoded, len(texts)), strict=True))
            for text, sentence in here.items():
                self.keep(text, sentence)
            made.append(there | here)
        return made

    def after_fork(self) -> None:
        """Renews the lock; empties the cache if a thread of the parent held it."""
        if self._lock.locked():
            self._kept = self._empty()
        self._lock = threading.Lock()

    def _empty(self) -> LRUCache[str, _Entry]:
        return LRUCache(self.size, getsizeof=_bytes_of)


def _bytes_of(entry: _Entry) -> int:
    words = entry.sentence.words
    arrays = (words.spans, words.vectors, words.pos, words.relation, words.finite, words.proper)
    numbers = entry.sentence.pooled.nbytes + sum(array.nbytes for array in arrays)
    return _BYTES_BESIDE + len(entry.text) + numbers
