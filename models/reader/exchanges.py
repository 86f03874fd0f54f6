"""Exchanges of words and phrases of closed classes, and of quantifiers."""

from __future__ import annotations

from collections.abc import Iterator

from models.reader.inflection import is_plural, verb_of
from models.reader.sides import Change, Draft, View, occurrences
from models.reader.word_classes import GROUPS
from mtqa.text.annotations import Pos, Relation

TIMES = set("year years day days month months week weeks hour hours minutes night time".split())
_SUBJECTS = (Pos.NOUN, Pos.PROPN, Pos.PRON, Pos.ADV, Pos.PUNCT, Pos.SCONJ, Pos.CCONJ, Pos.NUM)
_POLAR = set("any anyone anything anybody ever either again yet nor".split())
_SIDED = set(
    """vote votes voted voting argue argued argues argument arguments fight fought fighting
    struggle struggled campaign campaigned campaigning spoke speak evidence testify testified ruled
    case decided lobbied demonstrated demonstrate protest protested""".split()
)
_MOTIONS = set(
    """go goes went gone going come comes came coming travel travels travelled traveled move moves
    moved moving return returns returned returning fly flies flew flying flee fled flees send sends
    sent drive drove drives walk walked walks migrate migrated emigrated run ran escaped escape
    withdraw withdrew ship shipped transport transported transferred sail sailed climb climbed
    jump jumped march marched rush rushed exported imported""".split()
)
_WITH = set(
    """agree agreed deal dealing dealt cope met meet meeting meetings associated connected compared
    compare comply contact relations relationship relationships cooperation talks negotiations
    interview war wars conflict together along problem problems issue trouble do filled interact
    faced familiar consistent satisfied provide provided charged replace replaced coincide coincided
    link links linked alliance agreement deal treaty combined up down over away even wrong happen
    happened matter interaction interactions communicate treat treated infected diagnosed
    overwhelmed obsessed concerned collision contract contrast presented begins began starts
    start begin common bad ties tie discussions discussion sympathise identify covered cover
    comparison endowed collaboration conversation conversations line accordance touch
    supplied supply fight""".split()
)
_AFTER_ALL = set(
    "named look looks looked looking sought take takes took shortly soon long one ever just right "
    "immediately than as like not never year day".split()
)
_BARS = set("- not no almost nearly virtually practically too so very".split())
_BE = {"is", "are", "was", "were", "be", "been"}
_BEFORE_FIXED = set("at first in so too as the a".split())
_PREPOSITIONS = {"to", "from", "into", "for", "against", "up", "down", "with"}
_NOT_AFTER_MODALS = set("not like rather prefer have as you he she they we it".split())
_LAST_WORDS = {"rarely", "seldom", "never", "hardly", "no"}


def exchanged(view: View, kind: str) -> Iterator[Draft]:
    """Drafts with one phrase exchanged for one of another meaning of its class."""
    for group in GROUPS:
        if group.kind != kind:
            continue
        for start, end in occurrences(view.forms, group.members):
            if end == start + 1 and group.classes and view.pos[start] not in group.classes:
                continue
            other = view.counterpart((start, end), group.members)
            if not other or not _is_fit(view, start, end):
                continue
            for new in group.others:
                if _is_new_fit(view, start, end, new):
                    yield (Change(start, end, new, group.severity, other),)


def _is_fit(view: View, start: int, end: int) -> bool:
    """Whether a phrase is used in the sense of its class."""
    word, before, after = view.form(start), view.form(start - 1), view.form(end)
    if before in _BARS or after == "-" or before.endswith("n't"):
        return False
    pos, after_pos, before_pos = view.pos[start], view.pos_at(end), view.pos_at(start - 1)
    if end > start + 1:
        return _is_phrase_fit(view, start, end)
    if pos == Pos.AUX:
        follows = before_pos in _SUBJECTS and not view.is_initial(start)
        return follows and after not in _NOT_AFTER_MODALS
    if word in ("nearly", "almost", "about", "around", "approximately", "roughly"):
        return after_pos == Pos.NUM
    if word in _PREPOSITIONS:
        return _is_preposition_fit(view, start, end)
    return _is_adverb_fit(view, start, end) and _is_clause_fit(view, start, end)


