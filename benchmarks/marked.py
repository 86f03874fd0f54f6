"""Measures findings against the error marks of whole articles and of real round trips."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import material
import peers
from measures import THRESHOLDS, Count, Measures, Setting, links_of, sentence_starts

from mtqa import Finding, Report
from mtqa.results.findings import FindingType
from mtqa.text.document import Document
from mtqa.text.spans import Place

OMISSIONS = {
    FindingType.DROPPED_CLAUSE,
    FindingType.DROPPED_SENTENCE,
    FindingType.DROPPED_PARAGRAPH,
}
HARMLESS = {"variant", "ok"}
Span = tuple[int, int]


@dataclass(frozen=True)
class Mark:
    """A marked error, or a trap: a harmless variant that looks like one."""

    type: str
    label: str | None
    reference: Span | None
    copy: Span | None

    @property
    def is_trap(self) -> bool:
        """Whether it is a harmless variant."""
        return self.label in HARMLESS

    def meets(self, finding: Finding) -> bool:
        """Whether a finding overlaps it on either side."""
        return _overlap(finding.reference, self.reference) or _overlap(finding.copy, self.copy)


@dataclass(frozen=True)
class Rule:
    """Which findings are judged by which marks.

    Attributes:
        answers: Types of the judged findings.
        wanted: Marks that must be found.
        accepted: Other marks that make such a finding right.
        found_by_any: Whether a finding of any type finds a wanted mark.
    """

    answers: set[FindingType]
    wanted: Callable[[Mark], bool]
    accepted: Callable[[Mark], bool] = lambda _: False
    found_by_any: bool = False

    def judged(
        self, findings: Sequence[Finding], marks: Sequence[Mark]
    ) -> list[tuple[Finding, bool]]:
        """The judged findings, each with whether it is right."""
        good = [mark for mark in marks if self.wanted(mark) or self.accepted(mark)]
        return [
            (finding, any(mark.meets(finding) for mark in good))
            for finding in findings
            if finding.type in self.answers
        ]

    def count(self, count: Count, findings: Sequence[Finding], marks: Sequence[Mark]) -> None:
        """Adds the findings and marks of one pair to a count."""
        judged = self.judged(findings, marks)
        wanted = [mark for mark in marks if self.wanted(mark)]
        count.said += len(judged)
        count.right += sum(right for _, right in judged)
        count.there += len(wanted)
        pool = findings if self.found_by_any else [finding for finding, _ in judged]
        count.found += sum(any(mark.meets(finding) for finding in pool) for mark in wanted)


@dataclass(frozen=True)
class Checked:
    """The report on a pair, and its marks."""

    report: Report
    marks: list[Mark]


@dataclass(frozen=True)
class MarkedSet:
    """Checked pairs, and the rules that judge their findings."""

    rules: dict[str, Rule]
    pairs: list[Checked]

    def judged(self) -> list[tuple[Finding, bool]]:
        """All judged findings, each with whether it is right."""
        return [
            each
            for pair in self.pairs
            for rule in self.rules.values()
            for each in rule.judged(pair.report.findings, pair.marks)
        ]

    def count(self, names: Iterable[str], least: float = 0.0) -> Count:
        """The counts of some rules together.

        Args:
            names: Names of the rules.
            least: Minimum confidence of a finding.
        """
        count = Count()
        for pair in self.pairs:
            findings = pair.report.filtered(min_confidence=least).findings
            for name in names:
                self.rules[name].count(count, findings, pair.marks)
        return count

    def measures(self) -> dict[str, Measures]:
        """Precision, recall and F1 by rule."""
        return {name: self.count([name]).measures() for name in self.rules}


def articles(setting: Setting) -> dict[str, Measures]:
    """Findings on whole articles: precision, recall, flagged traps; links, also of the matcher."""
    made = checked_articles(setting)
    rows = {
        name: {**measures, **_traps(made, made.rules[name])}
        for name, measures in made.measures().items()
    }
    return {**rows, **_article_links(_read_articles(setting), [p.report for p in made.pairs])}


def checked_articles(setting: Setting) -> MarkedSet:
    """Reports on whole articles in which all errors and traps are marked."""
    given = _read_articles(setting)
    reports = setting.check((each["reference"], each["copy"]) for each in given)
    pairs = [
        Checked(report, [_article_mark(each, mark) for mark in each["findings"]])
        for each, report in zip(given, reports, strict=True)
    ]
    return MarkedSet(_article_rules(), pairs)


def _read_articles(setting: Setting) -> list[material.Record]:
    return material.articles(setting.data)[: setting.limit]


def _traps(made: MarkedSet, rule: Rule) -> Measures:
    """Number of traps of a rule's types, and how many of them a finding flags."""
    flagged: list[bool] = []
    for pair in made.pairs:
        errors = [mark for mark in pair.marks if not mark.is_trap]
        said = [
            finding
            for finding in pair.report.findings
            if finding.type in rule.answers and not any(mark.meets(finding) for mark in errors)
        ]
        traps = [mark for mark in pair.marks if mark.is_trap and mark.type in {*rule.answers}]
        flagged += [any(trap.meets(finding) for finding in said) for trap in traps]
    return {"traps": len(flagged), "traps flagged": sum(flagged)}


