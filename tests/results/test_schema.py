"""The JSON Schema of a report: strict about what the interface fixes, open to what is added.

That every report and every error of the tests keeps it is held in conftest.py.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from report_schema import SCHEMA, VALIDATOR
from sample_reports import a_full_report

from mtqa import Finding, FindingType, PairError, Role, Severity, Verdict
from mtqa.results.findings import CATEGORIES
from mtqa.results.mqm import Preset
from mtqa.results.writing import finding_content
from mtqa.text.spans import Place

Content = dict[str, Any]
Change = Callable[[Any], object]


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_the_schema_names_what_the_code_names() -> None:
    parts = SCHEMA["$defs"]
    role = parts["side"]["properties"]["sentences"]["items"]["properties"]["role"]
    assert role["enum"] == list(Role)
    assert parts["report"]["properties"]["verdict"]["enum"] == list(Verdict)
    assert parts["finding"]["properties"]["type"]["enum"] == list(FindingType)
    assert parts["finding"]["properties"]["severity"]["enum"] == list(Severity)
    assert parts["penalties"]["properties"]["preset"]["enum"] == list(Preset)


@pytest.mark.parametrize("type_", FindingType)
def test_every_type_has_one_category(type_: FindingType) -> None:
    kinds = {FindingType.ADDED_TEXT: "content", FindingType.NAME: "dropped"}
    kinds |= {FindingType.NUMBER: "dropped"}
    finding = Finding(type_, Severity.MINOR, 0.5, "", kinds.get(type_), Place(0, 0, ""))
    content = a_full_report().to_dict() | {"findings": [finding_content(finding)]}
    for category in {*CATEGORIES.values(), "Style"}:
        content["findings"][0]["category"] = category
        assert VALIDATOR.is_valid(content) == (category == CATEGORIES[type_])


ADDITIONS: dict[str, Change] = {
    "at the top": lambda report: report.update(decision={"level": "pass"}),
    "to a side": lambda report: report["copy"].update(text="…", digest="…"),
    "to a sentence": lambda report: report["copy"]["sentences"][0].update(paragraph=1),
    "to a finding": lambda report: report["findings"][0].update(id="f1", copy_position=None),
    "to a place": lambda report: report["findings"][1]["copy"].update(paragraph=1),
    "to the scores": lambda report: report["scores"].update(fluency=1),
    "to an alignment": lambda report: report["alignment"][0].update(moved=True),
    "nothing, and no extension": lambda report: [
        report.pop("language"),
        report["scores"].pop("mqm"),
        report["scores"].pop("parts"),
        report["scores"].pop("linked"),
        report["reference"].pop("words"),
    ],
}


@pytest.mark.parametrize("case", ADDITIONS)
def test_what_is_added_keeps_the_schema(case: str) -> None:
    content = a_full_report().to_dict()
    ADDITIONS[case](content)
    VALIDATOR.validate(content)


def without(key: str) -> Change:
    return lambda report: report.pop(key)


FAULTS: dict[str, Change] = {
    **{f"no {key}": without(key) for key in SCHEMA["$defs"]["report"]["required"]},
    "another schema": lambda report: report.update(schema="mtqa.report/2"),
    "an unknown verdict": lambda report: report.update(verdict="guilty"),
    "findings as an object": lambda report: report.update(findings={}),
    "a short digest": lambda report: report.update(digest="ab12"),
    "a negative offset": lambda report: report["copy"]["sentences"][0].update(start=-1),
    "a fraction": lambda report: report["copy"]["sentences"][0].update(end=0.5),
    "an unknown role": lambda report: report["copy"]["sentences"][0].update(role="poem"),
    "an empty group": lambda report: report["alignment"].append(
        {"reference": [], "copy": [], "similarity": None}
    ),
    "a group of one side with a similarity": lambda report: report["alignment"][3].update(
        similarity=0.5
    ),
    "a group of both sides without": lambda report: report["alignment"][0].update(similarity=None),
    "a sentence twice in a group": lambda report: report["alignment"][0].update(copy=[0, 0]),
    "a quality over 100": lambda report: report["scores"].update(quality=101),
    "no coverage": lambda report: report["scores"].pop("coverage"),
    "an unknown type": lambda report: report["findings"][1].update(type="typo"),
    "a confidence of a percentage": lambda report: report["findings"][1].update(confidence=97),
    "no message": lambda report: report["findings"][1].pop("message"),
    "an unknown kind of a number": lambda report: report["findings"][1].update(kind="typo"),
    "a name without a kind": lambda report: report["findings"][3].pop("kind"),
    "a kind of a dropped paragraph": lambda report: report["findings"][0].update(kind="x"),
    "no place": lambda report: report["findings"][0].update(reference=None),
    "a place without a text": lambda report: report["findings"][1]["copy"].pop("text"),
    "an error beside": lambda report: report.update(error={"kind": "x", "message": "y"}),
}


@pytest.mark.parametrize("case", FAULTS)
def test_a_broken_report_breaks_the_schema(case: str) -> None:
    content = a_full_report().to_dict()
    before = copy.deepcopy(content)
    FAULTS[case](content)
    assert content != before
    assert not VALIDATOR.is_valid(content)


def test_an_error_of_a_batch_keeps_the_schema_and_a_broken_one_does_not() -> None:
    row = PairError("a", "missing", "has no copy").to_dict()
    VALIDATOR.validate(row | {"digest": "0" * 64, "signature": "mtqa:0.1.0"})
    for broken in (
        {"error": row["error"]},
        {"id": 1, "error": row["error"]},
        {"id": "a", "error": "has no copy"},
        {"id": "a", "error": {"kind": "missing"}},
        {"id": "a", "error": {"kind": 1, "message": "has no copy"}},
    ):
        assert not VALIDATOR.is_valid(broken)
