"""The rows of the pair page in their order: sentences that belong together, moved ones marked."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from mtqa.results.findings import Finding
from mtqa.results.groups import Group
from mtqa.text.document import Sentence
from mtqa.text.spans import Place


class RowKind(StrEnum):
    """The relation of the two sides of a row."""

    LINKED = "linked"
    DROPPED = "dropped"
    ADDED = "added"
    MOVED = "moved"
    TRACE = "trace"
    APART = "apart"


@dataclass(slots=True)
class Note:
    """A finding as the page shows it.

    Attributes:
        index: A number that no other finding of the page has, from 0.
        finding: The finding.
        number: Its number on the page, from 1.
        row: Number of the row that shows it.
        rows: Numbers of the rows where its places begin, by side.
        paragraphs: Numbers of the paragraphs where they begin, from 1, by side.
    """

    index: int
    finding: Finding
    number: int = 0
    row: int = 0
    rows: dict[str, int] = field(default_factory=dict)
    paragraphs: dict[str, int] = field(default_factory=dict)

    @property
    def is_torn(self) -> bool:
        """Whether its two places are in different rows."""
        return len(set(self.rows.values())) > 1

    def place(self, side: str) -> Place | None:
        """Its place on the side `reference` or `copy`."""
        return self.finding.reference if side == "reference" else self.finding.copy


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a sentence that the same findings cover.

    Attributes:
        text: The piece.
        within: The findings that cover it, widest first.
        begins: The findings whose sign is before it.
    """

    text: str
    within: tuple[Note, ...] = ()
    begins: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence on the page.

    Attributes:
        sentence: The sentence.
        runs: Its text.
        opens: Number, from 1, of the paragraph that starts with it.
    """

    sentence: Sentence
    runs: tuple[Run, ...]
    opens: int | None


@dataclass(slots=True)
class Row:
    """Sentences of the reference, and their counterparts in the copy.

    Attributes:
        group: The sentences.
        kind: The relation of the two sides.
        number: Its number on the page, from 0.
        lines: The sentences of each side, by the name of the side.
        notes: The findings that it shows.
        goes_on: Whether the row before it has the same kind and is in the same paragraph.
        partner: The moved row of a trace; the trace of the first row of a moved run.
    """

    group: Group
    kind: RowKind
    number: int = 0
    lines: dict[str, list[Line]] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    goes_on: bool = False
    partner: Row | None = None

    def sentences(self, side: str) -> tuple[int, ...]:
        """Indices of the sentences that it shows on the side `reference` or `copy`."""
        if self.kind is RowKind.TRACE:
            return ()
        return self.group.reference if side == "reference" else self.group.copy

    @property
    def opens(self) -> bool:
        """Whether a paragraph starts in it, on either side."""
        return any(line.opens for lines in self.lines.values() for line in lines)

    @property
    def relation(self) -> str:
        """How its sentences changed, in a word or two; empty for one sentence to one."""
        if self.kind in (RowKind.DROPPED, RowKind.ADDED):
            return self.kind.value
        sizes = len(self.group.reference), len(self.group.copy)
        if self.kind in (RowKind.TRACE, RowKind.APART):
            return ""
        if sizes == (1, 1):
            return "moved" if self.kind is RowKind.MOVED else ""
        word = "split" if sizes[0] == 1 else "merged" if sizes[1] == 1 else "recast"
        return f"{word} {sizes[0]}:{sizes[1]}"

    @property
    def size(self) -> int:
        """Its estimated height, in characters."""
        if self.kind is RowKind.TRACE:
            return 0
        longest = max(
            sum(line.sentence.end - line.sentence.start for line in lines)
            for lines in self.lines.values()
        )
        return longest + 40


def rows_in_order(groups: Sequence[Group]) -> list[Row]:
    """The rows in the order of the page."""
    rows = [Row(group, _kind(group)) for group in groups]
    base = [row for row in rows if row.group.reference]
    linked = [(at, row) for at, row in enumerate(base) if row.group.copy]
    kept = _in_order([row.group.copy[0] for _, row in linked])
    for index, (_, row) in enumerate(linked):
        row.kind = RowKind.LINKED if index in kept else RowKind.MOVED
    anchors = [(row.group.copy[0], at) for at, row in linked if row.kind is RowKind.LINKED]

    def place(row: Row) -> tuple[int, int, int]:
        first = row.group.copy[0]
        before = bisect_left(anchors, (first, -1)) - 1
        return (anchors[before][1] if before >= 0 else -1, 1, first)

    placed = [((at, 0, 0), row) for at, row in enumerate(base)]
    placed += [(place(row), row) for row in rows if row.kind is RowKind.ADDED]
    placed += [(place(trace), trace) for trace in _traces(base)]
    placed.sort(key=lambda each: each[0])
    return [row for _, row in placed]


def _kind(group: Group) -> RowKind:
    if not group.copy:
        return RowKind.DROPPED
    return RowKind.LINKED if group.reference else RowKind.ADDED


def _in_order(values: Sequence[int]) -> set[int]:
    """Indices of a longest ascending part of the values (patience sorting)."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int | None] = []
    for index, value in enumerate(values):
        at = bisect_left(tails, value)
        before.append(ends[at - 1] if at else None)
        tails[at : at + 1], ends[at : at + 1] = [value], [index]
    kept = set()
    index_or_none = ends[-1] if ends else None
    while index_or_none is not None:
        kept.add(index_or_none)
        index_or_none = before[index_or_none]
    return kept


def _traces(base: Sequence[Row]) -> Iterator[Row]:
    """A row for each run of moved rows, to stand where the copy has them."""
    before = Row(Group((), ()), RowKind.LINKED)
    for row in base:
        copy = row.group.copy
        follows = before.group.copy[-1:] == (copy[0] - 1,) if copy else False
        if row.kind is RowKind.MOVED and not (before.kind is RowKind.MOVED and follows):
            row.partner = Row(Group((), copy), RowKind.TRACE, partner=row)
            yield row.partner
        before = row


def rows_apart(groups: Sequence[Group]) -> list[Row]:
    """One row that holds both texts whole, for two that have nothing to do with each other."""
    reference = sorted(index for group in groups for index in group.reference)
    copy = sorted(index for group in groups for index in group.copy)
    return [Row(Group(tuple(reference), tuple(copy)), RowKind.APART)]
