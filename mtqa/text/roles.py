"""Assigns roles to sentences: the article itself, or boilerplate around it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import pairwise

from mtqa.lexicon.calendar import MONTH_ABBREVIATIONS, MONTH_NAMES, WEEKDAY_NAMES


class Role(StrEnum):
    """What a sentence is in its article; only body and headline are content."""

    BODY = "body"
    HEADLINE = "headline"
    DATELINE = "dateline"
    BYLINE = "byline"
    CAPTION = "caption"
    BOILERPLATE = "boilerplate"

    @property
    def is_content(self) -> bool:
        """Whether sentences of this role are content."""
        return self in (Role.BODY, Role.HEADLINE)


_LONGEST_FURNITURE = 250
_LONGEST_HEADLINE = 150
_HEADLINE_WORDS = 22
_SUBHEADING_WORDS = 10
_EDGES = " \t\r\n\u00a0\u200b\u200e\u200f\u2060\ufeff[](){}<>《》【】«»‹›\"'“”*•▪■►▶→➤|#_=~-–—…:;,"

_MONTHS = sorted(MONTH_NAMES + MONTH_ABBREVIATIONS, key=len, reverse=True)
_MONTH = rf"(?:{'|'.join(_MONTHS)})\.?"
_WEEKDAY = rf"(?:{'|'.join(WEEKDAY_NAMES)})"
_CLOCK = r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s?[ap]\.?m\.?)?"
_DAY = (
    rf"(?:\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}|\d{{1,2}}[-/.]\d{{1,2}}[-/.]\d{{2,4}}"
    rf"|{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s\d{{4}})?"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\s{_MONTH}(?:,?\s\d{{4}})?)"
)
_MOMENT = (
    rf"(?:(?:{_WEEKDAY},?\s)?{_DAY}(?:(?:T|,?\s(?:at\s)?|\s?[|·–-]\s?){_CLOCK})?"
    rf"|{_CLOCK},?\s(?:{_WEEKDAY},?\s)?{_DAY})(?:\s(?:GMT|UTC|[A-Z]{{1,3}}T))?"
)
_DATE_LABEL = (
    r"(?:date|time|(?:last\s|first\s)?(?:updated|published|posted|modified)(?:\s(?:on|at))?"
    r"|release[ds]?|publication\sdate|release\sdate)\s?:?\s"
)
_PICTURE = r"(?:photo|photograph|picture|image|illustration|graphic|video|pic)s?"
_AGENCY = (
    r"(?:AP|AFP|Reuters|EPA|DPA|Xinhua|Getty(?:\sImages)?|Shutterstock|iStock|Bloomberg|Alamy"
    r"|Tass|Anadolu|Kyodo|Yonhap|Antara|PA)(?:\s(?:Photo|Images|Wire))?"
)
_CRAFT = (
    r"(?:(?:additional\s)?(?:reporting|editing|writing|filming)|compiled|translat(?:ed|ion)|edited"
    r"|reported|written|story|text|words|interview|photograph(?:s|y)?)"
)
_JOB = r"(?:reporter|correspondent|journalist|author|writer|columnist|contributor|editor)s?"
_COPYRIGHT = r"(?:reproduc|redistribut|republi|copy|distribut|use|publication)"


def _pattern(*alternatives: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{one})" for one in alternatives), re.IGNORECASE)


_CAPTION = _pattern(
    rf"{_PICTURE}(?:\s(?:credits?|source|courtesy))?\s?[:/©|]\s?.{{1,80}}",
    rf"(?:file|stock|archive|handout|illustrati(?:on|ve)|representational)\s{_PICTURE}"
    r"(?:\s?[:.,/—–-]\s?.{1,60})?",
    r"(?:photo\s|image\s|picture\s)?(?:credits?|courtesy)\s?:\s?.{1,80}",
    rf"{_AGENCY}(?:\s?/\s?.{{2,60}})?",
    rf"{_PICTURE}\sprovided\s(?:by|to)\s.{{2,80}}",
)
_CAPTION_NAMES = _pattern(
    rf"{_PICTURE}\s(?:by|courtesy(?:\sof)?|from|via)\s(.{{2,80}})",
    rf"(?:file|stock|archive|handout)\s{_PICTURE}\s(?:by|of|from|via)\s(.{{2,60}})",
    rf"(.{{2,60}}?)\s?(?:/|\svia\s)\s?{_AGENCY}",
    r"courtesy\sof\s(.{2,60})",
)
_BYLINE_NAMES = _pattern(
    rf"(?:{_MOMENT}[\s,|]{{1,3}})?by\s(.{{2,120}})",
    rf"{_CRAFT}\s?(?:by|:)\s?(.{{2,200}})",
    rf"{_JOB}\s?:?\s(.{{2,100}})",
    rf"(.{{3,60}}),\s(?:[\w-]{{1,20}}\s){{0,3}}{_JOB}",
)
_DATELINE = _pattern(
    r"[^\W\d_][^/(]{1,80}(?:/[^/]{2,30}/|\([^()]{2,40}\))\s?(?:--|[—–-])\s?(?:[^.]{2,60}:)?",
    rf"[^\W\d_][^.!?]{{1,40}},\s{_MOMENT}\s?(?:--|[—–-]|\([^()]{{2,40}}\))",
    r"\[[^\[\]=]{2,40}=[^\[\]=]{2,40}\]",
)
_PLACE_AND_DATE = re.compile(rf"[A-Z][A-Z .'-]{{2,40}}(?:,[A-Z .'-]{{2,30}})?,\s(?i:{_MOMENT})")
_BOILERPLATE = _pattern(
    r"(?:the\s)?(?:story|article)\scontinues.{0,40}",
    r"(?:continue|keep)\s(?:reading|scrolling)\b.{0,60}",
    r"scroll\s(?:down\s)?(?:to|for)\b.{0,60}",
    r"(?:also\sread|read\salso|see\salso|read\snext|don.t\smiss|must\sread|recommended)\s?:.{1,160}",
    r"(?:read|view)\smore(?:\s?:.{1,160}|\s(?:at|on|about|here|from|in)\b.{0,80})?",
    r"read\s(?:the\s|our\s)?(?:full|original|whole|complete|entire)\s"
    r"(?:story|article|text|report|interview|version|post)\b.{0,60}",
    r"related(?:\s(?:articles?|stor(?:y|ies)|news|content|topics?|links?|coverage|reading))?"
    r"\s?:.{1,160}",
    r"share\s(?:this|the)\s(?:article|story|post|page|news|link)\b.{0,60}",
    r"subscribe\s(?:to|for)\s(?:our|the|this|my)\b.{0,120}",
    r"sign\sup\s(?:for|to)\sour\b.{0,120}",
    r"(?:follow|like|find|join)\sus(?:\s(?:on|at|via|@).{1,100})?",
    r"(?:follow|join)\sour\s.{0,40}\b(?:channels?|newsletter|page|group|account|feed|community)\b.{0,80}",
    r"(?:download|get|install)\s(?:our|the)\s.{0,20}\bapp\b.{0,60}",
    r"(?:click|tap)\s(?:here|on\sthe\slink|the\slink|below)\b.{0,100}",
    r"(?:web\s|copy\s|managing\s|photo\s)?editors?\s?:.{1,120}",
    r"(?:copyright|©|\(c\))\s.{0,160}",
    r".{0,120}\ball\srights\sreserved\b.{0,60}",
    rf"(?:any\s|the\s)?(?:unauthori[sz]ed|illegal)\s{_COPYRIGHT}.{{0,100}}",
    rf"(?:no|do\snot|any)\s{_COPYRIGHT}.{{0,80}}(?:permission|prohibited|forbidden|consent)",
    r"this\s(?:article|story|content|post)\s(?:was\s|is\s)?(?:originally|first)?\s?"
    r"(?:published|appeared)\s(?:first\s)?(?:in|on|by)\b.{0,100}",
    r"the\spost\s.{1,160}\s(?:first\sappeared|appeared\sfirst)\son\s.{1,60}",
    r"(?:source|tags?|keywords?|topics?|categor(?:y|ies)|filed\sunder)\s?:.{1,120}",
    rf"{_DATE_LABEL}{_MOMENT}",
)
_BOILERPLATE_LINE = _pattern(
    r"(?:the\s)?end|ends|more|to\sbe\scontinued|more\sto\sfollow",
    r"adverti[sz](?:ement|ing)s?|ad|sponsored(?:\scontent)?|promoted",
    r"related(?:\s(?:articles?|stor(?:y|ies)|news|content|topics?|links?|coverage|reading))?",
    r"(?:photo|picture|image)\s?(?:gallery|s)?|gallery|slide\s?show|in\spictures",
    r"also\sread|read\salso|see\salso|read\snext|recommended(?:\sfor\syou)?|most\s(?:read|popular)",
    r"more\s(?:on\sthis(?:\sstory)?|from\s.{2,40}|stories|news)",
    r"(?:view|see|show|watch|browse)\s(?:all|more|related|(?:the\s)?(?:full\s)?"
    r"(?:gallery|comments?|video|photos?|slide\s?show))\b.{0,60}",
    r"share(?:\s(?:this|on|via)\b.{0,40})?|tweet|print|e-?mail(?:\sthis)?|comments?|leave\sa\scomment",
    r"subscribe(?:\s(?:now|today|here))?|sign\s(?:up|in)(?:\snow)?|log\sin|register(?:\snow)?",
    r"(?:back\sto\stop|home|menu|search|loading|play\svideo)",
    r"\d{1,4}\s(?:min(?:ute)?s?\sread|comments?|shares?|views?)",
    _MOMENT,
    _CLOCK,
)
_CREDIT = re.compile(r"\[[^\[\]]{2,160}\]|\([^()]{2,160}\)|<[^<>]{2,160}>|【[^【】]{2,160}】")
_DATE_PREFIX = re.compile(
    rf"\s*(?:(?i:{_DATE_LABEL}{_MOMENT})|\d{{4}}-\d\d-\d\d(?:[\sT]{_CLOCK})?)"
    r"\s+(?=[\"'“‘]?[^\W\d_])(?!(?i:by)\s)"
)
_CONNECTORS = frozenset(
    """and in of for at from with by the our staff de da do dos di del della van von der den ter
    bin ibn al el la le du y e und et additional reporting editing writing filming photographs
    photography photos photo text interview words via""".split()
)
_CALENDAR = re.compile(rf"{_MONTH}|{_WEEKDAY}|am|pm|[ap]\.m\.?", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_][\w'’.&-]{0,40}")
_STOPS = (".", "!", "?", "…", "。")
_CLOSERS = "\"'“”’»)]」』】 "


def cuts(text: str, start: int, end: int) -> Iterator[int]:
    """Where to split a paragraph although no sentence ends: at date lines and credits.

    Args:
        text: The document.
        start: Start offset of the paragraph.
        end: End offset of the paragraph.

    Yields:
        Offsets strictly inside the paragraph, ascending.
    """
    date = _DATE_PREFIX.match(text, start, end)
    if date and text[date.end() : date.end() + 2].strip("\"'“‘")[:1].isupper():
        yield date.end()
    for bracket in _CREDIT.finditer(text, start, end):
        before = text[max(start, bracket.start() - 4) : bracket.start()].rstrip(_CLOSERS)
        stands_alone = bracket.end() == end or not before or before.endswith(_STOPS)
        if stands_alone and furniture_role(bracket.group()) in (Role.CAPTION, Role.DATELINE):
            yield from (cut for cut in bracket.span() if start < cut < end)


def roles_of(paragraphs: Sequence[Sequence[str]]) -> list[list[Role]]:
    """The role of every sentence of a document.

    Args:
        paragraphs: The texts of the sentences of each paragraph, in order.

    Returns:
        A role per sentence, in the same shape.
    """
    roles = [_furniture_roles(sentences) for sentences in paragraphs]
    for number, index in _headlines(paragraphs, roles):
        roles[number][index] = Role.HEADLINE
    for number in _name_lines(paragraphs, roles):
        roles[number] = [Role.BYLINE]
    headlines = {paragraphs[number][index] for number, index in _places(roles, Role.HEADLINE)}
    for number, index in _places(roles, None):
        if paragraphs[number][index] in headlines:
            roles[number][index] = Role.HEADLINE
    return [[role or Role.BODY for role in paragraph] for paragraph in roles]


def _places(
    roles: Sequence[Sequence[Role | None]], wanted: Role | None
) -> Iterator[tuple[int, int]]:
    """The paragraph and sentence numbers of all sentences with a role."""
    for number, paragraph in enumerate(roles):
        yield from ((number, index) for index, role in enumerate(paragraph) if role is wanted)


def furniture_role(text: str, is_paragraph: bool = False) -> Role | None:
    """The role of a sentence or paragraph, by its own words.

    Args:
        text: The sentence, or a whole paragraph.
        is_paragraph: Whether it is a whole paragraph.

    Returns:
        The role; None if it reads like a sentence of the body.
    """
    if len(text) > _LONGEST_FURNITURE:
        return None
    core = text.strip(_EDGES)
    if not any(character.isalnum() for character in core):
        return Role.BOILERPLATE
    stripped = text.strip()
    is_bracketed = stripped[:1] in "[(<【《"
    has_stop = core.endswith(_STOPS) and not is_bracketed
    core = core.rstrip(".! ")
    if _DATELINE.fullmatch(stripped) or (is_paragraph and _PLACE_AND_DATE.fullmatch(stripped)):
        return Role.DATELINE
    if _CAPTION.fullmatch(core) or _names_fit(_CAPTION_NAMES, core):
        return Role.CAPTION
    if _BOILERPLATE.fullmatch(core):
        return Role.BOILERPLATE
    is_line = is_bracketed or (is_paragraph and not has_stop)
    if is_line and _BOILERPLATE_LINE.fullmatch(core):
        return Role.BOILERPLATE
    if (is_paragraph or not has_stop) and _names_fit(_BYLINE_NAMES, core):
        return Role.BYLINE
    return None


def _furniture_roles(sentences: Sequence[str]) -> list[Role | None]:
    """The roles of the sentences of a paragraph, by their own words or the whole paragraph."""
    whole = furniture_role(" ".join(sentences[:5]), is_paragraph=True)
    if whole or len(sentences) == 1:
        return [whole] * len(sentences)
    roles: list[Role | None] = [furniture_role(sentence) for sentence in sentences]
    if len(sentences) == 2 and roles[1] is Role.BYLINE and len(sentences[0].split()) <= 3:
        roles[0] = Role.DATELINE
    return roles


def _names_fit(pattern: re.Pattern[str], text: str) -> bool:
    """Whether a pattern matches the whole text and captures nothing but names."""
    match = pattern.fullmatch(text)
    return match is not None and match.lastindex is not None and are_names(match[match.lastindex])


def are_names(text: str) -> bool:
    """Whether a text has only names: capitalized words and connectors."""
    words = [word for word in _WORD.findall(text) if not _CALENDAR.fullmatch(word)]
    names = [word for word in words if word[0].isupper()]
    return (
        0 < len(words) <= 16
        and bool(names)
        and all(word[0].isupper() or word.rstrip(".") in _CONNECTORS for word in words)
    )


def _headlines(
    paragraphs: Sequence[Sequence[str]], roles: Sequence[Sequence[Role | None]]
) -> Iterator[tuple[int, int]]:
    """The paragraph and sentence numbers of headlines and of headings between paragraphs."""
    lines = [_only_open(each) for each in roles]
    bodies = [
        None in its_roles and (line is None or not _is_heading(sentences[line], _HEADLINE_WORDS))
        for sentences, its_roles, line in zip(paragraphs, roles, lines, strict=True)
    ]
    first_body = bodies.index(True) if True in bodies else 0
    for number, line in enumerate(lines):
        if line is None:
            continue
        sentence = paragraphs[number][line]
        is_subheading = (
            any(bodies[number + 1 : number + 2])
            and _is_heading(sentence, _SUBHEADING_WORDS)
            and _is_title_case(sentence)
        )
        if number < first_body or is_subheading:
            yield number, line


def _only_open(roles: Sequence[Role | None]) -> int | None:
    """The number of the last sentence if it is the only one without a role, else None."""
    return len(roles) - 1 if roles.count(None) == 1 and roles[-1] is None else None


def _is_heading(line: str, most_words: int) -> bool:
    """Whether a sentence is one short line without final punctuation."""
    return (
        len(line) <= _LONGEST_HEADLINE
        and len(line.split()) <= most_words
        and len(line.splitlines()) == 1
        and not line.rstrip(_CLOSERS).endswith((".", "。", "…", ",", ";", ":"))
    )


def _is_title_case(line: str) -> bool:
    """Whether all long words of a line are capitalized."""
    long_words = [word for word in _WORD.findall(line) if len(word) > 3]
    return bool(long_words) and all(word[0].isupper() for word in long_words)


def _name_lines(
    paragraphs: Sequence[Sequence[str]], roles: Sequence[Sequence[Role | None]]
) -> Iterator[int]:
    """The numbers of lines below the first headline that have only names."""
    headlines = [number for number, each in enumerate(roles) if Role.HEADLINE in each]
    for title, line in pairwise(headlines[:2]):
        if len(paragraphs[line]) > 1:
            continue
        names = paragraphs[line][0]
        is_list = "," in names and all(len(name.split()) <= 3 for name in names.split(","))
        stands_out = is_list or not _is_title_case(paragraphs[title][-1])
        if line <= 3 and are_names(names) and len(names.split()) <= 8 and stands_out:
            yield line
