"""The calibration file holds what the modules ask for, and no limit hides in the code."""

from __future__ import annotations

import ast
import contextlib
import importlib
import warnings
from pathlib import Path

import pytest

import mtqa
from mtqa import Effort
from mtqa.calibration import SECTIONS, Limits, calibration, changed, warn_of_other_weights

PACKAGE = Path(mtqa.__file__).parent
DECIDING = [
    path
    for room in ("alignment", "detectors", "scoring")
    for path in (PACKAGE / room).rglob("*.py")
]
HARMLESS = {0.0, 1.0}
EPSILON = 1e-6


@pytest.fixture(scope="module", autouse=True)
def _all_modules_loaded() -> None:
    for path in sorted(PACKAGE.rglob("*.py")):
        importlib.import_module(".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts))


def test_the_file_and_the_modules_have_the_same_limits() -> None:
    asked = {name: set(limits.names()) for name, limits in SECTIONS.items()}
    assert asked == {name: set(values) for name, values in calibration()["limits"].items()}


def test_every_limit_says_how_it_was_found() -> None:
    for section in calibration()["limits"].values():
        for entry in section.values():
            assert entry["how"] in ("hand", "search")
            if entry["how"] == "search":
                assert entry["on"]
                assert entry["flat"][0] <= entry["value"] <= entry["flat"][1]


def test_every_limit_has_its_type_and_a_docstring() -> None:
    for limits in SECTIONS.values():
        for name, kind in limits.names().items():
            value = getattr(limits, name)
            assert isinstance(value, kind if isinstance(kind, type) else dict | type(value))
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef) and any(k.arg == "section" for k in node.keywords):
                told = [isinstance(after, ast.Expr) for after in node.body[1:]] + [False]
                for each, is_told in zip(node.body, told, strict=True):
                    assert is_told or not isinstance(each, ast.AnnAssign), ast.unparse(each)


@pytest.mark.parametrize("path", DECIDING, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_limit_is_a_literal_in_the_code(path: Path) -> None:
    bare = [
        f"{node.value} in line {node.lineno}"
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, float)
        and node.value not in HARMLESS
        and abs(node.value) > EPSILON
    ]
    assert not bare, f"{path.name}: {', '.join(bare)}; put it into models/calibration/limits"


def test_a_limit_can_be_changed_for_a_search_and_comes_back() -> None:
    limits = SECTIONS["edits"]
    before = limits.near
    with changed("edits", near=0.5):
        assert limits.near == 0.5
    assert limits.near == before
    with contextlib.suppress(ZeroDivisionError), changed("edits", near=0.5):
        raise ZeroDivisionError
    assert limits.near == before


def test_a_limit_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="'edits' has no limit 'naer'"):
        SECTIONS["edits"].naer  # noqa: B018
    with (
        pytest.raises(AttributeError, match="'edits' has no limit 'naer'"),
        changed("edits", naer=1),
    ):
        pass


def test_a_whole_number_in_the_file_is_a_float_where_the_type_says_so() -> None:
    class _Ours(Limits, section="edits"):
        least_words: float

    one = _Ours.__new__(_Ours)
    assert isinstance(one.least_words, float)


def test_weights_that_the_limits_were_not_measured_with_warn(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    content = {**calibration(), "for": {**calibration()["for"], "pairs": "0badf00d"}}
    monkeypatch.setattr("mtqa.calibration.calibration", lambda: content)
    with pytest.warns(UserWarning, match=r"measured with pairs@0badf00d, not [0-9a-f]{8}") as seen:
        warn_of_other_weights()
    assert len(seen) == 1


def test_the_pair_reader_of_another_effort_does_not_warn(monkeypatch: pytest.MonkeyPatch) -> None:
    other = {"pairs": "0badf00d", "thorough": "0badf00d"}
    content = {**calibration(), "for": {**calibration()["for"], **other}}
    monkeypatch.setattr("mtqa.calibration.calibration", lambda: content)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        warn_of_other_weights(Effort.FAST)


def test_the_weights_of_the_package_are_those_that_the_limits_were_measured_with() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        warn_of_other_weights()
