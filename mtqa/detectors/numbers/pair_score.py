"""How likely a number of the reference was changed into one of the copy, as a score in points."""

from __future__ import annotations

from fractions import Fraction

from mtqa.calibration import Limits
from mtqa.detectors.numbers.passage import Passage
from mtqa.quantities import Kind, Quantity
from mtqa.quantities.equivalence import COUNTS, same_unit
from mtqa.quantities.limits import may_be_year


class _Limits(Limits, section="number_pairing"):
    least: float
    """Minimum pair score of a changed number."""
    least_repeated: float
    """The same where the other side has the value too: the other number may be a repetition."""
    base: float
    """Points of two numbers that can stand for each other."""
    only: float
    """Points where either side has only one number without a partner."""
    position: float
    """Deduction for opposite ends of the two passages; a smaller distance costs less in
    proportion."""
    no_unit: float
    """Deduction where only one number has a unit."""
    other_dimension: float
    """Deduction for units that do not convert into each other."""
    same_dimension: float
    """Points for units that convert into each other."""
    same_unit: float
    """Points for the same unit."""
    same_value: float
    """Points for the same value in another unit."""
    kind: float
    """Points for two dates, times or names with digits, which are rarer than counts."""
    notation: float
    """Points for two numbers in digits, or two in words."""
    year: float
    """Points for two years."""
    words_after: float
    """Points for a content word that both have after them."""
    word_before: float
    """Points for a content word that both have before them."""
    slip: float
    """Points for digits that differ in one position, in their order, or in the decimal point."""
    weak: float
    """Deduction where one of them may be no number, as "one" and "first"."""


LIMITS = _Limits()


def pair_score(one: Quantity, other: Quantity, here: Passage, there: Passage) -> float:
    """The score of two quantities that do not agree.

    Args:
        one: The quantity of the reference.
        other: The quantity of the copy.
        here: The passage of the reference.
        there: The passage of the copy.

    Returns:
        Points for units, context, position and digits; 0 for two that cannot stand for each other.
    """
    if not _are_comparable(one, other):
        return 0.0
    distance = abs(here.relative_position(one) - there.relative_position(other))
    score = LIMITS.base - LIMITS.position * distance
    score += _score_of_units(one, other)
    score += LIMITS.kind * (one.kind not in COUNTS or bool(one.name))
    score += LIMITS.notation * (one.in_digits == other.in_digits) + LIMITS.year * _is_year(one)
    score += LIMITS.words_after * bool(here.stems_after(one) & there.stems_after(other))
    score += LIMITS.word_before * bool(here.stems_before(one) & there.stems_before(other))
    score += LIMITS.slip * _is_slip(one, other)
    return score - LIMITS.weak * ((one.is_weak or other.is_weak) and not one.name)


def _are_comparable(one: Quantity, other: Quantity) -> bool:
    """Whether one quantity can stand for the other."""
    if one.name or other.name:
        return one.name == other.name
    if Kind.VAGUE in (one.kind, other.kind) and one.kind is not other.kind:
        return {one.kind, other.kind} == {Kind.VAGUE, Kind.NUMBER} and one.value == other.value
    if one.kind in COUNTS:
        return other.kind in COUNTS and _is_year(one) == _is_year(other)
    return one.kind is other.kind or (one.kind is Kind.MONTH and other.kind is Kind.DATE)


def _is_year(one: Quantity) -> bool:
    """Whether a quantity is likely a year."""
    is_whole = one.value.denominator == 1 and one.kind is Kind.NUMBER
    return is_whole and one.unit is None and may_be_year(one.value)


def _score_of_units(one: Quantity, other: Quantity) -> float:
    if one.unit is None or other.unit is None:
        return -LIMITS.no_unit * (one.unit is not other.unit)
    if one.value == other.value:
        return LIMITS.same_value
    if same_unit(one.unit, other.unit):
        return LIMITS.same_unit
    is_convertible = one.unit.dimension == other.unit.dimension
    return LIMITS.same_dimension if is_convertible else -LIMITS.other_dimension


def _is_slip(one: Quantity, other: Quantity) -> bool:
    """Whether the digits differ in one position, in their order, or in the decimal point only."""
    if one.value == other.value or not (one.value and other.value):
        return False
    digits, others = _significant_digits(one.value), _significant_digits(other.value)
    if digits == others or (len(digits) > 1 and sorted(digits) == sorted(others)):
        return True
    return len(digits) == len(others) > 2 and sum(map(str.__ne__, digits, others)) == 1


def _significant_digits(value: Fraction) -> str:
    """The first twelve digits of a value, without zeros at either end."""
    return f"{float(value):.11e}".partition("e")[0].replace(".", "").rstrip("0")
