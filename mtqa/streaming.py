"""Streams: cut into windows, and processed one item ahead in another thread."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from math import inf
from time import monotonic
from typing import TypeVar

Item = TypeVar("Item")
Made = TypeVar("Made")


def in_windows(
    items: Iterable[Item],
    size_of: Callable[[Item], int],
    most_size: Callable[[], int],
    *,
    most_items: int,
    seconds: float = inf,
    clock: Callable[[], float] = monotonic,
) -> Iterator[list[Item]]:
    """The items in windows, none of them empty.

    A window ends with the item that reaches one of the limits. An error of the iterable is raised
    after the window of the items before it.

    Args:
        items: Taken as the windows are asked for.
        size_of: The size of an item.
        most_size: Returns the size that ends a window; called after each item.
        most_items: Number of items that ends a window.
        seconds: Time that ends a window, checked after each item.
        clock: Returns the time in seconds.
    """
    window: list[Item] = []
    size, began = 0, clock()
    try:
        for item in items:
            window.append(item)
            size += size_of(item)
            is_full = len(window) == most_items or size >= most_size()
            if is_full or clock() - began >= seconds:
                yield window
                window, size, began = [], 0, clock()
    except Exception:
        if window:
            yield window
        raise
    if window:
        yield window


def one_ahead(
    make: Callable[[Item], Made], items: Iterable[Item]
) -> Generator[tuple[Item, Made], None, None]:
    """Each item with its result, in order, while the next result is computed.

    An error of `make` or of the iterable is raised after the items before it. A caller that stops
    early must close the generator: the garbage collector would wait for the thread, and lose an
    interrupt meanwhile.

    Args:
        make: Computes a result, in another thread, for one item at a time.
        items: Taken in the caller's thread, one more than were yielded.
    """
    with ThreadPoolExecutor(1, "mtqa-ahead") as thread:
        before: Future[tuple[Item, Made]] | None = None
        for begun in _begun(thread, make, items):
            if before:
                yield before.result()
            before = begun
        if before:
            yield before.result()


def _begun(
    thread: Executor, make: Callable[[Item], Made], items: Iterable[Item]
) -> Iterator[Future[tuple[Item, Made]]]:
    """The results as futures; an error of the iterable becomes a last, failed future."""
    try:
        for item in items:
            yield thread.submit(lambda own: (own, make(own)), item)
    except Exception as error:
        failed: Future[tuple[Item, Made]] = Future()
        failed.set_exception(error)
        yield failed
