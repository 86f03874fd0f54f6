"""How sure a detector is of a finding, to the share of such findings that point at a real error."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from mtqa.calibration import calibration
from mtqa.registry import Effort
from mtqa.results.findings import Finding

ANY = "any"
"""The curve of findings of whose kind and type there were too few to measure."""


def with_confidence(findings: Iterable[Finding], effort: Effort) -> tuple[Finding, ...]:
    """The findings with measured confidences.

    Args:
        findings: What the detectors found; `confidence` is how sure they are by their own rules.
        effort: The effort of the checker; one that was not measured has the curves of `normal`.
    """
    of_effort = calibration()["confidence"]
    curves = of_effort.get(effort, of_effort[Effort.NORMAL])
    return tuple(
        replace(finding, confidence=measured(curves, curve_names(finding), finding.confidence))
        for finding in findings
    )


def curve_names(finding: Finding) -> tuple[str, ...]:
    """The curves that fit a finding, the most special one first."""
    kinds = (f"{finding.type}/{finding.kind}",) if finding.kind else ()
    return (*kinds, str(finding.type), ANY)


def measured(
    curves: Mapping[str, Mapping[str, Any]], names: Sequence[str], certainty: float
) -> float:
    """The confidence that belongs to a certainty.

    Args:
        curves: Curves by name; `points` are pairs of a certainty and a share, rising.
        names: The curves that fit, the most special one first; not all need be there.
        certainty: How sure a detector is.
    """
    points = next(curves[name]["points"] for name in names if name in curves)
    certainties, shares = zip(*points, strict=True)
    return float(np.interp(certainty, certainties, shares))
