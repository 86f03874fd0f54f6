"""The rows of the pair page: sentences that belong together, and the findings in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from mtqa.results.findings import Finding
from mtqa.results.groups import Group
from mtqa.text.document import Sentence
from mtqa.text.spans import Place


class RowKind(StrEnum):
    """How the two sides of a row stand to each other."""

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
        row: Number of the row that it is noted beside.
        rows: Numbers of the rows where its places in the reference and in the copy begin.
        paragraphs: The paragraphs where they begin, from 1.
    """

    index: int
    finding: Finding
    number: int = 0
    row: int = 0
    rows: dict[str, int] = field(default_factory=dict)
    paragraphs: dict[str, int] = field(default_factory=dict)

    @property
    def is_torn(self) -> bool:
        """Whether its two places stand in different rows."""
        return len(set(self.rows.values())) > 1

    def place(self, side: str) -> Place | None:
        """Its place on the side `reference` or `copy`."""
        return self.finding.reference if side == "reference" else self.finding.copy


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a sentence that the same findings cover.

    Attributes:
        text: The piece.
        within: The findings that cover it, the widest first.
        begins: The findings whose sign stands before it.
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
        opens: The number of the paragraph that it opens, from 1.
    """

    sentence: Sentence
    runs: tuple[Run, ...]
    opens: int | None


@dataclass(slots=True)
class Row:
    """Sentences of the reference, and what the copy has for them.

    Attributes:
        group: The sentences.
        kind: How the sides stand to each other.
        number: Its number on the page, from 0.
        lines: The sentences of the reference and of the copy, by the name of the side.
        notes: The findings that are noted beside it.
        goes_on: Whether the row before it is of the same kind and in the same paragraph.
        partner: For a trace its moved row; for the first of a run of moved rows its trace.
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
        """Whether a paragraph begins in it, on either side."""
        return any(line.opens for lines in self.lines.values() for line in lines)

    @property
    def relation(self) -> str:
        """What became of its sentences, in a word or two; empty where one became one."""
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
        """About how much room it takes, in characters."""
        if self.kind is RowKind.TRACE:
            return 0
        longest = max(
            sum(line.sentence.end - line.sentence.start for line in lines)
            for lines in self.lines.values()
        )
        return longest + 40
