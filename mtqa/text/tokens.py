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

    A word is a run of letters and digits with inner apostrophes (`don't`, `9th`), digits joined
    by `.`, `,` or `:` (`2.07`, `100,000`, `4:15`), or dotted letters with the last dot (`U.S.`,
    `a.m.`). Every other sign (`%`, `$`, `-`) is a span of its own. White space belongs to none.
    """
    return [match.span() for match in _WORD.finditer(text)]


HYPHENS = frozenset("-‐‑–")
"""Hyphens; each is a word of its own."""


POSSESSIVE = ("'s", "’s")
"""Possessive endings."""


def without_possessive(word: str) -> str:
    """A word without its possessive ending: girl for girl's."""
    for ending in POSSESSIVE:
        word = word.removesuffix(ending)
    return word
