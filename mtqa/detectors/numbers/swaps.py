"""Counts that have each other's nouns in the copy."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from mtqa.detectors.numbers.group import GroupNumbers
from mtqa.detectors.numbers.limits import LIMITS
from mtqa.detectors.numbers.passage import Passage
from mtqa.quantities import Quantity
from mtqa.quantities.equivalence import COUNTS
from mtqa.results.findings import Finding, Severity

MOST_COUNTS = 25
"""Maximum counts of a group that are compared with each other."""

_Pair = tuple[Quantity, Quantity]


def swapped_counts(numbers: GroupNumbers) -> Iterator[Finding]:
    """Two findings for each two counts that are swapped: "12 cats, 15 dogs", "15 cats, 12 dogs"."""
    here, there = numbers.reference_passage, numbers.copy_passage
    counts = [both for both in numbers.pairs if both[0].kind in COUNTS]
    confidence = LIMITS.certainty["other_context"]
    for first, second in combinations(counts[:MOST_COUNTS], 2):
        if _are_swapped(first, second, here, there):
            for (one, _), (_, other) in ((first, second), (second, first)):
                yield numbers.changed(one.span, other.span, Severity.CRITICAL, confidence)


def _are_swapped(first: _Pair, second: _Pair, here: Passage, there: Passage) -> bool:
    """Whether two pairs of agreeing counts have each other's nouns in the copy."""
    (one, copied), (other, other_copied) = first, second
    if one.kind is not other.kind or one.value == other.value or one.unit or other.unit:
        return False
    noun, other_noun = here.stems_after(one), here.stems_after(other)
    copied_noun, other_copied_noun = there.stems_after(copied), there.stems_after(other_copied)
    is_crossed = noun & other_copied_noun and other_noun & copied_noun
    is_kept = noun & copied_noun or other_noun & other_copied_noun
    return bool(is_crossed) and not is_kept
