"""Exchanged members of one closed class: some for all, before for after, if for unless."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import numpy as np

from mtqa.alignment.word_alignment import Match, SideWords
from mtqa.detectors.mistranslations.governed import NAMING, are_linked, governed
from mtqa.detectors.mistranslations.linked_words import (
    LIMITS,
    View,
    mistranslation,
)
from mtqa.detectors.mistranslations.scope import is_stop, negative_rows
from mtqa.lexicon.closed_classes import CLOSED_CLASSES, ClosedClass, Occurrence
from mtqa.lexicon.contrasts import are_opposite
from mtqa.lexicon.inflections import lemmas_of
from mtqa.results.findings import Finding, Severity
from mtqa.text.annotations import Pos

_REVERSING = frozenset(("none", "few", "without", "unless", "over"))
"""Values that reverse what is said where another value replaces them."""


def exchanges(match: Match) -> Iterator[Finding]:
    """Phrases of a closed class that became phrases which exclude them."""
    if match.is_verbatim:
        return
    for one in CLOSED_CLASSES:
        yield from _exchanged(match, one)


def _exchanged(match: Match, of: ClosedClass) -> Iterator[Finding]:
    """The exchanged phrases of one closed class."""
    reference, copy = (list(of.occurrences(side.forms)) for side in (match.reference, match.copy))
    counts = [Counter(one.value for one in own) for own in (reference, copy)]
    for one in reference:
        for other in copy:
            if (
                (one.value, other.value) in of.conflicts
                and counts[1][one.value] < counts[0][one.value]
                and counts[0][other.value] < counts[1][other.value]
                and _say_the_same_of(match, of, one, other)
            ):
                yield _finding(match, of, one, other)


def _finding(match: Match, of: ClosedClass, one: Occurrence, other: Occurrence) -> Finding:
    is_reversed = not _REVERSING.isdisjoint((one.value, other.value))
    severity = Severity.CRITICAL if is_reversed else Severity.MAJOR
    places = match.reference.place(one.first, one.last), match.copy.place(other.first, other.last)
    message = f"“{places[0].text}” became “{places[1].text}”"
    return mistranslation(of.kind, severity, places, message, LIMITS.certainty["exchange"])


def _say_the_same_of(match: Match, of: ClosedClass, one: Occurrence, other: Occurrence) -> bool:
    """Whether two phrases govern linked words, and nothing else evens out their difference."""
    sides = View(match, of_copy=False), View(match, of_copy=True)
    phrases = [
        governed(view.words, at.first, at.last, of.governs)
        for view, at in zip(sides, (one, other), strict=True)
    ]
    if not all(phrases) or not are_linked(sides[0], *phrases, governs=of.governs):
        return False
    if any(_is_hidden(view.words, at) for view, at in zip(sides, (one, other), strict=True)):
        return False
    if of.governs == "word" and _is_turned_round(sides[0], one, other):
        return False
    return _predicates_are_linked(sides[0], one, other) and not _is_evened_out(match, one, other)


def _is_hidden(words: SideWords, at: Occurrence) -> bool:
    """Whether a phrase is no plain member of its class: denied, before a number, a conjunction."""
    before = words.forms[at.first - 1] if at.first else ""
    after = at.last + 1
    is_counting = after < len(words) and words.pos[after] == Pos.NUM
    return before in ("not", "n't", "n’t", "as", "than") or (is_counting and at.value == "some")


def _is_turned_round(view: View, one: Occurrence, other: Occurrence) -> bool:
    """Whether a noun before one phrase came behind the other one: "fewer than" turned to "more"."""
    words = view.words
    return any(
        words.pos[row] in NAMING
        and words.sentence[row] == words.sentence[one.first]
        and int(view.partners[row]) > other.last
        for row in range(one.first)
    )


def _predicates_are_linked(view: View, one: Occurrence, other: Occurrence) -> bool:
    """Whether the verbs nearest to two phrases are linked, if both have one.

    Where a value reverses the meaning they must be forms of one verb: another verb may reverse it
    again ("no one was told", "all were kept in the dark").
    """
    own, its = _verb_near(view.words, one), _verb_near(view.others, other)
    if own is None or its is None:
        return own is its
    if int(view.partners[own]) != its or view.likeness(own) <= LIMITS.linked:
        return False
    is_reversed = not _REVERSING.isdisjoint((one.value, other.value))
    lemmas = lemmas_of(view.words.forms[own]), lemmas_of(view.others.forms[its])
    return not is_reversed or not lemmas[0].isdisjoint(lemmas[1])


def _verb_near(words: SideWords, at: Occurrence) -> int | None:
    """Row of the next verb behind a phrase in its clause, else of the last one before it."""
    for row in range(at.last + 1, len(words)):
        if words.sentence[row] != words.sentence[at.first] or is_stop(words, row):
            break
        if words.pos[row] == Pos.VERB:
            return row
    for row in range(at.first - 1, -1, -1):
        if words.sentence[row] != words.sentence[at.first]:
            break
        if words.pos[row] == Pos.VERB:
            return row
    return None


def _is_evened_out(match: Match, one: Occurrence, other: Occurrence) -> bool:
    """Whether one side has a further negation, or a word and its opposite stand on both sides."""
    own, its = (
        sum(not at.first <= row <= at.last for row in negative_rows(words))
        for words, at in ((match.reference, one), (match.copy, other))
    )
    if own != its:
        return True
    partners = match.partner_of_reference
    forms = match.reference.forms, match.copy.forms
    return any(
        are_opposite(forms[0][row], forms[1][partners[row]])
        for row in np.flatnonzero(partners >= 0).tolist()
        if not (one.first <= row <= one.last or other.first <= partners[row] <= other.last)
    )
