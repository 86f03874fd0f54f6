"""Modality: possibilities, certainties and duties that replaced each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from mtqa.alignment.word_alignment import Match, SideWords
from mtqa.detectors.mistranslations.linked_words import links, mistranslation
from mtqa.detectors.mistranslations.scope import is_denied
from mtqa.detectors.mistranslations.tense import (
    auxiliaries_start,
    before_verb,
    is_past_event,
)
from mtqa.lexicon.contractions import expanded
from mtqa.lexicon.hedges import HEDGES, MODALS
from mtqa.results.findings import Finding, Severity
from mtqa.text.annotations import Pos

_FACT = "fact"
_CONFLICTS = frozenset(
    tuple(pair.split("/"))
    for pair in """
    possibility/certainty certainty/possibility possibility/duty duty/possibility possibility/fact
    ability/duty duty/ability
    """.split()
)
"""What may not become what. "Should" is left out: it says advice and duty."""

_NOUNS = {
    "possibility": "a possibility",
    "ability": "an ability",
    "certainty": "a certainty",
    "duty": "a duty",
    _FACT: "a fact",
}
_MODAL_OF = {form: value for value, forms in MODALS.items() for form in forms}
_SURE = frozenset(("certainty", "duty", _FACT))
_PREDICATES = (Pos.VERB, Pos.ADJ)


def modalities(match: Match) -> Iterator[Finding]:
    """Linked verbs whose modal verbs exclude each other."""
    if match.is_verbatim:
        return
    sides = match.reference, match.copy
    counts = [Counter(map(_modal_value, words.forms)) for words in sides]
    if counts[0] == counts[1]:
        return
    for row, column in links(match):
        (one, first), (other, its_first) = (
            _modality(words, verb) for words, verb in zip(sides, (row, column), strict=True)
        )
        if one is None or other is None or (one, other) not in _CONFLICTS:
            continue
        if other == _FACT and _is_no_claim(match.reference, row):
            continue
        if counts[1][one] >= counts[0][one] > 0 or counts[0][other] >= counts[1][other] > 0:
            continue
        is_negated = is_denied(match.reference, row) or is_denied(match.copy, column)
        if not is_negated and not _is_hedged(*(sides if other in _SURE else sides[::-1])):
            places = match.reference.place(first, row), match.copy.place(its_first, column)
            change = f"{_NOUNS[one]} became {_NOUNS[other]}"
            message = f"“{places[0].text}” became “{places[1].text}”: {change}"
            yield mistranslation("modality", Severity.MAJOR, places, message)


def _modal_value(form: str) -> str | None:
    """What a modal verb says, contractions included; None for other words."""
    return next((_MODAL_OF[word] for word in expanded(form).split() if word in _MODAL_OF), None)


def _modality(words: SideWords, verb: int) -> tuple[str | None, int]:
    """What the modal verb before a verb says, and the row of its first auxiliary.

    A past event is a `fact`.
    """
    if words.pos[verb] not in _PREDICATES:
        return None, verb
    start = auxiliaries_start(words, verb)
    for row in range(verb - 1, start - 1, -1):
        if words.pos[row] == Pos.AUX and (value := _modal_value(words.forms[row])):
            return value, row
    is_fact = words.pos[verb] == Pos.VERB and is_past_event(words, verb)
    return (_FACT if is_fact else None), start


def _is_no_claim(words: SideWords, verb: int) -> bool:
    """Whether a verb with a modal verb states no possibility that could become a fact.

    "Could" without "have" may be the past of "can". What stands behind "whether" is a question.
    """
    before = before_verb(words, verb)
    return ("could" in before and "have" not in before) or "whether" in words.forms[:verb]


def _is_hedged(less_sure: SideWords, more_sure: SideWords) -> bool:
    """Whether the surer side has a hedge that the other one lacks, in place of its modal verb."""
    own, other = (sum(form in HEDGES for form in side.forms) for side in (less_sure, more_sure))
    return other > own
