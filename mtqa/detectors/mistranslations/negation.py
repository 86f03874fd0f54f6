"""Negations that were added or dropped, and words that became their opposites."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from mtqa.alignment.word_alignment import Match, SideWords
from mtqa.detectors.mistranslations.linked_words import (
    LIMITS,
    View,
    links,
    mistranslation,
    replacement,
    verb_phrase,
)
from mtqa.lexicon.contrasts import are_opposite, is_negation, is_negative
from mtqa.results.findings import Finding, Severity
from mtqa.text.annotations import CONTENT, PairReading, Pos
from mtqa.text.spans import Place

_CLAUSE_OPENERS = frozenset("and but while because although though as if when that which".split())
"""Words that open a new clause, which a negation before them does not govern."""

_EMPTY_AFTER = frozenset("only just merely doubt matter more less".split())
"""Words after which a negation denies nothing: "not only", "no doubt"."""


def changed_negation(match: Match, reading: PairReading) -> Iterator[Finding]:
    """The negation that most surely has no equivalent on the other side, by the pair reader."""
    chance, row, is_lost = max(
        (
            (float(chances[row]), row, is_lost)
            for is_lost, words, chances in (
                (True, match.reference, reading.lost_turned),
                (False, match.copy, reading.gained_turned),
            )
            for row in _negative_rows(words)
            if is_negation(words.forms[row])
        ),
        default=(0.0, 0, False),
    )
    if chance < LIMITS.negation_changes:
        return
    view = View(match, of_copy=not is_lost)
    words, others = view.words, view.others
    linked = np.flatnonzero((view.partners >= 0) & CONTENT[words.pos])
    if not len(linked):
        return
    head = int(linked[np.argmin(np.where(linked >= row, linked - row, len(words)))])
    partner = int(view.partners[head])
    if _has_opposite(words, row, others):
        return
    distances = (partner - other for other in _negative_rows(others))
    if any(0 <= distance <= LIMITS.denying_verb_scope for distance in distances):
        return
    is_near = abs(head - row) <= LIMITS.negation_scope
    first, last = (min(row, head), max(row, head)) if is_near else (row, row)
    yield _negation(view, words.place(first, last), verb_phrase(others, partner), chance)


def _has_opposite(words: SideWords, row: int, others: SideWords) -> bool:
    """Whether the other side has the opposite of what a negation denies: not accept, reject."""
    denied = words.forms[row + 1 : row + 1 + LIMITS.negation_scope]
    own = set(words.forms)
    return any(
        are_opposite(form, other) for form in denied for other in others.forms if other not in own
    )


def negations(match: Match) -> Iterator[Finding]:
    """One negation more on one side, before a word that both sides have."""
    reference, copy = _negative_rows(match.reference), _negative_rows(match.copy)
    view = View(match, of_copy=len(reference) <= len(copy))
    own, other = (copy, reference) if view.of_copy else (reference, copy)
    if len(own) != len(other) + 1:
        return
    for row in own:
        if not is_negation(view.words.forms[row]) or view.partners[row] in other:
            continue
        head = _denied(view, row)
        if head is not None:
            partner = verb_phrase(view.others, int(view.partners[head]))
            yield _negation(view, view.words.place(row, head), partner)
            return


def _denied(view: View, negation: int) -> int | None:
    """Row of the next content word behind a negation that the other side has too."""
    words, others = view.words, view.others
    for near in range(negation + 1, min(negation + LIMITS.negation_scope + 1, len(words))):
        if words.sentence[near] != words.sentence[negation] or words.pos[near] == Pos.PUNCT:
            return None
        if CONTENT[words.pos[near]] and view.likeness(near) > LIMITS.linked:
            partner = int(view.partners[near])
            is_opposite = are_opposite(words.forms[near], others.forms[partner])
            return near if CONTENT[others.pos[partner]] and not is_opposite else None
    return None


def _negation(view: View, own: Place, other: Place, confidence: float | None = None) -> Finding:
    message = "negation added" if view.of_copy else "negation dropped"
    places = view.in_order(own, other)
    return mistranslation("negation", Severity.CRITICAL, places, message, confidence)


def opposites(match: Match) -> Iterator[Finding]:
    """Linked words of opposite meaning, unless one of them is negated."""
    forms = set(match.reference.forms), set(match.copy.forms)
    for row, column in links(match):
        ours, theirs = match.reference.forms[row], match.copy.forms[column]
        if max(match.reference.proper[row], match.copy.proper[column]) > LIMITS.proper:
            continue
        if not are_opposite(ours, theirs) or ours in forms[1] or theirs in forms[0]:
            continue
        if _is_denied(match.reference, row) == _is_denied(match.copy, column):
            yield replacement("opposite", Severity.CRITICAL, match, row, column)


def _is_denied(words: SideWords, row: int) -> bool:
    """Whether a negation governs a word: it stands before it in the same clause."""
    for near in range(row - 1, max(-1, row - 1 - LIMITS.negation_scope), -1):
        is_other = words.sentence[near] != words.sentence[row] or words.pos[near] == Pos.PUNCT
        if is_other or words.forms[near] in _CLAUSE_OPENERS:
            return False
        if is_negative(words.forms[near]) and not _is_empty(words.forms, near):
            return True
    return False


def _negative_rows(words: SideWords) -> list[int]:
    """Rows of the words with a negative meaning, but for empty negations."""
    forms = words.forms
    return [
        row for row, form in enumerate(forms) if is_negative(form) and not _is_empty(forms, row)
    ]


def _is_empty(forms: Sequence[str], row: int) -> bool:
    """Whether a negation denies nothing: "not only", "no longer", "No. 5", "whether or not"."""
    form = forms[row]
    before = forms[row - 1] if row else ""
    after = forms[row + 1] if row + 1 < len(forms) else ""
    if form == "no" and (after == "." or after.endswith("er")):
        return True
    return after in _EMPTY_AFTER or (form == "not" and before == "or")
