"""The quantities of a text: its numbers, dates and times."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from mtqa.quantities import calendar_words, dates_and_times
from mtqa.quantities.amounts import amount
from mtqa.quantities.dates_and_times import Found
from mtqa.quantities.number_words import FRACTION_SIGNS, INDEFINITE, NUMBER_WORDS
from mtqa.quantities.quantity import Quantity
from mtqa.quantities.shared_units import completed
from mtqa.quantities.tokens import Tokens
from mtqa.quantities.word_quantities import (
    MULTIPLES,
    UNITS_AFTER_ARTICLE,
    UNITS_ALONE,
    single_word,
    unit_alone,
)

OTHER_SIGNALS = {"clock", "ii", "iii", "iv", "vi", "vii", "viii", "ix", "xi", "xii", "xiii", "xiv"}

SIGNAL_WORDS = frozenset(
    NUMBER_WORDS
    | MULTIPLES.keys()
    | calendar_words.MONTHS.keys()
    | calendar_words.WEEKDAYS.keys()
    | calendar_words.HOURS.keys()
    | UNITS_ALONE
    | UNITS_AFTER_ARTICLE
    | OTHER_SIGNALS
)
"""Words of which every quantity without a digit has at least one."""

FIRST_WORDS = SIGNAL_WORDS | INDEFINITE | FRACTION_SIGNS.keys() | {"a", "an", "per"}
"""First words of quantities that do not begin at most two tokens before digits."""

MOST_READ = 40
"""Maximum quantities of one call; a sentence with more is a table or no text."""

DIGIT = re.compile(r"[\d½⅓⅔¼¾⅛]")
WORD = re.compile(r"[a-z]+")


def parse(text: str, start: int = 0, end: int | None = None) -> list[Quantity]:
    """The first `MOST_READ` quantities between two offsets of a text, in linear time.

    Args:
        text: The text; the offsets of the quantities count from its beginning.
        start: Offset of the first character to read.
        end: Offset after the last character to read; the end of the text if None.
    """
    end = len(text) if end is None else end
    has_digit = DIGIT.search(text, start, end) is not None
    if has_digit or not SIGNAL_WORDS.isdisjoint(WORD.findall(text[start:end].lower())):
        return list(islice(_quantities(Tokens(text, start, end)), MOST_READ))
    return []


def _quantities(tokens: Tokens) -> Iterator[Quantity]:
    """The quantities of a text, each with what it shares with the next one."""
    read_to, held = 0, list[Quantity]()
    for at in _openings(tokens):
        if at < read_to:
            continue
        found, end = _read(tokens, at)
        if found:
            yield from (completed(tokens.source, one, found[0]) for one in held)
            held, read_to = found, max(end, at + 1)
        else:
            read_to = end
    yield from held


def _openings(tokens: Tokens) -> list[int]:
    """The tokens at which a quantity may begin: first words, digits and the two tokens before."""
    openings: set[int] = set()
    for at, token in enumerate(tokens):
        if token.lower in FIRST_WORDS:
            openings.add(at)
        elif token.text[0] in "0123456789":
            openings.update((max(0, at - 2), max(0, at - 1), at))
    return sorted(openings)


def _read(tokens: Tokens, at: int) -> Found:
    """The quantities that begin at a token, and the index after them."""
    word = tokens[at].lower
    if word in calendar_words.MONTHS and (date := dates_and_times.month_first(tokens, at)):
        return date
    part_at = at + (word == "a")
    if tokens.word(part_at) in ("half", "quarter"):
        time = dates_and_times.past_hour(tokens, part_at)
        if time:
            return time
    single = single_word(tokens, at)
    if single is not None:
        return [single], at + 1
    return amount(tokens, at) or unit_alone(tokens, at) or ([], at)
