"""Measures the seconds that a checker spends in each stage."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import mtqa.checker
from mtqa import Checker


@contextmanager
def clocked(checker: Checker, spent: dict[str, float]) -> Iterator[None]:
    """Adds up the seconds of each stage while the block runs."""
    places = [
        ("splitting", mtqa.checker, "read_document"),
        ("encoding", checker._reader, "read"),
        ("alignment", mtqa.checker.Comparison, "of"),
        ("detectors", mtqa.checker, "find_all"),
        ("scoring", mtqa.checker, "score"),
        ("json", mtqa.checker.Report, "to_json"),
    ]
    before = [(owner, name, vars(owner).get(name)) for _, owner, name in places]
    for stage, owner, name in places:
        setattr(owner, name, _clocked(getattr(owner, name), stage, spent))
    try:
        yield
    finally:
        for owner, name, function in before:
            if function is None:
                delattr(owner, name)
            else:
                setattr(owner, name, function)


def _clocked(
    function: Callable[..., object], stage: str, spent: dict[str, float]
) -> Callable[..., object]:
    def timed(*arguments: object) -> object:
        started = time.perf_counter()
        try:
            return function(*arguments)
        finally:
            spent[stage] = spent.get(stage, 0.0) + time.perf_counter() - started

    return timed
