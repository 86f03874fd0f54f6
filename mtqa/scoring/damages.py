"""What damage the carried part of a reference shows: kind by kind, group by group."""

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
from mtqa.results.findings import Finding, FindingType, Severity
from mtqa.results.groups import Group
from mtqa.results.mqm import POINTS, Preset
from mtqa.scoring import surface_edits
from mtqa.scoring.fluency import trigram_model
from mtqa.text.annotations import CONTENT, WEIGHTS, PairReading


class _Limits(Limits, section="damages"):
    least_weight: float
    """Minimum weight of a word, signs too, where words lost are counted."""
    best_rank: float
    """Minimum rank at which the pair reader has no objection to a copy."""
    beside_diff: float
    """Weight of models and detectors beside the word diff of a verbatim copy: enough to tell two
    words in one position apart, too little to make up for a further change."""
    lone_word: float
    """How much a word of a sentence without a partner counts beside a missing one, where the diff
    decides: more than an inserted word, so that no sentence gains by leaving its group."""


LIMITS = _Limits()

_POINTS = POINTS[Preset.MQM]

_OMISSIONS = {
    FindingType.DROPPED_PARAGRAPH,
    FindingType.DROPPED_SENTENCE,
    FindingType.DROPPED_CLAUSE,
}

Values = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Damages:
    """How much damage there is, 0 each for an untouched copy, by words of the reference.

    `words_lost` is what the copy's words do not carry (one less greedy cosine recall, Zhang et al.
    2020), `lost` the same as the arrival tagger sees it, `numbers` and `findings` the points of
    number findings and of others by MQM and confidence, `dropped` the words of dropped clauses,
    `strangers` sentences without a partner, `turned`, `gained` and `rank` what the pair reader
    sees, `clumsy` how much more surprising the copy reads, `edits` the words that a diff of a
    nearly verbatim copy shows changed, and the rest what `surface` counts.

    The nearer the copy is to being verbatim, the more the diff takes the place of what models and
    detectors say: it adds up, so that one more change never makes up for another.

    Attributes:
        words: Words of the reference in each linked group, shape (groups,).
        of_groups: For each kind that of each group, by its words, shape (groups,).
        elsewhere: What stands in no linked group, by all words.
    """

    words: Values
    of_groups: dict[str, Values]
    elsewhere: dict[str, float]

    @classmethod
    def of(cls, comparison: Comparison, findings: Iterable[Finding]) -> Damages:
        """Counts the damage of a comparison in which something was found."""
        matches = comparison.matches
        words = np.array([max(1, len(match.reference)) for match in matches], np.float64)
        found = _Found(comparison, findings)
        near, strangers = nearness(matches), _stranger_share(comparison)
        left = 1 - (1 - LIMITS.beside_diff) * near
        changed = left * _array(not match.is_verbatim for match in matches)
        counted = {name: left * values for name, values in found.in_groups.items()}
        for name, count in _COUNTS.items():
            counted[name] = _array(map(count, matches))
        if near:
            changes = [edits_of(match) for match in matches]
            for name, cost in _DIFFED.items():
                diffed = _array(sum(map(cost, own)) for own in changes)
                counted[name] = left * counted[name] + near * diffed
        seen = {name: changed * values for name, values in _seen(comparison).items()}
        seen["edits"] = _array(near * distance(match) if near else 0.0 for match in matches)
        seen["letters"] = _array(
            0.0 if m.is_verbatim else surface_edits.letters(m) for m in matches
        )
        return cls(
            words,
            {name: values / words for name, values in counted.items()} | seen,
            {name: cost / max(1.0, words.sum()) for name, cost in found.elsewhere.items()}
            | {"strangers": strangers, "edits": near * LIMITS.lone_word * strangers},
        )

    def mean(self) -> dict[str, float]:
        """The damage of each kind over the whole text."""
        total = max(1.0, float(self.words.sum()))
        means = {
            name: float(values @ self.words) / total for name, values in self.of_groups.items()
        }
        return {
            name: means.get(name, 0.0) + self.elsewhere.get(name, 0.0)
            for name in (*means, *self.elsewhere)
        }


def _seen(comparison: Comparison) -> dict[str, Values]:
    """What models see of each group, shape (groups,) each."""
    matches = comparison.matches
    return {
        "words_lost": _array(map(_unlike, matches)),
        "lost": _array(
            _content_mean(chances, CONTENT[match.reference.pos])
            for match, chances in zip(matches, comparison.lost, strict=True)
        ),
        **{
            name: _array(value(reading) if reading else 0.0 for reading in comparison.readings)
            for name, value in _READ.items()
        },
        "cosine": _array(1 - (match.group.similarity or 0.0) for match in matches),
        "clumsy": _clumsiness(comparison),
    }


