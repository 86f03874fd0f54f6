"""Numbers with their currency and unit: "$5", "5-6%", "36 x 24", "F-16"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mtqa.quantities import calendar_words, dates_and_times, measures, units
from mtqa.quantities.bounds import bound_before, with_bound_after
from mtqa.quantities.dates_and_times import Found
from mtqa.quantities.limits import may_be_year
from mtqa.quantities.number_words import NUMBER_WORDS
from mtqa.quantities.numeral_types import Numeral, Style
from mtqa.quantities.numerals import read_numeral
from mtqa.quantities.quantity import Kind, Quantity, covering
from mtqa.quantities.shared_units import with_shared_scale
from mtqa.quantities.tokens import Tokens

KINDS = {
    Style.CARDINAL: Kind.NUMBER,
    Style.FRACTION: Kind.NUMBER,
    Style.ORDINAL: Kind.ORDINAL,
    Style.DECADE: Kind.DECADE,
    Style.VAGUE: Kind.VAGUE,
}

JOINING_SIGNS = {"to", "-", "–", "—", "/", ":", "x", "×"}

PREFIXES = {"mid", "pre", "post", "under", "over", "top", "early", "late", "non"}
"""Words that no name with digits begins with: "mid-90s"."""


def amount(tokens: Tokens, at: int) -> Found | None:
    """The number at a token with its currency and unit, and those that follow it as in "5-6%"."""
    currency, number_at = measures.currency_before(tokens, at)
    if currency is None and _is_name_with_digits(tokens, at):
        return _number_in_name(tokens, at)
    if currency is None and (date := dates_and_times.date_in_figures(tokens, at)):
        return date
    numeral = read_numeral(tokens, number_at)
    if numeral is None:
        return None
    if currency is None:
        date_or_time = dates_and_times.day_first(tokens, at) or dates_and_times.time_of_day(
            tokens, at, numeral
        )
        if date_or_time:
            return date_or_time
    numerals = list(_joined(tokens, numeral))
    end = numerals[-1].end
    unit, unit_end = (
        (currency, measures.after_currency(tokens, end))
        if currency
        else measures.unit_of(tokens, numerals[-1])
    )
    if unit is None and len(numerals) == 1 and tokens[end - 1].text == "m":
        numerals, unit = [_in_meters(numeral)], units.letter_units()["m"]
    is_phone_number = _is_phone_number(tokens, number_at, end)
    cover = covering(tokens, at, unit_end, Kind.NUMBER, 0, unit)
    found = [_number(tokens, one, cover, at, is_phone_number=is_phone_number) for one in numerals]
    if len(found) == 1:
        found[0], unit_end = measures.with_smaller_units(tokens, found[0], unit_end)
    return with_shared_scale(found), unit_end


def _number(
    tokens: Tokens, numeral: Numeral, cover: Quantity, at: int, *, is_phone_number: bool
) -> Quantity:
    """The quantity of a numeral, with the span and unit of its expression and its context."""
    bound, bound_start = bound_before(tokens, at)
    has_hyphen = tokens.word(numeral.end) == "-" and tokens.touches(numeral.end)
    return replace(
        cover,
        kind=KINDS[numeral.style],
        value=numeral.value,
        bound=with_bound_after(tokens, bound, numeral.end),
        bound_start=bound_start,
        readings=numeral.readings,
        in_digits=numeral.in_digits,
        is_weak=is_phone_number or (numeral.is_weak and (cover.unit is None or numeral.value == 1)),
        is_compound=has_hyphen and tokens.touches(numeral.end + 1),
    )


def _joined(tokens: Tokens, numeral: Numeral) -> Iterator[Numeral]:
    """A numeral and those joined to it: "5-6", "2/1", "36 x 24", "5 to 6 percent"."""
    while True:
        yield numeral
        sign, after = tokens.word(numeral.end), numeral.end + 1
        if after >= len(tokens) or sign not in JOINING_SIGNS:
            return
        following = read_numeral(tokens, after)
        if following is None or calendar_words.month_at(tokens, following.end):
            return
        is_joined = sign != "to" and tokens.begins_digits(after)
        if not is_joined and not _is_range(tokens, numeral, following):
            return
        numeral = _full_year(numeral, following)


def _is_range(tokens: Tokens, first: Numeral, last: Numeral) -> bool:
    """Whether two numbers are a range, of which only the last has its unit."""
    return (
        not may_be_year(first.value)
        and first.style is last.style is Style.CARDINAL
        and first.in_digits == last.in_digits
        and measures.unit_at(tokens, last.end) is not None
    )


def _is_name_with_digits(tokens: Tokens, at: int) -> bool:
    """Whether a name with digits begins at a token: "A380", "COVID-19", "H1N1"."""
    word = tokens.word(at)
    if not word.isalpha() or not tokens.touches(at + 1):
        return False
    if tokens.begins_digits(at + 1):
        return True
    has_hyphen = tokens.word(at + 1) == "-" and tokens.touches(at + 2)
    is_name = word not in PREFIXES and word not in NUMBER_WORDS
    return has_hyphen and is_name and tokens.begins_digits(at + 2)


def _number_in_name(tokens: Tokens, at: int) -> Found:
    """The number in a name such as "F-16", which counts nothing but may change."""
    number_at = at + 2 if tokens.word(at + 1) == "-" else at + 1
    numeral = read_numeral(tokens, number_at)
    if numeral is None:
        return [], number_at + 1
    name = tokens.word(at)
    named = covering(tokens, at, numeral.end, Kind.NUMBER, numeral.value, is_weak=True, name=name)
    return [named], numeral.end


def _is_phone_number(tokens: Tokens, at: int, end: int) -> bool:
    """Whether a number begins with a redundant zero, as telephone numbers do."""
    return any(
        token.text[0] == "0" and len(token.text) > 2 and token.text.isdecimal()
        for token in tokens[at:end]
    )


def _in_meters(numeral: Numeral) -> Numeral:
    """A number such as "5m" without a currency: meters, with millions as the other reading."""
    return replace(numeral, value=numeral.value / 10**6, readings=(numeral.value,))


def _full_year(first: Numeral, second: Numeral) -> Numeral:
    """The second of two numbers; with the century of the first if both are years: "1995-96"."""
    is_short = second.in_digits and second.value < 100
    if not is_short or not may_be_year(first.value):
        return second
    return replace(second, value=first.value // 100 * 100 + second.value)
