"""Limits that decide which numbers are findings."""

from __future__ import annotations

from collections.abc import Mapping

from mtqa.calibration import Limits


class _Limits(Limits, section="numbers"):
    near_sentences: int
    """Maximum distance in sentences to which a number may move out of its group."""
    near_clock: int
    """Maximum distance in characters between a time and words that tell its half of the day."""
    near_difference: int
    """Maximum distance in characters between a number and "more", "less" or the like."""
    rare_from: int
    """Minimum whole number that is unlikely to occur twice in a text by chance."""
    list_items_below: int
    """Numbers of list items are below this one."""
    ages_below: int
    """Ages are below this number."""
    omittable: int
    """Maximum number in words that a copy may omit after "the", "all" and the like."""
    score: Mapping[str, float]
    """Minimum pair score for each level of certainty but `possible`, the lowest."""
    certainty_changed: Mapping[str, float]
    """How sure a changed number is an error, for each level of the pair score."""
    certainty: Mapping[str, float]
    """How sure a finding of another kind is an error: a missing figure or number word, one that the
    pair reader does not miss, the same value in another context, a missing half of the day."""


LIMITS = _Limits()
