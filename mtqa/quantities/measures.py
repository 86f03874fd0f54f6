"""The units and currencies named before and after a number of a text."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from mtqa.quantities import units
from mtqa.quantities.numeral_types import Numeral, Style
from mtqa.quantities.numerals import read_numeral
from mtqa.quantities.quantity import Quantity
from mtqa.quantities.tokens import Tokens
from mtqa.quantities.units import TIMES, Unit

BETWEEN_VALUE_AND_UNIT = {
    "consecutive", "straight", "full", "more", "whole", "working", "business", "additional",
    "further", "extra", "long", "successive", "calendar", "other",
}  # fmt: skip
"""Words between a number and its unit: "two more weeks"."""

MIXED_DIMENSIONS = {"duration", "length", "mass"}
"""Dimensions with values in two units: "six feet two inches"."""


def currency_before(tokens: Tokens, at: int) -> tuple[Unit | None, int]:
    """The currency whose sign or code is before an amount, and the index after it."""
    signs = units.currency_signs()
    for width in (2, 1):
        after = at + width
        if after >= len(tokens) or (width == 2 and not tokens.touches(at + 1)):
            continue
        unit = signs.get(tokens.text_of(at, after))
        if unit is not None:
            after += tokens.word(after) == "." and tokens.touches(after)
            if tokens.begins_digits(after):
                return unit, after
    return None, at


def after_currency(tokens: Tokens, at: int) -> int:
    """The index after a second name of the currency: "$10 USD", "US$5 dollars"."""
    named = unit_at(tokens, at)
    return named[1] if named and named[0].dimension == "money" else at


def unit_of(tokens: Tokens, numeral: Numeral) -> tuple[Unit | None, int]:
    """The unit of a numeral, and the index after it; the unit of a fraction may follow "of a"."""
    if numeral.style is Style.ORDINAL:
        return None, numeral.end
    at = numeral.end
    if numeral.style is Style.FRACTION:
        at += tokens.word(at) == "of"
        at += tokens.word(at) in ("a", "an", "the")
    return unit_at(tokens, at) or (None, numeral.end)


def unit_at(tokens: Tokens, at: int) -> tuple[Unit, int] | None:
    """The unit named at a token, or after a hyphen or adjective there, and the index after it."""
    has_hyphen = tokens.word(at) == "-" and tokens.touches(at + 1)
    start = at + (has_hyphen or tokens.word(at) in BETWEEN_VALUE_AND_UNIT)
    named = _plain_unit(tokens, start, is_next=start == at)
    if named is None or named[0].dimension != "length":
        return named
    unit, end = named
    if (rate := _rate_at(tokens, end)) is not None:
        return units.speed(unit, rate[0]), rate[1]
    if tokens.word(end) in (")", ",") and (rate := _rate_at(tokens, end + 1)) is not None:
        return units.speed(unit, rate[0]), end
    return named


def with_smaller_units(tokens: Tokens, quantity: Quantity, at: int) -> tuple[Quantity, int]:
    """A measure with its smaller parts ("two years and six months"), and the index after them."""
    unit = quantity.unit
    if unit is None or unit.dimension not in MIXED_DIMENSIONS:
        return quantity, at
    first, second, third = (tokens.word(at + ahead) for ahead in range(3))
    if first == "and" and second == "a" and third in ("half", "quarter"):
        part = Fraction(1, 2 if third == "half" else 4)
        return replace(quantity, value=quantity.value + part, end=tokens[at + 2].end), at + 3
    number_at = at + 1 if first in ("and", ",", ".") else at
    numeral = read_numeral(tokens, number_at) if number_at < len(tokens) else None
    if numeral is None or numeral.style is not Style.CARDINAL:
        return quantity, at
    named = unit_at(tokens, numeral.end)
    if named is None or named[0].dimension != unit.dimension or named[0].factor >= unit.factor:
        return quantity, at
    smaller, end = named
    value = quantity.value + numeral.value * smaller.factor / unit.factor
    whole = replace(quantity, value=value, end=tokens[end - 1].end)
    return with_smaller_units(tokens, whole, end)


def _rate_at(tokens: Tokens, at: int) -> tuple[Unit, int] | None:
    """The unit of time in "per hour" or "/s" at a token, and the index after it."""
    if tokens.word(at) not in ("per", "a", "an", "/"):
        return None
    time = _plain_unit(tokens, at + 1, is_next=tokens.word(at) == "/")
    return time if time and time[0].dimension == "duration" else None


def _plain_unit(tokens: Tokens, at: int, *, is_next: bool) -> tuple[Unit, int] | None:
    """The unit named at a token, and the index after it.

    Args:
        tokens: The text.
        at: Index of the first token of the name.
        is_next: Whether the token before it is the number or a slash.
    """
    if at >= len(tokens):
        return None
    if (named := _longest_name(tokens, at)) is not None:
        return named
    text, before = tokens[at].text, tokens.word(at - 1)
    if text in units.currency_signs():
        return units.currency_signs()[text], at + 1
    if not is_next:
        return (TIMES, at + 1) if text == "time" else None
    if text == "s" and before == "/":
        return units.unit_names()["second"], at + 1
    if text in units.letter_units() and (before[:1].isdecimal() or before == "/"):
        return units.letter_units()[text], at + 1
    return None


def _longest_name(tokens: Tokens, at: int) -> tuple[Unit, int] | None:
    """The unit with the longest name at a token, and the index after it."""
    if tokens.word(at).rstrip("0123456789") not in units.first_words():
        return None
    names = units.unit_names()
    for end in range(min(at + units.LONGEST_NAME, len(tokens)), at, -1):
        name = tokens.text_of(at, end).lower().replace("-", " ")
        if name in names:
            return names[name], end
    return None
