"""Computes batches in parallel, one thread per batch."""

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
    """Threads that compute one batch each.

    PyTorch's own threads share a batch and wait for each other at every step. That is slow with
    small matrices, above all beside other work, and the split of a batch changes the last bits of
    the result. A GPU computes one batch after another.

    The threads start with the first batches, and again in a forked process. They end with `close`
    or when the object is collected.
    """

    def __init__(self, device: str) -> None:
        """Uses as many threads as PyTorch would.

        Args:
            device: The device that batches are computed on.
        """
        self._count = torch.get_num_threads() if device == "cpu" else 1
        _LOG.info("device %s, threads %d", device, self._count)
        self._pool: ThreadPoolExecutor | None = None
        self._is_closed = False
        self._lock = threading.Lock()
        renew_after_fork(self)

    def map(self, function: Callable[[Item], Made], items: Sequence[Item]) -> Iterator[Made]:
        """The results of a function for each item, in order.

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
        """Ends the threads after their current batches; a second call does nothing."""
        with self._lock:
            self._is_closed = True
            pool, self._pool = self._pool, None
        if pool:
            pool.shutdown()

    def after_fork(self) -> None:
        """Drops the threads and the lock of the parent; no thread in the child would release it."""
        self._lock = threading.Lock()
        self._pool = None


class _Start:
    """Starts pools whose threads have one PyTorch thread each.

    `torch.set_num_threads` applies to the calling thread and to all threads started later. So a
    separate thread reads the setting before, and restores it after.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        renew_after_fork(self)

    def pool(self, count: int) -> ThreadPoolExecutor:
        """A pool of `count` started threads."""
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
        """Renews the lock."""
        self._lock = threading.Lock()


_START = _Start()
