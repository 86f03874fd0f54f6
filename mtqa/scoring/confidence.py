"""How sure a detector is of a finding, to the share of such findings that point at a real error."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from mtqa.calibration import calibration
from mtqa.results.findings import Finding

ANY = "any"
"""The curve of findings of whose kind and type there were too few to measure."""


def with_confidence(findings: Iterable[Finding], *, is_read: bool) -> tuple[Finding, ...]:
    """The findings with measured confidences.

    Args:
        findings: What the detectors found; `confidence` is how sure they are by their own rules.
        is_read: Whether the mode has the pair reader read the groups that are not verbatim.
    """
    curves = calibration()["confidence"]["read" if is_read else "fast"]
    return tuple(
        replace(finding, confidence=_interpolated(_curve(curves, finding), finding.confidence))
        for finding in findings
    )


def curve_names(finding: Finding) -> tuple[str, ...]:
    """The curves that fit a finding, the most special one first."""
    kinds = (f"{finding.type}/{finding.kind}",) if finding.kind else ()
    return (*kinds, str(finding.type), ANY)


def _curve(curves: dict[str, dict[str, list[list[float]]]], finding: Finding) -> list[list[float]]:
    return next(curves[name]["points"] for name in curve_names(finding) if name in curves)


def _interpolated(points: list[list[float]], certainty: float) -> float:
    certainties, shares = zip(*points, strict=True)
    return float(np.interp(certainty, certainties, shares))
