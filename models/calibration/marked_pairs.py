"""Pairs with every error marked, for the calibration: articles, windows, lines set aside.

The marks stand in DATA: `articles/`, `gold/`, and the runs of `marks/train` whose reference lines
are set aside (see set_aside.py).
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import set_aside

from mtqa import Finding, Place

BETWEEN = "\n\n"
HARMLESS = {"variant", "ok", "nvar"}
"""What is marked, but right: a trap."""

_OMISSION = {"dropped_paragraph", "dropped_sentence", "dropped_clause", "omission", "om"}
OF_TYPE = {
    "dropped_paragraph": _OMISSION,
    "dropped_sentence": _OMISSION,
    "dropped_clause": _OMISSION,
    "added_text": {"added_text", "addition", "add", "rep"},
    "fragment": {"fragment", "frag", "flu", "fluency"},
    "name": {"name", "nmis", "nrep", "ndrop"},
    "number": {"number", "numc", "numd"},
    "mistranslation": {"mistranslation", "mis"},
    "untranslated": {"untranslated", "unt", "flu"},
}
"""Which marks have the type of a finding."""

Span = tuple[int, int]
TextOf = dict[set_aside.Line, str]


@dataclass(frozen=True)
class Mark:
    """An error with its places.

    Attributes:
        type: What the set calls it.
        spans: Its places in the reference and in the copy.
    """

    type: str
    spans: tuple[Span | None, Span | None]

    def meets(self, finding: Finding) -> bool:
        """Whether a finding lies over it on either side."""
        places: tuple[Place | None, ...] = (finding.reference, finding.copy)
        return any(
            place and span and place.start < span[1] and span[0] < place.end
            for place, span in zip(places, self.spans, strict=True)
        )


@dataclass(frozen=True)
class MarkedPair:
    """A pair and its errors.

    Attributes:
        set: `articles`, `windows` or `lines`.
        text: The reference text: pairs of one text must not be parted by a cross-validation.
        reference: The original.
        copy: Its round trip.
        marks: The errors.
    """

    set: str
    text: str
    reference: str
    copy: str
    marks: tuple[Mark, ...]


def marked_pairs(data: Path) -> list[MarkedPair]:
    """All of them."""
    records = set_aside.marked_lines(data)
    windows = json.loads((data / "gold" / "windows.json").read_text("utf-8"))
    text_of = {
        line: f"text {number}"
        for number, text in enumerate(set_aside.texts([*records, *_lines_of(windows)]))
        for line in text
    }
    return [
        *_articles(data),
        *_windows(data, windows, text_of),
        *_lines(records, text_of),
    ]


def _lines_of(windows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The lines of windows as those of marked runs, so that windows that overlap are one text."""
    for window in windows:
        run = f"{window['set']}.window.{window['start']}"
        for number, reference in enumerate(window["reference"]):
            yield {"run": run, "line": number, "reference": reference}


def _articles(data: Path) -> Iterator[MarkedPair]:
    for path in sorted((data / "articles").glob("*.json")):
        pair = json.loads(path.read_text("utf-8"))
        texts = pair["reference"], pair["copy"]
        marks = (
            Mark(mark["type"], _spans(texts, (mark["reference"], mark["copy"])))
            for mark in pair["findings"]
            if mark["kind"] not in HARMLESS
        )
        yield MarkedPair("articles", path.stem, *texts, tuple(marks))


def _windows(data: Path, windows: list[dict[str, Any]], text_of: TextOf) -> Iterator[MarkedPair]:
    of_window: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for mark in json.loads((data / "gold" / "annotations.json").read_text("utf-8")):
        of_window[mark["id"]].append(mark)
    for window in windows:
        sides = window["reference"], window["copy"]
        marks = (
            Mark(mark["type"], _placed(sides, mark["seg"], (mark["ref"], mark["copy"])))
            for mark in of_window[window["id"]]
            if mark["label"] not in HARMLESS
        )
        joined = (BETWEEN.join(side) for side in sides)
        text = text_of[window["set"], window["start"]]
        yield MarkedPair("windows", text, *joined, tuple(marks))


def _lines(records: list[dict[str, Any]], text_of: TextOf) -> Iterator[MarkedPair]:
    chosen = set_aside.set_aside()
    for _, run in groupby(records, key=lambda record: record["run"]):
        lines = list(run)
        if set_aside.line_of(lines[0]) not in chosen:
            continue
        sides = [line["reference"] for line in lines], [line["copy"] for line in lines]
        marks = (
            Mark(kind, _placed(sides, number, quotes))
            for number, line in enumerate(lines)
            for kind, _, *quotes in line["marks"]
            if kind not in HARMLESS
        )
        joined = (BETWEEN.join(side) for side in sides)
        yield MarkedPair("lines", text_of[set_aside.line_of(lines[0])], *joined, tuple(marks))


def _placed(sides: Any, number: int, quotes: Any) -> tuple[Span | None, Span | None]:
    """The places of two quotes of paragraphs in the joined texts."""
    starts = [sum(len(each) + len(BETWEEN) for each in side[:number]) for side in sides]
    own = _spans([side[number] for side in sides], quotes)
    made = [span and (span[0] + at, span[1] + at) for span, at in zip(own, starts, strict=True)]
    return made[0], made[1]


def _spans(texts: Any, quotes: Any) -> tuple[Span | None, Span | None]:
    made = [
        (text.index(quote), text.index(quote) + len(quote)) if quote else None
        for text, quote in zip(texts, quotes, strict=True)
    ]
    return made[0], made[1]
