"""Findings to penalty points by MQM category and severity, with one of two presets of weights."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from mtqa.results.findings import Finding, Severity


class Preset(StrEnum):
    """Whose weights the severities have."""

    WMT = "wmt"
    MQM = "mqm"


POINTS = {
    Preset.WMT: {Severity.MINOR: 1.0, Severity.MAJOR: 5.0, Severity.CRITICAL: 5.0},
    Preset.MQM: {Severity.MINOR: 1.0, Severity.MAJOR: 5.0, Severity.CRITICAL: 25.0},
}
"""What one finding costs by its severity.

`mqm` is the scale of https://themqm.org. `wmt` is that of Freitag et al. 2021 (TACL 9), which knows
no critical errors: here they count as major ones. Its 0.1 for a minor error of punctuation and its
25 for a segment that is no translation at all have no finding to fall on.
"""

_PER = 1000


@dataclass(frozen=True, slots=True)
class Penalty:
    """What the findings of one MQM category and severity cost together.

    Attributes:
        category: The MQM category.
        severity: How bad they are.
        count: How many there are, every mention of one damage counting.
        points: What they cost, whatever their confidence.
        per_1000_words: The points by 1,000 words of the reference's content.
    """

    category: str
    severity: Severity
    count: int
    points: float
    per_1000_words: float


@dataclass(frozen=True, slots=True)
class Penalties:
    """What all findings cost.

    Attributes:
        preset: Whose weights they have.
        rows: One entry for each category and severity that occurs, the dearest first.
        per_1000_words: Their sum by 1,000 words of the reference's content.
    """

    preset: Preset
    rows: tuple[Penalty, ...]
    per_1000_words: float

    @classmethod
    def of(cls, findings: Iterable[Finding], preset: Preset, words: int) -> Self:
        """Counts findings.

        Args:
            findings: The findings.
            preset: Whose weights to give them.
            words: How many words the reference's content has; 0 counts as 1.
        """
        scale = _PER / max(1, words)
        rows = []
        for (category, severity), count in _counted(findings).items():
            points = count * POINTS[preset][severity]
            rows.append(Penalty(category, severity, count, points, points * scale))
        rows.sort(key=lambda row: (-row.points, row.category, row.severity))
        return cls(preset, tuple(rows), sum(row.points for row in rows) * scale)


def _counted(findings: Iterable[Finding]) -> Counter[tuple[str, Severity]]:
    """How often each category and severity occurs, every mention of a damage counting."""
    counts: Counter[tuple[str, Severity]] = Counter()
    for finding in findings:
        counts[finding.category, finding.severity] += finding.mentions
    return counts
