"""Rows in, reports out: windows of rows, bad rows answered in their place, runs gone on with."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count, islice
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from mtqa.checker import Checker, Pair
from mtqa.errors import ModelError, MtqaError, OutputError
from mtqa.outputs import not_written
from mtqa.reports.html import PageFolder
from mtqa.reports.report import Report, dump
from mtqa.rows import BadRow, Row

_WINDOW_ROWS = 256
_WINDOW_CHARACTERS = 1_000_000
_BLOCK = 1 << 16

Content = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Result:
    """What one row gave.

    Attributes:
        content: Its report as `mtqa.report/1`, or its id and `error`.
        end: Bytes of the input up to the row's end.
        is_new: Whether this run made it, and not an earlier one.
    """

    content: Content
    end: int
    is_new: bool


class Made(NamedTuple):
    """What a row gave, before it is written: content, its line, and the report if there is one."""

    content: Content
    line: str
    report: Report | None = None


def run(
    checker: Checker,
    rows: Iterable[Row | BadRow],
    output: BinaryIO,
    kept: Iterator[Content],
    pages: PageFolder | None = None,
) -> Iterator[Result]:
    """Checks the rows and appends a line for each, in order; gives each result once it is written.

    Rows are cut into windows by their number and length alone, and a window that an
    interrupted run left unfinished is checked again as a whole. So every row meets the same
    company in the model, interrupted or not, and the output comes out the same to the byte.

    Args:
        checker: What makes the reports.
        rows: The pairs; no more than a window of them is held.
        output: Where lines are appended; unbuffered, if it is a file.
        kept: What an earlier run wrote there, as `kept_lines` gives it.
        pages: Where to write the page of each report, before its line.

    Raises:
        OutputError: What was kept does not belong to these rows, or writing fails.
    """
    numbers = count(1)
    for window in _windows(rows):
        old = list(islice(kept, len(window)))
        for row, content in zip(window, old, strict=False):
            _require_same(row, content, checker.signature, output.name)
            next(numbers)
            yield Result(content, row.end, is_new=False)
        if len(old) < len(window):
            new = islice(_checked(checker, window), len(old), None)
            for row, made, number in zip(window[len(old) :], new, numbers, strict=False):
                if pages and made.report:
                    pages.write(number, made.report)
                _append(made.line, output)
                yield Result(made.content, row.end, is_new=True)
    for content in kept:
        raise OutputError(
            f"{output.name}: goes on with {content['id']!r} where the pairs end; "
            "resume with the pairs that it began with, or name another file"
        )


def kept_lines(path: Path) -> Iterator[Content]:
    """What an earlier run wrote to a file, line by line.

    Raises:
        OutputError: A line is none of a batch.
    """
    with path.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            try:
                content = json.loads(line)
                is_line = isinstance(content["id"], str) and bool({"error", "verdict"} & {*content})
            except (ValueError, LookupError, TypeError, RecursionError):
                is_line = False
            if not is_line:
                raise OutputError(
                    f"{path}: line {number} is no report of a batch; remove it and all behind it, "
                    "or name another file"
                )
            yield content


def cut_half_line(path: Path) -> None:
    """Takes off what follows the last line end, which a killed run leaves.

    Raises:
        OutputError: The file cannot be changed.
    """
    try:
        with path.open("r+b") as file:
            end = file.seek(0, os.SEEK_END)
            while end:
                start = max(0, end - _BLOCK)
                file.seek(start)
                found = file.read(end - start).rfind(b"\n")
                if found >= 0:
                    end = start + found + 1
                    break
                end = start
            file.truncate(end)
    except OSError as error:
        raise not_written(path, error) from None


def _windows(rows: Iterable[Row | BadRow]) -> Iterator[list[Row | BadRow]]:
    window: list[Row | BadRow] = []
    characters = 0
    for row in rows:
        window.append(row)
        if isinstance(row, Row):
            characters += len(row.reference) + len(row.copy)
        if len(window) == _WINDOW_ROWS or characters >= _WINDOW_CHARACTERS:
            yield window
            window, characters = [], 0
    if window:
        yield window


def _require_same(row: Row | BadRow, content: Content, signature: str, name: str) -> None:
    """Refuses a kept line of the file `name` that is not what this run would write for the row.

    Raises:
        OutputError: It has another id, or was made by another version or model.
    """
    if content["id"] != row.id:
        raise OutputError(
            f"{name}: has {content['id']!r} where the pairs have {row.id!r}; "
            "resume with the pairs that it began with, or name another file"
        )
    if content.get("signature", signature) != signature:
        raise OutputError(
            f"{name}: was made by {content['signature']}, and this is {signature}; "
            "resume with the same version and model, or name another file"
        )


def _checked(checker: Checker, window: list[Row | BadRow]) -> Iterator[Made]:
    """What each row gives; where the window fails as a whole, each row stands alone."""
    pairs = [_pair(row) for row in window if isinstance(row, Row)]
    reports = iter(checker.check_many(pairs))
    together = True
    for row in window:
        if isinstance(row, BadRow):
            yield _error(row.id, row.kind, row.message)
            continue
        if together:
            try:
                made = _written(next(reports))
            except Exception:  # whatever it is: the row that causes it is found below
                together = False
        yield made if together else _checked_alone(checker, row)


def _checked_alone(checker: Checker, row: Row) -> Made:
    try:
        return _written(next(iter(checker.check_many([_pair(row)]))))
    except MtqaError as error:
        kind = "model" if isinstance(error, ModelError) else "input"
        return _error(row.id, kind, str(error))
    except Exception as error:  # a fault of the tool must not end a run of thousands
        return _error(row.id, "internal", f"{type(error).__name__}: {error}; please report it")


def _pair(row: Row) -> Pair:
    return Pair(row.reference, row.copy, row.id, row.reference_name, row.copy_name)


def _written(report: Report) -> Made:
    content = report.to_dict()
    return Made(content, dump(content), report)


def _error(key: str, kind: str, message: str) -> Made:
    content = {"id": key, "error": {"kind": kind, "message": message}}
    return Made(content, dump(content))


def _append(line: str, output: BinaryIO) -> None:
    rest = memoryview(line.encode() + b"\n")
    try:
        while rest:
            rest = rest[output.write(rest) :]
        output.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise not_written(Path(output.name), error) from None
