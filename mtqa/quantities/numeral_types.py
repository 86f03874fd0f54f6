"""The data type of a numeral."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class Style(StrEnum):
    """The meaning of a numeral."""

    CARDINAL = "cardinal"
    ORDINAL = "ordinal"
    FRACTION = "fraction"
    DECADE = "decade"
    VAGUE = "vague"


@dataclass(frozen=True, slots=True)
class Numeral:
    """A numeral in a list of tokens.

    Attributes:
        value: Its value; the magnitude of a vague one ("thousands").
        end: Index after its last token.
        style: Its meaning.
        in_digits: Whether it is written in digits.
        readings: Other values that the same characters may have ("1.234" read as 1,234).
        is_weak: Whether its words often are no number ("one", "both", "first").
    """

    value: Fraction
    end: int
    style: Style = Style.CARDINAL
    in_digits: bool = False
    readings: tuple[Fraction, ...] = ()
    is_weak: bool = False
