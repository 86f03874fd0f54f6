"""The features of the arrival tagger: how each word is linked, and what is around it.

A paraphrase leaves unlinked words in the same position of the other side, a drop leaves none. So
the features of a word are its best and its linked partner, the unlinked words of the other side,
the nearest landmarks, what is between their partners, and the links of its neighbours.
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
"""Number of words on either side of a word whose links are features of it."""


class _Limits(Limits, section="arrival_features"):
    landmark: float
    """Minimum likeness of a linked content word that is a landmark. The tagger was trained with
    it: another value needs another training."""


LIMITS = _Limits()

_POS = np.eye(len(Pos), dtype=np.float32)
_RELATION = np.eye(len(Relation), dtype=np.float32)


def evidence(matches: Sequence[Match], *, of_copy: bool) -> Floats:
    """The features of the words of one side of some matches.

    Args:
        matches: At least one.
        of_copy: Whether the words are those of the copy, and not of the reference.

    Returns:
        Shape (words, features), one match after the other.
    """
    words = _Words(matches, of_copy=of_copy)
    links = _link_features(words)
    return np.concatenate(
        [
            _window_features(words, links),
            _landmark_features(words, links[:, -1] > 0),
            _POS[words.pos],
            _RELATION[words.relation],
            _match_features(words, links[:, 0])[words.match],
        ],
        axis=1,
    )


class _Words:
    """The words of one side of all matches, and those of the other side, in arrays.

    Attributes:
        match: Index of the match of each word.
        first: Index of the first word of its match.
        row: Its index in its match.
        size: Number of words of its match.
        other_match: Index of the match of each word of the other side.
        other_first: Index of the first word of the other side in the match of each word.
        other_size: Number of words of the other side in the match of each word.
        partners: Index in its match of the word linked to each word, -1 for none.
        other_free: Whether each word of the other side is an unlinked content word.
        links: How each word is linked, see `_links`.
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
        self.links = np.concatenate([_links(side) for side in sides])

    def total(self, values: npt.NDArray[np.generic]) -> npt.NDArray[np.float64]:
        """The sum of a value of the words in each match."""
        return np.bincount(self.match, values, len(self.sizes)).astype(np.float64)

    def other_total(self, values: npt.NDArray[np.generic]) -> npt.NDArray[np.float64]:
        """The sum of a value of the other side's words in each match."""
        return np.bincount(self.other_match, values, len(self.sizes)).astype(np.float64)


@dataclass(frozen=True, slots=True)
class _Sides:
    """One side of a match, and the other side.

    Attributes:
        own: The words of the side.
        other: The words of the other side.
        cosines: The likeness of each two words, shape (own words, other words).
        partners: The other word linked to each own word, -1 for none.
        other_partners: The own word linked to each other word, -1 for none.
    """

    own: SideWords
    other: SideWords
    cosines: Floats
    partners: Indices
    other_partners: Indices


def _sides(match: Match, *, of_copy: bool) -> _Sides:
    partners = match.partner_of_reference, match.partner_of_copy
    if of_copy:
        return _Sides(match.copy, match.reference, match.likeness.T, *partners[::-1])
    return _Sides(match.reference, match.copy, match.likeness, *partners)


def _starts(sizes: Indices) -> Indices:
    """Index of the first element of each run, by the sizes of the runs."""
    return np.cumsum(sizes) - sizes


def _links(side: _Sides) -> Floats:
    """How each word is linked, shape (words, 6).

    Columns: likeness to its best and second best word of the other side, to its partner, and to the
    best unlinked word; whether it is the best word of its best word; whether the other side has its
    form.
    """
    cosines, rows = side.cosines, np.arange(len(side.own))
    made = np.zeros((len(side.own), 6), np.float32)
    best = cosines.argmax(1)
    made[:, 0] = cosines[rows, best]
    if len(side.other) > 1:
        made[:, 1] = np.partition(cosines, -2, axis=1)[:, -2]
    made[:, 2] = np.where(side.partners >= 0, cosines[rows, side.partners], 0)
    free = np.flatnonzero(side.other_partners < 0)
    made[:, 3] = cosines[:, free].max(1) if len(free) else -1
    made[:, 4] = cosines.argmax(0)[best] == rows
    known = set(side.other.forms)
    made[:, 5] = [form in known for form in side.own.forms]
    return made


