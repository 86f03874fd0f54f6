"""Runs side by side: what they took, on what machine, as JSON and as a Markdown table."""

from __future__ import annotations

import os
import platform
import resource
import sys
import time
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, NamedTuple

import torch

from mtqa.encoding.devices import choose_dtype

Figures = dict[str, Any]
_BOUNDS = {"at_most", "at_least"}


class Took(NamedTuple):
    """What a run took, in seconds: on the wall, and of the processor's threads together."""

    wall: float
    processor: float


Times = dict[str, list[Took]]


def alternately(rounds: int, **runs: Callable[[], Callable[[], object]]) -> Times:
    """What each run took in each round; what prepares a run is not counted."""
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
    """The ratio of two runs' fastest rounds, beside what it should be."""
    return {
        "ratio": round(min(times[one]).wall / min(times[other]).wall, 3),
        **bound,
        "seconds": {name: [round(each.wall, 2) for each in took] for name, took in times.items()},
        "processor_seconds": {
            name: [round(each.processor, 2) for each in took] for name, took in times.items()
        },
    }


def peak() -> Figures:
    """Peak memory of this process so far.

    Where the kernel tells it, that since the program began: usage as it counts it starts with the
    peak of the process that this one was forked from.
    """
    status = Path("/proc/self/status")
    if status.is_file():
        told = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return {"peak_mb": round(int(told.split()[1]) * 1024 / 1e6, 1)}
    unit = 1 if sys.platform == "darwin" else 1024
    reached = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
    return {"peak_mb": round(reached / 1e6, 1)}


def machine() -> Figures:
    """What the runs take place on."""
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
    """What the figures may hang on."""
    names = "mtqa torch transformers sentence-transformers numpy scipy bert-score sacrebleu".split()
    found = {"python": platform.python_version()}
    for name in names:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def table(results: Figures) -> str:
    """Results as Markdown."""
    about, figures = results["about"], results["figures"]
    machine = about["machine"]
    where = f"{machine['processor']}, {machine['cores']} cores, {about['device']}"
    size = f"{about['pairs']} pairs of {about['paragraphs']} paragraphs"
    lines = [
        f"{where}; {size}; `{about['signature']}`",
        "",
        "| part | ratio | wanted | seconds |",
        "|---|---|---|---|",
    ]
    for name, part in figures.items():
        if "ratio" in part:
            wanted = next((f"{k.replace('_', ' ')} {part[k]}" for k in _BOUNDS & {*part}), "")
            seconds = part.get("seconds", {})
            took = "; ".join(f"{k} {min(each):.1f}" for k, each in seconds.items())
            lines.append(f"| {name} | {part['ratio']} | {wanted} | {took} |")
    if "stages" in figures:
        shares = {k: v for k, v in figures["stages"].items() if k not in ("seconds", "load_before")}
        lines += [
            "",
            "Time by stage, the encoder beside the others: "
            + ", ".join(f"{k} {v:.1%}" for k, v in shares.items()),
        ]
    return "\n".join(lines)
