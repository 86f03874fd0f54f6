"""Exchanges of the persons and bodies that a sentence speaks of."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from models.reader.phrases import ARTICLES, Phrase, is_person, phrase_from, swapped
from models.reader.sides import Change, Draft, View
from mtqa.text.annotations import Pos, Relation
from mtqa.text.tokens import POSSESSIVE, without_possessive

_BEFORE_NAMES = {"by", "against", "with", "for", "than"}
_BEFORE_PERSONS = _BEFORE_NAMES | {"to", "from", "on"}
_STATES = {"government", "country", "state", "republic", "ministry", "authorities", "nation"}
"""Words for what the name of a state may stand for."""

_DATES = set(
    """january february march april may june july august september october november december
    monday tuesday wednesday thursday friday saturday sunday english french german spanish chinese
    russian""".split()
)
_PARTS = (Pos.NOUN, Pos.PROPN, Pos.ADJ, Pos.NUM, Pos.DET)
_ENDS = (Pos.VERB, Pos.AUX, Pos.PUNCT, Pos.ADP, Pos.ADV, Pos.SCONJ, Pos.PART)


def actors_exchanged(view: View) -> Iterator[Draft]:
    """Drafts with two persons or bodies exchanged, one of them a subject."""
    actors = [phrase for row in range(len(view)) if (phrase := _actor(view, row))]
    for one, two in combinations(actors, 2):
        is_subject = Relation.NSUBJ in (_role(view, one), _role(view, two))
        if is_subject and one.is_plural == two.is_plural and two.start - one.end > 1:
            yield from swapped(view, one, two)


def _role(view: View, phrase: Phrase) -> int:
    """The relation of a phrase to its verb."""
    roles = view.relation[phrase.start : phrase.end]
    is_name = view.pos[phrase.start] == Pos.PROPN
    return roles[0] if is_name else roles[-1]


def _actor(view: View, row: int) -> Phrase | None:
    """The person or body that begins at a word and is a subject, object or complement."""
    phrase = phrase_from(view, row)
    before, pos = view.form(row - 1), view.pos_at(row - 1)
    if not phrase or view.pos[row] == Pos.PRON or not is_person(view, phrase):
        return None
    if pos in _PARTS or before in ("and", "or", "-", "(", "of", "between", "as", "like"):
        return None
    role, after = _role(view, phrase), view.form(phrase.end)
    is_name = view.pos[phrase.end - 1] == Pos.PROPN
    depends = role in (Relation.OBJ, Relation.IOBJ)
    depends |= before in (_BEFORE_NAMES if is_name else _BEFORE_PERSONS)
    fits = role == Relation.NSUBJ or (depends and before != ",")
    if not fits or view.pos_at(phrase.end) not in _ENDS or after in ("-", "of", "(", "/"):
        return None
    is_list = after == "," and view.pos_at(phrase.end + 1) in _PARTS
    is_other = bool((_DATES | _STATES) & set(view.forms[phrase.start : phrase.end]))
    return None if is_list or is_other else phrase


def possessors_exchanged(view: View) -> Iterator[Draft]:
    """Drafts with a possessor and another name of the text exchanged."""
    rows = [
        row
        for row, form in enumerate(view.forms)
        if view.pos[row] == Pos.PROPN and form.endswith(POSSESSIVE)
    ]
    for row in rows:
        if not _is_alone(view, row):
            continue
        for at in range(len(view)):
            acts = view.relation[at] in (Relation.NSUBJ, Relation.OBJ)
            single = view.pos[at] == Pos.PROPN and _is_alone(view, at)
            if not single or not acts or abs(at - row) < 3 or at in rows:
                continue
            yield from _names_swapped(view, at, row)


def _is_alone(view: View, row: int) -> bool:
    """Whether no other name, number or adjective belongs to a name."""
    beside = [at for at in (row - 1, row + 1) if 0 <= at < len(view)]
    joined = any(view.own.texts[at][:1].isupper() and not view.is_initial(at) for at in beside)
    return not joined and view.pos_at(row - 1) not in (Pos.PROPN, Pos.NUM, Pos.ADJ, Pos.NOUN)


def _names_swapped(view: View, name: int, owner: int) -> Iterator[Draft]:
    one, two = view.linked(name), view.linked(owner)
    texts = view.own.texts
    bare = without_possessive(texts[owner])
    if one is None or two is None or one == two or bare.lower() in view.forms:
        return
    if bare == texts[name] or view.form(name - 1) in ARTICLES:
        return
    yield (
        Change(name, name + 1, (bare,), "c", (one, one + 1)),
        Change(owner, owner + 1, (texts[name] + texts[owner][len(bare) :],), "c", (two, two + 1)),
    )
