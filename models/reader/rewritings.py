"""Rewritings of a sentence that keep its meaning."""

from __future__ import annotations

from collections.abc import Iterator

from models.reader.inflection import VERBS
from models.reader.phrases import phrase_from, phrase_until
from models.reader.sides import Change, Draft, View, occurrences
from models.reader.voices import same_from_other_side
from mtqa.text.annotations import Pos, Relation

_CONTRACTED = {
    ("do", "not"): "don't", ("does", "not"): "doesn't", ("did", "not"): "didn't",
    ("is", "not"): "isn't", ("are", "not"): "aren't", ("was", "not"): "wasn't",
    ("were", "not"): "weren't", ("will", "not"): "won't", ("would", "not"): "wouldn't",
    ("could", "not"): "couldn't", ("should", "not"): "shouldn't", ("has", "not"): "hasn't",
    ("have", "not"): "haven't", ("had", "not"): "hadn't", ("can", "not"): "can't",
    ("it", "is"): "it's", ("i", "am"): "I'm", ("they", "are"): "they're", ("we", "are"): "we're",
    ("you", "are"): "you're", ("we", "have"): "we've", ("they", "have"): "they've",
    ("it", "will"): "it'll", ("he", "will"): "he'll", ("they", "will"): "they'll",
}  # fmt: skip
_EXPANDED = {short: tuple(long) for long, short in _CONTRACTED.items()} | {
    "cannot": ("can't",),
    "can't": ("cannot",),
}
_BE = {"is", "are", "was", "were", "be"}
_EQUAL = """
more than / over @NUM
over / more than @NUM
at least / no fewer than @NUM
no fewer than / at least @NUM
no less than / at least @NUM
at most / no more than @NUM
less than / under @NUM
nearly / almost @NUM
almost / nearly @NUM
about / around @NUM
around / about @NUM
approximately / about @NUM
roughly / approximately @NUM
because of / due to
due to / because of
despite / in spite of
in spite of / despite
although / even though
even though / although
provided that / as long as
everyone / everybody
everybody / everyone
someone / somebody
somebody / someone
no one / nobody
nobody / no one
rarely / seldom
seldom / rarely
often / frequently
frequently / often
perhaps / maybe
maybe / perhaps
is able to / can @VERB
are able to / can @VERB
was unable to / could not
were unable to / could not
is unable to / cannot
has to / must
have to / must @VERB
impossible / not possible @BE
unlikely / not likely @BE
unable / not able @BE
unclear / not clear @BE
unknown / not known @BE
illegal / not legal @BE
difficult / not easy @BE
easy / not difficult @BE
uncommon / not common @BE
unaware / not aware @BE
unwilling / not willing @BE
incorrect / not correct @BE
different from / not the same as @BE
still alive / not dead @BE
all the / all of the
every one of the / all the
every one of them / all of them
none of the / not one of the
in order to / to
most of the / the majority of the
prior to / before
before the end of / prior to the end of
before the start of / prior to the start of
currently / at present @BE
approximately / around @NUM
except for / apart from
in addition to / besides
with the exception of / except for
a lot of / lots of
a large number of / many
completely / entirely
mainly / mostly
mostly / mainly
"""


def _contractions(view: View) -> Iterator[Draft]:
    for row, form in enumerate(view.forms):
        short = _CONTRACTED.get((form, view.form(row + 1)))
        if short and view.pos_at(row + 2) not in (Pos.PUNCT, Pos.PRON):
            if view.form(row + 1) == "have" and view.pos_at(row + 1) != Pos.AUX:
                continue
            is_subject = view.relation[row] in (Relation.NSUBJ, Relation.EXPL)
            if view.pos[row] != Pos.PRON or is_subject:
                yield (Change(row, row + 2, (short,)),)
        if form in _EXPANDED and view.form(row + 1) not in ("been", "got"):
            is_asked = view.pos_at(row + 1) == Pos.PRON or view.pos_at(row + 1) == Pos.PUNCT
            if not is_asked and (form != "it's" or view.pos_at(row + 1) != Pos.VERB):
                yield (Change(row, row + 1, _EXPANDED[form]),)


def _equals(view: View) -> Iterator[Draft]:
    """Drafts with a phrase of the same meaning."""
    for line in _EQUAL.strip().splitlines():
        yield from _equal(view, line)


def _equal(view: View, line: str) -> Iterator[Draft]:
    text, _, condition = line.partition(" @")
    old, new = (tuple(part.split()) for part in text.split(" / "))
    for start, end in occurrences(view.forms, {old}):
        after, pos = view.form(end), view.pos_at(end)
        if "-" in (view.form(start - 1), after) or view.form(start - 1) in ("no", "as", "even"):
            continue
        if not _has_sense(view, start, end):
            continue
        fits = (
            not condition
            or (condition == "BE" and view.form(start - 1) in _BE)
            or (condition in Pos.__members__ and pos == Pos[condition])
        )
        if fits:
            yield (Change(start, end, new),)


_FIXED_WITH_ALL = {"way", "time", "more", "same", "better", "best", "while", "rage"}


