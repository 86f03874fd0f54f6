"""What a quantity is: its kind, value, unit and what is said of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any

from mtqa.quantities.tokens import Tokens
from mtqa.quantities.units import Unit


class Kind(StrEnum):
    """What sort of quantity it is; only some sorts compare with each other."""

    NUMBER = "number"
    ORDINAL = "ordinal"
    VAGUE = "vague"
    DECADE = "decade"
    DATE = "date"
    MONTH = "month"
    WEEKDAY = "weekday"
    TIME = "time"


class Bound(StrEnum):
    """What stands beside a value and moves it."""

    NONE = ""
    ABOVE = "above"
    BELOW = "below"
    FURTHER = "further"


@dataclass(frozen=True, slots=True)
class Quantity:
    """One quantity of a text.

    Attributes:
        start: Offset of its first character.
        end: Offset behind its last character, its unit's and currency's included.
        kind: What sort of quantity it is.
        value: Its value: a number; of a vague one its magnitude; the day of a date; the number
            of a month or of a weekday, from 1; minutes after midnight.
        unit: What it is measured in; of a time of day, its zone.
        month: The month of a date, from 1; else 0.
        bound: Whether the text says more, less or further than the value.
        bound_start: Offset of the words that say so; `start` where none stand before it.
        readings: Other values that the same characters may have.
        in_digits: Whether it is written in digits.
        is_weak: Whether its words often are no number at all ("one", "both", "first").
        is_compound: Whether a hyphen ties it to a noun ("15-a-side").
        name: The letters that it is part of, as in "A380"; such a number counts nothing.
        is_rate_lent: Whether the number behind it tells that it is a speed: "8 miles or 13 km/h".
        is_exact: Of a time of day, whether morning and afternoon are told apart.
    """

    start: int
    end: int
    kind: Kind
    value: Fraction
    unit: Unit | None = None
    month: int = 0
    bound: Bound = Bound.NONE
    bound_start: int = -1
    readings: tuple[Fraction, ...] = ()
    in_digits: bool = False
    is_weak: bool = False
    is_compound: bool = False
    name: str = ""
    is_rate_lent: bool = False
    is_exact: bool = True

    @property
    def span(self) -> tuple[int, int]:
        """The offsets of its first character and behind its last one."""
        return self.start, self.end


def covering(
    tokens: Tokens,
    at: int,
    end: int,
    kind: Kind,
    value: Fraction | int,
    unit: Unit | None = None,
    **details: Any,
) -> Quantity:
    """A quantity that covers the tokens from one to before another; further attributes by name."""
    start, stop = tokens[at].start, tokens[end - 1].end
    return Quantity(start, stop, kind, Fraction(value), unit, **details)
