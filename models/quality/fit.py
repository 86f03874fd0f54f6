"""Fits the weight of each kind of damage, and writes weights.json next to this file.

The data are DEMETR's translations and their damaged twins: two copies of one reference, of which
one is better. The logarithm of the quality is a weighted sum of damages; the non-negative weights
minimize the logistic loss of the order of the copies. There is a set for each effort that is
installed: `fast` without a pair reader, from ids to 250, and the others with one, from ids 351 to
425, because pair readers were trained on lower ids and are overconfident on them. Ids over 425 are
a test of all.

usage: fit.py DATA [--pairs N]

N is the maximum number of pairs of each kind of damage.
"""

from __future__ import annotations

import argparse
import collections
import gzip
import json
import math
import random
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from mtqa.alignment.comparison import Comparison
from mtqa.alignment.side import Side
from mtqa.detectors.find_all import find_all
from mtqa.encoding.loading import load_reader
from mtqa.encoding.readers import Reader
from mtqa.registry import DEFAULT_MODEL, Effort, installed_efforts
from mtqa.scoring.damage_kinds import DamageKind
from mtqa.scoring.damages import Damages
from mtqa.scoring.score import LIMITS
from mtqa.scoring.verdict import is_related, linked_share
from mtqa.text.reading import read_document

SEED = 3
SHARPNESS = 320.0
"""Steepness of the loss: a margin of 0.02 in the logarithm of the quality is nearly sure."""

UNDAMAGED = 0.8
"""Median quality of an undamaged translation, out of 1; all weights are scaled to it."""

_READ = {
    DamageKind.NUMBERS: 2.0,
    DamageKind.FINDINGS: 0.2,
    DamageKind.RANK: 0.025,
    DamageKind.COSINE: 0.6,
    DamageKind.CLUMSY: 0.03,
}
FIXED = {
    Effort.FAST: {DamageKind.NUMBERS: 1.2, DamageKind.FINDINGS: 0.6},
    Effort.NORMAL: _READ,
    Effort.THOROUGH: _READ,
}
"""Weights set by hand, by effort, before scaling. `findings` and `numbers` are per MQM point and
word; a changed number must outweigh a free translation. Rank, cosine and clumsiness order whole
translations, which twins cannot teach: they have similar cosines, and a missing word is clumsy."""

EDITS = 1.0
"""Weight of the word diff of a nearly verbatim copy, not scaled: a group with missing words keeps
the share of its words that is left."""

RIDGE = 1e-4
Judged = tuple[str, str, str, float]
"""Reference, better copy, worse copy, weight."""


