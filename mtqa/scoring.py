"""Alignment and findings to scores and a verdict."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import Indel

from mtqa.alignment import Group
from mtqa.comparison import Comparison
from mtqa.findings import Finding, FindingType, Severity
from mtqa.likeness import WeightedWords, word_overlap
from mtqa.sides import Side

VERBATIM_LIKENESS = 0.97
"""From which share of equal letters a copy that carries all is the text itself."""

PARTIAL_COVERAGE = 0.85
UNRELATED_COVERAGE = 0.1

WORD_SHARE = 0.8
"""Share of the words in the likeness of two texts; the rest is letters, signs and case."""

WEIGHTS = {Severity.MINOR: 1.0, Severity.MAJOR: 5.0, Severity.CRITICAL: 5.0}
"""What a finding costs, in MQM points (Freitag et al. 2021: major 5, minor 1)."""

POINTS_A_HUNDRED_WORDS = 50.0
"""How many points on a hundred words bring the fidelity down to 1/e."""

_OMISSIONS = {
    FindingType.DROPPED_PARAGRAPH,
    FindingType.DROPPED_SENTENCE,
    FindingType.DROPPED_CLAUSE,
}


class Verdict(StrEnum):
    """What the copy is to the reference."""

    VERBATIM = "verbatim"
    TRANSLATED_COPY = "translated_copy"
    PARTIAL_COPY = "partial_copy"
    UNRELATED = "unrelated"


@dataclass(frozen=True, slots=True)
class Scores:
    """How good the copy is.

    Attributes:
        quality: 0 to 100, 100 for a faithful copy.
        coverage: 0 to 1, share of the reference's content, by words, that the copy carries.
        fidelity: 0 to 1, how true the carried part is.
    """

    quality: float
    coverage: float
    fidelity: float


def score(comparison: Comparison, findings: Iterable[Finding]) -> Scores:
    """Scores a copy.

    Coverage counts words of content sentences with a partner, less the words of dropped
    clauses. Fidelity is how alike the carried groups are in words and letters, brought down
    exponentially by what the findings on them cost by MQM. Quality is 100 times their product.

    Args:
        comparison: The two texts, aligned.
        findings: What the detectors found.
    """
    found = list(findings)
    wanted = sum(_word_count(comparison.reference, [i]) for i in _content(comparison.reference))
    carried = coverage_words(comparison) - _dropped_words(comparison, found)
    coverage = min(1.0, max(0.0, carried / wanted)) if wanted else 1.0
    points = sum(WEIGHTS[f.severity] * f.confidence for f in found if f.type not in _OMISSIONS)
    damage = 100 * points / max(100.0, carried) / POINTS_A_HUNDRED_WORDS
    fidelity = likeness(comparison) * math.exp(-damage)
    return Scores(100 * coverage * fidelity, coverage, fidelity)


def judge(comparison: Comparison, scores: Scores) -> Verdict:
    """What the copy is to the reference."""
    if not is_related(comparison):
        return Verdict.UNRELATED
    if scores.coverage < PARTIAL_COVERAGE:
        return Verdict.PARTIAL_COPY
    texts = comparison.reference.document.text.split(), comparison.copy.document.text.split()
    if (
        scores.coverage > VERBATIM_LIKENESS
        and Indel.normalized_similarity(*texts) > VERBATIM_LIKENESS
    ):
        return Verdict.VERBATIM
    return Verdict.TRANSLATED_COPY


def is_related(comparison: Comparison) -> bool:
    """Whether the copy carries enough of the reference to be held against it."""
    wanted = sum(_word_count(comparison.reference, [i]) for i in _content(comparison.reference))
    return coverage_words(comparison) >= UNRELATED_COVERAGE * wanted


def coverage_words(comparison: Comparison) -> int:
    """How many words of the reference's content stand in sentences that have a partner."""
    return sum(
        _word_count(comparison.reference, [index])
        for index in _content(comparison.reference)
        if comparison.group_of_reference[index].copy
    )


def likeness(comparison: Comparison) -> float:
    """How alike the linked groups are, by words and by letters, weighed by their words."""
    total = weight = 0.0
    for group in comparison.linked_groups():
        words = _word_count(comparison.reference, group.reference)
        total += words * _group_likeness(comparison, group)
        weight += words
    return total / weight if weight else 0.0


def _group_likeness(comparison: Comparison, group: Group) -> float:
    texts = _text(comparison.reference, group.reference), _text(comparison.copy, group.copy)
    if texts[0] == texts[1]:
        return 1.0
    words = word_overlap(
        _words(comparison.reference, group.reference), _words(comparison.copy, group.copy)
    )
    return WORD_SHARE * min(1.0, words) + (1 - WORD_SHARE) * Indel.normalized_similarity(*texts)


def _dropped_words(comparison: Comparison, findings: Iterable[Finding]) -> int:
    return sum(
        len(finding.reference.text.split())
        for finding in findings
        if finding.type is FindingType.DROPPED_CLAUSE and finding.reference
    )


def _content(side: Side) -> Iterable[int]:
    return (i for i in range(len(side.document.sentences)) if side.is_content(i))


def _word_count(side: Side, sentences: Iterable[int]) -> int:
    return sum(len(side.document.sentence_text(index).split()) for index in sentences)


def _text(side: Side, sentences: Iterable[int]) -> str:
    return " ".join(" ".join(side.document.sentence_text(i).split()) for i in sentences)


def _words(side: Side, sentences: Iterable[int]) -> WeightedWords:
    return WeightedWords.join([WeightedWords.of(side.encoded[index].words) for index in sentences])
