"""One side of a linked pair as a text to change, with the words of the other side beside it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from models.reader.inflection import article_before, verb_of
from mtqa.alignment.word_alignment import Match, SideWords
from mtqa.text.annotations import CONTENT, Pos

Range = tuple[int, int]
"""Indices of words, half open."""

LIKE = 0.68
"""Minimum likeness of two different words that are taken for translations of each other."""

NEAR, AROUND = 4, 6
"""How far from a function word a content word may be, and how far its partner."""

_ENDS = frozenset(".!?:")
_QUOTES = frozenset("\"“”'‘«»")


class Change(NamedTuple):
    """New words in place of some words of one side; a change without severity has no mark.

    Attributes:
        start: First word.
        end: Behind the last word.
        new: The words in their place.
        severity: "c", "M", "m", or "" for a mended word.
        other: The words of the other side that say what is changed.
        marked: The range of `new` to mark, all of it by default.
    """

    start: int
    end: int
    new: tuple[str, ...]
    severity: str = ""
    other: Range | None = None
    marked: Range | None = None


Draft = tuple[Change, ...]
"""Changes that make one error together, or one harmless rewriting."""


@dataclass(frozen=True)
class View:
    """The side to change and the other side.

    Attributes:
        own: The words of the side to change.
        other: The words of the other side.
        partner: The word of the other side linked to each word, -1 for none.
        likeness: The likeness of each two words, shape (own words, other words).
    """

    own: SideWords
    other: SideWords
    partner: npt.NDArray[np.intp]
    likeness: npt.NDArray[np.float32]

    @classmethod
    def of(cls, match: Match, *, in_reference: bool) -> View:
        """A pair with the copy, or the reference, as the side to change."""
        if in_reference:
            return cls(match.reference, match.copy, match.partner_of_reference, match.likeness)
        return cls(match.copy, match.reference, match.partner_of_copy, match.likeness.T)

    def __len__(self) -> int:
        return len(self.own)

    @cached_property
    def forms(self) -> list[str]:
        """The words in lower case, with plain apostrophes."""
        return [form.replace("’", "'") for form in self.own.forms]

    @cached_property
    def other_forms(self) -> list[str]:
        """The words of the other side in lower case, with plain apostrophes."""
        return [form.replace("’", "'") for form in self.other.forms]

    @cached_property
    def pos(self) -> list[int]:
        """The parts of speech."""
        return [int(pos) for pos in self.own.pos]

    @cached_property
    def relation(self) -> list[int]:
        """The relations to the heads."""
        return [int(relation) for relation in self.own.relation]

    def form(self, row: int) -> str:
        """A word in lower case; empty outside of the text."""
        return self.forms[row] if 0 <= row < len(self) else ""

    def pos_at(self, row: int) -> int:
        """The part of speech of a word; that of punctuation outside of the text."""
        return self.pos[row] if 0 <= row < len(self) else int(Pos.PUNCT)

    def is_initial(self, row: int) -> bool:
        """Whether a word begins a sentence."""
        while row > 0 and self.own.texts[row - 1] in _QUOTES:
            row -= 1
        return row == 0 or self.own.texts[row - 1] in _ENDS

    def is_name(self, row: int) -> bool:
        """Whether a word keeps its capital within a sentence."""
        text = self.own.texts[row]
        is_capital = text[:1].isupper()
        if not is_capital or not self.is_initial(row):
            return is_capital
        kept = self.pos[row] == Pos.PROPN or self.own.proper[row] > 0.5 or text == "I"
        return kept or (text.isupper() and len(text) > 1)

    def inner(self, start: int, end: int) -> tuple[str, ...]:
        """Some words as written within a sentence."""
        texts = list(self.own.texts[start:end])
        if texts and not self.is_name(start):
            texts[0] = texts[0][:1].lower() + texts[0][1:]
        return tuple(texts)

    def linked(self, row: int) -> int | None:
        """The word of the other side with the meaning of a content word; None if not sure."""
        partner = int(self.partner[row])
        if partner < 0:
            return None
        mine, theirs = self.forms[row], self.other_forms[partner]
        if mine != theirs and not _are_forms_of_one(mine, theirs):
            return partner if self.likeness[row, partner] > LIKE else None
        same = [i for i, form in enumerate(self.forms) if form == mine]
        others = [i for i, form in enumerate(self.other_forms) if form == theirs]
        if len(same) == len(others) == 1 or self._has_neighbours(row, partner):
            return partner
        return None

    def counterpart(self, span: Range, members: Collection[tuple[str, ...]]) -> Range | None:
        """The phrase of the other side that stands for a phrase of the same class; None if none."""
        found = list(occurrences(self.other_forms, members))
        linked = {int(self.partner[row]) for row in range(*span)}
        fitting = [one for one in found if linked & set(range(*one))]
        if not fitting and len(found) == 1:
            fitting = found
        if len(fitting) != 1 or not self._has_neighbours(span[0], fitting[0][0]):
            return None
        return fitting[0]

    def phrase(self, start: int, end: int) -> Range | None:
        """The words of the other side that translate a phrase; None if they are not together."""
        content = [row for row in range(start, end) if CONTENT[self.pos[row]]]
        content = content or [row for row in range(start, end) if self.pos[row] == Pos.PRON]
        rows = [self.linked(row) for row in content]
        partners = [row for row in rows if row is not None]
        if not partners or len(partners) < len(rows):
            return None
        first, last = min(partners), max(partners)
        while first and self.other.pos[first - 1] in (Pos.DET, Pos.ADJ, Pos.NUM):
            first -= 1
        theirs = {int(row) for row in self.partner[start:end]}
        within = [row for row in range(first, last + 1) if CONTENT[self.other.pos[row]]]
        backs = [row for row in within if row not in theirs and row in self.partner]
        return None if backs or len(within) > len(content) + 2 else (first, last + 1)

    def _has_neighbours(self, row: int, partner: int) -> bool:
        """Whether content words beside a word are linked to words beside another one."""
        beside = [
            near
            for near in range(max(0, row - NEAR), min(len(self), row + NEAR + 1))
            if near != row and CONTENT[self.pos[near]] and self.partner[near] >= 0
        ]
        close = [near for near in beside if abs(int(self.partner[near]) - partner) <= AROUND]
        return 2 * len(close) > len(beside) > 0


def _are_forms_of_one(one: str, other: str) -> bool:
    mine, theirs = verb_of(one), verb_of(other)
    if mine and mine is theirs:
        return True
    return {one, other} in ({one, one + "s"}, {other, other + "s"})


def occurrences(forms: Sequence[str], members: Collection[tuple[str, ...]]) -> Iterator[Range]:
    """Where some phrases stand in a text."""
    firsts = {phrase[0] for phrase in members}
    for row, form in enumerate(forms):
        if form in firsts:
            fitting = [one for one in members if tuple(forms[row : row + len(one)]) == one]
            if fitting:
                yield row, row + max(map(len, fitting))


class Made(NamedTuple):
    """A changed side, and for each mark the severity and the words of both sides."""

    words: list[str]
    marks: list[tuple[str, Range | None, Range | None]]


def carried_out(view: View, draft: Draft) -> Made:
    """A side with changes, with capitals and articles mended."""
    words: list[str] = []
    origin: list[int] = []
    marks: list[tuple[str, Range | None, Range | None]] = []
    at = 0
    for change in sorted(draft):
        words += view.own.texts[at : change.start]
        origin += range(at, change.start)
        if change.severity:
            first, last = change.marked or (0, len(change.new))
            own = (len(words) + first, len(words) + last) if last > first else None
            marks.append((change.severity, own, change.other))
        begins = view.is_initial(change.start) and view.own.texts[change.start][:1].isupper()
        new = list(change.new)
        if begins and new:
            new[0] = new[0][:1].upper() + new[0][1:]
        words += new
        origin += [-1] * len(new)
        at = change.end
        if begins and not new and at < len(view):
            words.append(view.own.texts[at][:1].upper() + view.own.texts[at][1:])
            origin.append(at)
            at += 1
    words += view.own.texts[at:]
    origin += range(at, len(view))
    _mend_articles(words, origin)
    return Made(words, marks)


def _mend_articles(words: list[str], origin: list[int]) -> None:
    for row in range(len(words) - 1):
        is_old = origin[row] >= 0 and origin[row + 1] == origin[row] + 1
        if not is_old and words[row].lower() in ("a", "an") and words[row + 1][0].isalpha():
            new = article_before(words[row + 1])
            words[row] = new.capitalize() if words[row][0].isupper() else new
