"""What the parts of `quality.py` share: the setting, counts of right and found, links."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from mtqa import Checker, Effort, Pair, Report
from mtqa.text.document import Document

THRESHOLDS = (0.5, 0.6, 0.7, 0.8)
"""Thresholds of the threshold matcher; the one that is best on the measured documents counts."""

Measures = dict[str, float]
Links = set[tuple[int, int]]
"""Sentence of the reference, sentence of the copy."""


@dataclass
class Setting:
    """What a part is measured with.

    Attributes:
        data: The data folder.
        checker: The checker to measure.
        limit: Maximum number of documents, and of twins of each kind of damage.
        step: Every `step`-th rated segment is used.
        device: What the checker runs on.
        effort: The effort of the checker.
    """

    data: Path
    checker: Checker
    limit: int
    step: int
    device: str = "auto"
    effort: Effort = Effort.NORMAL

    def check(self, pairs: Iterable[tuple[str, str]]) -> list[Report]:
        """The reports on some pairs, in order."""
        return list(self.checker.check_many(Pair(*pair) for pair in pairs))


@dataclass
class Count:
    """Counts for precision and recall.

    Attributes:
        right: Items that were reported and are right.
        said: Items that were reported.
        found: Items that should be reported and were.
        there: Items that should be reported.
    """

    right: int = 0
    said: int = 0
    found: int = 0
    there: int = 0

    def measures(self) -> Measures:
        """Precision, recall and F1."""
        precision, recall = self.right / max(1, self.said), self.found / max(1, self.there)
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        return {"P": precision, "R": recall, "F1": f1}


def links_of(report: Report) -> Links:
    """Every pair of sentences that share a group."""
    return {(r, c) for group in report.groups for r in group.reference for c in group.copy}


def sentence_starts(document: Document) -> list[int]:
    """The offset of each sentence."""
    return [sentence.start for sentence in document.sentences]
