"""What every measure of quality is made of: the checker it is taken of, right and found, links."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import peers

from mtqa import Checker, Pair, Report
from mtqa.text.document import Document

THRESHOLDS = (0.5, 0.6, 0.7, 0.8)
"""Of the threshold matcher, which gets the best of them on the very documents measured."""

Measures = dict[str, float]


@dataclass
class Setting:
    """What the parts are run with.

    Attributes:
        data: The data folder.
        checker: Ours.
        limit: Most documents, and twins of each kind of damage.
        step: Of the rated segments every so manieth is taken.
    """

    data: Path
    checker: Checker
    limit: int
    step: int

    def check(self, pairs: Iterable[tuple[str, str]]) -> list[Report]:
        """Reports, in order."""
        return list(self.checker.check_many(Pair(*pair) for pair in pairs))


@dataclass
class Count:
    """Right ones of those said, found ones of those there."""

    right: int = 0
    said: int = 0
    found: int = 0
    there: int = 0

    def measures(self) -> Measures:
        """Precision, recall and F1."""
        precision, recall = self.right / max(1, self.said), self.found / max(1, self.there)
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        return {"P": precision, "R": recall, "F1": f1}


def links_of(report: Report) -> peers.Links:
    """Every two sentences that stand in one group."""
    return {(r, c) for group in report.groups for r in group.reference for c in group.copy}


def sentence_starts(document: Document) -> list[int]:
    """Where each sentence begins."""
    return [sentence.start for sentence in document.sentences]
