"""Confidences are measured shares of right findings."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa import Effort, Finding, FindingType, Place, Severity
from mtqa.calibration import calibration
from mtqa.scoring.confidence import ANY, curve_names, with_confidence


def sure(certainty: float, type_: FindingType, kind: str | None) -> Finding:
    return Finding(type_, Severity.MAJOR, certainty, "it is wrong", kind, Place(0, 1, "a"))


@pytest.mark.parametrize("effort", Effort)
@pytest.mark.parametrize("type_", FindingType)
@given(certainties=st.lists(st.floats(0, 1), min_size=2, max_size=2))
def test_who_is_surer_is_never_less_confident(
    type_: FindingType, certainties: list[float], effort: Effort
) -> None:
    given = [sure(each, type_, None) for each in sorted(certainties)]
    low, high = with_confidence(given, effort)
    assert 0 < low.confidence <= high.confidence < 1


def test_only_the_confidence_changes() -> None:
    given = sure(0.5, FindingType.NAME, "misspelled")
    [made] = with_confidence([given], Effort.NORMAL)
    assert made != given
    assert replace(made, confidence=0.5) == given


def test_a_curve_of_its_own_goes_before_that_of_the_type_and_of_all() -> None:
    names = curve_names(sure(0.5, FindingType.NAME, "misspelled"))
    assert names == ("name/misspelled", "name", ANY)


@pytest.mark.parametrize("effort", [Effort.NORMAL, Effort.FAST])
def test_every_curve_rises_and_says_of_how_many_findings_it_is(effort: Effort) -> None:
    curves = calibration()["confidence"][effort]
    assert ANY in curves
    for curve in curves.values():
        certainties, shares = zip(*curve["points"], strict=True)
        assert list(certainties) == sorted(set(certainties))
        assert list(shares) == sorted(shares)
        assert 0 <= curve["right"] <= curve["of"]
