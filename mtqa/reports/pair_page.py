"""The pair page: a report as one HTML file with both texts side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mtqa.reports.page import render_page, visible
from mtqa.reports.pair_content import blocks_of
from mtqa.reports.pair_layout import Note, Row
from mtqa.reports.wording import COSTS, missing_texts, verdict_sentence, words
from mtqa.results.counts import FindingCounts
from mtqa.results.findings import Finding, Severity
from mtqa.results.mqm import POINTS
from mtqa.results.report import ReportData

_MANY_BLOCKS = 200
"""Minimum number of paragraphs for drawing only those in view. The browser guesses the height of
the others, so the scroll bar jumps and a picture of the whole page has gaps."""

_STRIP_LENGTH = 1000.0
_SHORTEST_TICK = 4.0
_WIDTHS = {Severity.CRITICAL: 12, Severity.MAJOR: 8, Severity.MINOR: 5}


@dataclass(frozen=True, slots=True)
class Tick:
    """A finding on the strip at the edge of the page, which shows the whole article.

    Attributes:
        note: The finding.
        top: Its start; the strip is 1000 long.
        height: Its height.
        width: Its width, by severity.
    """

    note: Note
    top: float
    height: float
    width: int


def render(report: ReportData) -> str:
    """The report as an HTML page; without the texts, it shows the scores and the findings.

    The page loads nothing and runs only its own script; it can be read without the script. Markup
    in the texts has no effect.
    """
    blocks = blocks_of(report)
    rows = [row for block in blocks for row in block]
    return render_page(
        "pair",
        report=report,
        verdict=verdict_sentence(report),
        carried=report.carried,
        costs=[(COSTS.get(name, words(name)), cost) for name, cost in report.costs],
        penalties=report.penalties,
        points=POINTS[report.weights],
        counts=FindingCounts.of(report.findings),
        missing=missing_texts(report),
        blocks=blocks,
        notes=[] if blocks else _notes(report),
        ticks=list(_ticks(rows)),
        title_of=_title,
        MANY_BLOCKS=_MANY_BLOCKS,
    )


def _notes(report: ReportData) -> list[Note]:
    """The findings of a report without texts, in reading order."""
    return [
        Note(index, finding, number=index + 1)
        for index, finding in enumerate(report.in_reading_order())
    ]


def _title(finding: Finding) -> str:
    """Type and kind in words."""
    title = words(finding.type.value).capitalize()
    return f"{title}, {visible(finding.kind)}" if finding.kind else title


def _ticks(rows: Sequence[Row]) -> Iterator[Tick]:
    """The findings on the strip, placed by the estimated height of the rows."""
    scale = _STRIP_LENGTH / max(1, sum(row.size for row in rows))
    top = 0.0
    for row in rows:
        for note in row.notes:
            extent = max((len(p.text) for s in note.rows if (p := note.place(s))), default=0)
            height = max(_SHORTEST_TICK, min(extent, row.size) * scale)
            width = _WIDTHS[note.finding.severity]
            yield Tick(note, round(min(top, _STRIP_LENGTH - height), 1), round(height, 1), width)
        top += row.size * scale
