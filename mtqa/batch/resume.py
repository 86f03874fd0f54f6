"""Lines that an earlier run of a batch wrote, verified before the file is changed."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any, BinaryIO

from mtqa.batch.rows import BadRow, Row
from mtqa.errors import OutputError
from mtqa.files import not_written
from mtqa.reports.summary import SummaryTable, Tally
from mtqa.results.findings import FindingType, Severity
from mtqa.results.scores import Verdict
from mtqa.results.writing import SCHEMA, dump

_REMEDY = "remove that line and all after it, or name another file"
_LONGEST_ID = 60

Content = dict[str, Any]


class Kept:
    """The lines of a file of reports that a run continues."""

    def __init__(self, path: Path) -> None:
        """Takes the file, without reading it yet.

        Args:
            path: A file of reports, or an empty file.
        """
        self._path = path
        self._whole = 0
        self._half = b""

    def matched(
        self, rows: Iterator[Row | BadRow], signature: str
    ) -> Iterator[tuple[Row | BadRow, Content]]:
        """Each complete line with its row.

        Args:
            rows: The rows of the batch from the first one; one is taken per line.
            signature: The signature of the reports of this run.

        Raises:
            OutputError: A line is not of a batch, or not what its row gives now.
        """
        with self._path.open("rb") as lines:
            for number, line in enumerate(lines, start=1):
                if not line.endswith(b"\n"):
                    self._half = line
                    return
                content = _content(line)
                where = f"{self._path}: line {number}"
                if content is None:
                    raise OutputError(f"{where} is not a report of a batch; {_REMEDY}")
                row = next(rows, None)
                if fault := _fault(row, content, signature):
                    raise OutputError(f"{where} {fault}; {_REMEDY}")
                assert row  # noqa: S101 - without a row there is a fault
                self._whole += len(line)
                yield row, content

    @property
    def has_half_line(self) -> bool:
        """Whether an incomplete line follows the complete ones; known once these are read."""
        return bool(self._half)

    def cut_half_line(self, row: Row | BadRow | None, output: BinaryIO) -> None:
        """Removes the incomplete line that a killed run left at the end of the file.

        Args:
            row: The row of the incomplete line, if there is one.
            output: The file, opened for writing.

        Raises:
            OutputError: It is not the start of a line of this row, or cannot be removed.
        """
        starts = _line_starts(row.id) if row else []
        if not any(self._half.startswith(s) or s.startswith(self._half) for s in starts):
            raise OutputError(
                f"{self._path}: the text after its last line end is not a report of the next pair; "
                "remove it, or name another file"
            )
        try:
            output.truncate(self._whole)
        except OSError as error:
            raise not_written(self._path, error) from None


def _line_starts(key: str) -> list[bytes]:
    """The start of the line of a row: as a report and as an error."""
    report, error = dump({"schema": SCHEMA, "id": key}), dump({"id": key})
    return [f"{report[:-1]}, ".encode(), f'{error[:-1]}, "error": {{"kind": "'.encode()]


def _content(line: bytes) -> Content | None:
    """The content of a line, if it is a report or an error that can be counted."""
    try:
        content = json.loads(line)
        _require_answer(content)
        for count in (Tally().add, SummaryTable(StringIO()).add):
            count(content)  # this run counts the kept lines too
    except (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError):
        return None
    return dict(content)


def _require_answer(content: Content) -> None:
    """Raises an error if the content is neither a report nor an error row."""
    _require_texts(content["id"])
    if "error" in content:
        _require_texts(content["error"]["kind"], content["error"]["message"])
        return
    scores = content["scores"]
    figures = [scores[name] for name in ("quality", "coverage", "fidelity")]
    figures.append(scores["mqm"]["per_1000_words"])
    if content["schema"] != SCHEMA or not all(map(math.isfinite, figures)):
        raise ValueError(content)
    _require_texts(content["signature"])
    Verdict(content["verdict"])
    for finding in content["findings"]:
        FindingType(finding["type"]), Severity(finding["severity"])


def _require_texts(*values: object) -> None:
    if not all(isinstance(value, str) for value in values):
        raise TypeError(values)


def _fault(row: Row | BadRow | None, content: Content, signature: str) -> str | None:
    """Why a kept line is not what its row gives now; None if it is."""
    kept = _short(content["id"])
    if row is None:
        return f"has {kept}, but the pairs end before it"
    if content["id"] != row.id:
        return f"has {kept}, but the pairs have {_short(row.id)} there"
    if content.get("signature", signature) != signature:
        return f"({kept}) was made by {content['signature']}, not by {signature}"
    if isinstance(row, BadRow):
        error = {"kind": row.kind, "message": row.message}
        if "digest" in content or "error" not in content:
            return f"is of a row ({kept}) that cannot be read now ({row.kind})"
        return None if content["error"] == error else f"has another error than its row ({kept}) now"
    if "digest" not in content:
        return f"has no digest, but its row ({kept}) can be read now"
    return (
        None if content["digest"] == row.digest else f"is of other texts than its row ({kept}) now"
    )


def _short(key: str) -> str:
    return repr(key if len(key) <= _LONGEST_ID else f"{key[:_LONGEST_ID]}…")
