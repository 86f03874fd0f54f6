"""What one check found: the report, and its form as JSON (`mtqa.report/1`)."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from dataclasses import dataclass, field, replace
from typing import Any

from mtqa.results import figures
from mtqa.results.findings import Finding
from mtqa.results.groups import Group
from mtqa.results.mqm import Penalties, Preset
from mtqa.results.scores import Scores, Verdict
from mtqa.text.document import Document
from mtqa.text.language import Languages
from mtqa.text.spans import Place

SCHEMA = "mtqa.report/1"

_LEAST_SHOWN = 0.0005

_UNSAFE = re.compile(
    "[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u2069"
    "\ud800-\udfff\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
"""What JSON allows in a string, but a terminal, a line reader, UTF-8 or an eye does not."""


@dataclass(frozen=True, slots=True)
class Report:
    """One pair of texts, aligned, checked and scored.

    Attributes:
        id: What the caller calls the pair.
        signature: Version, model and settings that lead to the same figures again.
        reference: The original article.
        copy: The text suspected to be its round-trip translation.
        groups: The alignment; every sentence of both sides stands in exactly one group.
        findings: The issues.
        scores: Quality, coverage, fidelity.
        verdict: What the copy is to the reference.
        weights: The preset that the penalties are counted with.
        language: The languages of the two texts.
    """

    id: str | None
    signature: str
    reference: Document
    copy: Document
    groups: tuple[Group, ...]
    findings: tuple[Finding, ...]
    scores: Scores
    verdict: Verdict
    weights: Preset = Preset.WMT
    language: Languages = field(default_factory=Languages)

    @property
    def penalties(self) -> Penalties:
        """What the findings cost, by MQM category and severity."""
        return Penalties.of(self.findings, self.weights, _content_words(self.reference))

    @property
    def is_matched(self) -> bool:
        """Whether the two texts have to do with each other, so that its figures say something."""
        return self.verdict is not Verdict.UNRELATED

    @property
    def linked_sentences(self) -> frozenset[int]:
        """Indices of the reference's sentences that have a partner in the copy."""
        return frozenset(
            index for group in self.groups if group.is_linked for index in group.reference
        )

    @property
    def carried(self) -> tuple[int, int]:
        """How many content sentences of the reference have a partner, and how many there are."""
        sentences = self.reference.sentences
        content = {index for index, each in enumerate(sentences) if each.role.is_content}
        return len(self.linked_sentences & content), len(content)

    @property
    def costs(self) -> list[tuple[str, float]]:
        """The parts of the fidelity that three decimals show, the dearest first.

        A cost is negative where the copy is better than the reference: where it reads smoother.
        """
        dearest = sorted(self.scores.parts.items(), key=lambda part: -part[1])
        return [(name, cost) for name, cost in dearest if abs(cost) >= _LEAST_SHOWN]

    @property
    def total_cost(self) -> float:
        """What all parts together take off the fidelity."""
        return max(0.0, sum(self.scores.parts.values()))

    @property
    def warning(self) -> str:
        """One line that says which text is not in English; empty where both are, or may be."""
        names = self.reference.name or "the reference", self.copy.name or "the copy"
        return self.language.warning(*names)

    def with_confidence(self, least: float) -> Report:
        """The same report with the findings only whose confidence is shown as `least` or more."""
        kept = (each for each in self.findings if _confidence(each) >= least)
        return replace(self, findings=tuple(kept))

    def in_reading_order(self) -> list[Finding]:
        """The findings as a reader of the reference meets them.

        One that has a place in the copy only stands where the sentence that holds it, or
        the last one before it, has its partner in the reference.
        """
        starts = [sentence.start for sentence in self.copy.sentences]
        anchors = self._anchors()

        def position(finding: Finding) -> tuple[int, int]:
            behind = finding.copy.start if finding.copy else 0
            if finding.reference:
                return finding.reference.start, behind
            return anchors[bisect_right(starts, behind)], behind

        return sorted(self.findings, key=position)

    def _anchors(self) -> list[int]:
        """Offsets in the reference: the text's start, then one for each copy sentence."""
        sentences = self.reference.sentences
        group_of = {index: group for group in self.groups for index in group.copy}
        anchors, last = [0], 0
        for index in range(len(self.copy.sentences)):
            group = group_of.get(index)
            if group and group.reference:
                anchors.append(sentences[group.reference[0]].start)
                last = sentences[group.reference[-1]].end
            else:
                anchors.append(last)
        return anchors

    def to_dict(self) -> dict[str, Any]:
        """The report as `mtqa.report/1`; the texts themselves are not in it."""
        return {
            "schema": SCHEMA,
            "id": self.id,
            "signature": self.signature,
            "language": {"reference": self.language.reference, "copy": self.language.copy},
            "reference": _document(self.reference),
            "copy": _document(self.copy),
            "alignment": [_group(group) for group in self.groups],
            "findings": [_finding(finding) for finding in self.findings],
            "scores": {
                "quality": figures.exact(self.scores.quality, 100),
                "coverage": figures.exact(self.scores.coverage, 1),
                "fidelity": figures.exact(self.scores.fidelity, 1),
                "linked": self.scores.linked and figures.exact(self.scores.linked, 1),
                "parts": {name: round(cost, 4) for name, cost in self.scores.parts.items()},
                "mqm": _penalties(self.penalties),
            },
            "verdict": self.verdict.value,
        }

    def to_json(self, indent: int | None = None) -> str:
        """The report as JSON: on one line, or indented by as many spaces."""
        return dump(self.to_dict(), indent)


