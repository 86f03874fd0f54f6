"""Rows to answers, in order: a report or an error each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing
from time import monotonic
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from mtqa.batch.rows import BadRow, Row
from mtqa.batch.windows import Tempo, Window, characters_of, windows
from mtqa.errors import ModelError, MtqaError
from mtqa.pairs import Pair, PairError
from mtqa.reports.report import Report
from mtqa.results.writing import dump

if TYPE_CHECKING:
    from mtqa.checker import Checker

Content = dict[str, Any]


class Answer(NamedTuple):
    """The answer to a row: its content, its line, and its report if there is one."""

    content: Content
    line: str
    report: Report | None = None


class Answerer(Protocol):
    """Answers rows, in this process or in several."""

    @property
    def signature(self) -> str:
        """The signature of the reports."""
        ...

    def answers(self, rows: Iterable[Row | BadRow]) -> Iterator[tuple[Row | BadRow, Answer]]:
        """Each row and its answer, in order, as they are ready."""
        ...


class Desk:
    """Answers rows in this process."""

    def __init__(self, checker: Checker) -> None:
        """Takes a checker.

        Args:
            checker: Makes the reports.
        """
        self._checker = checker
        self.signature = checker.signature
        self.appetite = checker.appetite

    def answers(self, rows: Iterable[Row | BadRow]) -> Iterator[tuple[Row | BadRow, Answer]]:
        """Each row and its answer, in order, with one window of rows in memory."""
        tempo = Tempo(self.appetite)
        for window in windows(rows, tempo):
            began = monotonic()
            yield from zip(window, self.answer(window), strict=True)
            tempo.took(characters_of(window), monotonic() - began)

    def answer(self, window: Window) -> Iterator[Answer]:
        """The answers of some rows; if checking them together fails, each is checked alone."""
        pairs = [_pair(row) for row in window if isinstance(row, Row)]
        with closing(self._checker.check_many(pairs)) as reports:
            together = True
            for row in window:
                if isinstance(row, BadRow):
                    yield _error(row.id, row.kind, row.message)
                    continue
                if together:
                    try:
                        answer = _written(row, next(reports))
                    except Exception:  # the row that causes it is found below
                        together = False
                yield answer if together else self._answer_alone(row)

    def _answer_alone(self, row: Row) -> Answer:
        try:
            [report] = self._checker.check_many([_pair(row)])
            return _written(row, report)
        except MtqaError as error:
            kind, message = "model" if isinstance(error, ModelError) else "input", str(error)
        except Exception as error:  # a bug must not end a run of thousands of rows
            kind, message = "internal", f"{type(error).__name__}: {error}; please report it"
        return _error(row.id, kind, message, signature=self.signature, digest=row.digest)


def _pair(row: Row) -> Pair:
    return Pair(row.reference, row.copy, row.id, row.reference_name, row.copy_name)


def _written(row: Row, report: Report) -> Answer:
    content = report.to_dict() | {"digest": row.digest}
    return Answer(content, dump(content), report)


def _error(key: str, kind: str, message: str, **depends_on: str) -> Answer:
    """An error row; `depends_on` names what it depends on besides the row."""
    content = PairError(key, kind, message).to_dict() | depends_on
    return Answer(content, dump(content))
