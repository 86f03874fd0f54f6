"""Work begun in a thread of its own while the caller is busy with what was made before."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from typing import TypeVar

Item = TypeVar("Item")
Made = TypeVar("Made")


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
