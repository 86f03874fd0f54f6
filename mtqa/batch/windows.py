"""How many rows a batch answers at a time: what takes a few seconds, so little is ever lost."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from time import monotonic

from mtqa.batch.rows import BadRow, Row
from mtqa.streaming import in_windows

MOST_ROWS = 256
"""Rows of a window at most, however fast they are answered."""

_SECONDS = 3.0
"""What a window is to take.

Small windows fill the encoder's batches badly. Measured on two cores, beside windows of 250,000
characters: with 120,000, which take some three seconds, a twentieth more of the processor's time;
with 40,000 a quarter; with 10,000 two thirds.
"""

_FIRST = 10_000
_LEAST = 20_000
_GROWTH = 4

Window = list[Row | BadRow]


class Tempo:
    """How many characters a window has, by how long the ones before it took.

    Attributes:
        characters: What a window is to have: few at first, for nothing is known yet.
    """

    def __init__(self, most: int) -> None:
        """Starts with a small window.

        Args:
            most: Characters that a window may have: what fills the encoder's batches.
        """
        self._most = most
        self.characters = min(_FIRST, most)

    def took(self, characters: int, seconds: float) -> None:
        """Learns from a window; the next one grows to four times the last one at most."""
        wanted = characters * _SECONDS / max(seconds, 1e-6)
        grown = min(max(wanted, _LEAST), _GROWTH * self.characters, self._most)
        self.characters = max(1, round(grown))


def windows(
    rows: Iterable[Row | BadRow], tempo: Tempo, clock: Callable[[], float] = monotonic
) -> Iterator[Window]:
    """The rows in runs that are answered together.

    Args:
        rows: Taken as the windows are asked for.
        tempo: How many characters a window is to have.
        clock: Seconds since some moment: a window that rows are slow to come for is cut short.
    """
    return in_windows(
        rows,
        _characters,
        lambda: tempo.characters,
        most_items=MOST_ROWS,
        seconds=_SECONDS,
        clock=clock,
    )


def characters_of(rows: Iterable[Row | BadRow]) -> int:
    """Characters of the texts that can be checked."""
    return sum(map(_characters, rows))


def _characters(row: Row | BadRow) -> int:
    return len(row.reference) + len(row.copy) if isinstance(row, Row) else 0