def dump(value: object, indent: int | None = None) -> str:
    """JSON that can be written as UTF-8, read line by line and shown on a terminal.

    Line separators, terminal controls, marks that turn the direction of writing, signs that
    cannot be seen and half surrogate pairs are escaped; what a JSON reader makes of it stays the
    same.
    """
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent)
    return _UNSAFE.sub(lambda match: json.dumps(match[0])[1:-1], text)


def _content_words(document: Document) -> int:
    """How many words the content sentences have; all sentences, where none is content."""
    texts = list(zip(document.sentences, document.sentence_texts(), strict=True))
    content = [text for sentence, text in texts if sentence.role.is_content]
    return sum(len(text.split()) for text in content or [text for _, text in texts])


def _penalties(penalties: Penalties) -> dict[str, Any]:
    return {
        "preset": penalties.preset.value,
        "per_1000_words": figures.exact(penalties.per_1000_words),
        "findings": [
            {
                "category": row.category,
                "severity": row.severity.value,
                "count": row.count,
                "points": row.points,
                "per_1000_words": figures.exact(row.per_1000_words),
            }
            for row in penalties.rows
        ],
    }


def _document(document: Document) -> dict[str, Any]:
    sentences = [
        {"start": sentence.start, "end": sentence.end, "role": sentence.role.value}
        for sentence in document.sentences
    ]
    return {"name": document.name, "sentences": sentences}


def _group(group: Group) -> dict[str, Any]:
    similarity = None if group.similarity is None else round(group.similarity, 4)
    return {
        "reference": list(group.reference),
        "copy": list(group.copy),
        "similarity": similarity,
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "type": finding.type.value,
        "kind": finding.kind,
        "category": finding.category,
        "severity": finding.severity.value,
        "confidence": _confidence(finding),
        "mentions": finding.mentions,
        "message": finding.message,
        "reference": _place(finding.reference),
        "copy": _place(finding.copy),
    }


def _confidence(finding: Finding) -> float:
    return float(figures.confidence(finding.confidence))


def _place(place: Place | None) -> dict[str, Any] | None:
    if place is None:
        return None
    return {"start": place.start, "end": place.end, "text": place.text}
