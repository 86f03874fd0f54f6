"""How much processor time `mtqa check` takes in a fresh process, beside another checkout of it.

Both check the same pair with the same Python and packages; only the checkout that is imported
differs. They alternate (A B A B), and what counts is user and system time of the whole process,
its start and end included. Beside that: peak memory.

usage: cold_start.py BASELINE [--rounds N] [--seed NAME] [-o FILE]

BASELINE is a checkout of the version to compare with.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, NamedTuple

from timing import machine, versions

ROOT = Path(__file__).parent.parent
AT_MOST = 0.45
RUN = "import sys; from mtqa import cli; assert cli.__file__.startswith({!r}); cli.main()"


class Took(NamedTuple):
    """What a process took: seconds of its threads together, seconds on the wall, megabytes."""

    processor: float
    wall: float
    peak_mb: float


def main() -> None:
    """Runs the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("baseline", type=Path)
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--seed", default="chocolate")
    parser.add_argument(
        "-o", "--output", type=Path, default=ROOT / "benchmarks/results/cold_start.json"
    )
    given = parser.parse_args()
    checkouts = {"baseline": given.baseline.resolve(), "this": ROOT}
    pair = [str(ROOT / "seeds" / given.seed / f"{side}.txt") for side in ("reference", "copy")]
    took: dict[str, list[Took]] = {name: [] for name in checkouts}
    for checkout in checkouts.values():
        run(checkout, pair)  # reads the files into the system's cache, and compiles the sources
    for _ in range(given.rounds):
        for name, checkout in checkouts.items():
            took[name].append(run(checkout, pair))
    results = {"about": about(checkouts, given), "figures": figures(took)}
    given.output.write_text(json.dumps(results, indent=2) + "\n", "utf-8")
    print(json.dumps(results["figures"], indent=2))


def run(checkout: Path, pair: list[str]) -> Took:
    """One check in a process of its own."""
    code = RUN.format(str(checkout))
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-c", code, "check", *pair],
        env=os.environ | {"PYTHONPATH": str(checkout)},
        cwd=checkout,
        stdout=subprocess.DEVNULL,
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"the check of {checkout} exited with {process.returncode}")
    return Took(
        usage.ru_utime + usage.ru_stime, time.perf_counter() - started, usage.ru_maxrss / 1024
    )


def figures(took: dict[str, list[Took]]) -> dict[str, Any]:
    """The ratio of the median processor times, and all of them."""
    median = {
        name: statistics.median(each.processor for each in runs) for name, runs in took.items()
    }
    return {
        "ratio": round(median["this"] / median["baseline"], 3),
        "at_most": AT_MOST,
        "processor_seconds": {
            name: [round(each.processor, 2) for each in runs] for name, runs in took.items()
        },
        "wall_seconds": {
            name: [round(each.wall, 2) for each in runs] for name, runs in took.items()
        },
        "peak_mb": {name: round(max(each.peak_mb for each in runs)) for name, runs in took.items()},
    }


def about(checkouts: dict[str, Path], given: argparse.Namespace) -> dict[str, Any]:
    """What was measured, and on what."""
    return {
        "commits": {name: commit(checkout) for name, checkout in checkouts.items()},
        "seed": given.seed,
        "rounds": given.rounds,
        "machine": machine(),
        "versions": versions(),
    }


def commit(checkout: Path) -> str:
    """The commit of a checkout."""
    command = ["git", "-C", str(checkout), "rev-parse", "--short", "HEAD"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


if __name__ == "__main__":
    main()
