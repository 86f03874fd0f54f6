"""Active and passive voice, and verbs that say the same from the other side."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from models.reader.inflection import Verb, verb_of
from models.reader.phrases import (
    Phrase,
    as_object,
    as_subject,
    closes,
    is_person,
    opens_clause,
    phrase_from,
    phrase_until,
    subject_until,
)
from models.reader.sides import Change, Draft, Range, View
from mtqa.text.annotations import Pos, Relation

_BE = {"was", "were", "is", "are"}
_NOT_PASSIVE = set(
    """have be become meet marry resemble match join remain mean want need lack cost last suit
    fit say think hope wish like love hate know get let see hear feel begin start stop continue
    try fail refuse agree decide do make take give hold come go play put set keep enter reach
    show offer pay cause""".split()
)
_CONVERSE = {
    "bought": ("from", "sold", "to"), "purchased": ("from", "sold", "to"),
    "sold": ("to", "bought", "from"), "borrowed": ("from", "lent", "to"),
    "received": ("from", "gave", "to"),
}  # fmt: skip
_BEATEN = {"defeated", "beat"}
_COMPARED = {
    "bigger": "smaller", "larger": "smaller", "older": "younger", "taller": "shorter",
    "longer": "shorter", "stronger": "weaker", "heavier": "lighter", "richer": "poorer",
    "higher": "lower", "faster": "slower", "smaller": "larger", "younger": "older",
    "shorter": "longer", "weaker": "stronger", "lighter": "heavier", "poorer": "richer",
    "lower": "higher", "slower": "faster", "warmer": "colder", "colder": "warmer",
}  # fmt: skip


class Clause(NamedTuple):
    """A subject, a verb in the simple past, and its object or agent."""

    subject: Phrase
    first: int
    row: int
    second: Phrase
    verb: Verb


def _passives(view: View) -> Iterator[Clause]:
    """Clauses such as: the editor was attacked by the minister."""
    for row in range(2, len(view) - 2):
        verb = verb_of(view.forms[row])
        if not verb or view.forms[row] != verb.participle or view.form(row + 1) != "by":
            continue
        if view.form(row - 1) not in _BE:
            continue
        subject, second = subject_until(view, row - 1), phrase_from(view, row + 2)
        if subject and second and opens_clause(view, subject.start) and closes(view, second.end):
            yield Clause(subject, row - 1, row, second, verb)


def _actives(view: View) -> Iterator[Clause]:
    """Clauses such as: the minister attacked the editor."""
    for row in range(1, len(view) - 1):
        verb = verb_of(view.forms[row])
        if not verb or view.forms[row] != verb.past or view.pos[row] != Pos.VERB:
            continue
        if view.own.finite[row] < 0.8 or verb.base in _NOT_PASSIVE:
            continue
        subject, second = subject_until(view, row), phrase_from(view, row + 1)
        if not subject or not second or not opens_clause(view, subject.start):
            continue
        is_object = view.relation[second.end - 1] in (Relation.OBJ, Relation.FLAT)
        if is_object and closes(view, second.end) and view.forms[second.end - 1][-4:] != "self":
            yield Clause(subject, row, row, second, verb)


def voices_exchanged(view: View) -> Iterator[Draft]:
    """Drafts with attacked for was attacked by, or the reverse: who acts is exchanged."""
    for clause in _passives(view):
        row, other = clause.row, view.linked(clause.row)
        fits = is_person(view, clause.subject) == is_person(view, clause.second)
        if other is None or not fits:
            continue
        mark = _verb_range(view, other)
        yield (Change(clause.first, row + 2, _active(view, clause, clause.subject), "c", mark),)
    for clause in _actives(view):
        row, other = clause.row, view.linked(clause.row)
        fits = is_person(view, clause.subject) == is_person(view, clause.second)
        if other is None or not fits or _has_own(view, clause.second):
            continue
        helper = "were" if clause.subject.is_plural else "was"
        is_closed = view.form(clause.second.end) in _AFTER | {",", "and", "with", "to"}
        if view.form(clause.subject.start) in ("i", "you") or not is_closed:
            continue
        passive = (helper, clause.verb.participle, "by")
        yield (Change(row, row + 1, passive, "c", _verb_range(view, other)),)


def _active(view: View, clause: Clause, subject: Phrase) -> tuple[str]:
    """The active verb for a passive one, in the same tense, with a subject."""
    if view.form(clause.first) in ("was", "were"):
        return (clause.verb.past,)
    is_base = subject.is_plural or view.form(subject.start) in ("i", "me", "you")
    return (clause.verb.base if is_base else clause.verb.third,)


def _verb_range(view: View, row: int) -> Range:
    """A verb of the other side with the auxiliary before it and "by" behind it."""
    first, last = row, row + 1
    forms = view.other_forms
    is_passive = forms[row - 1 : row] and forms[row - 1] in ("was", "were", "is", "are", "been")
    if is_passive and forms[last : last + 1] == ["by"]:
        first, last = row - 1, last + 1
    return first, last


def same_from_other_side(view: View) -> Iterator[Draft]:
    """Drafts with the voice, or a verb and its opposite, exchanged along with the phrases."""
    for clause in _passives(view):
        if _is_whole(view, clause):
            new = _active(view, clause, clause.second)
            change = Change(clause.first, clause.row + 2, new)
            yield _turned(view, clause, change)
    for clause in _actives(view):
        if not _is_whole(view, clause) or _has_own(view, clause.second):
            continue
        helper = "were" if clause.second.is_plural else "was"
        if view.form(clause.second.start) in ("me", "you"):
            continue
        if view.forms[clause.row] in _BEATEN:
            yield _turned(view, clause, Change(clause.row, clause.row + 1, ("lost", "to")))
        passive = (helper, clause.verb.participle, "by")
        yield _turned(view, clause, Change(clause.row, clause.row + 1, passive))
    yield from _sold(view)
    yield from _smaller(view)


_AFTER = {".", "in", "on", "at", "for", "during", "after", "before", "because", "when", ""}
_OPENERS = {"in", "on", "at", "during", "since", "when", "after", "before"}


def _is_whole(view: View, clause: Clause) -> bool:
    """Whether nothing before or behind a clause depends on which phrase is its subject."""
    end, start = clause.second.end, clause.subject.start
    rest = view.forms[end : end + 14]
    rest = rest[: rest.index(".")] if "." in rest else rest
    is_first = view.is_initial(start) or view.form(0) in _OPENERS
    return is_first and view.form(end) in _AFTER and not {",", "and", "which", "or"} & set(rest)


def _has_own(view: View, phrase: Phrase) -> bool:
    """Whether a phrase has a possessive pronoun, which would point ahead."""
    return view.form(phrase.start) in ("his", "her", "its", "their", "my", "our", "your")


def _turned(view: View, clause: Clause, change: Change) -> Draft:
    subject, second = clause.subject, clause.second
    return (
        Change(subject.start, subject.end, as_subject(view, second)),
        change,
        Change(second.start, second.end, as_object(view, subject)),
    )


def _sold(view: View) -> Iterator[Draft]:
    """Drafts with Z sold Y to X for X bought Y from Z."""
    for row, form in enumerate(view.forms):
        if form not in _CONVERSE or view.pos[row] != Pos.VERB or view.own.finite[row] < 0.5:
            continue
        old, verb, new = _CONVERSE[form]
        subject, thing = phrase_until(view, row), phrase_from(view, row + 1)
        if not subject or not thing or view.form(thing.end) != old or _has_own(view, thing):
            continue
        source = phrase_from(view, thing.end + 1)
        if source and opens_clause(view, subject.start) and closes(view, source.end):
            yield (
                Change(subject.start, subject.end, as_subject(view, source)),
                Change(row, row + 1, (verb,)),
                Change(thing.end, thing.end + 1, (new,)),
                Change(source.start, source.end, as_object(view, subject)),
            )


def _smaller(view: View) -> Iterator[Draft]:
    """Drafts with B is smaller than A for A is bigger than B."""
    for row in range(2, len(view) - 2):
        form = view.forms[row]
        if form not in _COMPARED or view.form(row + 1) != "than":
            continue
        if view.form(row - 1) not in ("is", "was", "are", "were"):
            continue
        subject, second = phrase_until(view, row - 1), phrase_from(view, row + 2)
        if not subject or not second or subject.is_plural != second.is_plural:
            continue
        if closes(view, second.end) and opens_clause(view, subject.start):
            yield (
                Change(subject.start, subject.end, as_subject(view, second)),
                Change(row, row + 1, (_COMPARED[form],)),
                Change(second.start, second.end, as_object(view, subject)),
            )
