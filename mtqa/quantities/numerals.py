"""Numerals of running text, in digits or in words, to exact values."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache

from mtqa.quantities.number_words import (
    CARDINALS,
    DECADES,
    DIGIT_ORDINALS,
    FEW,
    FRACTION_SIGNS,
    MULTITUDES,
    NUMBER_WORDS,
    ORDINALS,
    PAIRS,
    PARTS,
    SCALES,
    SUFFIXES,
)
from mtqa.quantities.tokens import Tokens

LONGEST_DIGITS = 30
"""A run of digits longer than this is a key or a code, not a quantity."""

LARGEST = 10**15
"""From here on no further word adds to a number."""


class Style(StrEnum):
    """How a numeral is meant."""

    CARDINAL = "cardinal"
    ORDINAL = "ordinal"
    FRACTION = "fraction"
    DECADE = "decade"
    VAGUE = "vague"


@dataclass(frozen=True, slots=True)
class Numeral:
    """A numeral as it stands in a list of tokens.

    Attributes:
        value: Its value; of a vague one ("thousands"), the magnitude.
        end: Index behind its last token.
        style: How it is meant.
        in_digits: Whether it is written in digits.
        readings: Other values that the same characters may have ("1.234" read as 1,234).
        is_weak: Whether its words often are no number at all ("one", "both", "first").
    """

    value: Fraction
    end: int
    style: Style = Style.CARDINAL
    in_digits: bool = False
    readings: tuple[Fraction, ...] = ()
    is_weak: bool = False


def read_numeral(tokens: Tokens, at: int) -> Numeral | None:
    """The numeral that begins at a token, if one does."""
    word = tokens[at].lower
    if word[0].isdecimal():
        return _read_digits(tokens, at)
    if word == "half":
        return _read_half(tokens, at)
    if word in ("a", "an"):
        return _read_article(tokens, at)
    if word in FEW and tokens.word(_behind_of(tokens, at)) in SCALES:
        scale = _behind_of(tokens, at)
        return Numeral(Fraction(SCALES[tokens[scale].lower]), scale + 1, Style.VAGUE)
    if word in FRACTION_SIGNS:
        return Numeral(Fraction(FRACTION_SIGNS[word]), at + 1, in_digits=True)
    return _read_words(tokens, at) if word in NUMBER_WORDS else None


@lru_cache(maxsize=1 << 14)
def digit_values(digits: str) -> tuple[Fraction, ...]:
    """The values that a run of digits, points and commas may have, likeliest first.

    A comma before three digits parts thousands and a point begins decimals, as in English; the
    second value is that of a language that has it the other way round.
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


def _read_digits(tokens: Tokens, at: int) -> Numeral | None:
    """Digits with what belongs to them: groups, an ordinal ending, a fraction, a scale."""
    digits, end = _grouped_digits(tokens, at)
    values = digit_values(digits)
    if not values:
        return None
    behind = tokens.word(end) if tokens.touches(end) else ""
    if behind in DIGIT_ORDINALS:
        return Numeral(values[0], end + 1, Style.ORDINAL, in_digits=True)
    if behind in ("'", "’") and tokens.word(end + 1) == "s":
        behind, end = "s", end + 1
    if behind == "s" and values[0] >= 10 and values[0] % 10 == 0:
        return Numeral(values[0], end + 1, Style.DECADE, in_digits=True)
    if tokens.word(end) in FRACTION_SIGNS:
        values, end = (values[0] + Fraction(FRACTION_SIGNS[tokens.word(end)]),), end + 1
    value, end = _with_half(tokens, end, values[0])
    factor, end = _read_scales(tokens, end)
    if factor == 1:
        return Numeral(value, end, in_digits=True, readings=values[1:])
    readings = tuple(reading * factor for reading in values[1:])
    return Numeral(value * factor, end, in_digits=True, readings=readings)


def _grouped_digits(tokens: Tokens, at: int) -> tuple[str, int]:
    """The digits at a token, with groups of three that follow after a space."""
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


def _read_scales(tokens: Tokens, at: int) -> tuple[int, int]:
    """The product of the scales that follow a number, and the index behind them."""
    word = tokens.word(at)
    if word in SUFFIXES and (tokens.touches(at) or len(word) > 1):
        has_stop = tokens.word(at + 1) == "." and at + 2 < len(tokens)
        is_short = has_stop and tokens[at + 2].text.islower()
        return SUFFIXES[word], at + (2 if is_short else 1)
    factor = 1
    while True:
        next_at = at + 1 if tokens.word(at) == "-" else at
        word = tokens.word(next_at)
        scale = 12 if word == "dozen" else SCALES.get(word.removesuffix("s"), 0)
        if not scale or factor > LARGEST:
            return factor, at
        factor *= scale
        at = next_at + 1


def _with_half(tokens: Tokens, at: int, value: Fraction) -> tuple[Fraction, int]:
    """The value with "and a half" or "and a quarter" added, and the index behind."""
    start = at + (tokens.word(at) == "-")
    if tokens.word(start) != "and":
        return value, at
    places = [place for place in range(start + 1, start + 5) if tokens.word(place) != "-"]
    if tokens.word(places[0]) in ("a", "one") and tokens.word(places[1]) in ("half", "quarter"):
        return value + Fraction(1, PARTS[tokens.word(places[1])]), places[1] + 1
    return value, at


def _read_half(tokens: Tokens, at: int) -> Numeral:
    """A "half", or a "half a million" or "half-dozen"."""
    end = at + 2 if tokens.word(at + 1) in ("a", "-") else at + 1
    factor, behind = _read_scales(tokens, end)
    if behind > end:
        return Numeral(Fraction(factor, 2), behind)
    return Numeral(Fraction(1, 2), at + 1, Style.FRACTION)


