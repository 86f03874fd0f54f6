"""Counts over the results of a batch in their JSON form."""

from __future__ import annotations

from collections import Counter
from typing import Any

from mtqa.results.counts import FindingCounts
from mtqa.results.scores import Verdict
from mtqa.text.language import is_foreign

SCORES = {"quality": 100, "coverage": 1, "fidelity": 1}
"""The scores of a pair, with their maxima."""

LONGEST_TEXT = 300
"""Maximum number of characters to keep of an id, a kind of error or a message."""


class BatchCounts:
    """Counts over the results of a batch; their size does not grow with the batch.

    Attributes:
        rows: Number of results.
        verdicts: Number of pairs with each verdict.
        findings: Number of findings of each type and severity.
        foreign: Number of pairs with a text that is not in English.
        errors: Number of failed rows, by kind of error.
    """

    def __init__(self) -> None:
        self.rows = 0
        self.verdicts: Counter[Verdict] = Counter()
        self.findings = FindingCounts()
        self.foreign = 0
        self.errors: Counter[str] = Counter()
        self._quality = 0.0

    @property
    def pairs(self) -> int:
        """Number of pairs that were scored."""
        return self.verdicts.total()

    @property
    def mean_quality(self) -> float:
        """The mean quality of the pairs, 0 if there are none."""
        return self._quality / max(1, self.pairs)

    def add(self, result: dict[str, Any]) -> None:
        """Counts one result: a report as `mtqa.report/1`, or an error row.

        Raises:
            LookupError, TypeError, ValueError: It is neither.
        """
        self.rows += 1
        if "error" in result:
            self.errors[result["error"]["kind"][:LONGEST_TEXT]] += 1
            return
        self.verdicts[Verdict(result["verdict"])] += 1
        self.findings.update(FindingCounts.of_content(result))
        self.foreign += _is_foreign_pair(result)
        self._quality += scores_of(result)["quality"]


def scores_of(result: dict[str, Any]) -> dict[str, float]:
    """Quality, coverage and fidelity of a report as `mtqa.report/1`; 0 for unrelated texts.

    The scores of unrelated texts come from words that are alike by chance.

    Raises:
        LookupError, TypeError, ValueError: The result is not a report.
    """
    is_matched = result["verdict"] != Verdict.UNRELATED
    return {
        name: _score(result["scores"][name], largest) if is_matched else 0.0
        for name, largest in SCORES.items()
    }


def _score(value: float, largest: int) -> float:
    if not 0 <= value <= largest:
        raise ValueError(value)
    return float(value)


def _is_foreign_pair(result: dict[str, Any]) -> bool:
    """Whether one text of a pair is in a language other than English."""
    language = result.get("language")
    return isinstance(language, dict) and any(map(is_foreign, language.values()))
