"""The pairs of a batch, row by row, from JSON Lines, CSV or TSV; a bad row is an answer too."""

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

    @property
    def digest(self) -> str:
        """SHA-256, in hexadecimal, of both texts in UTF-8 with a NUL between them.

        No text has a NUL, so other texts never give the same bytes.
        """
        texts = f"{self.reference}\0{self.copy}"
        return hashlib.sha256(texts.encode(errors="surrogatepass")).hexdigest()


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


def read_rows(source: BinaryIO, path: Path | None) -> Iterator[Row | BadRow]:
    """The rows of a file of pairs, in order.

    Args:
        source: The opened file; it is read as the rows are asked for, the first one at once.
        path: Where it lies: its ending tells the format, and paths in rows start at its
            folder. None for standard input: the format is guessed, paths start here.

    Raises:
        InputError: The whole of it is no file of pairs, or it has no row.
    """
    name = str(path) if path else "standard input"
    folder = (path.parent if path else Path()).resolve()
    records = _records(Lines(source), name, path.suffix.lower() if path else "")
    rows = (_row(number, record, folder) for number, record in enumerate(records, start=1))
    for first in rows:
        return chain([first], rows)
    raise InputError(f"{name}: holds no pairs; give a file with at least one row")


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
    """One row, from its fields or from what is wrong with it."""
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
        raise TextError("type", "id: is neither text nor a number; write one of these")
    return str(value)


def _side(given: Fields, side: str, folder: Path) -> tuple[str, str]:
    """Text and name of one side, from the row itself or from the file that it names."""
    for key in (side, f"{side}_path"):
        if not isinstance(given.get(key, ""), str | None):
            raise TextError("type", f"{key}: is no text; write it in quotation marks")
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
    """The object that a line holds."""
    try:
        pairs = json.loads(text, object_pairs_hook=_Pairs)
    except json.JSONDecodeError as error:
        reason = f"{error.msg}, column {error.colno}"
        raise TextError("json", f"is not JSON ({reason}); write one object a line") from None
    except (ValueError, RecursionError) as error:
        raise TextError("json", f"is not JSON to be read ({error}); simplify it") from None
    if not isinstance(pairs, _Pairs):
        raise TextError("json", "is JSON, but no object; write {…} with reference and copy")
    fields = dict(pairs)
    if len(fields) < len(pairs):
        [(key, times)] = Counter(key for key, _ in pairs).most_common(1)
        raise TextError("json", f"has {times} values of {key[:60]!r}; give one of them")
    return fields


class _Pairs(tuple[tuple[str, Any], ...]):
    """A JSON object as written, with keys that may stand twice."""


def _require_one_object_a_line(first: bytes, name: str) -> None:
    """Refuses JSON whose first line is an array of objects, or only begins one object."""
    start = first.strip()
    if start.split(b"{")[0].strip() == b"[":
        raise InputError(f"{name}: is a JSON array; write one object a line (`jq -c '.[]'`)")
    if start.startswith(b"{") and start.endswith((b"{", b"[", b":", b",")):
        raise InputError(
            f"{name}: has a JSON object over several lines; write one object a line (`jq -c .`)"
        )
