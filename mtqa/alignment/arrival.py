"""The chance of each word that the other side lacks it, by a trained tagger and the pair reader."""

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
    """Weights of the tagger's logit and of the pair reader's for a word that the copy lacks, and a
    constant with which one limit suits the chances with and without the reader."""
    gained: Mapping[str, float]
    """The same for a word that the reference lacks: there the tagger adds little."""
    least_tagger_logit: float
    """Minimum of the tagger's logit of a word of the reference beside the pair reader's: the tagger
    takes the same word elsewhere in the copy for its partner, the reader does not."""
    chance_margin: float
    """Minimum distance of a chance from 0 and from 1 in a logit."""


LIMITS = _Limits()

_NONE = np.zeros(0, np.float32)
_MATCHES_A_BATCH = 64

_LEAST_LOGIT = -80
"""Minimum logit of a probability: the exponential of a greater negative is no float32."""


def lost(matches: Sequence[Match], readings: Sequence[PairReading | None]) -> list[Floats]:
    """Chance of each reference word that the copy lacks it, shape (reference words,) a match.

    Args:
        matches: The words of linked groups.
        readings: What the pair reader says of each, None where it did not read it.
    """
    read = (reading.lost if reading else None for reading in readings)
    tagged, least = _tagged(matches, of_copy=False), LIMITS.least_tagger_logit
    return list(map(_combined, tagged, read, repeat(LIMITS.lost), repeat(least)))


def gained(matches: Sequence[Match], readings: Sequence[PairReading | None]) -> list[Floats]:
    """Chance of each copy word that the reference lacks it, shape (copy words,) a match.

    Args:
        matches: The words of linked groups.
        readings: What the pair reader says of each, None where it did not read it.
    """
    read = (reading.gained if reading else None for reading in readings)
    return list(map(_combined, _tagged(matches, of_copy=True), read, repeat(LIMITS.gained)))


def _tagged(matches: Sequence[Match], *, of_copy: bool) -> Iterator[Floats]:
    """The tagger's chances of the words of each match; 0 where the sides are verbatim."""
    for first in range(0, len(matches), _MATCHES_A_BATCH):
        batch = matches[first : first + _MATCHES_A_BATCH]
        changed = [match for match in batch if not match.is_verbatim]
        chances = _tagger()(evidence(changed, of_copy=of_copy)) if changed else _NONE
        for match in batch:
            count = len(match.copy if of_copy else match.reference)
            if match.is_verbatim:
                yield np.zeros(count, np.float32)
            else:
                own, chances = chances[:count], chances[count:]
                yield own


def _combined(
    tagged: Floats, read: Floats | None, weights: Mapping[str, float], least: float = -np.inf
) -> Floats:
    """The chances by tagger and pair reader, by the tagger alone where the reader has none.

    Args:
        tagged: The tagger's chances.
        read: The pair reader's chances.
        weights: Weights of the logits and a constant.
        least: Minimum of the tagger's logits.
    """
    if read is None:
        return tagged
    of_tagger = weights["tagger"] * np.maximum(_logit(tagged), least)
    return _sigmoid(of_tagger + weights["reader"] * _logit(read) + weights["constant"])


@dataclass(frozen=True, slots=True)
class Tagger:
    """Two hidden layers over standardised features; training and measure: models/arrival.

    Attributes:
        weights: The weights and biases of each layer, mean and deviation of the features.
    """

    weights: dict[str, Floats]

    def __call__(self, features: Floats) -> Floats:
        """The chance of each row of features that the other side lacks the word."""
        weights = self.weights
        row = (features - weights["mean"]) / weights["deviation"]
        for layer in ("first", "second"):
            row = np.maximum(row @ weights[f"{layer}.weight"].T + weights[f"{layer}.bias"], 0)
        return _sigmoid((row @ weights["last.weight"].T + weights["last.bias"])[:, 0])


def _sigmoid(logits: npt.NDArray[np.floating]) -> Floats:
    return np.asarray(1 / (1 + np.exp(-np.maximum(logits, _LEAST_LOGIT))), np.float32)


def _logit(chances: Floats) -> Floats:
    margin = LIMITS.chance_margin
    kept = np.clip(chances, margin, 1 - margin)
    return np.asarray(np.log(kept / (1 - kept)), np.float32)


def arrival_signature() -> str:
    """The tagger in a report's signature; loads it, so that a broken one is refused at once."""
    _tagger()
    return f"arrival:{find_model('arrival').digest[:8]}"


@cache
def _tagger() -> Tagger:
    return Tagger(load(find_model("arrival").read()))
