"""Reports made by hand, without a model."""

from __future__ import annotations

from dataclasses import replace

from mtqa import Finding, FindingType, Place, Report, Scores, Severity, Verdict
from mtqa.results.groups import Group
from mtqa.text.document import Document
from mtqa.text.reading import read_document

REFERENCE = (
    "The harbour closes\n\n"
    "Mayor Ada Quist closed the harbour on Monday. It cost 8.1 percent of trade. Boats wait.\n\n"
    "Nobody was hurt."
)


COPY = (
    "The port closes\n\n"
    "Story continues below the picture.\n\n"
    "Mayor Ada Kvist closed the port on Monday. It cost 81 percent of the trade."
)


GROUPS = (
    Group((0,), (0,), 0.91234567),
    Group((1,), (2,), 0.88),
    Group((2,), (3,), 0.9),
    Group((3,), ()),
    Group((4,), ()),
    Group((), (1,)),
)


def place(document: Document, words: str) -> Place:
    start = document.text.index(words)
    return document.place(start, start + len(words))


def a_report(reference: str = REFERENCE, copy: str = COPY, name: str = "copy.txt") -> Report:
    original = read_document(reference, "reference.txt").as_given()
    suspect = read_document(copy, name).as_given()
    return Report(
        id="pair-17",
        signature="mtqa:0.1.0|model:toy",
        reference=original,
        copy=suspect,
        groups=GROUPS,
        findings=(),
        scores=Scores(61.44444, 0.58333, 0.83333, {"findings": 0.16674}, 0.7373328),
        verdict=Verdict.TRANSLATED_COPY,
    )


def texts_of(report: Report) -> tuple[Document, Document]:
    """Both documents of a report that was made with its texts."""
    assert report.texts
    return report.texts


def a_full_report() -> Report:
    report = a_report()
    reference, copy = texts_of(report)
    number = Finding(
        FindingType.NUMBER,
        Severity.CRITICAL,
        0.97333,
        "“8.1 percent” became “81 percent”",
        "changed",
        place(reference, "8.1 percent"),
        place(copy, "81 percent"),
    )
    added = Finding(
        FindingType.ADDED_TEXT,
        Severity.MINOR,
        0.6,
        "nothing in the reference says it",
        "boilerplate",
        copy=place(copy, "Story continues below the picture."),
    )
    dropped = Finding(
        FindingType.DROPPED_PARAGRAPH,
        Severity.MAJOR,
        0.9,
        "no part of the copy carries it",
        reference=place(reference, "Nobody was hurt."),
    )
    name = Finding(
        FindingType.NAME,
        Severity.MAJOR,
        0.93,
        "“Ada Quist” became “Ada Kvist”",
        "misspelled",
        place(reference, "Ada Quist"),
        place(copy, "Ada Kvist"),
    )
    return replace(report, findings=(dropped, number, added, name))
