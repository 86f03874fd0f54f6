"""Quantities without digits and number words: weekdays, multiples, Roman numerals, units alone."""

from __future__ import annotations

import re
from dataclasses import replace

from mtqa.quantities import calendar_words, measures, units
from mtqa.quantities.dates_and_times import Found
from mtqa.quantities.number_words import CARDINALS
from mtqa.quantities.quantity import Kind, Quantity, covering
from mtqa.quantities.tokens import Tokens
from mtqa.quantities.units import TIMES

MULTIPLES = {word + "fold": value for word, value in CARDINALS.items() if value > 1} | {
    "twice": 2,
    "double": 2,
    "doubled": 2,
    "doubles": 2,
    "doubling": 2,
    "thrice": 3,
    "triple": 3,
    "tripled": 3,
    "quadrupled": 4,
}

ROMAN = re.compile(r"(?=[XVI]{2})X{0,3}(?:IX|IV|V?I{0,3})\Z")
ROMAN_VALUES = {"I": 1, "V": 5, "X": 10}

UNITS_ALONE = {"decade", "century", "fortnight", "millennium"}
"""Units that mean one of them without a numeral, after any determiner or none."""

UNITS_AFTER_ARTICLE = {
    "year", "month", "week", "day", "hour", "minute", "mile", "kilometer", "kilometre", "meter",
    "metre", "ton", "tonne", "liter", "litre", "kilo", "kilogram", "pound", "euro", "dollar",
}  # fmt: skip
"""Units that mean one of them after "a", "an" or "per", or before "and a half"."""


def single_word(tokens: Tokens, at: int) -> Quantity | None:
    """A quantity in one word: "Thursday", "noon", "twice", "XIV", "round-the-clock"."""
    token = tokens[at]
    if token.lower in calendar_words.WEEKDAYS:
        return covering(tokens, at, at + 1, Kind.WEEKDAY, calendar_words.WEEKDAYS[token.lower])
    if token.lower in calendar_words.HOURS:
        hour = calendar_words.HOURS[token.lower]
        return covering(tokens, at, at + 1, Kind.TIME, hour, is_weak=True)
    if token.lower in MULTIPLES:
        times = MULTIPLES[token.lower]
        return covering(tokens, at, at + 1, Kind.NUMBER, times, TIMES, is_weak=True)
    if token.lower == "clock":
        day = units.unit_names()["day"]
        return covering(tokens, at, at + 1, Kind.NUMBER, 1, day, is_weak=True)
    if ROMAN.match(token.text) and at and tokens[at - 1].text[0].isupper():
        return covering(tokens, at, at + 1, Kind.NUMBER, _roman(token.text), is_weak=True)
    return None


def unit_alone(tokens: Tokens, at: int) -> Found | None:
    """A unit without a numeral: "a year", "the decade", "an hour and a half"."""
    noun_at = at + (tokens.word(at) in ("a", "an", "per"))
    noun = tokens.word(noun_at)
    has_half = tokens.word(noun_at + 1) == "and" and tokens.word(noun_at + 3) == "half"
    is_counted = noun in UNITS_AFTER_ARTICLE and (noun_at > at or has_half)
    if noun not in UNITS_ALONE and not is_counted:
        return None
    if tokens.touches(at) and tokens.word(at - 1) in ("-", "/"):
        return None
    unit, end = measures.unit_at(tokens, noun_at) or (None, noun_at + 1)
    one = covering(tokens, at, end, Kind.NUMBER, 1, unit, is_weak=True)
    whole, end = measures.with_smaller_units(tokens, one, end)
    return [replace(whole, is_weak=whole.value == 1)], end


def _roman(numeral: str) -> int:
    """The value of a Roman numeral under forty."""
    values = [ROMAN_VALUES[letter] for letter in numeral]
    following = [*values[1:], 0]
    return sum(-v if v < after else v for v, after in zip(values, following, strict=True))
