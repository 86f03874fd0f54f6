"""A numeral of a text and how it is meant."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


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
