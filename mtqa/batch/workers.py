"""Processes that answer rows side by side, each with a model of its own."""

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
    """What a worker is for: the checker to make, and how many workers share the processor."""

    setting: Setting
    workers: int


class Workers:
    """Answers rows in several processes.

    A sentence's result depends on itself alone, so the answers are those of one process. The
    workers end when this process does, whatever ends it: they hold the other end of a pipe.
    """

    def __init__(self, count: int, setting: Setting, verbosity: int = 0) -> None:
        """Starts the processes and has the first one load its model.

        Args:
            count: How many.
            setting: What checkers to make.
            verbosity: How much of their log they show, see `show_log`.

        Raises:
            ModelError: The model is unknown, absent or broken, or the device is not there.
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
        """Ends the processes, at once and in the middle of what they do."""
        self._lifeline.close()
        self._pool.shutdown(cancel_futures=True)

    def answers(self, rows: Iterable[Row | BadRow]) -> Iterator[tuple[Row | BadRow, Answer]]:
        """Each row and its answer, in order; a few windows a process are held.

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
                "a worker process died, perhaps for want of memory; "
                "go on with --resume and fewer --workers"
            ) from None


class _Sent(NamedTuple):
    """A window on its way through a worker, and what comes of it: answers, and seconds."""

    window: Window
    answers: Future[tuple[list[Answer], float]]

    def finished(self, tempo: Tempo) -> Iterator[tuple[Row | BadRow, Answer]]:
        answers, seconds = self.answers.result()
        tempo.took(characters_of(self.window), seconds)
        return zip(self.window, answers, strict=True)


def _begin(lifeline: Connection, verbosity: int) -> None:
    """Leaves Ctrl-C to the process that started this one, and ends with it."""
    show_log(verbosity)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with, args=(lifeline,), daemon=True).start()


def _end_with(lifeline: Connection) -> None:
    lifeline.poll(None)
    os._exit(1)


@cache
def _desk(task: _Task) -> Desk:
    """The desk of this process, with as many threads as its share of the processor."""
    from mtqa.batch.row_checker import Desk
    from mtqa.encoding.devices import share_processor

    share_processor(task.workers)
    return Desk(task.setting.checker())


def _facts(task: _Task) -> tuple[str, int]:
    desk = _desk(task)
    return desk.signature, desk.appetite


def _answer(task: _Task, window: Window) -> tuple[list[Answer], float]:
    """The answers of a window, and the seconds that they took."""
    desk, began = _desk(task), monotonic()
    return list(desk.answer(window)), monotonic() - began
