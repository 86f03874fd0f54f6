"""What the README shows and says is so."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from mtqa import __version__

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
COMMANDS = [text.strip() for language, text in BLOCKS if language == "sh"]
LEFT_OUT = "…\n"
"""A line of the example that stands for lines left out."""


def figureless(text: str) -> str:
    """A report without what the number format of the machine may change in its last digits."""
    text = re.sub(r"\(\d\.\d\d\)", "(_)", text)
    return re.sub(r"(?m)^quality .*$", "quality _", text)


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


def test_the_example_shows_what_the_command_prints() -> None:
    _, *arguments = shlex.split(COMMANDS[0].partition(" && ")[2])
    done = subprocess.run(
        [sys.executable, "-c", "from mtqa.cli import main; main()", *arguments],
        cwd=ROOT,
        env=os.environ | {"COLUMNS": "80", "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    example = next(text for language, text in BLOCKS if language == "text")
    shown = [re.escape(part) for part in figureless(example.strip()).split(LEFT_OUT)]
    printed = figureless(done.stdout.strip())
    assert re.fullmatch("(?:.*\n)+?".join(shown), printed), printed


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
