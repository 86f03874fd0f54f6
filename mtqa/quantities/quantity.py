"""A quantity: its kind, value, unit and context."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any

from mtqa.quantities.tokens import Tokens
from mtqa.quantities.units import Unit


class Kind(StrEnum):
    """The kind of a quantity; only some kinds are comparable with each other."""

    NUMBER = "number"
    ORDINAL = "ordinal"
    VAGUE = "vague"
    DECADE = "decade"
    DATE = "date"
    MONTH = "month"
    WEEKDAY = "weekday"
    TIME = "time"


class Bound(StrEnum):
    """How the words around a value limit it."""

    NONE = ""
    ABOVE = "above"
    BELOW = "below"
    FURTHER = "further"


@dataclass(frozen=True, slots=True)
class Quantity:
    """One quantity of a text.

    Attributes:
        start: Offset of its first character.
        end: Offset after its last character, with unit and currency.
        kind: Its kind.
        value: The number; the magnitude of a vague number; the day of a date; the number of a
            month or of a weekday, from 1; the minutes after midnight of a time.
        unit: Its unit; the zone of a time of day.
        month: The month of a date, from 1; else 0.
        bound: Whether the text says more than, less than or in addition to the value.
        bound_start: Offset of the first word that says so; `start` if none is before the value.
        readings: Other values that the same characters may have.
        in_digits: Whether it is written in digits.
        is_weak: Whether its words often are no number ("one", "both", "first").
        is_compound: Whether a hyphen joins it to a noun ("15-a-side").
        name: The letters of a name with digits, as in "A380"; such a number counts nothing.
        is_rate_inherited: Whether the next number shows that it is a speed: "8 miles or 13 km/h".
        is_exact: Whether a time of day is known to be a.m. or p.m.
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
    is_rate_inherited: bool = False
    is_exact: bool = True

    @property
    def span(self) -> tuple[int, int]:
        """The offsets of its first character and after its last one."""
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
    """A quantity over a range of tokens.

    Args:
        tokens: The text.
        at: Index of its first token.
        end: Index after its last token.
        kind: Its kind.
        value: Its value.
        unit: Its unit.
        details: Further attributes.
    """
    start, stop = tokens[at].start, tokens[end - 1].end
    return Quantity(start, stop, kind, Fraction(value), unit, **details)
