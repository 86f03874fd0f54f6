"""A batch on disk: lines are appended as they are ready, and interrupted runs continue."""

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
    """The result of a row.

    Attributes:
        content: Its report as `mtqa.report/1`, or its error row.
        end: Number of bytes of the input up to the end of the row.
        is_new: Whether this run made it, not an earlier one.
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
    """Answers the rows, and appends a line per row in order; yields each result once written.

    Args:
        answerer: Makes the reports.
        rows: The rows; only those that the answerer asks for are in memory.
        output: The file to append lines to; unbuffered.
        kept: The lines that an earlier run wrote there. They are not made again. The file is not
            changed before all of them are verified.
        pages: The folder for the page of each report, written before its line.

    Raises:
        OutputError: The kept lines do not belong to these rows, or writing fails.
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
