"""What a batch shows of how far it is."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from rich.console import Console

from mtqa.batch import progress
from mtqa.batch.progress import Pace, watched
from mtqa.batch.run import Result


def results(count: int) -> Iterator[Result]:
    return (
        Result({"id": str(number)}, number * 10, is_new=number > 1)
        for number in range(1, count + 1)
    )


def shown(count: int, size: int | None, *, terminal: bool) -> str:
    file = io.StringIO()
    console = Console(file=file, force_terminal=terminal, width=100, soft_wrap=True)
    passed = list(watched(results(count), Pace(size), console))
    assert passed == list(results(count))
    return file.getvalue()


def test_a_terminal_gets_a_bar() -> None:
    text = shown(1200, 12_000, terminal=True)
    assert "━" in text
    assert "1,200 pairs, " in text


def test_a_log_gets_a_line_now_and_then(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "_SECONDS_BETWEEN_LINES", 0.0)
    lines = shown(3, 30, terminal=False).splitlines()
    assert lines[0].startswith("mtqa: 2 pairs, ")
    assert lines[0].endswith(" left, 67% of the input")
    assert lines[1].startswith("mtqa: 3 pairs, ")
    assert len(lines) == 2


def test_a_log_of_a_short_run_stays_empty() -> None:
    assert shown(100, None, terminal=False) == ""


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_terminal_is_told_at_once_that_the_run_has_begun() -> None:
    def none_yet() -> Iterator[Result]:
        assert "checking the first pairs" in file.getvalue()
        yield from results(1)

    file = io.StringIO()
    console = Console(file=file, force_terminal=True, width=100)
    assert len(list(watched(none_yet(), Pace(10), console))) == 1
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
    pace = Pace()
    pace.add(Result({}, 10, is_new=False))
    assert str(pace) == "1 pair"
    assert pace.share is pace.left is None
