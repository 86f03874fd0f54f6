"""What several test modules share: one real checker, for it takes seconds to load."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from mtqa import Checker, Report
from mtqa.results.report import ReportData

settings.register_profile("steady", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("steady")  # a busy machine is no fault of the code


@pytest.fixture(scope="session")
def checker() -> Checker:
    """The checker as a user gets it, with the embedded model."""
    return Checker(device="cpu")


@pytest.fixture(scope="session")
def fast_checker() -> Checker:
    """The same in the fast mode."""
    return Checker(device="cpu", fast=True)


@pytest.fixture(autouse=True, scope="session")
def every_report_reads_back() -> Iterator[None]:
    """Reads every report that a test writes back, and holds it against what was written."""
    written = ReportData.to_dict

    def to_dict(report: ReportData) -> dict[str, Any]:
        content = written(report)
        assert written(Report.from_dict(content)) == content
        return content

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ReportData, "to_dict", to_dict)
        yield
