"""Measures calibration: how many findings of a confidence are right, and what a minimum costs.

Only findings that a rule of the marks judges are counted. Windows have no rules for mistranslations
and untranslated text, articles none for untranslated text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

import marked
from measures import Measures, Setting

from mtqa import Finding

LEAST = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9)
"""Lower ends of the confidence bins, and the values of `--min-confidence` to measure."""


def confidence(setting: Setting) -> dict[str, Measures]:
    """Share of right findings by confidence; precision and recall by minimum confidence."""
    sets = {
        "articles": marked.checked_articles(setting),
        "windows": marked.checked_windows(setting),
    }
    judged = [each for made in sets.values() for each in made.judged()]
    return {
        **_reliability(judged),
        **{
            f"{name}, {least} or more": made.count(made.rules, least).measures()
            for name, made in sets.items()
            for least in LEAST
        },
    }


def _reliability(judged: Sequence[tuple[Finding, bool]]) -> dict[str, Measures]:
    bins: list[list[tuple[Finding, bool]]] = [[] for _ in LEAST]
    for finding, right in judged:
        bins[bisect_right(LEAST, finding.confidence) - 1].append((finding, right))
    names = [f"confidence {low} to {high}" for low, high in pairwise((*LEAST, 1.0))]
    rows = {name: _bin(each) for name, each in zip(names, bins, strict=True)}
    return {**rows, "any confidence": _bin(judged)}


def _bin(judged: Sequence[tuple[Finding, bool]]) -> Measures:
    """Number of findings, their mean confidence, and the share that is right."""
    if not judged:
        return {"findings": 0}
    return {
        "findings": len(judged),
        "mean confidence": sum(finding.confidence for finding, _ in judged) / len(judged),
        "right": sum(right for _, right in judged) / len(judged),
    }
