"""Counts of findings by type and severity."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, Self

from mtqa.results.findings import Finding, FindingType, Severity


class FindingCounts(Counter[tuple[FindingType, Severity]]):
    """Number of findings of each type and severity."""

    @classmethod
    def of(cls, findings: Iterable[Finding]) -> Self:
        """Counts findings."""
        return cls((finding.type, finding.severity) for finding in findings)

    @classmethod
    def of_content(cls, content: Mapping[str, Any]) -> Self:
        """Counts the findings of a report in its JSON form.

        Raises:
            LookupError, TypeError, ValueError: The content is not a report.
        """
        return cls(
            (FindingType(finding["type"]), Severity(finding["severity"]))
            for finding in content["findings"]
        )

    @property
    def by_type(self) -> Counter[FindingType]:
        """Number of findings of each type."""
        counts: Counter[FindingType] = Counter()
        for (kind, _), count in self.items():
            counts[kind] += count
        return counts

    @property
    def by_severity(self) -> Counter[Severity]:
        """Number of findings of each severity."""
        counts: Counter[Severity] = Counter()
        for (_, severity), count in self.items():
            counts[severity] += count
        return counts

    @property
    def types(self) -> list[FindingType]:
        """The types that occur, in the order of `FindingType`."""
        by_type = self.by_type
        return [each for each in FindingType if by_type[each]]

    @property
    def severities(self) -> list[Severity]:
        """The severities that occur, worst first."""
        by_severity = self.by_severity
        return [each for each in reversed(Severity) if by_severity[each]]
