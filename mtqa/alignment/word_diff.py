"""What a word diff says of a group that is nearly verbatim: which words changed, and how badly.

There the diff is exact evidence: a word that is not the same is another one, whatever a model makes
of it.
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
    """Minimum share of unchanged words from which each changed word is a finding."""
    reworded: float
    """Maximum share of unchanged words at which the diff counts nothing in the scores."""
    kept: float
    """Minimum share of unchanged words from which the diff decides the scores."""
    least_words: int
    """Minimum words and signs of the linked sentences: a few may be nearly the same by chance."""
    put_in: float
    """How much an inserted word counts beside a missing one."""
    least_unchanged: float
    """Minimum words of a group that count as unchanged."""
    certainty: Mapping[str, float]
    """How sure an edit of each kind is an error."""


LIMITS = _Limits()


def distance(match: Match) -> float:
    """How far a copy side lies from its reference side by the word diff, from 0 up.

    The logarithm of the share of the reference's words, signs left out, that stand unchanged, and
    of what was put in, with the sign turned round: a group with words gone is never worth more
    than what is left of it.
    """
    words, gone = _counts(match)
    put_in = sum(
        max(0, (edit.copy_end - edit.copy_start) - (edit.end - edit.start)) for edit in match.edits
    )
    left = max(LIMITS.least_unchanged, words) / max(LIMITS.least_unchanged, words - gone)
    return math.log(left * (1 + LIMITS.put_in * put_in / max(1, words)))


def edits_of(match: Match) -> list[Change]:
    """All edits of a group, in the order of the reference."""
    return [Change(match, edit) for edit in match.edits]


def changes_of(match: Match) -> list[Change]:
    """The edits of a group that do something to the meaning, in the order of the reference."""
    return [change for change in edits_of(match) if not change.is_harmless]


def kept_share(matches: Iterable[Match]) -> float:
    """Share of the reference's words, signs left out, that stand unchanged; 0 for no words."""
    counts = [_counts(match) for match in matches]
    words = sum(words for words, _ in counts)
    return 1 - sum(changed for _, changed in counts) / words if words else 0.0


def is_near(matches: Sequence[Match]) -> bool:
    """Whether a copy is nearly verbatim, so that each changed word of it is an edit."""
    return _is_long(matches) and kept_share(matches) >= LIMITS.near


def nearness(matches: Sequence[Match]) -> float:
    """How far the word diff decides the scores of a pair: not at all 0, 1 for a near one."""
    if not _is_long(matches):
        return 0.0
    share = (kept_share(matches) - LIMITS.reworded) / (LIMITS.kept - LIMITS.reworded)
    return min(1.0, max(0.0, share))


def _is_long(matches: Sequence[Match]) -> bool:
    return sum(len(match.reference) for match in matches) >= LIMITS.least_words


def _counts(match: Match) -> tuple[int, int]:
    """How many words the reference's side has, signs left out, and how many of them changed."""
    is_word = np.array([text[0].isalnum() for text in match.reference.texts], bool)
    changed = sum(int(is_word[edit.start : edit.end].sum()) for edit in match.edits)
    return int(is_word.sum()), changed
