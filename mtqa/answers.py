"""Rows to what is written of them: a report or an error each, in their order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing
from typing import Any, NamedTuple, Protocol

from mtqa.checker import WINDOW_PAIRS, Checker, Pair
from mtqa.errors import ModelError, MtqaError
from mtqa.reports.report import Report, dump
from mtqa.rows import BadRow, Row

Content = dict[str, Any]


class Answer(NamedTuple):
    """What a row gave, before it is written: content, its line, and the report if there is one."""

    content: Content
    line: str
    report: Report | None = None


class Answerer(Protocol):
    """What answers rows: this process or several."""

    @property
    def signature(self) -> str:
        """What the reports depend on."""
        ...

    def answers(self, rows: Iterable[Row | BadRow]) -> Iterator[tuple[Row | BadRow, Answer]]:
        """Each row and its answer, in order, as they are ready."""
        ...


class Desk:
    """Answers rows in this process."""

    def __init__(self, checker: Checker) -> None:
        """Takes a checker.

        Args:
            checker: What makes the reports.
        """
        self._checker = checker
        self.signature = checker.signature
        self.appetite = checker.appetite

    def answers(self, rows: Iterable[Row | BadRow]) -> Iterator[tuple[Row | BadRow, Answer]]:
        """Each row and its answer, in order; no more rows are held than the checker's window."""
        for window in windows(rows, self.appetite):
            yield from zip(window, self.answer(window), strict=True)

    def answer(self, window: list[Row | BadRow]) -> Iterator[Answer]:
        """The answers of some rows; where they fail together, each row stands alone."""
        pairs = [_pair(row) for row in window if isinstance(row, Row)]
        with closing(self._checker.check_many(pairs)) as reports:
            together = True
            for row in window:
                if isinstance(row, BadRow):
                    yield _error(row.id, row.kind, row.message)
                    continue
                if together:
                    try:
                        answer = _written(next(reports))
                    except Exception:  # whatever it is: the row that causes it is found below
                        together = False
                yield answer if together else self._answer_alone(row)

    def _answer_alone(self, row: Row) -> Answer:
        try:
            [report] = self._checker.check_many([_pair(row)])
            return _written(report)
        except MtqaError as error:
            kind = "model" if isinstance(error, ModelError) else "input"
            return _error(row.id, kind, str(error))
        except Exception as error:  # a fault of the tool must not end a run of thousands
            return _error(row.id, "internal", f"{type(error).__name__}: {error}; please report it")


def windows(rows: Iterable[Row | BadRow], most_characters: int) -> Iterator[list[Row | BadRow]]:
    """The rows in runs that are answered together, bounded by their number and characters."""
    window: list[Row | BadRow] = []
    characters = 0
    for row in rows:
        window.append(row)
        if isinstance(row, Row):
            characters += len(row.reference) + len(row.copy)
        if len(window) == WINDOW_PAIRS or characters >= most_characters:
            yield window
            window, characters = [], 0
    if window:
        yield window


def _pair(row: Row) -> Pair:
    return Pair(row.reference, row.copy, row.id, row.reference_name, row.copy_name)


def _written(report: Report) -> Answer:
    content = report.to_dict()
    return Answer(content, dump(content), report)


def _error(key: str, kind: str, message: str) -> Answer:
    content = {"id": key, "error": {"kind": kind, "message": message}}
    return Answer(content, dump(content))
