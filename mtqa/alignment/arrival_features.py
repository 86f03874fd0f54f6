"""What speaks for and against each word's arrival: how it is matched, and what lies around it.

A paraphrase leaves free words at its place on the other side, a drop leaves none. So the tagger
(`arrival`) sees of each word its best and its linked partner, what is free on the other side, the
nearest sure links and what stands between their partners, and its neighbours' matching.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from mtqa.alignment.word_alignment import Match, SideWords
from mtqa.calibration import Limits
from mtqa.text.annotations import CONTENT, Pos, Relation

Floats = npt.NDArray[np.float32]
Indices = npt.NDArray[np.intp]

REACH = 4
"""How many words to either side are seen of each word."""


class _Limits(Limits, section="arrival_features"):
    landmark: float
    """Minimum likeness of a linked content word for it to be a landmark. The tagger was trained
    with it: another value needs another training."""


LIMITS = _Limits()

_POS = np.eye(len(Pos), dtype=np.float32)
_RELATION = np.eye(len(Relation), dtype=np.float32)


def evidence(matches: Sequence[Match], *, of_copy: bool) -> Floats:
    """What the tagger sees of the words of one side of some matches.

    Args:
        matches: At least one; their words stand one match after the other.
        of_copy: Whether the copy's words are in question, and not the reference's.

    Returns:
        Shape (words, features).
    """
    laid = _Laid(matches, of_copy=of_copy)
    near = _near(laid)
    return np.concatenate(
        [
            _around(laid, near),
            _landmarks(laid, near[:, -1] > 0),
            _POS[laid.pos],
            _RELATION[laid.relation],
            _whole(laid, near[:, 0])[laid.match],
        ],
        axis=1,
    )


class _Laid:
    """The words of all matches in one row, those in question and the others.

    Attributes:
        match: Index of the match of each word in question.
        first: Index of the first word of its match.
        row: Its place in its match.
        size: How many words in question its match has.
        other_match: Index of the match of each other word.
        other_first: Index of the first other word of its match.
        other_size: How many other words its match has.
        partners: Place of the word linked to it in its match, -1 for none.
        other_free: Whether each other word says something and is linked to none.
        matched: How each word is matched, shape (words, 6): likeness to its best and second best
            other word, to its partner, and to the best that is free; whether it is the best of its
            best; whether its form stands on the other side.
    """

    def __init__(self, matches: Sequence[Match], *, of_copy: bool) -> None:
        sides = [_sides(match, of_copy=of_copy) for match in matches]
        own, others = [side.own for side in sides], [side.other for side in sides]
        self.pos = np.concatenate([words.pos for words in own])
        self.relation = np.concatenate([words.relation for words in own])
        self.proper = np.concatenate([words.proper for words in own])
        self.finite = np.concatenate([words.finite for words in own])
        self.content = CONTENT[self.pos]
        self.sizes, self.other_sizes = (
            np.array([len(words) for words in of], np.intp) for of in (own, others)
        )
        runs = np.arange(len(matches))
        self.match = np.repeat(runs, self.sizes)
        self.other_match = np.repeat(runs, self.other_sizes)
        self.first = _starts(self.sizes)[self.match]
        self.other_first = _starts(self.other_sizes)[self.match]
        self.row = np.arange(len(self.match)) - self.first
        self.size, self.other_size = self.sizes[self.match], self.other_sizes[self.match]
        self.partners = np.concatenate([side.partners for side in sides])
        self.other_content = CONTENT[np.concatenate([words.pos for words in others])]
        self.other_free = self.other_content & (
            np.concatenate([side.other_partners for side in sides]) < 0
        )
        self.matched = np.concatenate([_matched(side) for side in sides])

    def total(self, values: npt.NDArray[np.generic]) -> npt.NDArray[np.float64]:
        """The sum of the words' values in each match."""
        return np.bincount(self.match, values, len(self.sizes)).astype(np.float64)

    def other_total(self, values: npt.NDArray[np.generic]) -> npt.NDArray[np.float64]:
        """The sum of the other words' values in each match."""
        return np.bincount(self.other_match, values, len(self.sizes)).astype(np.float64)


@dataclass(frozen=True, slots=True)
class _Sides:
    """A match as seen from one of its sides; `likeness` has its own words as rows."""

    own: SideWords
    other: SideWords
    likeness: Floats
    partners: Indices
    other_partners: Indices


def _sides(match: Match, *, of_copy: bool) -> _Sides:
    partners = match.partner_of_reference, match.partner_of_copy
    if of_copy:
        return _Sides(match.copy, match.reference, match.likeness.T, *partners[::-1])
    return _Sides(match.reference, match.copy, match.likeness, *partners)


