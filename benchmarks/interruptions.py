"""Whether a run that is killed again and again ends with the bytes of one that never was.

Each time the run is killed (SIGKILL) once its reports have grown by a random amount, and each
time it goes on with `--resume`.

usage: interruptions.py [--data FOLDER] [--rows N] [--kills N] [--workers N] [--seed N]
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

import material


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--data", type=Path, default=material.DATA)
    options.add_argument("--rows", type=int, default=2000)
    options.add_argument("--kills", type=int, default=20)
    options.add_argument("--workers", type=int, default=1)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        pairs, whole, killed = (Path(folder, name) for name in ("pairs.jsonl", "whole", "killed"))
        write_rows(pairs, given.data, given.rows)
        subprocess.run(command(pairs, whole, given.workers), check=True, capture_output=True)
        size = whole.stat().st_size
        draw = random.Random(given.seed)
        for stop in sorted(draw.randrange(size) for _ in range(given.kills)):
            kill_at(stop, killed, command(pairs, killed, given.workers))
            print(f"killed at {killed.stat().st_size:,} of {size:,} bytes", flush=True)
        subprocess.run(command(pairs, killed, given.workers), check=True, capture_output=True)
        same = whole.read_bytes() == killed.read_bytes()
    print(f"{given.rows} rows, {given.kills} kills: {'the same bytes' if same else 'OTHER BYTES'}")
    sys.exit(not same)


def write_rows(path: Path, data: Path, count: int) -> None:
    """Pairs of one paragraph each."""
    with path.open("w", encoding="utf-8") as out:
        for reference, copy in islice(material.segments(data), count):
            out.write(json.dumps({"reference": reference, "copy": copy}) + "\n")


def command(pairs: Path, reports: Path, workers: int) -> Sequence[str]:
    """A run of `mtqa batch` that goes on with what is there."""
    launch = [sys.executable, "-c", "from mtqa.cli import main; main()", "batch", str(pairs)]
    return [*launch, "-o", str(reports), "--resume", "--workers", str(workers)]


def kill_at(size: int, reports: Path, run: Sequence[str]) -> None:
    """Kills a run once its reports have as many bytes; at once where they have them already."""
    with subprocess.Popen(run, stderr=subprocess.DEVNULL) as running:
        while running.poll() is None and not (reports.exists() and reports.stat().st_size >= size):
            time.sleep(0.001)
        running.kill()


if __name__ == "__main__":
    main()
