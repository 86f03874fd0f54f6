"""Frames of speech and hedges dropped, exchanged and put in."""

from __future__ import annotations

from collections.abc import Iterator

from models.reader.inflection import is_plural, verb_of
from models.reader.phrases import Phrase, is_person, phrase_from, phrase_until
from models.reader.sides import Change, Draft, Range, View
from models.reader.word_classes import CRIMES, SPEAKERS
from mtqa.text.annotations import CONTENT, Pos, Relation

_SAYINGS = set(
    """said says say announced announces stated states reported reports claimed claims argued argues
    added adds explained explains suggested suggests stressed stresses noted notes warned warns
    confirmed confirms insisted insists told believes believe believed alleged alleges
    emphasised emphasized""".split()
)
_STATED = {
    "said": ("denied", "confirmed"), "says": ("denies",), "say": ("deny",),
    "announced": ("denied",), "stated": ("denied",), "states": ("denies",),
    "confirmed": ("denied", "suggested"), "confirms": ("denies",), "claimed": ("proved", "denied"),
    "claims": ("proves", "denies"), "claim": ("prove", "deny"), "suggested": ("proved",),
    "suggests": ("proves",), "suggest": ("prove",), "believes": ("doubts", "knows"),
    "believe": ("doubt", "know"), "believed": ("doubted", "knew"), "denied": ("confirmed",),
    "denies": ("confirms",), "deny": ("confirm",), "admitted": ("denied",), "admits": ("denies",),
    "alleged": ("proved",), "alleges": ("proves",), "argued": ("proved", "denied"),
    "argues": ("denies",), "thinks": ("knows", "doubts"), "think": ("know", "doubt"),
    "assume": ("know",), "assumes": ("knows",), "reported": ("denied",), "promised": ("refused",),
    "estimated": ("proved",), "suspect": ("know",), "suspects": ("knows",),
    "indicate": ("prove",), "indicates": ("proves",), "indicated": ("proved",),
    "concluded": ("denied",), "insisted": ("denied",), "explained": ("denied",),
}  # fmt: skip
"""Verbs of saying and thinking before a clause, and verbs of another claim."""

_SAID_ADVERBS = set(
    "allegedly reportedly supposedly apparently presumably purportedly seemingly".split()
)
_DOUBTFUL = {
    "alleged": ("proven",), "suspected": ("convicted", "confirmed"), "presumed": ("proven",),
    "purported": ("proven",), "supposed": ("proven",), "possible": ("confirmed",),
    "potential": ("actual",), "accused": ("convicted",), "apparent": ("obvious",),
}  # fmt: skip
_PASSIVE = {"believed", "said", "thought", "reported", "considered", "alleged", "suspected"}
_DOUBTS = {*_SAID_ADVERBS, *_DOUBTFUL, *_SAYINGS, "according", "believed", "may", "might"}
_CLAUSES = (Relation.NSUBJ, Relation.DET, Relation.EXPL, Relation.AMOD, Relation.NMOD)


def attributed(view: View) -> Iterator[Draft]:
    """Drafts with a frame or hedge dropped or exchanged."""
    for row in range(len(view)):
        yield from _said_differently(view, row)
        yield from _front_frame(view, row)
        yield from _end_frame(view, row)
        yield from _according(view, row)
        yield from _hedge(view, row)
        yield from _believed(view, row)


def hedged(view: View) -> Iterator[Draft]:
    """Drafts with a hedge put in."""
    if _DOUBTS & set(view.forms) or _DOUBTS & set(view.other_forms) or "?" in view.own.texts:
        return
    for row in range(1, len(view)):
        verb = verb_of(view.forms[row])
        is_simple = view.pos[row] == Pos.VERB and view.own.finite[row] > 0.9
        after_subject = view.relation[row - 1] in (Relation.NSUBJ, Relation.FLAT)
        passive = view.form(row - 1) in ("was", "were", "is", "are", "been", "has", "had")
        past = verb is not None and view.forms[row] in (verb.past, verb.participle)
        if past and view.pos[row] == Pos.VERB and ((is_simple and after_subject) or passive):
            if {"not", "never", "no", "what"} & set(view.forms[max(0, row - 4) : row]):
                continue
            severity = "c" if view.forms[row] in CRIMES else "M"
            for hedge in ("allegedly", "reportedly", "apparently", "supposedly"):
                yield (Change(row, row, (hedge,), severity),)


