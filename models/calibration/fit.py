"""Writes calibration.json, and its digest into the registry: limits first, then confidences.

usage: fit.py DATA      (ten minutes on two cores)
       fit.py --limits  (limits by hand anew; what was searched and measured stays)

1. The limits of limits/SECTION.toml.
2. Of those that a scorer judges, a search: see searches.py.
3. The confidences of findings, under these limits: see confidences.py.

Nothing is fitted on `cases/` or `marks/dev`, which are for judging.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tomllib
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from mtqa.registry import DEFAULT_MODEL, find_model, installed_efforts

FOLDER = Path(__file__).parent
PATH = FOLDER / "calibration.json"
sys.path.append(str(FOLDER.parent.parent / "benchmarks"))  # its shuffled round trips
MODELS = DEFAULT_MODEL, "words", "arrival", "fluency"
Entries = dict[str, dict[str, Any]]


def by_hand() -> dict[str, Entries]:
    """The limits of each section as the files have them."""
    made: dict[str, Entries] = {}
    for path in sorted(FOLDER.glob("limits/*.toml")):
        values = tomllib.loads(path.read_text("utf-8"))
        made[path.stem] = {name: {"value": value, "how": "hand"} for name, value in values.items()}
    return made


def with_searched(hand: dict[str, Entries], known: dict[str, Entries]) -> dict[str, Entries]:
    """The limits by hand, but for those that a search has found and nobody has changed since."""
    return {
        section: {
            name: old
            if (old := known.get(section, {}).get(name, {})).get("start") == entry["value"]
            else entry
            for name, entry in entries.items()
        }
        for section, entries in hand.items()
    }


def values(limits: dict[str, Entries]) -> dict[str, dict[str, Any]]:
    """The values of limits alone."""
    return {
        section: {name: entry["value"] for name, entry in entries.items()}
        for section, entries in limits.items()
    }


def write(content: dict[str, Any]) -> None:
    """Writes the file, and its digest into the registry."""
    PATH.write_text(json.dumps(content, indent=1) + "\n", "utf-8")
    subprocess.run([sys.executable, FOLDER.parent / "register.py"], check=True)


def fit(data: Path, content: dict[str, Any]) -> None:
    """Searches limits and measures confidences, and adds both to the content."""
    from confidences import Uncalibrated, cross_validated, fitted, judged, print_table, table
    from marked_pairs import marked_pairs
    from searches import changed, search_all

    pairs = marked_pairs(data)
    with ExitStack() as stack:
        for section, name, found in search_all(data, pairs):
            start = content["limits"][section][name]["value"]
            content["limits"][section][name] = found.entry(start)
            stack.enter_context(changed(section, **{name: found.value}))
        content["confidence"] = {}
        for effort in installed_efforts():
            findings = judged(pairs, Uncalibrated(device="cpu", effort=effort))
            content["confidence"][effort] = fitted(findings)
            print(effort)
            print_table(table(cross_validated(findings)))


def main() -> None:
    """Runs the script."""
    parser = argparse.ArgumentParser(description=__doc__)
    chosen = parser.add_mutually_exclusive_group(required=True)
    chosen.add_argument("data", type=Path, nargs="?")
    chosen.add_argument("--limits", action="store_true", help="write the limits by hand alone")
    options = parser.parse_args()
    old = json.loads(PATH.read_text("utf-8"))
    limits = with_searched(by_hand(), old["limits"]) if options.limits else by_hand()
    content = {
        "format": 2,
        "for": old["for"],  # until the fit is done: before, these weights must go on warning
        "limits": limits,
        "confidence": old["confidence"],
    }
    write(content)
    if options.data:
        fit(options.data, content)
        readers = filter(None, (effort.pair_reader for effort in installed_efforts()))
        content["for"] = {name: find_model(name).digest[:8] for name in (*MODELS, *readers)}
        write(content)
    elif values(limits) != values(old["limits"]):
        print("limits changed; the confidences are those of before: run fit.py DATA")


if __name__ == "__main__":
    main()
