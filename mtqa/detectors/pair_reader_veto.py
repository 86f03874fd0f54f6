"""What speaks against a finding on a name or a number: the pair reader sees no damage there."""

from __future__ import annotations

from mtqa.alignment.comparison import Comparison
from mtqa.calibration import Limits
from mtqa.text.spans import Place


class _Limits(Limits, section="pair_reader_veto"):
    missing: float
    """Minimum chance of a word at which the pair reader takes it for missing. Of 21 names that a
    human translator left out, 0.6 calls 9 carried that 0.4 does not; the least chance of 80 names
    that were dropped is 0.65 (marked windows and articles, DEMETR)."""
    changed: float
    """Minimum chance of a word at which the pair reader takes it for changed. Under it are 44 of
    86 names that two human translators put otherwise, and 8 of 284 that were replaced (the same
    texts)."""


LIMITS = _Limits()


def seems_carried(comparison: Comparison, place: Place) -> bool:
    """Whether the pair reader read the words at a place of the reference and misses none."""
    read = comparison.reading_at(place)
    if read is None:
        return False
    match, reading = read
    return bool((reading.lost[match.reference.at(place)] < LIMITS.missing).all())


def seems_same(comparison: Comparison, reference: Place, copy: Place) -> bool:
    """Whether the pair reader read two places of one match and sees the same meaning."""
    read = comparison.reading_at(reference)
    if read is None:
        return False
    match, reading = read
    here = reading.lost_turned[match.reference.at(reference)]
    there = reading.gained_turned[match.copy.at(copy)]
    return bool((here < LIMITS.changed).all() and (there < LIMITS.changed).all())
