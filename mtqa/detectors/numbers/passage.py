"""The text around the numbers of one side of a group."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mtqa.quantities import Quantity
from mtqa.text.document import Document

WORDS_AFTER = re.compile(r"[ \u00a0-]{0,2}([^\W\d_]+)(?:[ \u00a0-]{1,2}([^\W\d_]+))?")
WORD_BEFORE = re.compile(r"([^\W\d_]+)[ \u00a0.]{0,2}\Z")
LONGEST_BEFORE = 30
"""Maximum characters of the word before a number, with what separates them."""

STEM = 6
"""Characters of a word that its forms share."""

FUNCTION_WORDS = {
    "the", "a", "an", "of", "in", "on", "at", "to", "and", "or", "for", "from", "by", "with",
    "more", "other", "new", "is", "was", "are", "were", "as", "that", "his", "her", "its",
    "their", "per", "than",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Passage:
    """A text from the first sentence of a group to its last.

    Attributes:
        text: The whole text.
        start: Offset of the first sentence.
        end: Offset after the last sentence.
    """

    text: str
    start: int
    end: int

    @classmethod
    def of(cls, document: Document, sentences: Sequence[int]) -> Passage:
        """The passage of sentences in ascending order."""
        start, end = document.sentences[sentences[0]].start, document.sentences[sentences[-1]].end
        return cls(document.text, start, end)

    def relative_position(self, one: Quantity) -> float:
        """The position of a quantity, from 0 at the start to 1 at the end."""
        return (one.start - self.start) / max(1, self.end - self.start)

    def stems_after(self, one: Quantity) -> set[str]:
        """Stems of the content words among the two words after a quantity."""
        match = WORDS_AFTER.match(self.text, one.end)
        return _stems(match.groups()) if match else set()

    def stems_before(self, one: Quantity) -> set[str]:
        """The stem of the word before a quantity, if it is a content word."""
        return _stems([self.word_before(one)])

    def word_before(self, one: Quantity) -> str:
        """The word before a quantity in lower case; empty where there is none."""
        match = WORD_BEFORE.search(self.text[max(0, one.start - LONGEST_BEFORE) : one.start])
        return match.group(1).lower() if match else ""


def _stems(words: Iterable[str | None]) -> set[str]:
    lower = {word.lower() for word in words if word} - FUNCTION_WORDS
    return {word[:STEM].rstrip("s") for word in lower}
