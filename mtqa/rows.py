"""The pairs of a batch, row by row, from JSON Lines, CSV or TSV; a bad row is an answer too."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO

from mtqa.errors import InputError
from mtqa.texts import LONGEST, TextError, read_text, require_plain, require_text

_LONGEST_LINE = 6 * LONGEST
_JSON_SUFFIXES = {".jsonl", ".ndjson", ".json"}
_CSV_SUFFIXES = {".csv", ".tsv", ".tab"}
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_BLOCK = 1 << 16
_LONGEST_NAME = 200

Fields = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Row:
    """A row that can be checked.

    Attributes:
        id: What the row calls itself, or its number.
        end: Bytes of the input up to its end.
        reference: The text of the original article.
        copy: The text suspected to be its round-trip translation.
        reference_name: The file that the reference is from, if any.
        copy_name: The file that the copy is from, if any.
    """

    id: str
    end: int
    reference: str
    copy: str
    reference_name: str = ""
    copy_name: str = ""


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that cannot be read.

    Attributes:
        id: What the row calls itself, or its number.
        end: Bytes of the input up to its end.
        kind: `json`, `csv`, `missing`, `type`, `path`, or a kind of `TextError`.
        message: What is wrong, where, and the remedy.
    """

    id: str
    end: int
    kind: str
    message: str


class _Lines:
    """The lines of a stream, none longer than `_LONGEST_LINE` and a byte.

    Attributes:
        number: Number of the last line given, from 1.
        read: Bytes read up to its end.
    """

    def __init__(self, source: BinaryIO) -> None:
        self._source = source
        self.number = 0
        self.read = 0

    def __iter__(self) -> Iterator[bytes]:
        while line := self._source.readline(_LONGEST_LINE + 1):
            self.read += len(line)
            self.number += 1
            if len(line) > _LONGEST_LINE and not line.endswith(b"\n"):
                self._skip()
            yield line.removeprefix(_BYTE_ORDER_MARK) if self.number == 1 else line

    def _skip(self) -> None:
        """Reads to the end of a line that is too long to keep."""
        while rest := self._source.readline(_BLOCK):
            self.read += len(rest)
            if rest.endswith(b"\n"):
                return


def read_rows(source: BinaryIO, path: Path | None) -> Iterator[Row | BadRow]:
    """The rows of a file of pairs, in order.

    Args:
        source: The opened file; it is read as the rows are asked for.
        path: Where it lies: its ending tells the format, and paths in rows start at its
            folder. None for standard input: the format is guessed, paths start here.

    Raises:
        InputError: The whole of it is no file of pairs.
    """
    name = str(path) if path else "standard input"
    lines = _Lines(source)
    stream = iter(lines)
    first = next((line for line in stream if line.strip()), b"")
    require_plain(first, name)
    suffix = path.suffix.lower() if path else ""
    given: Iterator[Fields | TextError]
    if suffix in _JSON_SUFFIXES or (suffix not in _CSV_SUFFIXES and first.lstrip()[:1] in b"{["):
        if first.split(b"{")[0].strip() == b"[":
            raise InputError(f"{name}: is a JSON array; write one object a line (`jq -c '.[]'`)")
        given = _json_rows(chain([first], stream))
    elif first:
        header, delimiter = _header(first, name)
        given = _csv_rows(stream, lines, header, delimiter)
    else:
        given = iter(())
    folder = (path.parent if path else Path()).resolve()
    return (_row(number, fields, lines, folder) for number, fields in enumerate(given, start=1))


def _row(number: int, fields: Fields | TextError, lines: _Lines, folder: Path) -> Row | BadRow:
    """One row, from its fields or from what is wrong with it."""
    key = str(number)
    try:
        if isinstance(fields, TextError):
            raise fields
        key = _id(fields, key)
        reference, reference_name = _side(fields, "reference", folder)
        copy, copy_name = _side(fields, "copy", folder)
    except TextError as error:
        return BadRow(key, lines.read, error.kind, f"line {lines.number}: {error}")
    return Row(key, lines.read, reference, copy, reference_name, copy_name)


def _id(given: Fields, number: str) -> str:
    value = given.get("id")
    if value is None or value == "":
        return number
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise TextError("type", "id: is neither text nor a number; write one of these")
    return str(value)


