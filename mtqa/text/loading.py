"""Decodes and validates untrusted text, and makes text safe to display."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from mtqa.errors import InputError
from mtqa.text.folding import fold
from mtqa.text.formats import format_of_bytes, format_of_text

LONGEST = 10_000_000
"""Maximum bytes of a file and characters of a text: about twenty novels."""

_WIDE_MARKS = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)
_LONGEST_NAME = 200
_HALF_PAIR = re.compile("[\ud800-\udfff]")
_URL = re.compile("[A-Za-z][A-Za-z0-9+.-]{1,20}://")
_JOINERS = "\u200c\u200d"


class TextError(InputError):
    """A text that cannot be read.

    Attributes:
        kind: `file`, `not_text`, `encoding`, `too_large` or `empty`.
    """

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind


def read_text(path: Path, name: str = "") -> str:
    """The text of a UTF-8 file, with its line ends, without a byte-order mark.

    Args:
        path: The file.
        name: Its name in errors; the path if empty.

    Raises:
        TextError: It is absent, a folder, too large, not plain text, not UTF-8, or blank.
    """
    try:
        with path.open("rb") as file:
            data = file.read(LONGEST + 1)
    except (OSError, ValueError) as error:
        raise unreadable(name or str(path), error) from None
    return decode(data, name or str(path))


def read_text_inside(folder: Path, given: str, where: str) -> str:
    """The text of a file inside a folder; a row must not name other files of the machine.

    Args:
        folder: The folder that paths are relative to; nothing outside it is read.
        given: The path in the row.
        where: Name of the folder in errors.

    Raises:
        TextError: It is not a path, leads outside, is not a file, or cannot be read.
    """
    name = given if given == printable(given) else ascii(given)
    name = name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}…"
    folder = folder.resolve()
    try:
        path = (folder / given).resolve()
        inside, other = path.is_relative_to(folder), path.exists() and not path.is_file()
    except (OSError, ValueError, RuntimeError):
        raise TextError("path", f"{name}: is no path; check it") from None
    if not inside:
        raise TextError("path", f"{name}: leads outside {where}; move it there")
    if other:
        raise TextError("path", f"{name}: is no file; name a text file")
    return read_text(path, name)


def unreadable(name: str, error: Exception) -> TextError:
    """The error for a file that the system refuses to open or read."""
    if _URL.match(name):
        return TextError("file", f"{name}: URLs are not fetched; save the page as plain text")
    if isinstance(error, FileNotFoundError):
        return TextError("file", f"{name}: no such file; check the path")
    if isinstance(error, IsADirectoryError):
        return TextError("file", f"{name}: is a folder; name a file in it")
    reason = getattr(error, "strerror", None) or error
    return TextError("file", f"{name}: cannot be read ({reason}); name another file")


def decode(data: bytes, name: str) -> str:
    """The text in some UTF-8 bytes.

    Args:
        data: The bytes.
        name: Their source, for errors.

    Raises:
        TextError: They are too many, not plain text, not UTF-8, or blank.
    """
    if len(data) > LONGEST:
        raise TextError("too_large", f"{name}: holds more than {LONGEST:,} bytes; split it")
    require_plain(data, name)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        _require_no_format(data.decode("latin-1"), name)
        raise TextError(
            "encoding",
            f"{name}: byte {error.start} (0x{data[error.start]:02x}) is not UTF-8; "
            "save it as UTF-8 (in Notepad or Word: “Save As”, encoding UTF-8)",
        ) from None
    return require_text(text, name)


def require_plain(data: bytes, name: str) -> None:
    """Refuses bytes that begin like another file format, UTF-16 or UTF-32.

    Raises:
        TextError: They do.
    """
    if found := format_of_bytes(data):
        raise TextError("not_text", f"{name}: is {found.name}; {found.remedy}")
    if wide := _wide_form(data):
        raise TextError(
            "encoding",
            f"{name}: is {wide}; save it as UTF-8 (in Excel: “CSV UTF-8”, in Notepad: encoding "
            f"UTF-8; elsewhere: `iconv -f {wide} -t UTF-8`)",
        )


def require_text(text: str, name: str) -> str:
    """The text itself, if it is valid input.

    Args:
        text: The text.
        name: Its name in errors.

    Raises:
        TextError: It is too long, binary, invalid Unicode, blank, or in a format such as HTML.
    """
    if len(text) > LONGEST:
        raise TextError("too_large", f"{name}: has more than {LONGEST:,} characters; split it")
    if "\0" in text:
        raise TextError(
            "not_text",
            f"{name}: holds a NUL at character {text.index(chr(0))}, so it is no plain text; "
            "save it as plain text in UTF-8",
        )
    if half := _HALF_PAIR.search(text):
        raise TextError(
            "encoding",
            f"{name}: character {half.start()} is half a surrogate pair "
            f"(U+{ord(half[0]):04X}); write it as valid Unicode",
        )
    if is_blank(text):
        raise TextError("empty", f"{name}: holds no text; give one with at least a word")
    _require_no_format(text, name)
    return text


def _require_no_format(text: str, name: str) -> None:
    if found := format_of_text(text):
        raise TextError("not_text", f"{name}: is {found.name}; {found.remedy}")


def is_blank(text: str) -> bool:
    """Whether a text has only white space and invisible characters."""
    if any(character.isalnum() and character.isascii() for character in text):
        return False
    folded = fold(text)
    return not (folded.read if folded else text).strip()


def printable(text: str) -> str:
    """The text on one line, safe for a terminal.

    Any run of white space becomes one space. Control characters, direction marks, invisible
    characters and half surrogate pairs become `<U+XXXX>`. Letters and signs of every script stay,
    with the joiners that some scripts and emoji need.
    """
    text = " ".join(text.split())
    if text.isascii() and text.isprintable():
        return text
    return "".join(_shown(character) for character in text)


def _shown(character: str) -> str:
    if character in _JOINERS or unicodedata.category(character) not in ("Cc", "Cf", "Cs"):
        return character
    return f"<U+{ord(character):04X}>"


def _wide_form(data: bytes) -> str | None:
    """UTF-16 or UTF-32 if a byte-order mark or zeros in every other byte show it, else None."""
    for mark, form in _WIDE_MARKS:
        if data.startswith(mark):
            return form
    head = data[:4096]
    for offset, form in ((0, "UTF-16BE"), (1, "UTF-16LE")):
        if len(head) > 1 and head[offset::2].count(0) > 0.7 * len(head[offset::2]):
            return form if head[1 - offset :: 2].count(0) < len(head) / 8 else None
    return None
