"""Words of a reference that the copy dropped: runs, whole phrases, subjects of kept verbs."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from mtqa.alignment.word_alignment import Match, SideWords
from mtqa.calibration import Limits
from mtqa.detectors.runs import Run, strange_runs
from mtqa.text.annotations import CONTENT, Pos, Relation
from mtqa.text.tokens import HYPHENS


class _Limits(Limits, section="dropped_words"):
    in_run: float
    """Minimum chance of a word in a dropped run."""
    in_phrase: float
    """Minimum mean chance of the content words of a dropped phrase: a paraphrase seldom ends where
    a phrase does."""
    carried: float
    """Maximum chance of a content word that the copy carries, and with it the phrase around it."""
    alone: float
    """Minimum chance of a single dropped word that the pair reader has read."""
    subject_alone: float
    """Minimum chance of a single dropped subject, where the copy has fewer subjects than the
    reference."""
    subject_pronoun: float
    """Minimum chance of a dropped pronoun whose verb opens a clause of the copy: "they grew" came
    as ", grew"."""
    probably_finite: float
    """Minimum probability of a finite verb that opens a clause of the copy."""


LIMITS = _Limits()

_NAMING = (Pos.NOUN, Pos.PROPN, Pos.NUM)
_DESCRIBING = (*_NAMING, Pos.DET, Pos.ADJ, Pos.ADV)
_POSSESSIVES = frozenset(("his", "her", "its", "their", "our", "my", "your"))
_VERBAL = (Pos.VERB, Pos.AUX)
_BESIDE_VERBS = (*_VERBAL, Pos.ADV, Pos.PART)


def dropped_runs(match: Match, chances: npt.NDArray[np.float32], *, is_read: bool) -> Iterator[Run]:
    """Runs of dropped words, without overlaps; phrases and subjects have lower limits.

    Args:
        match: The words of a group.
        chances: The chance of each word of the reference that the copy does not carry it.
        is_read: Whether the pair reader has read the group, without which no single word is
            reported.
    """
    words = match.reference
    alone = _single_word_limits(match) if is_read else np.ones(len(words), np.float32)
    is_reported = np.zeros(len(words), bool)
    for run in (
        *strange_runs(words, chances, LIMITS.in_run, alone),
        *_dropped_phrases(words, chances),
        *(_dropped_subjects(match, chances) if is_read else ()),
    ):
        own = slice(run.first, run.last + 1)
        if not is_reported[own].any():
            is_reported[own] = True
            yield run


def _single_word_limits(match: Match) -> npt.NDArray[np.float32]:
    """The minimum chance of each word of the reference to be reported by itself."""
    is_subject, kept = (side.relation == Relation.NSUBJ for side in (match.reference, match.copy))
    least = LIMITS.subject_alone if is_subject.sum() > kept.sum() else LIMITS.alone
    return np.where(is_subject, least, LIMITS.alone).astype(np.float32)


def _dropped_phrases(words: SideWords, chances: npt.NDArray[np.float32]) -> Iterator[Run]:
    """Dropped phrases that open with a preposition and end with a noun."""
    if chances.max(initial=0) <= LIMITS.in_phrase:
        return
    describes = np.isin(words.pos, _DESCRIBING) | [
        form in _POSSESSIVES or form in HYPHENS for form in words.forms
    ]
    for first in np.flatnonzero(words.pos == Pos.ADP).tolist():
        end = first + 1
        while end < len(words) and describes[end] and words.sentence[end] == words.sentence[first]:
            end += 1
        naming = np.flatnonzero(np.isin(words.pos[first:end], _NAMING))
        if len(naming):
            last = first + int(naming[-1])
            own = slice(first, last + 1)
            content = chances[own][CONTENT[words.pos[own]]]
            if content.mean() > LIMITS.in_phrase and content.min() > LIMITS.carried:
                yield Run(first, last, float(content.mean()))


def _dropped_subjects(match: Match, chances: npt.NDArray[np.float32]) -> Iterator[Run]:
    """Dropped pronouns that are the subjects of verbs which open a clause of the copy."""
    words = match.reference
    is_subject = (words.relation == Relation.NSUBJ) & (words.pos == Pos.PRON)
    for row in np.flatnonzero(is_subject & (chances > LIMITS.subject_pronoun)).tolist():
        if _verb_opens_clause(match, row):
            yield Run(row, row, float(chances[row]))


def _verb_opens_clause(match: Match, subject: int) -> bool:
    """Whether the verb behind a subject of the reference opens a clause of the copy."""
    words, copy = match.reference, match.copy
    behind = subject + 1
    while (
        behind < len(words)
        and words.pos[behind] in _BESIDE_VERBS
        and match.partner_of_reference[behind] < 0
    ):
        behind += 1
    if behind == len(words) or words.pos[behind] not in _VERBAL:
        return False
    verb = int(match.partner_of_reference[behind])
    first = verb
    while first > 0 and copy.pos[first - 1] in _BESIDE_VERBS:
        first -= 1
    own = slice(first, verb + 1)
    is_finite = (copy.finite[own] > LIMITS.probably_finite) & np.isin(copy.pos[own], _VERBAL)
    return bool(is_finite.any()) and _opens_clause(copy, first)


def _opens_clause(words: SideWords, row: int) -> bool:
    """Whether a word is the first of its sentence or follows a punctuation mark."""
    if row == 0 or words.sentence[row - 1] != words.sentence[row]:
        return True
    return bool(words.pos[row - 1] == Pos.PUNCT) and words.forms[row - 1] not in HYPHENS
