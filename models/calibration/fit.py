"""Measures how often an edit of a nearly verbatim line is an error, and writes calibration.json.

Each line of marked round trips (`marks/train.jsonl.gz`) is a pair of its own. Of those that keep
enough words, each edit is right where it overlaps a mark that is no harmless variant. Kinds of
which there are too few to tell, and the limits, are set by hand and say so.

usage: fit.py DATA [--lines N]
"""

from __future__ import annotations

import argparse
import collections
import gzip
import json
from pathlib import Path
from typing import Any

from mtqa import Checker
from mtqa.alignment.comparison import Comparison
from mtqa.alignment.word_diff import changes_of, kept_share, kind_of
from mtqa.checker import Pair
from mtqa.registry import models_folder
from mtqa.text.spans import Place

PATH = models_folder() / "calibration" / "calibration.json"
HAND = {
    "near": 0.9,
    "reworded": 0.85,
    "kept": 0.95,
    "least_words": 80,
    "put_in": 0.25,
    "alone": 0.3,
    "beside_diff": 0.2,
    "proper": 0.5,
}
"""The limits, see `mtqa/calibration.py`."""

TOO_FEW = 10
HAND_CONFIDENCE = {"negation": 0.9, "opposite": 0.9, "number": 0.9}
"""What is said of kinds that hardly occur in round trips, where the diff leaves no doubt."""


class Recorder(Checker):
    """A fast checker that keeps the comparison of each pair."""

    def __init__(self) -> None:
        super().__init__(device="cpu", fast=True)
        self.comparisons: list[Comparison] = []

    def _report(self, pair_id: str | None, comparison: Comparison, related: bool) -> Any:
        self.comparisons.append(comparison)
        return super()._report(pair_id, comparison, related)


def spans(line: dict[str, Any]) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Where the marks of a line stand on either side."""
    own, its = [], []
    for kind, _, here, there in line["marks"]:
        if kind != "nvar":
            for quote, text, found in (
                (here, line["reference"], own),
                (there, line["copy"], its),
            ):
                if quote:
                    at = text.index(quote)
                    found.append((at, at + len(quote)))
    return own, its


def meets(place: Place | None, marks: list[tuple[int, int]]) -> bool:
    """Whether a place overlaps a mark."""
    return place is not None and any(a < place.end and place.start < b for a, b in marks)


def measured(lines: list[dict[str, Any]]) -> dict[str, list[int]]:
    """Of each kind of edit how many are right, and how many there are."""
    counts: dict[str, list[int]] = collections.defaultdict(lambda: [0, 0])
    recorder = Recorder()
    pairs = [Pair(line["reference"], line["copy"]) for line in lines]
    for line, _ in zip(lines, recorder.check_many(pairs), strict=True):
        comparison = recorder.comparisons.pop(0)
        if kept_share(comparison.matches) < HAND["near"]:
            continue
        own, its = spans(line)
        for match in comparison.matches:
            for change in changes_of(match):
                count = counts[kind_of(change)]
                count[0] += meets(change.place(0), own) or meets(change.place(1), its)
                count[1] += 1
    return counts


def main() -> None:
    """Reads, measures, writes."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("data", type=Path)
    options.add_argument("--lines", type=int)
    chosen = options.parse_args()
    with gzip.open(chosen.data / "marks" / "train.jsonl.gz", "rt", encoding="utf-8") as content:
        lines = [json.loads(line) for line in content][: chosen.lines]
    confidence: dict[str, dict[str, object]] = {}
    for kind, (right, of) in sorted(measured(lines).items()):
        by_hand = of < TOO_FEW and kind in HAND_CONFIDENCE
        value = HAND_CONFIDENCE[kind] if by_hand else round(right / of, 2)
        confidence[kind] = {"value": value, "how": "hand" if by_hand else "share right"}
        confidence[kind] |= {"right": right, "of": of}
    for kind, value in HAND_CONFIDENCE.items():
        confidence.setdefault(kind, {"value": value, "how": "hand", "right": 0, "of": 0})
    made = {
        "format": 1,
        "edits": {name: {"value": value, "how": "hand"} for name, value in HAND.items()},
        "confidence": {"on": f"marks/train, {len(lines)} lines", "edit": confidence},
    }
    PATH.write_text(json.dumps(made, indent=2) + "\n", "utf-8")
    print(json.dumps(made, indent=2))


if __name__ == "__main__":
    main()
