"""The words, runs of digits and signs of a text, with their offsets."""

from __future__ import annotations

import re
from typing import NamedTuple

TOKEN = re.compile(
    r"\d+(?:[.,]\d+)*"
    r"|[^\W\d_]+(?:['’]clock)?"
    r"|[^\w\s]"
)


class Token(NamedTuple):
    """A word, a run of digits or a sign, with its offsets in the text."""

    text: str
    lower: str
    start: int
    end: int


class Tokens(list[Token]):
    """The tokens between two offsets of a text; white space and underscores are none."""

    def __init__(self, text: str, start: int = 0, end: int | None = None) -> None:
        matches = TOKEN.finditer(text, start, len(text) if end is None else end)
        super().__init__(
            Token(word := match.group(), word.lower(), match.start(), match.end())
            for match in matches
        )
        self.source = text

    def word(self, at: int) -> str:
        """The token at an index in lower case; empty for an index out of range."""
        return self[at].lower if 0 <= at < len(self) else ""

    def touches(self, at: int) -> bool:
        """Whether nothing separates a token from the previous one."""
        return 0 < at < len(self) and self[at - 1].end == self[at].start

    def begins_digits(self, at: int) -> bool:
        """Whether a token is a run of digits."""
        return 0 <= at < len(self) and self[at].text[0].isdecimal()

    def text_of(self, at: int, end: int) -> str:
        """The text from one token to the last one before `end`, as written."""
        return self.source[self[at].start : self[end - 1].end]