def _is_preposition_fit(view: View, start: int, end: int) -> bool:
    word, before, after = view.form(start), view.form(start - 1), view.form(end)
    after_pos, before_pos = view.pos_at(end), view.pos_at(start - 1)
    if word in ("to", "from", "into"):
        is_place = after_pos in (Pos.PROPN, Pos.DET, Pos.NOUN)
        opposite = {"to": "from", "from": "to"}.get(word)
        return before in _MOTIONS and is_place and opposite not in view.forms[end : end + 8]
    if word in ("for", "against"):
        return before in _SIDED and after_pos in (Pos.PROPN, Pos.DET, Pos.NOUN, Pos.PRON)
    if word in ("up", "down"):
        return before in _MOTIONS and after_pos in (Pos.DET, Pos.PUNCT)
    fits = view.relation[start] == Relation.CASE and after not in ("no", "all", "respect")
    bound = {"share", "help", "provide", "replace", "associate", "compare", "connect", "credit"}
    verbs = [verb_of(form) for form in view.forms[max(0, start - 7) : start]]
    fits = fits and not any(verb and verb.base in bound for verb in verbs)
    fits = fits and (before_pos not in (Pos.VERB, Pos.ADJ, Pos.PRON) or before in _MOTIONS)
    return fits and before not in _WITH and after_pos in (Pos.DET, Pos.NOUN, Pos.ADJ, Pos.PRON)


def _is_phrase_fit(view: View, start: int, end: int) -> bool:
    phrase, after = " ".join(view.forms[start:end]), view.form(end)
    before, after_pos, before_pos = view.form(start - 1), view.pos_at(end), view.pos_at(start - 1)
    if phrase in ("has to", "needs to", "have to", "need to", "had to"):
        is_verb = view.pos[start] in (Pos.VERB, Pos.AUX)
        return is_verb and before_pos in _SUBJECTS[:3] and after_pos in (Pos.VERB, Pos.AUX)
    if phrase in ("more than", "less than", "at least", "up to"):
        return after_pos == Pos.NUM and before not in ("no", "much")
    if phrase.startswith(("allowed", "permitted", "forced", "compelled")):
        return not {"not", "never", "no"} & set(view.forms[max(0, start - 4) : start])
    if phrase in ("due to", "because of", "owing to", "thanks to"):
        is_said = before in (
            "is",
            "was",
            "are",
            "were",
            "be",
            "been",
            "mainly",
            "partly",
            "largely",
        )
        return not is_said and after_pos in (Pos.DET, Pos.NOUN, Pos.PROPN, Pos.ADJ, Pos.PRON)
    if phrase in ("as a result", "close to", "far from", "as soon as"):
        return after not in ("of", "possible") and after_pos != Pos.NUM and after[-3:] != "ing"
    if phrase == "out of":
        return before in _MOTIONS
    return True


def _is_adverb_fit(view: View, start: int, end: int) -> bool:
    word, before, after = view.form(start), view.form(start - 1), view.form(end)
    after_pos = view.pos_at(end)
    if word in ("earlier", "later"):
        return before in TIMES
    if word == "once":
        return after in ("a", "per", "every", "each") and not view.is_initial(start)
    if word == "twice":
        return after != "as"
    if word == "only":
        return before != "the" and after_pos in (Pos.VERB, Pos.ADP, Pos.DET) and after != "a"
    if word == "still":
        return view.pos_at(start - 1) == Pos.AUX or (
            after_pos == Pos.VERB and not view.is_initial(start)
        )
    if word in ("never", "nothing", "nobody", "no one", "until", "till", "if"):
        rest = set(view.forms[end : end + 12])
        is_open = not rest & _POLAR and after not in ("to", "but", "more", "less", "possible")
        is_open = is_open and not {"not", "never"} & set(view.forms[max(0, start - 8) : start])
        bound = view.pos_at(start - 1) == Pos.VERB or before in ("even", "as", "only", "what")
        return is_open and not (word == "if" and bound)
    if word in ("however", "nevertheless", "nonetheless"):
        return after == ","
    if word in ("abroad", "overseas", "twice"):
        return view.pos[start] == Pos.ADV
    return word != "thus" or after[-3:] != "ing"


