"""Whether two quantities have the same value, in any format, unit or wording."""

from __future__ import annotations

from enum import IntEnum
from fractions import Fraction

from mtqa.quantities.limits import LIMITS
from mtqa.quantities.quantity import Kind, Quantity
from mtqa.quantities.units import PERCENT, Unit

COUNTS = (Kind.NUMBER, Kind.ORDINAL)


class Agreement(IntEnum):
    """How well two quantities agree, from not at all to the same value and unit."""

    NONE = 0
    AMBIGUOUS = 1
    IMPLIED = 2
    CONVERTED = 3
    SAME = 4


def agreement(one: Quantity, other: Quantity) -> Agreement:
    """How well a quantity of the reference agrees with one of the copy.

    Args:
        one: The quantity of the reference.
        other: The quantity of the copy.

    Returns:
        `SAME` for the same value and unit; `CONVERTED` for the same value in another unit;
        `IMPLIED` where the context of one side tells its unit or kind; `AMBIGUOUS` where one of
        several readings of the characters has the same value; else `NONE`.
    """
    if one.kind in COUNTS and other.kind in COUNTS:
        return _of_numbers(one, other)
    if one.kind is other.kind:
        return _of_one_kind(one, other)
    kinds = {one.kind, other.kind}
    if one.kind is Kind.DECADE and other.kind is Kind.ORDINAL:
        return Agreement.CONVERTED if one.value == (other.value - 1) * 100 else Agreement.NONE
    if Kind.DATE in kinds and not kinds.isdisjoint(COUNTS):
        date, number = (one, other) if one.kind is Kind.DATE else (other, one)
        return Agreement.AMBIGUOUS if _is_day_of(number, date) else Agreement.NONE
    if one.kind is Kind.MONTH and other.kind is Kind.DATE:
        return Agreement.AMBIGUOUS if one.value == other.month else Agreement.NONE
    if kinds == {Kind.TIME, Kind.NUMBER}:
        time, number = (one, other) if one.kind is Kind.TIME else (other, one)
        return Agreement.AMBIGUOUS if _is_clock_reading(time, number) else Agreement.NONE
    if kinds == {Kind.DECADE, Kind.NUMBER} and one.value == other.value:
        return Agreement.AMBIGUOUS
    return Agreement.NONE


def units_clash(one: Unit | None, other: Unit | None) -> bool:
    """Whether both units are known and differ."""
    return one is not None and other is not None and not same_unit(one, other)


def same_unit(one: Unit, other: Unit) -> bool:
    """Whether two units are the same; the sign ¥ may be the yen or the yuan."""
    if one.dimension == other.dimension == "money" and "" in (one.name, other.name):
        return {one.name, other.name} <= {"", "yen", "yuan"}
    return one.is_like(other)


def is_rough_conversion(one: Quantity, other: Quantity) -> bool:
    """Whether one may be a rough conversion of the other: "200 pounds (90 kg)"."""
    if one.unit is None or other.unit is None or one.unit.name == other.unit.name:
        return False
    if one.unit.dimension != other.unit.dimension or one.unit.dimension == "money":
        return False
    return _are_close(one.unit.base(one.value), other.unit.base(other.value), LIMITS.rough_rounding)


def is_rough_share(one: Quantity, other: Quantity) -> bool:
    """Whether one is a percentage and the other a fraction in words close to it."""
    ratio = other if one.unit is PERCENT else one
    return not ratio.in_digits and _are_close_shares(one, other, LIMITS.share_rounding)


def _of_one_kind(one: Quantity, other: Quantity) -> Agreement:
    """The agreement of two dates, months, weekdays, times, decades or vague numbers."""
    if one.kind is Kind.TIME:
        return _of_times(one, other)
    if one.kind is Kind.DECADE and min(one.value, other.value) < 100:
        return Agreement.SAME if (one.value - other.value) % 100 == 0 else Agreement.NONE
    is_same = one.value == other.value and one.month == other.month
    return Agreement.SAME if is_same else Agreement.NONE


