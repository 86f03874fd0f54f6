"""Splits paragraphs into sentences, in news English and in broken machine translation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from mtqa.lexicon.calendar import (
    MONTH_ABBREVIATIONS,
    MONTH_NAMES,
    WEEKDAY_ABBREVIATIONS,
    WEEKDAY_NAMES,
)
from mtqa.text.spans import trimmed

LONGEST_SENTENCE = 700
"""Maximum characters of a sentence; longer ones are cut."""

_STOP = re.compile(
    r"""(?P<stop>[.!?…]+(?:[ \u00a0][.!?…]+)*|[。！？｡؟۔।॥]+)
    (?P<close>(?:["'“”’»«›‹)\]}」』】》]|\[\d{1,3}\])*(?:[ \u00a0][”»)\]}」』】](?=\s|\Z))?)
    (?P<gap>\s*)""",
    re.VERBOSE,
)
_AFTER = re.compile(
    r"""(?P<open>(?:["'“‘«‹(\[{「『【《<¿¡„`]|[-–—―•▪*]\s?){0,6})
    (?P<word>[^\W_](?:[\w'’]{0,40}))?""",
    re.VERBOSE,
)
_LONE_QUOTE = re.compile(r"""(?P<quote>["'])[.,!?]?(?=\s|\Z)""")
_ATTRIBUTION = re.compile(
    r"""(?P<speaker>[^\W\d_][\w'’.-]{0,30}\s){1,5}
    (?:said|says|asked|asks|added|adds|told|replied|answered|wrote|writes|noted|exclaimed|shouted
    |explained|recalled|wondered|joked|warned|insisted|declared|continued|concluded)\b
    (?P<end>\s*(?:[.,:;]|\Z))?""",
    re.VERBOSE,
)
_RUN_ON = re.compile(r"[A-Z][a-z]{0,30}(?=[\s,])")
_DOTTED = re.compile(r"[^\W\d_]{1,3}(?:\.[^\W\d_]{1,3})+")
_VOWELLESS = re.compile(r"[bcdfghjklmnpqrstvwxz]{2,5}", re.IGNORECASE)
_QUOTES = frozenset("\"'“”’»«›‹」』")
_DASHES = ("", "- ", "– ", "— ", "-- ")
_LIST_MARK = re.compile(r"\d{1,3}(?:\.\d{1,3})*|[A-Za-z]|[ivx]{1,5}|[IVX]{1,5}")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _capitalised(words: Iterable[str]) -> frozenset[str]:
    return frozenset(map(str.capitalize, words))


_NEVER_LAST = _words(
    """Mr Mrs Ms Mx Messrs Mme Mlle Dr Drs Prof Profs Gen Sen Sens Rep Reps Gov Govs Lt Col Maj
    Capt Cmdr Cpl Sgt Adm Brig Pvt Rev Fr Hon Pres Supt Insp Det Amb Asst Assoc Ft Mt
    mr mrs ms dr prof gen sen lt col vs v e.g i.e cf viz approx ca resp incl"""
)
_BEFORE_NUMBER = _words(
    """No Nos no nos Nr nr Art Arts art arts Fig Figs fig figs Sec sec Ch Vol vol Vols vols
    p pp par para Par Para Eq ed eds"""
) | _capitalised(MONTH_ABBREVIATIONS + WEEKDAY_ABBREVIATIONS)
_MAY_BE_LAST = _words(
    """Inc Ltd Co Corp Cos Bros Jr Sr Esq Ave Blvd Rd St Bldg Dept dept Univ univ Govt govt
    Assn Intl Natl Mfg Calif Mass Conn Fla Ariz Tenn Wash Va Ga Md Mich Minn Ore Okla Wis Colo
    Del Pa Mo La Ky Ala Ark Tex Neb Nev Kan Vt Ont Que al est Est tel Tel ext Ext"""
)
_OFTEN_LAST = _words(
    """etc min max sq kg km cm mm ft lb lbs oz mph hr hrs yr yrs mos bn mn
    a.m p.m A.M P.M am pm"""
)
_CLOCK = _words("a.m p.m A.M P.M")
_AFTER_CLOCK = _words("Eastern Pacific Central Mountain Greenwich") | _capitalised(
    MONTH_NAMES + MONTH_ABBREVIATIONS + WEEKDAY_NAMES + WEEKDAY_ABBREVIATIONS
)
_AFTER_ORDINAL = _words("century centuries").union(MONTH_NAMES, _capitalised(MONTH_NAMES))
_OPENERS = _words(
    """The A An He She It They We You I This That These Those His Her Its Their Our My Your In On
    At By For From But And Or Nor So If When While After Before As Since Although Though However
    Moreover Meanwhile There Here What Who Whose Which Why How Where Some Many Most Much Few All
    Both Neither Either Not Only According Under With Without Also Then Now Yes Once One Each Every
    Other Others Another During Despite Because Today Tomorrow Yesterday Earlier Later Still Yet
    Even Such Until Between Among To It's He's She's They're We're I'm I've That's There's It’s
    He’s She’s They’re We’re I’m I’ve That’s There’s Is Are Was Were Do Does Did Has Have Can
    Let Please Thus Therefore Nevertheless Instead Besides Finally Nobody Nothing Everyone
    Mr Mrs Ms Dr"""
)


def sentence_spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences of one paragraph, in order.

    A full stop ends a sentence unless it belongs to an abbreviation, an initial, a number, a list
    mark, or a quotation that continues. Text that begins in lower case or with a hyphen after an
    ordinary full stop is a fragment and a sentence of its own.

    Args:
        text: The document.
        start: Start offset of the paragraph.
        end: End offset of the paragraph.

    Yields:
        Half-open spans without surrounding white space; together they hold every other character
        of the paragraph. None is longer than `LONGEST_SENTENCE`.
    """
    last: tuple[int, int] | None = None
    for piece in _pieces(text, start, end):
        if last is None:
            last = piece
        elif piece[1] - last[0] <= LONGEST_SENTENCE and not _has_words(text, *piece):
            last = last[0], piece[1]
        else:
            yield last
            last = piece
    if last is not None:
        yield last


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The spans between the stops that end a sentence; some may be a lone dash or quote."""
    first = start
    for stop in _STOP.finditer(text, start, end):
        last = _end_of_stop(text, first, stop, end)
        if last == end or _ends_sentence(text, first, stop, last, end):
            yield from _bounded(text, first, last)
            first = last
    yield from _bounded(text, first, end)


def _has_words(text: str, start: int, end: int) -> bool:
    return any(character.isalnum() for character in text[start:end])


def _end_of_stop(text: str, first: int, stop: re.Match[str], end: int) -> int:
    """The end offset of a sentence at a stop, with the quotes and brackets it closes."""
    lone = _LONE_QUOTE.match(text, stop.end(), end)
    if lone is None or not stop["gap"]:
        return stop.end("close")
    sentence = text[max(first, stop.start() - LONGEST_SENTENCE) : stop.end("close")]
    closes = lone.end() == end or sentence.count(lone["quote"]) % 2
    return lone.end() if closes else stop.end("close")


def _ends_sentence(text: str, first: int, stop: re.Match[str], last: int, end: int) -> bool:
    mark = stop["stop"]
    if stop.start() == first:
        return False
    if mark[0] in "。！？｡؟۔।॥":
        return True
    before = _word_before(text, first, stop.start())
    if not stop["gap"]:
        return _is_run_on(text, before, last, end)
    after = _AFTER.match(text, max(last, stop.end()), end)
    if after is None or (mark == "." and _is_list_mark(text, first, stop.start(), before, after)):
        return False
    shuts_quote = not _QUOTES.isdisjoint(stop["close"]) or (
        mark[0] in "?!" and before[-1:] in _QUOTES
    )
    if shuts_quote and _goes_on_as_attribution(text, mark, after, end):
        return False
    if after["word"] and after["word"][0].islower():
        return _ends_before_lower_case(mark, before, stop["close"], after)
    if mark == "." and _QUOTES.isdisjoint(stop["close"]):
        return _ends_before_capital(text, before, after)
    return True


def _is_list_mark(text: str, first: int, stop: int, before: str, after: re.Match[str]) -> bool:
    """Whether `before` is `1`, `a` or `ii` at the start, or after `:` before lower case."""
    if not _LIST_MARK.fullmatch(before):
        return False
    lead = text[max(first, stop - len(before) - 3) : stop - len(before)].strip()
    return not lead or (lead[-1] in ";:(" and (after["word"] or "").islower())


def _word_before(text: str, first: int, stop: int) -> str:
    """The word before a stop, without opening quotes and brackets."""
    tail = text[max(first, stop - 40) : stop]
    if not tail or tail[-1].isspace():
        return ""
    return tail.split()[-1].lstrip("\"'“‘«([{").rpartition("-")[2]


def _is_run_on(text: str, before: str, last: int, end: int) -> bool:
    """Whether the space after a stop is missing: `it ended.Then`, but not `Booking.Com`."""
    if len(before) < 3 or not before.isalpha() or not before[1:].islower():
        return False
    after = _RUN_ON.match(text, last, end)
    return after is not None and after.group() in _OPENERS


def _goes_on_as_attribution(text: str, mark: str, after: re.Match[str], end: int) -> bool:
    """Whether the text after a closed quotation names the speaker."""
    if after["word"] and after["word"][0].islower():
        return after["open"] in _DASHES
    if after["open"]:
        return False
    attribution = _ATTRIBUTION.match(text, after.start(), end)
    return attribution is not None and (mark != "." or attribution["end"] is not None)


def _ends_before_lower_case(mark: str, before: str, close: str, after: re.Match[str]) -> bool:
    """Whether a fragment in lower case begins here; not in `Yahoo! said`, `"Why?" - he asked`."""
    if mark[0] in "?!":
        return after["open"] not in _DASHES[1:] and not before[:1].isupper()
    if mark != ".":
        return False
    if close:
        return ")" not in close
    if before.isdigit() and len(before) < 3 and after["word"] in _AFTER_ORDINAL:
        return False
    return not _is_abbreviation(before)


def _ends_before_capital(text: str, before: str, after: re.Match[str]) -> bool:
    """Whether a full stop ends the sentence before a capital, a digit or a sign."""
    word = after["word"] or ""
    if before in _NEVER_LAST or (before.isupper() and before.title() in _NEVER_LAST):
        return False
    if before in _BEFORE_NUMBER:
        return not word[:1].isdigit()
    if before in _CLOCK:
        is_zone = word.isupper() and 2 <= len(word) <= 4
        return not is_zone and word not in _AFTER_CLOCK and not after["open"].startswith("(")
    if before in _OFTEN_LAST:
        return True
    if before.isdigit() and len(before) < 3 and word in _AFTER_ORDINAL:
        return False
    if _is_abbreviation(before):
        is_initial = text[after.end() : after.end() + 1] == "."
        return word in _OPENERS and not (is_initial and len(word) == 1)
    return True


def _is_abbreviation(word: str) -> bool:
    known = word in _NEVER_LAST or word in _BEFORE_NUMBER or word in _MAY_BE_LAST
    return (
        known
        or word in _OFTEN_LAST
        or (len(word) == 1 and word.isalpha())
        or _DOTTED.fullmatch(word) is not None
        or (not word.isupper() and _VOWELLESS.fullmatch(word) is not None)
    )


def _bounded(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The span without surrounding white space, in pieces of at most `LONGEST_SENTENCE`."""
    while True:
        start, end = trimmed(text, start, end)
        if end - start <= LONGEST_SENTENCE:
            break
        cut = _best_cut(text, start)
        yield trimmed(text, start, cut)
        start = cut
    if start < end:
        yield start, end


def _best_cut(text: str, start: int) -> int:
    """Where to cut a sentence that is too long: after `;`, `:`, a comma, a space, or anywhere."""
    middle, end = start + LONGEST_SENTENCE // 2, start + LONGEST_SENTENCE
    for mark in ("; ", ": ", ", ", " "):
        found = text.rfind(mark, middle, end)
        if found >= 0:
            return found + len(mark)
    return end
