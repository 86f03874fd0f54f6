"""Records of CSV and TSV: one per row, even where quotation marks are wrong.

CSV, and TSV with a quoted header, are read with quoting: a cell that starts with a quotation mark
ends at the next one that is not doubled, and may have several lines. Other TSV is read without
quoting: one row per line, as translation tools write it.

A quotation mark that is meant as a character could merge the rows after it into its cell. So a
record of several lines is accepted only if it has the cells that the header requires, and its lines
are not rows by themselves. Otherwise its first line is an error, and reading continues after it.
"""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from mtqa.batch.cells import Cells, CsvError
from mtqa.batch.lines import LONGEST_LINE, Fields, Line, Lines, Record
from mtqa.errors import InputError
from mtqa.text.loading import TextError

SIDES = ("reference", "copy")
"""Columns of the two texts; with the suffix `_path`, of the files of the texts."""

_MOST_LINES = 100_000
_DELIMITERS = ",\t;"
_WELL_QUOTED = re.compile(r'"(?:[^"]|"")*+"')
_LINE_ENDS = re.compile(r"\r\n|\r|\n")


class _Header(NamedTuple):
    """The first row of a table.

    Attributes:
        columns: Names of the columns in lower case.
        delimiter: The character between two cells.
        is_quoted: Whether quotation marks around a cell quote it.
    """

    columns: list[str]
    delimiter: str
    is_quoted: bool

    @property
    def fewest(self) -> int:
        """Minimum number of cells of a row that has both texts."""
        places = [
            min(at for at, name in enumerate(self.columns) if name in (side, f"{side}_path"))
            for side in SIDES
        ]
        return max(places) + 1

    def has_swallowed(self, record: list[Line]) -> bool:
        """Whether a record of several lines is in fact several rows.

        If rows have ids, its first and last line must be rows; else all of its lines.
        """
        text = b"".join(line.data for line in record).decode(errors="replace")
        lines = [line for line in _LINE_ENDS.split(text) if line.strip()]
        ends = lines[:: max(1, len(lines) - 1)] if "id" in self.columns else lines
        return len(lines) > 1 and all(map(self._is_row, ends))

    def _is_row(self, line: str) -> bool:
        """Whether a line read without quoting is a row: its number of cells and its id fit.

        A delimiter before white space is part of a text; one between digits may be.
        """
        sign, width = re.escape(self.delimiter), len(self.columns)
        cells = re.split(rf"{sign}(?!\s)", line)
        fewest = len(re.split(rf"(?<!\d){sign}(?!\s)|{sign}(?![\s\d])", line))
        if "id" not in self.columns:
            return fewest == width
        at = self.columns.index("id")
        # a text may contain the delimiter, so count the cells from the other side of the id
        places = {at if at < width - 1 else -1, at - width if at else 0}
        return fewest <= width <= len(cells) and any(
            cells[place] and not re.search(r"\s", cells[place]) for place in places
        )

    def fields(self, cells: Sequence[str]) -> Fields | TextError:
        """The cells of a row by their columns."""
        if len(cells) > len(self.columns):
            return TextError(
                "csv",
                f"has {len(cells)} fields under {len(self.columns)} columns; "
                "put texts in quotation marks",
            )
        return dict(zip(self.columns, cells, strict=False))


def table_records(lines: Lines, name: str) -> Iterator[Record]:
    """The records below the header of a table.

    Args:
        lines: The lines of the table; they are read as records are taken.
        name: Name of the table in errors.

    Raises:
        InputError: There is no header.
    """
    header = _read_header(lines, name)
    yield from (_Quoted(lines, header) if header.is_quoted else _plain_records(lines, header))


def _read_header(lines: Lines, name: str) -> _Header:
    """The header, read with the delimiter that gives the required columns."""
    delimiters, text = _DELIMITERS, _first_text(lines)
    if len(text) == len("sep=;") and text.lower().startswith("sep="):  # a line that Excel writes
        delimiters, text = text[-1], _first_text(lines)
    for delimiter in delimiters:
        cells, is_quoted = _header_cells(text, delimiter)
        columns = [cell.strip(' "').lower() for cell in cells]
        if all({side, f"{side}_path"} & set(columns) for side in SIDES):
            _require_distinct(columns, name)
            return _Header(columns, delimiter, is_quoted or delimiter != "\t")
    raise InputError(
        f"{name}: its first line ({text[:60]}) has no columns reference and copy, or "
        "reference_path and copy_path; start the file with such a header"
    )


def _first_text(lines: Lines) -> str:
    line = next((line for line in lines if line.data.strip()), None)
    return line.data.decode(errors="replace").rstrip("\r\n") if line else ""


