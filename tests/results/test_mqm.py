"""What the findings cost by MQM category and severity, with either preset of weights."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_pages import a_report, linked

from mtqa import Finding, FindingType, Report, Severity
from mtqa.results.mqm import POINTS, Penalties, Penalty, Preset
from mtqa.text.spans import Place

SPOT = Place(0, 3, "one")
KINDS = {
    FindingType.NAME: "dropped",
    FindingType.NUMBER: "dropped",
    FindingType.ADDED_TEXT: "content",
}
REFERENCE = "By Ada Quist\n\nThe harbour closed on Monday. Nobody was hurt."
CONTENT_WORDS = 8


def a_finding(type_: FindingType, severity: Severity, confidence: float = 0.9) -> Finding:
    return Finding(type_, severity, confidence, "it is wrong", KINDS.get(type_), SPOT)


def a_report_with(*findings: Finding, weights: Preset = Preset.WMT) -> Report:
    groups = linked(((0,), (0,)), ((1,), (1,)), ((2,), (2,)))
    return replace(a_report(REFERENCE, REFERENCE, groups, *findings), weights=weights)


DROPPED = a_finding(FindingType.DROPPED_CLAUSE, Severity.MAJOR)
LOST = a_finding(FindingType.DROPPED_SENTENCE, Severity.MAJOR, 0.5)
NAME = a_finding(FindingType.NAME, Severity.MINOR)
NUMBER = a_finding(FindingType.NUMBER, Severity.CRITICAL)

findings = st.lists(
    st.builds(
        a_finding, st.sampled_from(FindingType), st.sampled_from(Severity), st.floats(0.01, 1)
    ),
    max_size=30,
)
presets = st.sampled_from(Preset)


@pytest.mark.parametrize(
    ("preset", "severity", "points"),
    [
        ("wmt", "minor", 1),
        ("wmt", "major", 5),
        ("wmt", "critical", 5),
        ("mqm", "minor", 1),
        ("mqm", "major", 5),
        ("mqm", "critical", 25),
    ],
)
def test_a_finding_costs_what_its_severity_does_whatever_its_confidence(
    preset: str, severity: str, points: float
) -> None:
    for confidence in (0.3, 1.0):
        finding = a_finding(FindingType.NAME, Severity(severity), confidence)
        (row,) = Penalties.of([finding], Preset(preset), 500).rows
        assert (row.count, row.points, row.per_1000_words) == (1, points, 2 * points)


def test_types_of_one_category_and_severity_are_counted_together_most_points_first() -> None:
    made = Penalties.of([NAME, DROPPED, NUMBER, LOST], Preset.MQM, 100)
    assert made.rows == (
        Penalty("Accuracy/Mistranslation", Severity.CRITICAL, 1, 25, 250),
        Penalty("Accuracy/Omission", Severity.MAJOR, 2, 10, 100),
        Penalty("Accuracy/Mistranslation", Severity.MINOR, 1, 1, 10),
    )
    assert made.per_1000_words == 360


@given(findings, presets, st.integers(1, 10_000))
def test_the_rows_make_up_the_whole(found: list[Finding], preset: Preset, words: int) -> None:
    made = Penalties.of(found, preset, words)
    assert sum(row.count for row in made.rows) == len(found)
    assert len({(row.category, row.severity) for row in made.rows}) == len(made.rows)
    assert made.per_1000_words == pytest.approx(sum(row.per_1000_words for row in made.rows))
    assert made.per_1000_words * words / 1000 == pytest.approx(
        sum(POINTS[preset][finding.severity] for finding in found)
    )


@given(findings, presets)
def test_the_order_of_the_findings_does_not_matter(found: list[Finding], preset: Preset) -> None:
    assert Penalties.of(found, preset, 100) == Penalties.of(found[::-1], preset, 100)


def test_no_findings_cost_nothing_even_by_no_words() -> None:
    assert Penalties.of([], Preset.WMT, 0) == Penalties(Preset.WMT, (), 0)


def test_a_report_counts_by_the_words_of_its_content() -> None:
    penalties = a_report_with(DROPPED).penalties
    assert penalties.per_1000_words == 5 * 1000 / CONTENT_WORDS


def test_where_no_sentence_is_content_all_words_count() -> None:
    report = a_report("By Ada Quist", "By Ada Quist", linked(((0,), (0,))), NAME)
    assert not report.reference.sentences[0].role.is_content
    assert report.penalties.per_1000_words == pytest.approx(1000 / 3)


def test_the_penalties_follow_the_findings_that_are_shown() -> None:
    report = a_report_with(DROPPED, LOST, NUMBER)
    kept = report.filtered(min_confidence=0.9)
    assert [row.count for row in kept.penalties.rows] == [1, 1]
    assert kept.penalties == a_report_with(DROPPED, NUMBER).penalties


def test_the_weights_change_the_penalties_in_the_json_and_nothing_else() -> None:
    wmt, mqm = (a_report_with(NUMBER, NAME, weights=preset).to_dict() for preset in Preset)
    assert wmt["scores"].pop("mqm") == {
        "preset": "wmt",
        "per_1000_words": 750.0,
        "findings": [
            {
                "category": "Accuracy/Mistranslation",
                "severity": "critical",
                "count": 1,
                "points": 5.0,
                "per_1000_words": 625.0,
            },
            {
                "category": "Accuracy/Mistranslation",
                "severity": "minor",
                "count": 1,
                "points": 1.0,
                "per_1000_words": 125.0,
            },
        ],
    }
    made = mqm["scores"].pop("mqm")
    assert (made["preset"], made["per_1000_words"]) == ("mqm", 3250.0)
    assert wmt == mqm
