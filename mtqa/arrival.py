"""Which words of one side the other side does not carry: a small trained tagger.

It sees how each word is matched and what lies around it: its best and its linked partner, what
is free on the other side, the nearest sure links and what stands between their partners. A
paraphrase leaves free words at its place, a drop leaves none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
from safetensors.numpy import load_file

from mtqa.likeness import CONTENT
from mtqa.matching import Match, SideWords
from mtqa.registry import models_folder, weights_digest
from mtqa.words import PairReading, Pos, Relation

Floats = npt.NDArray[np.float32]
Indices = npt.NDArray[np.intp]

REACH = 4
"""How many words to either side the tagger sees."""

SURE = 0.6
"""From which likeness a linked content word is a landmark."""

AGREEMENT = 0.6, 0.4, 0.85
"""What the tagger's logit and the pair reader's weigh together (a fit to marked words), and a
constant that makes the same limit do with the reader and without."""

_NAMEABLE = {*np.flatnonzero(CONTENT).tolist(), Pos.PRON}
"""Parts of speech of which a single word may be missed."""

_POS = np.eye(len(Pos), dtype=np.float32)
_RELATION = np.eye(len(Relation), dtype=np.float32)


def lost(match: Match, reading: PairReading | None = None) -> Floats:
    """How likely each word of the reference did not arrive, shape (reference words,).

    Args:
        match: The words of a linked group.
        reading: What the pair reader says of them, if it read them.
    """
    if match.is_verbatim:
        return np.zeros(len(match.reference), np.float32)
    seen = features(
        match.reference,
        match.copy,
        match.likeness,
        match.partner_of_reference,
        match.partner_of_copy,
    )
    chances = _tagger()(seen)
    return chances if reading is None else _agreed(chances, reading.lost)


def _agreed(tagged: Floats, read: Floats) -> Floats:
    """One chance from the tagger's and the pair reader's: a logistic fit (models/pairs)."""
    of_tagger, of_reader, constant = AGREEMENT
    return _sigmoid(of_tagger * _logit(tagged) + of_reader * _logit(read) + constant)


def gained(match: Match) -> Floats:
    """How likely the reference does not say each word of the copy, shape (copy words,).

    The pair reader has no say here: what it takes for an addition of a word or two is a
    translator's liberty as often as not (measured on whole articles).
    """
    if match.is_verbatim:
        return np.zeros(len(match.copy), np.float32)
    return _tagger()(
        features(
            match.copy,
            match.reference,
            match.likeness.T,
            match.partner_of_copy,
            match.partner_of_reference,
        )
    )


@dataclass(frozen=True, slots=True)
class Run:
    """Words in a row that the other side does not carry.

    Attributes:
        first: Row of the first of them.
        last: Row of the last.
        chance: Mean chance of its content words of not being carried.
    """

    first: int
    last: int
    chance: float


def strange_runs(
    words: SideWords, chances: Floats, least: float, alone: float = 1.0
) -> Iterator[Run]:
    """Runs of words that are not carried, as a person would underline them.

    Args:
        words: One side of a match.
        chances: Of not being carried, one a word.
        least: From which chance a word is taken for strange.
        alone: From which chance a single word is a run by itself.
    """
    strange = chances > least
    bridge = ~CONTENT[words.pos] & (words.pos != Pos.PUNCT)
    strange[1:-1] |= bridge[1:-1] & strange[:-2] & strange[2:]
    rows = np.flatnonzero(strange)
    breaks = (np.diff(rows) > 1) | (np.diff(words.sentence[rows]) > 0)
    covered = -1
    for run in np.split(rows, np.flatnonzero(breaks) + 1):
        if len(run) and run[0] > covered:
            first, last = _widened(words, chances, int(run[0]), int(run[-1]), least)
            told = CONTENT[words.pos[first : last + 1]]
            own = chances[first : last + 1]
            if last > first and told.any():
                covered = last
                yield Run(first, last, float(own[told].mean()))
            elif own.max() > alone and words.pos[first] in _NAMEABLE:
                covered = last
                yield Run(first, last, float(own.max()))


def _widened(
    words: SideWords, chances: Floats, first: int, last: int, least: float
) -> tuple[int, int]:
    """The run, or the whole clause between two signs where most of that is strange."""
    stops = np.flatnonzero((words.sentence != words.sentence[first]) | (words.pos == Pos.PUNCT))
    start = int(stops[stops < first].max(initial=-1)) + 1
    end = int(stops[stops > last].min(initial=len(words))) - 1
    content = CONTENT[words.pos[start : end + 1]]
    if content.any() and chances[start : end + 1][content].mean() > least:
        return start, end
    return first, last


def features(
    own: SideWords, other: SideWords, likeness: Floats, partners: Indices, other_partners: Indices
) -> Floats:
    """What the tagger sees of each word.

    Args:
        own: The words in question.
        other: The words that should carry them.
        likeness: Of the words, shape (own, other).
        partners: Index of the other word linked to each, -1 for none.
        other_partners: Index of the own word linked to each other word, -1 for none.

    Returns:
        Shape (own, features).
    """
    content = CONTENT[own.pos]
    near = _near(own, other, likeness, partners, other_partners)
    return np.concatenate(
        [
            _window(near),
            _landmarks(near[:, -1] > 0, partners, CONTENT[other.pos] & (other_partners < 0)),
            _POS[own.pos],
            _RELATION[own.relation],
            np.tile(
                _whole(likeness, content, partners, CONTENT[other.pos], other_partners),
                (len(own), 1),
            ),
        ],
        axis=1,
    )


def _near(
    own: SideWords, other: SideWords, likeness: Floats, partners: Indices, other_partners: Indices
) -> Floats:
    """A word's own matching; the last column tells the landmarks."""
    rows = np.arange(len(own))
    linked = partners >= 0
    free = other_partners < 0
    second = np.partition(likeness, -2, axis=1)[:, -2] if len(other) > 1 else np.zeros(len(own))
    content = CONTENT[own.pos]
    other_forms = set(other.forms)
    worth = np.where(linked, likeness[rows, partners], 0)
    columns = [
        likeness.max(1),
        second,
        worth,
        linked,
        np.where(free, likeness, -1).max(1),
        likeness.argmax(0)[likeness.argmax(1)] == rows,
        [form in other_forms for form in own.forms],
        content,
        own.proper,
        own.finite,
        linked & content & (worth > SURE),
    ]
    return np.stack(columns, axis=1).astype(np.float32)


