"""The damage of a copy: how much of each kind each linked group has."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from mtqa.alignment.comparison import Comparison
from mtqa.alignment.word_alignment import Match, SideWords
from mtqa.alignment.word_changes import Change
from mtqa.alignment.word_diff import distance, edits_of, nearness
from mtqa.calibration import Limits
from mtqa.encoding.word_frequency import lexicon
from mtqa.results.findings import Finding, FindingType, Mention, Severity
from mtqa.results.mqm import POINTS, Preset
from mtqa.scoring import surface_edits
from mtqa.scoring.damage_kinds import DamageKind
from mtqa.scoring.fluency import trigram_model
from mtqa.text.annotations import CONTENT, WEIGHTS, PairReading


class _Limits(Limits, section="damages"):
    least_weight: float
    """Minimum weight of a word in the words lost; signs have it."""
    best_rank: float
    """Minimum rank of a copy without damage."""
    beside_diff: float
    """Weight of models and detectors beside the word diff of a verbatim copy: enough to decide
    between two words in one position, too little to make up for a further change."""
    lone_word: float
    """Weight of a word of a sentence without a partner beside a missing word, in the diff of a
    nearly verbatim copy: more than that of an inserted word, so that no sentence gains by leaving
    its group."""


LIMITS = _Limits()

_POINTS = POINTS[Preset.MQM]

Values = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Damages:
    """How much damage of each kind there is, by words of the reference; 0 for an untouched copy.

    The nearer the copy is to being verbatim, the more the word diff replaces the models and the
    detectors: its counts add up, so that one more change never makes up for another.

    Attributes:
        words: Words of the reference in each linked group, shape (groups,).
        of_groups: The damage of each linked group by its words, shape (groups,), for each kind.
        elsewhere: The damage outside of linked groups by all words, for each kind that occurs
            there.
    """

    words: Values
    of_groups: dict[DamageKind, Values]
    elsewhere: dict[DamageKind, float]

    @classmethod
    def of(cls, comparison: Comparison, findings: Iterable[Finding]) -> Damages:
        """Counts the damage of a copy.

        Args:
            comparison: The two texts, aligned.
            findings: What the detectors found.
        """
        matches = comparison.matches
        words = _array(max(1, len(match.reference)) for match in matches)
        near, strangers = nearness(matches), _stranger_share(comparison)
        beside = 1 - (1 - LIMITS.beside_diff) * near
        found = _Found(comparison, findings)
        counts = {kind: beside * values for kind, values in found.in_groups.items()}
        counts |= {kind: _array(map(count, matches)) for kind, count in _COUNTS.items()}
        if near:
            for kind, diffed in _diffed(matches).items():
                counts[kind] = beside * counts[kind] + near * diffed
        of_groups = {kind: values / words for kind, values in counts.items()}
        changed = beside * _array(not match.is_verbatim for match in matches)
        for kind, values in _by_models(comparison).items():
            of_groups[kind] = changed * values
        of_groups[DamageKind.EDITS] = _array(near * distance(m) if near else 0.0 for m in matches)
        of_groups[DamageKind.LETTERS] = _array(map(surface_edits.letters, matches))
        elsewhere = {kind: n / max(1.0, words.sum()) for kind, n in found.elsewhere.items()}
        elsewhere[DamageKind.STRANGERS] = strangers
        elsewhere[DamageKind.EDITS] = near * LIMITS.lone_word * strangers
        return cls(words, of_groups, elsewhere)

    def mean(self) -> dict[DamageKind, float]:
        """The damage of each kind over the whole text."""
        total = max(1.0, float(self.words.sum()))
        means = {
            kind: float(values @ self.words) / total for kind, values in self.of_groups.items()
        }
        return {kind: means.get(kind, 0.0) + self.elsewhere.get(kind, 0.0) for kind in DamageKind}


_COUNTS: dict[DamageKind, Callable[[Match], float]] = {
    DamageKind.CAPITALS: surface_edits.capitals,
    DamageKind.SIGNS: surface_edits.signs,
    DamageKind.SPACING: surface_edits.spacing,
    DamageKind.REPEATS: surface_edits.repeats,
    DamageKind.SMALL_WORDS: surface_edits.function_words,
    DamageKind.UNKNOWN_WORDS: lambda match: surface_edits.unknown_words(match, lexicon()),
}
"""What is counted in each group, whatever models say."""

_EDIT_COSTS: dict[DamageKind, Callable[[Change], float]] = {
    DamageKind.NUMBERS: lambda edit: _POINTS[Severity.CRITICAL] * edit.numbers,
    DamageKind.FINDINGS: lambda edit: (
        _POINTS[Severity.CRITICAL] * (edit.negations + edit.is_opposite)
        + _POINTS[Severity.MAJOR] * (edit.names + edit.lone_numbers)
        + _POINTS[Severity.MINOR] * edit.words
    ),
    DamageKind.SMALL_WORDS: lambda edit: edit.small_words,
    DamageKind.SIGNS: lambda edit: edit.signs,
}
"""What one edit of the word diff costs."""

_READ: dict[DamageKind, Callable[[PairReading], float]] = {
    DamageKind.TURNED: lambda read: float(read.lost_turned.mean() + read.gained_turned.mean()),
    DamageKind.GAINED: lambda read: float(read.gained.mean()),
    DamageKind.RANK: lambda read: max(0.0, LIMITS.best_rank - read.rank),
}
"""The damage of a group that the pair reader read."""


def _diffed(matches: Sequence[Match]) -> dict[DamageKind, Values]:
    """What the edits of each group cost, shape (groups,) for each kind."""
    edits = [edits_of(match) for match in matches]
    return {
        kind: _array(sum(map(cost, own)) for own in edits) for kind, cost in _EDIT_COSTS.items()
    }


def _by_models(comparison: Comparison) -> dict[DamageKind, Values]:
    """The damage of each group by the models, shape (groups,) for each kind."""
    matches = comparison.matches
    lost = zip(matches, comparison.lost, strict=True)
    made = {
        DamageKind.WORDS_LOST: _array(map(_words_lost, matches)),
        DamageKind.LOST: _array(
            _content_mean(chances, CONTENT[match.reference.pos]) for match, chances in lost
        ),
    }
    for kind, damage in _READ.items():
        made[kind] = _array(damage(read) if read else 0.0 for read in comparison.readings)
    made[DamageKind.COSINE] = _array(1 - (match.group.similarity or 0.0) for match in matches)
    made[DamageKind.CLUMSY] = _clumsiness(comparison)
    return made


class _Found:
    """What the findings cost.

    Attributes:
        in_groups: The cost in each linked group, shape (groups,), for each kind of damage that a
            finding is.
        elsewhere: The cost outside of linked groups, for each such kind.
    """

    def __init__(self, comparison: Comparison, findings: Iterable[Finding]) -> None:
        kinds = DamageKind.NUMBERS, DamageKind.FINDINGS, DamageKind.DROPPED
        self.in_groups = {kind: np.zeros(len(comparison.matches)) for kind in kinds}
        self.elsewhere = dict.fromkeys(kinds, 0.0)
        for finding in findings:
            kind, cost = _cost(finding)
            for mention in finding.all_mentions:
                row = _row_of(comparison, mention)
                if row is None:
                    self.elsewhere[kind] += cost
                else:
                    self.in_groups[kind][row] += cost


def _row_of(comparison: Comparison, mention: Mention) -> int | None:
    """The row of the group in which a mention of a finding stands, if any."""
    if mention.reference:
        return comparison.row_at("reference", mention.reference)
    return comparison.row_at("copy", mention.copy) if mention.copy else None


def _cost(finding: Finding) -> tuple[DamageKind, float]:
    """The kind of damage of one mention of a finding, and its cost.

    Dropped sentences and paragraphs cost nothing here: the coverage counts them.
    """
    if finding.type in (FindingType.DROPPED_PARAGRAPH, FindingType.DROPPED_SENTENCE):
        return DamageKind.DROPPED, 0.0
    if finding.type is FindingType.DROPPED_CLAUSE:
        words = finding.reference.text.split() if finding.reference else ()
        return DamageKind.DROPPED, finding.confidence * len(words)
    is_number = finding.type is FindingType.NUMBER
    kind = DamageKind.NUMBERS if is_number else DamageKind.FINDINGS
    return kind, _POINTS[finding.severity] * finding.confidence


def _clumsiness(comparison: Comparison) -> Values:
    """How much more surprising the copy side of each group is, in nats a word, shape (groups,)."""
    groups = [match.group for match in comparison.matches]
    reference = _surprise(comparison.reference_words, [group.reference for group in groups])
    return _surprise(comparison.copy_words, [group.copy for group in groups]) - reference


def _surprise(words: Sequence[SideWords], groups: Sequence[Sequence[int]]) -> Values:
    """How surprising the sentences of each group are, in nats a word, shape (groups,)."""
    if not groups:
        return np.zeros(0)
    texts = [words[index].texts for group in groups for index in group]
    first = np.cumsum([0, *map(len, groups)])[:-1]
    total = np.add.reduceat(trigram_model().surprises(texts), first)
    return np.asarray(total / np.maximum(1, np.add.reduceat(list(map(len, texts)), first)))


def _words_lost(match: Match) -> float:
    """One less the weighted mean, over the reference's words, of the best likeness in the copy."""
    best = np.clip(match.likeness.max(1), 0, 1)
    weights = np.maximum(WEIGHTS[match.reference.pos], LIMITS.least_weight)
    return float(1 - best @ weights / weights.sum())


def _content_mean(chances: npt.NDArray[np.float32], content: npt.NDArray[np.bool_]) -> float:
    """Mean chance of the content words, 0 without any."""
    return float(chances[content].mean()) if content.any() else 0.0


def _stranger_share(comparison: Comparison) -> float:
    """Words of the copy's content sentences without a partner, by words of the reference."""
    strange = sum(
        count
        for index, count in enumerate(comparison.copy.word_counts)
        if comparison.copy.is_content(index) and not comparison.group_of_copy[index].reference
    )
    return strange / max(1, sum(comparison.reference.word_counts))


def _array(values: Iterable[float]) -> Values:
    return np.fromiter(values, np.float64)
