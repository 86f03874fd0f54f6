"""Words that became their opposites."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.alignment.word_alignment import Match
from mtqa.detectors.mistranslations.linked_words import LIMITS, View, links, replacement
from mtqa.detectors.mistranslations.roles import agents_are_linked
from mtqa.detectors.mistranslations.scope import is_denied, is_stop, negative_rows
from mtqa.lexicon.contrasts import are_converse, has_opposite, opposition
from mtqa.results.findings import Finding, Severity
from mtqa.text.annotations import CONTENT, Pos

_PREDICATES = (Pos.VERB, Pos.ADJ)


def opposites(match: Match) -> Iterator[Finding]:
    """Linked words of opposite meaning, unless one of them is negated."""
    forms = set(match.reference.forms), set(match.copy.forms)
    for row, column in sorted({*links(match), *_with_same_complement(match)}):
        ours, theirs = match.reference.forms[row], match.copy.forms[column]
        if max(match.reference.proper[row], match.copy.proper[column]) > LIMITS.proper:
            continue
        kind = opposition(ours, theirs)
        if kind is None or ours in forms[1] or theirs in forms[0]:
            continue
        if not _have_like_pos(match, row, column) or (
            are_converse(ours, theirs) and not agents_are_linked(match, row, column)
        ):
            continue
        if not has_opposite(ours) and _have_other_negations(match):
            continue
        if is_denied(match.reference, row) == is_denied(match.copy, column):
            yield replacement(kind, Severity.CRITICAL, match, row, column)


def _have_other_negations(match: Match) -> bool:
    """Whether one side has more negations: it may say with "not" what the other says with "un-"."""
    return len(negative_rows(match.reference)) != len(negative_rows(match.copy))


def _have_like_pos(match: Match, row: int, column: int) -> bool:
    """Whether two words have one part of speech; a participle may pass for an adjective."""
    own, its = match.reference.pos[row], match.copy.pos[column]
    return bool(own == its) or (own in _PREDICATES and its in _PREDICATES)


def _with_same_complement(match: Match) -> Iterator[tuple[int, int]]:
    """Rows of words that govern linked words: cleared of fraud, guilty of fraud."""
    view = View(match, of_copy=False)
    others = list(_opposable(View(match, of_copy=True)))
    for row, head in _opposable(view):
        for column, its_head in others:
            if int(view.partners[head]) == its_head and view.likeness(head) > LIMITS.linked:
                yield row, column


def _opposable(view: View) -> Iterator[tuple[int, int]]:
    """Rows of verbs and adjectives with an opposite, and of the content word behind each."""
    words = view.words
    for row, form in enumerate(words.forms):
        if words.pos[row] not in _PREDICATES or not has_opposite(form):
            continue
        for near in range(row + 1, min(len(words), row + 1 + LIMITS.complement_scope)):
            if words.sentence[near] != words.sentence[row] or is_stop(words, near):
                break
            if CONTENT[words.pos[near]]:
                yield row, near
                break
