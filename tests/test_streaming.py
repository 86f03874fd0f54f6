"""Streams cut into windows, and work begun while the caller is busy."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count, islice
from threading import Event, get_ident

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.streaming import in_windows, one_ahead


def test_items_come_in_order_with_what_is_made_of_them() -> None:
    assert list(one_ahead(str, [3, 1, 2])) == [(3, "3"), (1, "1"), (2, "2")]
    assert list(one_ahead(str, [])) == []


def test_the_next_item_is_made_while_the_caller_is_busy() -> None:
    made = {name: Event() for name in "ab"}
    for item, _ in one_ahead(lambda name: made[name].set(), "ab"):
        assert item == "b" or made["b"].wait()


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


@given(st.lists(st.integers(0, 9)), st.integers(1, 20), st.integers(1, 6))
def test_windows_hold_every_item_in_order_and_end_at_their_limits(
    sizes: list[int], most_size: int, most_items: int
) -> None:
    made = list(in_windows(sizes, int, lambda: most_size, most_items=most_items))
    assert [size for window in made for size in window] == sizes
    for window in made:
        assert 1 <= len(window) <= most_items
        assert sum(window[:-1]) < most_size
    for window in made[:-1]:
        assert len(window) == most_items or sum(window) >= most_size


def test_a_window_ends_when_its_time_is_over_and_the_next_one_has_its_own() -> None:
    hours = iter([0, 1, 2, 3, 10, 11, 12])
    made = in_windows("abcd", len, lambda: 100, most_items=100, seconds=3, clock=hours.__next__)
    assert list(made) == [["a", "b", "c"], ["d"]]


def test_an_error_of_the_items_comes_behind_the_window_before_it() -> None:
    def items() -> Iterator[int]:
        yield from (1, 2, 3)
        raise KeyError("no more")

    for most_items, wanted in ((2, [[1, 2], [3]]), (3, [[1, 2, 3]])):
        windows = in_windows(items(), int, lambda: 100, most_items=most_items)
        made: list[list[int]] = []
        with pytest.raises(KeyError, match="no more"):
            made.extend(windows)
        assert made == wanted
