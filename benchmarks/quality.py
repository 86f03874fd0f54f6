"""How right mtqa is on the development data, and how right its peers are on the same pairs.

Eight measures. Five stand each on the part of the data folder that bears its name: `roundtrip`
(sentence alignment with known drops, strangers and moves), `articles` and `gold` (marked errors),
`demetr` (damaged translations must score lower) and `mqm` (translations of a segment in the order
of people's scores). Three stand on several: `steady` (what must hold of the score whatever the
texts), `verdicts` (what five kinds of pairs are called) and `confidence` (whether it means what it
says, on the marked errors). One table, or JSON with machine, versions and signature.

usage: quality.py [--data FOLDER] [--parts roundtrip,articles,...] [--limit N] [--step K] [--json]
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path

import confidence
import marked
import material
import rated
import shuffled
import steady
import verdicts
from measures import Measures, Setting
from timing import Figures, machine, versions
from transformers.utils import logging

from mtqa import Checker


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--data", type=Path, default=material.DATA)
    options.add_argument("--parts", default=",".join(PARTS), help=f"of {', '.join(PARTS)}")
    options.add_argument("--limit", type=int, default=100, help="documents; twins of each damage")
    options.add_argument("--step", type=int, default=1, help="every K-th rated segment only")
    options.add_argument("--device", default="auto")
    options.add_argument("--json", action="store_true")
    given = options.parse_args()
    logging.disable_progress_bar()
    setting = Setting(given.data, Checker(device=given.device), given.limit, given.step)
    found = {part: PARTS[part](setting) for part in given.parts.split(",")}
    if given.json:
        print(json.dumps({"about": about(setting), "measures": found}, indent=2))
    else:
        print(setting.checker.signature, table(found), sep="\n\n")


def about(setting: Setting) -> Figures:
    """Machine, versions, signature and sizes."""
    return {
        "machine": machine(),
        "versions": versions(),
        "signature": setting.checker.signature,
        "limit": setting.limit,
        "step": setting.step,
    }


def table(found: dict[str, dict[str, Measures]]) -> str:
    """Measures as a Markdown table whose columns stand under each other."""
    rows = [["part", "what", "measures"]] + [
        [part, name, ", ".join(f"{key} {shown(value)}" for key, value in measures.items())]
        for part, of_part in found.items()
        for name, measures in of_part.items()
    ]
    wide = [max(map(len, column)) for column in zip(*rows, strict=True)][:2]
    rows.insert(1, ["-" * wide[0], "-" * wide[1], "---"])
    return "\n".join(f"| {one:{wide[0]}} | {two:{wide[1]}} | {rest} |" for one, two, rest in rows)


def shown(value: float) -> str:
    """A count as it is, a share with three decimals."""
    return str(value) if isinstance(value, int) else f"{value:.3f}"


PARTS: dict[str, Callable[[Setting], dict[str, Measures]]] = {
    "roundtrip": shuffled.alignment,
    "articles": marked.articles,
    "gold": marked.windows,
    "demetr": rated.demetr,
    "mqm": rated.mqm,
    "steady": steady.steady,
    "verdicts": verdicts.verdicts,
    "confidence": confidence.confidence,
}


if __name__ == "__main__":
    main()
