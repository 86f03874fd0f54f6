"""What a batch found, counted: a few lines for its end, and one CSV row a pair."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from typing import Any, TextIO

from mtqa.findings import FindingType
from mtqa.texts import printable

_SCORES = ("quality", "coverage", "fidelity")
_PENALTIES = "mqm_per_1000_words"
_FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")


class Tally:
    """Counts over the results of a batch: reports as `mtqa.report/1`, and error rows."""

    def __init__(self) -> None:
        self.rows = 0
        self.verdicts: Counter[str] = Counter()
        self.findings: Counter[str] = Counter()
        self.errors: Counter[str] = Counter()
        self._quality = 0.0

    def add(self, result: dict[str, Any]) -> None:
        """Counts one result."""
        self.rows += 1
        if "error" in result:
            self.errors[result["error"]["kind"]] += 1
            return
        self.verdicts[result["verdict"]] += 1
        self.findings.update(finding["type"] for finding in result["findings"])
        self._quality += result["scores"]["quality"]

    def lines(self) -> Iterator[str]:
        """What was found, for a person."""
        scored = self.verdicts.total()
        if scored:
            yield f"verdicts: {_listed(self.verdicts)}; mean quality {self._quality / scored:.1f}"
            yield f"findings: {_listed(self.findings) or 'none'}"
        if self.errors:
            yield f"rows with errors: {_listed(self.errors)}"


def _listed(counts: Counter[str]) -> str:
    return ", ".join(f"{name} {count:,}" for name, count in counts.most_common())


class SummaryTable:
    """A CSV file with one row a pair: verdict, scores, penalties, and findings by type."""

    def __init__(self, file: TextIO) -> None:
        self._writer = csv.writer(file)
        self._writer.writerow(["id", "verdict", *_SCORES, _PENALTIES, *FindingType, "error"])

    def add(self, result: dict[str, Any]) -> None:
        """Writes the row of one result."""
        if "error" in result:
            empty = [""] * (2 + len(_SCORES) + len(FindingType))
            error = result["error"]
            self._writer.writerow([_cell(result["id"]), *empty, _cell(printable(error["message"]))])
            return
        counts = Counter(finding["type"] for finding in result["findings"])
        scores = [result["scores"][name] for name in _SCORES]
        scores.append(result["scores"]["mqm"]["per_1000_words"])
        by_type = [counts[kind] for kind in FindingType]
        self._writer.writerow([_cell(result["id"]), result["verdict"], *scores, *by_type, ""])


def _cell(text: str) -> str:
    """The text, so that no spreadsheet takes it for a formula."""
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA_STARTS) else text
