"""How far a batch has come: a bar on a terminal, elsewhere a line now and then."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from time import monotonic

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from mtqa.batch import Result

_SECONDS_BETWEEN_LINES = 30.0


class Pace:
    """How many rows came, and how fast those that were made now."""

    def __init__(self) -> None:
        self._started = monotonic()
        self.rows = 0
        self.new = 0

    def add(self, result: Result) -> None:
        """Counts one result."""
        self.rows += 1
        self.new += result.is_new

    @property
    def seconds(self) -> float:
        """Since the start."""
        return monotonic() - self._started

    def __str__(self) -> str:
        rate = self.new / max(self.seconds, 1e-9)
        return f"{self.rows:,} pair{'' if self.rows == 1 else 's'}, {rate:,.1f} a second"


def watched(
    results: Iterable[Result], pace: Pace, size: int | None, console: Console
) -> Iterator[Result]:
    """The results as they come, while the console shows how far they are.

    Args:
        results: What a batch gives.
        pace: Counts them.
        size: Bytes of its input; None where nobody knows.
        console: Where to show it.
    """
    show = _with_bar if console.is_terminal else _with_lines
    return show(results, pace, size, console)


def _with_bar(
    results: Iterable[Result], pace: Pace, size: int | None, console: Console
) -> Iterator[Result]:
    columns = (BarColumn(), TextColumn("{task.description}"), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task(str(pace), total=size)
        for result in results:
            yield result
            pace.add(result)
            progress.update(task, completed=result.end, description=str(pace))


def _with_lines(
    results: Iterable[Result], pace: Pace, size: int | None, console: Console
) -> Iterator[Result]:
    due = _SECONDS_BETWEEN_LINES
    for result in results:
        yield result
        pace.add(result)
        if pace.seconds >= due:
            share = f", {result.end / size:.0%} of the input" if size else ""
            console.print(f"mtqa: {pace}{share}")
            due = pace.seconds + _SECONDS_BETWEEN_LINES
