"""Locks and threads made anew in a process that was forked off, where those of the parent hang."""

from __future__ import annotations

import os
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
    for thing in list(_HELD):
        thing.after_fork()


if hasattr(os, "register_at_fork"):  # not on Windows, which has no fork
    os.register_at_fork(after_in_child=_renew)
