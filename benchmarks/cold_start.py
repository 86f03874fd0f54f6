"""Compares the processor time of `mtqa check` in a fresh process with that of another checkout.

Both checkouts check the same pair with the same Python and packages, in turn (A B A B). The user
and system time of the whole process counts, start and end included. Peak memory is recorded too.

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

from timing import commit, machine, today, versions

ROOT = Path(__file__).parent.parent
AT_MOST = 0.45
RUN = "import sys; from mtqa import cli; assert cli.__file__.startswith({!r}); cli.main()"


class Took(NamedTuple):
    """Processor time and elapsed time in seconds, and peak memory in megabytes."""

    processor: float
    wall: float
    peak_mb: float


def main() -> None:
    """Runs the benchmark and writes the result."""
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
        run(checkout, pair)  # warms the file cache and compiles the sources
    for _ in range(given.rounds):
        for name, checkout in checkouts.items():
            took[name].append(run(checkout, pair))
    results = {"about": about(checkouts, given), "figures": figures(took)}
    given.output.write_text(json.dumps(results, indent=2) + "\n", "utf-8")
    print(json.dumps(results["figures"], indent=2))


def run(checkout: Path, pair: list[str]) -> Took:
    """The time and memory of one check in its own process."""
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
    """The ratio of the median processor times, and all times."""
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
    """Commits, date, seed, rounds, machine and versions."""
    return {
        "commits": {name: commit(checkout) for name, checkout in checkouts.items()},
        "date": today(),
        "seed": given.seed,
        "rounds": given.rounds,
        "machine": machine(),
        "versions": versions(),
    }


if __name__ == "__main__":
    main()
