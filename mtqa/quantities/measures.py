"""The units and currencies around a number, as words and signs of a text name them."""

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
TOLD_IN_STEPS = {"duration", "length", "mass"}
"""What is told in two units at once: "six feet two inches"."""


def currency_before(tokens: Tokens, at: int) -> tuple[Unit | None, int]:
    """The currency whose sign or code stands before an amount, and the index behind it."""
    signs = units.currency_signs()
    for width in (2, 1):
        behind = at + width
        if behind >= len(tokens) or (width == 2 and not tokens.touches(at + 1)):
            continue
        unit = signs.get(tokens.text_of(at, behind))
        if unit is not None:
            behind += tokens.word(behind) == "." and tokens.touches(behind)
            if tokens.begins_digits(behind):
                return unit, behind
    return None, at


def behind_currency(tokens: Tokens, at: int) -> int:
    """The index behind a currency that is named once more: "$10 USD", "US$5 dollars"."""
    named = unit_at(tokens, at)
    return named[1] if named and named[0].dimension == "money" else at


def unit_of(tokens: Tokens, numeral: Numeral) -> tuple[Unit | None, int]:
    """The unit of a numeral, and the index behind it; that of a part behind "of a"."""
    if numeral.style is Style.ORDINAL:
        return None, numeral.end
    at = numeral.end
    if numeral.style is Style.FRACTION:
        at += tokens.word(at) == "of"
        at += tokens.word(at) in ("a", "an", "the")
    return unit_at(tokens, at) or (None, numeral.end)


def unit_at(tokens: Tokens, at: int) -> tuple[Unit, int] | None:
    """The unit named at a token, a hyphen or an adjective before it, and the index behind."""
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
    """A measure with what adds to it: "two years and six months", "a year and a half"."""
    unit = quantity.unit
    if unit is None or unit.dimension not in TOLD_IN_STEPS:
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
    """The unit of time in a "per hour" or "/s" at a token, and the index behind it."""
    if tokens.word(at) not in ("per", "a", "an", "/"):
        return None
    time = _plain_unit(tokens, at + 1, is_next=tokens.word(at) == "/")
    return time if time and time[0].dimension == "duration" else None


def _plain_unit(tokens: Tokens, at: int, *, is_next: bool) -> tuple[Unit, int] | None:
    """The unit named at a token itself; `is_next`: right behind digits or a stroke."""
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
    """The unit with the longest name at a token."""
    if tokens.word(at).rstrip("0123456789") not in units.first_words():
        return None
    names = units.unit_names()
    for end in range(min(at + units.LONGEST_NAME, len(tokens)), at, -1):
        name = tokens.text_of(at, end).lower().replace("-", " ")
        if name in names:
            return names[name], end
    return None
