"""What was read of sentences, kept for texts that come again."""

from __future__ import annotations

from collections import OrderedDict

from mtqa.words import EncodedSentence

_BYTES_BESIDE = 2000
"""What a kept sentence takes beside its numbers and characters, in bytes."""


class SentenceCache:
    """The sentences used last, up to a number of bytes."""

    def __init__(self, size: int) -> None:
        """Starts empty.

        Args:
            size: Bytes that it may hold; with 0 nothing is kept.
        """
        self.size = size
        self.used = 0
        self._kept: OrderedDict[str, EncodedSentence] = OrderedDict()

    def find(self, text: str) -> EncodedSentence | None:
        """What was read of a sentence, if it is still there."""
        if text in self._kept:
            self._kept.move_to_end(text)
        return self._kept.get(text)

    def keep(self, text: str, sentence: EncodedSentence) -> None:
        """Keeps what was read of a sentence that is not there yet, instead of the oldest ones."""
        self._kept[text] = sentence
        self.used += _bytes_of(text, sentence)
        while self.used > self.size:
            self.used -= _bytes_of(*self._kept.popitem(last=False))


def _bytes_of(text: str, sentence: EncodedSentence) -> int:
    words = sentence.words
    arrays = (words.spans, words.vectors, words.pos, words.relation, words.finite, words.proper)
    return _BYTES_BESIDE + len(text) + sentence.pooled.nbytes + sum(a.nbytes for a in arrays)
