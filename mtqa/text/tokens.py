"""Words and punctuation marks of a text, as spans."""

from __future__ import annotations

import re

_WORD = re.compile(
    r"""\d+(?:[.,:]\d+)+                                       # 2.07  100,000  4:15
    |[^\W\d_](?:\.[^\W\d_])+\.?(?![^\W_])                    # U.S.  a.m.
    |(?:[^\W_][\u0300-\u036f]*)+(?:['’](?:[^\W_][\u0300-\u036f]*)+)*
    |[^\w\s]|_""",
    re.VERBOSE,
)


def word_spans(text: str) -> list[tuple[int, int]]:
    """The words and single punctuation marks of a text, in order, as half-open spans.

    Letters and digits make one word with the apostrophes inside it (`don't`, `9th`); digits
    joined by `.`, `,` or `:` are one number (`2.07`, `100,000`, `4:15`); dotted letters are one
    word with their last dot (`U.S.`, `a.m.`). Hyphens stand alone between two words, and so
    does every other sign (`%`, `$`, `-`). White space belongs to none.
    """
    return [match.span() for match in _WORD.finditer(text)]


HYPHENS = frozenset("-‐‑–")
"""Signs that join two words and are read as words of their own."""


POSSESSIVE = ("'s", "’s")
"""What a word ends with that says whose something is."""


def without_possessive(word: str) -> str:
    """The word that a possessive is made of: girl of girl's."""
    for ending in POSSESSIVE:
        word = word.removesuffix(ending)
    return word
