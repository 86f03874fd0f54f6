"""Reads a text from left to right and makes its numbers, dates and times quantities."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from mtqa.quantities import calendar_words, dates_and_times, measures, units
from mtqa.quantities.dates_and_times import Found
from mtqa.quantities.limits import may_be_year
from mtqa.quantities.number_words import CARDINALS, FEW, FRACTION_SIGNS, NUMBER_WORDS
from mtqa.quantities.numerals import Numeral, Style, read_numeral
from mtqa.quantities.quantity import Bound, Kind, Quantity, covering
from mtqa.quantities.tokens import Tokens
from mtqa.quantities.units import TIMES

KINDS = {
    Style.CARDINAL: Kind.NUMBER,
    Style.FRACTION: Kind.NUMBER,
    Style.ORDINAL: Kind.ORDINAL,
    Style.DECADE: Kind.DECADE,
    Style.VAGUE: Kind.VAGUE,
}

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

BOUNDS = {
    Bound.ABOVE: ("more than", "over", "above", "at least", "no less than", "no fewer than",
                  "exceeding", "exceeded", "upwards of", "in excess of"),
    Bound.BELOW: ("less than", "fewer than", "under", "below", "up to", "at most", "nearly",
                  "almost", "no more than", "not more than", "as many as", "as much as"),
    Bound.FURTHER: ("another", "a further", "further", "an additional", "additional", "an extra"),
}  # fmt: skip
BOUND_OF = {phrase: bound for bound, phrases in BOUNDS.items() for phrase in phrases}

LINKS = {"to", "-", "–", "—", "and", "or"}
CONVERSION_MARKS = {"or", ", or", "and", "/"}
RATE_OUTSIDE = re.compile(r"\),? ?(?:per|an?|/)(?!\w)")
JOINTS = {"to", "-", "–", "—", "/", ":", "x", "×"}
LONGEST_LINK = 6
"""Most characters between two numbers of which one lends the other its unit or scale."""

ROMAN = re.compile(r"(?=[XVI]{2})X{0,3}(?:IX|IV|V?I{0,3})\Z")
ROMAN_VALUES = {"I": 1, "V": 5, "X": 10}
UNCOUNTED_UNITS = {"decade", "century", "fortnight", "millennium"}
"""Nouns that count one of their unit without a numeral, whatever article stands before."""

COUNTED_BY_ARTICLE = {
    "year", "month", "week", "day", "hour", "minute", "mile", "kilometer", "kilometre", "meter",
    "metre", "ton", "tonne", "liter", "litre", "kilo", "kilogram", "pound", "euro", "dollar",
}  # fmt: skip
PLAIN_PREFIXES = {"mid", "pre", "post", "under", "over", "top", "early", "late", "non"}
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

LENT_SCALES = (10**6, 10**9, 10**12)

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
            yield from (_completed(tokens.source, one, found[0]) for one in held)
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
    single = _single_word(tokens, at)
    if single is not None:
        return [single], at + 1
    return _amount(tokens, at) or _uncounted(tokens, at) or ([], at)


def _single_word(tokens: Tokens, at: int) -> Quantity | None:
    """A quantity in one word: "Thursday", "noon", "twice", "XIV", a "round-the-clock"."""
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


def _amount(tokens: Tokens, at: int) -> Found | None:
    """Numbers from a token on, with currency and unit; several where joined ("5-6%")."""
    currency, number_at = measures.currency_before(tokens, at)
    if currency is None and _is_name_with_digits(tokens, at):
        return _number_in_name(tokens, at)
    if currency is None and (dated := dates_and_times.date_in_figures(tokens, at)):
        return dated
    numeral = read_numeral(tokens, number_at)
    if numeral is None:
        return None
    if currency is None:
        moment = dates_and_times.day_first(tokens, at) or dates_and_times.time_of_day(
            tokens, at, numeral
        )
        if moment:
            return moment
    numerals = list(_joined(tokens, numeral))
    end = numerals[-1].end
    unit, unit_end = (
        (currency, measures.behind_currency(tokens, end))
        if currency
        else measures.unit_of(tokens, numerals[-1])
    )
    if unit is None and len(numerals) == 1 and tokens[end - 1].text == "m":
        numerals, unit = [_in_meters(numeral)], units.letter_units()["m"]
    is_dialled = _is_dialled(tokens, number_at, end)
    cover = covering(tokens, at, unit_end, Kind.NUMBER, 0, unit)
    found = [_number(tokens, one, cover, at, is_dialled=is_dialled) for one in numerals]
    if len(found) == 1:
        found[0], unit_end = measures.with_smaller_units(tokens, found[0], unit_end)
    return _with_lent_scale(found), unit_end


def _number(
    tokens: Tokens, numeral: Numeral, cover: Quantity, at: int, *, is_dialled: bool
) -> Quantity:
    """A number over the extent and with the unit of its expression, and what stands around it."""
    bound, bound_start = _bound_before(tokens, at)
    has_hyphen = tokens.word(numeral.end) == "-" and tokens.touches(numeral.end)
    return replace(
        cover,
        kind=KINDS[numeral.style],
        value=numeral.value,
        bound=_with_bound_behind(tokens, bound, numeral.end),
        bound_start=bound_start,
        readings=numeral.readings,
        in_digits=numeral.in_digits,
        is_weak=is_dialled or (numeral.is_weak and (cover.unit is None or numeral.value == 1)),
        is_compound=has_hyphen and tokens.touches(numeral.end + 1),
    )


def _joined(tokens: Tokens, numeral: Numeral) -> Iterator[Numeral]:
    """A numeral and those tied to it: "5-6", "2/1", "36 x 24", "5 to 6 percent"."""
    while True:
        yield numeral
        sign, behind = tokens.word(numeral.end), numeral.end + 1
        if behind >= len(tokens) or sign not in JOINTS:
            return
        following = read_numeral(tokens, behind)
        if following is None or calendar_words.month_at(tokens, following.end):
            return
        is_tied = sign != "to" and tokens.begins_digits(behind)
        if not is_tied and not _is_range(tokens, numeral, following):
            return
        numeral = _year_behind(numeral, following)


def _is_range(tokens: Tokens, first: Numeral, last: Numeral) -> bool:
    """Whether the last number has a unit, which the first one lacks."""
    return (
        not may_be_year(first.value)
        and first.style is last.style is Style.CARDINAL
        and first.in_digits == last.in_digits
        and measures.unit_at(tokens, last.end) is not None
    )


def _uncounted(tokens: Tokens, at: int) -> Found | None:
    """One unit without a numeral: "a year", "the decade", "an hour and a half"."""
    noun_at = at + (tokens.word(at) in ("a", "an", "per"))
    noun = tokens.word(noun_at)
    has_half = tokens.word(noun_at + 1) == "and" and tokens.word(noun_at + 3) == "half"
    is_counted = noun in COUNTED_BY_ARTICLE and (noun_at > at or has_half)
    if noun not in UNCOUNTED_UNITS and not is_counted:
        return None
    if tokens.touches(at) and tokens.word(at - 1) in ("-", "/"):
        return None
    unit, end = measures.unit_at(tokens, noun_at) or (None, noun_at + 1)
    one = covering(tokens, at, end, Kind.NUMBER, 1, unit, is_weak=True)
    whole, end = measures.with_smaller_units(tokens, one, end)
    return [replace(whole, is_weak=whole.value == 1)], end


def _is_name_with_digits(tokens: Tokens, at: int) -> bool:
    """Whether letters run into digits here: "A380", "COVID-19", "H1N1"."""
    word = tokens.word(at)
    if not word.isalpha() or not tokens.touches(at + 1):
        return False
    if tokens.begins_digits(at + 1):
        return True
    has_hyphen = tokens.word(at + 1) == "-" and tokens.touches(at + 2)
    is_name = word not in PLAIN_PREFIXES and word not in NUMBER_WORDS
    return has_hyphen and is_name and tokens.begins_digits(at + 2)


def _number_in_name(tokens: Tokens, at: int) -> Found:
    """The number in a name such as "F-16": it may answer for another, but counts nothing."""
    number_at = at + 2 if tokens.word(at + 1) == "-" else at + 1
    numeral = read_numeral(tokens, number_at)
    if numeral is None:
        return [], number_at + 1
    name = tokens.word(at)
    named = covering(tokens, at, numeral.end, Kind.NUMBER, numeral.value, is_weak=True, name=name)
    return [named], numeral.end


def _is_dialled(tokens: Tokens, at: int, end: int) -> bool:
    """Whether digits look like a telephone number: they begin with a needless zero."""
    return any(
        token.text[0] == "0" and len(token.text) > 2 and token.text.isdecimal()
        for token in tokens[at:end]
    )


def _bound_before(tokens: Tokens, at: int) -> tuple[Bound, int]:
    """What the words before a token say of the value, and the offset where they begin."""
    for width in (3, 2, 1):
        if at >= width:
            phrase = " ".join(token.lower for token in tokens[at - width : at])
            if phrase in BOUND_OF:
                return BOUND_OF[phrase], tokens[at - width].start
    return Bound.NONE, tokens[at].start


def _with_bound_behind(tokens: Tokens, bound: Bound, at: int) -> Bound:
    """A bound with what stands behind the numeral: "30 more people", "40 other families"."""
    if tokens.word(at) not in ("more", "other", "others") or tokens.word(at + 1) == "than":
        return bound
    return Bound.NONE if bound else Bound.FURTHER


def _completed(source: str, one: Quantity, following: Quantity) -> Quantity:
    """A quantity with what the one behind it lends: "$5 and $6 million", "8 miles or 13 km/h"."""
    if following.start - one.end > LONGEST_LINK:
        return one
    between = source[one.end : following.start].strip()
    own, unit = one.unit, following.unit
    if own and unit and own.dimension == "length" and unit.dimension == "speed":
        time = units.unit_names().get(unit.name.partition(" per ")[2])
        is_shared = between in CONVERSION_MARKS or RATE_OUTSIDE.match(source, following.end)
        if not is_shared or time is None:
            return one
        return replace(one, unit=units.speed(own, time), is_rate_lent=True)
    is_alike = own is None or (unit is not None and own.is_like(unit))
    return _with_lent_scale([one, following])[0] if between in LINKS and is_alike else one


def _with_lent_scale(found: list[Quantity]) -> list[Quantity]:
    """Numbers of which the last may lend its scale to the others: "2-3 million tons"."""
    last = found[-1]
    scale = max((scale for scale in LENT_SCALES if last.value >= scale), default=0)
    if not scale:
        return found
    return [
        replace(one, readings=(*one.readings, one.value * scale)) if one.value < 1000 else one
        for one in found[:-1]
    ] + [last]


def _in_meters(numeral: Numeral) -> Numeral:
    """A number such as "5m" without a currency: meters, or else millions."""
    return replace(numeral, value=numeral.value / 10**6, readings=(numeral.value,))


def _year_behind(first: Numeral, second: Numeral) -> Numeral:
    """The second of two numbers, in full where it is a year that shares its century: "1995-96"."""
    is_short = second.in_digits and second.value < 100
    if not is_short or not may_be_year(first.value):
        return second
    return replace(second, value=first.value // 100 * 100 + second.value)


def _roman(numeral: str) -> int:
    """The value of a Roman numeral under forty."""
    values = [ROMAN_VALUES[letter] for letter in numeral]
    following = [*values[1:], 0]
    return sum(-v if v < after else v for v, after in zip(values, following, strict=True))
