"""Several processes: the same bytes as one, whatever is killed, and nothing left behind."""

from __future__ import annotations

import io
import json
import subprocess
import sys
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
    setting = Setting("all-MiniLM-L6-v2", "cpu", "mqm", "normal")
    alone, output = setting.checker(), io.BytesIO()
    with given.open("rb") as source, Workers(2, setting) as workers:
        assert workers.signature == alone.signature
        list(run(workers, read_rows(source, given), output))
    assert output.getvalue() == answered(alone, given, tmp_path / "whole.jsonl")


def test_a_model_that_is_not_there_is_refused_by_the_workers_too() -> None:
    with pytest.raises(ModelError, match="no-such-model"):
        Workers(2, Setting("no-such-model", "cpu", "wmt", "normal"))


KILLED = """
import os, sys
from mtqa.batch import run
from mtqa.cli import main

left, append = int(sys.argv.pop(1)), run._append

def killed(line, output):
    global left
    if not left:
        output.write(line.encode()[:100])
        os._exit(9)
    left -= 1
    append(line, output)

run._append = killed
main()
"""


def test_killed_runs_go_on_to_the_same_bytes(checker: Checker, given: Path, tmp_path: Path) -> None:
    made, whole = tmp_path / "reports.jsonl", answered(checker, given, tmp_path / "whole.jsonl")
    for lines, kept in ((13, 13), (24, 37)):
        arguments = ["batch", str(given), "-o", str(made), "--resume"]
        killed = subprocess.run(
            [sys.executable, "-c", KILLED, str(lines), *arguments], capture_output=True, check=False
        )
        assert killed.returncode == 9
        assert made.read_bytes().count(b"\n") == kept
        assert not made.read_bytes().endswith(b"\n")
    assert answered(checker, given, made) == whole


@pytest.mark.skipif(sys.platform == "win32", reason="needs pipes of a known size")
def test_workers_end_with_the_run_that_is_killed() -> None:
    row = json.dumps({"reference": "One boat.", "copy": "One ship."}).encode() + b"\n"
    rows = row * 1400  # less than a pipe holds, and more windows than are sent ahead
    command = [*LAUNCH, "-", "--workers", "2"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL) as running:
        assert running.stdin
        assert running.stdout
        running.stdin.write(rows)
        running.stdin.flush()
        assert running.stdout.readline()  # so the workers are at work
        running.kill()
        running.stdout.read()  # it ends when the last process that has it ends


def test_two_runs_do_not_write_to_one_file(given: Path, tmp_path: Path) -> None:
    made = tmp_path / "reports.jsonl"
    with made.open("ab") as file:
        hold(file)
        done = subprocess.run(
            [*LAUNCH, str(given), "-o", str(made)], capture_output=True, text=True, check=False
        )
    assert done.returncode == 2
    assert "another run is writing to it" in done.stderr
    assert made.read_bytes() == b""
