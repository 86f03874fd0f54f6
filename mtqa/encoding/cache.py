"""What was read of sentences, kept for texts that come again."""

from __future__ import annotations

import threading
from typing import NamedTuple

from cachetools import LRUCache

from mtqa.text.annotations import EncodedSentence
from mtqa.threads import renew_after_fork

_BYTES_BESIDE = 2000
"""What a kept sentence takes beside its numbers and characters, in bytes."""


class _Entry(NamedTuple):
    text: str
    sentence: EncodedSentence


class SentenceCache:
    """The sentences used last, up to a number of bytes; threads may share it."""

    def __init__(self, size: int) -> None:
        """Starts empty.

        Args:
            size: Bytes that it may hold; with 0 nothing is kept.
        """
        self.size = size
        self._kept = self._empty()
        self._lock = threading.Lock()
        renew_after_fork(self)

    @property
    def used(self) -> int:
        """Bytes that it holds."""
        return int(self._kept.currsize)

    def find(self, text: str) -> EncodedSentence | None:
        """What was read of a sentence, if it is still there."""
        with self._lock:
            entry = self._kept.get(text)
        return entry.sentence if entry else None

    def keep(self, text: str, sentence: EncodedSentence) -> None:
        """Keeps what was read of a sentence, instead of those used longest ago."""
        entry = _Entry(text, sentence)
        with self._lock:
            if _bytes_of(entry) <= self.size:
                self._kept[text] = entry

    def after_fork(self) -> None:
        """Makes the lock anew; starts empty where a thread of the parent was about a change."""
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
