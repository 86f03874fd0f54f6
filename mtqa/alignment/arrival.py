"""The chance of each word that the other side does not carry it, by a small trained tagger."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import repeat

import numpy as np
import numpy.typing as npt
from safetensors.numpy import load

from mtqa.alignment.arrival_features import Floats, evidence
from mtqa.alignment.word_alignment import Match
from mtqa.calibration import Limits
from mtqa.registry import find_model
from mtqa.text.annotations import PairReading


class _Limits(Limits, section="arrival"):
    lost: Mapping[str, float]
    """How the logit of a lost word is made up: the weights of the tagger's logit and of the pair
    reader's, and a constant under which one limit serves with the reader and without."""
    gained: Mapping[str, float]
    """The same for a word of the copy that the reference does not say: the tagger counts less."""
    least_tagger_logit: float
    """Minimum of the tagger's logit of a lost word beside the pair reader's: the tagger takes the
    same word elsewhere in the copy for the partner, the reader does not."""
    chance_margin: float
    """Minimum distance of a chance from 0 and from 1 before its logit is taken."""


LIMITS = _Limits()

_NONE = np.zeros(0, np.float32)
_TOGETHER = 64
"""Matches whose words are tagged in one go."""


def lost(matches: Sequence[Match], readings: Sequence[PairReading | None]) -> list[Floats]:
    """How likely each word of the reference did not arrive, shape (reference words,) each.

    Args:
        matches: The words of linked groups.
        readings: What the pair reader says of each, if it read it.
    """
    read = (reading.lost if reading else None for reading in readings)
    tagged = _tagged(matches, of_copy=False)
    return list(map(_agreed, tagged, read, repeat(LIMITS.lost), repeat(LIMITS.least_tagger_logit)))


def gained(matches: Sequence[Match], readings: Sequence[PairReading | None]) -> list[Floats]:
    """How likely the reference does not say each word of the copy, shape (copy words,) each.

    Args:
        matches: The words of linked groups.
        readings: What the pair reader says of each, if it read them.
    """
    read = (reading.gained if reading else None for reading in readings)
    return list(map(_agreed, _tagged(matches, of_copy=True), read, repeat(LIMITS.gained)))


def _tagged(matches: Sequence[Match], *, of_copy: bool) -> Iterator[Floats]:
    """The tagger's chances of each match's words; nought where the sides are the same."""
    for first in range(0, len(matches), _TOGETHER):
        some = matches[first : first + _TOGETHER]
        changed = [match for match in some if not match.is_verbatim]
        chances = _tagger()(evidence(changed, of_copy=of_copy)) if changed else _NONE
        for match in some:
            count = len(match.copy if of_copy else match.reference)
            if match.is_verbatim:
                yield np.zeros(count, np.float32)
            else:
                own, chances = chances[:count], chances[count:]
                yield own


def _agreed(
    tagged: Floats,
    read: Floats | None,
    weights: Mapping[str, float],
    least: float = -np.inf,
) -> Floats:
    """One chance from the tagger's and the pair reader's, if it read the words."""
    if read is None:
        return tagged
    of_tagger = weights["tagger"] * np.maximum(_logit(tagged), least)
    return _sigmoid(of_tagger + weights["reader"] * _logit(read) + weights["constant"])


@dataclass(frozen=True, slots=True)
class Tagger:
    """Two hidden layers over standardised features; training and measure: models/arrival."""

    weights: dict[str, Floats]

    def __call__(self, seen: Floats) -> Floats:
        """The probability of not being carried, for each row of features."""
        weights = self.weights
        row = (seen - weights["mean"]) / weights["deviation"]
        for layer in ("first", "second"):
            row = np.maximum(row @ weights[f"{layer}.weight"].T + weights[f"{layer}.bias"], 0)
        return _sigmoid((row @ weights["last.weight"].T + weights["last.bias"])[:, 0])


_LEAST_LOGIT = -80
"""Logits under it are cut: the exponential of a larger one is no float32."""


def _sigmoid(logits: npt.NDArray[np.floating]) -> Floats:
    return np.asarray(1 / (1 + np.exp(-np.maximum(logits, _LEAST_LOGIT))), np.float32)


def _logit(chances: Floats) -> Floats:
    margin = LIMITS.chance_margin
    kept = np.clip(chances, margin, 1 - margin)
    return np.asarray(np.log(kept / (1 - kept)), np.float32)


def arrival_signature() -> str:
    """What the tagger's results depend on; loads it, so that a broken one is refused at once."""
    _tagger()
    return f"arrival:{find_model('arrival').digest[:8]}"


@cache
def _tagger() -> Tagger:
    return Tagger(load(find_model("arrival").read()))
