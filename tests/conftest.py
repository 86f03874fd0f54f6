"""Fixtures that several test modules share, and the marker `model`."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FunctionType
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from report_schema import VALIDATOR

from mtqa import Checker, PairError, Report
from mtqa.encoding.loading import load_reader
from mtqa.results.report import ReportData

TESTS = Path(__file__).parent
WITHOUT_MODEL = "not model"
MODEL_FIXTURES = {"checker", "fast_checker"}
MODEL_MODULES = {
    "batch/test_workers.py",
    "encoding/test_cosine_scale.py",
    "encoding/test_embedded_model.py",
    "encoding/test_encoding.py",
    "encoding/test_local_models.py",
    "test_pair_training.py",
    "encoding/test_pair_reader.py",
    "encoding/test_small_pair_reader.py",
    "encoding/test_transformer.py",
    "reports/test_browser.py",
    "scoring/test_damages.py",
    "test_calibration.py",
    "test_neighbours.py",
    "test_process.py",
}
"""Modules that import torch, need a browser, or start processes that load the model."""

MODEL_PROCESSES = {"test_cli.py"}
"""Modules whose tests load the model if they start processes."""

settings.register_profile("steady", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("steady")  # a slow machine is not a failure


@pytest.fixture(scope="session")
def checker() -> Checker:
    """The default checker; loading it takes seconds."""
    return Checker(device="cpu")


@pytest.fixture(scope="session")
def fast_checker() -> Checker:
    """The default checker with the effort `fast`."""
    return Checker(device="cpu", effort="fast")


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


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """With `-m "not model"`, skips the modules that import torch when they are collected."""
    is_model_free = config.option.markexpr == WITHOUT_MODEL
    return True if is_model_free and _is_model_module(collection_path) else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks the tests that load the model: by fixture, by what they call, and by module."""
    for item in items:
        if isinstance(item, pytest.Function) and (
            MODEL_FIXTURES.intersection(item.fixturenames)
            or _is_model_module(item.path)
            or any(map(_loads_model, _globals_of(item.function)))
            or (item.path.name in MODEL_PROCESSES and subprocess in _globals_of(item.function))
        ):
            item.add_marker("model")


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fails a run without the model if it has loaded torch."""
    if session.config.option.markexpr == WITHOUT_MODEL and "torch" in sys.modules:
        pytest.exit("a test without the marker `model` has loaded torch; see conftest.py", 1)


def _globals_of(test: Callable[..., object]) -> Iterator[object]:
    """The global values that a test and its helpers in the same module use."""
    test = getattr(getattr(test, "hypothesis", None), "inner_test", test)
    seen: set[FunctionType] = set()
    left = [test]
    while left:
        function = left.pop()
        for used in map(function.__globals__.get, function.__code__.co_names):
            yield used
            is_helper = isinstance(used, FunctionType) and used.__module__ == test.__module__
            if is_helper and used not in seen:
                seen.add(used)
                left.append(used)


def _loads_model(value: object) -> bool:
    """Whether calling a value loads the model."""
    return value is load_reader or (isinstance(value, type) and issubclass(value, Checker))


def _is_model_module(path: Path) -> bool:
    return path.is_relative_to(TESTS) and path.relative_to(TESTS).as_posix() in MODEL_MODULES
