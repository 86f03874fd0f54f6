"""Work begun while the caller is busy."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count, islice
from threading import Event, get_ident

import pytest

from mtqa.streaming import one_ahead


def test_items_come_in_order_with_what_is_made_of_them() -> None:
    assert list(one_ahead(str, [3, 1, 2])) == [(3, "3"), (1, "1"), (2, "2")]
    assert list(one_ahead(str, [])) == []


def test_the_next_item_is_made_while_the_caller_is_busy() -> None:
    made = {name: Event() for name in "ab"}
    for item, _ in one_ahead(lambda name: made[name].set(), "ab"):
        assert item == "b" or made["b"].wait(timeout=10)


def test_no_more_than_one_item_is_taken_ahead_and_in_the_callers_thread() -> None:
    taken = []

    def endless() -> Iterator[int]:
        for number in count():
            taken.append(get_ident())
            yield number

    assert [item for item, _ in islice(one_ahead(str, endless()), 3)] == [0, 1, 2]
    assert taken == [get_ident()] * 4


def test_what_fails_is_raised_behind_the_items_before_it() -> None:
    def items() -> Iterator[int]:
        yield 1
        raise KeyError("no more")

    taking = one_ahead(str, items())
    assert next(taking) == (1, "1")
    with pytest.raises(KeyError, match="no more"):
        next(taking)

    making = one_ahead(lambda number: 1 / number, [1, 0, 2])
    assert next(making) == (1, 1.0)
    with pytest.raises(ZeroDivisionError):
        next(making)