def _is_clause_fit(view: View, start: int, end: int) -> bool:
    word, before, after = view.form(start), view.form(start - 1), view.form(end)
    pos, after_pos, before_pos = view.pos[start], view.pos_at(end), view.pos_at(start - 1)
    if word in ("before", "after"):
        if pos == Pos.ADV:
            return before in TIMES
        return before not in _AFTER_ALL and after not in ("all", "long", "tomorrow", "yesterday")
    if word == "since":
        return after_pos in (Pos.NUM, Pos.DET) or after == "last"
    if word in ("because", "although", "though"):
        is_open = before_pos != Pos.ADV and before not in ("as", "even", "is", "was", "only")
        return is_open and after != "of" and after_pos != Pos.PUNCT
    if word in ("while", "whereas"):
        return before == "," and after[-3:] != "ing"
    if word in ("but", "yet"):
        is_denied = {"not", "only"} & set(view.forms[max(0, start - 9) : start])
        return before == "," and not is_denied and after_pos in (Pos.PRON, Pos.DET)
    if word == "or":
        alike = before_pos == after_pos and before_pos in (Pos.NOUN, Pos.ADJ, Pos.VERB, Pos.PROPN)
        window = view.forms[max(0, start - 6) : start]
        return alike and not {"either", "whether", "any", "no", "not"} & set(window)
    if word in ("near", "above", "below", "inside", "within", "outside", "behind", "including"):
        is_time = bool(TIMES & set(view.forms[end : end + 4]))
        return after_pos in (Pos.DET, Pos.PROPN, Pos.NOUN, Pos.PRON) and not is_time
    return True


def _is_new_fit(view: View, start: int, end: int, new: tuple[str, ...]) -> bool:
    """Whether new words fit the place: no inverted or doubled negation."""
    if new in (("had", "to"), ("has", "to")) and view.pos_at(end) not in (Pos.VERB, Pos.AUX):
        return False
    if new[0] in _LAST_WORDS and view.is_initial(start):
        return False
    if new == ("no", "longer") and view.form(end) in ("not", "no"):
        return False
    if new == ("hardly",) and view.pos_at(end) not in (Pos.ADJ, Pos.VERB):
        return False
    if new[0] in ("neither", "none", "nobody", "nothing", "never", "without"):
        return not {"not", "no", "never"} & set(view.forms)
    return True


_PLURAL_QUANTIFIERS = {
    "all": "some most few no", "most": "some few all", "many": "few all no",
    "several": "all no", "some": "all most no", "few": "many most all",
    "numerous": "few", "no": "all many some several",
}  # fmt: skip
_OF_ALL = {"all": "some most none few", "both": "neither"}
_MASS = set(
    """evidence money information time doubt water food help support progress interest work
    research proof damage violence pressure contact experience knowledge power trouble fear hope
    room space need truth sense light oil gas energy traffic trade""".split()
)


def quantified(view: View) -> Iterator[Draft]:
    """Drafts with a quantifier before a noun exchanged."""
    for row in range(len(view) - 1):
        word = view.forms[row]
        before = view.form(row - 1)
        if before in ("-", "not") or (before in _BEFORE_FIXED and word != "every"):
            continue
        if view.pos[row] not in (Pos.DET, Pos.ADJ):
            continue
        other = view.counterpart((row, row + 1), {(word,)})
        if other:
            is_there = before in _BE
            for new in _quantifiers(view, row):
                if is_there and new[0] in ("all", "most", "every", "almost"):
                    continue
                yield (Change(row, row + 1, new, _weight(word, new[0]), other),)


def _weight(old: str, new: str) -> str:
    grave = {"no", "none", "neither", "all", "every"}
    return "c" if {old, new} & grave else "M"


def _quantifiers(view: View, row: int) -> Iterator[tuple[str, ...]]:
    word, after, is_denied = view.forms[row], view.form(row + 1), "not" in view.forms
    noun = row + 1
    while view.pos_at(noun) in (Pos.ADJ, Pos.NUM) and noun < row + 4:
        noun += 1
    if view.pos_at(noun) == Pos.NOUN and view.pos_at(noun + 1) == Pos.NOUN:
        noun += 1
    head = view.form(noun)
    if after in ("the", "these", "those", "their", "his", "our") and word in _OF_ALL:
        if view.pos_at(row - 1) in (Pos.PRON, Pos.AUX, Pos.VERB) and word == "both":
            return
        for one in _OF_ALL[word].split():
            if not (is_denied and one in ("none", "neither")):
                yield one, "of"
    elif view.pos_at(noun) != Pos.NOUN:
        return
    elif is_plural(head) and view.pos_at(row + 1) != Pos.NUM and word in _PLURAL_QUANTIFIERS:
        for one in _PLURAL_QUANTIFIERS[word].split():
            if not (is_denied and one == "no"):
                yield (one,)
    elif word == "no" and not is_plural(head):
        before = view.form(row - 1)
        if head in _MASS or head.endswith(("tion", "ment", "ness", "ity", "ing", "ence", "ance")):
            yield ("some",)
        elif view.relation[noun] == Relation.NSUBJ and before not in ("is", "was", "be", "been"):
            yield ("every",)
        else:
            yield ("a",)
    elif word in ("every", "each") and not (is_plural(head) or is_denied or head in TIMES):
        yield ("no",)
        yield "almost", "every"
