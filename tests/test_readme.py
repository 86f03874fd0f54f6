"""README and model cards: commands, links and figures are current."""

from __future__ import annotations

import json
import re
import runpy
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
GENERATOR = runpy.run_path(str(ROOT / "benchmarks" / "readme.py"))
RESULTS = sorted((ROOT / "benchmarks" / "results").glob("*.json"))
FIGURE = re.compile(
    r"(?<=\()\d\.\d\d(?=\))|(?<=^quality )\d+\.\d|(?<=coverage )\d+|(?<=fidelity )\d+", re.MULTILINE
)
"""Figures whose last digits depend on the number type of the machine."""

NEAR = 0.06
"""Maximum relative difference of such a figure."""


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


@pytest.mark.model
def test_the_example_is_what_the_command_prints() -> None:
    example = GENERATOR["example"](README)
    printed = GENERATOR["printed"](COMMANDS[0].partition(" && ")[2])
    assert FIGURE.sub("_", example) == FIGURE.sub("_", printed), "run benchmarks/readme.py"
    shown, made = (list(map(float, FIGURE.findall(text))) for text in (example, printed))
    assert shown == pytest.approx(made, rel=NEAR)


def test_the_figures_of_all_pages_are_the_stored_ones() -> None:
    done = subprocess.run(
        [sys.executable, "benchmarks/readme.py", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "")


def test_a_figure_typed_by_hand_is_replaced() -> None:
    block = re.search(
        r"^<!-- figures: \w+ -->\n.*?^<!-- end -->$", README, re.MULTILINE | re.DOTALL
    )
    assert block is not None
    changed = re.sub(r"\d", "7", block[0])
    assert changed != block[0]
    assert GENERATOR["with_figures"](changed) == block[0]


def test_every_set_of_figures_is_shown_once() -> None:
    shown = [
        name
        for page in GENERATOR["pages"]()
        for name in re.findall(r"^<!-- figures: (\w+) -->$", page.read_text("utf-8"), re.MULTILINE)
    ]
    assert sorted(shown) == sorted(GENERATOR["BLOCKS"])


@pytest.mark.parametrize("path", RESULTS, ids=lambda path: path.stem)
def test_a_result_says_when_and_how_it_was_measured(path: Path) -> None:
    about = json.loads(path.read_text("utf-8"))["about"]
    if path.stem == "training":
        assert about["how"]
        return
    assert {"date", "machine", "versions"} <= set(about)
    assert {"commit", "commits"} & set(about)
    assert {"processor", "cores", "bfloat16"} <= set(about["machine"])


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


def test_the_citation_names_this_version() -> None:
    citation = (ROOT / "CITATION.cff").read_text("utf-8")
    assert f"version: {__version__}\n" in citation


def test_the_changelog_begins_with_this_version() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    newest = re.search(r"^## (\S+)", changelog, re.MULTILINE)
    assert newest is not None
    assert newest[1] == __version__
