"""What a batch found, counted: a few lines for its end, and one CSV row a pair."""

from __future__ import annotations

import csv
import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import Any, TextIO

from mtqa.results import figures
from mtqa.results.findings import FindingType, Severity
from mtqa.results.scores import Verdict
from mtqa.text.language import is_foreign
from mtqa.text.loading import printable

_SCORES = ("quality", "coverage", "fidelity")
_PENALTIES = "mqm_per_1000_words"
_SEVERITIES = tuple(reversed(Severity))
_LONGEST_ID = 60
_FORMULA_STARTS = frozenset("=+-@")
_BLANKS = frozenset(("Zs", "Zl", "Zp", "Cc", "Cf", "Mn", "Me"))


class Tally:
    """Counts over the results of a batch: reports as `mtqa.report/1`, and error rows."""

    def __init__(self) -> None:
        self.rows = 0
        self.verdicts: Counter[str] = Counter()
        self.findings: Counter[str] = Counter()
        self.errors: Counter[str] = Counter()
        self.repeated = 0
        self._repeated_id = ""
        self._ids: set[int] = set()  # hashes: a long id takes no more room
        self.foreign = 0
        self._quality = 0.0

    def add(self, result: dict[str, Any]) -> None:
        """Counts one result."""
        self.rows += 1
        self._add_id(result["id"])
        if "error" in result:
            self.errors[result["error"]["kind"]] += 1
            return
        self.verdicts[result["verdict"]] += 1
        self.findings.update(finding["type"] for finding in result["findings"])
        self._quality += scores_of(result)["quality"]
        self.foreign += is_foreign_pair(result)

    def _add_id(self, key: str) -> None:
        before = len(self._ids)
        self._ids.add(hash(key))
        if len(self._ids) == before:
            self.repeated += 1
            self._repeated_id = self._repeated_id or key

    def lines(self) -> Iterator[str]:
        """What was found, for a person."""
        scored = self.verdicts.total()
        if scored:
            mean = figures.quality(self._quality / scored)
            yield f"verdicts: {_listed(self.verdicts)}; mean quality {mean}"
            yield f"findings: {_listed(self.findings) or 'none'}"
        if self.repeated:
            example = printable(self._repeated_id)[:_LONGEST_ID]
            rows = f"{self.repeated:,} row{'s have' if self.repeated > 1 else ' has'}"
            yield f"{rows} an id that stands before, such as {example}; give each row its own"
        if self.foreign:
            yield f"rows that seem not to be in English: {self.foreign:,}"
        if self.errors:
            yield f"rows with errors: {_listed(self.errors)}"


def scores_of(result: dict[str, Any]) -> dict[str, float]:
    """Quality, coverage and fidelity of a report as `mtqa.report/1`, 0 where texts are unrelated.

    Two unrelated texts have figures by chance, for a word here and there is like another one.
    """
    is_matched = result["verdict"] != Verdict.UNRELATED
    return {name: result["scores"][name] if is_matched else 0.0 for name in _SCORES}


def is_foreign_pair(result: dict[str, Any]) -> bool:
    """Whether one text of a report as `mtqa.report/1` is in a language other than English."""
    language = result.get("language")
    return isinstance(language, dict) and any(map(is_foreign, language.values()))


def _listed(counts: Counter[str]) -> str:
    return ", ".join(f"{name} {count:,}" for name, count in counts.most_common())


class SummaryTable:
    """A CSV file with one row a pair: verdict, scores, penalties, and findings by type."""

    def __init__(self, file: TextIO) -> None:
        self._writer = csv.writer(file)
        columns = ["id", "verdict", *_SCORES, _PENALTIES, *FindingType, "error"]
        self._writer.writerow([*columns, *_SEVERITIES])

    def add(self, result: dict[str, Any]) -> None:
        """Writes the row of one result."""
        if "error" in result:
            empty = [""] * (2 + len(_SCORES) + len(FindingType))
            error = result["error"]
            row = [_cell(result["id"]), *empty, _cell(error["message"])]
            self._writer.writerow([*row, *[""] * len(_SEVERITIES)])
            return
        counts = Counter(finding["type"] for finding in result["findings"])
        scores = [*scores_of(result).values()]
        scores.append(result["scores"]["mqm"]["per_1000_words"])
        by_type = [counts[kind] for kind in FindingType]
        severities = Counter(finding["severity"] for finding in result["findings"])
        by_severity = [severities[each] for each in _SEVERITIES]
        verdict = [_cell(result["id"]), result["verdict"]]
        self._writer.writerow([*verdict, *scores, *by_type, "", *by_severity])


def _cell(text: str) -> str:
    """The text with what cannot be seen written out, so that no spreadsheet runs it as a formula.

    A sign that begins a formula counts in all its widths, and behind whatever blanks.
    """
    text = printable(text)
    seen = (sign for sign in text if unicodedata.category(sign) not in _BLANKS)
    first = unicodedata.normalize("NFKC", next(seen, " "))
    return f"'{text}" if first in _FORMULA_STARTS else text