def _read_article(tokens: Tokens, at: int) -> Numeral | None:
    """What an article counts: "a hundred", "a third of", "a dozen", "a few thousand"."""
    end = at + 1
    ahead = tokens.word(end)
    if ahead in FEW:
        return read_numeral(tokens, end)
    if ahead in PARTS and tokens.word(end + 1) == "of":
        factor, behind = _read_scales(tokens, end + 3) if tokens.word(end + 2) == "a" else (1, 0)
        behind = behind if factor > 1 else end + 1
        return Numeral(Fraction(factor, PARTS[ahead]), behind, Style.FRACTION)
    if ahead in ("half", "quarter", "third"):
        part = Fraction(1, PARTS[ahead])
        if ahead == "third":
            return Numeral(Fraction(3), end + 1, Style.ORDINAL, readings=(part,))
        return Numeral(part, end + 1, Style.FRACTION, is_weak=True)
    factor, behind = _read_scales(tokens, end)
    if behind == end:
        return None
    rest = _read_words(tokens, behind + 1) if tokens.word(behind) == "and" else None
    if rest and rest.value < factor and rest.style is Style.CARDINAL and not rest.is_weak:
        return Numeral(factor + rest.value, rest.end)
    return Numeral(Fraction(factor), behind)


def _multitude(word: str) -> int:
    """What "million" or "millions" multiplies "hundreds" by; 1 for another word."""
    return MULTITUDES.get(word) or SCALES.get(word, 1)


def _behind_of(tokens: Tokens, at: int) -> int:
    """The index of the next token, past an "of"."""
    return at + 2 if tokens.word(at + 1) == "of" else at + 1


def _read_words(tokens: Tokens, at: int) -> Numeral | None:
    """A numeral that begins with a number word."""
    word = tokens.word(at)
    if word in CARDINALS or word in SCALES or word in ORDINALS:
        return _read_spelled(tokens, at)
    if word in MULTITUDES:
        behind = _behind_of(tokens, at)
        scale = _multitude(tokens.word(behind))
        end = behind + 1 if scale > 1 else at + 1
        return Numeral(Fraction(MULTITUDES[word] * scale), end, Style.VAGUE)
    if word in DECADES:
        return Numeral(Fraction(DECADES[word]), at + 1, Style.DECADE)
    if word in PAIRS:
        return Numeral(Fraction(PAIRS[word]), at + 1, is_weak=True)
    if word == "dozen":
        return Numeral(Fraction(12), at + 1)
    return None


def _read_spelled(tokens: Tokens, at: int) -> Numeral | None:
    """A cardinal, an ordinal or a fraction spelled out: "twenty-third", "two thirds"."""
    total, current, end, place = 0, 0, at, at
    while total + current < LARGEST:
        word = tokens.word(place)
        value = CARDINALS.get(word)
        if value is None and _is_ordinal_here(tokens, place, at):
            value = ORDINALS.get(word)
        if value is not None and value < 100 and _fits(current, value, place > at):
            current, end = current + value, place + 1
            if word not in CARDINALS:
                rank = Fraction(total + current)
                return Numeral(rank, end, Style.ORDINAL, is_weak=rank == 1)
        elif word in SCALES and (current or total or place == at):
            total, current = _scaled(total, current, SCALES[word])
            end = place + 1
        else:
            break
        place = _next_number_word(tokens, end, total + current)
    return _finish_cardinal(tokens, at, end, Fraction(total + current)) if end > at else None


def _finish_cardinal(tokens: Tokens, at: int, end: int, value: Fraction) -> Numeral:
    """A spelled cardinal with the fraction, the year or the scale that follows it."""
    part_at = end + 1 if tokens.word(end) == "-" else end
    part = tokens.word(part_at)
    if part in PARTS and 0 < value < PARTS[part] * 4 and (value == 1) != part.endswith("s"):
        readings = (value,) if part.startswith(("quarter", "half")) else ()
        return Numeral(value / PARTS[part], part_at + 1, Style.FRACTION, readings=readings)
    following = CARDINALS.get(tokens.word(end), 0)
    if 13 <= value <= 20 and following >= 10:
        rest = _read_spelled(tokens, end)
        if rest and rest.value < 100:
            return Numeral(value * 100 + rest.value, rest.end)
    value, end = _with_half(tokens, end, value)
    factor, end = _read_scales(tokens, end)
    return Numeral(value * factor, end, is_weak=value * factor == 1 and end == at + 1)


def _fits(current: int, value: int, is_later: bool) -> bool:
    """Whether a number word under a hundred may follow what was read of a numeral."""
    if not is_later:
        return True
    if value < 10:
        return value > 0 and current % 10 == 0 and current % 100 != 10
    return current % 100 == 0


def _scaled(total: int, current: int, scale: int) -> tuple[int, int]:
    """Total and current part of a spelled numeral after a scale word."""
    if scale == 100 and current < 100:
        return total, max(current, 1) * 100
    if current:
        return total + current * scale, 0
    return max(total, 1) * scale, 0


def _is_ordinal_here(tokens: Tokens, place: int, at: int) -> bool:
    """Whether an ordinal ends the numeral: "thirty second" is none, "thirty-second" is one."""
    return place == at or (tokens[place - 1].lower == "-" and tokens.touches(place))


def _next_number_word(tokens: Tokens, at: int, value: int) -> int:
    """Where a spelled numeral may go on: behind a hyphen, or behind "and" from a hundred up."""
    word = tokens.word(at)
    if word == "-" and tokens.touches(at) and tokens.touches(at + 1):
        return at + 1
    if word == "and" and value >= 100 and tokens.word(at + 1) in CARDINALS:
        return at + 1
    return at
