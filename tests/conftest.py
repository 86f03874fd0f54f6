"""What several test modules share: one real checker, for it takes seconds to load."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from report_schema import VALIDATOR

from mtqa import Checker, PairError, Report
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
def every_report_keeps_the_schema_and_reads_back() -> Iterator[None]:
    """Holds every report and every error that a test writes against the JSON Schema.

    A report is read back as well, and held against what was written.
    """
    report_content, error_content = ReportData.to_dict, PairError.to_dict

    def report_checked(report: ReportData) -> dict[str, Any]:
        content = report_content(report)
        VALIDATOR.validate(content)
        assert report_content(Report.from_dict(content)) == content
        return content

    def error_checked(error: PairError) -> dict[str, Any]:
        content = error_content(error)
        VALIDATOR.validate(content)
        return content

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ReportData, "to_dict", report_checked)
        patch.setattr(PairError, "to_dict", error_checked)
        yield
