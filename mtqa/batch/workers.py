"""Processes that answer rows in parallel, each with its own model."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cache
from multiprocessing.connection import Connection
from threading import Thread
from time import monotonic
from types import TracebackType
from typing import TYPE_CHECKING, NamedTuple, Self

from mtqa.batch.windows import Tempo, Window, characters_of, windows
from mtqa.errors import MtqaError
from mtqa.options import Setting
from mtqa.process import show_log

if TYPE_CHECKING:
    from mtqa.batch.row_checker import Answer, Desk
    from mtqa.batch.rows import BadRow, Row

_WINDOWS_AHEAD = 2


class _Task(NamedTuple):
    """The settings of a worker's checker, and the number of workers that share the processor."""

    setting: Setting
    workers: int


class Workers:
    """Answers rows in several processes.

    The result of a sentence does not depend on other sentences, so the answers are those of one
    process. The workers end when this process ends for any reason: they wait on a pipe from it.
    """

    def __init__(self, count: int, setting: Setting, verbosity: int = 0) -> None:
        """Starts the processes and has the first one load its model.

        Args:
            count: Number of processes.
            setting: The settings of their checkers.
            verbosity: How much they log, see `show_log`.

        Raises:
            ModelError: The model is unknown, missing or broken, or the device is not available.
        """
        self._task = _Task(setting, count)
        context = multiprocessing.get_context("spawn")
        far_end, self._lifeline = context.Pipe(duplex=False)
        self._pool = ProcessPoolExecutor(count, context, _begin, (far_end, verbosity))
        try:
            self.signature, self._appetite = self._pool.submit(_facts, self._task).result()
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Ends the processes at once, even in the middle of their work."""
        self._lifeline.close()
        self._pool.shutdown(cancel_futures=True)

    def answers(self, rows: Iterable[Row | BadRow]) -> Iterator[tuple[Row | BadRow, Answer]]:
        """Each row and its answer, in order, with a few windows per process in memory.

        Raises:
            MtqaError: A process died.
        """
        ahead: deque[_Sent] = deque()
        tempo = Tempo(self._appetite)
        try:
            for window in windows(rows, tempo):
                ahead.append(_Sent(window, self._pool.submit(_answer, self._task, window)))
                most = _WINDOWS_AHEAD * self._task.workers
                while ahead and (len(ahead) > most or ahead[0].answers.done()):
                    yield from ahead.popleft().finished(tempo)
            while ahead:
                yield from ahead.popleft().finished(tempo)
        except BrokenProcessPool:
            raise MtqaError(
                "a worker process died, perhaps out of memory; "
                "continue with --resume and fewer --workers"
            ) from None


class _Sent(NamedTuple):
    """A window that was sent to a worker, and its future answers and seconds."""

    window: Window
    answers: Future[tuple[list[Answer], float]]

    def finished(self, tempo: Tempo) -> Iterator[tuple[Row | BadRow, Answer]]:
        answers, seconds = self.answers.result()
        tempo.took(characters_of(self.window), seconds)
        return zip(self.window, answers, strict=True)


def _begin(lifeline: Connection, verbosity: int) -> None:
    """Leaves Ctrl-C to the parent process, and ends with it."""
    show_log(verbosity)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with, args=(lifeline,), daemon=True).start()


def _end_with(lifeline: Connection) -> None:
    lifeline.poll(None)
    os._exit(1)


@cache
def _desk(task: _Task) -> Desk:
    """The desk of this process, with its share of the processor's threads."""
    from mtqa.batch.row_checker import Desk
    from mtqa.encoding.devices import share_processor

    share_processor(task.workers)
    return Desk(task.setting.checker())


def _facts(task: _Task) -> tuple[str, int]:
    desk = _desk(task)
    return desk.signature, desk.appetite


def _answer(task: _Task, window: Window) -> tuple[list[Answer], float]:
    """The answers of a window, and their duration in seconds."""
    desk, began = _desk(task), monotonic()
    return list(desk.answer(window)), monotonic() - began
