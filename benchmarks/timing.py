"""Times runs in turn, and describes commit, machine and versions."""

from __future__ import annotations

import os
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, NamedTuple

import torch

from mtqa.encoding.devices import choose_dtype

Figures = dict[str, Any]
ROOT = Path(__file__).resolve().parent.parent


class Took(NamedTuple):
    """The seconds of a run: elapsed time, and processor time of all threads."""

    wall: float
    processor: float


Times = dict[str, list[Took]]


def alternately(rounds: int, **runs: Callable[[], Callable[[], object]]) -> Times:
    """The times of each run in each round; preparing a run is not timed."""
    times: Times = {name: [] for name in runs}
    for _ in range(rounds):
        for name, prepare in runs.items():
            run = prepare()
            wall, processor = time.perf_counter(), time.process_time()
            run()
            took = Took(time.perf_counter() - wall, time.process_time() - processor)
            times[name].append(took)
    return times


def compared(times: Times, one: str, other: str, **bound: float) -> Figures:
    """The ratio of the fastest rounds of two runs, its wanted bound, and all times."""
    return {
        "ratio": round(min(times[one]).wall / min(times[other]).wall, 3),
        **bound,
        "seconds": {name: [round(each.wall, 2) for each in took] for name, took in times.items()},
        "processor_seconds": {
            name: [round(each.processor, 2) for each in took] for name, took in times.items()
        },
    }


def peak() -> Figures:
    """The peak memory of this process so far.

    `VmHWM` is preferred: `ru_maxrss` starts at the peak of the process that this one was forked
    from.
    """
    status = Path("/proc/self/status")
    if status.is_file():
        told = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return {"peak_mb": round(int(told.split()[1]) * 1024 / 1e6, 1)}
    unit = 1 if sys.platform == "darwin" else 1024
    reached = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
    return {"peak_mb": round(reached / 1e6, 1)}


def commit(checkout: Path = ROOT) -> str:
    """The last commit of a checkout that changed package or models; "+" if they differ from it."""
    git, measured = ["git", "-C", str(checkout)], ["--", "mtqa", "models"]
    log = [*git, "log", "-1", "--format=%h", *measured]
    done = subprocess.run(log, capture_output=True, text=True, check=True)
    changed = subprocess.run([*git, "diff", "--quiet", "HEAD", *measured], check=False).returncode
    return done.stdout.strip() + "+" * changed


def today() -> str:
    """The date in UTC, as YYYY-MM-DD."""
    return datetime.now(UTC).date().isoformat()


def machine() -> Figures:
    """Processor, cores, number type of the encoder, GPU and system."""
    return {
        "processor": _processor(),
        "cores": os.cpu_count(),
        "threads": torch.get_num_threads(),
        "bfloat16": choose_dtype("cpu") is torch.bfloat16,
        "gpu": torch.cuda.get_device_name() if torch.cuda.is_available() else None,
        "system": platform.platform(),
    }


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    if not info.is_file():
        return platform.processor()
    lines = info.read_text("utf-8").splitlines()
    return next((line.split(": ", 1)[1] for line in lines if line.startswith("model name")), "")


def versions() -> dict[str, str]:
    """The versions of Python and of the packages that may change the figures."""
    names = "mtqa torch transformers sentence-transformers numpy scipy bert-score sacrebleu".split()
    found = {"python": platform.python_version()}
    for name in names:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found