def _grave(view: View, near: int) -> str:
    around = view.forms[max(0, near - 7) : near + 8]
    return "c" if CRIMES & set(around) else "M"


def _said_differently(view: View, row: int) -> Iterator[Draft]:
    """Drafts with denied for said before a clause."""
    form, after = view.forms[row], view.form(row + 1)
    if form not in _STATED or view.pos[row] != Pos.VERB or view.pos_at(row - 1) == Pos.AUX:
        return
    starts_clause = after == "that" or (
        row + 1 < len(view) and view.relation[row + 1] == Relation.NSUBJ and after != "it"
    )
    other = view.linked(row)
    if not starts_clause or other is None or view.is_initial(row) or form == "promised":
        return
    for new in _STATED[form]:
        if new != view.other_forms[other]:
            grave = new[:3] in ("den", "dou", "con") or form[:3] == "den"
            severity = "c" if grave else "M"
            yield (Change(row, row + 1, (new,), severity, (other, other + 1)),)


def _frame_partner(view: View, start: int, end: int) -> Range | None:
    """The words of the other side that name the speaker and the speaking."""
    content = [row for row in range(start, end) if CONTENT[view.pos[row]]]
    content += [row for row in range(start, end) if view.pos[row] == Pos.PRON]
    partners = sorted(int(view.partner[row]) for row in content)
    if not partners or partners[0] < 0:
        return None
    first, last = partners[0], partners[-1] + 1
    while first and view.other.pos[first - 1] in (Pos.DET, Pos.ADP) and first > partners[0] - 3:
        first -= 1
    is_close = last - first <= (end - start) + 3
    inside = [row for row in range(first, last) if CONTENT[view.other.pos[row]]]
    return (first, last) if is_close and len(inside) <= len(content) + 1 else None


def _front_frame(view: View, row: int) -> Iterator[Draft]:
    """Drafts without "X said that", or with another speaker."""
    if view.forms[row] not in _SAYINGS or view.pos[row] != Pos.VERB:
        return
    speaker = phrase_until(view, row)
    if not speaker or not view.is_initial(speaker.start):
        return
    if not is_person(view, speaker) and view.form(row + 1) != "that":
        return
    has_that = view.form(row + 1) == "that"
    end = row + 1 + has_that
    opens = end < len(view) and view.relation[end] in _CLAUSES and view.form(end) != "he"
    if opens and (has_that or view.relation[end] == Relation.NSUBJ):
        other = _frame_partner(view, speaker.start, row + 1)
        if other and speaker.start == 0:
            yield (Change(speaker.start, end, (), _grave(view, end), other),)
    if opens or view.form(row + 1) in ("that", ":", ",", '"', "“"):
        yield from _other_speaker(view, speaker, row)


def _end_frame(view: View, row: int) -> Iterator[Draft]:
    """Drafts without ", X said" at the end of the sentence, or with another speaker."""
    if view.forms[row] not in _SAYINGS or view.form(row + 1) not in (".", "") or row < 6:
        speaker = phrase_from(view, row + 1) if view.forms[row] in _SAYINGS else None
        if not speaker or view.form(row - 1) != "," or view.form(speaker.end) not in (".", ""):
            return
        start, end = row - 1, speaker.end
    else:
        speaker = phrase_until(view, row)
        if not speaker or view.form(speaker.start - 1) != ",":
            return
        start, end = speaker.start - 1, row + 1
    other = _frame_partner(view, start + 1, end)
    quotes = {'"', "”", "“"} & set(view.own.texts)
    if other and not quotes and start > 5:
        yield (Change(start, end, (), _grave(view, start), other),)
    yield from _other_speaker(view, speaker, row)


