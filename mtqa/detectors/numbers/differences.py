"""Numbers that one side gives as a difference and the other as its result."""

from __future__ import annotations

import re

from mtqa.detectors.numbers.group import GroupNumbers
from mtqa.detectors.numbers.limits import LIMITS
from mtqa.detectors.numbers.pairing import MOST_COMPARED
from mtqa.quantities import Quantity
from mtqa.quantities.equivalence import COUNTS, same_unit

DIFFERENCE = re.compile(
    r"\b(?:more|less|fewer|higher|lower|longer|shorter|earlier|later|up|down|by|another|extra)\b"
)


def is_explained_by_difference(numbers: GroupNumbers, one: Quantity) -> bool:
    """Whether a missing number and an extra one differ by a third, which both sides have.

    As in "14 weeks, five more than usual" and "14 weeks instead of nine".

    Args:
        numbers: The numbers of the group.
        one: A number that the copy lacks.
    """
    shared = [base.value for base, _ in numbers.pairs if _count_the_same(base, one)]
    return any(
        _is_difference(difference, document.text)
        and any(abs(result.value - value) == difference.value for value in shared)
        for other in numbers.extra[:MOST_COMPARED]
        if _count_the_same(one, other)
        for difference, result, document in (
            (one, other, numbers.reference),
            (other, one, numbers.copy),
        )
    )


def _count_the_same(one: Quantity, other: Quantity) -> bool:
    """Whether two quantities have the same unit, or are counts without a unit."""
    if one.unit is None or other.unit is None:
        return one.unit is other.unit and one.kind in COUNTS and other.kind in COUNTS
    return same_unit(one.unit, other.unit)


def _is_difference(one: Quantity, text: str) -> bool:
    """Whether a word near a quantity says that it is a difference."""
    near = LIMITS.near_difference
    around = text[max(0, one.start - near) : one.end + near]
    return DIFFERENCE.search(around.lower()) is not None
