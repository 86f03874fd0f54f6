"""The cells of one record of CSV, by the rules that its writers keep."""

from __future__ import annotations

import re

_QUOTED = re.compile(r'[^"]*+(?:""[^"]*+)*+')


class CsvError(Exception):
    """A line breaks the rules of CSV."""


class Cells:
    """The cells of one record, taken in line by line.

    Attributes:
        done: The cells that are complete.
    """

    def __init__(self, delimiter: str, most: int) -> None:
        self._delimiter = delimiter
        self._most = most
        self._open: list[str] | None = None
        self.done: list[str] = []

    def take(self, line: str) -> bool:
        """Reads on in a line, given with its end; whether the record ends with it.

        Raises:
            CsvError: It breaks the rules of CSV, or has more cells than there are columns.
        """
        at, stop = 0, len(line.rstrip("\r\n"))
        while at <= stop:
            if self._open is None and line.startswith('"', at, stop):
                self._open, at = [], at + 1
            if self._open is None:
                at = self._take_plain(line, at, stop)
            else:
                at = self._take_quoted(line, at, stop, self._open)
            if len(self.done) > self._most:
                raise CsvError(f"more than {self._most} fields under {self._most} columns")
        return self._open is None

    def _take_plain(self, line: str, at: int, stop: int) -> int:
        end = line.find(self._delimiter, at, stop)
        cell = line[at : stop if end < 0 else end]
        if "\r" in cell:
            raise CsvError("a carriage return outside quotation marks")
        self.done.append(cell)
        return stop + 1 if end < 0 else end + 1

    def _take_quoted(self, line: str, at: int, stop: int, parts: list[str]) -> int:
        """Reads to behind the cell and its delimiter; past `stop` where the line ends first."""
        found = _QUOTED.match(line, at)
        assert found  # noqa: S101 - it matches nothing too
        parts.append(found[0])
        if found.end() == len(line):
            return stop + 1
        self.done.append("".join(parts).replace('""', '"'))
        self._open, behind = None, found.end() + 1
        if behind < stop and not line.startswith(self._delimiter, behind):
            raise CsvError(f"{self._delimiter!r} expected behind a closing quotation mark")
        return behind + 1
