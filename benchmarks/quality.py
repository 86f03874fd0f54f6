"""How right mtqa is on the development data, and how right its peers are on the same pairs.

Five measures, each on the part of the data folder that bears its name: `roundtrip` (sentence
alignment with known drops, strangers and moves), `articles` and `gold` (marked errors),
`demetr` (damaged translations must score lower) and `mqm` (translations of a segment in the
order of people's scores). One table, or JSON.

usage: quality.py [--data FOLDER] [--parts roundtrip,articles,...] [--limit N] [--step K] [--json]
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path

import marked
import material
import rated
import shuffled
from measures import Measures, Setting

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
    setting = Setting(given.data, Checker(device=given.device), given.limit, given.step)
    found = {part: PARTS[part](setting) for part in given.parts.split(",")}
    if given.json:
        print(json.dumps({"signature": setting.checker.signature, "measures": found}, indent=2))
    else:
        print(setting.checker.signature, table(found), sep="\n\n")


def table(found: dict[str, dict[str, Measures]]) -> str:
    """Measures as Markdown."""
    lines = ["| part | what | measures |", "|---|---|---|"]
    for part, rows in found.items():
        for name, measures in rows.items():
            shown = "  ".join(f"{key} {value:.3f}" for key, value in measures.items())
            lines.append(f"| {part} | {name} | {shown} |")
    return "\n".join(lines)


PARTS: dict[str, Callable[[Setting], dict[str, Measures]]] = {
    "roundtrip": shuffled.alignment,
    "articles": marked.articles,
    "gold": marked.windows,
    "demetr": rated.demetr,
    "mqm": rated.mqm,
}


if __name__ == "__main__":
    main()
