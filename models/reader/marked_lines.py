"""Examples from marked round trips: the groups that mtqa links, with the marks on their words."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from models.calibration.set_aside import line_of, set_aside
from models.reader.labels import HARMLESS, Example, Rows, WordMark, labelled
from mtqa.alignment.comparison import Comparison
from mtqa.alignment.side import Side
from mtqa.alignment.word_alignment import Match, SideWords
from mtqa.encoding.readers import Reader
from mtqa.lexicon.contrasts import is_negative
from mtqa.text.reading import ReadDocument, read_document

BETWEEN = "\n\n"
WHOLE = 0.9
"""A mark that covers more of both sides says that the lines do not belong together."""

RUNS_A_PASS = 400
SHORT = 2
"""Maximum words of both quotes of a changed meaning that is taken for a wrong sense."""


class Span(NamedTuple):
    """A half-open span of a text."""

    start: int
    end: int


class Mark(NamedTuple):
    """A mark with its places in the joined texts of a run."""

    type: str
    severity: str
    reference: Span | None
    copy: Span | None


class Run(NamedTuple):
    """Consecutive lines as a pair of texts, with marks."""

    reference: str
    copy: str
    marks: list[Mark]


def marked_records(path: Path) -> list[dict[str, Any]]:
    """The lines of a file of marks."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def training_runs(data: Path) -> list[Run]:
    """The runs of marks/train, without lines of the calibration or of the windows."""
    windows = json.loads((data / "gold" / "windows.json").read_text("utf-8"))
    judged = {text for window in windows for text in window["reference"]}
    kept = set_aside()
    records = [
        record
        for record in marked_records(data / "marks" / "train.jsonl.gz")
        if line_of(record) not in kept
        and record["reference"] not in judged
        and not _is_misaligned(record)
    ]
    return runs_of(records)


def runs_of(records: Iterable[dict[str, Any]]) -> list[Run]:
    """Marked lines as pairs of texts, one for each run."""
    return [_run(list(lines)) for _, lines in groupby(records, key=lambda record: record["run"])]


def _is_misaligned(record: dict[str, Any]) -> bool:
    return any(
        len(here) > WHOLE * len(record["reference"]) and len(there) > WHOLE * len(record["copy"])
        for type_, _, here, there in record["marks"]
        if type_ == "mis"
    )


def _run(lines: Sequence[dict[str, Any]]) -> Run:
    marks, at = [], [0, 0]
    for line in lines:
        for type_, severity, *quotes in line["marks"]:
            spans = [
                _span(line[side], quote, start)
                for side, quote, start in zip(("reference", "copy"), quotes, at, strict=True)
            ]
            marks.append(Mark(type_, severity, *spans))
        at = [
            start + len(line[side]) + len(BETWEEN)
            for side, start in zip(("reference", "copy"), at, strict=True)
        ]
    texts = (BETWEEN.join(line[side] for line in lines) for side in ("reference", "copy"))
    return Run(*texts, marks)


def _span(text: str, quote: str, start: int) -> Span | None:
    if not quote:
        return None
    first = start + text.index(quote)
    return Span(first, first + len(quote))


def linked(reader: Reader, runs: Sequence[Run]) -> Iterator[tuple[Run, Comparison]]:
    """The runs with their alignment."""
    for first in range(0, len(runs), RUNS_A_PASS):
        part = runs[first : first + RUNS_A_PASS]
        texts = dict.fromkeys(text for run in part for text in run[:2])
        documents = {text: read_document(text) for text in texts}
        sentences = list(
            dict.fromkeys(s for one in documents.values() for s in one.sentence_texts())
        )
        encoded = dict(zip(sentences, reader.read(sentences), strict=True))
        sides = {
            text: Side(one, tuple(encoded[s] for s in one.sentence_texts()))
            for text, one in documents.items()
        }
        for run in part:
            yield run, Comparison.of(sides[run.reference], sides[run.copy])


def examples_of(run: Run, comparison: Comparison) -> Iterator[tuple[Match, Example]]:
    """The linked groups of a run that are not verbatim, as examples."""
    documents = comparison.reference.document, comparison.copy.document
    real = [mark for mark in run.marks if mark.type != HARMLESS]
    for match in comparison.matches:
        if match.is_verbatim:
            continue
        spans = [
            given_spans(document, words)
            for document, words in zip(documents, (match.reference, match.copy), strict=True)
        ]
        marks = []
        for mark in real:
            here, there = _rows(spans[0], mark.reference), _rows(spans[1], mark.copy)
            if here or there:
                marks.append(_word_mark(match, mark, here, there))
        copy = labelled(len(match.reference), match.copy.texts, marks)
        yield match, Example(match.reference.texts, (copy,), source="marks")


def given_spans(document: ReadDocument, words: SideWords) -> list[Span]:
    """Where each word stands in the text as given."""
    places = (document.given_place(words.place(row, row)) for row in range(len(words)))
    return [Span(place.start, place.end) for place in places]


def _rows(spans: Sequence[Span], wanted: Span | None) -> Rows:
    if wanted is None:
        return ()
    return tuple(
        row for row, one in enumerate(spans) if one.start < wanted.end and wanted.start < one.end
    )


def _word_mark(match: Match, mark: Mark, here: Rows, there: Rows) -> WordMark:
    kind = ""
    if mark.type == "mis" and here and there:
        sides = (
            [match.reference.forms[row] for row in here],
            [match.copy.forms[row] for row in there],
        )
        denied = [any(map(is_negative, forms)) for forms in sides]
        if denied[0] != denied[1]:
            kind = "negation"
        elif max(map(len, sides)) <= SHORT:
            kind = "sense"
    return WordMark(mark.type, mark.severity, here, there, kind)
