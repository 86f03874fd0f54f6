"""Negations put in, taken away or reversed, and other tenses."""

from __future__ import annotations

from collections.abc import Iterator

from models.reader.inflection import VERBS, Verb, is_plural, verb_of
from models.reader.sides import Change, Draft, View
from mtqa.text.annotations import Pos, Relation

_BE = {"is", "are", "was", "were", "am"}
_MODALS = {"can", "could", "will", "would", "should", "may", "might", "must"}
_HAVE = {"has", "have", "had"}
_NOT_BEFORE = set(
    """also still already even just only not never either both too nothing nobody none no neither
    always hardly rarely seldom some something someone so very now both likely somewhat perhaps
    probably certainly definitely really indeed better""".split()
)
_POLAR = set(
    "any anyone anything anybody ever either yet nor until till at only but because necessarily "
    "even longer much all every just more less enough".split()
)
_SHORT = {
    "can't": "can", "cannot": "can", "won't": "will", "isn't": "is", "aren't": "are",
    "wasn't": "was", "weren't": "were", "couldn't": "could", "wouldn't": "would",
    "shouldn't": "should", "hasn't": "has", "haven't": "have", "hadn't": "had", "mustn't": "must",
}  # fmt: skip
_DATED = set(
    """yesterday tomorrow today ago last next since now currently already previously recently then
    formerly past once when if would will until soon""".split()
)
_THIRD = {"he", "she", "it", "this", "that", "who", "which"}


def affirmed(view: View) -> Iterator[Draft]:
    """Drafts with a negation taken away."""
    for row, form in enumerate(view.forms):
        if form == "not":
            yield from _affirmed(view, row)
        elif form in _SHORT or form in ("didn't", "doesn't", "don't"):
            yield from _affirmed_short(view, row)
        yield from _refused(view, row)
        yield from _neither(view, row)


def denied(view: View) -> Iterator[Draft]:
    """Drafts with a negation put in."""
    for row, form in enumerate(view.forms):
        if form in _BE | _MODALS | _HAVE:
            yield from _denied_auxiliary(view, row)
        elif view.pos[row] == Pos.VERB:
            yield from _denied_verb(view, row)


def _counterpart(view: View, row: int, alike: set[str]) -> tuple[int, int] | None:
    return view.counterpart((row, row + 1), {(form,) for form in alike})


def _is_open(view: View, row: int) -> bool:
    """Whether no word after a negation depends on it."""
    return not _POLAR & set(view.forms[row + 1 : row + 10])


_NOTS = {"not", *_SHORT, "didn't", "doesn't", "don't"}


def _affirmed(view: View, row: int) -> Iterator[Draft]:
    helper = view.form(row - 1)
    other = _counterpart(view, row, _NOTS) if _is_open(view, row) else None
    if not other:
        return
    if helper in _BE | _MODALS | _HAVE:
        yield (Change(row - 1, row + 1, (helper,), "c", other),)
    elif helper in ("did", "does", "do"):
        yield from _without_do(view, row - 1, row + 1, helper, other)


def _affirmed_short(view: View, row: int) -> Iterator[Draft]:
    form = view.forms[row]
    other = _counterpart(view, row, _NOTS) if _is_open(view, row) else None
    if not other or view.pos_at(row + 1) == Pos.PRON:
        return
    if form in _SHORT:
        yield (Change(row, row + 1, (_SHORT[form],), "c", other),)
    else:
        yield from _without_do(view, row, row + 1, form[:-3], other)


def _without_do(
    view: View, start: int, end: int, helper: str, other: tuple[int, int]
) -> Iterator[Draft]:
    """Drafts with went for did not go."""
    verb = VERBS.get(view.form(end))
    if not verb or view.is_initial(start):
        return
    place = {"did": verb.past, "does": verb.third, "do": verb.base}[helper]
    theirs = view.linked(end)
    if theirs is not None and other[1] <= theirs <= other[1] + 1:
        other = (other[0], theirs + 1)
    yield (Change(start, end + 1, (place,), "c", other),)


def _is_affirmative(view: View, row: int) -> bool:
    around = view.forms[max(0, row - 8) : row + 12]
    is_denied = any(form in _NOTS or form in ("no", "never", "without", "nor") for form in around)
    is_asked = view.is_initial(row) or "?" in view.own.texts
    return not is_denied and not is_asked and view.form(row + 1) not in _NOT_BEFORE


