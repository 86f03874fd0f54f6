"""The pair page as HTML: rows in order, findings in place, hostile texts shown and not obeyed."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_pages import HOSTILE, Elements, a_finding, a_report, linked, sentences, squeezed
from sample_reports import texts_of

from mtqa import Effort, Report, Scores, Verdict
from mtqa.reports.page import page_name
from mtqa.reports.pair_content import blocks_of
from mtqa.reports.pair_layout import Row, RowKind
from mtqa.reports.pair_page import render
from mtqa.reports.wording import COSTS
from mtqa.results.groups import Group
from mtqa.scoring.score import damage_weights
from mtqa.text.document import Document
from mtqa.text.reading import read_document


def rows_of(report: Report) -> list[Row]:
    return [row for block in blocks_of(report) for row in block]


def shape(report: Report) -> list[tuple[str, tuple[int, ...], tuple[int, ...]]]:
    return [(row.kind.value, row.group.reference, row.group.copy) for row in rows_of(report)]


def test_what_was_added_stands_behind_what_it_follows_in_the_copy() -> None:
    groups = linked(((0,), (0,)), ((1,), ()), ((2,), (2,)), ((), (1,)), ((), (3,)))
    report = a_report(sentences("a", "b", "c"), sentences("a", "x", "c", "y"), groups)
    assert shape(report) == [
        ("linked", (0,), (0,)),
        ("added", (), (1,)),
        ("dropped", (1,), ()),
        ("linked", (2,), (2,)),
        ("added", (), (3,)),
    ]


def test_a_moved_sentence_leaves_a_trace_where_the_copy_has_it() -> None:
    groups = linked(((0,), (3,)), ((1,), (0,)), ((2,), (1,)), ((3,), (2,)))
    report = a_report(sentences("a", "b", "c", "d"), sentences("b", "c", "d", "a"), groups)
    assert [kind for kind, *_ in shape(report)] == ["moved", *["linked"] * 3, "trace"]
    moved, *_, trace = rows_of(report)
    assert moved.partner is trace
    assert trace.partner is moved
    page = render(report)
    assert "moved here from paragraph 4 of the copy" in page
    assert "paragraph 4 of the copy is shown beside paragraph 1 of the reference" in page


def test_a_run_of_moved_sentences_leaves_one_trace_and_what_was_torn_apart_two() -> None:
    text = sentences("a", "b", "c", "d", "e")
    for order, traces in (((3, 4, 0, 1, 2), 1), ((4, 3, 0, 1, 2), 2), ((0, 1, 2, 3, 4), 0)):
        groups = linked(*(((i,), (j,)) for i, j in enumerate(order)))
        kinds = [kind for kind, *_ in shape(a_report(text, text, groups))]
        assert kinds.count("trace") == traces


@pytest.mark.parametrize(
    ("group", "relation"),
    [
        (((0,), (0,)), ""),
        (((0,), (0, 1)), "split 1:2"),
        (((0, 1), (0,)), "merged 2:1"),
        (((0, 1), (0, 1)), "recast 2:2"),
        (((0,), ()), "dropped"),
        (((), (0,)), "added"),
    ],
)
def test_a_row_says_what_became_of_its_sentences(
    group: tuple[tuple[int, ...], tuple[int, ...]], relation: str
) -> None:
    report = a_report(sentences("a", "b"), sentences("a", "b"), linked(group))
    assert [row.relation for row in rows_of(report)] == [relation]


def test_unrelated_texts_stand_side_by_side_without_a_link() -> None:
    groups = linked(((0,), (0,)), ((1,), ()), ((2,), ()), ((), (1,)))
    report = a_report(sentences("a", "b", "c"), sentences("x", "y"), groups)
    unrelated = replace(report, scores=Scores(0, 0, 0), verdict=Verdict.UNRELATED)
    assert shape(unrelated) == [("apart", (0, 1, 2), (0, 1))]
    page = render(unrelated)
    assert "not in the copy" not in Elements(page).text
    for side, paragraphs in (("reference", 3), ("copy", 2)):
        cell = page.split(f'<div class="cell {side}"')[1].split("</div>")[0]
        assert cell.count("<p>") == cell.count("</p>") == cell.count('class="folio"') == paragraphs


def test_blocks_begin_where_paragraphs_begin() -> None:
    text = "The mayor spoke on Monday. Nobody listened to him.\n\nThe town slept through it."
    report = a_report(text, text, linked(*(((i,), (i,)) for i in range(3))))
    assert [len(block) for block in blocks_of(report)] == [2, 1]


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """Reports with any alignment of a few sentences, and any findings, nested and overlapping."""
    reference = read_document(sentences("a", "b", "c", "d"))
    copy = read_document("One stood here. Two stood there.\n\nThree slept on it. Four went home.")
    order = draw(st.permutations(range(4)))
    fates = draw(st.lists(st.booleans(), min_size=4, max_size=4))
    groups = [
        *(Group((i,), (order[i],) if kept else ()) for i, kept in enumerate(fates)),
        *(Group((), (j,)) for j in range(4) if not fates[order.index(j)]),
    ]

    def spot(document: Document) -> st.SearchStrategy[tuple[Document, int, int] | None]:
        edge = st.integers(0, len(document.text))
        edges = st.tuples(edge, edge).map(sorted)
        return st.none() | edges.map(lambda pair: (document, pair[0], pair[1]))

    places = st.tuples(spot(reference), spot(copy)).filter(any)
    found = [a_finding(*pair) for pair in draw(st.lists(places, max_size=6))]
    return a_report(reference.text, copy.text, tuple(groups), *found)


@given(reports())
def test_every_finding_stands_once_on_each_side_that_it_has(report: Report) -> None:
    signs = Counter(
        (attrs["data-finding"], attrs["data-side"])
        for _, attrs in Elements(render(report)).tags
        if "data-finding" in attrs
    )
    wanted = Counter(
        (str(index), side)
        for index, finding in enumerate(report.findings)
        for side, place in (("reference", finding.reference), ("copy", finding.copy))
        if place
    )
    assert signs == wanted


@given(reports())
def test_every_link_leads_to_one_place_of_the_page(report: Report) -> None:
    page = Elements(render(report))
    ids = page.values("id")
    assert len(ids) == len(set(ids))
    assert {href.removeprefix("#") for href in page.values("href")} <= set(ids)


@given(reports())
def test_the_rows_hold_both_texts_to_the_letter_and_mark_what_the_findings_say(
    report: Report,
) -> None:
    for side, document in zip(("reference", "copy"), texts_of(report), strict=True):
        lines = [line for row in rows_of(report) for line in row.lines[side]]
        lines.sort(key=lambda line: line.sentence.start)
        texts = ["".join(run.text for run in line.runs) for line in lines]
        assert texts == document.sentence_texts()
        for index in range(len(report.findings)):
            runs = [run for line in lines for run in line.runs]
            marked = "".join(r.text for r in runs if index in [note.index for note in r.within])
            place = lines and getattr(report.findings[index], side)
            assert "".join(marked.split()) == "".join((place.text if place else "").split())


def test_notes_are_numbered_down_the_page() -> None:
    text = sentences("a", "b", "c")
    document = read_document(text)
    spots = [document.sentences[index].start for index in (2, 0, 1)]
    found = [a_finding((document, start, start + 3)) for start in spots]
    report = a_report(text, text, linked(*(((i,), (i,)) for i in range(3))), *found)
    notes = [note for row in rows_of(report) for note in row.notes]
    assert [(note.number, note.index) for note in notes] == [(1, 1), (2, 2), (3, 0)]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_is_shown_and_not_obeyed(text: str) -> None:
    body = f"The mayor said {text} to the town on Monday."
    document = read_document(body)
    finding = a_finding((document, 10, len(body) - 5), (document, 4, len(body)), message=text)
    report = a_report(body, body, linked(((0,), (0,))), finding, key=text)
    page = render(report)
    elements = Elements(page)
    assert [tag for tag, _ in elements.tags].count("script") == 1
    assert not any(name.startswith("on") for _, attrs in elements.tags for name in attrs)
    assert all(href.startswith("#") for href in elements.values("href"))
    assert not re.search("[\x00-\x08\x0e-\x1f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", page)
    if text.isprintable():
        assert text in elements.text


def test_the_policy_of_the_page_lets_in_its_own_styles_and_script_only() -> None:
    page = render(a_report(sentences("a"), sentences("a"), linked(((0,), (0,)))))
    policy = next(
        attrs["content"] or ""
        for _, attrs in Elements(page).tags
        if attrs.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    sources = re.findall(r"<(?:style|script)>(.*?)</(?:style|script)>", page, re.DOTALL)
    digests = [base64.b64encode(hashlib.sha256(s.encode()).digest()).decode() for s in sources]
    assert re.findall(r"'sha256-([^']+)'", policy) == digests
    assert "style" not in {name for _, attrs in Elements(page).tags for name in attrs}


def test_a_page_without_findings_says_so() -> None:
    page = Elements(render(a_report(sentences("a"), sentences("a"), linked(((0,), (0,))))))
    assert "No findings." in page.text
    assert RowKind.LINKED.value in " ".join(page.values("class"))


def test_the_page_of_a_report_that_does_not_state_the_linked_share_shows_no_sum() -> None:
    body = sentences("a")
    told = details_of(a_report(body, body, linked(((0,), (0,)))))
    assert "100×" not in told
    assert squeezed("Cost of each kind of damage") not in told
    assert squeezed("MQM points of the findings") in told


def details_of(report: Report) -> str:
    """The section on how the quality is computed, without white space."""
    page = render(report)
    start = page.index('<details class="sum">')
    return squeezed(Elements(page[start : page.index("</details>", start)]).text)


def test_the_page_says_how_the_quality_is_computed() -> None:
    body = sentences("a")
    document = read_document(body)
    report = a_report(body, body, linked(((0,), (0,))), a_finding((document, 0, 3)))
    parts = {"letters": 0.25, "findings": 0.5, "signs": 0.0001, "clumsy": -0.125}
    fidelity = 1 - sum(parts.values())
    report = replace(report, scores=Scores(60 * fidelity, 0.5, fidelity, parts, 0.6))
    told = details_of(report)
    assert squeezed("22.49 = 100 × 0.6000 × 0.3749") in told
    costs = "Other findings, by severity and confidence 0.500 Changed letters 0.250"
    assert squeezed(f"{costs} Less fluent than the reference −0.125 Sum 0.625") in told
    assert squeezed("with the weights wmt: minor 1, major 5, critical 5") in told
    cost = 5000 / len(body.split())
    assert squeezed(f"Accuracy/Mistranslation major 1 5 {cost:.1f} Sum 1 5 {cost:.1f}") in told


def test_the_page_of_a_copy_without_damage_says_none() -> None:
    body = sentences("a")
    report = a_report(body, body, linked(((0,), (0,))))
    told = details_of(replace(report, scores=Scores(100, 1, 1, {}, 1)))
    assert squeezed("None 0.000 Sum 0.000") in told
    assert squeezed("None 0 0 0.0 Sum 0 0 0.0") in told


def test_every_part_of_the_fidelity_has_a_plain_name() -> None:
    for effort in Effort:
        assert set(damage_weights(effort)) == set(COSTS)


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("pair-17", "000003-pair-17.html"),
        ("../../etc/passwd", "000003-etc-passwd.html"),
        ("C:\\nul", "000003-c-nul.html"),
        ("Crème Brûlée?", "000003-creme-brulee.html"),
        ("", "000003.html"),
        ("東京", "000003.html"),
        ("\x00\n", "000003.html"),
        ("a" * 5000, f"000003-{'a' * 60}.html"),
    ],
)
def test_a_page_is_named_by_its_row_and_the_plain_letters_of_its_id(key: str, name: str) -> None:
    assert page_name(3, key) == name
