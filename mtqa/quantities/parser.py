"""Reads a text from left to right and makes its numbers, dates and times quantities."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from mtqa.quantities import calendar_words, dates_and_times
from mtqa.quantities.amounts import amount
from mtqa.quantities.dates_and_times import Found
from mtqa.quantities.number_words import FEW, FRACTION_SIGNS, NUMBER_WORDS
from mtqa.quantities.quantity import Quantity
from mtqa.quantities.shared_units import completed
from mtqa.quantities.tokens import Tokens
from mtqa.quantities.word_quantities import (
    COUNTED_BY_ARTICLE,
    MULTIPLES,
    UNCOUNTED_UNITS,
    single_word,
    uncounted,
)

OTHER_SIGNALS = {"clock", "ii", "iii", "iv", "vi", "vii", "viii", "ix", "xi", "xii", "xiii", "xiv"}

SIGNALS = frozenset(
    NUMBER_WORDS
    | MULTIPLES.keys()
    | calendar_words.MONTHS.keys()
    | calendar_words.WEEKDAYS.keys()
    | calendar_words.HOURS.keys()
    | UNCOUNTED_UNITS
    | COUNTED_BY_ARTICLE
    | OTHER_SIGNALS
)
"""Every quantity without a digit has one of these words."""

OPENERS = SIGNALS | FEW | FRACTION_SIGNS.keys() | {"a", "an", "per"}
"""What a quantity begins with, if not with digits or up to two tokens before them."""

MOST_READ = 40
"""Most quantities of one passage; a sentence with more is a table or no text at all."""

DIGIT = re.compile(r"[\d½⅓⅔¼¾⅛]")
WORD = re.compile(r"[a-z]+")


def parse(text: str, start: int = 0, end: int | None = None) -> list[Quantity]:
    """The first `MOST_READ` quantities between two offsets of a text; linear in its length.

    Args:
        text: The text; the quantities' offsets count from its beginning.
        start: Where to begin.
        end: Where to end; the end of the text if None.
    """
    end = len(text) if end is None else end
    has_digit = DIGIT.search(text, start, end) is not None
    if has_digit or not SIGNALS.isdisjoint(WORD.findall(text[start:end].lower())):
        return list(islice(_quantities(Tokens(text, start, end)), MOST_READ))
    return []


def _quantities(tokens: Tokens) -> Iterator[Quantity]:
    """The quantities of a text, each completed by the one behind it."""
    behind, held = 0, list[Quantity]()
    for at in _openings(tokens):
        if at < behind:
            continue
        found, end = _read(tokens, at)
        if found:
            yield from (completed(tokens.source, one, found[0]) for one in held)
            held, behind = found, max(end, at + 1)
        else:
            behind = end
    yield from held


def _openings(tokens: Tokens) -> list[int]:
    """Where a quantity may begin: at a word that opens one, or up to two tokens before digits."""
    openings: set[int] = set()
    for at, token in enumerate(tokens):
        if token.lower in OPENERS:
            openings.add(at)
        elif token.text[0] in "0123456789":
            openings.update((max(0, at - 2), max(0, at - 1), at))
    return sorted(openings)


def _read(tokens: Tokens, at: int) -> Found:
    """The quantities that begin at a token, and the index behind them."""
    word = tokens[at].lower
    if word in calendar_words.MONTHS and (dated := dates_and_times.month_first(tokens, at)):
        return dated
    part_at = at + (word == "a")
    if tokens.word(part_at) in ("half", "quarter"):
        timed = dates_and_times.past_hour(tokens, part_at)
        if timed:
            return timed
    single = single_word(tokens, at)
    if single is not None:
        return [single], at + 1
    return amount(tokens, at) or uncounted(tokens, at) or ([], at)
