"""Counts executed lines: a measure of run time that is the same on every machine."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any


def steps(function: Callable[[], object]) -> int:
    """The number of lines of Python that a call executes; what C code does is not counted."""
    count = 0

    def trace(_frame: FrameType, event: str, _argument: Any) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        function()
    finally:
        sys.settrace(before)
    return count


def growth(function: Callable[[int], object], size: int) -> float:
    """How many times as many lines a call with twice the size executes: 2 if it is linear."""
    return steps(lambda: function(2 * size)) / steps(lambda: function(size))
