"""Numerals in digits: groups of thousands, decimals, ordinals, decades and scales."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache

from mtqa.quantities.number_words import DIGIT_ORDINALS, FRACTION_SIGNS
from mtqa.quantities.numeral_types import Numeral, Style
from mtqa.quantities.scales import read_scales, with_half
from mtqa.quantities.tokens import Tokens

LONGEST_DIGITS = 30
"""Maximum digits of a quantity; a longer run is a key or a code."""


@lru_cache(maxsize=1 << 14)
def digit_values(digits: str) -> tuple[Fraction, ...]:
    """The values that a run of digits, points and commas may have, the most likely first.

    In English a comma separates thousands and a point begins decimals. The second value is that of
    a language with the opposite convention.
    """
    if len(digits) > LONGEST_DIGITS or not digits.isascii():
        return ()
    whole, *groups = re.split("[.,]", digits)
    marks = re.sub("[0-9]", "", digits)
    in_thousands = len(whole) <= 3 and whole != "0" and all(len(group) == 3 for group in groups)
    joined = Fraction(int(whole + "".join(groups)))
    if not marks:
        return (joined,)
    if len(marks) == 1:
        decimal = Fraction(f"{whole}.{groups[0]}")
        if not in_thousands:
            return (decimal,)
        return (joined, decimal) if marks == "," else (decimal, joined)
    if in_thousands and len(set(marks)) == 1:
        return (joined,)
    if marks[-1] not in marks[:-1] and all(len(group) == 3 for group in groups[:-1]):
        return (Fraction(whole + "".join(groups[:-1]) + "." + groups[-1]),)
    return ()


def read_digits(tokens: Tokens, at: int) -> Numeral | None:
    """The numeral in digits at a token, with its ordinal ending, fraction or scale."""
    digits, end = _grouped_digits(tokens, at)
    values = digit_values(digits)
    if not values:
        return None
    after = tokens.word(end) if tokens.touches(end) else ""
    if after in DIGIT_ORDINALS:
        return Numeral(values[0], end + 1, Style.ORDINAL, in_digits=True)
    if after in ("'", "’") and tokens.word(end + 1) == "s":
        after, end = "s", end + 1
    if after == "s" and values[0] >= 10 and values[0] % 10 == 0:
        return Numeral(values[0], end + 1, Style.DECADE, in_digits=True)
    if tokens.word(end) in FRACTION_SIGNS:
        values, end = (values[0] + Fraction(FRACTION_SIGNS[tokens.word(end)]),), end + 1
    value, end = with_half(tokens, end, values[0])
    factor, end = read_scales(tokens, end)
    if factor == 1:
        return Numeral(value, end, in_digits=True, readings=values[1:])
    readings = tuple(reading * factor for reading in values[1:])
    return Numeral(value * factor, end, in_digits=True, readings=readings)


def _grouped_digits(tokens: Tokens, at: int) -> tuple[str, int]:
    """The digits at a token with the groups of three after spaces, and the index after them."""
    digits, end = tokens[at].text, at + 1
    if len(digits) > 3 or not digits.isdecimal() or digits[0] == "0":
        return digits, end
    while (
        end < len(tokens)
        and tokens[end].start == tokens[end - 1].end + 1
        and len(tokens[end].text) == 3
        and tokens[end].text.isdecimal()
        and len(digits) < LONGEST_DIGITS
    ):
        digits, end = digits + tokens[end].text, end + 1
    return digits, end
