"""Measures findings, links, scores, verdicts and confidences on the development data.

Every part is measured with each effort that is installed. The parts `roundtrip`, `articles`,
`demetr` and `mqm` also measure the peers on the same pairs. `benchmarks/README.md` lists the parts.

The result is a JSON file: `about` says what was measured, with what and when; `measures` holds the
rows by effort and part. Parts measured earlier stay in the file if commit, signatures and sizes are
the same, so that the parts can be run one after another.

usage: quality.py [--data FOLDER] [--parts roundtrip,articles,...] [--limit N] [--step K] [-o FILE]
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path

import calibrated
import changed_numbers
import confidence
import examples
import marked
import material
import rated
import shuffled
import steady
import verdicts
from measures import Measures, Setting
from timing import Figures, commit, machine, today, versions
from transformers.utils import logging

from mtqa import Checker
from mtqa.registry import installed_efforts

RESULTS = Path(__file__).parent / "results" / "quality.json"
Rows = dict[str, Measures]


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--data", type=Path, default=material.DATA)
    options.add_argument("--parts", default=",".join(PARTS), help=f"of {', '.join(PARTS)}")
    options.add_argument("--limit", type=int, default=100, help="documents; twins of each damage")
    options.add_argument("--step", type=int, default=1, help="every K-th rated segment only")
    options.add_argument("--device", default="auto")
    options.add_argument("-o", "--output", type=Path, default=RESULTS)
    given = options.parse_args()
    logging.disable_progress_bar()
    settings = {
        effort.value: Setting(
            given.data,
            Checker(device=given.device, effort=effort),
            given.limit,
            given.step,
            device=given.device,
            effort=effort,
        )
        for effort in installed_efforts()
    }
    results = earlier(given.output, about(settings))
    for part in given.parts.split(","):
        for effort, setting in settings.items():
            results["measures"].setdefault(effort, {})[part] = PARTS[part](setting)
            print(table(effort, part, results["measures"][effort][part]), flush=True)
        given.output.write_text(json.dumps(results, indent=2) + "\n", "utf-8")


def about(settings: dict[str, Setting]) -> Figures:
    """Commit, date, machine, versions, signatures and sizes."""
    one = next(iter(settings.values()))
    return {
        "commit": commit(),
        "date": today(),
        "machine": machine(),
        "versions": versions(),
        "signatures": {effort: each.checker.signature for effort, each in settings.items()},
        "limit": one.limit,
        "step": one.step,
    }


def earlier(path: Path, about: Figures) -> Figures:
    """The results in a file if they were measured in the same way; else results without rows."""
    if path.exists():
        results: Figures = json.loads(path.read_text("utf-8"))
        if {**results["about"], "date": about["date"]} == about:
            return results
    return {"about": about, "measures": {}}


def table(effort: str, part: str, rows: Rows) -> str:
    """The rows of a part, one a line, with aligned columns."""
    wide = max(map(len, rows))
    return "\n".join(
        f"{effort} {part:15} {name:{wide}}  "
        + ", ".join(f"{key} {shown(value)}" for key, value in measures.items())
        for name, measures in rows.items()
    )


def shown(value: float) -> str:
    """A count as it is, a share with three decimals."""
    return str(value) if isinstance(value, int) else f"{value:.3f}"


PARTS: dict[str, Callable[[Setting], Rows]] = {
    "roundtrip": shuffled.alignment,
    "articles": marked.articles,
    "gold": marked.windows,
    "confidence": confidence.confidence,
    "calibration": calibrated.calibration,
    "verdicts": verdicts.verdicts,
    "examples": examples.examples,
    "changed_numbers": changed_numbers.changed_numbers,
    "located": rated.located,
    "honest": rated.honest,
    "steady": steady.steady,
    "demetr": rated.demetr,
    "mqm": rated.mqm,
}


if __name__ == "__main__":
    main()
