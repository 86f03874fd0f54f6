"""Tense: past events that the copy reports as future, and the reverse."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mtqa.alignment.word_alignment import Match, SideWords
from mtqa.detectors.mistranslations.linked_words import LIMITS, links, mistranslation, verb_phrase
from mtqa.lexicon.contractions import expanded
from mtqa.lexicon.verb_forms import is_future, is_past
from mtqa.results.findings import Finding, Severity
from mtqa.text.annotations import Pos

_PAST_AUXILIARIES = frozenset("was were had has have 've ’ve".split())
_BEFORE_VERB = (Pos.AUX, Pos.PART, Pos.ADV)
_WILL = frozenset(("will", "shall"))


def tenses(match: Match) -> Iterator[Finding]:
    """Linked verbs of which one is past and the other future."""
    if not (_has_will(match.reference.forms) or _has_will(match.copy.forms)):
        return
    are_verbs = match.reference.pos == Pos.VERB, match.copy.pos == Pos.VERB
    for row, column in links(match):
        if not (are_verbs[0][row] and are_verbs[1][column]):
            continue
        was_future = _has_will(before_verb(match.reference, row))
        is_future_now = _has_will(before_verb(match.copy, column))
        if (is_future_now and is_past_event(match.reference, row)) or (
            was_future and is_past_event(match.copy, column)
        ):
            places = verb_phrase(match.reference, row), verb_phrase(match.copy, column)
            now, before = ("future", "past") if is_future_now else ("past", "future")
            message = f"{before} event reported as {now}"
            yield mistranslation("tense", Severity.MAJOR, places, message)


def is_past_event(words: SideWords, verb: int) -> bool:
    """Whether a verb is in the past: a finite past form, or one behind a past auxiliary.

    A participle without a past auxiliary is no past: "is made", "two listed firms".
    """
    before = before_verb(words, verb)
    if any(map(is_future, before)) or not is_past(words.forms[verb]):
        return False
    auxiliaries = words.forms[auxiliaries_start(words, verb) : verb]
    return not _PAST_AUXILIARIES.isdisjoint(auxiliaries) or bool(words.finite[verb] > LIMITS.finite)


def auxiliaries_start(words: SideWords, verb: int) -> int:
    """Row of the first of the auxiliaries and adverbs right before a verb; its own without any."""
    first = verb
    while (
        first
        and verb - first < LIMITS.auxiliary_scope
        and words.sentence[first - 1] == words.sentence[verb]
        and words.pos[first - 1] in _BEFORE_VERB
    ):
        first -= 1
    return first


def _has_will(forms: Sequence[str]) -> bool:
    """Whether any word is a future auxiliary, contractions included: will, won't, we'll."""
    return any(not _WILL.isdisjoint(expanded(form).split()) for form in forms)


def before_verb(words: SideWords, verb: int) -> list[str]:
    """Forms of the words right before a verb, back to the last punctuation mark."""
    start = max(0, verb - LIMITS.auxiliary_scope)
    while verb > start and any(words.pos[start:verb] == Pos.PUNCT):
        start += 1
    return words.forms[start:verb]
