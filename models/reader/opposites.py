"""Exchanges of words for words of opposite meaning."""

from __future__ import annotations

from collections.abc import Iterator

from models.reader.exchanges import TIMES
from models.reader.inflection import inflected_like, verb_of
from models.reader.sides import Change, Draft, View
from models.reader.word_classes import OPPOSITE_OF_VERB, OPPOSITE_OF_WORD
from mtqa.lexicon.contrasts import is_negation
from mtqa.text.annotations import Pos, Relation


def opposed(view: View) -> Iterator[Draft]:
    """Drafts with a word exchanged for one of opposite meaning."""
    for row, form in enumerate(view.forms):
        if "-" in (view.form(row - 1), view.form(row + 1)) or view.is_name(row):
            continue
        found = list(_opposites(view, row, form))
        other = view.linked(row) if found else None
        if other is None:
            continue
        theirs = view.other_forms[other]
        if theirs != form and any(map(is_negation, view.other_forms[max(0, other - 4) : other])):
            continue  # not known stands for unknown, and its negation has no mark
        for new in found:
            if new != theirs and new not in view.other_forms and new not in view.forms:
                yield (Change(row, row + 1, (new,), "c", (other, other + 1)),)


def _opposites(view: View, row: int, form: str) -> Iterator[str]:
    pos, after, before = view.pos[row], view.form(row + 1), view.form(row - 1)
    verb = verb_of(form)
    if pos == Pos.VERB and verb and after not in ("up", "out", "off", "down", "in", "on", "away"):
        takes_clause = after == "to" or after.endswith("ing")
        for base in OPPOSITE_OF_VERB.get(verb.base, ()):
            changes = verb.base in _BEGINNINGS or base in _BEGINNINGS
            new = inflected_like(form, base)
            if new and not (changes and takes_clause) and _takes(verb.base, after):
                yield new
    if pos in (Pos.ADJ, Pos.ADV, Pos.NOUN):
        is_age = form in ("old", "long", "high", "deep", "wide") and before in _MEASURES
        is_fixed = form == "certain" and view.relation[row] == Relation.AMOD
        is_fixed |= form in _FIXED and (
            before in ("as", "so", "no", "at", "of") or after in _FIXING
        )
        if not is_age and not is_fixed:
            yield from OPPOSITE_OF_WORD.get(form, ())
        comparative = {"more": "less", "less": "more", "most": "least", "least": "most"}.get(form)
        is_degree = pos == Pos.ADV and view.pos_at(row + 1) in (Pos.ADJ, Pos.ADV)
        if comparative and is_degree and not after.endswith(("er", "est")):
            yield comparative


_BEGINNINGS = set("begin start stop continue end remember forget like dislike love hate".split())
_MEASURES = TIMES | {"metres", "meters", "feet", "inches", "km", "miles", "m", "kilometers"}
_FIXED = set("long first last right left good better best early day night open high".split())
_FIXING = set("as to - known and well aid of time wing winger".split())
_PREPOSED = {"believe": "in", "agree": "with on", "succeed": "in", "fail": "to", "retreat": "from"}


def _takes(base: str, after: str) -> bool:
    """Whether a verb is used without a preposition that its opposite lacks."""
    if after in _PREPOSED.get(base, "").split():
        return False
    return after not in ("for", "with", "from", "into", "against", "at") or base in (
        "praise",
        "criticise",
        "criticize",
        "win",
        "lose",
        "rise",
        "fall",
        "increase",
        "decrease",
    )
