"""Which words of a reference are gone: runs, whole phrases, subjects that their verbs lost."""

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
_OWNERS = {"his", "her", "its", "their", "our", "my", "your"}
_VERBAL = (Pos.VERB, Pos.AUX)
_BESIDE_VERBS = (*_VERBAL, Pos.ADV, Pos.PART)


def gone(match: Match, chances: npt.NDArray[np.float32], *, is_read: bool) -> Iterator[Run]:
    """Runs of words that are gone; whole phrases and subjects that more likely are than they look.

    Args:
        match: The words of a group.
        chances: Of not being carried, one a word of the reference.
        is_read: Whether the pair reader has had its say, without which no word is told alone.
    """
    words = match.reference
    alone = _alone(match) if is_read else np.ones(len(words), np.float32)
    told = np.zeros(len(words), bool)
    for run in (
        *strange_runs(words, chances, LIMITS.in_run, alone),
        *_gone_phrases(words, chances),
        *(_gone_subjects(match, chances) if is_read else ()),
    ):
        own = slice(run.first, run.last + 1)
        if not told[own].any():
            told[own] = True
            yield run


def _alone(match: Match) -> npt.NDArray[np.float32]:
    """From which chance each word of the reference is told by itself."""
    is_subject, kept = (side.relation == Relation.NSUBJ for side in (match.reference, match.copy))
    least = LIMITS.subject_alone if is_subject.sum() > kept.sum() else LIMITS.alone
    return np.where(is_subject, least, LIMITS.alone).astype(np.float32)


def _gone_phrases(words: SideWords, chances: npt.NDArray[np.float32]) -> Iterator[Run]:
    """Phrases that open with a preposition and end with a noun."""
    if chances.max(initial=0) <= LIMITS.in_phrase:
        return
    describes = np.isin(words.pos, _DESCRIBING) | [
        form in _OWNERS or form in HYPHENS for form in words.forms
    ]
    for first in np.flatnonzero(words.pos == Pos.ADP).tolist():
        end = first + 1
        while end < len(words) and describes[end] and words.sentence[end] == words.sentence[first]:
            end += 1
        naming = np.flatnonzero(np.isin(words.pos[first:end], _NAMING))
        if len(naming):
            last = first + int(naming[-1])
            own = slice(first, last + 1)
            told = chances[own][CONTENT[words.pos[own]]]
            if told.mean() > LIMITS.in_phrase and told.min() > LIMITS.carried:
                yield Run(first, last, float(told.mean()))


def _gone_subjects(match: Match, chances: npt.NDArray[np.float32]) -> Iterator[Run]:
    """Pronouns that are subjects of verbs which open a clause of the copy."""
    words = match.reference
    is_subject = (words.relation == Relation.NSUBJ) & (words.pos == Pos.PRON)
    for row in np.flatnonzero(is_subject & (chances > LIMITS.subject_pronoun)).tolist():
        if _is_unled(match, row):
            yield Run(row, row, float(chances[row]))


def _is_unled(match: Match, subject: int) -> bool:
    """Whether the verb right behind a subject of the reference opens a clause of the copy."""
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
    """Whether a word stands at the start of its sentence or behind a sign."""
    if row == 0 or words.sentence[row - 1] != words.sentence[row]:
        return True
    return bool(words.pos[row - 1] == Pos.PUNCT) and words.forms[row - 1] not in HYPHENS
