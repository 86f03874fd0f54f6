"""Locks and threads made anew in a process that was forked off, where those of the parent hang."""

from __future__ import annotations

import os
import sys
from functools import cached_property
from threading import RLock
from typing import Protocol
from weakref import WeakSet


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
