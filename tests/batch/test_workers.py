"""Several processes: the same bytes as one, whatever is killed, and nothing left behind."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from mtqa import Checker, ModelError
from mtqa.batch.resume import Kept
from mtqa.batch.row_checker import Desk
from mtqa.batch.rows import read_rows
from mtqa.batch.run import run
from mtqa.batch.workers import Workers
from mtqa.files import hold
from mtqa.options import Setting

LAUNCH = [sys.executable, "-c", "from mtqa.cli import main; main()", "batch"]
SOON = 60


def lines() -> list[str]:
    """Rows with a bad one among them; no two have a sentence in common."""
    rows = []
    for number in range(60):
        told = [f"On day {number}, boat {boat} left the harbour of Elma." for boat in range(8)]
        copy = [text.replace("left", "went from").replace("boat", "ship") for text in told]
        rows.append(json.dumps({"reference": " ".join(told), "copy": " ".join(copy)}))
    return [*rows[:12], "no JSON", *rows[12:]]


def answered(checker: Checker, given: Path, made: Path) -> bytes:
    """What one process writes, going on with what is there."""
    with given.open("rb") as source, made.open("ab", buffering=0) as output:
        list(run(Desk(checker), read_rows(source, given), output, Kept(made)))
    return made.read_bytes()


@pytest.fixture
def given(tmp_path: Path) -> Path:
    path = tmp_path / "pairs.jsonl"
    path.write_text("\n".join(lines()) + "\n", "utf-8")
    return path


def test_several_processes_write_what_one_writes(given: Path, tmp_path: Path) -> None:
    setting = Setting("all-MiniLM-L6-v2", "cpu", "mqm", fast=False)
    alone, output = setting.checker(), io.BytesIO()
    with given.open("rb") as source, Workers(2, setting) as workers:
        assert workers.signature == alone.signature
        list(run(workers, read_rows(source, given), output))
    assert output.getvalue() == answered(alone, given, tmp_path / "whole.jsonl")


def test_a_model_that_is_not_there_is_refused_by_the_workers_too() -> None:
    with pytest.raises(ModelError, match="no-such-model"):
        Workers(2, Setting("no-such-model", "cpu", "wmt", fast=False))


def test_killed_runs_go_on_to_the_same_bytes(checker: Checker, given: Path, tmp_path: Path) -> None:
    made, whole = tmp_path / "reports.jsonl", answered(checker, given, tmp_path / "whole.jsonl")
    for share in (0.2, 0.6):
        command = [*LAUNCH, str(given), "-o", str(made), "--resume"]
        with subprocess.Popen(command, stderr=subprocess.DEVNULL) as running:
            wait_until(partial(has_grown, made, share * len(whole)))
            running.kill()
        assert 0 < size(made) < len(whole)
    assert answered(checker, given, made) == whole


@pytest.mark.skipif(sys.platform != "linux", reason="children are looked up in /proc")
def test_workers_end_with_the_run_that_is_killed() -> None:
    command = [*LAUNCH, "-", "--workers", "2"]
    pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
    with subprocess.Popen(command, stdin=pipe, stdout=nowhere, stderr=nowhere) as running:
        assert running.stdin
        row = json.dumps({"reference": "One boat.", "copy": "One ship."}).encode()
        running.stdin.write(b"\n".join([row] * 2000))
        running.stdin.flush()
        children = Path(f"/proc/{running.pid}/task/{running.pid}/children")
        wait_until(lambda: len(children.read_text("utf-8").split()) >= 3)
        left = children.read_text("utf-8").split()
        running.kill()
    wait_until(lambda: not any(is_running(child) for child in left))


def wait_until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + SOON
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.01)


def has_grown(path: Path, least: float) -> bool:
    return size(path) >= least


def size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def is_running(process: str) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text("utf-8").split()[2] != "Z"
    except OSError:
        return False


def test_two_runs_do_not_write_to_one_file(given: Path, tmp_path: Path) -> None:
    made = tmp_path / "reports.jsonl"
    with made.open("ab") as file:
        hold(file)
        done = subprocess.run(
            [*LAUNCH, str(given), "-o", str(made)], capture_output=True, text=True, check=False
        )
    assert done.returncode == 2
    assert "another run is writing to it" in done.stderr
    assert size(made) == 0
