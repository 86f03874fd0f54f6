"""The results of a batch, counted one by one in their JSON form."""

from __future__ import annotations

from collections import Counter
from typing import Any

from mtqa.results.counts import FindingCounts
from mtqa.results.scores import Verdict
from mtqa.text.language import is_foreign

SCORES = {"quality": 100, "coverage": 1, "fidelity": 1}
"""The scores of a pair, and the largest value of each."""

LONGEST_TEXT = 300
"""Characters that are kept of an id, a kind of error, or a message."""


class BatchCounts:
    """Counts over the results of a batch; the size does not grow with the batch.

    Attributes:
        rows: How many results there are.
        verdicts: How many pairs have each verdict.
        findings: How many findings there are of each type and severity.
        foreign: How many pairs have a text that is not in English.
        errors: How many rows failed, by the kind of error.
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
        """How many pairs were scored."""
        return self.verdicts.total()

    @property
    def mean_quality(self) -> float:
        """The mean quality of the pairs, 0 where there is none."""
        return self._quality / max(1, self.pairs)

    def add(self, result: dict[str, Any]) -> None:
        """Counts one result: a report as `mtqa.report/1`, or an id and its error.

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
    """Quality, coverage and fidelity of a report as `mtqa.report/1`, 0 where texts are unrelated.

    Two unrelated texts have scores by chance, for a word here and there is like another one.

    Raises:
        LookupError, TypeError, ValueError: They are not the scores of a report.
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
