"""The data of a report, and its JSON form `mtqa.report/1`."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Self

from mtqa.results import rounding
from mtqa.results.findings import Finding, FindingType, Severity
from mtqa.results.groups import Group
from mtqa.results.mqm import Penalties, Preset
from mtqa.results.reading import parsed, read_report
from mtqa.results.scores import Scores, Verdict
from mtqa.results.writing import (
    SCHEMA,
    dump,
    finding_content,
    group_content,
    scores_content,
    shown_confidence,
    side_content,
)
from mtqa.text.document import Document, Outline, Sentence, SentenceSpan
from mtqa.text.language import Languages

_LEAST_SHOWN = 0.0005


@dataclass(frozen=True, slots=True)
class ReportData:
    """The result of checking one pair; `mtqa.Report` adds how to show it.

    Attributes:
        id: Id of the pair.
        signature: Version, model and settings; the same signature gives the same figures.
        reference: The original article; an outline if the report was read without its text.
        copy: The text suspected to be its round-trip translation, or an outline.
        groups: The alignment; every sentence of both sides is in exactly one group.
        findings: The issues.
        scores: Quality, coverage, fidelity.
        verdict: The relation of the copy to the reference.
        weights: The scale of points of the penalties.
        language: The languages of the two texts.
    """

    id: str | None
    signature: str
    reference: Document | Outline
    copy: Document | Outline
    groups: tuple[Group, ...]
    findings: tuple[Finding, ...]
    scores: Scores
    verdict: Verdict
    weights: Preset = Preset.WMT
    language: Languages = field(default_factory=Languages)

    @property
    def texts(self) -> tuple[Document, Document] | None:
        """The reference and the copy; None if the report was read without one of the texts."""
        sides = self.reference, self.copy
        documents = [side for side in sides if isinstance(side, Document)]
        return (documents[0], documents[1]) if len(documents) == len(sides) else None

    @property
    def penalties(self) -> Penalties:
        """The points of the findings, by MQM category and severity."""
        return Penalties.of(self.findings, self.weights, self.reference.content_words)

    @property
    def is_matched(self) -> bool:
        """Whether the two texts are related, so that the scores have a meaning."""
        return self.verdict is not Verdict.UNRELATED

    @property
    def linked_sentences(self) -> frozenset[int]:
        """Indices of the reference's sentences that are linked to the copy."""
        return frozenset(
            index for group in self.groups if group.is_linked for index in group.reference
        )

    @property
    def carried(self) -> tuple[int, int]:
        """Number of linked content sentences of the reference, and of all its content sentences."""
        sentences: Sequence[Sentence | SentenceSpan] = self.reference.sentences
        content = {index for index, each in enumerate(sentences) if each.role.is_content}
        return len(self.linked_sentences & content), len(content)

    @property
    def costs(self) -> list[tuple[str, float]]:
        """The parts of the fidelity that are not 0 in three decimals, highest cost first.

        A cost is negative where the copy is better than the reference, such as more fluent.
        """
        parts = [(name, round(cost, rounding.DECIMALS)) for name, cost in self.scores.parts.items()]
        parts.sort(key=lambda part: -part[1])
        return [(name, cost) for name, cost in parts if abs(cost) >= _LEAST_SHOWN]

    @property
    def total_cost(self) -> float:
        """The cost of all parts together: 1 minus the rounded fidelity."""
        return 1 - rounding.exact(self.scores.fidelity, 1)

    @property
    def warning(self) -> str:
        """One line that names the texts that are not in English; empty if there are none."""
        names = self.reference.name or "the reference", self.copy.name or "the copy"
        return self.language.warning(*names)

    def filtered(
        self,
        *,
        min_confidence: float = 0.0,
        select: Iterable[str] | None = None,
        ignore: Iterable[str] | None = None,
        severity: Severity | str | None = None,
    ) -> Self:
        """The report with a part of the findings; scores and verdict do not change.

        Args:
            min_confidence: Minimum confidence of a finding, as it is shown.
            select: Names of the types to keep; None keeps all.
            ignore: Names of the types to leave out.
            severity: Minimum severity of a finding.

        Raises:
            ValueError: A type or severity is unknown, or the confidence is not in 0 to 1.
        """
        if not 0 <= min_confidence <= 1:
            raise ValueError(f"min_confidence {min_confidence}: must be in the range 0 to 1")
        types = _types(FindingType if select is None else select) - _types(ignore or ())
        severities = list(Severity)
        severities = severities[severities.index(Severity(severity or Severity.MINOR)) :]
        findings = tuple(
            finding
            for finding in self.findings
            if finding.type in types
            and finding.severity in severities
            and shown_confidence(finding) >= min_confidence
        )
        return replace(self, findings=findings)

    def in_reading_order(self) -> list[Finding]:
        """The findings in the order of the reference.

        A finding in the copy only is placed by its sentence: where that sentence, or the last one
        before it, is linked to the reference.
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
        """Offsets in the reference: the start of the text, then one per sentence of the copy."""
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
        """The report as `mtqa.report/1`, without the texts."""
        return {
            "schema": SCHEMA,
            "id": self.id,
            "signature": self.signature,
            "language": {"reference": self.language.reference, "copy": self.language.copy},
            "reference": side_content(self.reference),
            "copy": side_content(self.copy),
            "alignment": [group_content(group) for group in self.groups],
            "findings": [finding_content(finding) for finding in self.findings],
            "scores": scores_content(self.scores, self.penalties),
            "verdict": self.verdict.value,
        }

    def to_json(self, indent: int | None = None) -> str:
        """The report as JSON: on one line, or indented by a number of spaces."""
        return dump(self.to_dict(), indent)

    @classmethod
    def from_dict(
        cls, content: Mapping[str, Any], *, reference: str | None = None, copy: str | None = None
    ) -> Self:
        """Reads a report from its JSON form.

        Args:
            content: A report as `mtqa.report/1`; unknown keys are ignored. A report
                without `words` needs both texts.
            reference: The text of the reference; without it, findings are shown without context.
            copy: The text of the copy.

        Raises:
            InputError: The content is not a report, or a text does not fit it.
        """
        return cls(**read_report(content, reference, copy))

    @classmethod
    def from_json(
        cls, text: str | bytes, *, reference: str | None = None, copy: str | None = None
    ) -> Self:
        """Reads a report from JSON; see `from_dict`.

        Raises:
            InputError: The text is not a report, or a text does not fit it.
        """
        return cls.from_dict(parsed(text), reference=reference, copy=copy)


def _types(names: Iterable[str]) -> set[FindingType]:
    """Types of findings by their names; a lone name is one type."""
    wanted = {names} if isinstance(names, str) else set(names)
    if unknown := wanted - set(FindingType):
        known = ", ".join(FindingType)
        raise ValueError(f"{unknown.pop()!r} is not a type of findings; choose from {known}")
    return {FindingType(name) for name in wanted}
