"""Whether scores order translations as their damage, or people, order them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations

import material
import peers
from measures import Measures, Setting

SAME_AS_REFERENCE = "base_id35_reference"
"""Where the damaged twin is the reference itself, which cannot be worse."""


def demetr(setting: Setting) -> dict[str, Measures]:
    """How often a translation scores above its damaged twin, mean over the kinds of damage."""
    kinds: dict[str, list[material.Record]] = defaultdict(list)
    for item in material.json_lines(setting.data / "demetr" / "demetr.jsonl.gz"):
        if item["perturbation"] != SAME_AS_REFERENCE and item["perturbed"].strip():
            kinds[item["perturbation"]].append(item)
    chosen = {
        kind: items[:: max(1, len(items) // setting.limit)][: setting.limit]
        for kind, items in kinds.items()
    }
    pairs = [
        (item["reference"], item[side])
        for items in chosen.values()
        for item in items
        for side in ("translation", "perturbed")
    ]
    rows = {}
    for name, score in _scores(setting, pairs).items():
        of_level: dict[str, list[float]] = defaultdict(list)
        for kind, items in chosen.items():
            wins = [
                score[item["reference"], item["translation"]]
                > score[item["reference"], item["perturbed"]]
                for item in items
            ]
            of_level[kind.split("_")[0]].append(sum(wins) / len(wins))
        every = [share for shares in of_level.values() for share in shares]
        rows[name] = {
            "accuracy": sum(every) / len(every),
            **{level: sum(each) / len(each) for level, each in sorted(of_level.items())},
        }
    return rows


def mqm(setting: Setting) -> dict[str, Measures]:
    """Share of pairs of translations of one segment that stand in the order of human scores."""
    segments: dict[int, list[material.Record]] = defaultdict(list)
    for item in material.json_lines(setting.data / "mqm" / "wmt20-news-zh-en.jsonl.gz"):
        if not item["system"].startswith("Human"):
            segments[item["seg"]].append(item)
    segments = {number: segments[number] for number in sorted(segments)[:: setting.step]}
    pairs = [(i["reference"], i["translation"]) for items in segments.values() for i in items]
    return {
        name: {
            "any difference": _ordered(segments, score, 1e-9),
            "a major error apart": _ordered(segments, score, 5),
        }
        for name, score in _scores(setting, pairs).items()
    }


def _ordered(
    segments: dict[int, list[material.Record]], score: dict[tuple[str, str], float], least: float
) -> float:
    """A tie of ours counts half."""
    right = total = 0.0
    for items in segments.values():
        for one, other in combinations(items, 2):
            human = one["mqm"] - other["mqm"]
            if abs(human) >= least:
                ours, theirs = (score[i["reference"], i["translation"]] for i in (one, other))
                total += 1
                right += 0.5 if ours == theirs else (human > 0) == (ours > theirs)
    return right / max(1, total)


def _scores(
    setting: Setting, pairs: Sequence[tuple[str, str]]
) -> dict[str, dict[tuple[str, str], float]]:
    """What we and each peer give the pairs."""
    distinct = list(dict.fromkeys(pairs))
    references, copies = zip(*distinct, strict=True)
    found = {"mtqa": [report.scores.quality for report in setting.check(distinct)]}
    found |= {name: metric(references, copies) for name, metric in peers.METRICS.items()}
    return {name: dict(zip(distinct, scores, strict=True)) for name, scores in found.items()}