def read_lines(path: Path) -> list[dict]:
    """The objects of a compressed JSON Lines file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def demetr_pairs(path: Path, count: int, ids: range) -> Iterator[Judged]:
    """Whole and damaged translations of some ids; all kinds of damage have the same weight."""
    kinds = collections.defaultdict(list)
    for item in read_lines(path):
        is_whole = item["perturbation"] == "base_id35_reference" or not item["perturbed"].strip()
        if item["id"] in ids and not is_whole:
            kinds[item["perturbation"]].append(item)
    for items in kinds.values():
        chosen = random.sample(items, min(count, len(items)))
        for item in chosen:
            yield (
                item["reference"],
                item["translation"],
                item["perturbed"],
                1 / len(chosen) / len(kinds),
            )


def seen(
    texts: Iterable[tuple[str, str]], reader: Reader, fixed_costs: dict[str, float]
) -> dict[tuple[str, str], dict[str, float]]:
    """The damages of each distinct pair, and the sum of those with fixed weights."""
    pairs = list(dict.fromkeys(texts))
    documents = {text: read_document(text) for pair in pairs for text in pair}
    sentences = list(
        dict.fromkeys(s for document in documents.values() for s in document.sentence_texts())
    )
    encoded = dict(zip(sentences, reader.read(sentences), strict=True))
    sides = {
        text: Side(document, tuple(encoded[s] for s in document.sentence_texts()))
        for text, document in documents.items()
    }
    aligned = {pair: Comparison.of(*(sides[text] for text in pair)) for pair in pairs}
    unread = [words for one in aligned.values() for words in one.unread if words]
    readings = dict(zip(unread, reader.read_together(unread), strict=True))
    made = {}
    for pair, one in aligned.items():
        comparison = one.read(readings[words] if words else None for words in one.unread)
        findings = find_all(comparison) if is_related(comparison) else []
        seen_damages = Damages.of(comparison, findings).mean()
        del seen_damages[DamageKind.EDITS]
        missing = -math.log(max(LIMITS.least_coverage, linked_share(comparison)))
        fixed = missing + sum(cost * seen_damages.pop(name) for name, cost in fixed_costs.items())
        made[pair] = seen_damages | {"fixed": fixed}
    return made


def fit(names: list[str], gaps: np.ndarray, fixed: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """The non-negative weights that order the copies best.

    Args:
        names: Names of the damages.
        gaps: Damages of the worse copy minus those of the better, shape (pairs, damages).
        fixed: The same for the sum of fixed weights, shape (pairs,).
        weights: Weight of each pair.
    """
    scale = np.abs(gaps).mean(0) + 1e-9

    def loss(free: np.ndarray) -> tuple[float, np.ndarray]:
        margin = SHARPNESS * (gaps / scale @ free + fixed)
        value = float(weights @ np.logaddexp(0, -margin)) + RIDGE * float(free @ free)
        slope = -weights / (1 + np.exp(np.minimum(margin, 50)))
        return value, SHARPNESS * (gaps / scale).T @ slope + 2 * RIDGE * free

    start = np.full(len(names), 0.01)
    made = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=[(0, None)] * len(names))
    return np.where(gaps.any(0), made.x / scale, 0.0)


def fitted(path: Path, count: int, effort: Effort) -> dict[str, object]:
    """The weights of an effort, with their provenance."""
    ids = range(351, 426) if effort.pair_reader else range(1, 251)
    random.seed(SEED)
    reader = load_reader(DEFAULT_MODEL, "cpu", effort=effort)
    judged = list(demetr_pairs(path, count, ids))
    texts = [(reference, copy) for reference, *copies, _ in judged for copy in copies]
    table = seen(texts, reader, FIXED[effort])
    names = [name for name in next(iter(table.values())) if name != "fixed"]
    gaps = np.array(
        [
            [table[r, worse][n] - table[r, better][n] for n in names]
            for r, better, worse, _ in judged
        ]
    )
    fixed = np.array(
        [table[r, worse]["fixed"] - table[r, better]["fixed"] for r, better, worse, _ in judged]
    )
    weights = np.array([weight for *_, weight in judged])
    costs = fit(names, gaps, fixed, weights)
    won = (gaps @ costs + fixed > 0) @ weights / weights.sum()
    whole = [[table[r, better][n] for n in names] for r, better, *_ in judged] @ costs
    whole += [table[r, better]["fixed"] for r, better, *_ in judged]
    scale = -math.log(UNDAMAGED) / float(np.median(whole))
    provenance = (
        f"fit.py, seed {SEED}: {len(judged)} pairs of DEMETR, ids {ids[0]} to {ids[-1]}; "
        f"{won:.3f} of their weight in the right order; "
        f"an undamaged translation scores {100 * UNDAMAGED:.0f} in the middle"
    )
    named = FIXED[effort] | dict(zip(names, costs.tolist(), strict=True))
    return {
        "provenance": provenance,
        "weights": {name: float(f"{scale * cost:.4g}") for name, cost in named.items()}
        | {DamageKind.EDITS: EDITS},
    }


def main() -> None:
    """Fits the sets of the installed efforts and writes the file; others stay as they are."""
    options = argparse.ArgumentParser()
    options.add_argument("data", type=Path)
    options.add_argument("--pairs", type=int, default=120)
    chosen = options.parse_args()
    path = chosen.data / "demetr/demetr.jsonl.gz"
    made = Path(__file__).with_name("weights.json")
    content = json.loads(made.read_text("utf-8")) | {
        effort.value: fitted(path, chosen.pairs, effort) for effort in installed_efforts()
    }
    made.write_text(json.dumps(content, indent=2) + "\n", "utf-8")
    print(json.dumps(content, indent=2))


if __name__ == "__main__":
    main()
