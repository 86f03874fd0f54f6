"""Measures how well confidences hold on reference texts that they were not fitted on."""

from __future__ import annotations

import sys
from pathlib import Path

from measures import Measures, Setting

sys.path.append(str(Path(__file__).parent.parent / "models" / "calibration"))

import confidences
from marked_pairs import marked_pairs


def calibration(setting: Setting) -> dict[str, Measures]:
    """By set and confidence: findings, mean confidence, share right, share of the right type.

    The curves are fitted anew for each tenth of the reference texts, on the other nine.
    """
    checker = confidences.Uncalibrated(device=setting.device, effort=setting.effort)
    judged = confidences.judged(marked_pairs(setting.data), checker)
    rows = confidences.table(confidences.cross_validated(judged))
    return {
        _name(row): {key: row[key] for key in row if key not in ("set", "from")} for row in rows
    }


def _name(row: dict[str, object]) -> str:
    if row["from"] is None:
        return f"{row['set']}, any confidence"
    high = next((each for each in confidences.BINS if each > row["from"]), 1.0)
    return f"{row['set']}, {row['from']} to {high}"
