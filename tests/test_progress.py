"""What a batch shows of how far it is."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from rich.console import Console

from mtqa import progress
from mtqa.batch import Result
from mtqa.progress import Pace, watched


def results(count: int) -> Iterator[Result]:
    return (
        Result({"id": str(number)}, number * 10, is_new=number > 1)
        for number in range(1, count + 1)
    )


def shown(count: int, size: int | None, *, terminal: bool) -> str:
    file = io.StringIO()
    console = Console(file=file, force_terminal=terminal, width=100, soft_wrap=True)
    passed = list(watched(results(count), Pace(), size, console))
    assert passed == list(results(count))
    return file.getvalue()


def test_a_terminal_gets_a_bar() -> None:
    text = shown(1200, 12_000, terminal=True)
    assert "━" in text
    assert "1,200 pairs, " in text


def test_a_log_gets_a_line_now_and_then(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "_SECONDS_BETWEEN_LINES", 0.0)
    lines = shown(2, 20, terminal=False).splitlines()
    assert lines[0].startswith("mtqa: 1 pair, ")
    assert lines[0].endswith(" a second, 50% of the input")
    assert lines[1].startswith("mtqa: 2 pairs, ")


def test_a_log_of_a_short_run_stays_empty() -> None:
    assert shown(100, None, terminal=False) == ""


def test_the_pace_is_that_of_the_rows_made_now() -> None:
    pace = Pace()
    for result in results(3):
        pace.add(result)
    assert (pace.rows, pace.new) == (3, 2)
    assert str(pace).startswith("3 pairs, ")
