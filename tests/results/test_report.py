"""A report stands alone: read back with its texts or without them, and filtered."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_pages import a_finding
from sample_pages import a_report as a_pair
from sample_reports import COPY, REFERENCE, a_full_report, texts_of

from mtqa import (
    Checker,
    FindingType,
    InputError,
    Outline,
    Report,
    Scores,
    Severity,
    Verdict,
)
from mtqa.results.groups import Group
from mtqa.results.mqm import Preset
from mtqa.text.document import Document
from mtqa.text.language import Languages
from mtqa.text.reading import read_document

Content = dict[str, Any]

WORDS = (
    *("Ada Quist\tshut\r\nthe", "har\u00adbour,", "&amp;", "\u202eleft.", "“Why?”"),
    *("8.1%", "東京", "\U0001f600\n\n", "port\u200b", "The"),
)
KINDS: dict[FindingType, st.SearchStrategy[str | None]] = {
    **{each: st.none() for each in FindingType},
    FindingType.ADDED_TEXT: st.sampled_from(["content", "boilerplate", "repetition"]),
    FindingType.NAME: st.sampled_from(["misspelled", "replaced", "dropped"]),
    FindingType.NUMBER: st.sampled_from(["changed", "dropped"]),
    FindingType.MISTRANSLATION: st.none() | st.text(),
    FindingType.UNTRANSLATED: st.none() | st.text(),
}
texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=40).map(" ".join)
shares = st.floats(0, 1)


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """Reports on any two texts, with any findings, scores and alignment."""
    reference, copy = (
        read_document(text + " Left.").as_given() for text in draw(st.tuples(texts, texts))
    )

    def spot(document: Document) -> st.SearchStrategy[tuple[Document, int, int] | None]:
        edge = st.integers(0, len(document.text))
        edges = st.tuples(edge, edge)
        return st.none() | edges.map(lambda pair: (document, min(pair), max(pair)))

    places = st.tuples(spot(reference), spot(copy)).filter(any)
    findings = [
        replace(
            a_finding(*pair, message=draw(st.text())),
            type=type_,
            severity=draw(st.sampled_from(Severity)),
            kind=draw(KINDS[type_]),
            confidence=draw(shares),
        )
        for pair in draw(st.lists(places, max_size=4))
        for type_ in [draw(st.sampled_from(FindingType))]
    ]
    parts = st.dictionaries(st.sampled_from(["letters", "rank", "clumsy"]), st.floats(-1, 1))
    scores = Scores(draw(st.floats(0, 100)), draw(shares), draw(shares), draw(parts), draw(shares))
    return Report(
        id=draw(st.none() | st.text()),
        signature=draw(st.text()),
        reference=replace(reference, name=draw(st.text())),
        copy=replace(copy, name=draw(st.text())),
        groups=draw(alignments(len(reference.sentences), len(copy.sentences))),
        findings=tuple(findings),
        scores=scores,
        verdict=draw(st.sampled_from(Verdict)),
        weights=draw(st.sampled_from(Preset)),
        language=Languages(*draw(st.tuples(*[st.sampled_from(["en", "und", "de"])] * 2))),
    )


@st.composite
def alignments(draw: st.DrawFn, reference: int, copy: int) -> tuple[Group, ...]:
    """Any one-to-one alignment; the rest of both sides stands alone."""
    order = draw(st.permutations(range(copy)))
    linked = list(zip(range(draw(st.integers(0, min(reference, copy)))), order, strict=False))
    cosine = st.floats(-1, 1)
    return (
        *(Group((i,), (j,), draw(cosine)) for i, j in linked),
        *(Group((i,), ()) for i in range(len(linked), reference)),
        *(Group((), (j,)) for j in order[len(linked) :]),
    )


@given(reports())
def test_a_report_read_back_with_its_texts_is_shown_as_the_one_that_was_written(
    report: Report,
) -> None:
    reference, copy = texts_of(report)
    read = Report.from_json(report.to_json(), reference=reference.text, copy=copy.text)
    assert read == Report.from_dict(report.to_dict(), reference=reference.text, copy=copy.text)
    assert read.to_json(2) == report.to_json(2)
    assert read.to_html() == report.to_html()
    for width in (60, 120):
        shown = read.to_text(width=width, color=True, with_sum=True)
        assert shown == report.to_text(width=width, color=True, with_sum=True)


@given(reports())
def test_a_report_read_back_without_its_texts_shows_every_finding_by_its_words(
    report: Report,
) -> None:
    read = Report.from_dict(report.to_dict())
    assert read.to_dict() == report.to_dict()
    assert read.texts is None
    page, shown = read.to_html(), read.to_text(width=120)
    assert page.count('<li class="note ') == len(report.findings)
    for text in (page, " ".join(shown.split())):
        assert "The texts of the reference and the copy were not given with the report" in text
    assert 'class="tools"' not in page


def test_a_report_without_texts_invents_no_context_and_no_paragraphs() -> None:
    read = Report.from_dict(a_full_report().to_dict())
    assert isinstance(read.reference, Outline)
    assert read.to_text(with_sum=True) == (
        """\
copy.txt is a translated copy of reference.txt.
quality 61.4   coverage 58%   fidelity 83%
quality 61.44 = 100 * linked 0.7373 * (1 - 0.1667): findings 0.167
MQM 727.3 points per 1,000 reference words (weights wmt: minor 1, major 5,
critical 5)
    227.3 Accuracy/Mistranslation: 1 critical, 5 points
    227.3 Accuracy/Mistranslation: 1 major, 5 points
    227.3 Accuracy/Omission: 1 major, 5 points
     45.5 Accuracy/Addition: 1 minor, 1 point

