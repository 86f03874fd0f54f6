"""Dates and times of day: day and month, month alone, hour and minute."""

from __future__ import annotations

import re
from fractions import Fraction

from mtqa.quantities import calendar_words
from mtqa.quantities.measures import unit_at
from mtqa.quantities.numeral_types import Numeral, Style
from mtqa.quantities.numerals import read_numeral
from mtqa.quantities.quantity import Kind, Quantity, covering
from mtqa.quantities.tokens import Tokens
from mtqa.quantities.units import Unit

Found = tuple[list[Quantity], int]
"""Quantities, and the index of the token after them."""

IN_FIGURES = re.compile(
    r"(?<![\w.,/-])(?:(\d{1,2})\.(\d{1,2})\.([12]\d{3})|([12]\d{3})-(\d{2})-(\d{2}))(?!\w)"
)
DOTTED_TIME = re.compile(r"(\d{1,2})\.([0-5]\d)")
MILITARY_TIME = re.compile(r"([012]\d)([0-5]\d)")


def month_first(tokens: Tokens, at: int) -> Found | None:
    """A month with its days ("April 26", "July the 22nd", "Sept. 15 to 30"), or alone."""
    named = calendar_words.month_at(tokens, at)
    if named is None:
        return None
    month, end = named
    day = _day_at(tokens, end + 1 if tokens.word(end) == "the" else end)
    if day is None or unit_at(tokens, day.end) or tokens.word(day.end) in (":", "%"):
        return [covering(tokens, at, end, Kind.MONTH, month)], end
    found = [covering(tokens, at, day.end, Kind.DATE, day.value, month=month)]
    last = _day_at(tokens, day.end + 1) if tokens.word(day.end) in ("-", "–", "to") else None
    if last is None or unit_at(tokens, last.end) or calendar_words.month_at(tokens, last.end):
        return found, day.end
    found.append(covering(tokens, at, last.end, Kind.DATE, last.value, month=month))
    return found, last.end


def day_first(tokens: Tokens, at: int) -> Found | None:
    """Days with their month: "26 April", "the second of March", "15-30 September"."""
    first = _day_at(tokens, at)
    if first is None:
        return None
    days = [first]
    if tokens.word(first.end) in ("-", "–", "to", "and"):
        last = _day_at(tokens, first.end + 1)
        days += [last] if last else []
    end = days[-1].end
    named = calendar_words.month_at(tokens, end + (tokens.word(end) in ("of", ".")))
    if named is None:
        return None
    month, end = named
    return [covering(tokens, at, end, Kind.DATE, day.value, month=month) for day in days], end


def date_in_figures(tokens: Tokens, at: int) -> Found | None:
    """A date in digits ("26.4.2024", "2024-04-26") and its year, as two quantities."""
    written = IN_FIGURES.match(tokens.source, tokens[at].start)
    if written is None:
        return None
    end = at + 1
    while end < len(tokens) and tokens[end].end <= written.end():
        end += 1
    parts = [int(part) for part in written.groups() if part]
    year, month, day = parts if parts[0] > 31 else reversed(parts)
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    date = covering(tokens, at, end, Kind.DATE, day, month=month, in_digits=True)
    return [date, covering(tokens, at, end, Kind.NUMBER, year, in_digits=True)], end


def past_hour(tokens: Tokens, at: int) -> Found | None:
    """A time relative to an hour: "half past eight in the evening", "quarter to nine"."""
    sign_at = at + 1 + (tokens.word(at + 1) == "-")
    sign = tokens.word(sign_at)
    if sign not in ("past", "to") or sign_at + 1 >= len(tokens):
        return None
    hour = read_numeral(tokens, sign_at + 1)
    if hour is None or hour.value.denominator > 1 or not 1 <= hour.value <= 12:
        return None
    minute = 30 if tokens.word(at) == "half" else 15
    if sign == "to":
        return _time(tokens, at, hour.end, (int(hour.value) - 1, 60 - minute))
    return _time(tokens, at, hour.end, (int(hour.value), minute))


def time_of_day(tokens: Tokens, at: int, numeral: Numeral) -> Found | None:
    """A time in numbers: "5:40 p.m.", "17.40 GMT", "9 o'clock", "1600 GMT"."""
    digits, end = tokens[at].text, numeral.end
    if numeral.style is not Style.CARDINAL:
        return None
    if tokens.word(end) == ":" and tokens.touches(end + 1):
        minute = tokens.word(end + 1)
        is_minute = len(minute) == 2 and minute.isdecimal() and int(minute) < 60
        is_longer = tokens.word(end + 2) == ":" and tokens.touches(end + 3)
        if is_minute and numeral.value < 25 and not is_longer:
            return _time(tokens, at, end + 2, (int(numeral.value), int(minute)))
        return None
    has_zone = calendar_words.zone_at(tokens, end) is not None
    if not has_zone and (numeral.is_weak or calendar_words.meridiem_at(tokens, end) is None):
        return None
    written = DOTTED_TIME.fullmatch(digits) or (has_zone and MILITARY_TIME.fullmatch(digits))
    if written:
        hour = int(written[1])
        return _time(tokens, at, end, (hour, int(written[2]))) if hour < 25 else None
    is_hour = numeral.value.denominator == 1 and 0 < numeral.value <= 24
    return _time(tokens, at, end, (int(numeral.value), 0)) if is_hour else None


def _time(tokens: Tokens, at: int, end: int, clock: tuple[int, int]) -> Found:
    """A time of day from its hour and minute, with the half of the day and the zone that follow."""
    meridiem, end = calendar_words.meridiem_at(tokens, end) or ("", end)
    zone, end = calendar_words.zone_at(tokens, end) or ("", end)
    unit = Unit(zone, "time zone") if zone else None
    minutes, is_exact = calendar_words.minutes_of_day(*clock, meridiem)
    return [covering(tokens, at, end, Kind.TIME, minutes, unit, is_exact=is_exact)], end


def _day_at(tokens: Tokens, at: int) -> Numeral | None:
    """The numeral at a token if it may be a day of a month."""
    if at >= len(tokens):
        return None
    numeral = read_numeral(tokens, at)
    digits = tokens[at].text
    if numeral and numeral.value > 31 and len(digits) <= 2 and digits.isdecimal():
        numeral = Numeral(Fraction(int(digits)), at + 1, in_digits=True)
    if numeral is None or numeral.value.denominator > 1 or not 1 <= numeral.value <= 31:
        return None
    return numeral if numeral.in_digits or numeral.style is Style.ORDINAL else None
