"""Exchanged roles: who did it, and to whom."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from mtqa.alignment.word_alignment import Match, SideWords
from mtqa.detectors.mistranslations.linked_words import LIMITS, links, mistranslation
from mtqa.detectors.mistranslations.scope import is_stop
from mtqa.lexicon.inflections import lemmas_of
from mtqa.results.findings import Finding, Severity
from mtqa.text.annotations import Pos, Relation
from mtqa.text.tokens import HYPHENS

_SYMMETRIC = frozenset(
    """
    meet marry wed divorce kiss hug embrace face play resemble equal match fight join border
    neighbour contact rival differ agree quarrel cooperate negotiate debate discuss cross touch talk
    speak chat compete collide clash connect combine merge mean be become include exchange share
    pass
    """.split()
)
"""Verbs that may say the same with exchanged subject and object, as lemmas."""

_BE = frozenset("be been being is are was were 's ’s get gets got".split())
_RELATIVE = frozenset(("who", "which", "that"))
_NAMING = (Pos.NOUN, Pos.PROPN)
_IN_NOUN_PHRASE = (Pos.DET, Pos.ADJ, Pos.NOUN, Pos.PROPN, Pos.NUM)


class Frame(NamedTuple):
    """A verb with its participants; a participant has the rows of its noun and of its name.

    Attributes:
        agent: Who does it; the subject, or the noun behind "by" in the passive voice.
        patient: To whom it is done.
        preposition: The preposition before the patient, empty for an object.
    """

    agent: frozenset[int]
    patient: frozenset[int]
    preposition: str


def exchanged_roles(match: Match) -> Iterator[Finding]:
    """Linked forms of one verb whose agent and patient were exchanged."""
    if match.is_verbatim:
        return
    lemmas = [[lemmas_of(form) for form in side.forms] for side in (match.reference, match.copy)]
    for row, column in links(match):
        shared = lemmas[0][row] & lemmas[1][column]
        if not shared or not shared.isdisjoint(_SYMMETRIC) or not _are_verbs(match, row, column):
            continue
        if any(sum(not own.isdisjoint(shared) for own in side) > 1 for side in lemmas):
            continue
        one, other = frame(match.reference, row), frame(match.copy, column)
        if one and other and _are_exchanged(match, one, other):
            places = tuple(
                side.place(min(whole), max(whole))
                for side, whole in (
                    (match.reference, one.agent | one.patient | {row}),
                    (match.copy, other.agent | other.patient | {column}),
                )
            )
            message = "who did it and to whom were exchanged"
            yield mistranslation("role", Severity.CRITICAL, (places[0], places[1]), message)


def agents_are_linked(match: Match, row: int, column: int) -> bool:
    """Whether the agents of two verbs are known and the same."""
    agents = _agent(match.reference, row), _agent(match.copy, column)
    return all(agents) and _are_same(match, *agents)


def frame(words: SideWords, verb: int) -> Frame | None:
    """The participants of a verb, None if one of them is not a noun in its own clause."""
    if _is_gerund(words, verb):
        return None
    agent = _agent(words, verb)
    if _is_passive(words, verb):
        patient, preposition = _subject(words, verb), ""
    else:
        patient, preposition = _object(words, verb)
    return Frame(agent, patient, preposition) if agent and patient else None


def _are_verbs(match: Match, row: int, column: int) -> bool:
    return bool(match.reference.pos[row] == Pos.VERB and match.copy.pos[column] == Pos.VERB)


def _are_exchanged(match: Match, one: Frame, other: Frame) -> bool:
    return (
        one.preposition == other.preposition
        and _are_same(match, one.agent, other.patient)
        and _are_same(match, one.patient, other.agent)
        and not _are_same(match, one.agent, other.agent)
        and not _are_same(match, one.patient, other.patient)
    )


def _are_same(match: Match, own: frozenset[int], other: frozenset[int]) -> bool:
    """Whether two participants share a linked word, or a word in the same form."""
    partners = {int(match.partner_of_reference[row]) for row in own}
    forms = {match.reference.forms[row] for row in own}
    return not partners.isdisjoint(other) or any(match.copy.forms[row] in forms for row in other)


def _is_passive(words: SideWords, verb: int) -> bool:
    start = max(0, verb - LIMITS.auxiliary_scope)
    near = range(verb - 1, start - 1, -1)
    if words.forms[verb].endswith("ing"):
        return False
    for row in near:
        if words.forms[row] in _BE and words.pos[row] in (Pos.AUX, Pos.VERB):
            return True
        if words.pos[row] not in (Pos.ADV, Pos.AUX, Pos.PART):
            return False
    return False


def _is_gerund(words: SideWords, verb: int) -> bool:
    """Whether a verb is no verb of a clause: "making a deal", "deal-making"."""
    before = words.pos[verb - 1] if verb else Pos.PUNCT
    is_joined = verb > 0 and words.forms[verb - 1] in HYPHENS
    return is_joined or (words.forms[verb].endswith("ing") and before not in (Pos.AUX, Pos.ADV))


def _agent(words: SideWords, verb: int) -> frozenset[int]:
    if not _is_passive(words, verb):
        return _subject(words, verb)
    for row in _behind(words, verb):
        if words.forms[row] == "by":
            return _noun_phrase(words, row + 1)
    return frozenset()


def _subject(words: SideWords, verb: int) -> frozenset[int]:
    """The nearest subject before a verb, without another verb between them."""
    for row in range(verb - 1, -1, -1):
        is_other = words.sentence[row] != words.sentence[verb] or words.pos[row] == Pos.VERB
        if is_other or is_stop(words, row):
            break
        if words.relation[row] == Relation.NSUBJ:
            is_relative = words.forms[row] in _RELATIVE and row > 0
            return _participant(words, row - 1 if is_relative else row)
    return frozenset()


def _object(words: SideWords, verb: int) -> tuple[frozenset[int], str]:
    """The noun right behind a verb or behind its preposition, and that preposition."""
    for row in _behind(words, verb):
        if words.pos[row] == Pos.ADP:
            return _noun_phrase(words, row + 1), words.forms[row]
        if words.pos[row] != Pos.ADV:
            return _noun_phrase(words, row), ""
    return frozenset(), ""


def _behind(words: SideWords, verb: int) -> Iterator[int]:
    """Rows of the words behind a verb, up to the next verb or mark."""
    for row in range(verb + 1, len(words)):
        is_other = words.sentence[row] != words.sentence[verb] or words.pos[row] == Pos.VERB
        if is_other or is_stop(words, row):
            return
        yield row


def _noun_phrase(words: SideWords, first: int) -> frozenset[int]:
    """Rows of the noun of the phrase that begins with a word, and of its name; none without it."""
    last = first
    while last < len(words) and words.pos[last] in _IN_NOUN_PHRASE:
        last += 1
    return _participant(words, last - 1) if last > first else frozenset()


def _participant(words: SideWords, row: int) -> frozenset[int]:
    """Rows of a noun, or of all words of a name; none for a pronoun."""
    if words.pos[row] not in _NAMING:
        return frozenset()
    first = last = row
    if words.pos[row] == Pos.PROPN:
        while first and words.pos[first - 1] == Pos.PROPN:
            first -= 1
        while last + 1 < len(words) and words.pos[last + 1] == Pos.PROPN:
            last += 1
    return frozenset(range(first, last + 1))
