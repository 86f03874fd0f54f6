"""Writes the example of README.md, and the figures of README.md and the model cards.

The example is what the command above it prints. Figures stand between `<!-- figures: NAME -->` and
`<!-- end -->`; `figures.py` makes them from the files in `results/`.

usage: readme.py [--check]

`--check` writes nothing, and exits with 1 if the figures of a file are not current.
"""

from __future__ import annotations

import argparse
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from figures import BLOCKS

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
_COMMAND = re.compile(r"^pip install .* && (mtqa check .*)$", re.MULTILINE)
_EXAMPLE = re.compile(r"(?<=^```text\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)
_FIGURES = re.compile(
    r"(?<=^<!-- figures: )(\w+)( -->\n).*?(?=^<!-- end -->$)", re.MULTILINE | re.DOTALL
)


def command(readme: str) -> str:
    """The command whose output the README shows."""
    found = _COMMAND.search(readme)
    if not found:
        raise SystemExit("README.md: shows no `pip install … && mtqa check …`; write it back")
    return found[1]


def example(readme: str) -> str:
    """The example in the README."""
    found = _EXAMPLE.search(readme)
    if not found:
        raise SystemExit("README.md: has no block of `text` for the example; write it back")
    return found[0]


def printed(command: str) -> str:
    """The output of the command on a terminal of 80 columns without colours."""
    _, *arguments = shlex.split(command)
    done = subprocess.run(
        [sys.executable, "-m", "mtqa", *arguments],
        cwd=ROOT,
        env=os.environ | {"COLUMNS": "80", "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        encoding="utf-8",
        check=True,
    )
    return done.stdout


def pages() -> Iterator[Path]:
    """The files that may hold figures."""
    yield README
    yield from sorted(ROOT.glob("models/**/README.md"))


def with_figures(text: str) -> str:
    """A page with its figures made anew.

    Raises:
        KeyError: A block has an unknown name.
    """
    return _FIGURES.sub(lambda block: f"{block[1]}{block[2]}{BLOCKS[block[1]]()}\n", text)


def main() -> int:
    """Writes the pages, or checks their figures; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    is_check = parser.parse_args().check
    stale = [page for page in pages() if with_figures(text := page.read_text("utf-8")) != text]
    if is_check:
        for page in stale:
            print(f"{page.relative_to(ROOT)}: figures are not current; run benchmarks/readme.py")
        return int(bool(stale))
    for page in stale:
        page.write_text(with_figures(page.read_text("utf-8")), "utf-8")
    readme = README.read_text("utf-8")
    shown, made = example(readme), printed(command(readme))
    README.write_text(readme.replace(shown, made, 1), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
