"""The report as JSON and as text, on reports made by hand."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from sample_reports import COPY, REFERENCE, a_full_report, a_report, place, texts_of

from mtqa import Finding, FindingType, Place, Report, Scores, Severity, Verdict
from mtqa.reports.text import render
from mtqa.results.writing import dump
from mtqa.text.reading import read_document


def one_finding(
    report: Report, message: str, reference: Place | None, copy: Place | None
) -> Report:
    finding = Finding(FindingType.NAME, Severity.MAJOR, 0.9, message, "replaced", reference, copy)
    return replace(report, findings=(finding,))


def test_the_json_is_what_the_interface_promises() -> None:
    made = json.loads(a_full_report().to_json())
    assert made["schema"] == "mtqa.report/1"
    assert (made["id"], made["signature"]) == ("pair-17", "mtqa:0.1.0|model:toy")
    assert made["reference"]["name"] == "reference.txt"
    assert made["reference"]["sentences"][0] == {"start": 0, "end": 18, "role": "headline"}
    assert made["alignment"][0] == {"reference": [0], "copy": [0], "similarity": 0.9123}
    assert made["alignment"][3] == {"reference": [3], "copy": [], "similarity": None}
    assert made["findings"][1] == {
        "type": "number",
        "kind": "changed",
        "category": "Accuracy/Mistranslation",
        "severity": "critical",
        "confidence": 0.97,
        "mentions": 1,
        "message": "“8.1 percent” became “81 percent”",
        "reference": {"start": 74, "end": 85, "text": "8.1 percent"},
        "copy": {"start": 104, "end": 114, "text": "81 percent"},
    }
    assert made["findings"][0]["copy"] is None
    assert made["scores"] == {
        "quality": 61.4444,
        "coverage": 0.5833,
        "fidelity": 0.8333,
        "linked": 0.7373,
        "parts": {"findings": 0.1667},
        "mqm": made["scores"]["mqm"],
    }
    assert made["scores"]["mqm"]["preset"] == "wmt"
    assert made["verdict"] == "translated_copy"


def test_every_offset_in_the_json_leads_to_its_text() -> None:
    made = json.loads(a_full_report().to_json())
    for finding in made["findings"]:
        for side, text in (("reference", REFERENCE), ("copy", COPY)):
            if there := finding[side]:
                assert text[there["start"] : there["end"]] == there["text"]


def test_two_copies_that_nearly_tie_still_differ() -> None:
    report = a_report()
    better = replace(report, scores=replace(report.scores, quality=61.4447))
    assert better.to_dict()["scores"] != report.to_dict()["scores"]


def test_json_can_be_indented_and_says_the_same() -> None:
    report = a_full_report()
    assert json.loads(report.to_json(indent=2)) == json.loads(report.to_json())
    assert "\n" in report.to_json(indent=2)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_in_json_is_one_line_that_reads_back(text: str) -> None:
    line = dump({"text": text})
    assert len(line.splitlines()) == 1
    assert json.loads(line.encode()) == {"text": text}


@pytest.mark.parametrize(
    "text",
    [
        *("\ud800", "a\udfffb", "\x1b[2J", "\x9b31m", "\u202e", "\u2028"),
        *("\u200b", "\u200d", "\u2060", "\u2064", "\ufeff", "\ufff9", "\U000e0041", "\U000e0fff"),
    ],
)
def test_what_a_terminal_or_utf8_cannot_take_is_escaped_in_json(text: str) -> None:
    line = dump(text)
    assert line.isascii()
    assert json.loads(line.encode()) == text


def test_a_figure_that_is_no_number_is_refused_in_json() -> None:
    with pytest.raises(ValueError, match="JSON"):
        dump({"quality": float("nan")})


def test_findings_of_too_little_confidence_can_be_left_out() -> None:
    kept = a_full_report().filtered(min_confidence=0.93)
    assert [finding.type for finding in kept.findings] == [FindingType.NUMBER, FindingType.NAME]
    assert len(a_full_report().filtered().findings) == 4


def test_findings_are_read_in_the_order_of_the_reference() -> None:
    kinds = [finding.type.value for finding in a_full_report().in_reading_order()]
    assert kinds == ["added_text", "name", "number", "dropped_paragraph"]


def test_a_finding_of_the_copy_stands_where_its_sentence_has_its_partner() -> None:
    report = a_full_report()
    debris = Finding(
        FindingType.FRAGMENT,
        Severity.MINOR,
        0.8,
        "a piece that is no sentence",
        copy=place(texts_of(report)[1], "It cost 81"),
    )
    report = replace(report, findings=(*report.findings, debris))
    kinds = [finding.type.value for finding in report.in_reading_order()]
    assert kinds == ["added_text", "name", "fragment", "number", "dropped_paragraph"]


def test_the_text_shows_each_finding_with_the_words_on_both_sides() -> None:
    assert render(a_full_report(), width=80) == (
        """\
