"""The batch page: what a file of reports says, counted, and its worst pairs, as one HTML file."""

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
from mtqa.reports.page import page_name, render_page
from mtqa.reports.summary import is_foreign_pair, scores_of
from mtqa.results.findings import FindingType, Severity
from mtqa.results.scores import Verdict

MOST_PAIRS = 1000
"""How many pairs the table holds, the worst ones."""

MOST_FAILED = 200
"""How many of the rows that failed are listed."""

_BINS = 20
_LONGEST_TEXT = 300


@dataclass(frozen=True, slots=True)
class PairRow:
    """A pair in the table.

    Attributes:
        number: Its row in the batch, from 1.
        id: What the batch calls it, cut where it is very long.
        page: The name that its page would have.
        verdict: What the copy is.
        quality: 0 to 100.
        coverage: 0 to 1.
        fidelity: 0 to 1.
        findings: How many there are of each severity.
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


class Overview:
    """Counts over the results of a batch; its size does not grow with the batch.

    Attributes:
        pairs: How many pairs were scored.
        verdicts: How many pairs have each verdict.
        findings: How many findings there are of each type and severity.
        bins: How many pairs lie in each twentieth of the scale of quality.
        foreign: How many pairs have a text that is not in English.
        errors: How many rows failed, by the kind of error.
        failed: The first rows that failed.
    """

    def __init__(self) -> None:
        self.pairs = 0
        self.verdicts: Counter[Verdict] = Counter()
        self.findings: Counter[tuple[FindingType, Severity]] = Counter()
        self.bins = [0] * _BINS
        self.foreign = 0
        self.errors: Counter[str] = Counter()
        self.failed: list[FailedRow] = []
        self._rows = 0
        self._quality = 0.0
        self._worst: list[tuple[float, int, PairRow]] = []

    @property
    def mean_quality(self) -> float:
        """The mean quality of the pairs, 0 where there is none."""
        return self._quality / max(1, self.pairs)

    @property
    def worst(self) -> list[PairRow]:
        """The pairs of the lowest quality, the worst first."""
        return [row for *_, row in sorted(self._worst, reverse=True)]

    def add(self, result: dict[str, Any]) -> None:
        """Counts one result: a report as `mtqa.report/1`, or an id and its error.

        Raises:
            LookupError, TypeError, ValueError: It is neither.
        """
        self._rows += 1
        if "error" in result:
            self._add_failed(result["id"], result["error"])
            return
        found = Counter(
            (FindingType(finding["type"]), Severity(finding["severity"]))
            for finding in result["findings"]
        )
        row = _pair_row(self._rows, result, found)
        self.pairs += 1
        self.foreign += is_foreign_pair(result)
        self.verdicts[row.verdict] += 1
        self.findings.update(found)
        self.bins[min(int(row.quality * _BINS / 100), _BINS - 1)] += 1
        self._quality += row.quality
        push = heappush if len(self._worst) < MOST_PAIRS else heappushpop
        push(self._worst, (-row.quality, -row.number, row))

    def _add_failed(self, key: str, error: dict[str, str]) -> None:
        self.errors[error["kind"][:_LONGEST_TEXT]] += 1
        if len(self.failed) < MOST_FAILED:
            texts = (text[:_LONGEST_TEXT] for text in (key, error["kind"], error["message"]))
            self.failed.append(FailedRow(self._rows, *texts))


def read_overview(lines: Iterable[bytes], name: str) -> Overview:
    """Counts the reports of a batch, one at a time.

    Args:
        lines: The lines of the file; a last one that a killed run left half written is passed
            over.
        name: What errors call the file.

    Raises:
        InputError: A line is no report.
    """
    overview = Overview()
    for number, line in enumerate(lines, start=1):
        try:
            overview.add(json.loads(line))
        except (ValueError, LookupError, TypeError, RecursionError):
            if not line.endswith(b"\n") and number > 1:
                break
            raise InputError(
                f"{name}: line {number} is no report; give the REPORTS.jsonl of `mtqa batch`"
            ) from None
    return overview


def render(overview: Overview, name: str, pages: Path | None, base: Path) -> str:
    """The batch page.

    Args:
        overview: What to show.
        name: The file that was read.
        pages: The folder of the pair pages, if there is one; pages that are in it are linked.
        base: The folder of the batch page, which links go out from.
    """
    worst = overview.worst
    return render_page(
        "batch",
        overview=overview,
        name=name,
        worst=worst,
        links={row.number: link for row in worst if (link := _link(row, pages, base))},
        types=[each for each in FindingType if _of_type(overview, each)],
        totals={each: _of_type(overview, each) for each in FindingType},
        highest=max(overview.bins),
        failed=overview.errors.total(),
    )


def _pair_row(
    number: int, result: dict[str, Any], found: Counter[tuple[FindingType, Severity]]
) -> PairRow:
    scores, key = scores_of(result), str(result["id"])
    by_severity: Counter[Severity] = Counter()
    for (_, severity), count in found.items():
        by_severity[severity] += count
    return PairRow(
        number,
        key[:_LONGEST_TEXT],
        page_name(number, key),
        Verdict(result["verdict"]),
        _figure(scores["quality"], 100),
        _figure(scores["coverage"], 1),
        _figure(scores["fidelity"], 1),
        by_severity,
    )


def _figure(value: float, largest: int) -> float:
    if not 0 <= value <= largest:
        raise ValueError(value)
    return float(value)


def _of_type(overview: Overview, kind: FindingType) -> int:
    return sum(overview.findings[kind, severity] for severity in Severity)


def _link(row: PairRow, pages: Path | None, base: Path) -> str | None:
    """Where the page of a pair lies from the batch page, if it is there."""
    if pages is None or not (pages / row.page).is_file():
        return None
    way = os.path.relpath((pages / row.page).resolve(), base.resolve())
    return quote(Path(way).as_posix())
