"""Cleans a text and keeps a map of offsets from the text as read to the text as given.

Two texts that look the same must be read the same. Invisible characters are removed, letters with
several encodings get one, and escapes of other formats (HTML entities, Markdown, JSON) are decoded.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from html.entities import html5

import numpy as np
import numpy.typing as npt

Offsets = npt.NDArray[np.int64]
Edit = tuple[int, int, str]
"""A half-open span of a text and its replacement."""

_INVISIBLE = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0")
"""Joiners and fillers that Unicode classifies as letters or marks."""

_SELECTORS = (range(0x180B, 0x1810), range(0xFE00, 0xFE10), range(0xE0000, 0xE1000))
"""Variation selectors and tags (C2PA 2.3 stores credentials in them)."""

_COMPATIBLE = (
    range(0x0132, 0x0134),  # ĳ
    range(0x01C4, 0x01CD),  # ǆ, ǉ, ǌ
    range(0x01F1, 0x01F4),  # ǳ
    range(0xFB00, 0xFB07),  # ﬀ, ﬁ, ﬂ, ﬆ
    range(0xFF01, 0xFF5F),  # full-width ASCII
    range(0xFFE0, 0xFFE7),  # full-width currency signs
    range(0x1D400, 0x1D800),  # letters in mathematical styles
)
"""Characters read as their compatibility form (NFKC, Unicode Standard Annex 15)."""

_LETTERS = {"ß": "ss", "ẞ": "SS", "ſ": "s", "\u2010": "-", "\u2011": "-"} | dict.fromkeys(
    "\u02b9\u02bb\u02bc\u02bd\u02c8", "’"
)
_ESCAPE = re.compile(
    r"""&(?:\#[0-9]{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});  # HTML
    |\\[!-/:-@\[-`{-~]                                                       # Markdown
    |\\u[0-9a-fA-F]{4}                                                       # JSON
    |(?:(?:\\r)?\\n){2,}|(?<=[.!?'"’”)\]])(?:\\r)?\\n|(?:\\r)?\\n(?![a-z])""",
    re.VERBOSE,
)

_SWISS = re.compile(r"(?<!\d)\d{1,3}(?:['’]\d{3})+(?!\d)")
"""A number with apostrophes between thousands, as in Switzerland."""

_CLUSTER = re.compile(r"[\s\S](?:(?![\s\w])[^\x00-\u02ff]|[\u1161-\u11ff])+|[^\x00-\u02ff]")
"""A character with its combining marks (or Hangul vowel and final), or alone."""

_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Folded:
    """A text as read, with the place of each character in the text as given.

    Attributes:
        given: The text as given.
        read: The text as read.
        starts: Start offset in `given` of each read character, shape (characters,).
        ends: End offset in `given` of each read character, shape (characters,).
    """

    given: str
    read: str
    starts: Offsets
    ends: Offsets

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the text as given for a non-empty span of the text as read."""
        return int(self.starts[start]), int(self.ends[end - 1])

    def read_span(self, start: int, end: int) -> tuple[int, int] | None:
        """The span of the text as read for a span of the text as given; None if nothing is left."""
        first = int(np.searchsorted(self.starts, start))
        last = int(np.searchsorted(self.starts, end))
        return (first, last) if first < last else None


def fold(text: str) -> Folded | None:
    """The text as read.

    Removed are control and format characters (UAX 44: Cc, Cf) other than white space, variation
    selectors and fillers. Ligatures, full-width forms, letters in mathematical styles, ß and
    letters that serve as apostrophes become plain letters and signs; apostrophes between
    thousands become commas; the result is in NFC. HTML entities, backslash escapes of Markdown
    (CommonMark 2.4) and JSON escapes of line ends and characters are decoded.

    Returns:
        The text as read with its offset map; None if it equals the text as given.
    """
    folded = None
    for find in (_characters, _escapes, _characters, _thousands, _compositions):
        current = folded.read if folded else text
        if edits := list(find(current)):
            step = _rewritten(current, edits)
            folded = _behind(folded, step) if folded else step
    return folded


def _rewritten(text: str, edits: Iterable[Edit]) -> Folded:
    """A text after some edits, which are in order and do not overlap."""
    lengths = np.ones(len(text), np.int64)
    ends = np.arange(1, len(text) + 1)
    parts, last = [], 0
    for start, end, by in edits:
        parts += [text[last:start], by]
        lengths[start:end] = 0
        lengths[start] = len(by)
        ends[start] = end
        last = end
    read = "".join([*parts, text[last:]])
    return Folded(text, read, np.repeat(np.arange(len(text)), lengths), np.repeat(ends, lengths))


def _behind(first: Folded, second: Folded) -> Folded:
    """The composition of two steps."""
    starts, ends = first.starts[second.starts], first.ends[second.ends - 1]
    return Folded(first.given, second.read, starts, ends)


def _characters(text: str) -> Iterator[Edit]:
    """Edits of single characters that are replaced or removed."""
    if text.isascii() and text.isprintable():
        return
    folds = {one: by for one in set(text) if (by := _read_as(one)) != one}
    if not folds:
        return
    pattern = re.compile(f"[{re.escape(''.join(folds))}]")
    yield from ((at.start(), at.end(), folds[at[0]]) for at in pattern.finditer(text))


@lru_cache(maxsize=1 << 14)
def _read_as(character: str) -> str:
    code = ord(character)
    if character in _INVISIBLE or any(code in selectors for selectors in _SELECTORS):
        return ""
    if unicodedata.category(character) in ("Cc", "Cf"):
        return character if character.isspace() else ""
    if any(code in block for block in _COMPATIBLE):
        return unicodedata.normalize("NFKC", character)
    return _LETTERS.get(character, character)


def _escapes(text: str) -> Iterator[Edit]:
    """Edits that decode escapes of HTML, Markdown and JSON."""
    if "&" not in text and "\\" not in text:
        return
    for match in _ESCAPE.finditer(text):
        if (by := _decoded(match[0])) is not None:
            yield *match.span(), by


def _decoded(escape: str) -> str | None:
    """The decoded escape; None if it is not an escape."""
    if escape.startswith("&#"):
        return unescape(escape)
    if escape.startswith("&"):
        return html5.get(escape[1:])
    if escape.startswith("\\u"):
        character = chr(int(escape.removeprefix("\\u"), base=16))
        return None if "\ud800" <= character <= "\udfff" else character
    if escape.startswith(("\\n", "\\r")):
        return "\n" * escape.count("\\n")
    return escape[1:]


def _thousands(text: str) -> Iterator[Edit]:
    """Edits that turn apostrophes between thousands into commas."""
    if "'" in text or "’" in text:
        for number in _SWISS.finditer(text):
            for at in range(*number.span()):
                if not text[at].isdigit():
                    yield at, at + 1, ","


def _compositions(text: str) -> Iterator[Edit]:
    """Edits that bring sequences to their composed form (NFC)."""
    if unicodedata.is_normalized("NFC", text):
        return
    edits = list(_composed(text, _CLUSTER))
    if _rewritten(text, edits).read != unicodedata.normalize("NFC", text):
        edits = list(_composed(text, _WORD))  # scripts whose vowel signs compose with each other
    yield from edits


def _composed(text: str, pattern: re.Pattern[str]) -> Iterator[Edit]:
    for match in pattern.finditer(text):
        if (by := unicodedata.normalize("NFC", match[0])) != match[0]:
            yield *match.span(), by
