"""Findings against the marks of whole articles and of real round trips."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import material
import peers
from measures import THRESHOLDS, Count, Measures, Setting, links_of, sentence_starts

from mtqa import Finding, Report
from mtqa.documents import Document
from mtqa.findings import FindingType, Place

OMISSIONS = {
    FindingType.DROPPED_CLAUSE,
    FindingType.DROPPED_SENTENCE,
    FindingType.DROPPED_PARAGRAPH,
}
Span = tuple[int, int]


@dataclass(frozen=True)
class Mark:
    """An error, or a trap that only looks like one, with its places."""

    type: str
    label: str | None
    reference: Span | None
    copy: Span | None

    def meets(self, finding: Finding) -> bool:
        """Whether a finding lies over it on either side."""
        return _overlap(finding.reference, self.reference) or _overlap(finding.copy, self.copy)


@dataclass(frozen=True)
class Rule:
    """Which findings answer for which marks.

    Attributes:
        answers: Types of findings.
        wanted: Marks that must be found.
        accepted: Marks that make such a finding right, beside those wanted.
        found_by_any: Whether a wanted mark counts as found where another type points at it.
    """

    answers: set[FindingType]
    wanted: Callable[[Mark], bool]
    accepted: Callable[[Mark], bool] = lambda _: False
    found_by_any: bool = False

    def count(self, count: Count, findings: Sequence[Finding], marks: Sequence[Mark]) -> None:
        """Counts the findings and marks of one pair."""
        own = [finding for finding in findings if finding.type in self.answers]
        good = [mark for mark in marks if self.wanted(mark) or self.accepted(mark)]
        wanted = [mark for mark in marks if self.wanted(mark)]
        count.said += len(own)
        count.right += sum(any(mark.meets(finding) for mark in good) for finding in own)
        count.there += len(wanted)
        pool = findings if self.found_by_any else own
        count.found += sum(any(mark.meets(finding) for finding in pool) for mark in wanted)


HARMLESS = {"variant", "ok"}


def articles(setting: Setting) -> dict[str, Measures]:
    """Findings against the marks of whole articles; traps sprung; links, beside a threshold."""
    pairs = [
        json.loads(path.read_text("utf-8"))
        for path in sorted((setting.data / "articles").glob("*.json"))[: setting.limit]
    ]
    reports = setting.check((pair["reference"], pair["copy"]) for pair in pairs)
    rows: dict[str, Measures] = {}
    for name, rule in _article_rules().items():
        count, traps, sprung = Count(), 0, 0
        for pair, report in zip(pairs, reports, strict=True):
            marks = [_article_mark(pair, mark) for mark in pair["findings"]]
            real = [mark for mark in marks if mark.label not in HARMLESS]
            rule.count(count, report.findings, real)
            said = [
                finding
                for finding in report.findings
                if finding.type in rule.answers and not any(mark.meets(finding) for mark in real)
            ]
            own = [m for m in marks if m.label in HARMLESS and m.type in {*rule.answers}]
            traps += len(own)
            sprung += sum(any(trap.meets(finding) for finding in said) for trap in own)
        rows[name] = {**count.measures(), "traps sprung": sprung / max(1, traps)}
    return {**rows, **_article_links(pairs, reports)}


def _article_rules() -> dict[str, Rule]:
    def of(*types: str) -> Callable[[Mark], bool]:
        return lambda mark: mark.type in types

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
    """The sentence that a quoted beginning stands in."""
    return bisect_right(sentence_starts(document), document.text.index(beginning)) - 1


def windows(setting: Setting) -> dict[str, Measures]:
    """Findings against the marks of real round trips."""
    folder = setting.data / "gold"
    given = json.loads((folder / "windows.json").read_text("utf-8"))[: setting.limit]
    marks_of: dict[str, list[material.Record]] = defaultdict(list)
    for mark in json.loads((folder / "annotations.json").read_text("utf-8")):
        marks_of[mark["id"]].append(mark)
    reports = setting.check(
        (material.joined(each["reference"]), material.joined(each["copy"])) for each in given
    )
    counts = {name: Count() for name in _window_rules()}
    for window, report in zip(given, reports, strict=True):
        marks = [_window_mark(window, mark) for mark in marks_of[window["id"]]]
        for name, rule in _window_rules().items():
            rule.count(counts[name], report.findings, marks)
    return {name: count.measures() for name, count in counts.items()}


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
