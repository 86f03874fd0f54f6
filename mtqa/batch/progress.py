"""Progress of a batch: a bar on a terminal, elsewhere a line every half minute."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from time import monotonic

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn

from mtqa.batch.run import Result

_SECONDS_BETWEEN_LINES = 30.0


class Pace:
    """Number of rows, and speed of the rows of this run."""

    def __init__(self, size: int | None = None, clock: Callable[[], float] = monotonic) -> None:
        """Starts the clock; results of an earlier run reset it.

        Args:
            size: Bytes of the input; None if unknown.
            clock: Returns the time in seconds.
        """
        self._clock = clock
        self._started = self._last = clock()
        self._size = size
        self._skipped = self._end = 0
        self.rows = 0
        self.new = 0

    def add(self, result: Result) -> None:
        """Counts one result."""
        self.rows += 1
        self.new += result.is_new
        self._end, self._last = result.end, self._clock()
        if not result.is_new:
            self._started, self._skipped = self._last, result.end

    @property
    def seconds(self) -> float:
        """Seconds since the first row of this run began."""
        return self._clock() - self._started

    @property
    def share(self) -> float | None:
        """Share of the input that is done, 0 to 1, if the size is known."""
        return min(1.0, self._end / self._size) if self._size else None

    @property
    def left(self) -> float | None:
        """Seconds for the rest at the same speed, if known."""
        done = self._end - self._skipped
        if not self._size or not self.new or done <= 0:
            return None
        return max(0, self._size - self._end) * (self._last - self._started) / done

    def __str__(self) -> str:
        rows = f"{self.rows:,} pair{'' if self.rows == 1 else 's'}"
        if not self.new:
            return rows
        return f"{rows}, {self.new / max(self._last - self._started, 1e-9):,.1f} a second"

    def status(self) -> str:
        """The rows and the speed of a run in progress, with the time left."""
        if not self.new:
            return f"{self}, checking the next" if self.rows else "checking the first pairs"
        left = self.left
        return f"{self}, {timedelta(seconds=round(left))} left" if left is not None else str(self)


def watched(results: Iterable[Result], pace: Pace, console: Console) -> Iterator[Result]:
    """The results as they come, while a console shows the progress.

    Args:
        results: The results of a batch.
        pace: Counts the results.
        console: Shows the progress.
    """
    show = _with_bar if console.is_terminal else _with_lines
    return show(results, pace, console)


def _with_bar(results: Iterable[Result], pace: Pace, console: Console) -> Iterator[Result]:
    columns = (SpinnerColumn(), BarColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task(pace.status(), total=1 if pace.share is not None else None)
        for result in results:
            yield result
            pace.add(result)
            progress.update(task, completed=pace.share, description=pace.status())


def _with_lines(results: Iterable[Result], pace: Pace, console: Console) -> Iterator[Result]:
    due = _SECONDS_BETWEEN_LINES
    for result in results:
        yield result
        pace.add(result)
        if result.is_new and pace.seconds >= due:
            share = f", {pace.share:.0%} of the input" if pace.share is not None else ""
            console.print(f"mtqa: {pace.status()}{share}")
            due = pace.seconds + _SECONDS_BETWEEN_LINES
