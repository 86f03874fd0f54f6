"""Noun phrases, and exchanges of who does something and to whom."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from models.reader.inflection import is_plural, verb_of
from models.reader.sides import Change, Draft, Range, View
from models.reader.word_classes import PERSONS
from mtqa.text.annotations import Pos, Relation
from mtqa.text.tokens import POSSESSIVE

_WITHIN = (Pos.ADJ, Pos.NUM, Pos.NOUN, Pos.PROPN)
_NOUNS = (Pos.NOUN, Pos.PROPN)
_OBJECT_OF = {"i": "me", "he": "him", "she": "her", "we": "us", "they": "them"}
_SUBJECT_OF = {object_: subject for subject, object_ in _OBJECT_OF.items()}
ARTICLES = set("the a an this these those his her its their my our your".split())
_AUXILIARIES = set(
    """has have had is are was were been be being will would can could may might must should did
    does do not never also already then still even recently repeatedly later officially""".split()
)
_HELPERS = set("has have had is are was were be will can could may might must did does do".split())
_SYMMETRIC = set(
    """meet marry resemble equal match join accompany be have do become remain mean need want
    include contain involve cost last weigh lack make take get hold hear let keep see face contact
    say play follow use spend feel stay seem reach share""".split()
)
_TAKES_OF = set("accuse convict warn inform suspect deprive rob remind acquit clear".split())
_TOWARDS = set(
    """apologise apologize complain report respond reply appeal lose surrender listen belong vote
    work pay wait ask rely depend laugh look shout fire shoot care lie react contribute object
    submit apply turn refer speak write""".split()
)
_PREPOSITIONS = {"to", "for", "on", "at", "against", "from"}
_BEFORE_SUBJECT = (Pos.PUNCT, Pos.SCONJ)
_BEFORE_WORDS = {"that", "when", "while", "because", "if", "as", "but", "where", "and", "after"}
_AFTER_OBJECT = (Pos.PUNCT, Pos.ADP, Pos.ADV, Pos.SCONJ, Pos.CCONJ, Pos.PART)


class Phrase(NamedTuple):
    """A noun phrase, half open, and its number."""

    start: int
    end: int
    is_plural: bool


def phrase_from(view: View, start: int) -> Phrase | None:
    """The noun phrase that begins at a word; None if none does."""
    form, pos = view.form(start), view.pos_at(start)
    if form in _OBJECT_OF or form in _SUBJECT_OF:
        if pos != Pos.PRON or (form == "her" and view.pos_at(start + 1) in _WITHIN):
            return None
        return Phrase(start, start + 1, form in ("we", "they", "us", "them", "i", "me"))
    at = start + (form in ARTICLES)
    while at < len(view) and view.pos[at] in _WITHIN and not _is_possessive(view, at):
        at += 1
    if _is_possessive(view, at) and at < start + 3 and view.pos_at(at) in _NOUNS:
        at += 1
        while at < len(view) and view.pos[at] in _WITHIN:
            at += 1
    head = at - 1
    if head < start or view.pos_at(head) not in _NOUNS or head > start + 6:
        return None
    is_bare = form not in ARTICLES and view.pos[head] == Pos.NOUN
    is_name = form not in ARTICLES and view.pos[head] == Pos.PROPN
    plural = is_plural(view.forms[head]) and not is_name and form not in ("a", "an", "this")
    return None if is_bare and not plural else Phrase(start, at, plural)


def phrase_until(view: View, end: int) -> Phrase | None:
    """The noun phrase that ends before a word; None if none does."""
    found = None
    for start in range(end - 1, max(-1, end - 7), -1):
        phrase = phrase_from(view, start)
        if phrase and phrase.end == end:
            found = phrase
        elif found and view.pos[start] not in (*_WITHIN, Pos.DET, Pos.PRON):
            break
    return found


def subject_until(view: View, end: int) -> Phrase | None:
    """The subject that ends before a word, with the phrase behind "of"; None if none does."""
    phrase = phrase_until(view, end)
    if phrase and view.form(phrase.start - 1) == "of":
        head = phrase_until(view, phrase.start - 1)
        return Phrase(head.start, end, head.is_plural) if head else None
    return phrase


def as_subject(view: View, phrase: Phrase) -> tuple[str, ...]:
    """The words of a phrase as a subject within a sentence."""
    words = view.inner(phrase.start, phrase.end)
    return (_SUBJECT_OF.get(words[0].lower(), words[0]),) if len(words) == 1 else words


def as_object(view: View, phrase: Phrase) -> tuple[str, ...]:
    """The words of a phrase as an object within a sentence."""
    words = view.inner(phrase.start, phrase.end)
    return (_OBJECT_OF.get(words[0].lower(), words[0]),) if len(words) == 1 else words


def _is_possessive(view: View, row: int) -> bool:
    return view.form(row).endswith(POSSESSIVE) or view.form(row) in ("'", "'s")


def is_person(view: View, phrase: Phrase) -> bool:
    """Whether a phrase is a pronoun, a name, or names a person or body that can act."""
    head = view.forms[phrase.end - 1]
    return view.pos[phrase.end - 1] in (Pos.PROPN, Pos.PRON) or head in PERSONS


def roles_exchanged(view: View) -> Iterator[Draft]:
    """Drafts with the noun phrases around a verb exchanged."""
    for row in range(1, len(view) - 1):
        verb = verb_of(view.forms[row])
        if view.pos[row] != Pos.VERB or not verb or verb.base in _SYMMETRIC:
            continue
        first = row
        while view.form(first - 1) in _AUXILIARIES:
            first -= 1
        at, is_passive = row + 1, _is_passive(view, first, row)
        if is_passive and view.form(at) != "by":
            continue
        if is_passive or (verb.base in _TOWARDS and view.form(at) in _PREPOSITIONS):
            at += 1
        elif view.pos_at(at) == Pos.ADP:
            continue
        yield from _around(view, first, row, at, verb.base)
    yield from _compared(view)


def _is_passive(view: View, first: int, row: int) -> bool:
    verb = verb_of(view.forms[row])
    helpers = set(view.forms[first:row]) & {"is", "are", "was", "were", "been", "be", "being"}
    return bool(helpers) and verb is not None and view.forms[row] == verb.participle


def _around(view: View, first: int, row: int, at: int, base: str) -> Iterator[Draft]:
    """The draft with the phrase before `first` and the one from `at` exchanged."""
    subject, second = subject_until(view, first), phrase_from(view, at)
    if not subject or not second or not opens_clause(view, subject.start):
        return
    if view.form(second.end) == "of" and base not in _TAKES_OF:
        tail = phrase_from(view, second.end + 1)
        if not tail:
            return
        second = Phrase(second.start, tail.end, second.is_plural)
    takes_of = view.form(second.end) == "of"
    if not (takes_of or closes(view, second.end)) or not _may_act(view, subject, second):
        return
    mended = _agreement(view, first, row, subject, second)
    if mended is not None:
        yield from swapped(view, subject, second, mended)


def _may_act(view: View, subject: Phrase, second: Phrase) -> bool:
    """Whether both are persons, or both are things with an article."""
    one, other = is_person(view, subject), is_person(view, second)
    dated = view.pos[second.end - 1] == Pos.NUM or view.forms[second.end - 1] in _TIME_WORDS
    has_articles = {view.form(subject.start), view.form(second.start)} <= ARTICLES
    alike = (one and other) or (not one and has_articles) or (not one and other)
    return alike and not dated and view.relation[second.start] != Relation.OBL


_TIME_WORDS = set("year years day days week month months morning evening night time times".split())


def opens_clause(view: View, row: int) -> bool:
    """Whether the subject of a clause may begin at a word."""
    if view.is_initial(row):
        return True
    is_open = view.pos[row - 1] in _BEFORE_SUBJECT or view.form(row - 1) in _BEFORE_WORDS
    joins = view.form(row - 1) == "and" and view.form(row - 2) != ","
    return is_open and view.form(row - 1) not in ("-", "/", "(", "and") and not joins


def closes(view: View, row: int) -> bool:
    """Whether a noun phrase before a word ends there."""
    form, pos = view.form(row), view.pos_at(row)
    if form in ("-", "'", "/", "(") or pos not in (*_AFTER_OBJECT, Pos.PRON):
        return False
    if form in ("and", "or", ","):
        after = view.pos_at(row + 1)
        is_clause = after in (Pos.PRON, Pos.VERB, Pos.AUX, Pos.SCONJ, Pos.ADV)
        return is_clause or (form == "," and after in (Pos.ADP, Pos.CCONJ))
    return form not in ("of", "who", "whose", "which", "that", "than", "whom", "he", "she", "they")


def _agreement(
    view: View, first: int, row: int, subject: Phrase, second: Phrase
) -> tuple[Change, ...] | None:
    """The change of the verb for its new subject, none if it fits; None if unknown."""
    if (
        subject.is_plural == second.is_plural
        and "i" not in (view.forms[subject.start], view.forms[second.start])
        and view.forms[second.start] != "me"
    ):
        return ()
    finite = view.forms[first]
    pairs = {"is": "are", "was": "were", "has": "have", "does": "do"}
    if finite in pairs or finite in pairs.values():
        if view.forms[subject.start] == "i" or view.forms[second.start] == "me":
            return None
        back = {plural: single for single, plural in pairs.items()}
        new = pairs.get(finite) if second.is_plural else back.get(finite)
        return (Change(first, first + 1, (new,)),) if new else ()
    verb = verb_of(view.forms[row])
    if not _HELPERS & set(view.forms[first:row]):
        first, finite = row, view.forms[row]
    if first < row or not verb or finite == verb.past:
        return () if finite in _HELPERS or (verb and finite == verb.past) else None
    new = verb.base if second.is_plural else verb.third
    return (Change(row, row + 1, (new,)),)


def swapped(view: View, one: Phrase, two: Phrase, mended: Draft = ()) -> Iterator[Draft]:
    """The draft with two phrases exchanged, if the other side has both and they share no word."""
    others = view.phrase(one.start, one.end), view.phrase(two.start, two.end)
    if not others[0] or not others[1] or not _are_apart(others[0], others[1]):
        return
    if {w.rstrip("s") for w in view.forms[one.start : one.end]} & {
        w.rstrip("s") for w in view.forms[two.start : two.end] if w not in ARTICLES
    } - ARTICLES:
        return
    first, second = as_object(view, one), as_subject(view, two)
    yield (
        Change(one.start, one.end, second, "c", others[0]),
        *mended,
        Change(two.start, two.end, first, "c", others[1]),
    )


def _are_apart(one: Range, other: Range) -> bool:
    return one[1] <= other[0] or other[1] <= one[0]


def _compared(view: View) -> Iterator[Draft]:
    """Drafts with B is bigger than A for A is bigger than B."""
    for row in range(3, len(view) - 1):
        if view.forms[row] != "than":
            continue
        be = next((at for at in range(row - 1, max(0, row - 6), -1) if view.forms[at] in _BE), None)
        if be is None or view.pos[row - 1] != Pos.ADJ:
            continue
        subject, second = phrase_until(view, be), phrase_from(view, row + 1)
        fits = subject and second and opens_clause(view, subject.start)
        if subject and second and fits and closes(view, second.end):
            mended = _agreement(view, be, be, subject, second)
            if mended is not None:
                yield from swapped(view, subject, second, mended)


_BE = {"is", "are", "was", "were"}
