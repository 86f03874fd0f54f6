"""Numbers that kept their value, but not the words that modify or complete it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from mtqa.detectors.numbers.dropped import dropped_number
from mtqa.detectors.numbers.group import GroupNumbers
from mtqa.detectors.numbers.limits import LIMITS
from mtqa.quantities import Bound, Kind, Quantity
from mtqa.quantities.equivalence import COUNTS
from mtqa.results.findings import Finding, Severity

CONTRARY_BOUNDS = {
    (Bound.FURTHER, Bound.ABOVE),
    (Bound.FURTHER, Bound.BELOW),
    (Bound.ABOVE, Bound.BELOW),
    (Bound.BELOW, Bound.ABOVE),
}
SENTENCE_BREAK = re.compile(r"\.\s{1,3}[A-Z]")
PART_OF_DAY = re.compile(r"morning|noon|evening|night|\bday\b|\b[ap]\.?m\b")


def changed_contexts(numbers: GroupNumbers) -> Iterator[Finding]:
    """A finding for each pair of equal values with a contrary bound, or a part of it missing."""
    certainty = LIMITS.certainty
    for one, other in numbers.pairs:
        if (one.bound, other.bound) in CONTRARY_BOUNDS:
            span, its_span = (one.bound_start, one.end), (other.bound_start, other.end)
            yield numbers.changed(span, its_span, Severity.MAJOR, certainty["other_context"])
        elif one.kind is Kind.MONTH and other.kind is Kind.DATE:
            if not any(other.value == missing.value for missing in numbers.missing):
                confidence = certainty["other_context"]
                yield numbers.changed(one.span, other.span, Severity.MAJOR, confidence)
        elif one.kind is other.kind is Kind.TIME and _lacks_half_of_day(numbers, one, other):
            yield numbers.changed(one.span, other.span, Severity.MINOR, certainty["half_of_day"])
        elif one.kind is Kind.DATE and other.kind in COUNTS:
            yield from _missing_month(numbers, one, other)


def _missing_month(numbers: GroupNumbers, one: Quantity, other: Quantity) -> Iterator[Finding]:
    """A finding for a date of which the copy has only the day.

    The copy lacks the month, or a sentence break separates it from the day: "on 20. August".
    """
    near = list(numbers.near())
    if other.value.denominator > 1:
        return
    if not any(one.month == _month_of(each) for each in near):
        yield replace(dropped_number(numbers, one), severity=Severity.MINOR)
        return
    is_bare = other.in_digits and other.kind is Kind.NUMBER
    is_separate = is_bare and not any(each.month for each in near)
    if is_separate and SENTENCE_BREAK.match(numbers.copy.text, other.end):
        confidence = LIMITS.certainty["other_context"]
        yield numbers.changed(one.span, other.span, Severity.MAJOR, confidence)


def _lacks_half_of_day(numbers: GroupNumbers, one: Quantity, other: Quantity) -> bool:
    """Whether a time has "o'clock" in place of a.m. or p.m., and no word near it tells which."""
    near = LIMITS.near_clock
    text = numbers.copy.text[max(0, other.start - near) : other.end + near].lower()
    is_open = one.is_exact and not other.is_exact and other.unit is None
    return is_open and "clock" in text and PART_OF_DAY.search(text) is None


def _month_of(one: Quantity) -> int:
    """The month that a quantity names, from 1; 0 for none."""
    return int(one.value) if one.kind is Kind.MONTH else one.month
