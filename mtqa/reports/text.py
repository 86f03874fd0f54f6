"""A report as text for a terminal: the verdict, the scores, each finding in its context."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from io import StringIO

from rich.console import Console
from rich.text import Text

from mtqa.reports.wording import missing_texts, verdict_sentence, words
from mtqa.results import rounding
from mtqa.results.counts import FindingCounts
from mtqa.results.findings import Finding, Severity
from mtqa.results.mqm import POINTS
from mtqa.results.report import ReportData
from mtqa.text.document import Document, Outline
from mtqa.text.loading import printable
from mtqa.text.spans import Place

_SIGNS = {Severity.CRITICAL: "!!", Severity.MAJOR: "! ", Severity.MINOR: "- "}
_STYLES = {Severity.CRITICAL: "bold red", Severity.MAJOR: "yellow", Severity.MINOR: "cyan"}
_NARROWEST, _WIDEST = 40, 120
_LABEL = len("   reference  ")
_EXCERPT_LINES = 3


def render(
    report: ReportData, *, width: int = 80, color: bool = False, with_sum: bool = False
) -> str:
    """The report as plain text, or with colours for a terminal.

    Control characters of the texts are written out, so that a terminal does not act on them.

    Args:
        report: The report.
        width: Maximum width in columns. Long lines are hard to read, so 120 at most are used.
        color: Whether to write escape sequences for bold and coloured text.
        with_sum: Whether to show how the quality is computed, and the MQM points.
    """
    width = min(max(width, _NARROWEST), _WIDEST)
    console = Console(
        file=StringIO(),
        width=width,
        force_terminal=color,
        force_jupyter=False,
        color_system="standard" if color else None,
        legacy_windows=False,
    )
    for line in _lines(report, console, with_sum):
        console.print(line, soft_wrap=True, highlight=False)
    return console.file.getvalue()  # type: ignore[attr-defined, no-any-return]


def _lines(report: ReportData, console: Console, with_sum: bool) -> Iterator[Text]:
    if report.warning:
        yield from _wrapped(Text(f"Warning: {printable(report.warning)}.", "yellow"), console)
    yield from _wrapped(Text(verdict_sentence(report), "bold"), console)
    yield from _wrapped(_scores(report), console)
    if with_sum and report.is_matched:
        if report.scores.linked is not None:
            yield from _wrapped(_sum(report, report.scores.linked), console)
        yield from _penalties(report, console)
    for finding in report.in_reading_order():
        yield Text()
        yield from _finding(report, finding, console)
    if report.is_matched:
        yield Text()
        yield from _wrapped(_totals(report), console)
    if missing := missing_texts(report):
        yield from _wrapped(Text(missing, "dim"), console)


def _wrapped(text: Text, console: Console, label: str = "", style: str = "") -> Iterator[Text]:
    """The text broken at spaces, with a hanging label before the first line."""
    for number, line in enumerate(text.wrap(console, console.width - len(label))):
        line.rstrip()
        yield Text.assemble((label, style) if number == 0 else " " * len(label), line)


def _scores(report: ReportData) -> Text:
    scores = report.scores
    if not report.is_matched:
        return Text(f"quality {rounding.quality(0)}")
    return Text(
        f"quality {rounding.quality(scores.quality)}"
        f"   coverage {rounding.percent(scores.coverage)}"
        f"   fidelity {rounding.percent(scores.fidelity)}"
    )


def _sum(report: ReportData, linked_share: float) -> Text:
    """How the quality is computed: the cost of each kind of damage, highest first."""
    named = ", ".join(f"{printable(name)} {rounding.shown(cost, 3)}" for name, cost in report.costs)
    quality = rounding.shown(report.scores.quality, 2, 100)
    linked = rounding.shown(linked_share, 4, 1)
    cost = rounding.shown(report.total_cost, 4, 1)
    return Text(
        f"quality {quality} = 100 * linked {linked} * (1 - {cost}): {named or 'no damage'}", "dim"
    )


def _penalties(report: ReportData, console: Console) -> Iterator[Text]:
    """The points of the findings by MQM category and severity, most points first."""
    penalties = report.penalties
    costs = POINTS[penalties.preset]
    weights = ", ".join(f"{severity} {costs[severity]:g}" for severity in Severity)
    total = rounding.shown(penalties.per_1000_words, 1)
    unit = f"points per 1,000 reference words (weights {penalties.preset}: {weights})"
    yield from _wrapped(Text(f"MQM {total} {unit}", "dim"), console)
    for row in penalties.rows:
        points = f"{row.points:g} point{'' if row.points == 1 else 's'}"
        line = f"{row.category}: {row.count} {row.severity}, {points}"
        cost = rounding.shown(row.per_1000_words, 1)
        label = f"{cost:>{len('MQM ') + len(total)}} "
        yield from _wrapped(Text(line, "dim"), console, label, "dim")


def _finding(report: ReportData, finding: Finding, console: Console) -> Iterator[Text]:
    severity = finding.severity
    label = f"{_SIGNS[severity]} {severity.value}".ljust(_LABEL)
    line = Text(f"{_title(report, finding)}: {printable(finding.message)}")
    times = f", {finding.mentions} times" if finding.mentions > 1 else ""
    line.append(f"{times} ({rounding.confidence(finding.confidence)})", "dim")
    yield from _wrapped(line, console, label, _STYLES[severity])
    for side, document, place in (
        ("reference", report.reference, finding.reference),
        ("copy", report.copy, finding.copy),
    ):
        if place:
            excerpt = _excerpt(document, place, _EXCERPT_LINES * (console.width - _LABEL))
            yield from _wrapped(excerpt, console, f"   {side}".ljust(_LABEL), "dim")


def _title(report: ReportData, finding: Finding) -> str:
    """Type and kind of a finding and, if known, the number of its paragraph, from 1."""
    title = words(finding.type.value)
    if finding.kind:
        title = f"{title} ({printable(finding.kind)})"
    side, place = report.reference, finding.reference
    if place is None:
        side, place = report.copy, finding.copy
    if place is None or isinstance(side, Outline):
        return title
    sentence = side.sentence_at(place.start)
    if sentence is None:
        return title
    where = "" if side is report.reference else " of the copy"
    return f"{title}, paragraph {side.sentences[sentence].paragraph + 1}{where}"


def _excerpt(document: Document | Outline, place: Place, room: int) -> Text:
    """The words of a place between « and », with the rest of their sentences if known."""
    words = _shortened(printable(place.text), room * 3 // 4)
    before, behind = ("", "") if isinstance(document, Outline) else _context(document, place)
    spare = room - len(words) - 2
    before = _last_words(before, max(spare // 2, spare - len(behind)))
    behind = _first_words(behind, spare - len(before))
    return Text.assemble(before, "«", (words, "bold"), "»", behind)


def _context(document: Document, place: Place) -> tuple[str, str]:
    """The text before and after a place in its sentences."""
    first = document.sentence_at(place.start)
    last = document.sentence_at(max(place.start, place.end - 1))
    start = place.start if first is None else document.sentences[first].start
    end = place.end if last is None else document.sentences[last].end
    return _one_line(document.text[start : place.start]), _one_line(document.text[place.end : end])


def _one_line(text: str) -> str:
    """The text made printable; a space at either end stays."""
    left = " " if text[:1].isspace() else ""
    right = " " if text[-1:].isspace() else ""
    return f"{left}{printable(text)}{right}" if text.strip() else left


def _shortened(text: str, room: int) -> str:
    """The text, without its middle if it is too long."""
    if len(text) <= room:
        return text
    head = room * 2 // 3
    return f"{_first_words(text, head)}{_last_words(text, room - head).removeprefix('…')}"


def _first_words(text: str, room: int) -> str:
    if len(text) <= room:
        return text
    cut = text[: max(0, room - 1)]
    return f"{cut[: cut.rfind(' ') + 1] or cut}…"


def _last_words(text: str, room: int) -> str:
    if len(text) <= room:
        return text
    cut = text[len(text) - max(0, room - 1) :]
    return f"…{cut[cut.find(' ') :] if ' ' in cut else cut}"


def _totals(report: ReportData) -> Text:
    """Number of findings, and how much of the reference's content is in the copy."""
    carried, sentences = report.carried
    paragraphs = (
        "" if isinstance(report.reference, Outline) else _paragraphs(report, report.reference)
    )
    return Text(f"{_count(report)} In the copy: {paragraphs}{carried} of {sentences} sentences.")


def _paragraphs(report: ReportData, reference: Document) -> str:
    """Number of paragraphs of the reference that are in the copy, complete or in part."""
    linked = report.linked_sentences
    total: Counter[int] = Counter()
    arrived: Counter[int] = Counter()
    for index, sentence in enumerate(reference.sentences):
        if sentence.role.is_content:
            total[sentence.paragraph] += 1
            arrived[sentence.paragraph] += index in linked
    whole = sum(arrived[paragraph] == total[paragraph] for paragraph in total)
    partly = sum(0 < arrived[paragraph] < total[paragraph] for paragraph in total)
    return f"{whole} of {len(total)} paragraphs{f', {partly} in part' if partly else ''}; "


def _count(report: ReportData) -> str:
    if not report.findings:
        return "No findings."
    counts = FindingCounts.of(report.findings)
    by_severity, total = counts.by_severity, counts.total()
    listed = ", ".join(f"{by_severity[each]} {each}" for each in counts.severities)
    return f"{total} finding{'' if total == 1 else 's'}: {listed}."
