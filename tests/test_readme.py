"""What the README shows and says is so."""

from __future__ import annotations

import re
import runpy
import shlex
from pathlib import Path

import pytest

from mtqa import __version__

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
COMMANDS = [text.strip() for language, text in BLOCKS if language == "sh"]
GENERATOR = runpy.run_path(str(ROOT / "benchmarks" / "readme.py"))
FIGURE = re.compile(
    r"(?<=\()\d\.\d\d(?=\))|(?<=^quality )\d+\.\d|(?<=coverage )\d+|(?<=fidelity )\d+", re.MULTILINE
)
"""The figures whose last digits the number format of the machine may change."""

NEAR = 0.06
"""How far they may differ, as a share of the figure."""


def test_the_tests_run_by_the_command_that_the_readme_gives() -> None:
    runner = (ROOT / ".ci" / "run").read_text("utf-8")
    command = runner.rstrip().splitlines()[-1]
    assert command.endswith("pytest")
    assert command in COMMANDS


def test_one_command_installs_and_checks_an_example() -> None:
    install, check = COMMANDS[0].split(" && ")
    assert install == "pip install -c constraints.txt ."
    command, verb, *paths = shlex.split(check)
    assert (command, verb) == ("mtqa", "check")
    assert all((ROOT / path).is_file() for path in paths)


def test_the_example_is_what_the_command_prints() -> None:
    example = GENERATOR["example"](README)
    printed = GENERATOR["printed"](COMMANDS[0].partition(" && ")[2])
    assert FIGURE.sub("_", example) == FIGURE.sub("_", printed), "run benchmarks/readme.py"
    shown, made = (list(map(float, FIGURE.findall(text))) for text in (example, printed))
    assert shown == pytest.approx(made, rel=NEAR)


@pytest.mark.parametrize(
    "page",
    [
        path.relative_to(ROOT).as_posix()
        for path in sorted(
            (*ROOT.glob("*.md"), *ROOT.glob("models/**/*.md"), *ROOT.glob("seeds/*.md"))
        )
    ],
)
def test_what_a_page_links_to_is_there(page: str) -> None:
    text = (ROOT / page).read_text("utf-8")
    targets = re.findall(r"\]\((?!https?://|#|mailto:)([^)#\s]+)", text)
    missing = [target for target in targets if not ((ROOT / page).parent / target).exists()]
    assert missing == []


def test_the_changelog_begins_with_this_version() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    newest = re.search(r"^## (\S+)", changelog, re.MULTILINE)
    assert newest is not None
    assert newest[1] == __version__