def _side(given: Fields, side: str, folder: Path) -> tuple[str, str]:
    """Text and name of one side, from the row itself or from the file that it names."""
    for key in (side, f"{side}_path"):
        if not isinstance(given.get(key, ""), str | None):
            raise TextError("type", f"{key}: is no text; write it in quotation marks")
    path = given.get(f"{side}_path")
    if path and not given.get(side):
        return _text_of_file(path, folder), path
    if given.get(side) is None:
        raise TextError("missing", f"the row has no {side}; give {side} or {side}_path")
    return require_text(given[side], side), ""


def _text_of_file(given: str, folder: Path) -> str:
    """The text of a file inside the folder; nothing outside it is read."""
    name = given if len(given) <= _LONGEST_NAME else f"{given[:_LONGEST_NAME]}…"
    try:
        path = (folder / given).resolve()
        inside, other = path.is_relative_to(folder), path.exists() and not path.is_file()
    except (OSError, ValueError, RuntimeError):
        raise TextError("path", f"{name}: is no path; check it") from None
    if not inside:
        raise TextError("path", f"{name}: leads outside the folder of the pairs; move it there")
    if other:
        raise TextError("path", f"{name}: is no file; name a text file")
    return read_text(path, name)


def _json_rows(lines: Iterable[bytes]) -> Iterator[Fields | TextError]:
    for line in lines:
        if line.strip():
            try:
                yield _json_fields(line)
            except TextError as error:
                yield error


def _json_fields(line: bytes) -> Fields:
    """The object that a line holds."""
    try:
        fields = json.loads(_decoded(line))
    except json.JSONDecodeError as error:
        reason = f"{error.msg}, column {error.colno}"
        raise TextError("json", f"is not JSON ({reason}); write one object a line") from None
    except (ValueError, RecursionError) as error:
        raise TextError("json", f"is not JSON to be read ({error}); simplify it") from None
    if not isinstance(fields, dict):
        raise TextError("json", "is JSON, but no object; write {…} with reference and copy")
    return fields


def _decoded(line: bytes) -> str:
    if len(line) > _LONGEST_LINE:
        raise TextError("too_large", f"has more than {_LONGEST_LINE:,} bytes; split the texts")
    try:
        return line.decode()
    except UnicodeDecodeError as error:
        raise TextError(
            "encoding",
            f"byte {error.start} (0x{line[error.start]:02x}) is not UTF-8; convert the file",
        ) from None


def _csv_rows(
    stream: Iterator[bytes], lines: _Lines, header: list[str], delimiter: str
) -> Iterator[Fields | TextError]:
    csv.field_size_limit(LONGEST)
    faults: list[TextError] = []
    reader = csv.reader(_csv_lines(stream, faults), delimiter=delimiter, strict=True)
    while True:
        before = lines.number
        faults.clear()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield _csv_fault(error, before + 1, lines.number)
        else:
            if faults:
                yield faults[0]
            elif cells:
                yield _csv_fields(header, cells)


def _csv_lines(stream: Iterator[bytes], faults: list[TextError]) -> Iterator[str]:
    """The lines decoded; what is wrong with one is noted, and the row that it is in goes on."""
    for line in stream:
        try:
            yield _decoded(line)
        except TextError as error:
            faults.append(error)
            yield "" if error.kind == "too_large" else line.decode(errors="replace")


def _csv_fault(error: csv.Error, first: int, last: int) -> TextError:
    lost = f"; lines {first} to {last} are lost" if last > first else ""
    return TextError("csv", f"is not CSV ({error}){lost}; check its quotation marks")


def _csv_fields(header: list[str], cells: list[str]) -> Fields | TextError:
    if len(cells) > len(header):
        return TextError(
            "csv",
            f"has {len(cells)} fields under {len(header)} columns; put texts in quotation marks",
        )
    return dict(zip(header, cells, strict=False))


def _header(line: bytes, name: str) -> tuple[list[str], str]:
    """The columns, and the sign between them under which the ones that are needed show."""
    text = line[:_BLOCK].decode(errors="replace").strip()
    for delimiter in ",\t;":
        columns = [column.strip(' "').lower() for column in text.split(delimiter)]
        if all({side, f"{side}_path"} & set(columns) for side in ("reference", "copy")):
            return columns, delimiter
    raise InputError(
        f"{name}: its first line ({text[:60]}) names no columns reference and copy, or "
        "reference_path and copy_path; begin it with such a header"
    )