copy.txt is a translated copy of reference.txt.
quality 61.4   coverage 58%   fidelity 83%

-  minor      added text (boilerplate), paragraph 2 of the copy: nothing in the
              reference says it (0.60)
   copy       «Story continues below the picture.»

!  major      name (misspelled), paragraph 2: “Ada Quist” became “Ada Kvist”
              (0.93)
   reference  Mayor «Ada Quist» closed the harbour on Monday.
   copy       Mayor «Ada Kvist» closed the port on Monday.

!! critical   number (changed), paragraph 2: “8.1 percent” became “81 percent”
              (0.97)
   reference  It cost «8.1 percent» of trade.
   copy       It cost «81 percent» of the trade.

!  major      dropped paragraph, paragraph 3: no part of the copy carries it
              (0.90)
   reference  «Nobody was hurt.»

4 findings: 1 critical, 2 major, 1 minor. In the copy: 1 of 3 paragraphs, 1 in
part; 3 of 5 sentences.
"""
    )


@pytest.mark.parametrize(
    ("verdict", "said"),
    [
        (Verdict.VERBATIM, "copy.txt is a verbatim copy of reference.txt."),
        (Verdict.TRANSLATED_COPY, "copy.txt is a translated copy of reference.txt."),
        (Verdict.PARTIAL_COPY, "copy.txt is a partial copy of reference.txt."),
        (Verdict.UNRELATED, "copy.txt is unrelated to reference.txt."),
    ],
)
def test_the_text_begins_with_the_verdict_in_words(verdict: Verdict, said: str) -> None:
    assert render(replace(a_report(), verdict=verdict)).splitlines()[0] == said


def test_texts_without_a_name_are_called_reference_and_copy() -> None:
    report = replace(a_report(name=""), reference=read_document(REFERENCE))
    assert render(report).startswith("The copy is a translated copy of the reference.\n")


def test_only_a_whole_is_shown_as_a_whole() -> None:
    report = replace(a_report(), scores=Scores(99.999, 0.9999, 1.0))
    assert "quality 99.9   coverage 99%   fidelity 100%" in render(report)


def test_a_report_without_findings_says_so() -> None:
    assert "No findings." in render(a_report())


@pytest.mark.parametrize("width", [1, 40, 80, 120, 160, 1000])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    for line in render(a_full_report(), width=width, with_sum=True).splitlines():
        assert cell_len(line) <= min(max(width, 40), 120)
        assert line == line.rstrip()


def test_wide_letters_count_as_two_columns() -> None:
    text = "東京" * 200
    report = a_report(text, COPY)
    report = one_finding(report, text, texts_of(report)[0].place(0, len(text)), None)
    report = replace(report, groups=())
    assert max(map(cell_len, render(report, width=60).splitlines())) <= 60


def test_a_long_passage_is_shown_by_its_beginning_and_its_end() -> None:
    text = "Alpha " + "and so it goes on " * 200 + "omega."
    report = replace(a_report(text, COPY), groups=())
    shown = render(one_finding(report, "gone", texts_of(report)[0].place(0, len(text)), None))
    assert "«Alpha and" in shown
    assert "omega.»" in shown
    assert "…" in shown
    assert len(shown.splitlines()) < 12


def test_a_word_deep_in_a_long_sentence_keeps_its_nearest_context() -> None:
    text = "It " + "went on " * 200 + "until Ada Quist left at last " + "and on " * 200 + "it went."
    report = replace(a_report(text, COPY), groups=())
    shown = render(one_finding(report, "gone", place(texts_of(report)[0], "Ada Quist"), None))
    assert "until «Ada Quist» left" in " ".join(shown.split())
    assert len(shown.splitlines()) < 12


def test_colour_is_written_only_when_asked_for_and_adds_no_words() -> None:
    plain, coloured = render(a_full_report()), render(a_full_report(), color=True)
    assert "\x1b" not in plain
    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain


HOSTILE = (
    "Ada \x1b]0;owned\x07\x1b[2J\u202eQuist\u2066\x00\x9b31m\u200b\ud800\U000e0041[bold]x[/bold]"
)


def test_nothing_in_a_text_name_or_message_reaches_the_terminal_as_an_order() -> None:
    report = a_report(f"Said {HOSTILE} on Monday.", HOSTILE, name=HOSTILE)
    report = replace(report, groups=())
    report = one_finding(report, HOSTILE, place(texts_of(report)[0], HOSTILE), None)
    shown = render(report)
    assert "<U+001B>" in shown
    assert "<U+202E>" in shown
    assert "[bold]x[/bold]" in shown
    assert is_harmless(shown)


def is_harmless(text: str) -> bool:
    """Whether every character can be seen, or is a line end."""
    return all(
        character == "\n" or unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Zl", "Zp")
        for character in text
    )


@given(st.text(), st.text(min_size=1), st.integers(1, 200))
def test_any_text_can_be_shown(message: str, text: str, width: int) -> None:
    report = replace(a_report(text, text), groups=())
    report = one_finding(report, message, texts_of(report)[0].place(0, len(text)), None)
    joined = render(report, width=width).replace("\u200c", "").replace("\u200d", "")
    assert is_harmless(joined)


SUM = """\
quality 61.44 = 100 * linked 0.7373 * (1 - 0.1667): findings 0.167
MQM 727.3 points per 1,000 reference words (weights wmt: minor 1, major 5,
critical 5)
    227.3 Accuracy/Mistranslation: 1 critical, 5 points
    227.3 Accuracy/Mistranslation: 1 major, 5 points
    227.3 Accuracy/Omission: 1 major, 5 points
     45.5 Accuracy/Addition: 1 minor, 1 point