def _starts(sizes: Indices) -> Indices:
    """Where each of some runs of these sizes begins."""
    return np.cumsum(sizes) - sizes


def _matched(side: _Sides) -> Floats:
    """How each word is matched, see `_Laid.matched`."""
    likeness, rows = side.likeness, np.arange(len(side.own))
    made = np.zeros((len(side.own), 6), np.float32)
    best = likeness.argmax(1)
    made[:, 0] = likeness[rows, best]
    if len(side.other) > 1:
        made[:, 1] = np.partition(likeness, -2, axis=1)[:, -2]
    made[:, 2] = np.where(side.partners >= 0, likeness[rows, side.partners], 0)
    free = np.flatnonzero(side.other_partners < 0)
    made[:, 3] = likeness[:, free].max(1) if len(free) else -1
    made[:, 4] = likeness.argmax(0)[best] == rows
    known = set(side.other.forms)
    made[:, 5] = [form in known for form in side.own.forms]
    return made


def _near(laid: _Laid) -> Floats:
    """A word's own matching; the last column tells the landmarks."""
    best, second, worth, free, mutual, known = laid.matched.T
    linked = laid.partners >= 0
    columns = [
        best,
        second,
        worth,
        linked,
        free,
        mutual,
        known,
        laid.content,
        laid.proper,
        laid.finite,
        linked & laid.content & (worth > LIMITS.landmark),
    ]
    return np.stack(columns, axis=1).astype(np.float32)


def _around(laid: _Laid, near: Floats) -> Floats:
    """The columns of each word and of those around it, nought beyond the edges of its match."""
    padded = np.zeros((len(near) + 2 * REACH, near.shape[1]), np.float32)
    padded[REACH:-REACH] = near
    seen = np.concatenate([padded[k : k + len(near)] for k in range(2 * REACH + 1)], axis=1)
    shifts = np.arange(-REACH, REACH + 1)
    places = laid.row[:, None] + shifts
    within = (places >= 0) & (places < laid.size[:, None])
    return seen * np.repeat(within, near.shape[1], axis=1)


def _landmarks(laid: _Laid, is_landmark: npt.NDArray[np.bool_]) -> Floats:
    """Where the nearest landmarks lie, and what is free between their partners."""
    count, words = len(is_landmark), np.arange(len(is_landmark))
    to_left = np.maximum.accumulate(np.where(is_landmark, words, -1))
    to_right = np.minimum.accumulate(np.where(is_landmark, words, count)[::-1])[::-1]
    left = np.where(to_left >= laid.first, to_left - laid.first, -1)
    right = np.where(to_right < laid.first + laid.size, to_right - laid.first, laid.size)
    before = np.where(left >= 0, laid.partners[np.maximum(to_left, 0)], -1)
    behind = np.where(
        right < laid.size, laid.partners[np.minimum(to_right, count - 1)], laid.other_size
    )
    low, high = np.minimum(before, behind), np.maximum(before, behind)
    free_up_to = np.concatenate([[0], np.cumsum(laid.other_free)])
    between = (
        free_up_to[laid.other_first + high]
        - free_up_to[laid.other_first + np.minimum(low + 1, laid.other_size)]
    )
    columns = [
        np.minimum(np.where(is_landmark, 0, between), 6) / 6,
        before < behind,
        np.clip(high - low - 1, 0, 10) / 10,
        np.where(is_landmark, 0, np.minimum(right - left - 1, 12) / 12),
        np.minimum(laid.row - left, 8) / 8,
        np.minimum(right - laid.row, 8) / 8,
        left < 0,
        right >= laid.size,
    ]
    return np.stack(columns, axis=1).astype(np.float32)


def _whole(laid: _Laid, best: Floats) -> Floats:
    """What holds for each match as a whole, shape (matches, 7)."""
    content, other_content = laid.total(laid.content), laid.other_total(laid.other_content)
    linked = laid.total(laid.content & (laid.partners >= 0))
    free = laid.other_total(laid.other_free)
    columns = [
        linked / np.maximum(1, content),
        1 - free / np.maximum(1, other_content),
        np.log((laid.other_sizes + 1) / (laid.sizes + 1)),
        laid.total(np.where(laid.content, best, 0)) / np.maximum(1, content),
        free / 10,
        (content - linked) / 10,
        np.log(laid.sizes) / 4,
    ]
    return np.stack(columns, axis=1).astype(np.float32)