-  minor      added text (boilerplate): nothing in the reference says it (0.60)
   copy       «Story continues below the picture.»

!  major      name (misspelled): “Ada Quist” became “Ada Kvist” (0.93)
   reference  «Ada Quist»
   copy       «Ada Kvist»

!! critical   number (changed): “8.1 percent” became “81 percent” (0.97)
   reference  «8.1 percent»
   copy       «81 percent»

!  major      dropped paragraph: no part of the copy carries it (0.90)
   reference  «Nobody was hurt.»

4 findings: 1 critical, 2 major, 1 minor. In the copy: 3 of 5 sentences.
The texts of the reference and the copy were not given with the report, so
findings are shown without context.
"""
    )


def test_a_report_with_one_of_its_texts_shows_the_context_of_that_one() -> None:
    content = a_full_report().to_dict()
    shown = Report.from_dict(content, reference=REFERENCE).to_text()
    assert "reference  Mayor «Ada Quist» closed the harbour on Monday." in shown
    assert "copy       «Ada Kvist»\n" in shown
    assert "The text of the copy was not given with the report" in shown
    page = Report.from_dict(content, copy=COPY).to_html()
    assert "The text of the reference was not given with the report" in page


def test_a_real_report_reads_back_with_its_texts(checker: Checker) -> None:
    reference = f"{REFERENCE}\u200b It cost &quot;too much&quot;, ﬁnally."
    report = checker.check(reference, COPY, id="a pair")
    read = Report.from_json(report.to_json(), reference=reference, copy=COPY)
    assert read.to_html() == report.to_html()
    assert read.to_text(with_sum=True) == report.to_text(with_sum=True)
    assert len(read.findings) == len(report.findings) > 0


def test_a_report_of_an_earlier_version_needs_its_texts() -> None:
    content = a_full_report().to_dict()
    for side in ("reference", "copy"):
        del content[side]["words"]
    del content["scores"]["linked"]
    with pytest.raises(InputError, match="reference has no words, the number of words; give its"):
        Report.from_dict(content)
    read = Report.from_dict(content, reference=REFERENCE, copy=COPY)
    assert read.scores.linked is None
    assert read.penalties == a_full_report().penalties


def test_only_what_the_interface_promises_need_be_there() -> None:
    content = a_full_report().to_dict()
    wanted = content["scores"]
    for key in ("linked", "parts", "mqm"):
        del wanted[key]
    del content["language"], content["id"]
    for finding in content["findings"]:
        del finding["mentions"]
    content["digest"] = "unknown keys are passed over"
    read = Report.from_dict(content, reference=REFERENCE, copy=COPY)
    assert (read.id, read.language, read.weights) == (None, Languages(), Preset.WMT)
    assert "How the quality is computed" in read.to_html()
    assert "linked" not in read.to_text(with_sum=True)


def kept(**wanted: Any) -> list[str]:
    """The types that are left of a dropped paragraph, a number, an added text and a name."""
    report = a_full_report()
    left = report.filtered(**wanted)
    assert (left.scores, left.verdict) == (report.scores, report.verdict)
    return [finding.type.value for finding in left.findings]


def test_findings_can_be_filtered_by_type_severity_and_confidence() -> None:
    everything = ["dropped_paragraph", "number", "added_text", "name"]
    assert kept() == everything
    assert kept(select=["name", FindingType.NUMBER]) == ["number", "name"]
    assert kept(select="name") == ["name"]
    assert kept(select=[]) == []
    assert kept(ignore=("name", "number")) == ["dropped_paragraph", "added_text"]
    assert kept(select=["name", "number"], ignore=["name"]) == ["number"]
    assert kept(severity="minor") == everything
    assert kept(severity=Severity.MAJOR) == ["dropped_paragraph", "number", "name"]
    assert kept(severity="critical") == ["number"]
    assert kept(min_confidence=0.93) == ["number", "name"]
    assert kept(severity="major", ignore=["number"], min_confidence=0.91) == ["name"]


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ({"select": ["nmae"]}, "'nmae' is not a type of findings"),
        ({"ignore": "typo"}, "'typo' is not a type of findings"),
        ({"severity": "bad"}, "'bad' is not a valid Severity"),
        ({"min_confidence": 1.1}, "must be in the range 0 to 1"),
        ({"min_confidence": float("nan")}, "must be in the range 0 to 1"),
    ],
)
def test_a_filter_by_something_unknown_is_refused(wanted: Any, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        a_full_report().filtered(**wanted)


def test_a_report_read_back_can_be_filtered_and_counts_its_penalties() -> None:
    content = a_full_report().to_dict()
    for read in (Report.from_dict(content), Report.from_dict(content, reference=REFERENCE)):
        assert read.penalties == a_full_report().penalties
        left = read.filtered(select=["number"])
        assert left.penalties == a_full_report().filtered(select=["number"]).penalties
        assert left.to_dict() == a_full_report().filtered(select=["number"]).to_dict()


def test_a_part_of_the_fidelity_that_is_unknown_is_shown_by_its_name() -> None:
    document = read_document("Nobody was hurt.")
    report = a_pair(document.text, document.text, (Group((0,), (0,), 1.0),))
    scores = Scores(50, 1, 0.5, {"new_part\x1b": 0.5}, 1)
    read = Report.from_dict(replace(report, scores=scores).to_dict())
    assert "new part&lt;U+001B&gt;" in read.to_html()
    assert "new_part<U+001B> 0.500" in read.to_text(with_sum=True)
