"""Alignment, words and findings to scores and a verdict."""

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
from mtqa.registry import find_model
from mtqa.results.findings import Finding
from mtqa.results.scores import Scores
from mtqa.scoring import surface_edits
from mtqa.scoring.damages import Damages
from mtqa.scoring.verdict import linked_share
from mtqa.text.annotations import CONTENT


class _Limits(Limits, section="score"):
    false_link: float
    """Maximum mean likeness of a group's content words at which the link is false, and the copy
    carries none of it."""
    true_link: float
    """Minimum mean likeness at which the copy carries all of it; of the links of copies that lost
    few paragraphs, one in fifty is under it."""
    least_coverage: float
    """Minimum coverage in the quality, so that of two bad copies one is still better."""


LIMITS = _Limits()


def score(
    comparison: Comparison, findings: Iterable[Finding], *, is_related: bool, is_read: bool
) -> Scores:
    """Scores a copy.

    Args:
        comparison: The two texts, aligned.
        findings: What the detectors found.
        is_related: Whether the copy carries enough of the reference, see `is_related`.
        is_read: Whether the mode has the pair reader read the groups that are not verbatim.
    """
    if comparison.is_equal:
        return _of_equals(comparison, damage_weights(is_read=is_read))
    damages = Damages.of(comparison, list(findings))
    parts = _parts(damages, _group_weights(comparison, is_read=is_read), _group_shares(comparison))
    fidelity = min(1.0, max(0.0, 1 - math.fsum(parts.values())))
    if not is_related:
        return Scores(100 * LIMITS.least_coverage * fidelity, 0.0, 0.0, linked=0.0)
    linked = max(linked_share(comparison), LIMITS.least_coverage)
    coverage = _coverage(comparison, damages)
    return Scores(100 * linked * fidelity, coverage, fidelity, parts, linked)


def _of_equals(comparison: Comparison, weights: Mapping[str, float]) -> Scores:
    """The scores of a copy with the reference's words: only spaces in wrong places cost anything.

    Where the layout differs, sentences may be cut otherwise, so the alignment says nothing.
    """
    sides = comparison.reference, comparison.copy
    texts = (" ".join(side.document.text.split()) for side in sides)  # how many is layout
    words = max(1, sum(comparison.reference.word_counts))
    lost = -math.expm1(-weights["spacing"] * surface_edits.stray_spaces(*texts) / words)
    parts = dict.fromkeys(weights, 0.0) | {"spacing": lost}
    return Scores(100 * (1 - lost), 1.0, 1 - lost, parts, linked=1.0)


def _parts(
    damages: Damages, weights: _GroupWeights, shares: npt.NDArray[np.float64]
) -> dict[str, float]:
    """What each kind of damage takes off the fidelity.

    Of a group that is damaged by d, weighed and summed, exp(-d) is true; of the text the mean of
    its groups by their shares of the content, so that a dropped paragraph never raises the quality,
    however bad it was. What stands in no group takes its share of what is left. A loss is shared
    out as the damages are.
    """
    weighed = {name: weights.of(name) * values for name, values in damages.of_groups.items()}
    total = np.maximum(0, sum(weighed.values()))
    lost = shares * -np.expm1(-total) / np.where(total > 0, total, 1)
    parts = {name: float(values @ lost) for name, values in weighed.items()}
    left = 1 - math.fsum(parts.values())
    elsewhere = {name: weights.elsewhere[name] * n for name, n in damages.elsewhere.items()}
    sum_elsewhere = sum(elsewhere.values())
    for name, value in elsewhere.items():
        share = value / sum_elsewhere if sum_elsewhere else 0.0
        parts[name] = parts.get(name, 0.0) - left * math.expm1(-sum_elsewhere) * share
    return parts


@dataclass(frozen=True, slots=True)
class _GroupWeights:
    """What each kind of damage costs.

    A changed group that the pair reader was to read, but that is too long for it, is weighed as
    in the fast mode: the reader's damages are missing there, not nought.

    Attributes:
        elsewhere: The weights of the mode.
        unread: The weights of a changed group that was not read.
        is_unread: Which groups these are, shape (groups,).
    """

    elsewhere: Mapping[str, float]
    unread: Mapping[str, float]
    is_unread: npt.NDArray[np.bool_]

    def of(self, name: str) -> npt.NDArray[np.float64]:
        """The weight of one kind of damage in each group, shape (groups,)."""
        return np.where(self.is_unread, self.unread[name], self.elsewhere[name])


def _group_weights(comparison: Comparison, *, is_read: bool) -> _GroupWeights:
    pairs = zip(comparison.matches, comparison.readings, strict=True)
    unread = [reading is None and not match.is_verbatim for match, reading in pairs]
    fast = damage_weights(is_read=False)
    return _GroupWeights(damage_weights(is_read=is_read), fast, np.array(unread, np.bool_))


def _group_shares(comparison: Comparison) -> npt.NDArray[np.float64]:
    """What each linked group holds of the content words of the reference in such groups.

    Furniture weighs nothing: dropping it costs nothing, so damage to it may not cost more.
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
    dropped = damages.of_groups["dropped"] * damages.words
    carried = np.maximum(0, held - dropped) @ np.array([_said(match) for match in matches])
    return min(1.0, float(carried) / max(1, sum(counts.values())))


def _said(match: Match) -> float:
    """How much the copy says of what a linked group tells, 0 to 1: all, but for a false link."""
    told = CONTENT[match.reference.pos]
    if not told.any():
        return 1.0
    alike = float(match.likeness[told].max(1).mean())
    return float(np.interp(alike, (LIMITS.false_link, LIMITS.true_link), (0, 1)))


def damage_weights(*, is_read: bool) -> dict[str, float]:
    """What each kind of damage costs; fitted, see models/quality.

    Args:
        is_read: Whether the pair reader had its say.
    """
    return _fitted_weights()["read" if is_read else "fast"]


@cache
def _fitted_weights() -> dict[str, dict[str, float]]:
    modes: dict[str, Any] = json.loads(find_model("quality").read())
    return {
        mode: {name: float(weight) for name, weight in modes[mode]["weights"].items()}
        for mode in ("fast", "read")
    }


def scoring_signature() -> str:
    """What the scores depend on; loads it, so that broken weights are refused at once."""
    _fitted_weights()
    return f"quality:{find_model('quality').digest[:8]}"
