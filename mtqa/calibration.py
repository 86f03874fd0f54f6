"""Limits and confidences that a script measured and wrote, see models/calibration."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from mtqa.registry import find_model


@dataclass(frozen=True, slots=True)
class Edits:
    """When the word diff of a nearly verbatim copy decides, and how far.

    Attributes:
        near: From which share of unchanged words each changed word is a finding.
        reworded: Up to which share the diff counts nothing in the scores.
        kept: From which share it decides them.
        least_words: How many words and signs the linked sentences have at least: a few sentences
            may be all but the same by chance.
        put_in: What a word put in counts beside one that is gone.
        alone: The same of a word of a sentence without a partner: more, so that nothing is gained
            where a sentence leaves its group.
        beside_diff: How much models and detectors count beside the diff: enough to tell two words
            in one place apart, too little to make up for a further change.
        proper: From which probability of a proper noun a changed word is a name.
        confidence: Share of the edits of each kind that are errors.
    """

    near: float
    reworded: float
    kept: float
    least_words: float
    put_in: float
    alone: float
    beside_diff: float
    proper: float
    confidence: Mapping[str, float]


@cache
def edits() -> Edits:
    """The limits of the word diff.

    Raises:
        ModelError: The calibration file is not the registered one.
    """
    content = json.loads(find_model("calibration").read())
    limits = {name: float(entry["value"]) for name, entry in content["edits"].items()}
    kinds = content["confidence"]["edit"].items()
    return Edits(**limits, confidence={kind: float(entry["value"]) for kind, entry in kinds})


def calibration_signature() -> str:
    """What the limits and confidences are.

    Raises:
        ModelError: The calibration file is not the registered one.
    """
    edits()  # few checks ask for them, and none may begin with a file that differs
    return f"calibration:{find_model('calibration').digest[:8]}"
