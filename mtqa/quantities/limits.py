"""Limits for reading and comparing quantities."""

from __future__ import annotations

from fractions import Fraction

from mtqa.calibration import Limits


class _Limits(Limits, section="quantities"):
    first_year: int
    """Minimum of a number that may be a year."""
    last_year: int
    """Maximum of a number that may be a year."""
    first_short_year: int
    """Minimum year that may be written with its last two digits only."""
    rounding: float
    """Maximum relative difference between a converted value and the exact one."""
    rough_rounding: float
    """The same for a rough conversion, which explains a missing number: "200 pounds (90 kg)"."""
    share_rounding: float
    """Maximum relative difference between a percentage and a fraction in words: 30%, a third."""


LIMITS = _Limits()


def may_be_year(value: Fraction) -> bool:
    """Whether a value is in the range of years."""
    return LIMITS.first_year <= value <= LIMITS.last_year