def _article_rules() -> dict[str, Rule]:
    def of(*types: str) -> Callable[[Mark], bool]:
        return lambda mark: mark.type in types and not mark.is_trap

    dropped = tuple(kind.value for kind in OMISSIONS)
    rules = {
        "dropped": Rule(OMISSIONS, of(*dropped), lambda mark: mark.label == "dropped"),
        "name": Rule({FindingType.NAME}, of("name"), of(*dropped)),
        "number": Rule({FindingType.NUMBER}, of("number"), of(*dropped)),
    }
    for name in ("fragment", "added_text", "mistranslation"):
        rules[name] = Rule({FindingType(name)}, of(name))
    return rules


def _article_mark(pair: material.Record, mark: material.Record) -> Mark:
    return Mark(
        mark["type"],
        mark["kind"],
        _span(pair["reference"], mark["reference"]),
        _span(pair["copy"], mark["copy"]),
    )


def _article_links(
    pairs: Sequence[material.Record], reports: Sequence[Report]
) -> dict[str, Measures]:
    matcher = peers.ThresholdMatcher()
    ours, theirs = Count(), {threshold: Count() for threshold in THRESHOLDS}
    for pair, report in zip(pairs, reports, strict=True):
        gold = {
            (_sentence_at(report.reference, one), _sentence_at(report.copy, other))
            for one, other in pair["links"]
        }
        _count_links(ours, links_of(report), gold)
        sides = report.reference, report.copy
        cosines = matcher.cosines(*(side.sentence_texts() for side in sides))
        for threshold, count in theirs.items():
            _count_links(count, peers.links_over(cosines, threshold), gold)
    best = max(theirs, key=lambda threshold: theirs[threshold].measures()["F1"])
    return {"links": ours.measures(), f"links, cosine over {best}": theirs[best].measures()}


def _count_links(count: Count, made: peers.Links, gold: peers.Links) -> None:
    count.said += len(made)
    count.right += len(made & gold)
    count.there += len(gold)
    count.found = count.right


def _sentence_at(document: Document, beginning: str) -> int:
    """The sentence that contains a quoted beginning."""
    return bisect_right(sentence_starts(document), document.text.index(beginning)) - 1


def windows(setting: Setting) -> dict[str, Measures]:
    """Findings on windows of real round trips: precision, recall and F1."""
    return checked_windows(setting).measures()


def checked_windows(setting: Setting) -> MarkedSet:
    """Reports on windows of real round trips, marked in two readings."""
    folder = setting.data / "gold"
    given = json.loads((folder / "windows.json").read_text("utf-8"))[: setting.limit]
    marks_of: dict[str, list[material.Record]] = defaultdict(list)
    for mark in json.loads((folder / "annotations.json").read_text("utf-8")):
        marks_of[mark["id"]].append(mark)
    reports = setting.check(
        (material.joined(each["reference"]), material.joined(each["copy"])) for each in given
    )
    pairs = [
        Checked(report, [_window_mark(window, mark) for mark in marks_of[window["id"]]])
        for window, report in zip(given, reports, strict=True)
    ]
    return MarkedSet(_window_rules(), pairs)


def _window_rules() -> dict[str, Rule]:
    def of(kind: str, *labels: str) -> Callable[[Mark], bool]:
        return lambda mark: mark.type == kind and (not labels or mark.label in labels)

    def any_of(*rules: Callable[[Mark], bool]) -> Callable[[Mark], bool]:
        return lambda mark: any(rule(mark) for rule in rules)

    turned = of("mistranslation")
    return {
        "name": Rule(
            {FindingType.NAME},
            of("name", "misspelled", "replaced", "dropped"),
            any_of(of("omission"), turned, of("untranslated")),
        ),
        "number": Rule(
            {FindingType.NUMBER},
            of("number", "changed", "dropped"),
            any_of(of("omission"), turned),
        ),
        "omission": Rule(
            OMISSIONS,
            of("omission", "clause"),
            any_of(of("omission"), of("name", "dropped", "replaced"), of("number", "dropped")),
            found_by_any=True,
        ),
        "addition": Rule({FindingType.ADDED_TEXT}, of("addition"), turned),
        "fragment": Rule({FindingType.FRAGMENT}, of("fragment"), of("fluency")),
    }


def _window_mark(window: material.Record, mark: material.Record) -> Mark:
    places = []
    for side, quote in (("reference", mark["ref"]), ("copy", mark["copy"])):
        span = _span(window[side][mark["seg"]], quote)
        start = material.paragraph_starts(window[side])[mark["seg"]]
        places.append(span and (span[0] + start, span[1] + start))
    return Mark(mark["type"], mark["label"], *places)


def _span(text: str, quote: str | None) -> Span | None:
    return (text.index(quote), text.index(quote) + len(quote)) if quote else None


def _overlap(place: Place | None, span: Span | None) -> bool:
    return bool(place and span and place.start < span[1] and span[0] < place.end)
