"""Exchanged members of closed classes, verbs and roles are found; what says the same passes."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from mtqa import Checker, Report
from mtqa.results.findings import FindingType

ROWS = csv.DictReader(
    (Path(__file__).parent / "exchanged_words.tsv").read_text("utf-8").splitlines(), delimiter="\t"
)
EXAMPLES = [(row["kind"], row["is"], row["reference"], row["copy"]) for row in ROWS]
CHANGED = [(kind, *pair) for kind, name, *pair in EXAMPLES if name == "changed"]
SAME = [tuple(pair) for _, name, *pair in EXAMPLES if name == "same"]


@pytest.fixture(scope="module")
def reports(fast_checker: Checker) -> dict[tuple[str, str], Report]:
    """The report of each example, by its texts."""
    pairs = [(reference, copy) for _, _, reference, copy in EXAMPLES]
    return dict(zip(pairs, fast_checker.check_many(pairs), strict=True))


def kinds(report: Report) -> list[str | None]:
    return [one.kind for one in report.findings if one.type is FindingType.MISTRANSLATION]


@pytest.mark.parametrize(("kind", "reference", "copy"), CHANGED)
def test_exchanged_words_are_one_finding_of_their_kind(
    reports: dict[tuple[str, str], Report], kind: str, reference: str, copy: str
) -> None:
    assert kinds(reports[reference, copy]) == [kind]


@pytest.mark.parametrize(("reference", "copy"), SAME)
def test_other_words_for_the_same_are_no_finding(
    reports: dict[tuple[str, str], Report], reference: str, copy: str
) -> None:
    assert kinds(reports[reference, copy]) == []


@pytest.mark.parametrize(
    ("reference", "copy", "message"),
    [
        (
            "The bank may close its branch in the village.",
            "The bank will close its branch in the village.",
            "“may close” became “will close”: a possibility became a certainty",
        ),
        (
            "Some members of the club voted for the merger.",
            "All members of the club voted for the merger.",
            "“Some” became “All”",
        ),
        (
            "The landlord refused to repair the roof.",
            "The landlord repaired the roof.",
            "“refused to repair” became “repaired”",
        ),
        (
            "Soldiers attacked the farmers near the river.",
            "The farmers attacked the soldiers near the river.",
            "who did it and to whom were exchanged",
        ),
        (
            "The man allegedly stole a van from the depot.",
            "The man stole a van from the depot.",
            "“allegedly” is missing from the copy: a claim became a fact",
        ),
    ],
)
def test_a_message_says_in_plain_words_what_changed(
    fast_checker: Checker, reference: str, copy: str, message: str
) -> None:
    [finding] = fast_checker.check(reference, copy).findings
    assert finding.message == message
