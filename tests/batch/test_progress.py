"""What a batch shows of how far it is."""

from __future__ import annotations

import io
from collections.abc import Iterator

from rich.console import Console

from mtqa.batch.progress import Pace, watched
from mtqa.batch.run import Result


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def results(count: int, clock: Clock) -> Iterator[Result]:
    """Results of ten bytes each, twenty seconds apart; the first one is of an earlier run."""
    for number in range(1, count + 1):
        clock.now += 20
        yield Result({"id": str(number)}, number * 10, is_new=number > 1)


def shown(count: int, size: int | None, *, terminal: bool) -> str:
    file, clock = io.StringIO(), Clock()
    console = Console(file=file, force_terminal=terminal, width=100, soft_wrap=True)
    passed = list(watched(results(count, clock), Pace(size, clock), console))
    assert passed == list(results(count, clock))
    return file.getvalue()


def test_a_terminal_gets_a_bar() -> None:
    text = shown(1200, 12_000, terminal=True)
    assert "━" in text
    assert "1,200 pairs, " in text


def test_a_log_gets_a_line_every_half_minute() -> None:
    assert shown(6, 60, terminal=False).splitlines() == [
        "mtqa: 3 pairs, 0.1 a second, 0:01:00 left, 50% of the input",
        "mtqa: 5 pairs, 0.1 a second, 0:00:20 left, 83% of the input",
    ]


def test_a_log_of_a_short_run_stays_empty() -> None:
    assert shown(2, None, terminal=False) == ""


def test_a_terminal_is_told_at_once_that_the_run_has_begun() -> None:
    def none_yet() -> Iterator[Result]:
        assert "checking the first pairs" in file.getvalue()
        yield from results(1, clock)

    file, clock = io.StringIO(), Clock()
    console = Console(file=file, force_terminal=True, width=100)
    assert len(list(watched(none_yet(), Pace(10, clock), console))) == 1
    assert "-:--:--" not in file.getvalue()


def test_the_pace_is_that_of_the_rows_made_now() -> None:
    clock = Clock()
    pace = Pace(10_000, clock)
    assert pace.status() == "checking the first pairs"
    clock.now += 50  # until the first row of the earlier run is read
    pace.add(Result({}, 1000, is_new=False))
    assert pace.status() == "1 pair, checking the next"
    for end in (2000, 3000, 4000):
        clock.now += 2
        pace.add(Result({}, end, is_new=True))
    assert (pace.rows, pace.new, pace.share) == (4, 3, 0.4)
    assert pace.status() == "4 pairs, 0.5 a second, 0:00:12 left"
    clock.now += 1000
    assert str(pace) == "4 pairs, 0.5 a second"


def test_a_run_that_makes_nothing_new_has_no_pace() -> None:
    pace = Pace(clock=Clock())
    pace.add(Result({}, 10, is_new=False))
    assert str(pace) == "1 pair"
    assert pace.share is pace.left is None
