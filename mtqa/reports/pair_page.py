"""The pair page: a report as one HTML file, both texts side by side, for a person to decide by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from mtqa.files import replacing, require_folder
from mtqa.reports.page import SEVERITIES, page_name, render_page, visible, words
from mtqa.reports.pair_layout import Note, Row, blocks_of
from mtqa.results.findings import Finding, FindingType, Severity
from mtqa.results.mqm import POINTS
from mtqa.results.report import Report
from mtqa.results.scores import Verdict

_SAID = {
    Verdict.VERBATIM: "{copy} has the words of {reference}.",
    Verdict.TRANSLATED_COPY: "{copy} is a translated copy of {reference}.",
    Verdict.PARTIAL_COPY: "{copy} carries a part of {reference}.",
    Verdict.UNRELATED: "{copy} does not come from {reference}.",
}
_COSTS = {
    "numbers": "Wrong numbers, by severity and confidence",
    "findings": "Other findings, by severity and confidence",
    "dropped": "Words of dropped clauses",
    "words_lost": "Words that nothing in the copy says",
    "lost": "Words that seem to be missing from the copy",
    "strangers": "Sentences that the reference does not have",
    "turned": "Words that say something else",
    "gained": "Words that the reference does not have",
    "rank": "Sentences that a second reading puts lower",
    "cosine": "Sentences that drift in meaning",
    "edits": "Words changed, dropped or put in, of a copy that is nearly verbatim",
    "letters": "Changed letters",
    "capitals": "Changed capitals",
    "signs": "Changed punctuation",
    "spacing": "Spaces missing or too many",
    "repeats": "Words said twice in a row",
    "small_words": "Changed small words",
    "unknown_words": "Words that English does not know",
    "clumsy": "Reading less smoothly than the reference",
}
"""The parts of the fidelity in words."""

_MANY_BLOCKS = 200
"""From how many paragraphs on a browser draws only those in view. It guesses the height of the
others, so the scroll bar jumps and a picture of the whole page has gaps."""

_STRIP_LENGTH = 1000.0
_SHORTEST_TICK = 4.0
_WIDTHS = {Severity.CRITICAL: 12, Severity.MAJOR: 8, Severity.MINOR: 5}


@dataclass(frozen=True, slots=True)
class Tick:
    """A finding on the strip at the edge, which stands for the whole article.

    Attributes:
        note: The finding.
        top: Where it begins; the strip is 1000 long.
        height: How much of the strip it takes.
        width: How far it reaches in, by its severity.
    """

    note: Note
    top: float
    height: float
    width: int


def render(report: Report) -> str:
    """The report as an HTML page.

    The page loads nothing and runs nothing but its own script, without which it can be read
    as well. Nothing in the texts is obeyed.
    """
    blocks = blocks_of(report)
    rows = [row for block in blocks for row in block]
    return render_page(
        "pair",
        report=report,
        said=_said(report),
        carried=_carried(report),
        costs=[(_COSTS[name], cost) for name, cost in report.costs],
        penalties=report.penalties,
        points=POINTS[report.weights],
        counts=Counter((note.finding.type, note.finding.severity) for note in _notes(rows)),
        types=_types(report.findings),
        severities=[
            each for each in SEVERITIES if any(f.severity is each for f in report.findings)
        ],
        blocks=blocks,
        ticks=list(_ticks(rows)),
        title_of=_title,
        MANY_BLOCKS=_MANY_BLOCKS,
    )


class PageFolder:
    """A folder that takes the pair pages of a batch, one file a row."""

    def __init__(self, folder: Path) -> None:
        """Makes the folder, if it is not there.

        Raises:
            OutputError: It cannot be made, or nothing can be written there.
        """
        self._folder = folder
        require_folder(folder)

    def write(self, number: int, report: Report) -> None:
        """Writes the page of a row, counted from 1.

        Raises:
            OutputError: It cannot be written.
        """
        with replacing(self._folder / page_name(number, report.id or "")) as file:
            file.write(render(report))


def _said(report: Report) -> str:
    """The verdict as a sentence."""
    names = report.reference.name or "the reference", report.copy.name or "the copy"
    reference, copy = map(visible, names)
    return _SAID[report.verdict].format(reference=reference, copy=copy)


def _carried(report: Report) -> tuple[int, int]:
    """How many content sentences of the reference have a partner, and how many there are."""
    linked = {index for group in report.groups if group.is_linked for index in group.reference}
    content = [
        index for index, each in enumerate(report.reference.sentences) if each.role.is_content
    ]
    return len(linked.intersection(content)), len(content)


def _types(findings: Sequence[Finding]) -> list[FindingType]:
    """The types that occur, in their own order."""
    present = {finding.type for finding in findings}
    return [each for each in FindingType if each in present]


def _title(finding: Finding) -> str:
    """Type and kind in words."""
    title = words(finding.type.value).capitalize()
    return f"{title}, {visible(finding.kind)}" if finding.kind else title


def _notes(rows: Sequence[Row]) -> Iterator[Note]:
    for row in rows:
        yield from row.notes


def _ticks(rows: Sequence[Row]) -> Iterator[Tick]:
    """The findings along the strip, by about how much room the rows take."""
    scale = _STRIP_LENGTH / max(1, sum(row.size for row in rows))
    top = 0.0
    for row in rows:
        for note in row.notes:
            extent = max((len(p.text) for s in note.rows if (p := note.place(s))), default=0)
            height = max(_SHORTEST_TICK, min(extent, row.size) * scale)
            width = _WIDTHS[note.finding.severity]
            yield Tick(note, round(min(top, _STRIP_LENGTH - height), 1), round(height, 1), width)
        top += row.size * scale
