"""The batch page: counts over the reports of a batch and its worst pairs, as one HTML file."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from heapq import heappush, heappushpop
from pathlib import Path
from typing import Any
from urllib.parse import quote

from mtqa.errors import InputError
from mtqa.reports.batch_counts import LONGEST_TEXT, BatchCounts, scores_of
from mtqa.reports.page import page_name, render_page
from mtqa.results.counts import FindingCounts
from mtqa.results.findings import Severity
from mtqa.results.scores import Verdict

MOST_PAIRS = 1000
"""Maximum number of pairs in the table, worst first."""

MOST_FAILED = 200
"""Maximum number of failed rows that are listed."""

_BINS = 20


@dataclass(frozen=True, slots=True)
class PairRow:
    """A pair in the table.

    Attributes:
        number: Its row in the batch, from 1.
        id: Its id, cut if it is very long.
        page: The file name of its page.
        verdict: The relation of the copy to the reference.
        quality: 0 to 100.
        coverage: 0 to 1.
        fidelity: 0 to 1.
        findings: Number of findings of each severity.
    """

    number: int
    id: str
    page: str
    verdict: Verdict
    quality: float
    coverage: float
    fidelity: float
    findings: Counter[Severity]


@dataclass(frozen=True, slots=True)
class FailedRow:
    """A row that gave an error."""

    number: int
    id: str
    kind: str
    message: str


class Overview(BatchCounts):
    """Counts over the results of a batch, its worst pairs and its first errors.

    Attributes:
        bins: Number of pairs in each twentieth of the scale of quality.
        failed: The first failed rows.
    """

    def __init__(self) -> None:
        super().__init__()
        self.bins = [0] * _BINS
        self.failed: list[FailedRow] = []
        self._worst: list[tuple[float, int, PairRow]] = []

    @property
    def worst(self) -> list[PairRow]:
        """The pairs with the lowest quality, worst first."""
        return [row for *_, row in sorted(self._worst, reverse=True)]

    def add(self, result: dict[str, Any]) -> None:
        """Counts one result, and keeps it if it is among the worst or the first failed.

        Raises:
            LookupError, TypeError, ValueError: It is not a result.
        """
        super().add(result)
        if "error" in result:
            self._add_failed(result["id"], result["error"])
            return
        row = _pair_row(self.rows, result)
        self.bins[min(int(row.quality * _BINS / 100), _BINS - 1)] += 1
        push = heappush if len(self._worst) < MOST_PAIRS else heappushpop
        push(self._worst, (-row.quality, -row.number, row))

    def _add_failed(self, key: str, error: dict[str, str]) -> None:
        if len(self.failed) < MOST_FAILED:
            texts = (text[:LONGEST_TEXT] for text in (key, error["kind"], error["message"]))
            self.failed.append(FailedRow(self.rows, *texts))


def read_overview(lines: Iterable[bytes], name: str) -> Overview:
    """Counts the reports of a batch, one at a time.

    Args:
        lines: The lines of the file; an incomplete last line of a killed run is ignored.
        name: Name of the file in errors.

    Raises:
        InputError: A line is not a report.
    """
    overview = Overview()
    for number, line in enumerate(lines, start=1):
        try:
            overview.add(json.loads(line))
        except (ValueError, LookupError, TypeError, RecursionError):
            if not line.endswith(b"\n") and number > 1:
                break
            raise InputError(
                f"{name}: line {number} is not a report; give the REPORTS.jsonl of `mtqa batch`"
            ) from None
    return overview


def render(overview: Overview, name: str, pages: Path | None, base: Path) -> str:
    """The batch page.

    Args:
        overview: The counts.
        name: Name of the file that was read.
        pages: The folder of the pair pages, if there is one; pages that exist are linked.
        base: The folder of the batch page, for relative links.
    """
    worst = overview.worst
    return render_page(
        "batch",
        overview=overview,
        name=name,
        worst=worst,
        links={row.number: link for row in worst if (link := _link(row, pages, base))},
        totals=overview.findings.by_type,
        highest=max(overview.bins),
        failed=overview.errors.total(),
    )


def _pair_row(number: int, result: dict[str, Any]) -> PairRow:
    key = str(result["id"])
    return PairRow(
        number=number,
        id=key[:LONGEST_TEXT],
        page=page_name(number, key),
        verdict=Verdict(result["verdict"]),
        **scores_of(result),
        findings=FindingCounts.of_content(result).by_severity,
    )


def _link(row: PairRow, pages: Path | None, base: Path) -> str | None:
    """The relative link to the page of a pair, if the page exists."""
    if pages is None or not (pages / row.page).is_file():
        return None
    way = os.path.relpath((pages / row.page).resolve(), base.resolve())
    return quote(Path(way).as_posix())
