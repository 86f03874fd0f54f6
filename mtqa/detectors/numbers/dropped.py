"""Numbers that are missing from the copy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mtqa.detectors.numbers.differences import is_explained_by_difference
from mtqa.detectors.numbers.group import GroupNumbers
from mtqa.detectors.numbers.limits import LIMITS
from mtqa.detectors.numbers.pairing import MOST_COMPARED
from mtqa.detectors.pair_reader_veto import seems_carried
from mtqa.quantities import Kind, Quantity, agreement
from mtqa.quantities.equivalence import COUNTS, is_rough_conversion, is_rough_share
from mtqa.results.findings import Finding, FindingType, Severity

KNOWN_AFTER = {"the", "these", "those", "all", "no", "by", "any", "other", "our", "their", "or"}
"""Words before a small number that the context tells anyway: "the two", "all three"."""

EMERGENCY_NUMBERS = {112, 911, 999}
BEFORE_LIST_ITEM = {":", ";", ",", "."}


def dropped_numbers(numbers: GroupNumbers, missing: Iterable[Quantity]) -> Iterator[Finding]:
    """A finding for each missing number that a faithful copy would have.

    Args:
        numbers: The numbers of the group.
        missing: Its missing numbers that have no other number in their place.
    """
    return (dropped_number(numbers, one) for one in missing if _is_dropped(numbers, one))


def dropped_number(numbers: GroupNumbers, one: Quantity) -> Finding:
    """The finding of a missing number."""
    place = numbers.reference.place(one.start, one.end)
    is_figure = one.in_digits or one.unit is not None or one.kind not in COUNTS
    is_doubtful = not numbers.extra and seems_carried(numbers.comparison, place)
    is_small = not is_figure or one.kind in (Kind.WEEKDAY, Kind.TIME) or _is_age(numbers, one)
    reason = "figure_dropped" if is_figure else "word_dropped"
    return Finding(
        FindingType.NUMBER,
        Severity.MINOR if is_small or is_doubtful else Severity.MAJOR,
        LIMITS.certainty["seemingly_carried" if is_doubtful else reason],
        f"“{place.text}” is missing from the copy",
        "dropped",
        place,
    )


def _is_dropped(numbers: GroupNumbers, one: Quantity) -> bool:
    """Whether a missing number matters, and nothing in the copy stands for it."""
    if one.is_weak or one.kind is Kind.VAGUE or _is_omittable(numbers, one):
        return False
    if is_explained_by_difference(numbers, one):
        return False
    has_equivalent = any(
        agreement(one, other) or is_rough_conversion(one, other) or is_rough_share(one, other)
        for other in numbers.in_copy[:MOST_COMPARED]
    )
    return not has_equivalent and not numbers.has_outside(one)


def _is_omittable(numbers: GroupNumbers, one: Quantity) -> bool:
    """Whether a copy may omit a number: "the two", "third", "Six Flags", "911", "2)"."""
    if _is_list_item(numbers.reference.text, one):
        return True
    if one.in_digits or one.unit is not None or one.kind not in COUNTS:
        return one.in_digits and one.unit is None and one.value in EMERGENCY_NUMBERS
    before = numbers.reference_passage.word_before(one)
    is_part_of_name = bool(before) and numbers.reference.text[one.start].isupper()
    is_known = one.kind is Kind.ORDINAL or before in KNOWN_AFTER
    return is_part_of_name or (is_known and one.value <= LIMITS.omittable) or one.value < 1


def _is_list_item(text: str, one: Quantity) -> bool:
    """Whether a number counts an item of a list: "by train: 1) fast, 2) cheap"."""
    before = text[max(0, one.start - 2) : one.start].strip()
    return (
        text[one.end : one.end + 1] == ")"
        and one.kind is Kind.NUMBER
        and one.value < LIMITS.list_items_below
        and (not before or before in BEFORE_LIST_ITEM)
    )


def _is_age(numbers: GroupNumbers, one: Quantity) -> bool:
    """Whether a number is an age: between commas, as in "Grace Tembo, 44,", or with "old"."""
    text = numbers.reference.text
    has_comma = text[max(0, one.start - 2) : one.start] == ", "
    is_apposition = has_comma and text[one.end : one.end + 1] in (",", ".")
    is_age = is_apposition or text[one.start : one.end].endswith("old")
    return is_age and one.value < LIMITS.ages_below
