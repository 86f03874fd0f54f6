"""Streams: cut into windows, and read ahead in a thread of its own."""

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

    A window ends with the item that brings it to one of its limits. An error of the items is
    raised behind the items before it.

    Args:
        items: Taken as the windows are asked for.
        size_of: The size of an item.
        most_size: The size that ends a window, asked again for each item.
        most_items: The number of items that ends a window.
        seconds: The time that ends a window; the next item is waited for all the same.
        clock: Seconds since some moment.
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
    """Each item with what is made of it, in order; the next one is in the making meanwhile.

    What fails, with an item or with taking one, is raised behind the items before it. Who does not
    take all closes the generator: left to the collector, its wait for the thread would swallow an
    interrupt.

    Args:
        make: Makes something of an item, in another thread, of one item at a time.
        items: Taken in the caller's thread, one more than were given out.
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
    """The items in the making; where taking one fails, a last one that fails with it."""
    try:
        for item in items:
            yield thread.submit(lambda own: (own, make(own)), item)
    except Exception as error:
        failed: Future[tuple[Item, Made]] = Future()
        failed.set_exception(error)
        yield failed
