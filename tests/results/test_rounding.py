"""One rounding everywhere: what is shown is near, never falsely whole, never falsely nothing."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_pages import Elements, squeezed
from sample_reports import a_full_report

from mtqa import Finding, Report, Scores, Verdict
from mtqa.reports import batch_page, pair_page, text
from mtqa.reports.summary import SummaryTable, Tally
from mtqa.results import rounding

shares = st.floats(0, 1)
qualities = st.floats(0, 100)


@pytest.mark.parametrize(
    ("quality", "said"),
    [
        (0, "0.0"),
        (0.0, "0.0"),
        (-0.0, "0.0"),
        (1e-300, "0.1"),
        (0.04, "0.1"),
        (0.05, "0.1"),
        (0.1499, "0.1"),
        (0.15, "0.2"),
        (65.25, "65.3"),
        (65.35, "65.4"),
        (84.6643, "84.7"),
        (99.94, "99.9"),
        (99.95, "99.9"),
        (99.9999999999, "99.9"),
        (100, "100.0"),
    ],
)
def test_a_quality_has_one_decimal(quality: float, said: str) -> None:
    assert rounding.quality(quality) == said


@pytest.mark.parametrize(
    ("share", "percent", "confidence", "kept"),
    [
        (0, "0%", "0.00", 0),
        (0.000004, "1%", "0.01", 0.0001),
        (0.0004, "1%", "0.01", 0.0004),
        (0.0149, "1%", "0.01", 0.0149),
        (0.015, "2%", "0.02", 0.015),
        (0.585, "59%", "0.59", 0.585),
        (0.58496, "59%", "0.59", 0.585),
        (0.58494, "58%", "0.58", 0.5849),
        (0.775, "78%", "0.78", 0.775),
        (0.995, "99%", "0.99", 0.995),
        (0.99999, "99%", "0.99", 0.9999),
        (1, "100%", "1.00", 1),
    ],
)
def test_a_share_has_whole_percent_and_a_confidence_two_decimals(
    share: float, percent: str, confidence: str, kept: float
) -> None:
    assert rounding.percent(share) == percent
    assert rounding.confidence(share) == confidence
    assert rounding.exact(share, 1) == kept


@pytest.mark.parametrize(
    ("value", "decimals", "said"),
    [(-0.125, 3, "-0.125"), (-0.0004, 3, "-0.001"), (1234.56, 1, "1234.6"), (1e9, 1, "1e9")],
)
def test_other_figures_have_no_largest_and_may_be_negative(
    value: float, decimals: int, said: str
) -> None:
    assert Decimal(rounding.shown(value, decimals)) == Decimal(said)


@given(qualities, st.integers(0, 4))
def test_what_is_shown_is_within_a_step_and_neither_falsely_whole_nor_falsely_nothing(
    value: float, decimals: int
) -> None:
    said = Decimal(rounding.shown(value, decimals, 100))
    assert abs(said - Decimal(value)) <= Decimal(1).scaleb(-decimals)
    assert (said == 100) == (value == 100)
    assert (said == 0) == (value == 0)


@given(qualities, qualities)
def test_of_two_figures_the_larger_is_never_shown_as_the_smaller(one: float, two: float) -> None:
    low, high = sorted((one, two))
    assert Decimal(rounding.quality(low)) <= Decimal(rounding.quality(high))


@given(qualities)
def test_a_display_of_the_json_shows_what_a_display_of_the_report_shows(value: float) -> None:
    assert rounding.quality(rounding.exact(value, 100)) == rounding.quality(value)
    assert rounding.percent(rounding.exact(value / 100, 1)) == rounding.percent(value / 100)
    assert rounding.confidence(float(rounding.confidence(value / 100))) == rounding.confidence(
        value / 100
    )


@pytest.mark.parametrize(
    ("value", "gate", "said"),
    [
        (61.44, 70, ("61.4", "70")),
        (69.96, 70, ("69.96", "70")),
        (69.99996, 70, ("69.99996", "70")),
        (99.97, 100, ("99.9", "100")),
        (89.89, 89.9, ("89.89", "89.9")),
        (0.0, 0.00001, ("0.0", "0.00001")),
        (99.89999999999, 99.9, ("99.89999999999", "99.9")),
    ],
)
def test_a_gate_that_fails_is_told_in_enough_decimals(
    value: float, gate: float, said: tuple[str, str]
) -> None:
    assert rounding.under(value, gate) == said


@given(qualities, qualities)
def test_what_is_told_of_a_gate_never_contradicts_it(one: float, two: float) -> None:
    value, gate = sorted((one, two))
    if value < gate:
        figure, limit = rounding.under(value, gate)
        assert Decimal(figure) < Decimal(limit)


def a_report_of(quality: float, coverage: float, fidelity: float, confidence: float) -> Report:
    report = a_full_report()
    findings = tuple(replace(each, confidence=confidence) for each in report.findings)
    return replace(report, findings=findings, scores=Scores(quality, coverage, fidelity))


def figures_of_text(report: Report) -> tuple[str, str, str, set[str]]:
    shown = text.render(report)
    found = re.search(r"quality (\S+) +coverage (\S+) +fidelity (\S+)", shown)
    assert found
    return *found.groups(), {*re.findall(r"\((\d\.\d\d)\)", shown)}  # type: ignore[return-value]


def figures_of_page(report: Report) -> tuple[str, str, str, set[str]]:
    page = squeezed(Elements(pair_page.render(report)).text)
    found = re.search(r"Quality([\d.]+)of100\D*?Coverage(\d+%).*?Fidelity(\d+%)", page)
    assert found
    return *found.groups(), {*re.findall(r"confidence(\d\.\d\d)", page)}  # type: ignore[return-value]


def figures_of_json(report: Report) -> tuple[str, str, str, set[str]]:
    made = json.loads(report.to_json())
    scores = made["scores"]
    return (
        rounding.quality(scores["quality"]),
        rounding.percent(scores["coverage"]),
        rounding.percent(scores["fidelity"]),
        {f"{finding['confidence']:.2f}" for finding in made["findings"]},
    )


def figures_of_csv(report: Report) -> tuple[str, str, str]:
    file = io.StringIO()
    SummaryTable(file).add(json.loads(report.to_json()))
    row = next(csv.DictReader(io.StringIO(file.getvalue())))
    return (
        rounding.quality(float(row["quality"])),
        rounding.percent(float(row["coverage"])),
        rounding.percent(float(row["fidelity"])),
    )


def figures_of_batch_page(report: Report) -> tuple[str, str, str]:
    overview = batch_page.read_overview([report.to_json().encode()], "r.jsonl")
    page = batch_page.render(overview, "r.jsonl", None, Path())
    cells = re.findall(r'<td class="count">([^<]*)</td>', page.split('id="table"')[1])
    return cells[1], cells[2], cells[3]


@given(qualities, shares, shares, shares)
def test_terminal_page_csv_and_json_agree(
    quality: float, coverage: float, fidelity: float, confidence: float
) -> None:
    report = a_report_of(quality, coverage, fidelity, confidence)
    wanted = figures_of_text(report)
    assert figures_of_page(report) == wanted
    assert figures_of_json(report) == wanted
    assert figures_of_csv(report) == wanted[:3]
    assert figures_of_batch_page(report) == wanted[:3]


@given(st.lists(qualities, min_size=1, max_size=8))
def test_the_mean_of_a_batch_is_the_same_on_its_last_line_and_on_its_page(
    values: list[float],
) -> None:
    results = [a_report_of(value, 0.5, 0.5, 0.5).to_dict() for value in values]
    tally = Tally()
    for result in results:
        tally.add(result)
    lines = (json.dumps(result).encode() + b"\n" for result in results)
    page = batch_page.render(batch_page.read_overview(lines, "r"), "r", None, Path())
    on_page = re.search(r"Mean quality (\S+)\. ", page)
    on_line = re.search(r"mean quality (\S+)", next(tally.lines()))
    assert on_page
    assert on_line
    assert on_page[1] == on_line[1]


@given(st.lists(shares, max_size=6), shares)
def test_the_confidence_that_is_shown_decides_whether_a_finding_is_kept(
    confidences: list[float], least: float
) -> None:
    report = a_full_report()
    finding: Finding = report.findings[0]
    found = tuple(replace(finding, confidence=each) for each in confidences)
    kept = replace(report, findings=found).filtered(min_confidence=least)
    wanted = [each for each in found if float(rounding.confidence(each.confidence)) >= least]
    assert list(kept.findings) == wanted


UNRELATED = replace(a_report_of(0.0664, 0.31, 0.66, 0.5), findings=(), verdict=Verdict.UNRELATED)


def test_where_nothing_was_matched_no_display_shows_a_figure_of_a_match() -> None:
    for with_sum in (False, True):
        assert text.render(UNRELATED, with_sum=with_sum) == (
            "copy.txt is unrelated to reference.txt.\nquality 0.0\n"
        )
    page = Elements(pair_page.render(UNRELATED)).text
    assert squeezed("Quality 0.0") in squeezed(page)
    for word in ("Coverage", "Fidelity", "%", "How the quality is computed", "sentences are"):
        assert word not in page
    assert figures_of_csv(UNRELATED) == figures_of_batch_page(UNRELATED) == ("0.0", "0%", "0%")


def test_the_mean_counts_what_is_unrelated_as_nothing() -> None:
    tally = Tally()
    for report in (UNRELATED, a_report_of(50, 0.5, 0.5, 0.5)):
        tally.add(report.to_dict())
    assert "mean quality 25.0" in next(tally.lines())
