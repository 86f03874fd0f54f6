"""The command line's own process: what it says while it loads, and how an interrupt ends it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

SEED = Path(__file__).parent.parent / "seeds" / "forum"
PAIR = [str(SEED / "reference.txt"), str(SEED / "copy.txt")]
LINE = "mtqa: loading the model …"
ERASED = f"{LINE}\r{' ' * len(LINE)}\r"

INTERRUPTED = """
import sys
class Interrupting:
    def find_spec(self, name, path=None, target=None):
        if name == {name!r}:
            raise KeyboardInterrupt
sys.meta_path.insert(0, Interrupting())
"""


def launch(*arguments: str, **changes: str) -> subprocess.CompletedProcess[str]:
    """`python -m mtqa`."""
    return subprocess.run(
        [sys.executable, "-m", "mtqa", *arguments],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | changes,
    )


def on_terminal(*arguments: str) -> tuple[int, str]:
    """`python -m mtqa` with standard error on a terminal: its exit code and what that shows."""
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "mtqa", *arguments], stdout=subprocess.DEVNULL, stderr=theirs
    )
    os.close(theirs)
    shown = b""
    try:
        while part := os.read(ours, 4096):
            shown += part
    except OSError:  # Linux says so that the other end is closed
        pass
    os.close(ours)
    return process.wait(), shown.decode()


def test_a_terminal_says_that_the_model_is_loaded_and_forgets_it_then() -> None:
    assert on_terminal("check", *PAIR) == (0, ERASED)


def test_a_batch_says_it_too(tmp_path: Path) -> None:
    pairs = tmp_path / "pairs.csv"
    pairs.write_text("reference_path,copy_path\n")
    (tmp_path / "a.txt").write_text("Nobody was hurt.")
    pairs.write_text("reference_path,copy_path\na.txt,a.txt\n")
    code, shown = on_terminal("batch", str(pairs))
    assert code == 0
    assert shown.startswith(ERASED)


def test_a_model_that_is_refused_leaves_nothing_but_the_complaint() -> None:
    code, shown = on_terminal("check", *PAIR, "--model", "no-such-model")
    assert code == 2
    assert shown.startswith(f"{ERASED}mtqa: model no-such-model: ")
    assert shown.count("\n") == 1


def test_nothing_is_said_where_standard_error_is_no_terminal() -> None:
    done = launch("check", *PAIR, "-f", "json")
    assert (done.returncode, done.stderr) == (0, "")


def test_the_module_is_the_program() -> None:
    done = launch("--help")
    assert done.returncode == 0
    assert done.stdout.startswith("Usage: mtqa [OPTIONS] COMMAND")
    done = launch("check", "only-one.txt")
    assert done.returncode == 2
    assert done.stderr == "mtqa: Missing argument 'COPY'; see `mtqa check --help`\n"


@pytest.mark.parametrize("module", ["mtqa.cli", "click", "mtqa.checker", "torch", "scipy.optimize"])
def test_an_interrupt_of_the_imports_is_one_line(module: str, tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(INTERRUPTED.format(name=module))
    paths = os.pathsep.join([str(tmp_path), *sys.path])
    done = launch("check", *PAIR, PYTHONPATH=paths)
    assert (done.returncode, done.stderr) == (130, "mtqa: interrupted\n")


def test_garbage_is_collected_again_when_the_model_is_loaded() -> None:
    code = """
import gc
from mtqa.process import loading
with loading():
    assert not gc.isenabled()
assert gc.isenabled()
gc.disable()
with loading():
    pass
assert not gc.isenabled()
"""
    subprocess.run([sys.executable, "-c", code], check=True)
