"""Locks and threads in a forked process, and one BLAS thread for small matrices."""

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
    """What holds locks or threads."""

    def after_fork(self) -> None:
        """Makes them anew; runs in the child, before anything else does."""
        ...


_HELD: WeakSet[Forkable] = WeakSet()


def renew_after_fork(thing: Forkable) -> None:
    """Has something renewed in every process that is forked off, for as long as it lives."""
    _HELD.add(thing)


def _renew() -> None:
    _renew_cached_properties()
    for thing in list(_HELD):
        thing.after_fork()


def _renew_cached_properties() -> None:
    """Frees the lock that each cached property of the package has before Python 3.12.

    It is one for all objects, and another thread of the parent may have held it.
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
    """Holds BLAS to one thread while anybody wants that.

    Most BLAS have one limit for the whole process. So the first user sets it and the last one
    takes it back, in whatever order they come and go, each in a thread of its own. Measured: 2.9
    seconds for 40 pairs on two threads, 2.05 on one.
    """

    def __init__(self) -> None:
        """Starts without a user."""
        self._lock = threading.Lock()
        self._users = 0
        self._libraries: list[Any] | None = None
        self._before: list[tuple[Any, int]] = []
        renew_after_fork(self)

    @contextmanager
    def one_thread(self) -> Iterator[None]:
        """Within it, BLAS has one thread."""
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
        """Takes the limit of the parent's threads back, none of which is in the child."""
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
    """Whether a limit counts for the whole process; with OpenMP it counts for its thread."""
    return getattr(library, "threading_layer", None) != "openmp"


def _give_back(before: list[tuple[Any, int]]) -> None:
    """Sets what the libraries had, where they still have one thread.

    From threadpoolctl 3.8 on, only the thread that set a limit of OpenBLAS may change it, until
    the control of that thread is cleared. The last user need not be the first one.
    """
    for library, count in before:
        if library.num_threads == 1 < count:
            clear = getattr(library, "clear_controlling_thread", lambda **_: None)
            clear(force=True)
            library.set_num_threads(count)
            clear(force=True)


BLAS = BlasLimit()
"""The one limit of this process."""