def _denied_auxiliary(view: View, row: int) -> Iterator[Draft]:
    form = view.forms[row]
    if view.pos[row] != Pos.AUX or not _is_affirmative(view, row):
        return
    if view.pos_at(row + 1) in (Pos.PUNCT, Pos.PRON, Pos.AUX) and view.form(row + 1) != "be":
        return
    if view.form(row - 1) in ("there", "to", "-") or view.form(row + 1) in ("been", "there"):
        return
    other = _counterpart(view, row, {form})
    if other:
        yield (Change(row, row + 1, (form, "not"), "c", other),)
        shorts = [short for short, whole in _SHORT.items() if whole == form and short != "cannot"]
        if shorts:
            yield (Change(row, row + 1, (shorts[0],), "c", other),)


def _simple_verb(view: View, row: int) -> tuple[Verb, str] | None:
    """A finite verb without auxiliaries and what its form is: past, third or base."""
    form = view.forms[row]
    verb = verb_of(form)
    if not verb or view.own.finite[row] < 0.8 or verb.base in ("be", "have", "do"):
        return None
    if view.pos[row] != Pos.VERB or view.pos_at(row - 1) in (Pos.AUX, Pos.PART, Pos.ADJ, Pos.DET):
        return None
    if form == verb.past and form != verb.base:
        return verb, "past"
    if form == verb.third:
        return verb, "third"
    is_plain = form == verb.base and view.pos_at(row - 1) in (Pos.NOUN, Pos.PRON, Pos.PROPN)
    return (verb, "base") if is_plain and not _has_helper(view, row) else None


def _has_helper(view: View, row: int) -> bool:
    """Whether an auxiliary stands shortly before a verb."""
    return any(view.pos[at] in (Pos.AUX, Pos.PART) for at in range(max(0, row - 3), row))


def _denied_verb(view: View, row: int) -> Iterator[Draft]:
    simple = _simple_verb(view, row)
    before = view.pos_at(row - 1)
    if not simple or not _is_affirmative(view, row) or view.is_initial(row):
        return
    if before not in (Pos.NOUN, Pos.PROPN, Pos.PRON, Pos.ADV) or _has_helper(view, row):
        return
    other = view.linked(row)
    subject = row - 2 if before == Pos.ADV else row - 1
    if other is None or view.relation[subject] not in (Relation.NSUBJ, Relation.FLAT):
        return
    (verb, tense), theirs = simple, (other, other + 1)
    helper = {"past": "did", "third": "does", "base": "do"}[tense]
    if view.form(row + 1) not in ("that", ":", ",") and view.own.texts[row + 1 : row + 2] != ["."]:
        yield (Change(row, row + 1, (helper, "not", verb.base), "c", theirs),)
        yield (Change(row, row + 1, (helper + "n't", verb.base), "c", theirs),)
        yield (Change(row, row + 1, ("never", view.own.texts[row]), "c", theirs),)
    is_person = view.form(row - 1) in ("he", "she", "they", "we", "i") or (
        view.relation[row - 1] == Relation.NSUBJ and before == Pos.PROPN
    )
    if tense == "past" and is_person and verb.base not in _UNWILLED:
        for new in ("refused", "failed", "declined"):
            yield (Change(row, row + 1, (new, "to", verb.base), "c", theirs),)


_UNWILLED = set(
    """say tell announce become remain seem die fall suffer believe think know want hope need feel
    refuse fail decline try attempt begin start continue stop expect write ask add like love note
    report explain state express""".split()
)
_REFUSALS = {"refused": "agreed", "refuses": "agrees", "declined": "agreed", "failed": "managed",
             "fails": "manages", "refuse": "agree", "fail": "manage"}  # fmt: skip
_PLAIN = {"neither": "both", "nor": "and", "none": "all", "nowhere": "everywhere"}


def _refused(view: View, row: int) -> Iterator[Draft]:
    """Drafts with agreed to, or the bare past, for refused to."""
    form = view.forms[row]
    verb = VERBS.get(view.form(row + 2))
    if form not in _REFUSALS or view.form(row + 1) != "to" or not _is_open(view, row):
        return
    other = _counterpart(view, row, set(_REFUSALS))
    if other and "not" not in view.forms[max(0, row - 3) : row]:
        yield (Change(row, row + 1, (_REFUSALS[form],), "c", other),)
        if verb and form.endswith("ed") and view.pos_at(row - 1) != Pos.AUX:
            yield (Change(row, row + 3, (verb.past,), "c", other),)


