"""Writes calibration.json, and its digest into the registry.

usage: fit.py --limits

The limits set by hand stand in limits/SECTION.toml.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
PATH = FOLDER / "calibration.json"


def limits() -> dict[str, Any]:
    """The limits of each section."""
    made: dict[str, Any] = {}
    for path in sorted(FOLDER.glob("limits/*.toml")):
        values = tomllib.loads(path.read_text("utf-8"))
        made[path.stem] = {name: {"value": value, "how": "hand"} for name, value in values.items()}
    return made


def main() -> None:
    """Writes the file."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--limits", action="store_true", help="write the limits alone")
    options.parse_args()
    made = {"format": 2, "limits": limits()}
    PATH.write_text(json.dumps(made, indent=2) + "\n", "utf-8")
    subprocess.run([sys.executable, FOLDER.parent / "register.py"], check=True)


if __name__ == "__main__":
    main()
