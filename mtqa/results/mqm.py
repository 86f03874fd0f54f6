"""Penalty points of findings by MQM category and severity, with one of two presets of points."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from mtqa.results.findings import Finding, Severity


class Preset(StrEnum):
    """A scale of points for the severities."""

    WMT = "wmt"
    MQM = "mqm"


POINTS = {
    Preset.WMT: {Severity.MINOR: 1.0, Severity.MAJOR: 5.0, Severity.CRITICAL: 5.0},
    Preset.MQM: {Severity.MINOR: 1.0, Severity.MAJOR: 5.0, Severity.CRITICAL: 25.0},
}
"""Points of a finding by its severity.

`mqm` is the scale of https://themqm.org. `wmt` is that of Freitag et al. 2021 (TACL 9), which has
no critical errors: here they count as major. No finding matches its 0.1 points for minor
punctuation errors, or its 25 points for segments that are not a translation.
"""

_PER = 1000


@dataclass(frozen=True, slots=True)
class Penalty:
    """The points of all findings of one MQM category and severity.

    Attributes:
        category: The MQM category.
        severity: The severity.
        count: Number of findings; every mention counts.
        points: Their points; the confidence does not matter.
        per_1000_words: The points per 1,000 words of the reference's content.
    """

    category: str
    severity: Severity
    count: int
    points: float
    per_1000_words: float


@dataclass(frozen=True, slots=True)
class Penalties:
    """The points of all findings.

    Attributes:
        preset: The scale of points.
        rows: One entry per category and severity that occurs, most points first.
        per_1000_words: Sum of the points per 1,000 words of the reference's content.
    """

    preset: Preset
    rows: tuple[Penalty, ...]
    per_1000_words: float

    @classmethod
    def of(cls, findings: Iterable[Finding], preset: Preset, words: int) -> Self:
        """Counts findings.

        Args:
            findings: The findings.
            preset: The scale of points.
            words: Number of words of the reference's content; 0 counts as 1.
        """
        scale = _PER / max(1, words)
        rows = []
        for (category, severity), count in _counted(findings).items():
            points = count * POINTS[preset][severity]
            rows.append(Penalty(category, severity, count, points, points * scale))
        rows.sort(key=lambda row: (-row.points, row.category, row.severity))
        return cls(preset, tuple(rows), sum(row.points for row in rows) * scale)


def _counted(findings: Iterable[Finding]) -> Counter[tuple[str, Severity]]:
    """Number of findings of each category and severity; every mention counts."""
    counts: Counter[tuple[str, Severity]] = Counter()
    for finding in findings:
        counts[finding.category, finding.severity] += finding.mentions
    return counts
