"""Rows of a batch from JSON Lines, CSV or TSV; a bad row is a row with an error."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO

from mtqa.batch.lines import Fields, Lines, Record
from mtqa.batch.tables import table_records
from mtqa.errors import InputError
from mtqa.text.loading import TextError, read_text_inside, require_plain, require_text

_JSON_SUFFIXES = {".jsonl", ".ndjson", ".json"}
_CSV_SUFFIXES = {".csv", ".tsv", ".tab"}


@dataclass(frozen=True, slots=True)
class Row:
    """A row that can be checked.

    Attributes:
        id: Its id, or its number.
        end: Number of bytes of the input up to its end.
        reference: The text of the original article.
        copy: The text suspected to be its round-trip translation.
        reference_name: File of the reference, if any.
        copy_name: File of the copy, if any.
    """

    id: str
    end: int
    reference: str
    copy: str
    reference_name: str = ""
    copy_name: str = ""

    @property
    def digest(self) -> str:
        """SHA-256, in hexadecimal, of both texts in UTF-8 with a NUL between them.

        Texts have no NUL, so different pairs give different bytes.
        """
        texts = f"{self.reference}\0{self.copy}"
        return hashlib.sha256(texts.encode(errors="surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that cannot be read.

    Attributes:
        id: Its id, or its number.
        end: Number of bytes of the input up to its end.
        kind: `json`, `csv`, `missing`, `type`, `path`, or a kind of `TextError`.
        message: What is wrong, where, and what to do.
    """

    id: str
    end: int
    kind: str
    message: str


def read_rows(source: BinaryIO, path: Path | None) -> Iterator[Row | BadRow]:
    """The rows of a file of pairs, in order.

    Args:
        source: The opened file; it is read as rows are taken, the first row at once.
        path: Its path: the ending tells the format, and paths in rows are relative to its folder.
            None for standard input: the format is guessed, and paths are relative to the working
            directory.

    Raises:
        InputError: The file is not a file of pairs, or has no rows.
    """
    name = str(path) if path else "standard input"
    folder = (path.parent if path else Path()).resolve()
    records = _records(Lines(source), name, path.suffix.lower() if path else "")
    rows = (_row(number, record, folder) for number, record in enumerate(records, start=1))
    for first in rows:
        return chain([first], rows)
    raise InputError(f"{name}: has no pairs; give a file with at least one row")


def _records(lines: Lines, name: str, suffix: str) -> Iterator[Record]:
    first = next((line for line in lines if line.data.strip()), None)
    if first is None:
        return iter(())
    require_plain(first.data, name)
    if b"\r" in first.data.strip():
        raise InputError(
            f"{name}: its lines end with carriage returns alone; save it with line feeds "
            "(in Excel as “CSV UTF-8”)"
        )
    lines.put_back([first])
    if suffix in _JSON_SUFFIXES or (
        suffix not in _CSV_SUFFIXES and first.data.lstrip()[:1] in b"{["
    ):
        _require_one_object_a_line(first.data, name)
        return _json_records(lines)
    return table_records(lines, name)


def _row(number: int, record: Record, folder: Path) -> Row | BadRow:
    """One row, from the fields of its record or from its error."""
    key, fields = str(number), record.fields
    try:
        if isinstance(fields, TextError):
            raise fields
        key = _id(fields, key)
        reference, reference_name = _side(fields, "reference", folder)
        copy, copy_name = _side(fields, "copy", folder)
    except TextError as error:
        return BadRow(key, record.end, error.kind, f"line {record.line}: {error}")
    return Row(key, record.end, reference, copy, reference_name, copy_name)


def _id(given: Fields, number: str) -> str:
    value = given.get("id")
    if value is None or value == "":
        return number
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise TextError("type", "id: is neither text nor a number; write one of them")
    return str(value)


def _side(given: Fields, side: str, folder: Path) -> tuple[str, str]:
    """Text and name of one side, from the row or from the file that it names."""
    for key in (side, f"{side}_path"):
        if not isinstance(given.get(key, ""), str | None):
            raise TextError("type", f"{key}: is not a text; write it in quotation marks")
    path = given.get(f"{side}_path")
    if path and given.get(side):
        raise TextError("type", f"the row has {side} and {side}_path; give one of them")
    if path:
        return read_text_inside(folder, path, "the folder of the pairs"), path
    if given.get(side) is None:
        raise TextError("missing", f"the row has no {side}; give {side} or {side}_path")
    return require_text(given[side], side), ""


def _json_records(lines: Lines) -> Iterator[Record]:
    for line in lines:
        if line.data.strip():
            try:
                fields: Fields | TextError = _json_fields(line.text())
            except TextError as error:
                fields = error
            yield Record(line.number, line.end, fields)


def _json_fields(text: str) -> Fields:
    """The object of a line."""
    try:
        pairs = json.loads(text, object_pairs_hook=_Pairs)
    except json.JSONDecodeError as error:
        reason = f"{error.msg}, column {error.colno}"
        raise TextError("json", f"is not JSON ({reason}); write one object a line") from None
    except (ValueError, RecursionError) as error:
        raise TextError("json", f"is JSON that cannot be read ({error}); simplify it") from None
    if not isinstance(pairs, _Pairs):
        raise TextError("json", "is not a JSON object; write {…} with reference and copy")
    fields = dict(pairs)
    if len(fields) < len(pairs):
        [(key, times)] = Counter(key for key, _ in pairs).most_common(1)
        raise TextError("json", f"has {times} values of {key[:60]!r}; give one of them")
    return fields


class _Pairs(tuple[tuple[str, Any], ...]):
    """The keys and values of a JSON object; keys may repeat."""


def _require_one_object_a_line(first: bytes, name: str) -> None:
    """Refuses JSON whose first line is an array, or only the start of an object."""
    start = first.strip()
    if start.split(b"{")[0].strip() == b"[":
        raise InputError(f"{name}: is a JSON array; write one object a line (`jq -c '.[]'`)")
    if start.startswith(b"{") and start.endswith((b"{", b"[", b":", b",")):
        raise InputError(
            f"{name}: has a JSON object over several lines; write one object a line (`jq -c .`)"
        )
