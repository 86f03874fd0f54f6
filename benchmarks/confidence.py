"""Whether confidence means what it says, and what `--min-confidence` trades for what.

Only findings that one of the marks' rules answers for count: of the windows that leaves out
mistranslations and foreign script, of the articles foreign script.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

import marked
from measures import Measures, Setting

from mtqa import Finding

LEAST = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9)
"""Where the bins of confidence begin, and what is tried as `--min-confidence`."""


def confidence(setting: Setting) -> dict[str, Measures]:
    """How many findings are right by their confidence; precision and recall over a least one."""
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
    """How many findings, how sure they are on average, and how many of them are right."""
    if not judged:
        return {"findings": 0}
    return {
        "findings": len(judged),
        "mean confidence": sum(finding.confidence for finding, _ in judged) / len(judged),
        "right": sum(right for _, right in judged) / len(judged),
    }
