"""The word diff of nearly verbatim copies: changed words, and how near a copy is to verbatim.

There a diff is exact evidence: a word that differs is another word, whatever a model makes of it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from mtqa.alignment.word_alignment import Match
from mtqa.alignment.word_changes import Change
from mtqa.calibration import Limits


class _Limits(Limits, section="edits"):
    near: float
    """Minimum share of unchanged words of a copy in which each changed word is a finding."""
    reworded: float
    """Maximum share of unchanged words of a copy whose scores do without the diff."""
    kept: float
    """Minimum share of unchanged words of a copy whose scores the diff decides."""
    least_words: int
    """Minimum words and signs of the linked sentences: a few words may be equal by chance."""
    inserted: float
    """Weight of an inserted word beside a missing one."""
    least_unchanged: float
    """Minimum number of unchanged words in the distance of a group: the logarithm needs one."""
    certainty: Mapping[str, float]
    """How sure an edit of each kind is an error."""


LIMITS = _Limits()


def distance(match: Match) -> float:
    """The distance of the two sides by the word diff, from 0 up.

    It is the negative logarithm of the share of unchanged words of the reference, signs excluded,
    plus a term for inserted words. So a group with words missing has at most the fidelity of its
    share of unchanged words.
    """
    words, changed = _counts(match)
    inserted = sum(
        max(0, (edit.copy_end - edit.copy_start) - (edit.end - edit.start)) for edit in match.edits
    )
    least = LIMITS.least_unchanged
    inverse_share = max(least, words) / max(least, words - changed)
    return math.log(inverse_share * (1 + LIMITS.inserted * inserted / max(1, words)))


def edits_of(match: Match) -> list[Change]:
    """All edits of a group, in the order of the reference."""
    return [Change(match, edit) for edit in match.edits]


def changes_of(match: Match) -> list[Change]:
    """The edits of a group that change the meaning, in the order of the reference."""
    return [change for change in edits_of(match) if not change.is_harmless]


def kept_share(matches: Iterable[Match]) -> float:
    """Share of unchanged words of the reference, signs excluded; 0 without words."""
    counts = [_counts(match) for match in matches]
    words = sum(words for words, _ in counts)
    return 1 - sum(changed for _, changed in counts) / words if words else 0.0


def is_near(matches: Sequence[Match]) -> bool:
    """Whether a copy is so nearly verbatim that each changed word is a finding."""
    return _is_long(matches) and kept_share(matches) >= LIMITS.near


def nearness(matches: Sequence[Match]) -> float:
    """The weight of the word diff in the scores: 0 for a reworded copy, 1 for a near one."""
    if not _is_long(matches):
        return 0.0
    share = (kept_share(matches) - LIMITS.reworded) / (LIMITS.kept - LIMITS.reworded)
    return min(1.0, max(0.0, share))


def _is_long(matches: Sequence[Match]) -> bool:
    return sum(len(match.reference) for match in matches) >= LIMITS.least_words


def _counts(match: Match) -> tuple[int, int]:
    """Number of words of the reference, signs excluded, and number of changed ones."""
    is_word = np.array([text[0].isalnum() for text in match.reference.texts], bool)
    changed = sum(int(is_word[edit.start : edit.end].sum()) for edit in match.edits)
    return int(is_word.sum()), changed
