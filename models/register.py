"""Writes the digests of all registered files to registry.json; run it after training.

A model with a `source` is a distribution in this folder. All weights and tokenizers that are there
are registered, in however many files, whether it is installed or not.

usage: register.py [--check]

`--check` writes nothing, and exits with 1 if the registry is not current.
"""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from mtqa.registry import find_model, models_folder, weights_digest

PATH = models_folder() / "registry.json"


def main() -> int:
    """Writes or checks the registry; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    is_check = parser.parse_args().check
    current = refreshed(json.loads(PATH.read_text("utf-8")))
    if is_check:
        return int(current != PATH.read_text("utf-8"))
    PATH.write_text(current, "utf-8")
    return 0


def refreshed(entries: dict[str, dict[str, Any]]) -> str:
    """The registry as JSON with current digests."""
    for name, entry in entries.items():
        if "source" in entry:
            folder = models_folder() / entry["source"]
            entry["weights"] = sorted(path.name for path in folder.glob("*.safetensors"))
            names = [*entry["weights"], *(path.name for path in folder.glob("*.json"))]
        else:
            folder = find_model(name).folder
            names = entry["files"]
        entry["files"] = {file: weights_digest(folder / file) for file in sorted(names)}
    return json.dumps(entries, indent=2) + "\n"


if __name__ == "__main__":
    sys.exit(main())
