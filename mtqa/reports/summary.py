"""The summary of a batch: a few lines at its end, and a CSV file with one row per pair."""

from __future__ import annotations

import csv
import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import Any, TextIO

from mtqa.reports.batch_counts import SCORES, BatchCounts, scores_of
from mtqa.results import rounding
from mtqa.results.counts import FindingCounts
from mtqa.results.findings import FindingType, Severity
from mtqa.text.loading import printable

_PENALTIES = "mqm_per_1000_words"
_SEVERITIES = tuple(reversed(Severity))
_LONGEST_ID = 60
_FORMULA_STARTS = frozenset("=+-@")
_BLANKS = frozenset(("Zs", "Zl", "Zp", "Cc", "Cf", "Mn", "Me"))


class Tally(BatchCounts):
    """Counts over a batch for its last lines, with repeated ids."""

    def __init__(self) -> None:
        super().__init__()
        self._ids: set[int] = set()  # hashes, so that long ids take no more memory
        self._repeated = 0
        self._repeated_id = ""

    def add(self, result: dict[str, Any]) -> None:
        """Counts one result.

        Raises:
            LookupError, TypeError, ValueError: It is not a result.
        """
        super().add(result)
        before = len(self._ids)
        self._ids.add(hash(result["id"]))
        if len(self._ids) == before:
            self._repeated += 1
            self._repeated_id = self._repeated_id or result["id"]

    def lines(self) -> Iterator[str]:
        """The counts as lines for a person."""
        if self.pairs:
            mean = rounding.quality(self.mean_quality)
            yield f"verdicts: {_listed(self.verdicts)}; mean quality {mean}"
            yield f"findings: {_listed(self.findings.by_type) or 'none'}"
        if self._repeated:
            example = printable(self._repeated_id)[:_LONGEST_ID]
            rows = f"{self._repeated:,} row{'s repeat' if self._repeated > 1 else ' repeats'}"
            yield f"{rows} an earlier id, such as {example}; give each row an id of its own"
        if self.foreign:
            yield f"rows that seem not to be in English: {self.foreign:,}"
        if self.errors:
            yield f"rows with errors: {_listed(self.errors)}"


def _listed(counts: Counter[Any]) -> str:
    return ", ".join(f"{name} {count:,}" for name, count in counts.most_common())


class SummaryTable:
    """A CSV file with one row per pair: verdict, scores, penalties, findings by type."""

    def __init__(self, file: TextIO) -> None:
        self._writer = csv.writer(file)
        columns = ["id", "verdict", *SCORES, _PENALTIES, *FindingType, "error"]
        self._writer.writerow([*columns, *_SEVERITIES])

    def add(self, result: dict[str, Any]) -> None:
        """Writes the row of one result."""
        if "error" in result:
            empty = [""] * (2 + len(SCORES) + len(FindingType))
            error = result["error"]
            row = [_cell(result["id"]), *empty, _cell(error["message"])]
            self._writer.writerow([*row, *[""] * len(_SEVERITIES)])
            return
        counts = FindingCounts.of_content(result)
        scores = [*scores_of(result).values()]
        scores.append(result["scores"]["mqm"]["per_1000_words"])
        by_type = map(counts.by_type.__getitem__, FindingType)
        by_severity = map(counts.by_severity.__getitem__, _SEVERITIES)
        verdict = [_cell(result["id"]), result["verdict"]]
        self._writer.writerow([*verdict, *scores, *by_type, "", *by_severity])


def _cell(text: str) -> str:
    """The text with invisible characters written out, and safe from being read as a formula.

    A sign that starts a formula counts in all its widths, and also after blanks.
    """
    text = printable(text)
    seen = (sign for sign in text if unicodedata.category(sign) not in _BLANKS)
    first = unicodedata.normalize("NFKC", next(seen, " "))
    return f"'{text}" if first in _FORMULA_STARTS else text
