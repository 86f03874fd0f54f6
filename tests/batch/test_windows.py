"""How many rows a batch answers at a time."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from mtqa.batch.rows import BadRow, Row
from mtqa.batch.windows import MOST_ROWS, Tempo, characters_of, windows

MOST = 250_000


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def row(length: int) -> Row:
    return Row("", 0, "x" * length, "")


def sizes_at(a_second: float, tempo: Tempo, count: int) -> list[int]:
    """The sizes of the windows on a machine of a steady speed."""
    sizes = []
    for _ in range(count):
        sizes.append(tempo.characters)
        tempo.took(tempo.characters, tempo.characters / a_second)
    return sizes


@given(st.floats(10, 1e6), st.integers(1, 10_000_000))
def test_windows_come_to_take_three_seconds(a_second: float, most: int) -> None:
    sizes = sizes_at(a_second, Tempo(most), 20)
    assert max(sizes) <= most
    assert sizes[0] <= 10_000
    assert abs(sizes[-1] - min(most, max(20_000, 3 * a_second))) <= 1


def test_a_window_that_took_no_time_makes_none_that_is_huge() -> None:
    tempo = Tempo(MOST)
    tempo.took(10, 0.0)
    assert tempo.characters == 40_000


def test_a_machine_that_slows_down_gets_small_windows_at_once() -> None:
    tempo = Tempo(MOST)
    assert sizes_at(50_000, tempo, 5)[-1] == 150_000
    tempo.took(150_000, 15)
    assert tempo.characters == 30_000


@given(st.lists(st.integers(0, 3000) | st.none(), max_size=600), st.integers(1, 20_000))
def test_every_row_is_in_one_window_in_order(lengths: list[int | None], most: int) -> None:
    rows = [BadRow("", 0, "", "") if length is None else row(length) for length in lengths]
    made = list(windows(rows, Tempo(most), Clock()))
    assert [each for window in made for each in window] == rows
    for window in made:
        assert 1 <= len(window) <= MOST_ROWS
        assert characters_of(window[:-1]) < most


def test_rows_that_are_slow_to_come_are_not_waited_for() -> None:
    clock, made = Clock(), []

    def slow() -> Iterator[Row]:
        for seconds in (0, 0, 60, 60, 0, 1.5, 1.5):
            clock.now += seconds
            yield row(1)

    for window in windows(slow(), Tempo(MOST), clock):
        made.append(len(window))
        clock.now += 30  # what it takes to answer them
    assert made == [3, 1, 3]
