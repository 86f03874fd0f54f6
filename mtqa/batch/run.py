"""A batch on disk: lines appended as they are ready, runs gone on with where they stopped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from mtqa.batch.pages import PageFolder
from mtqa.batch.resume import Kept
from mtqa.batch.row_checker import Answerer, Content
from mtqa.batch.rows import BadRow, Row
from mtqa.files import not_written


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
    kept: Kept | None = None,
    pages: PageFolder | None = None,
) -> Iterator[Result]:
    """Answers the rows and appends a line for each, in order; gives each result once it is written.

    Args:
        answerer: What makes the reports.
        rows: The pairs; no more of them are held than the answerer asks for.
        output: Where lines are appended; unbuffered, if it is a file.
        kept: What an earlier run wrote there; not answered again. The file stays as it is until
            all of that is proved to answer these rows.
        pages: Where to write the page of each report, before its line.

    Raises:
        OutputError: What was kept does not belong to these rows, or writing fails.
    """
    waiting, done = iter(rows), 0
    if kept:
        for row, content in kept.matched(waiting, answerer.signature):
            done += 1
            yield Result(content, row.end, is_new=False)
        if kept.has_half_line:
            next_row = next(waiting, None)
            kept.cut_half_line(next_row, output)
            waiting = chain([next_row] if next_row else [], waiting)
    for number, (row, answer) in enumerate(answerer.answers(waiting), start=done + 1):
        if pages and answer.report:
            pages.write(number, answer.report)
        _append(answer.line, output)
        yield Result(answer.content, row.end, is_new=True)


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