def _other_speaker(view: View, speaker: Phrase, verb: int) -> Iterator[Draft]:
    """Drafts with another speaker: a name of the text, or a noun phrase."""
    other = view.phrase(speaker.start, speaker.end)
    if not other or view.form(verb) in ("say", "believe", "told"):
        return
    is_present = view.form(verb).endswith("s")
    if not is_person(view, speaker):
        return
    for text in SPEAKERS:
        *words, number = text.split("/")
        if (number == "p") and is_present:
            continue
        if words[-1] not in view.forms and words[-1] not in view.other_forms:
            is_known = view.pos[speaker.end - 1] == Pos.PROPN
            severity = "c" if is_known else "M"
            yield (Change(speaker.start, speaker.end, tuple(words), severity, other),)
    names = [
        row for row in range(len(view))
        if view.pos[row] == Pos.PROPN and not speaker.start <= row < speaker.end
        and view.relation[row] in (Relation.NSUBJ, Relation.OBJ)
        and view.pos_at(row - 1) != Pos.PROPN and view.pos_at(row + 1) != Pos.PROPN
        and view.form(row - 1) not in ("the", "-") and not is_plural(view.forms[row])
    ]  # fmt: skip
    for row in names:
        if view.own.texts[row].isalpha() and view.forms[row] not in view.forms[:row]:
            yield (Change(speaker.start, speaker.end, (view.own.texts[row],), "c", other),)


def _according(view: View, row: int) -> Iterator[Draft]:
    """Drafts without "according to X"."""
    if view.forms[row] != "according" or view.form(row + 1) != "to":
        return
    source = phrase_from(view, row + 2)
    if not source:
        return
    end, is_first = source.end, view.is_initial(row)
    other = _frame_partner(view, row, end) or _frame_partner(view, row + 2, end)
    if not other:
        return
    severity = _grave(view, row)
    if is_first and row == 0 and view.form(end) == ",":
        yield (Change(row, end + 1, (), severity, other),)
    elif view.form(row - 1) == "," and view.form(end) in (".", ""):
        yield (Change(row - 1, end, (), severity, other),)
    elif view.form(end) in (".", "") and not is_first:
        yield (Change(row, end, (), severity, other),)


def _hedge(view: View, row: int) -> Iterator[Draft]:
    """Drafts without an adverb or adjective of doubt, or with one of certainty."""
    form = view.forms[row]
    if "-" in (view.form(row - 1), view.form(row + 1)):
        return
    if form in _SAID_ADVERBS or form in ("probably", "perhaps", "maybe", "possibly"):
        members = {(one,) for one in (*_SAID_ADVERBS, "probably", "perhaps", "maybe", "possibly")}
        other = view.counterpart((row, row + 1), members)
        if other and view.pos[row] == Pos.ADV:
            yield from _without_adverb(view, row, other)
    adjective = form in _DOUBTFUL and view.pos[row] in (Pos.ADJ, Pos.VERB)
    if adjective and view.pos_at(row + 1) == Pos.NOUN and view.relation[row] == Relation.AMOD:
        partner = view.linked(row)
        if partner is not None and form != "supposed":
            mark = (partner, partner + 1)
            yield (Change(row, row + 1, (), _grave(view, row), mark),)
            for new in _DOUBTFUL[form]:
                yield (Change(row, row + 1, (new,), "c", mark),)


def _without_adverb(view: View, row: int, other: Range) -> Iterator[Draft]:
    start, end = row, row + 1
    if view.form(end) == ",":
        end += 1
        start -= view.form(row - 1) == ","
    severity = _grave(view, row)
    yield (Change(start, end, (), severity, other),)
    for new in ("certainly", "undoubtedly", "definitely"):
        if new not in view.forms:
            yield (Change(row, row + 1, (new,), severity, other),)


def _believed(view: View, row: int) -> Iterator[Draft]:
    """Drafts with is for is believed to be, and has for is believed to have."""
    form = view.forms[row]
    if form in ("seems", "appears", "seem", "appear", "seemed", "appeared"):
        start, end = row, row + 1
    elif form in _PASSIVE and view.form(row - 1) in ("is", "are", "was", "were"):
        start, end = row - 1, row + 1
    else:
        return
    if view.form(end) != "to" or view.form(end + 1) not in ("be", "have"):
        return
    other = _frame_partner(view, row, row + 1)
    plural = view.forms[start] in ("are", "were", "seem", "appear")
    past = view.forms[start] in ("was", "were", "seemed", "appeared")
    if other and view.form(end + 1) == "be":
        new = {(0, 0): "is", (1, 0): "are", (0, 1): "was", (1, 1): "were"}[plural, past]
    elif other and view.form(end + 2) != "to":
        new = "had" if past else "have" if plural else "has"
    else:
        return
    if form in ("seemed", "appeared"):
        return
    yield (Change(start, end + 2, (new,), _grave(view, row), other),)
