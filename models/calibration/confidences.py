"""Fits confidences: the share of right findings by how sure the detectors are.

A curve rises (isotonic regression, Barlow et al. 1972) and is shrunk towards the next more general
one: of all findings, of a type, of a kind. It is judged by cross-validation: no pair of a reference
text is judged by a curve that was fitted on that text.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any

import numpy as np
from marked_pairs import OF_TYPE, MarkedPair
from scipy.optimize import isotonic_regression

from mtqa import Checker, Finding, Pair
from mtqa.scoring.confidence import ANY, curve_names, measured

FEWEST = 50
"""Minimum findings for a curve of their own."""

BLOCK = 40
"""Minimum findings that are counted together."""

PRIOR = 20
"""How many findings the more general curve counts for beside those of a block."""

FOLDS = 10
SEED = 18
BINS = (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
"""Where the rows of the table begin."""

Curve = list[list[float]]


class Uncalibrated(Checker):
    """A checker whose reports say how sure the detectors are."""

    def _with_confidence(self, findings: Iterable[Finding]) -> Iterable[Finding]:
        return findings


@dataclass(frozen=True)
class Judged:
    """A finding, and whether it is right.

    Attributes:
        set: The set of its pair.
        text: The reference text of its pair.
        names: The curves that fit it, the most special one first.
        certainty: How sure its detector is.
        is_right: Whether it overlaps an error.
        is_typed: Whether it overlaps an error of its type.
    """

    set: str
    text: str
    names: tuple[str, ...]
    certainty: float
    is_right: bool
    is_typed: bool


def judged(pairs: Sequence[MarkedPair], checker: Checker) -> list[Judged]:
    """The findings of some pairs, each held against the errors of its pair."""
    made = []
    reports = checker.check_many(Pair(pair.reference, pair.copy) for pair in pairs)
    for pair, report in zip(pairs, reports, strict=True):
        for finding in report.findings:
            met = [mark for mark in pair.marks if mark.meets(finding)]
            own = any(mark.type in OF_TYPE[finding.type] for mark in met)
            names = curve_names(finding)
            made.append(Judged(pair.set, pair.text, names, finding.confidence, bool(met), own))
    return made


def fitted(findings: Sequence[Judged]) -> dict[str, dict[str, Any]]:
    """The curves by name, each with its counts; the general ones first."""
    of_name: dict[str, list[Judged]] = defaultdict(list)
    for finding in findings:
        for name in finding.names:
            of_name[name].append(finding)
    made: dict[str, dict[str, Any]] = {}
    for name in sorted(of_name, key=lambda name: (name != ANY, "/" in name, name)):
        own = of_name[name]
        if name == ANY or len(own) >= FEWEST:
            points = _points(own, made)
            right = sum(finding.is_right for finding in own)
            made[name] = {"points": points, "right": right, "of": len(own)}
    return made


def _points(findings: Sequence[Judged], general: dict[str, dict[str, Any]]) -> Curve:
    """The blocks of a rising curve: mean certainty and share of right findings.

    Args:
        findings: The findings of the curve.
        general: The more general curves; none for that of all findings.
    """
    counted = [_counted(block) for block in _blocks(findings)]
    weights = np.array([n for _, _, n in counted])
    shares = np.array([k / n for _, k, n in counted])
    edges = isotonic_regression(shares, weights=weights).blocks
    everyone = sum(k for _, k, _ in counted) / weights.sum()
    points = []
    for first, last in pairwise(edges):
        at = float(
            np.average([at for at, _, _ in counted[first:last]], weights=weights[first:last])
        )
        n, k = float(weights[first:last].sum()), sum(k for _, k, _ in counted[first:last])
        prior = measured(general, findings[0].names, at) if general else everyone
        points.append([round(at, 4), round(float(k + PRIOR * prior) / (n + PRIOR), 4)])
    rising = np.maximum.accumulate([share for _, share in points]).tolist()
    return [[at, share] for (at, _), share in zip(points, rising, strict=True)]


def _blocks(findings: Sequence[Judged]) -> Iterator[list[Judged]]:
    """Findings by rising certainty, equal ones together, the fewest of a block or more."""
    block: list[Judged] = []
    own = sorted(findings, key=lambda finding: finding.certainty)
    left = len(own)
    for _, equal in groupby(own, key=lambda finding: finding.certainty):
        block += equal
        if len(block) >= BLOCK and left - len(block) >= BLOCK:
            yield block
            left -= len(block)
            block = []
    if block:
        yield block


def _counted(block: Sequence[Judged]) -> tuple[float, int, int]:
    """Mean certainty, number right, number of a block."""
    certainty = sum(finding.certainty for finding in block) / len(block)
    return certainty, sum(finding.is_right for finding in block), len(block)


def cross_validated(findings: Sequence[Judged]) -> list[tuple[Judged, float]]:
    """Each finding with the confidence that the other texts' findings give it."""
    texts = sorted({finding.text for finding in findings})
    random.Random(SEED).shuffle(texts)
    made = []
    for fold in range(FOLDS):
        held = set(texts[fold::FOLDS])
        curves = fitted([finding for finding in findings if finding.text not in held])
        made += [
            (one, measured(curves, one.names, one.certainty))
            for one in findings
            if one.text in held
        ]
    return made


def table(rows: Sequence[tuple[Judged, float]]) -> list[dict[str, Any]]:
    """Mean confidence, share right and share of the right type: pooled and by set, by bin."""
    made = []
    for name in ("pooled", *sorted({finding.set for finding, _ in rows})):
        own = [row for row in rows if name in ("pooled", row[0].set)]
        for low, high in zip(BINS, (*BINS[1:], 1.01), strict=True):
            inside = [row for row in own if low <= row[1] < high]
            if inside:
                made.append({"set": name, "from": low, **_row(inside)})
        made.append({"set": name, "from": None, **_row(own)})
    return made


def _row(rows: Sequence[tuple[Judged, float]]) -> dict[str, Any]:
    def mean(of: Callable[[Judged, float], float]) -> float:
        return round(sum(of(*row) for row in rows) / len(rows), 4)

    return {
        "findings": len(rows),
        "mean confidence": mean(lambda _, sure: sure),
        "right": mean(lambda one, _: one.is_right),
        "right type": mean(lambda one, _: one.is_typed),
        "Brier": mean(lambda one, sure: (sure - one.is_right) ** 2),
    }


def print_table(rows: Sequence[dict[str, Any]]) -> None:
    """Prints a table."""
    for row in rows:
        low = "any" if row["from"] is None else f"{row['from']:.1f}"
        figures = "  ".join(f"{key} {value}" for key, value in row.items() if key not in _KEYS)
        print(f"{row['set']:9s} {low:4s} {figures}")


_KEYS = {"set", "from"}
