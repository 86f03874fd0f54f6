"""Renews locks and threads in forked processes, and limits BLAS to one thread."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cached_property
from threading import RLock
from typing import Any, Protocol
from weakref import WeakSet

from threadpoolctl import ThreadpoolController


class Forkable(Protocol):
    """An object that holds locks or threads."""

    def after_fork(self) -> None:
        """Renews them; called in the child process before anything else."""
        ...


_HELD: WeakSet[Forkable] = WeakSet()


def renew_after_fork(thing: Forkable) -> None:
    """Registers an object to be renewed in every forked process while it is alive."""
    _HELD.add(thing)


def _renew() -> None:
    _renew_cached_properties()
    for thing in list(_HELD):
        thing.after_fork()


def _renew_cached_properties() -> None:
    """Replaces the lock of each cached property of the package, which exists before Python 3.12.

    All objects share this lock, and another thread of the parent may have held it.
    """
    modules = [module for name, module in list(sys.modules.items()) if name.startswith("mtqa.")]
    classes = {one for module in modules for one in vars(module).values() if isinstance(one, type)}
    for one in classes:
        for attribute in vars(one).values():
            if isinstance(attribute, cached_property) and hasattr(attribute, "lock"):
                attribute.lock = RLock()


if hasattr(os, "register_at_fork"):  # not on Windows, which has no fork
    os.register_at_fork(after_in_child=_renew)


class BlasLimit:
    """Limits BLAS to one thread while it has users.

    Most BLAS libraries have one limit per process, so the first user sets it and the last one
    resets it; users may overlap in any order, each in its own thread. Small matrices are faster on
    one thread (measured: 40 pairs take 2.05 s on one thread, 2.9 s on two).
    """

    def __init__(self) -> None:
        """Starts without users."""
        self._lock = threading.Lock()
        self._users = 0
        self._libraries: list[Any] | None = None
        self._before: list[tuple[Any, int]] = []
        renew_after_fork(self)

    @contextmanager
    def one_thread(self) -> Iterator[None]:
        """Limits BLAS to one thread inside the block."""
        with ExitStack() as stack:
            with self._lock:
                if self._libraries is None:
                    self._libraries = ThreadpoolController().select(user_api="blas").lib_controllers
                if not self._users:
                    shared = filter(_is_shared, self._libraries)
                    self._before = [(each, each.num_threads) for each in shared]
                    for each, _ in self._before:
                        each.set_num_threads(1)
                self._users += 1
            stack.callback(self._leave)
            for library in self._libraries:
                if not _is_shared(library):
                    stack.callback(library.set_num_threads, library.num_threads)
                    library.set_num_threads(1)
            yield

    def after_fork(self) -> None:
        """Resets the limit, because the threads of the parent do not exist in the child."""
        self._lock = threading.Lock()
        if self._users:
            self._users = 1
            self._leave()

    def _leave(self) -> None:
        with self._lock:
            self._users -= 1
            if not self._users:
                _give_back(self._before)


def _is_shared(library: Any) -> bool:
    """Whether the limit is per process; with OpenMP it is per thread."""
    return getattr(library, "threading_layer", None) != "openmp"


def _give_back(before: list[tuple[Any, int]]) -> None:
    """Restores the number of threads of the libraries that still have one.

    Since threadpoolctl 3.8, only the thread that set the limit of OpenBLAS may change it, until
    its control is cleared; the last user may be another thread.
    """
    for library, count in before:
        if library.num_threads == 1 < count:
            clear = getattr(library, "clear_controlling_thread", lambda **_: None)
            clear(force=True)
            library.set_num_threads(count)
            clear(force=True)


BLAS = BlasLimit()
"""The limit of this process."""
