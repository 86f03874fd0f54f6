"""The records of CSV and TSV: as many as there are rows, whatever the quotation marks do.

CSV, and a TSV whose header is quoted, are read with quotation marks: a cell that begins with one
ends with the next one that is not doubled, and may run over several lines. Any other TSV is read
without: a row a line, as translators' tools write it.

A quotation mark that was meant as a letter could take the rows behind it into its cell. So a
record of several lines holds only where it has the cells that the header asks for and its lines
are no rows by themselves; else its first line is an error, and reading goes on behind that line.
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
"""The columns of the two texts; with `_path` behind them, those of files that hold the texts."""

_MOST_LINES = 100_000
_DELIMITERS = ",\t;"
_WELL_QUOTED = re.compile(r'"(?:[^"]|"")*+"')
_LINE_ENDS = re.compile(r"\r\n|\r|\n")


class _Header(NamedTuple):
    """The first row of a table.

    Attributes:
        columns: Their names in small letters.
        delimiter: The sign between two cells.
        is_quoted: Whether quotation marks around a cell are marks and not letters.
    """

    columns: list[str]
    delimiter: str
    is_quoted: bool

    @property
    def fewest(self) -> int:
        """How many cells a row must have to give both texts."""
        places = [
            min(at for at, name in enumerate(self.columns) if name in (side, f"{side}_path"))
            for side in SIDES
        ]
        return max(places) + 1

    def has_swallowed(self, record: list[Line]) -> bool:
        """Whether a record of several lines is several rows, its quotation marks being letters.

        Where rows have ids, its first and its last line tell; else all of its lines must be rows.
        """
        text = b"".join(line.data for line in record).decode(errors="replace")
        lines = [line for line in _LINE_ENDS.split(text) if line.strip()]
        ends = lines[:: max(1, len(lines) - 1)] if "id" in self.columns else lines
        return len(lines) > 1 and all(map(self._is_row, ends))

    def _is_row(self, line: str) -> bool:
        """Whether a line without quoting is a row: cell by cell, with an id that looks like one.

        A delimiter before white space belongs to the prose of a text; one between digits may.
        """
        sign, width = re.escape(self.delimiter), len(self.columns)
        cells = re.split(rf"{sign}(?!\s)", line)
        fewest = len(re.split(rf"(?<!\d){sign}(?!\s)|{sign}(?![\s\d])", line))
        if "id" not in self.columns:
            return fewest == width
        at = self.columns.index("id")
        # a text beside it may have the delimiter: count from the side where there is none
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
        lines: The lines of the table; they are read as records are asked for.
        name: What errors call it.

    Raises:
        InputError: The first lines are no header.
    """
    header = _read_header(lines, name)
    yield from (_Quoted(lines, header) if header.is_quoted else _plain_records(lines, header))


def _read_header(lines: Lines, name: str) -> _Header:
    """The header, with the delimiter under which the columns that are needed show."""
    delimiters, text = _DELIMITERS, _first_text(lines)
    if len(text) == len("sep=;") and text.lower().startswith("sep="):  # Excel's own first line
        delimiters, text = text[-1], _first_text(lines)
    for delimiter in delimiters:
        cells, is_quoted = _header_cells(text, delimiter)
        columns = [cell.strip(' "').lower() for cell in cells]
        if all({side, f"{side}_path"} & set(columns) for side in SIDES):
            _require_distinct(columns, name)
            return _Header(columns, delimiter, is_quoted or delimiter != "\t")
    raise InputError(
        f"{name}: its first line ({text[:60]}) names no columns reference and copy, or "
        "reference_path and copy_path; begin it with such a header"
    )


def _first_text(lines: Lines) -> str:
    line = next((line for line in lines if line.data.strip()), None)
    return line.data.decode(errors="replace").rstrip("\r\n") if line else ""


def _header_cells(text: str, delimiter: str) -> tuple[list[str], bool]:
    """The cells of the header, and whether some are in quotation marks."""
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
        raise InputError(f"{name}: has {times} columns {most[:60]}; rename all but one of them")


def _plain_records(lines: Lines, header: _Header) -> Iterator[Record]:
    """The records of a table without quoting, a line each."""
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
            "csv", "has a carriage return inside; end rows with line feeds, or write JSON Lines"
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
    """The cell, without the quotation marks that only a writer who quotes can have made."""
    if '""' in cell[1:-1] and _WELL_QUOTED.fullmatch(cell):
        return cell[1:-1].replace('""', '"')
    return cell


class _Quoted(Iterator[Record]):
    """The records of a table whose cells may be in quotation marks."""

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
        """The record that begins with a line; or one a line, where rows were taken into a cell."""
        taken, given = self._read(first)
        if len(taken) > 1 and self._header.has_swallowed(taken):
            fault = TextError(
                "csv",
                f"is a row by itself, but a quotation mark takes lines {first.number} to "
                f"{taken[-1].number} into one; double the "
                "quotation marks inside texts, or write JSON Lines",
            )
            rows = [line for line in taken if not line.is_empty]
            yield from (Record(line.number, line.end, fault) for line in rows)
        else:
            yield Record(first.number, taken[-1].end, given)

    def _read(self, first: Line) -> tuple[list[Line], Fields | TextError]:
        """The lines of a record and what they hold; its first line alone if they make none."""
        taken, faults = [first], list[TextError]()
        cells = Cells(self._header.delimiter, len(self._header.columns))
        try:
            while not cells.take(_text(taken[-1], faults)):
                taken.append(self._next(taken))
            if len(taken) > 1 and len(cells.done) < self._header.fewest:
                raise CsvError("a quotation mark that takes in the next rows")
        except CsvError as error:
            self._lines.put_back(taken[1:])
            self._lost = max(self._lost, taken[-1].number)
            if not faults or len(taken) > 1:
                faults = [TextError("csv", f"is not CSV ({error}); check its quotation marks")]
            return [first], faults[0]
        return taken, faults[0] if faults else self._header.fields(cells.done)

    def _next(self, taken: list[Line]) -> Line:
        """The line that a record goes on with.

        A record that fails took its later lines into a cell up to the one where it failed. A
        quotation mark that is open at the end of one of these leads into the same cell, so it
        fails too, and is not followed: no line is read more than three times.

        Raises:
            CsvError: There is none, or the record is too large.
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
    """The line decoded; what is wrong with it is noted, so that its record can go on."""
    try:
        return line.text()
    except TextError as error:
        faults.append(error)
        return "" if error.kind == "too_large" else line.data.decode(errors="replace")