def _neither(view: View, row: int) -> Iterator[Draft]:
    """Drafts with both A and B for neither A nor B, and all of for none of."""
    form, after = view.forms[row], view.form(row + 1)
    nor = next((at for at in range(row, min(len(view), row + 8)) if view.forms[at] == "nor"), None)
    if form == "neither" and nor:
        one, other = _counterpart(view, row, {"neither"}), _counterpart(view, nor, {"nor"})
        if one and other:
            first = Change(row, row + 1, ("both",), "c", one)
            yield (first, Change(nor, nor + 1, ("and",), "c", other))
    if form == "none" and after == "of":
        other_range = _counterpart(view, row, {"none"})
        if other_range:
            yield (Change(row, row + 1, ("all",), "c", other_range),)


def retensed(view: View) -> Iterator[Draft]:
    """Drafts with a verb in another tense."""
    is_dated = bool(_DATED & set(view.forms)) or any(_is_year(form) for form in view.forms)
    for row, form in enumerate(view.forms):
        if view.is_initial(row) or view.form(row - 1) == "-":
            continue
        if form in _BE | _HAVE | {"will"} and view.pos[row] == Pos.AUX:
            other = _counterpart(view, row, {form})
            if other and view.pos_at(row + 1) not in (Pos.PRON, Pos.PUNCT):
                yield from _other_auxiliary(view, row, other, is_dated)
        elif view.pos[row] == Pos.VERB and not _has_helper(view, row):
            yield from _other_tense(view, row, is_dated)


def _is_year(form: str) -> bool:
    return form.isdigit() and len(form) == 4 and form[0] in "12"


def _other_auxiliary(
    view: View, row: int, other: tuple[int, int], is_dated: bool
) -> Iterator[Draft]:
    form, after = view.forms[row], view.form(row + 1)
    simple = {"is": "was", "are": "were", "was": "is", "were": "are", "has": "had", "have": "had"}
    is_future = form == "have" and view.pos_at(row - 1) == Pos.AUX
    is_fixed = is_future or after == "to" or (is_dated and form in ("was", "were"))
    if form in simple and not is_fixed:
        severity = "m" if form in _HAVE else "M"
        yield (Change(row, row + 1, (simple[form],), severity, other),)
    is_denied = after in ("not", "never", "no", "going", "there")
    if form in _BE and not is_denied and not is_dated and view.form(row - 1) != "there":
        is_adverb = view.pos_at(row + 1) == Pos.ADV
        new = ("will", after, "be") if is_adverb else ("will", "be")
        marked = Change(row, row + 1 + is_adverb, new, "M", other)
        if view.form(row + 2 if is_adverb else row + 1) != "been":
            yield (marked,)
    if form == "will" and not is_dated and not is_denied:
        yield from _past_of_will(view, row, other)


def _past_of_will(view: View, row: int, other: tuple[int, int]) -> Iterator[Draft]:
    verb, plural = VERBS.get(view.form(row + 1)), is_plural(view.form(row - 1))
    if view.form(row + 1) == "be" and view.form(row + 2) != "able":
        new = "were" if plural or view.form(row - 1) == "you" else "was"
        yield (Change(row, row + 2, (new,), "M", _upto(view, other, "be")),)
    elif verb and verb.base != "have":
        theirs = view.linked(row + 1)
        if theirs is not None and other[1] <= theirs <= other[1] + 1:
            yield (Change(row, row + 2, (verb.past,), "M", (other[0], theirs + 1)),)


def _upto(view: View, other: tuple[int, int], word: str) -> tuple[int, int]:
    is_next = other[1] < len(view.other_forms) and view.other_forms[other[1]] == word
    return (other[0], other[1] + is_next)


def _other_tense(view: View, row: int, is_dated: bool) -> Iterator[Draft]:
    simple = _simple_verb(view, row)
    other = view.linked(row) if simple else None
    if not simple or other is None or is_dated:
        return
    verb, tense = simple
    theirs = verb_of(view.other_forms[other])
    if theirs and view.other_forms[other] not in (theirs.past, theirs.third, theirs.base):
        return
    subject = row - 2 if view.pos_at(row - 1) == Pos.ADV else row - 1
    if subject < 0 or view.relation[subject] not in (Relation.NSUBJ, Relation.FLAT):
        return
    if verb.base in ("say", "believe", "think", "add", "note") or "?" in view.forms:
        return
    mark = (other, other + 1)
    yield (Change(row, row + 1, ("will", verb.base), "M", mark),)
    if tense != "past":
        yield (Change(row, row + 1, (verb.past,), "M", mark),)
    elif view.form(row - 1) in _THIRD or view.pos_at(row - 1) == Pos.PROPN:
        yield (Change(row, row + 1, (verb.third,), "m", mark),)
