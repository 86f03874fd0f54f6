"""Units of measure and currencies, their names and signs, and their conversion."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from babel.core import get_global
from babel.numbers import get_currency_name, get_currency_symbol
from babel.units import format_unit

from mtqa.quantities.unit_tables import (
    ALIASES,
    CURRENCY_NOUNS,
    CURRENCY_SIGNS,
    FACTORS,
    NO_CODES,
    NO_UNITS,
    OFFSETS,
    SIGNS,
)

LONGEST_NAME = 6
"""Maximum tokens of the name of a unit ("new taiwan dollars", "km / h")."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measure or a currency.

    Attributes:
        name: Its name in the singular; that of a currency without its country ("dollar").
        dimension: What it measures ("length", "money", "percent"). Values of a dimension convert
            into each other, except money.
        factor: Its size in base units of its dimension.
        offset: What to add after the factor; only units of temperature have one.
        variety: ISO 4217 code of a currency, if the text tells it ("USD").
    """

    name: str
    dimension: str
    factor: Fraction = Fraction(1)
    offset: Fraction = Fraction(0)
    variety: str = ""

    def base(self, value: Fraction) -> Fraction:
        """The value in the base unit of the dimension."""
        return value * self.factor + self.offset

    def is_like(self, other: Unit) -> bool:
        """Whether both are the same unit, as far as the text tells."""
        if self.name != other.name:
            return False
        return not (self.variety and other.variety) or self.variety == other.variety


PERCENT = Unit("percent", "percent")
POINT = Unit("percentage point", "percentage point")
BASIS_POINT = Unit("basis point", "percentage point", Fraction(1, 100))
TIMES = Unit("time", "multiple")
FORTNIGHT = Unit("fortnight", "duration", Fraction(14))
MILLENNIUM = Unit("millennium", "duration", Fraction(365250))


@cache
def unit_names() -> dict[str, Unit]:
    """The unit or currency of each name in lower case, with spaces for hyphens."""
    names = dict(_currency_names()) | dict(_measure_names())
    meter_per_second = speed(names["meter"], names["second"])
    extra = {
        PERCENT: ("%", "percent", "per cent", "pct"),
        POINT: ("percentage point", "percentage points", "pp", "percent points", "% points"),
        BASIS_POINT: ("basis point", "basis points"),
        FORTNIGHT: ("fortnight", "fortnights"),
        MILLENNIUM: ("millennium", "millennia"),
        TIMES: ("times", "fold"),
        meter_per_second: ("m/s", "mps"),
        names["mph"]: ("m.p.h",),
    }
    return names | {name: unit for unit, forms in extra.items() for name in forms}


@cache
def speed(length: Unit, duration: Unit) -> Unit:
    """The unit of speed of a length per duration; the base unit is the kilometer per hour."""
    factor = length.factor / 1000 / (duration.factor * 24)
    return Unit(f"{length.name} per {duration.name}", "speed", factor)


@cache
def first_words() -> frozenset[str]:
    """The first tokens of all names, for a quick test whether a name may begin at a token."""
    firsts = (name.split()[0].partition("/")[0] for name in unit_names())
    return frozenset(first.partition(".")[0].rstrip("0123456789") for first in firsts)


@cache
def letter_units() -> dict[str, Unit]:
    """The unit of each letter that is one, as written."""
    return {letter: unit_names()[name] for letter, name in SIGNS.items()}


@cache
def currency_signs() -> dict[str, Unit]:
    """The currency of each sign and ISO code before or after an amount, as written."""
    signs: dict[str, Unit] = {}
    for code, noun in _currencies():
        unit = _currency(noun, code)
        if code not in NO_CODES:
            signs[code] = unit
        symbol = get_currency_symbol(code, locale="en")
        if not symbol.isalpha():
            signs[symbol] = unit
    return signs | {sign: _currency(*named) for sign, named in CURRENCY_SIGNS.items()}


def _measure_names() -> Iterator[tuple[str, Unit]]:
    """All names of all units of measure."""
    for dimension, factors in FACTORS.items():
        for key, factor in factors.items():
            name = key.replace("-", " ")
            offset = Fraction(OFFSETS.get(key, "0"))
            unit = Unit(name, dimension, Fraction(factor), offset)
            for spelling in {*_cldr_names(f"{dimension}-{key}"), *ALIASES.get(name, ()), name}:
                yield spelling, unit
                yield spelling.replace("meter", "metre").replace("liter", "litre"), unit


def _cldr_names(identifier: str) -> Iterator[str]:
    """The English names of a unit in the CLDR, long and short, singular and plural."""
    for count in (1, 2):
        for length in ("long", "short"):
            written = format_unit(count, identifier, length=length, locale="en")
            name = written.lstrip("12\u00a0 ").lower().replace("-", " ")
            if name not in NO_UNITS and len(name) > 1:
                yield name


def _currency_names() -> Iterator[tuple[str, Unit]]:
    """All names of all currencies in use, with and without their country."""
    currencies = _currencies()
    yield from ((noun, _currency(noun, "")) for _, noun in currencies)
    for code, noun in currencies:
        for count in (1, 2):
            name = get_currency_name(code, count, locale="en").lower().replace("-", " ")
            yield name.split()[-1], _currency(noun, "")
            yield name, _currency(noun, code)
    for noun, forms in CURRENCY_NOUNS.items():
        yield from ((form, _currency(noun, "")) for form in (noun, *forms))
    yield "u.s. dollars", _currency("dollar", "USD")


@cache
def _currencies() -> tuple[tuple[str, str], ...]:
    """The ISO codes of the currencies in use, each with its noun."""
    codes = {
        code
        for tenders in get_global("territory_currencies").values()
        for code, _, ended, is_tender in tenders
        if ended is None and is_tender
    }
    nouns = {form: noun for noun, forms in CURRENCY_NOUNS.items() for form in forms}
    named = []
    for code in sorted(codes):
        noun = get_currency_name(code, 1, locale="en").split()[-1].lower()
        if noun not in ("gold", "mark"):
            named.append((code, nouns.get(noun, noun)))
    return tuple(named)


@cache
def _currency(noun: str, code: str) -> Unit:
    """The currency with a noun and a code."""
    return Unit(noun, "money", variety=code)
