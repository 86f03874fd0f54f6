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

FITTED = 425
"""Up to which id DEMETR's items were fitted on; the rest are a test."""

LEARNT_OF = 5
"""Of so many news segments the pair reader's later run has learnt from all but one."""


def demetr(setting: Setting) -> dict[str, Measures]:
    """How often a translation scores above its damaged twin, mean over the kinds of damage.

    Once over all items, and once over those that nothing was fitted on.
    """
    kinds: dict[str, list[material.Record]] = defaultdict(list)
    for item in material.json_lines(setting.data / "demetr" / "demetr.jsonl.gz"):
        if item["perturbation"] != SAME_AS_REFERENCE and item["perturbed"].strip():
            kinds[item["perturbation"]].append(item)
    chosen = [
        item
        for items in kinds.values()
        for item in items[:: max(1, len(items) // setting.limit)][: setting.limit]
    ]
    test = [item for item in chosen if item["id"] > FITTED]
    pairs = [(i["reference"], i[side]) for i in chosen for side in ("translation", "perturbed")]
    scores = _scores(setting, pairs)
    return {
        **{name: _wins(chosen, score) for name, score in scores.items()},
        **{f"{name}, ids over {FITTED}": _wins(test, score) for name, score in scores.items()},
    }


def _wins(items: Sequence[material.Record], score: dict[tuple[str, str], float]) -> Measures:
    """Mean over the kinds of damage of the share won: over all kinds, and by severity."""
    won_of: dict[str, list[bool]] = defaultdict(list)
    for item in items:
        whole, damaged = (score[item["reference"], item[s]] for s in ("translation", "perturbed"))
        won_of[item["perturbation"]].append(whole > damaged)
    of_level: dict[str, list[float]] = defaultdict(list)
    for kind, won in won_of.items():
        of_level[kind.split("_")[0]].append(sum(won) / len(won))
    every = [share for shares in of_level.values() for share in shares]
    return {
        "accuracy": sum(every) / max(1, len(every)),
        **{level: sum(each) / len(each) for level, each in sorted(of_level.items())},
    }


def mqm(setting: Setting) -> dict[str, Measures]:
    """Share of pairs of translations of one segment that stand in the order of human scores.

    Once over all segments, and once over those that the pair reader's later run did not see.
    """
    segments: dict[int, list[material.Record]] = defaultdict(list)
    for item in material.json_lines(setting.data / "mqm" / "wmt20-news-zh-en.jsonl.gz"):
        if not item["system"].startswith("Human"):
            segments[item["seg"]].append(item)
    segments = {number: segments[number] for number in sorted(segments)[:: setting.step]}
    pairs = [(i["reference"], i["translation"]) for items in segments.values() for i in items]
    unseen = {n: items for n, items in segments.items() if n // 2 % LEARNT_OF == 0}
    scores = _scores(setting, pairs)
    return {
        f"{name}{of}": {
            "any difference": _ordered(chosen, score, 1e-9),
            "a major error apart": _ordered(chosen, score, 5),
        }
        for of, chosen in (("", segments), (", not learnt from", unseen))
        for name, score in scores.items()
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