"""


def test_the_sum_behind_the_quality_is_shown_when_asked_for() -> None:
    shown = render(a_full_report(), with_sum=True)
    assert shown.replace(SUM, "") == render(a_full_report())
    assert SUM in shown


def test_a_wide_terminal_shows_the_same_sum_in_fewer_lines() -> None:
    shown = render(a_full_report(), width=160, with_sum=True)
    assert " ".join(SUM.split()) in " ".join(shown.split())
    assert "(weights wmt: minor 1, major 5, critical 5)\n" in shown


def test_the_sum_shown_makes_up_the_quality() -> None:
    parts = {"findings": 0.4, "letters": 0.0001, "clumsy": -0.1}
    scores = Scores(100 * 0.7 * 0.6999, 0.5, 0.6999, parts, 0.7)
    shown = render(replace(a_report(), scores=scores), width=120, with_sum=True)
    assert "48.99 = 100 * linked 0.7000 * (1 - 0.3001): findings 0.400, clumsy -0.100\n" in shown


def test_where_nothing_is_wrong_the_sum_says_so() -> None:
    scores = Scores(100, 1, 1, {"clumsy": -0.0}, 1)
    shown = render(replace(a_report(), scores=scores), with_sum=True)
    assert "quality 100.00 = 100 * linked 1.0000 * (1 - 0.0000): no damage\n" in shown
    assert "MQM 0.0 points per 1,000" in shown


def test_a_fidelity_of_nothing_can_be_shown() -> None:
    scores = Scores(0, 0, 0, {"findings": 1}, 0.5)
    shown = render(replace(a_report(), scores=scores), with_sum=True)
    assert "quality 0.00 = 100 * linked 0.5000 * (1 - 1.0000)" in shown


def test_a_report_that_does_not_state_the_linked_share_is_shown_without_the_sum() -> None:
    scores = replace(a_report().scores, linked=None)
    shown = render(replace(a_full_report(), scores=scores), with_sum=True)
    assert "linked" not in shown
    assert "MQM 727.3 points" in shown
