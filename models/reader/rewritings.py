"""Rewritings of a sentence that keep its meaning."""

from __future__ import annotations

from collections.abc import Iterator

from models.reader.inflection import VERBS
from models.reader.sides import Change, Draft, View, occurrences
from mtqa.text.annotations import Pos

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
_EXPANDED = {short: tuple(long) for long, short in _CONTRACTED.items()} | {"cannot": ("can't",)}
_EQUAL = """
more than / over @NUM
over / more than @NUM
at least / no fewer than @NUM
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
is able to / can
are able to / can
was unable to / could not
were unable to / could not
is unable to / cannot
has to / must
have to / must @VERB
impossible / not possible
in order to / to
every one of the / all of the
most of the / the majority of the
prior to / before
before the start of / prior to the start of
currently / at present
approximately / around @NUM
such as / for example
except for / apart from
apart from / except for
in addition to / besides
allegedly / reportedly
will be able to / can
with the exception of / except for
as well as / along with
a lot of / many @PLURAL
therefore / for this reason
immediately / at once
completely / entirely
entirely / completely
mainly / mostly
mostly / mainly
however / nevertheless @,
nevertheless / however @,
"""


def rewritten(view: View) -> Iterator[Draft]:
    """Drafts with other words of the same meaning."""
    yield from _contractions(view)
    for line in _EQUAL.strip().splitlines():
        yield from _equal(view, line)
    yield from _all_of(view)
    yield from _refused(view)


def _contractions(view: View) -> Iterator[Draft]:
    for row, form in enumerate(view.forms):
        short = _CONTRACTED.get((form, view.form(row + 1)))
        if short and view.pos_at(row + 2) not in (Pos.PUNCT, Pos.PRON):
            if view.form(row + 1) == "have" and view.pos_at(row + 1) != Pos.AUX:
                continue
            if view.form(row - 1) != "than":
                yield (Change(row, row + 2, (short,)),)
        if form in _EXPANDED and view.form(row + 1) not in ("been", "got"):
            is_asked = view.pos_at(row + 1) == Pos.PRON or view.pos_at(row + 1) == Pos.PUNCT
            if not is_asked and (form != "it's" or view.pos_at(row + 1) != Pos.VERB):
                yield (Change(row, row + 1, _EXPANDED[form]),)


def _equal(view: View, line: str) -> Iterator[Draft]:
    text, _, condition = line.partition(" @")
    old, new = (tuple(part.split()) for part in text.split(" / "))
    for start, end in occurrences(view.forms, {old}):
        after, pos = view.form(end), view.pos_at(end)
        if "-" in (view.form(start - 1), after) or view.form(start - 1) in ("no", "as", "even"):
            continue
        fits = (
            not condition
            or (condition == "," and after == ",")
            or (condition in Pos.__members__ and pos == Pos[condition])
        )
        if fits:
            yield (Change(start, end, new),)


def _all_of(view: View) -> Iterator[Draft]:
    """Drafts with all of the for all the."""
    for start, end in occurrences(view.forms, {("all", "the")}):
        yield (Change(start, end, ("all", "of", "the")),)


def _refused(view: View) -> Iterator[Draft]:
    """Drafts with would not for refused to."""
    for start, end in occurrences(view.forms, {("refused", "to")}):
        if view.form(end) in VERBS and view.pos_at(start - 1) != Pos.AUX:
            yield (Change(start, end, ("would", "not")),)
