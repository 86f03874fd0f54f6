"""One run of a batch from the command line: its places, what answers it, what it shows."""

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
    """Refuses places that a batch could not write to, or would overwrite.

    Raises:
        OutputError: There is one.
    """
    if output:
        require_writable(Path(output), Path(pairs))
        if Path(output).is_file() and Path(output).stat().st_size and not resume:
            raise OutputError(f"{output}: is not empty; go on with --resume, or remove it first")
    if summary:
        require_writable(Path(summary), Path(pairs))
        if output and Path(summary).resolve() == Path(output).resolve():
            raise OutputError(f"{summary}: is written twice; name another file for the summary")


@contextmanager
def answering(setting: Setting, workers: int, verbosity: int) -> Iterator[Answerer]:
    """What answers the rows of a batch: this process, or several.

    Args:
        setting: What checker to make.
        workers: How many processes.
        verbosity: How much of their log other processes show, see `show_log`.

    Raises:
        ModelError: The model is unknown, absent or broken, or the device is not there.
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
    """Takes the results of a batch, while standard error shows how far it is.

    Args:
        results: What the rows gave.
        pairs: The file of pairs: its size says how much is left.
        table: Where to write a row for each result.

    Returns:
        What was found, and how fast.
    """
    tally, console = Tally(), Console(stderr=True, soft_wrap=True, highlight=False)
    pace = Pace(Path(pairs).stat().st_size if Path(pairs).is_file() else None)
    for result in watched(results, pace, console):
        tally.add(result.content)
        if table:
            table.add(result.content)
    return tally, pace
