"""A run of a batch from the command line: its outputs, its processes, its progress."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from rich.console import Console

from mtqa.batch.progress import Pace, watched
from mtqa.batch.row_checker import Answerer, Desk
from mtqa.batch.run import Result
from mtqa.batch.workers import Workers
from mtqa.errors import OutputError
from mtqa.files import require_writable
from mtqa.options import Setting
from mtqa.process import loading
from mtqa.reports.summary import SummaryTable, Tally


def require_places(pairs: str, output: str | None, summary: str | None, *, resume: bool) -> None:
    """Refuses outputs that a batch cannot write, or would overwrite.

    Raises:
        OutputError: An output is refused.
    """
    if output:
        require_writable(Path(output), Path(pairs))
        if Path(output).is_file() and Path(output).stat().st_size and not resume:
            raise OutputError(
                f"{output}: is not empty; continue it with --resume, or remove it first"
            )
    if summary:
        require_writable(Path(summary), Path(pairs))
        if output and Path(summary).resolve() == Path(output).resolve():
            raise OutputError(
                f"{summary}: is also the file of the reports; name another file for the summary"
            )


@contextmanager
def answering(setting: Setting, workers: int, verbosity: int) -> Iterator[Answerer]:
    """Answers the rows of a batch, in this process or in several.

    Args:
        setting: The settings of the checker.
        workers: Number of processes.
        verbosity: How much other processes log, see `show_log`.

    Raises:
        ModelError: The model is unknown, missing or broken, or the device is not available.
    """
    if workers == 1:
        with loading():
            desk = Desk(setting.checker())
        yield desk
        return
    with ExitStack() as stack:
        with loading():
            many = stack.enter_context(Workers(workers, setting, verbosity))
        yield many


def counted(
    results: Iterable[Result], pairs: str, table: SummaryTable | None
) -> tuple[Tally, Pace]:
    """Counts the results of a batch, while standard error shows the progress.

    Args:
        results: The results, made as they are taken.
        pairs: The file of pairs; its size tells how much is left.
        table: The table to add each result to, if any.

    Returns:
        The counts, and the speed.
    """
    tally, console = Tally(), Console(stderr=True, soft_wrap=True, highlight=False)
    pace = Pace(Path(pairs).stat().st_size if Path(pairs).is_file() else None)
    for result in watched(results, pace, console):
        tally.add(result.content)
        if table:
            table.add(result.content)
    return tally, pace
