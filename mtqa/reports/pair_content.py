"""What stands in the rows of the pair page: both texts side by side, findings in place."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import count, pairwise

from mtqa.reports.pair_layout import Line, Note, Row, RowKind, Run, rows_apart, rows_in_order
from mtqa.results.report import ReportData
from mtqa.results.scores import Verdict
from mtqa.text.document import Document, Sentence


def blocks_of(report: ReportData) -> list[list[Row]]:
    """The rows of the page in order, cut where paragraphs begin; none without the texts.

    The page follows the reference. An added sentence is placed after the sentence that it follows
    in the copy; a moved one is placed beside its partner, with a trace at its old place.
    """
    if report.texts is None:
        return []
    rows = (
        rows_apart(report.groups)
        if report.verdict is Verdict.UNRELATED
        else rows_in_order(report.groups)
    )
    for number, row in enumerate(rows):
        row.number = number
    notes = [Note(index, finding) for index, finding in enumerate(report.findings)]
    for side, document in zip(("reference", "copy"), report.texts, strict=True):
        _fill(rows, side, document, notes)
    _place_notes(rows, notes)
    _mark_runs(rows)
    cuts = [0, *(row.number for row in rows if row.opens and row.number), len(rows)]
    return [rows[start:end] for start, end in pairwise(cuts)]


def _fill(rows: Sequence[Row], side: str, document: Document, notes: Sequence[Note]) -> None:
    """Puts the sentences of one side into the rows, and sets where each note begins."""
    sentences = document.sentences
    covering: list[list[Note]] = [[] for _ in sentences]
    begins: list[list[Note]] = [[] for _ in sentences]
    ends = [sentence.end for sentence in sentences]
    for note in notes:
        if place := note.place(side):
            first = min(bisect_right(ends, place.start), len(sentences) - 1)
            begins[first].append(note)
            note.paragraphs[side] = sentences[first].paragraph + 1
            for index in range(first, len(sentences)):
                if sentences[index].start >= place.end:
                    break
                covering[index].append(note)
    for row in rows:
        row.lines[side] = []
        for index in row.sentences(side):
            row.lines[side].append(_line(document, index, side, covering[index], begins[index]))
            for note in begins[index]:
                note.rows[side] = row.number


def _line(
    document: Document, index: int, side: str, covering: Sequence[Note], begins: Sequence[Note]
) -> Line:
    sentence = document.sentences[index]
    is_first = not index or document.sentences[index - 1].paragraph != sentence.paragraph
    runs = tuple(_runs(document.text, sentence, side, covering, begins))
    return Line(sentence, runs, sentence.paragraph + 1 if is_first else None)


def _runs(
    text: str, sentence: Sentence, side: str, covering: Iterable[Note], begins: Iterable[Note]
) -> Iterator[Run]:
    """A sentence cut where findings begin and end."""

    def within(offset: int) -> int:
        return min(max(offset, sentence.start), sentence.end)

    spans = [
        (within(place.start), within(place.end), note)
        for note in covering
        if (place := note.place(side))
    ]
    spans.sort(key=lambda span: (span[0], -span[1], span[2].index))
    signs: dict[int, list[Note]] = {}
    for note in begins:
        if place := note.place(side):
            signs.setdefault(within(place.start), []).append(note)
    cuts = {sentence.start, sentence.end, *signs}
    cuts.update(edge for start, end, _ in spans for edge in (start, end))
    for start, end in pairwise([*sorted(cuts), sentence.end]):
        inside = tuple(note for first, last, note in spans if first <= start and end <= last)
        if start < end or start in signs:
            yield Run(text[start:end], inside, tuple(signs.pop(start, ())))


def _place_notes(rows: Sequence[Row], notes: Sequence[Note]) -> None:
    """Gives each note its row, by its place in the reference if it has one, and its number."""
    for note in notes:
        note.row = note.rows.get("reference", note.rows.get("copy", 0))
        rows[note.row].notes.append(note)

    def start(note: Note) -> tuple[bool, int]:
        side = "reference" if "reference" in note.rows else "copy"
        place = note.place(side)
        return side == "copy", place.start if place else 0

    numbers = count(1)
    for row in rows:
        row.notes.sort(key=start)
        for note in row.notes:
            note.number = next(numbers)


def _mark_runs(rows: Sequence[Row]) -> None:
    """Marks the rows that continue the kind of the row before them."""
    for before, row in pairwise(rows):
        row.goes_on = row.kind is before.kind is not RowKind.LINKED and not row.opens