def _window(near: Floats) -> Floats:
    """The columns of each word and of those around it, nought beyond the edges."""
    padded = np.zeros((len(near) + 2 * REACH, near.shape[1]), np.float32)
    padded[REACH:-REACH] = near
    return np.concatenate([padded[k : k + len(near)] for k in range(2 * REACH + 1)], axis=1)


def _landmarks(
    is_landmark: npt.NDArray[np.bool_], partners: Indices, free: npt.NDArray[np.bool_]
) -> Floats:
    """Where the nearest landmarks lie, and what is free between their partners."""
    count, others = len(is_landmark), len(free)
    rows = np.arange(count)
    left = np.maximum.accumulate(np.where(is_landmark, rows, -1))
    right = np.minimum.accumulate(np.where(is_landmark, rows, count)[::-1])[::-1]
    before = np.where(left >= 0, partners[np.maximum(left, 0)], -1)
    behind = np.where(right < count, partners[np.minimum(right, count - 1)], others)
    low, high = np.minimum(before, behind), np.maximum(before, behind)
    free_up_to = np.concatenate([[0], np.cumsum(free)])
    between = np.where(is_landmark, 0, free_up_to[high] - free_up_to[np.minimum(low + 1, others)])
    columns = [
        np.minimum(between, 6) / 6,
        before < behind,
        np.clip(high - low - 1, 0, 10) / 10,
        np.where(is_landmark, 0, np.minimum(right - left - 1, 12) / 12),
        np.minimum(rows - left, 8) / 8,
        np.minimum(right - rows, 8) / 8,
        left < 0,
        right >= count,
    ]
    return np.stack(columns, axis=1).astype(np.float32)


def _whole(
    likeness: Floats,
    content: npt.NDArray[np.bool_],
    partners: Indices,
    other_content: npt.NDArray[np.bool_],
    other_partners: Indices,
) -> Floats:
    """What holds for the two sides as wholes."""
    count, others = likeness.shape
    free = int((other_content & (other_partners < 0)).sum())
    linked = int((content & (partners >= 0)).sum())
    return np.array(
        [
            linked / max(1, content.sum()),
            1 - free / max(1, other_content.sum()),
            np.log((others + 1) / (count + 1)),
            likeness.max(1)[content].mean() if content.any() else 0,
            free / 10,
            (content.sum() - linked) / 10,
            np.log(count) / 4,
        ],
        np.float32,
    )


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


def _sigmoid(logits: npt.NDArray[np.floating]) -> Floats:
    return np.asarray(1 / (1 + np.exp(-logits)), np.float32)


def _logit(chances: Floats) -> Floats:
    kept = np.clip(chances, 1e-4, 1 - 1e-4)
    return np.asarray(np.log(kept / (1 - kept)), np.float32)


def arrival_signature() -> str:
    """What the tagger's results depend on."""
    return f"arrival:{weights_digest(_path())[:8]}"


def _path() -> Path:
    return models_folder() / "arrival" / "arrival.safetensors"


@cache
def _tagger() -> Tagger:
    return Tagger(load_file(_path()))