def _link_features(words: _Words) -> Floats:
    """How each word is linked, and its class; the last column is 1 for a landmark."""
    best, second, partner, free, mutual, known = words.links.T
    linked = words.partners >= 0
    columns = [
        best,
        second,
        partner,
        linked,
        free,
        mutual,
        known,
        words.content,
        words.proper,
        words.finite,
        linked & words.content & (partner > LIMITS.landmark),
    ]
    return np.stack(columns, axis=1).astype(np.float32)


def _window_features(words: _Words, links: Floats) -> Floats:
    """The link features of each word and its neighbours, 0 beyond the edges of its match."""
    padded = np.zeros((len(links) + 2 * REACH, links.shape[1]), np.float32)
    padded[REACH:-REACH] = links
    windows = np.concatenate([padded[k : k + len(links)] for k in range(2 * REACH + 1)], axis=1)
    neighbours = words.row[:, None] + np.arange(-REACH, REACH + 1)
    within = (neighbours >= 0) & (neighbours < words.size[:, None])
    return windows * np.repeat(within, links.shape[1], axis=1)


def _landmark_features(words: _Words, is_landmark: npt.NDArray[np.bool_]) -> Floats:
    """The distances of the nearest landmarks, and the unlinked words between their partners."""
    count, indices = len(is_landmark), np.arange(len(is_landmark))
    to_left = np.maximum.accumulate(np.where(is_landmark, indices, -1))
    to_right = np.minimum.accumulate(np.where(is_landmark, indices, count)[::-1])[::-1]
    left = np.where(to_left >= words.first, to_left - words.first, -1)
    right = np.where(to_right < words.first + words.size, to_right - words.first, words.size)
    before = np.where(left >= 0, words.partners[np.maximum(to_left, 0)], -1)
    behind = np.where(
        right < words.size, words.partners[np.minimum(to_right, count - 1)], words.other_size
    )
    low, high = np.minimum(before, behind), np.maximum(before, behind)
    free_up_to = np.concatenate([[0], np.cumsum(words.other_free)])
    between = (
        free_up_to[words.other_first + high]
        - free_up_to[words.other_first + np.minimum(low + 1, words.other_size)]
    )
    columns = [
        np.minimum(np.where(is_landmark, 0, between), 6) / 6,
        before < behind,
        np.clip(high - low - 1, 0, 10) / 10,
        np.where(is_landmark, 0, np.minimum(right - left - 1, 12) / 12),
        np.minimum(words.row - left, 8) / 8,
        np.minimum(right - words.row, 8) / 8,
        left < 0,
        right >= words.size,
    ]
    return np.stack(columns, axis=1).astype(np.float32)


def _match_features(words: _Words, best: Floats) -> Floats:
    """The features of each match as a whole, shape (matches, 7).

    Args:
        words: The words of the matches.
        best: Likeness of each word to its best word of the other side.
    """
    content, other_content = words.total(words.content), words.other_total(words.other_content)
    linked = words.total(words.content & (words.partners >= 0))
    free = words.other_total(words.other_free)
    columns = [
        linked / np.maximum(1, content),
        1 - free / np.maximum(1, other_content),
        np.log((words.other_sizes + 1) / (words.sizes + 1)),
        words.total(np.where(words.content, best, 0)) / np.maximum(1, content),
        free / 10,
        (content - linked) / 10,
        np.log(words.sizes) / 4,
    ]
    return np.stack(columns, axis=1).astype(np.float32)
