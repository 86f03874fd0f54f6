"""Sentence fragments of the copy, and the clauses of the reference that they come from."""

from __future__ import annotations

import pytest

from mtqa import Checker, Finding, Report
from mtqa.results.findings import FindingType, Severity

BROKEN_OFF = [
    (
        "The company closed two plants in March and cut 400 jobs.",
        "The company closed two plants in March. and cut 400 jobs.",
        "and cut 400 jobs.",
        "cut 400 jobs",
    ),
    (
        "The river rose by two metres overnight, flooding the cellars of the old town.",
        "The river rose by two metres overnight. The cellars of the old town.",
        "The cellars of the old town.",
        "the cellars of the old town",
    ),
    (
        "The singer cancelled her concert, which had been sold out for months.",
        "The singer cancelled her concert. Which had been sold out for months.",
        "Which had been sold out for months.",
        "which had been sold out for months",
    ),
    (
        "The ministers met in Oslo on Friday despite the heavy snow.",
        "The ministers met in Oslo on Friday. Despite the heavy snow.",
        "Despite the heavy snow.",
        "despite the heavy snow",
    ),
    (
        "The bridge will be closed to lorries until the end of the summer.",
        "The bridge will be closed to lorries. Until the end of the summer.",
        "Until the end of the summer.",
        "until the end of the summer",
    ),
    (
        "The court fined the bank because it had hidden its losses.",
        "The court fined the bank. Hidden losses.",
        "Hidden losses.",
        "hidden its losses",
    ),
]

WHOLE = [
    ("The minister left the room in anger.", "The minister left the room. He was angry."),
    ("Nobody answered the phone at the embassy.", "At the embassy, nobody answered the phone."),
    (
        "Al-Shabab fighters attacked the base at dawn.",
        "al-Shabab fighters attacked the base in the early morning.",
    ),
    ("Ms von der Leyen spoke on Monday.", "von der Leyen spoke on Monday."),
    ("He was asked why he had waited for so long.", "They asked him. Why did he wait for so long?"),
    (
        "She told the crew to leave the ship at once.",
        '"Leave the ship at once!" she told the crew.',
    ),
    ("The village, on an island, has no road.", "The village is on an island. It has no road."),
    ("Was it worth it? Not at all.", "Was it worth the trouble? Not at all."),
    ("Nobody knew where to find workers.", "Where to find the workers now? Nobody knew."),
    ("The winner? A farmer from the north.", "And the winner? A farmer from the north."),
    (
        "Rain delayed the final. Back to the harbour then.",
        "The final was delayed by rain. Back to the harbour, then.",
    ),
    ("“No comment,” the bank said on Monday.", "“No comment,” said the bank on Monday."),
    (
        "Storm closes harbour\n\nThe harbour of Millbrook was closed by a storm on Monday.",
        "Harbour closed by storm\n\nA storm closed the harbour of Millbrook on Monday.",
    ),
]


@pytest.fixture(scope="module")
def reports(checker: Checker) -> dict[tuple[str, str], Report]:
    """The report of each example, by its texts."""
    pairs = [(reference, copy) for reference, copy, *_ in (*BROKEN_OFF, *WHOLE)]
    return dict(zip(pairs, checker.check_many(pairs), strict=True))


def fragments(report: Report) -> list[Finding]:
    return [finding for finding in report.findings if finding.type is FindingType.FRAGMENT]


@pytest.mark.parametrize(("reference", "copy", "fragment", "clause"), BROKEN_OFF)
def test_a_fragment_is_found_with_the_clause_that_it_comes_from(
    reports: dict[tuple[str, str], Report], reference: str, copy: str, fragment: str, clause: str
) -> None:
    (finding,) = fragments(reports[reference, copy])
    assert finding.copy is not None
    assert finding.copy.text == copy[finding.copy.start : finding.copy.end] == fragment
    assert finding.reference is not None
    place = finding.reference
    assert reference[place.start : place.end] == place.text
    assert set(clause.split()[1:]) <= set(place.text.split())
    assert finding.severity is Severity.MAJOR


@pytest.mark.parametrize(("reference", "copy"), WHOLE)
def test_a_whole_sentence_is_no_fragment(
    reports: dict[tuple[str, str], Report], reference: str, copy: str
) -> None:
    assert fragments(reports[reference, copy]) == []


def test_a_fragment_without_an_origin_is_minor(checker: Checker) -> None:
    reference = "The fishing fleet lost two boats in the storm."
    (finding,) = fragments(checker.check(reference, reference + " Of the orchestra."))
    assert (finding.reference, finding.severity) == (None, Severity.MINOR)


def test_a_clause_that_no_fragment_carries_is_reported_as_dropped(
    checker: Checker,
) -> None:
    reference = "During the long winter of 1963, the thirteen villages lived on what the boats had."
    report = checker.check(reference, ", the thirteen villages lived on what the boats had.")
    (fragment,) = fragments(report)
    (dropped,) = (f for f in report.findings if f.type is FindingType.DROPPED_CLAUSE)
    assert dropped.reference is not None
    assert "winter" in dropped.reference.text
    assert not dropped.reference.overlaps(fragment.reference)
