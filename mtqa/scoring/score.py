"""The scores of a copy: quality, coverage, fidelity, and what each kind of damage costs."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from mtqa.alignment.comparison import Comparison
from mtqa.alignment.word_alignment import Match
from mtqa.calibration import Limits
from mtqa.registry import Effort, find_model
from mtqa.results.findings import Finding
from mtqa.results.scores import Scores
from mtqa.scoring import surface_edits
from mtqa.scoring.damage_kinds import DamageKind
from mtqa.scoring.damages import Damages
from mtqa.scoring.verdict import linked_share
from mtqa.text.annotations import CONTENT

Weights = Mapping[DamageKind, float]
"""The weight of each kind of damage."""


class _Limits(Limits, section="score"):
    false_link: float
    """Maximum mean likeness of the content words of a group at which the link is false, and the
    copy carries nothing of the group."""
    true_link: float
    """Minimum mean likeness of the content words at which the copy carries all of the group. Of
    the links of copies that lost few paragraphs, one in fifty is under it."""
    least_coverage: float
    """Minimum coverage in the quality, so that two copies without any still differ."""


LIMITS = _Limits()


def score(
    comparison: Comparison, findings: Iterable[Finding], *, is_related: bool, effort: Effort
) -> Scores:
    """Scores a copy.

    Args:
        comparison: The two texts, aligned.
        findings: What the detectors found.
        is_related: Whether the copy carries enough of the reference, see `is_related`.
        effort: The effort of the checker.
    """
    if comparison.is_equal:
        return _of_equals(comparison, damage_weights(effort))
    damages = Damages.of(comparison, list(findings))
    parts = _parts(damages, _group_weights(comparison, effort), _group_shares(comparison))
    fidelity = min(1.0, max(0.0, 1 - math.fsum(parts.values())))
    if not is_related:
        return Scores(100 * LIMITS.least_coverage * fidelity, 0.0, 0.0, linked=0.0)
    linked = max(linked_share(comparison), LIMITS.least_coverage)
    coverage = _coverage(comparison, damages)
    return Scores(100 * linked * fidelity, coverage, fidelity, _by_name(parts), linked)


def _of_equals(comparison: Comparison, weights: Weights) -> Scores:
    """The scores of a copy with the words of the reference: only misplaced spaces cost anything.

    The layout may differ, and with it the borders of sentences, so the alignment is not used.
    """
    sides = comparison.reference, comparison.copy
    texts = (" ".join(side.document.text.split()) for side in sides)  # how many is layout
    words = max(1, sum(comparison.reference.word_counts))
    stray = surface_edits.stray_spaces(*texts)
    lost = -math.expm1(-weights[DamageKind.SPACING] * stray / words)
    parts = dict.fromkeys(weights, 0.0) | {DamageKind.SPACING: lost}
    return Scores(100 * (1 - lost), 1.0, 1 - lost, _by_name(parts), linked=1.0)


def _by_name(parts: Mapping[DamageKind, float]) -> dict[str, float]:
    """The parts under plain strings, as a report holds them."""
    return {kind.value: part for kind, part in parts.items()}


def _parts(
    damages: Damages, weights: _GroupWeights, shares: npt.NDArray[np.float64]
) -> dict[DamageKind, float]:
    """How much each kind of damage takes off the fidelity.

    A group with the weighted sum of damages d has the fidelity exp(-d). The text has the mean of
    its groups by their shares of the content: dropping a paragraph never raises the quality,
    however damaged the paragraph was. Damage outside of linked groups takes its share of what is
    left. A loss is divided among the kinds in proportion to their weighted damages.
    """
    weighed = {kind: weights.of(kind) * values for kind, values in damages.of_groups.items()}
    total = np.maximum(0, sum(weighed.values()))
    lost = shares * -np.expm1(-total) / np.where(total > 0, total, 1)
    parts = {kind: float(values @ lost) for kind, values in weighed.items()}
    left = 1 - math.fsum(parts.values())
    elsewhere = {kind: weights.elsewhere[kind] * n for kind, n in damages.elsewhere.items()}
    sum_elsewhere = sum(elsewhere.values())
    for kind, value in elsewhere.items():
        share = value / sum_elsewhere if sum_elsewhere else 0.0
        parts[kind] = parts.get(kind, 0.0) - left * math.expm1(-sum_elsewhere) * share
    return parts


@dataclass(frozen=True, slots=True)
class _GroupWeights:
    """The weights of each kind of damage, by group.

    A changed group that is too long for the pair reader has the weights of the effort `fast`: the
    reader's damages are missing there, not zero.

    Attributes:
        elsewhere: The weights of the effort.
        unread: The weights of a changed group that was not read.
        is_unread: Whether each group is one, shape (groups,).
    """

    elsewhere: Weights
    unread: Weights
    is_unread: npt.NDArray[np.bool_]

    def of(self, kind: DamageKind) -> npt.NDArray[np.float64]:
        """The weight of one kind of damage in each group, shape (groups,)."""
        return np.where(self.is_unread, self.unread[kind], self.elsewhere[kind])


def _group_weights(comparison: Comparison, effort: Effort) -> _GroupWeights:
    pairs = zip(comparison.matches, comparison.readings, strict=True)
    unread = [reading is None and not match.is_verbatim for match, reading in pairs]
    fast = damage_weights(Effort.FAST)
    return _GroupWeights(damage_weights(effort), fast, np.array(unread, np.bool_))


def _group_shares(comparison: Comparison) -> npt.NDArray[np.float64]:
    """Share of each linked group in the reference's content words of all, shape (groups,).

    A group without content has none: dropping it costs nothing, so damage to it costs nothing.
    """
    counts = comparison.reference.content_counts
    groups = [match.group.reference for match in comparison.matches]
    words = [sum(counts.get(i, 0) for i in group) for group in groups]
    return np.array(words, np.float64) / max(1, sum(words))


def _coverage(comparison: Comparison, damages: Damages) -> float:
    """Share of the reference's content, by words, that the copy carries, 0 to 1."""
    counts = comparison.reference.content_counts
    matches = comparison.matches
    held = np.array([sum(counts.get(i, 0) for i in match.group.reference) for match in matches])
    dropped = damages.of_groups[DamageKind.DROPPED] * damages.words
    carried = np.maximum(0, held - dropped) @ np.array([_carried(match) for match in matches])
    return min(1.0, float(carried) / max(1, sum(counts.values())))


def _carried(match: Match) -> float:
    """Share of a linked group that the copy carries, 0 to 1: under 1 where the link looks false."""
    content = CONTENT[match.reference.pos]
    if not content.any():
        return 1.0
    mean = float(match.likeness[content].max(1).mean())
    return float(np.interp(mean, (LIMITS.false_link, LIMITS.true_link), (0, 1)))


def damage_weights(effort: Effort) -> Weights:
    """The weight of each kind of damage; fitted, see models/quality.

    Args:
        effort: The effort of the checker; one that was not fitted has the weights of `normal`.
    """
    fitted = _fitted_weights()
    return fitted.get(effort, fitted[Effort.NORMAL])


@cache
def _fitted_weights() -> dict[Effort, Weights]:
    """The weights of each effort that was fitted."""
    efforts: dict[str, Any] = json.loads(find_model("quality").read())
    return {
        Effort(name): {DamageKind(kind): float(w) for kind, w in fitted["weights"].items()}
        for name, fitted in efforts.items()
    }


def scoring_signature() -> str:
    """The weights in a report's signature; loads them, so that broken ones are refused at once."""
    _fitted_weights()
    return f"quality:{find_model('quality').digest[:8]}"
