"""Cells of a record of CSV, by the rules of CSV writers."""

from __future__ import annotations

import re

_QUOTED = re.compile(r'[^"]*+(?:""[^"]*+)*+')


class CsvError(Exception):
    """A line breaks the rules of CSV."""


class Cells:
    """The cells of one record, read line by line.

    Attributes:
        done: The complete cells.
    """

    def __init__(self, delimiter: str, most: int) -> None:
        self._delimiter = delimiter
        self._most = most
        self._open: list[str] | None = None
        self.done: list[str] = []

    def take(self, line: str) -> bool:
        """Reads the next line, given with its end; returns whether the record ends with it.

        Raises:
            CsvError: The line breaks the rules of CSV, or has more cells than there are columns.
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
        """Reads to the end of the cell and its delimiter; past `stop` if the line ends first."""
        found = _QUOTED.match(line, at)
        assert found  # noqa: S101 - the pattern also matches an empty string
        parts.append(found[0])
        if found.end() == len(line):
            return stop + 1
        self.done.append("".join(parts).replace('""', '"'))
        self._open, behind = None, found.end() + 1
        if behind < stop and not line.startswith(self._delimiter, behind):
            raise CsvError(f"{self._delimiter!r} expected after a closing quotation mark")
        return behind + 1
