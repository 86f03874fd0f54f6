"""Recognizes files and texts that are not plain text, by their first bytes or their markup."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import NamedTuple

_SAVE = "save it as plain text in UTF-8"
_UNPACK = "unpack it, and give a file of plain text in UTF-8"
_TYPE_OUT = "give its words as plain text in UTF-8"

_SIGNATURES = (
    (b"%PDF", "a PDF", _SAVE),
    (b"PK\x03\x04", "a ZIP archive or an office document", _SAVE),
    (b"\xd0\xcf\x11\xe0", "an office document", _SAVE),
    (b"{\\rtf", "a Rich Text document", _SAVE),
    (b"\x89PNG", "a PNG image", _TYPE_OUT),
    (b"\xff\xd8\xff", "a JPEG image", _TYPE_OUT),
    (b"GIF8", "a GIF image", _TYPE_OUT),
    (b"\x1f\x8b", "a gzip archive", _UNPACK),
)

_BLANK = " \t\r\n\f\v\ufeff\u200b\u2060"
_COMMENT = "<!--", "-->"
_LONGEST_TAG = 2000
_LONGEST_HEAD = 20_000
_NEAR = 80

_PAGE = re.compile(
    rf"<!doctype\s+html\b|<(?:html|head|body)(?:\s[^<>]{{0,{_LONGEST_TAG}}})?>(?![ \t]+\w)",
    re.IGNORECASE,
)
_BLOCK = re.compile(
    r"<(/?)(?:p|div|h[1-6]|[uod]l|li|d[dt]|table|tbody|thead|t[rdh]|blockquote|article|section"
    rf"|main|header|footer|aside|figure|figcaption|pre|center)(?:\s[^<>]{{0,{_LONGEST_TAG}}})?>",
    re.IGNORECASE,
)
_XML = re.compile(
    r"<\?xml\b|<!doctype\s|<(?:nitf|newsitem|newsmessage|newsml|rss|feed|rdf:rdf|tei|tt)(?:\s[^<>=]*=[^<>]*>|>\s*<)",
    re.IGNORECASE,
)
_ROOT = re.compile(rf"<([A-Za-z_][\w.:-]{{0,60}})(?:\s[^<>]{{0,{_LONGEST_TAG}}})?>")
_WITHIN_A_LINE = set(
    "a abbr b big cite code del em font i ins kbd mark q s small span strong sub sup u".split()
)
"""Inline elements of HTML, which a translation engine may have left in a text."""

_HEADER = re.compile(r"([A-Za-z][A-Za-z0-9-]{0,75}):(?:[ \t]|$)")
_TECHNICAL_HEADERS = {
    *("mime-version", "received", "message-id", "content-type", "content-transfer-encoding"),
    *("return-path", "delivered-to", "dkim-signature"),
}
_TIMING = re.compile(
    r"(?:\d{1,2}:)?\d{1,2}:\d{2}[.,]\d{3}[ \t]{1,8}-->[ \t]{1,8}(?:\d{1,2}:)?\d{1,2}:\d{2}[.,]\d{3}"
)


class Format(NamedTuple):
    """A format other than plain text.

    Attributes:
        name: Its name with the article, for messages.
        remedy: What to do with such a file.
    """

    name: str
    remedy: str


def format_of_bytes(data: bytes) -> Format | None:
    """The format of a file by its first bytes; None if it has no known signature."""
    return next(
        (Format(name, remedy) for start, name, remedy in _SIGNATURES if data.startswith(start)),
        None,
    )


def format_of_text(text: str) -> Format | None:
    """The machine-readable format of a text; None for plain text, Markdown included.

    The beginning of the text decides; for HTML also whether most of the text is inside block
    elements. Tags, braces and header words inside an article are ignored: an article may quote
    them, and an engine may have left them.
    """
    start = _first_mark(text)
    head = text[start : start + _LONGEST_HEAD]
    if head.startswith("<"):
        name = _markup(text, start)
    elif head.startswith("{\\rtf"):
        name = "a Rich Text document"
    elif head.startswith(("{", "[")) and _is_json(text[start:]):
        name = "JSON"
    elif _is_subtitles(head):
        name = "a file of subtitles"
    elif _is_email(head):
        name = "an e-mail with its headers"
    else:
        name = "an HTML page" if _is_mostly_blocks(text) else ""
    return Format(name, _SAVE) if name else None


def _first_mark(text: str) -> int:
    """The offset at which the text begins, after blanks and markup comments."""
    opening, closing = _COMMENT
    at = _skip_blanks(text, 0)
    while text.startswith(opening, at) and (end := text.find(closing, at)) >= 0:
        at = _skip_blanks(text, end + len(closing))
    return at


def _skip_blanks(text: str, at: int) -> int:
    while at < len(text) and text[at] in _BLANK:
        at += 1
    return at


def _markup(text: str, start: int) -> str:
    """The format of a text that begins with `<`: HTML, XML, or empty for neither."""
    if _PAGE.match(text, start):
        return "an HTML page"
    if _XML.match(text, start):
        return "an XML document"
    if _is_mostly_blocks(text):
        return "an HTML page"
    root = _ROOT.match(text, start)
    is_whole = root and text.rstrip(_BLANK).endswith(f"</{root[1]}>") and text.count("</") > 2
    if root and is_whole and root[1].lower() not in _WITHIN_A_LINE:
        return "an XML document"
    return ""


def _is_mostly_blocks(text: str) -> bool:
    """Whether more than half of the text is inside block elements of HTML.

    A tag in the middle of a line is quoted text: an opening tag must begin a line or follow a tag,
    and a closing tag must end a line or precede a tag. An unclosed element contains only the rest
    of its line, so a few stray tags do not make a page.
    """
    size = held = tags = end = 0
    is_open = False
    for tag in _BLOCK.finditer(text):
        if _stands_free(text, tag):
            piece = text[end : tag.start()].strip()
            size += len(piece)
            held += len(piece if tag[1] else _first_line(piece)) * is_open
            tags, is_open, end = tags + 1, not tag[1], tag.end()
    rest = text[end:].strip()
    size += len(rest)
    held += len(_first_line(rest)) * is_open
    return tags > 1 and (2 * held > size or not size)


def _first_line(text: str) -> str:
    return text.partition("\n")[0]


def _stands_free(text: str, tag: re.Match[str]) -> bool:
    if tag[1]:
        behind = text[tag.end() : tag.end() + _NEAR].lstrip(" \t")
        return behind[:1] in ("", "\n", "\r", "<")
    before = text[max(0, tag.start() - _NEAR) : tag.start()].rstrip(" \t")
    return before[-1:] in ("", "\n", "\r", ">")


def _is_json(text: str) -> bool:
    """Whether the text is a JSON object, an array with words in it, or JSON Lines."""
    text = text.strip(_BLANK)
    if text[-1] not in "}]":
        return False
    value = _parsed(text)
    if isinstance(value, list):
        return any(isinstance(item, dict | str | list) for item in value)
    lines = text.splitlines()
    return isinstance(value, dict) or (
        len(lines) > 1 and all(isinstance(_parsed(line), dict) for line in lines if line.strip())
    )


def _parsed(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _is_subtitles(head: str) -> bool:
    """Whether a text begins as WebVTT, or with the number and time of a SubRip entry."""
    lines = [line for line in head[:1000].splitlines() if line.strip()][:2]
    if not lines:
        return False
    if re.fullmatch(r"WEBVTT(?:[ \t]+-.*)?", lines[0].rstrip()):
        return True
    number, timing = (lines[0], lines[1]) if len(lines) > 1 else ("", lines[0])
    return bool(
        _TIMING.match(lines[0]) or (number.strip().isdigit() and _TIMING.match(timing.strip()))
    )


def _is_email(head: str) -> bool:
    """Whether a text begins with the header of an e-mail (RFC 5322).

    A sender or a subject alone is not enough: slugs, interviews, memos and letters begin so too.
    A receiver and a date count only together with an address.
    """
    fields = dict(_header_fields(head))
    addresses = any("@" in fields.get(name, "") for name in ("from", "to", "cc", "reply-to"))
    is_sent = addresses and bool({"date", "sent"} & fields.keys()) and "to" in fields
    return bool({"from", "subject"} & fields.keys()) and bool(
        fields.keys() & _TECHNICAL_HEADERS or is_sent
    )


def _header_fields(head: str) -> Iterator[tuple[str, str]]:
    """The header fields at the beginning of a text: names in lower case, and values."""
    for number, line in enumerate(head.splitlines()):
        field = _HEADER.match(line)
        if field:
            yield field[1].lower(), line[field.end() :]
        elif not (number and line[:1] in (" ", "\t") and line.strip()) and not (
            number == 0 and line.startswith("From ")
        ):
            return
