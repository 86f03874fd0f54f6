"""Negations that were added or dropped."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from mtqa.alignment.word_alignment import Match, SideWords
from mtqa.detectors.mistranslations.linked_words import (
    LIMITS,
    View,
    links,
    mistranslation,
    verb_phrase,
)
from mtqa.detectors.mistranslations.scope import negative_rows
from mtqa.lexicon.contrasts import REFUSALS, are_opposite, implies_negation, is_negation
from mtqa.lexicon.inflections import lemmas_of
from mtqa.results.findings import Finding, Severity
from mtqa.text.annotations import CONTENT, PairReading, Pos
from mtqa.text.spans import Place


def changed_negation(match: Match, reading: PairReading) -> Iterator[Finding]:
    """The negation that most surely has no equivalent on the other side, by the pair reader."""
    chance, row, is_lost = max(
        (
            (float(chances[row]), row, is_lost)
            for is_lost, words, chances in (
                (True, match.reference, reading.lost_turned),
                (False, match.copy, reading.gained_turned),
            )
            for row in negative_rows(words)
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
    distances = (partner - other for other in negative_rows(others))
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
    reference, copy = negative_rows(match.reference), negative_rows(match.copy)
    view = View(match, of_copy=len(reference) <= len(copy))
    own, other = (copy, reference) if view.of_copy else (reference, copy)
    if len(own) != len(other) + 1 or _is_implied(view):
        return
    for row in own:
        if not is_negation(view.words.forms[row]) or view.partners[row] in other:
            continue
        head = _denied(view, row)
        if head is not None:
            partner = verb_phrase(view.others, int(view.partners[head]))
            yield _negation(view, view.words.place(row, head), partner)
            return


def _is_implied(view: View) -> bool:
    """Whether the other side has another word that implies a negation, or as many empty ones."""
    own, other = view.words.forms, view.others.forms
    is_implied = any(map(implies_negation, set(other) - set(own)))
    return is_implied or sum(map(is_negation, other)) >= sum(map(is_negation, own))


def _denied(view: View, negation: int) -> int | None:
    """Row of the next content word behind a negation, if the other side has the same word."""
    words, others = view.words, view.others
    for near in range(negation + 1, min(negation + LIMITS.negation_scope + 1, len(words))):
        if words.sentence[near] != words.sentence[negation] or words.pos[near] == Pos.PUNCT:
            return None
        if CONTENT[words.pos[near]] and view.likeness(near) > LIMITS.linked:
            partner = int(view.partners[near])
            lemmas = lemmas_of(words.forms[near]), lemmas_of(others.forms[partner])
            is_same = words.pos[near] == others.pos[partner] and not lemmas[0].isdisjoint(lemmas[1])
            return near if is_same else None
    return None


def _negation(view: View, own: Place, other: Place, confidence: float | None = None) -> Finding:
    message = "negation added" if view.of_copy else "negation dropped"
    places = view.in_order(own, other)
    return mistranslation("negation", Severity.CRITICAL, places, message, confidence)


def refusals(match: Match) -> Iterator[Finding]:
    """Verbs behind a refusal on one side that stand alone on the other: refused to pay, paid."""
    if match.is_verbatim:
        return
    for row, column in links(match):
        if match.reference.pos[row] != Pos.VERB or match.copy.pos[column] != Pos.VERB:
            continue
        refused = _refusal(match.reference, row), _refusal(match.copy, column)
        if (refused[0] is None) == (refused[1] is None):
            continue
        view = View(match, of_copy=refused[0] is None)
        if view.others.forms[(row if view.of_copy else column) - 1] == "to":
            continue
        if _is_negative_otherwise(view):
            continue
        own, other = (row, column) if refused[0] is not None else (column, row)
        first = refused[0] if refused[0] is not None else refused[1]
        places = view.in_order(
            view.words.place(int(first or 0), own), verb_phrase(view.others, other)
        )
        message = f"“{places[0].text}” became “{places[1].text}”"
        certainty = LIMITS.certainty["refusal"]
        yield mistranslation("negation", Severity.CRITICAL, places, message, certainty)


def _refusal(words: SideWords, verb: int) -> int | None:
    """Row of the verb that says that another one was not done; None without one."""
    row = verb - 1
    while row > 0 and words.pos[row] == Pos.ADV:
        row -= 1
    is_refused = row > 0 and words.forms[row] == "to" and words.forms[row - 1] in REFUSALS
    return row - 1 if is_refused else None


def _is_negative_otherwise(view: View) -> bool:
    """Whether the refusing side has a further negation, or the other side has any."""
    others = view.others.forms
    is_other_negative = any(map(implies_negation, others)) or len(negative_rows(view.others)) > 0
    return is_other_negative or len(negative_rows(view.words)) > 1
