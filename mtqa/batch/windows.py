"""Windows of rows that a batch answers together: a few seconds of work, so that little is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from time import monotonic

from mtqa.batch.rows import BadRow, Row
from mtqa.streaming import in_windows

MOST_ROWS = 256
"""Maximum number of rows of a window."""

_SECONDS = 3.0
"""Target duration of a window.

Small windows fill the encoder's batches badly. Measured on two cores, compared with windows of
250,000 characters: windows of 120,000, about three seconds, take 5 % more processor time; of 40,000
25 % more; of 10,000 67 % more.
"""

_FIRST = 10_000
_LEAST = 20_000
_GROWTH = 4

Window = list[Row | BadRow]


class Tempo:
    """Sets the size of the next window by the duration of the windows before it.

    Attributes:
        characters: Size of the next window in characters; small at first.
    """

    def __init__(self, most: int) -> None:
        """Starts with a small window.

        Args:
            most: Maximum size of a window in characters: what fills the encoder's batches.
        """
        self._most = most
        self.characters = min(_FIRST, most)

    def took(self, characters: int, seconds: float) -> None:
        """Learns from a window; the next one is at most four times as large."""
        wanted = characters * _SECONDS / max(seconds, 1e-6)
        grown = min(max(wanted, _LEAST), _GROWTH * self.characters, self._most)
        self.characters = max(1, round(grown))


def windows(
    rows: Iterable[Row | BadRow], tempo: Tempo, clock: Callable[[], float] = monotonic
) -> Iterator[Window]:
    """The rows in windows that are answered together.

    Args:
        rows: Taken as the windows are taken.
        tempo: Sets the size of a window.
        clock: Returns the time in seconds; a window is cut short when rows come slowly.
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
    """Number of characters of the texts that can be checked."""
    return sum(map(_characters, rows))


def _characters(row: Row | BadRow) -> int:
    return len(row.reference) + len(row.copy) if isinstance(row, Row) else 0
