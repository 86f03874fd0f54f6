"""Threads that compute a batch each, side by side."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import torch

from mtqa.errors import MtqaError
from mtqa.threads import renew_after_fork

_LOG = logging.getLogger(__name__)

Item = TypeVar("Item")
Made = TypeVar("Made")


class Lanes:
    """Threads that compute a batch each, side by side.

    PyTorch's own threads share one batch and wait for each other at every step. That is slow
    with matrices of this size, the more so where other work wants the processor, and where they
    cut a batch shows in its last bits. A GPU takes one batch after the other.

    The threads start with the first batches, and once more in a forked process. They end with
    `close`, or when the lanes are garbage.
    """

    def __init__(self, device: str) -> None:
        """Plans as many threads as PyTorch would use.

        Args:
            device: What they compute on.
        """
        self._count = torch.get_num_threads() if device == "cpu" else 1
        _LOG.info("device %s, threads %d", device, self._count)
        self._pool: ThreadPoolExecutor | None = None
        self._is_closed = False
        self._lock = threading.Lock()
        renew_after_fork(self)

    def map(self, function: Callable[[Item], Made], items: Sequence[Item]) -> Iterator[Made]:
        """What the function makes of each item, in order.

        Raises:
            MtqaError: The lanes are closed.
        """
        with self._lock:
            if self._is_closed:
                raise MtqaError("this checker is closed; make a new one")
            if self._count == 1:
                return map(function, items)
            self._pool = self._pool or _START.pool(self._count)
            return self._pool.map(function, items)

    def close(self) -> None:
        """Ends the threads, after the batches that they hold; a second call does nothing."""
        with self._lock:
            self._is_closed = True
            pool, self._pool = self._pool, None
        if pool:
            pool.shutdown()

    def after_fork(self) -> None:
        """Forgets the parent's threads and its lock, which nobody in the child lets go."""
        self._lock = threading.Lock()
        self._pool = None


class _Start:
    """Starts threads of one PyTorch thread each, one pool at a time.

    `torch.set_num_threads` counts for the thread that calls it and for all that start later. So
    a thread of its own reads what others get, before, and gives it back to them, after.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        renew_after_fork(self)

    def pool(self, count: int) -> ThreadPoolExecutor:
        """A pool of so many threads, all of them started."""
        with self._lock, ThreadPoolExecutor(1, "mtqa-start") as start:
            before = start.submit(torch.get_num_threads).result()
            pool = ThreadPoolExecutor(
                count, "mtqa", initializer=torch.set_num_threads, initargs=(1,)
            )
            all_here = threading.Barrier(count)
            list(pool.map(lambda _: all_here.wait(), range(count)))
            start.submit(torch.set_num_threads, before).result()
        return pool

    def after_fork(self) -> None:
        """Makes the lock anew."""
        self._lock = threading.Lock()


_START = _Start()