def _of_times(one: Quantity, other: Quantity) -> Agreement:
    """The agreement of two times of day; in twelve hours where one may be a.m. or p.m."""
    if units_clash(one.unit, other.unit):
        return Agreement.NONE
    period = 1440 if one.is_exact and other.is_exact else 720
    is_same = (one.value - other.value) % period == 0
    return Agreement.SAME if is_same else Agreement.NONE


def _of_numbers(one: Quantity, other: Quantity) -> Agreement:
    """The agreement of two cardinals or ordinals."""
    if one.is_compound and one.unit is None and other.kind is Kind.ORDINAL is not one.kind:
        return Agreement.NONE
    if one.value == other.value:
        if units_clash(one.unit, other.unit):
            return Agreement.IMPLIED if _differ_in_inherited_rate(one, other) else Agreement.NONE
        is_same = one.kind is other.kind and (one.unit is None) == (other.unit is None)
        return Agreement.SAME if is_same else Agreement.IMPLIED
    if _is_converted(one, other):
        return Agreement.CONVERTED
    if units_clash(one.unit, other.unit):
        return Agreement.NONE
    if {one.value, *one.readings} & {other.value, *other.readings}:
        return Agreement.AMBIGUOUS
    is_part = _is_part_of(one, other) or _is_part_of(other, one) or _is_short_year(one, other)
    return Agreement.AMBIGUOUS if is_part else Agreement.NONE


def _differ_in_inherited_rate(one: Quantity, other: Quantity) -> bool:
    """Whether two lengths or speeds differ only in a rate that another number implied."""
    is_inherited = one.is_rate_inherited or other.is_rate_inherited
    if one.unit is None or other.unit is None or not is_inherited:
        return False
    return one.unit.name.partition(" per ")[0] == other.unit.name.partition(" per ")[0]


def _is_part_of(number: Quantity, ratio: Quantity) -> bool:
    """Whether a number is a term of a fraction: the two or the three of "two thirds"."""
    if number.unit is not None or ratio.value.denominator == 1 or ratio.value > 1:
        return False
    return number.value in (ratio.value.numerator, ratio.value.denominator)


def _is_short_year(one: Quantity, other: Quantity) -> bool:
    """Whether one is a year and the other its last two digits: 1995 and 95."""
    long, short = max(one.value, other.value), min(one.value, other.value)
    is_year = LIMITS.first_short_year <= long <= LIMITS.last_year and long % 100 == short >= 10
    return is_year and one.in_digits and other.in_digits and one.unit is other.unit is None


def _is_converted(one: Quantity, other: Quantity) -> bool:
    """Whether the values agree after conversion to the same unit."""
    if one.unit is not None and other.unit is not None:
        if one.unit.dimension != other.unit.dimension or one.unit.name == other.unit.name:
            return False
        if one.unit.dimension == "money":
            return False
        return _are_close(one.unit.base(one.value), other.unit.base(other.value), LIMITS.rounding)
    return _are_close_shares(one, other, LIMITS.rounding)


def _are_close_shares(one: Quantity, other: Quantity, rounding: float) -> bool:
    """Whether one is a percentage and the other a fraction without a unit close to it."""
    share, ratio = (one, other) if one.unit is PERCENT else (other, one)
    return (
        share.unit is PERCENT
        and ratio.unit is None
        and ratio.value < 1
        and _are_close(share.value / 100, ratio.value, rounding)
    )


def _are_close(one: Fraction, other: Fraction, rounding: float) -> bool:
    """Whether two values differ by at most a share of the greater one."""
    return abs(one - other) <= Fraction(str(rounding)) * max(abs(one), abs(other))


def _is_day_of(number: Quantity, date: Quantity) -> bool:
    """Whether a number is the day of a date, or its day and month in digits: "18.9."."""
    in_figures = (date.value + Fraction(date.month, 10), date.value + Fraction(date.month, 100))
    return number.unit is None and number.value in (date.value, *in_figures)


def _is_clock_reading(time: Quantity, number: Quantity) -> bool:
    """Whether a number such as 15.30 or 9 may be a time of day."""
    if number.unit is not None or not 0 <= number.value < 2460:
        return False
    hour, minute = divmod(number.value if number.value > 24 else number.value * 100, 100)
    return hour <= 24 and minute < 60 and (hour * 60 + minute - time.value) % 720 == 0
