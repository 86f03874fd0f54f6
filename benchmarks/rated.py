"""Checks whether scores order translations as their damage orders them, or as people do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

import material
import peers
from measures import Measures, Setting

from mtqa import Report
from mtqa.results.findings import FindingType, Severity

SAME_AS_REFERENCE = "base_id35_reference"
"""The kind of damage whose damaged twin is the reference itself, which cannot be worse."""

FITTED = 425
"""Highest DEMETR id that any fit used. Items with higher ids are the test set."""

LEARNT = 350
"""Highest DEMETR id that the pair reader was trained on."""

KEPT_OUT = 5
"""One news segment in this many was kept out of the training of the pair reader's later runs."""

MAJOR = 5
"""MQM points of a major error."""

LOCATED = {
    "critical_id8_negation": {FindingType.MISTRANSLATION},
    "major_id5_pp_removed": {FindingType.DROPPED_CLAUSE},
    "critical_id24_subj_removed": {
        FindingType.DROPPED_CLAUSE,
        FindingType.NAME,
        FindingType.FRAGMENT,
    },
    "critical_id6_addition": {FindingType.ADDED_TEXT},
    "critical_id9_ne_replaced": {FindingType.NAME},
    "critical_id10_numbers_replaced": {FindingType.NUMBER},
}
"""Finding types that locate a kind of damage."""

HONEST = 300
"""Pairs of human translations to check."""

Texts = tuple[str, str]
Scores = dict[Texts, float]
Item = material.Record


def demetr(setting: Setting) -> dict[str, Measures]:
    """Share of translations that score above their damaged twin, averaged over kinds of damage.

    The first rows cover a sample of all items, the others every item that no fit used.
    """
    sample = [
        item
        for items in _twins(setting).values()
        for item in items[:: max(1, len(items) // setting.limit)][: setting.limit]
    ]
    test = [item for items in _twins(setting).values() for item in items if item["id"] > FITTED]
    pairs = [(i["reference"], i[s]) for i in sample + test for s in ("translation", "perturbed")]
    scores = _scores(setting, pairs)
    return {
        **{name: _wins(sample, score) for name, score in scores.items()},
        **{f"{name}, ids over {FITTED}": _wins(test, score) for name, score in scores.items()},
    }


def _twins(setting: Setting) -> dict[str, list[Item]]:
    """The items of DEMETR by kind of damage."""
    kinds: dict[str, list[Item]] = defaultdict(list)
    for item in material.json_lines(setting.data / "demetr" / "demetr.jsonl.gz"):
        if item["perturbation"] != SAME_AS_REFERENCE and item["perturbed"].strip():
            kinds[item["perturbation"]].append(item)
    return kinds


def _wins(items: Sequence[Item], score: Scores) -> Measures:
    """Share of items won, averaged over all kinds of damage and over those of each severity."""
    won_of: dict[str, list[bool]] = defaultdict(list)
    for item in items:
        whole, damaged = (score[item["reference"], item[s]] for s in ("translation", "perturbed"))
        won_of[item["perturbation"]].append(whole > damaged)
    of_level: dict[str, list[float]] = defaultdict(list)
    for kind, won in won_of.items():
        of_level[kind.split("_")[0]].append(sum(won) / len(won))
    every = [share for shares in of_level.values() for share in shares]
    return {
        "items": len(items),
        "accuracy": sum(every) / max(1, len(every)),
        **{level: sum(each) / len(each) for level, each in sorted(of_level.items())},
    }


def located(setting: Setting) -> dict[str, Measures]:
    """How often a finding of a fitting type tells a damaged twin from the undamaged one.

    Only items that the pair reader was not trained on are used.
    """
    rows = {}
    for kind, types in LOCATED.items():
        items = [item for item in _twins(setting)[kind] if item["id"] > LEARNT]
        before, after = (
            [_count(report, types) for report in _reports(setting, items, side)]
            for side in ("translation", "perturbed")
        )
        found = sum(b < a for b, a in zip(before, after, strict=True))
        rows[kind] = {
            "items": len(items),
            "found": found / len(items),
            "false alarms": sum(map(bool, before)) / len(items),
        }
    return rows


def _reports(setting: Setting, items: Sequence[Item], side: str) -> list[Report]:
    return setting.check((item["reference"], item[side]) for item in items)


def _count(report: Report, types: set[FindingType]) -> int:
    return sum(finding.type in types for finding in report.findings)


def honest(setting: Setting) -> dict[str, Measures]:
    """Findings in second human translations, which have no errors to speak of."""
    items = [item for item in _rated(setting) if item["system"].startswith("Human")]
    chosen = items[:: max(1, len(items) // HONEST)][:HONEST]
    findings = [f for report in _reports(setting, chosen, "translation") for f in report.findings]
    return {
        "human translations": {
            "pairs": len(chosen),
            "findings": len(findings),
            "above minor": sum(f.severity is not Severity.MINOR for f in findings),
        }
    }


def mqm(setting: Setting) -> dict[str, Measures]:
    """Share of pairs of translations of a segment that are ordered as the human scores are.

    The first rows cover all segments, the others those that the pair reader's later runs did not
    see.
    """
    segments: dict[int, list[Item]] = defaultdict(list)
    for item in _rated(setting):
        if not item["system"].startswith("Human"):
            segments[item["seg"]].append(item)
    segments = {number: segments[number] for number in sorted(segments)[:: setting.step]}
    unseen = {n: items for n, items in segments.items() if n // 2 % KEPT_OUT == 0}
    pairs = [(i["reference"], i["translation"]) for items in segments.values() for i in items]
    scores = _scores(setting, pairs)
    return {
        f"{name}{of}": {
            "segments": len(chosen),
            "any difference": _ordered(chosen, score, 1e-9),
            "a major error apart": _ordered(chosen, score, MAJOR),
        }
        for of, chosen in (("", segments), (", kept out", unseen))
        for name, score in scores.items()
    }


def _rated(setting: Setting) -> Iterator[Item]:
    yield from material.json_lines(setting.data / "mqm" / "wmt20-news-zh-en.jsonl.gz")


def _ordered(segments: dict[int, list[Item]], score: Scores, least: float) -> float:
    """Share of pairs at least so many points apart in the right order; a tie counts half."""
    right = total = 0.0
    for items in segments.values():
        for one, other in combinations(items, 2):
            human = one["mqm"] - other["mqm"]
            if abs(human) >= least:
                ours, theirs = (score[i["reference"], i["translation"]] for i in (one, other))
                total += 1
                right += 0.5 if ours == theirs else (human > 0) == (ours > theirs)
    return right / max(1, total)


def _scores(setting: Setting, pairs: Sequence[Texts]) -> dict[str, Scores]:
    """The score of each pair by mtqa and by each peer."""
    distinct = tuple(dict.fromkeys(pairs))
    ours = [report.scores.quality for report in setting.check(distinct)]
    found = {"mtqa": ours, **{name: peers.scores(name, distinct) for name in peers.METRICS}}
    return {name: dict(zip(distinct, scores, strict=True)) for name, scores in found.items()}
