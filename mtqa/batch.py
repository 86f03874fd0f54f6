"""A batch on disk: lines appended as they are ready, runs gone on with where they stopped."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import BinaryIO

from mtqa.answers import Answerer, Content
from mtqa.errors import OutputError
from mtqa.outputs import not_written
from mtqa.reports.html import PageFolder
from mtqa.rows import BadRow, Row

_BLOCK = 1 << 16


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


def run(
    answerer: Answerer,
    rows: Iterable[Row | BadRow],
    output: BinaryIO,
    kept: Iterable[Content],
    pages: PageFolder | None = None,
) -> Iterator[Result]:
    """Answers the rows and appends a line for each, in order; gives each result once it is written.

    Args:
        answerer: What makes the reports.
        rows: The pairs; no more of them are held than the answerer asks for.
        output: Where lines are appended; unbuffered, if it is a file.
        kept: What an earlier run wrote there, as `kept_lines` gives it; not answered again.
        pages: Where to write the page of each report, before its line.

    Raises:
        OutputError: What was kept does not belong to these rows, or writing fails.
    """
    waiting, numbers = iter(rows), count(1)
    for content, _ in zip(kept, numbers, strict=False):
        row = _same_row(next(waiting, None), content, answerer.signature, output.name)
        yield Result(content, row.end, is_new=False)
    for number, (row, answer) in zip(numbers, answerer.answers(waiting), strict=False):
        if pages and answer.report:
            pages.write(number, answer.report)
        _append(answer.line, output)
        yield Result(answer.content, row.end, is_new=True)


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


def _same_row(
    row: Row | BadRow | None, content: Content, signature: str, name: str
) -> Row | BadRow:
    """The row that a kept line of the file `name` answers.

    Raises:
        OutputError: There is none, it has another id, or another version or model answered it.
    """
    if row is None:
        raise OutputError(
            f"{name}: goes on with {content['id']!r} where the pairs end; "
            "resume with the pairs that it began with, or name another file"
        )
    if content["id"] != row.id:
        raise OutputError(
            f"{name}: has {content['id']!r} where the pairs have {row.id!r}; "
            "resume with the pairs that it began with, or name another file"
        )
    if content.get("signature", signature) != signature:
        raise OutputError(
            f"{name}: was made by {content['signature']}, and this is {signature}; "
            "resume with the same version, model and weights, or name another file"
        )
    return row


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