_READ: dict[str, Callable[[PairReading], float]] = {
    "turned": lambda reading: float(reading.lost_turned.mean() + reading.gained_turned.mean()),
    "gained": lambda reading: float(reading.gained.mean()),
    "rank": lambda reading: max(0.0, LIMITS.best_rank - reading.rank),
}

_COUNTS: dict[str, Callable[[Match], float]] = {
    "capitals": surface_edits.capitals,
    "signs": surface_edits.signs,
    "spacing": surface_edits.spacing,
    "repeats": surface_edits.repeats,
    "small_words": surface_edits.unlike_words,
    "unknown_words": lambda match: surface_edits.unknown_words(match, lexicon()),
}

_DIFFED: dict[str, Callable[[Change], float]] = {
    "numbers": lambda edit: _POINTS[Severity.CRITICAL] * edit.numbers,
    "findings": lambda edit: (
        _POINTS[Severity.CRITICAL] * (edit.negations + edit.is_opposite)
        + _POINTS[Severity.MAJOR] * (edit.names + edit.lone_numbers)
        + _POINTS[Severity.MINOR] * edit.words
    ),
    "small_words": lambda edit: edit.small_words,
    "signs": lambda edit: edit.signs,
}
"""What a diff counts of each edit."""

_FOUND = ("numbers", "findings", "dropped")


class _Found:
    """What findings cost, each in the group where it stands.

    Attributes:
        in_groups: For each of `_FOUND` its sum in each group, shape (groups,).
        elsewhere: The same in no group.
    """

    def __init__(self, comparison: Comparison, findings: Iterable[Finding]) -> None:
        self.in_groups = {name: np.zeros(len(comparison.matches)) for name in _FOUND}
        self.elsewhere = dict.fromkeys(_FOUND, 0.0)
        row_of = {match.group: row for row, match in enumerate(comparison.matches)}
        for finding in findings:
            kind, cost = _cost(finding)
            for group in _groups(comparison, finding):
                row = row_of.get(group) if group else None
                if row is None:
                    self.elsewhere[kind] += cost
                else:
                    self.in_groups[kind][row] += cost


def _groups(comparison: Comparison, finding: Finding) -> list[Group | None]:
    """The group of each mention of a finding; None for a mention that stands in no sentence."""
    if finding.reference is not None:
        return comparison.groups_of_mentions("reference", finding.reference, finding.mentions)
    if finding.copy is not None:
        return comparison.groups_of_mentions("copy", finding.copy, finding.mentions)
    return []


def _cost(finding: Finding) -> tuple[str, float]:
    """The kind of damage that one mention of a finding is, and how much of it."""
    if finding.type is FindingType.DROPPED_CLAUSE:
        return "dropped", _dropped_words(finding)
    if finding.type in _OMISSIONS:
        return "dropped", 0.0
    kind = "numbers" if finding.type is FindingType.NUMBER else "findings"
    return kind, _POINTS[finding.severity] * finding.confidence


def _dropped_words(finding: Finding) -> float:
    """How many words a dropped clause takes with it, by its confidence."""
    if finding.type is not FindingType.DROPPED_CLAUSE or finding.reference is None:
        return 0.0
    return finding.confidence * len(finding.reference.text.split())


def _clumsiness(comparison: Comparison) -> Values:
    """How much more surprising the copy side of each group reads, in nats a word."""
    groups = [match.group for match in comparison.matches]
    reference = _surprise(comparison.reference_words, [group.reference for group in groups])
    return _surprise(comparison.copy_words, [group.copy for group in groups]) - reference


def _surprise(words: Sequence[SideWords], groups: Sequence[Sequence[int]]) -> Values:
    """How surprising the sentences of each group read, in nats a word, shape (groups,)."""
    if not groups:
        return np.zeros(0)
    texts = [words[index].texts for group in groups for index in group]
    first = np.cumsum([0, *map(len, groups)])[:-1]
    total = np.add.reduceat(trigram_model().surprises(texts), first)
    return np.asarray(total / np.maximum(1, np.add.reduceat(list(map(len, texts)), first)))


def _unlike(match: Match) -> float:
    """One less the weighted mean of the best likeness of each of the reference's words."""
    best = np.clip(match.likeness.max(1), 0, 1)
    weights = np.maximum(WEIGHTS[match.reference.pos], LIMITS.least_weight)
    return float(1 - best @ weights / weights.sum())


def _content_mean(chances: npt.NDArray[np.float32], content: npt.NDArray[np.bool_]) -> float:
    return float(chances[content].mean()) if content.any() else 0.0


def _stranger_share(comparison: Comparison) -> float:
    """Words of content sentences of the copy without a partner, by words of the reference."""
    strange = sum(
        count
        for index, count in enumerate(comparison.copy.word_counts)
        if comparison.copy.is_content(index) and not comparison.group_of_copy[index].reference
    )
    return strange / max(1, sum(comparison.reference.word_counts))


def _array(values: Iterable[float]) -> Values:
    return np.fromiter(values, np.float64)
