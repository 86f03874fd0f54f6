"""Writes the example of README.md anew, by the command that README.md shows above it."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
_COMMAND = re.compile(r"^pip install .* && (mtqa check .*)$", re.MULTILINE)
_EXAMPLE = re.compile(r"(?<=^```text\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)


def command(readme: str) -> str:
    """The command that the first lines of the README end with."""
    found = _COMMAND.search(readme)
    if not found:
        raise SystemExit("README.md: shows no `pip install … && mtqa check …`; write it back")
    return found[1]


def example(readme: str) -> str:
    """The example that the README shows, as it stands there."""
    found = _EXAMPLE.search(readme)
    if not found:
        raise SystemExit("README.md: has no block of `text` for the example; write it back")
    return found[0]


def printed(command: str) -> str:
    """What the command prints on a terminal of 80 columns without colours."""
    _, *arguments = shlex.split(command)
    done = subprocess.run(
        [sys.executable, "-c", "from mtqa.cli import main; main()", *arguments],
        cwd=ROOT,
        env=os.environ | {"COLUMNS": "80", "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        encoding="utf-8",
        check=True,
    )
    return done.stdout


def main() -> None:
    """Runs the command, and puts what it prints in the place of the example."""
    readme = README.read_text("utf-8")
    shown, made = example(readme), printed(command(readme))
    README.write_text(readme.replace(shown, made, 1), "utf-8")


if __name__ == "__main__":
    main()