def _header_cells(text: str, delimiter: str) -> tuple[list[str], bool]:
    """The cells of the header, and whether some of them are quoted."""
    literal = text.split(delimiter)
    cells = Cells(delimiter, len(literal))
    try:
        if cells.take(text):
            return cells.done, any(_WELL_QUOTED.fullmatch(cell) for cell in literal)
    except CsvError:
        pass
    return literal, False


def _require_distinct(columns: list[str], name: str) -> None:
    [(most, times)] = Counter(filter(None, columns)).most_common(1)
    if times > 1:
        raise InputError(f"{name}: has {times} columns named {most[:60]}; rename all but one")


def _plain_records(lines: Lines, header: _Header) -> Iterator[Record]:
    """The records of a table without quoting, one per line."""
    for line in lines:
        if not line.is_empty:
            try:
                fields = _plain_fields(line.text().rstrip("\r\n"), header)
            except TextError as error:
                fields = error
            yield Record(line.number, line.end, fields)


def _plain_fields(text: str, header: _Header) -> Fields | TextError:
    if "\r" in text:
        return TextError(
            "csv", "contains a carriage return; end rows with line feeds, or write JSON Lines"
        )
    cells = text.split(header.delimiter)
    if len(cells) < header.fewest and any(cell.startswith('"') for cell in cells):
        return TextError(
            "csv",
            f"has {len(cells)} fields under {len(header.columns)} columns; if a text has several "
            "lines, put the column names in quotation marks too, or write JSON Lines",
        )
    return header.fields([_unquoted(cell) for cell in cells])


def _unquoted(cell: str) -> str:
    """The cell without its quotation marks, if doubled ones in it prove that it is quoted."""
    if '""' in cell[1:-1] and _WELL_QUOTED.fullmatch(cell):
        return cell[1:-1].replace('""', '"')
    return cell


class _Quoted(Iterator[Record]):
    """The records of a table with quoting."""

    def __init__(self, lines: Lines, header: _Header) -> None:
        self._lines = lines
        self._header = header
        self._made: deque[Record] = deque()
        self._lost = 0

    def __next__(self) -> Record:
        while not self._made:
            line = next(line for line in self._lines if not line.is_empty)
            self._made.extend(self._records(line))
        return self._made.popleft()

    def _records(self, first: Line) -> Iterator[Record]:
        """The record that starts with a line; or one error per line, if rows were merged."""
        taken, given = self._read(first)
        if len(taken) > 1 and self._header.has_swallowed(taken):
            fault = TextError(
                "csv",
                f"is a row by itself, but a quotation mark merges lines {first.number} to "
                f"{taken[-1].number}; double the quotation marks inside texts, or write JSON Lines",
            )
            rows = [line for line in taken if not line.is_empty]
            yield from (Record(line.number, line.end, fault) for line in rows)
        else:
            yield Record(first.number, taken[-1].end, given)

    def _read(self, first: Line) -> tuple[list[Line], Fields | TextError]:
        """The lines of a record and its values; its first line and an error if it is not valid."""
        taken, faults = [first], list[TextError]()
        cells = Cells(self._header.delimiter, len(self._header.columns))
        try:
            while not cells.take(_text(taken[-1], faults)):
                taken.append(self._next(taken))
            if len(taken) > 1 and len(cells.done) < self._header.fewest:
                raise CsvError("a quotation mark that merges the next rows")
        except CsvError as error:
            self._lines.put_back(taken[1:])
            self._lost = max(self._lost, taken[-1].number)
            if not faults or len(taken) > 1:
                faults = [TextError("csv", f"is not CSV ({error}); check its quotation marks")]
            return [first], faults[0]
        return taken, faults[0] if faults else self._header.fields(cells.done)

    def _next(self, taken: list[Line]) -> Line:
        """The next line of a record.

        A record that failed had read its later lines into a cell, up to the line where it failed.
        A quotation mark that is open at the end of one of these lines would lead into the same
        cell and fail as well, so it is not followed: no line is read more than three times.

        Raises:
            CsvError: There is no next line, or the record is too large.
        """
        first, last = taken[0], taken[-1]
        if first.number < self._lost:
            raise CsvError("a quotation mark that is not closed")
        size = last.end - first.end + len(first.data)
        if len(taken) == _MOST_LINES or size > LONGEST_LINE:
            raise CsvError(
                f"a quotation mark that is not closed within {_MOST_LINES:,} lines "
                f"and {LONGEST_LINE:,} bytes"
            )
        line = next(self._lines, None)
        if line is None:
            self._lost = last.number + 1
            raise CsvError("a quotation mark that is not closed")
        return line


def _text(line: Line, faults: list[TextError]) -> str:
    """The line decoded; an error goes to `faults`, so that its record can be read to its end."""
    try:
        return line.text()
    except TextError as error:
        faults.append(error)
        return "" if error.kind == "too_large" else line.data.decode(errors="replace")
