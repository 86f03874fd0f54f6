"""Alignment, words and findings to scores and a verdict."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache

import numpy as np

from mtqa import surface
from mtqa.comparison import Comparison
from mtqa.findings import Finding, FindingType, Severity
from mtqa.fluency import trigram_model
from mtqa.likeness import CONTENT, WEIGHTS
from mtqa.matching import Match
from mtqa.registry import DEFAULT_MODEL, find_model, models_folder, weights_digest
from mtqa.sides import Side
from mtqa.words import PairReading

VERBATIM_COVERAGE = 0.97
VERBATIM_LETTERS = 0.03
"""Up to which share of changed letters a copy that carries all is the text itself."""

PARTIAL_COVERAGE = 0.85
UNRELATED_COVERAGE = 0.1
RELATED_COVERAGE = 0.5
RELATED_SIMILARITY = 0.5
"""From which cosine a link says that two texts tell the same story."""

POINTS = {Severity.MINOR: 1.0, Severity.MAJOR: 5.0, Severity.CRITICAL: 25.0}
"""What a finding costs by its severity (MQM, https://themqm.org: 1, 5, 25)."""

LEAST_WEIGHT = 0.05
"""What a word weighs at least, signs too, where words lost are counted."""

LEAST_COVERAGE = 1e-3
"""What coverage counts at least in the quality, so that of two bad copies one is still better."""

BEST_RANK = 28.0
"""From which rank on the pair reader has nothing to object to."""

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
        quality: 0 to 100, 100 for a faithful copy: the share of the reference's content in
            sentences that have a partner, times the fidelity, times 100.
        coverage: 0 to 1, share of the reference's content, by words, that the copy carries.
        fidelity: 0 to 1, how true the carried part is: exp(-sum of the parts).
        parts: What each kind of damage costs, in the exponent of the fidelity.
    """

    quality: float
    coverage: float
    fidelity: float
    parts: Mapping[str, float] = field(default_factory=dict)


def score(comparison: Comparison, findings: Iterable[Finding]) -> Scores:
    """Scores a copy.

    Args:
        comparison: The two texts, aligned.
        findings: What the detectors found.
    """
    found = list(findings)
    carried = coverage(comparison, found)
    linked = linked_share(comparison) if is_related(comparison) else 0.0
    weights = damage_weights(is_read=comparison.is_read)
    parts = {name: weights[name] * value for name, value in damages(comparison, found).items()}
    fidelity = math.exp(-max(0.0, sum(parts.values())))
    return Scores(100 * max(linked, LEAST_COVERAGE) * fidelity, carried, fidelity, parts)


def judge(comparison: Comparison, scores: Scores) -> Verdict:
    """What the copy is to the reference."""
    if not is_related(comparison):
        return Verdict.UNRELATED
    if scores.coverage < PARTIAL_COVERAGE:
        return Verdict.PARTIAL_COPY
    if scores.coverage >= VERBATIM_COVERAGE and _changed_letters(comparison) <= VERBATIM_LETTERS:
        return Verdict.VERBATIM
    return Verdict.TRANSLATED_COPY


def is_related(comparison: Comparison) -> bool:
    """Whether the copy carries enough of the reference to be held against it.

    A link or two come about by chance between any two articles, but hardly at a high cosine, and
    hardly for half of the text.
    """
    if linked_share(comparison) >= RELATED_COVERAGE:
        return True
    return linked_share(comparison, RELATED_SIMILARITY) >= UNRELATED_COVERAGE


def linked_share(comparison: Comparison, least: float = -1.0) -> float:
    """Share of the reference's content, by words, in sentences that have a partner.

    Args:
        comparison: The two texts, aligned.
        least: The cosine from which a link counts.
    """
    side = comparison.reference
    counts = {
        index: _word_count(side, index)
        for index in range(len(side))
        if side.is_content(index) or not _has_content(side)
    }
    groups = comparison.group_of_reference
    linked = sum(
        count
        for i, count in counts.items()
        if groups[i].copy and (groups[i].similarity or 0) >= least
    )
    return linked / max(1, sum(counts.values()))


def coverage(comparison: Comparison, findings: Iterable[Finding]) -> float:
    """Share of the reference's content, by words, that the copy carries, 0 to 1."""
    side = comparison.reference
    total = sum(_word_count(side, i) for i in range(len(side)) if side.is_content(i))
    dropped = sum(map(_dropped_words, findings))
    return min(1.0, max(0.0, linked_share(comparison) - dropped / max(1, total)))


def damages(comparison: Comparison, findings: Iterable[Finding]) -> dict[str, float]:
    """How much damage of each kind the carried part shows; 0 each for an untouched copy.

    Everything counts by the reference's words, so that a text and five times the same text score
    alike: `words_lost` is what the copy's words do not carry (one less greedy cosine recall, Zhang
    et al. 2020), `lost` the same as the arrival tagger sees it, `numbers` and `findings` the points
    of number findings and of others by MQM and confidence, `dropped` the words of dropped clauses,
    `strangers` sentences without a partner, `turned`, `gained` and `rank` what the pair reader
    sees, `clumsy` how much more surprising the copy reads, and the rest what `surface` counts.
    """
    matches = comparison.matches
    words = max(1, sum(len(match.reference) for match in matches))
    found = list(findings)
    numbers = [finding for finding in found if finding.type is FindingType.NUMBER]
    others = [f for f in found if f.type not in _OMISSIONS and f.type is not FindingType.NUMBER]
    return {
        "numbers": _points(numbers) / words,
        "findings": _points(others) / words,
        "dropped": sum(map(_dropped_words, found)) / words,
        "words_lost": _mean((_unlike(match), match) for match in matches),
        "lost": _mean(
            (_content_mean(chances, CONTENT[match.reference.pos]), match)
            for match, chances in zip(matches, comparison.lost, strict=True)
        ),
        "strangers": _stranger_share(comparison),
        **_read_damages(comparison),
        "cosine": _mean((1 - (match.group.similarity or 0.0), match) for match in matches),
        "letters": _changed_letters(comparison),
        "capitals": sum(map(surface.capitals, matches)) / words,
        "signs": sum(map(surface.signs, matches)) / words,
        "spacing": sum(map(surface.spacing, matches)) / words,
        "repeats": sum(map(surface.repeats, matches)) / words,
        "small_words": sum(map(surface.unlike_words, matches)) / words,
        "unknown_words": sum(surface.unknown_words(m, lexicon()) for m in matches) / words,
        "clumsy": _clumsiness(comparison),
    }


def _read_damages(comparison: Comparison) -> dict[str, float]:
    """What the pair reader sees: words said otherwise on either side, words added, its rank."""
    found = list(zip(comparison.readings, comparison.matches, strict=True))
    return {
        name: _mean((of(reading) if reading else 0.0, match) for reading, match in found)
        for name, of in _READ.items()
    }


_READ: dict[str, Callable[[PairReading], float]] = {
    "turned": lambda reading: float(reading.lost_turned.mean() + reading.gained_turned.mean()),
    "gained": lambda reading: float(reading.gained.mean()),
    "rank": lambda reading: max(0.0, BEST_RANK - reading.rank),
}


@cache
def damage_weights(*, is_read: bool) -> dict[str, float]:
    """What each kind of damage costs; fitted, see models/quality.

    Args:
        is_read: Whether the pair reader had its say.
    """
    content = json.loads((models_folder() / "quality" / "weights.json").read_text("utf-8"))
    fitted = content["read" if is_read else "fast"]["weights"]
    return {name: float(weight) for name, weight in fitted.items()}


def scoring_signature() -> str:
    """What the scores depend on."""
    return f"quality:{weights_digest(models_folder() / 'quality' / 'weights.json')[:8]}"


@cache
def lexicon() -> frozenset[str]:
    """The whole words that the embedded model knows: what is common in English."""
    path = find_model(DEFAULT_MODEL).folder / "vocab.txt"
    return frozenset(path.read_text("utf-8").split())


def _points(findings: Iterable[Finding]) -> float:
    """What findings cost by severity, confidence and number of mentions."""
    return sum(POINTS[one.severity] * one.confidence * one.mentions for one in findings)


def _changed_letters(comparison: Comparison) -> float:
    return _mean((surface.letters(match), match) for match in comparison.matches)


def _clumsiness(comparison: Comparison) -> float:
    """How much more surprising the copy's linked sentences read, in nats a word."""
    linked = [match.group for match in comparison.matches]
    reference = [comparison.reference_words[i].texts for group in linked for i in group.reference]
    copy = [comparison.copy_words[i].texts for group in linked for i in group.copy]
    return _surprise(copy) - _surprise(reference)


def _surprise(sentences: Sequence[Sequence[str]]) -> float:
    """How surprising the sentences read, in nats a word; 1 where there are none."""
    words = sum(map(len, sentences))
    return trigram_model().surprise(sentences) / words if words else 1.0


def _unlike(match: Match) -> float:
    """One less the weighted mean of the best likeness of each of the reference's words."""
    best = np.clip(match.likeness.max(1), 0, 1)
    weights = np.maximum(WEIGHTS[match.reference.pos], LEAST_WEIGHT)
    return float(1 - best @ weights / weights.sum())


def _content_mean(chances: np.ndarray, content: np.ndarray) -> float:
    return float(chances[content].mean()) if content.any() else 0.0


def _mean(values: Iterable[tuple[float, Match]]) -> float:
    """The mean over groups by words of the reference, verbatim ones counting as undamaged."""
    total = weight = 0.0
    for value, match in values:
        total += 0.0 if match.is_verbatim else value * len(match.reference)
        weight += len(match.reference)
    return total / weight if weight else 0.0


def _stranger_share(comparison: Comparison) -> float:
    """Words of content sentences of the copy without a partner, by words of the reference."""
    side = comparison.copy
    strange = sum(
        _word_count(side, index)
        for index in range(len(side))
        if side.is_content(index) and not comparison.group_of_copy[index].reference
    )
    wanted = sum(_word_count(comparison.reference, i) for i in range(len(comparison.reference)))
    return strange / max(1, wanted)


def _dropped_words(finding: Finding) -> float:
    """How many words a dropped clause takes with it, by its confidence."""
    if finding.type is not FindingType.DROPPED_CLAUSE or finding.reference is None:
        return 0.0
    return finding.confidence * len(finding.reference.text.split())


def _has_content(side: Side) -> bool:
    return any(side.is_content(index) for index in range(len(side)))


def _word_count(side: Side, sentence: int) -> int:
    return len(side.document.sentence_text(sentence).split())
