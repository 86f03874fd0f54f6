"""Checks that a batch that is interrupted and resumed writes the same bytes as one that is not.

The undisturbed run has one process. The other one has several; SIGKILL, SIGTERM and SIGINT end it
in turn, at times spread over the whole run, and `--resume` continues it. Reports, summary and pages
of both runs are compared. The pairs are those of `seeds/`, each time without other paragraphs;
every tenth row is unreadable.

usage: interruptions.py [--rows N] [--kills N] [--workers N] [--seed N] [-o FILE]
"""

from __future__ import annotations

import argparse
import json
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from timing import commit, machine, today, versions

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
SIGNALS = (signal.SIGKILL, signal.SIGTERM, signal.SIGINT)
UNREADABLE = 10
"""One row in this many is unreadable."""


class Run:
    """A batch that writes reports, summary and pages into its own folder."""

    def __init__(self, pairs: Path, folder: Path, workers: int) -> None:
        folder.mkdir()
        self.reports, self.summary = folder / "reports.jsonl", folder / "summary.csv"
        self.pages = folder / "pages"
        launch = [sys.executable, "-c", "from mtqa.cli import main; main()", "batch", str(pairs)]
        places = ["-o", self.reports, "--summary", self.summary, "--html", self.pages]
        self.command = [*launch, *map(str, places), "--resume", "--workers", str(workers)]

    @property
    def size(self) -> int:
        """Bytes of the reports written so far."""
        return self.reports.stat().st_size if self.reports.exists() else 0

    def finish(self) -> None:
        """Runs the batch to its end. The exit code must be 3, because some rows are unreadable."""
        done = subprocess.run(self.command, stderr=subprocess.PIPE, text=True, check=False)
        if done.returncode != 3:
            raise SystemExit(f"exit code {done.returncode}: {done.stderr}")

    def end_at(self, size: int, how: signal.Signals) -> None:
        """Sends a signal once the reports have grown to a size, by at least one byte."""
        wanted = max(size, self.size + 1)
        with subprocess.Popen(self.command, stderr=subprocess.DEVNULL) as running:
            while running.poll() is None and self.size < wanted:
                time.sleep(0.001)
            running.send_signal(how)

    def outputs(self) -> dict[str, bytes]:
        """The bytes written, by kind of output."""
        pages = sorted(self.pages.glob("*.html"))
        return {
            "reports": self.reports.read_bytes(),
            "summary": self.summary.read_bytes(),
            "pages": b"".join(page.name.encode() + page.read_bytes() for page in pages),
        }


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--rows", type=int, default=150)
    options.add_argument("--kills", type=int, default=20)
    options.add_argument("--workers", type=int, default=2)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("-o", "--output", type=Path)
    given = options.parse_args()
    draw = random.Random(given.seed)
    with tempfile.TemporaryDirectory() as folder:
        pairs = Path(folder, "pairs.jsonl")
        rows = (json.dumps(row) + "\n" for row in islice(rows_of_seeds(draw), given.rows))
        pairs.write_text("".join(rows), "utf-8")
        whole, killed = (
            Run(pairs, Path(folder, "whole"), 1),
            Run(pairs, Path(folder, "killed"), given.workers),
        )
        whole.finish()
        ends = list(interrupt(killed, moments(whole.size, given.kills, draw), whole.size))
        killed.finish()
        wanted, made = whole.outputs(), killed.outputs()
        signature = json.loads(wanted["reports"].splitlines()[0])["signature"]
    same = {kind: made[kind] == wanted[kind] for kind in wanted}
    asked = {name: value for name, value in vars(given).items() if name != "output"}
    about = {
        "commit": commit(),
        "date": today(),
        "machine": machine(),
        "versions": versions(),
        "signature": signature,
        **asked,
    }
    figures = {"ends": ends, "bytes": {kind: len(wanted[kind]) for kind in wanted}, "same": same}
    text = json.dumps({"about": about, "figures": figures}, indent=2)
    print(text)
    if given.output:
        given.output.write_text(text + "\n", "utf-8")
    sys.exit(not all(same.values()))


def rows_of_seeds(draw: random.Random) -> Iterator[dict[str, Any]]:
    """Endless rows: each pair in turn, without one or two paragraphs on either side."""
    folders = [folder for folder in sorted(SEEDS.iterdir()) if folder.is_dir()]
    for number, folder in enumerate(cycle(folders), start=1):
        texts = {side: cut(folder / f"{side}.txt", draw) for side in ("reference", "copy")}
        row: dict[str, Any] = {"id": f"{number}-{folder.name}", **texts}
        if number % UNREADABLE == 0:
            del row["copy"]
        yield row


def cut(path: Path, draw: random.Random) -> str:
    """A text without one or two of its paragraphs."""
    paragraphs = path.read_text("utf-8").split("\n\n")
    lost = draw.sample(range(len(paragraphs)), min(draw.randint(1, 2), len(paragraphs) - 1))
    return "\n\n".join(each for at, each in enumerate(paragraphs) if at not in lost)


def moments(size: int, count: int, draw: random.Random) -> list[int]:
    """A random offset in each of `count` equal parts of the reports."""
    return [round((part + draw.random()) * size / count) for part in range(count)]


def interrupt(run: Run, stops: Sequence[int], size: int) -> Iterator[dict[str, Any]]:
    """Interrupts a run at each stop; yields the signal and the share of the reports written."""
    for stop, how in zip(stops, cycle(SIGNALS), strict=False):
        run.end_at(stop, how)
        print(f"{how.name} at {run.size:,} of {size:,} bytes", file=sys.stderr, flush=True)
        yield {"signal": how.name, "share": round(run.size / size, 4)}


if __name__ == "__main__":
    main()