def _has_sense(view: View, start: int, end: int) -> bool:
    """Whether a phrase of several senses is used in the one that has an equal."""
    phrase, after = " ".join(view.forms[start:end]), view.form(end)
    if phrase == "over":  # not: spread over five days
        return view.pos_at(start - 1) in (Pos.AUX, Pos.ADP, Pos.PUNCT, Pos.DET, Pos.SCONJ)
    if phrase in ("due to", "because of"):
        return view.pos_at(end) not in (Pos.VERB, Pos.AUX)
    if phrase == "all the":
        return after not in _FIXED_WITH_ALL
    return after not in ("one", "half") or phrase not in ("more than", "less than")


def _refused(view: View) -> Iterator[Draft]:
    """Drafts with would not for refused to."""
    for start, end in occurrences(view.forms, {("refused", "to")}):
        if view.form(end) in VERBS and view.pos_at(start - 1) != Pos.AUX:
            yield (Change(start, end, ("would", "not")),)


def _no_for_not_any(view: View) -> Iterator[Draft]:
    """Drafts with found no evidence for did not find any evidence."""
    for row, form in enumerate(view.forms):
        helper = form if view.form(row + 1) == "not" else form.removesuffix("n't")
        end = row + 2 if view.form(row + 1) == "not" else row + 1
        verb = VERBS.get(view.form(end))
        is_denied = helper in ("did", "does", "do") and (end > row + 1 or form != helper)
        if verb and is_denied and view.form(end + 1) == "any" and not view.is_initial(row):
            place = {"did": verb.past, "does": verb.third, "do": verb.base}[helper]
            yield (Change(row, end + 2, (place, "no")),)


def _only_after(view: View) -> Iterator[Draft]:
    """Drafts with only left after for did not leave until."""
    for row, form in enumerate(view.forms):
        is_long = form == "did" and view.form(row + 1) == "not"
        end = row + 2 if is_long else row + 1
        verb = VERBS.get(view.form(end))
        if not verb or not (is_long or form == "didn't"):
            continue
        until = [at for at in range(end, min(len(view), end + 6)) if view.forms[at] == "until"]
        if until and "," not in view.forms[end : until[0]]:
            yield (
                Change(row, end + 1, ("only", verb.past)),
                Change(until[0], until[0] + 1, ("after",)),
            )


def _is_single(view: View) -> bool:
    """Whether a text is one sentence without quotation marks, brackets or lists."""
    signs = {'"', "“", "”", "?", "!", ";", ":", "(", "…"}
    texts = view.own.texts
    return texts[-1] == "." and texts.count(".") == 1 and not signs & set(texts)


_SAID = {"said", "says", "announced", "reported", "stated", "added", "explained", "warned"}


def _framed(view: View) -> Iterator[Draft]:
    """Drafts with "Y, X said" for "X said that Y" and the reverse, and so with according to."""
    if not _is_single(view):
        return
    last = len(view) - 1
    for row, form in enumerate(view.forms):
        if form in _SAID and view.pos[row] == Pos.VERB:
            speaker = phrase_until(view, row)
            if speaker and speaker.start == 0 and view.form(row + 1) == "that" and row < last - 4:
                frame = (",", *view.inner(0, row + 1))
                yield (Change(0, row + 2, ()), Change(last, last, frame))
            behind = speaker and view.form(speaker.start - 1) == "," and row == last - 1
            if (
                speaker
                and behind
                and speaker.start > 5
                and "," not in view.forms[: speaker.start - 1]
            ):
                frame = (*view.inner(speaker.start, row + 1), "that", *view.inner(0, 1))
                yield (Change(0, 1, frame), Change(speaker.start - 1, row + 1, ()))
    if view.form(0) == "according" and view.form(1) == "to":
        source = phrase_from(view, 2)
        if source and view.form(source.end) == "," and source.end < last - 4:
            frame = (",", *view.inner(0, source.end))
            yield (Change(0, source.end + 1, ()), Change(last, last, frame))


_TIMES = set(
    """year years day week month morning evening night summer winter spring autumn century january
    february march april may june july august september october november december monday tuesday
    wednesday thursday friday saturday sunday decade war""".split()
)


def _moved(view: View) -> Iterator[Draft]:
    """Drafts with a time or place at the beginning moved to the end: He died in 2010."""
    if not _is_single(view) or view.forms.count(",") != 1 or len(view) > 26:
        return
    comma, last = view.forms.index(","), len(view) - 1
    if view.form(0) not in ("in", "on", "at", "during", "since") or not 1 < comma < 7:
        return
    is_time = bool(_TIMES & set(view.forms[:comma])) or view.forms[comma - 1].isdigit()
    joins = {"and", "but", "that", "which", "who", "because", "while", "when", "if", "or", "what"}
    is_simple = not joins & set(view.forms) and Pos.VERB not in view.pos[:comma]
    is_simple = is_simple and view.pos.count(Pos.VERB) < 2
    if is_time and is_simple and view.pos_at(last - 1) != Pos.NUM:
        yield (Change(0, comma + 1, ()), Change(last, last, view.inner(0, comma)))


REWRITINGS = (
    same_from_other_side,
    _only_after,
    _no_for_not_any,
    _refused,
    _framed,
    _moved,
    _equals,
    _contractions,
)
"""Rewritings, those that apply to fewer sentences first."""
