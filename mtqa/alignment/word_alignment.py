"""The words of a linked group, and which word of the copy is linked to which of the reference."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import LCSseq, Opcode
from scipy.optimize import linear_sum_assignment

from mtqa.alignment.side import Side
from mtqa.calibration import Limits
from mtqa.results.groups import Group
from mtqa.text.annotations import WEIGHTS, WordPair
from mtqa.text.document import Document
from mtqa.text.spans import Place


class _Limits(Limits, section="word_alignment"):
    link: float
    """Minimum likeness of two words for a link: best F1 on gold links (models/words)."""
    same_form_bonus: float
    """Gain of likeness by the same form: of several similar words the equal one is the partner."""


LIMITS = _Limits()

PLAIN_SIGNS = str.maketrans("“”„«»‘’‚‹›–—−…", "\"\"\"\"\"'''''---.")
"""Quotation marks, dashes and dots to their plainest form: another form is no damage."""

_LARGEST_DIFF = 25_000_000
"""Maximum cells of a word diff; its table takes an eighth of that in bytes."""


@dataclass(frozen=True)
class SideWords:
    """The words of one side of a group, in the order of the text; arrays hold a row a word.

    Attributes:
        document: The document of the words.
        starts: Offset of the first character of each in the document.
        ends: Offset behind the last character of each.
        sentence: Index of the sentence of each.
        vectors: Unit vectors, shape (words, 128), float32.
        pos: Part of speech of each, a `Pos`.
        relation: Relation of each to its head, a `Relation`.
        finite: Probability of being a finite verb.
        proper: Probability of being a proper noun.
    """

    document: Document
    starts: npt.NDArray[np.intp]
    ends: npt.NDArray[np.intp]
    sentence: npt.NDArray[np.intp]
    vectors: npt.NDArray[np.float32]
    pos: npt.NDArray[np.uint8]
    relation: npt.NDArray[np.uint8]
    finite: npt.NDArray[np.float32]
    proper: npt.NDArray[np.float32]

    @classmethod
    def of(cls, side: Side, sentences: Sequence[int]) -> SideWords:
        """The words of some sentences of a document, at least one."""
        document = side.document
        words = [side.encoded[index].words for index in sentences]
        spans = [
            own.spans + document.sentences[index].start
            for own, index in zip(words, sentences, strict=True)
        ]
        starts, ends = np.concatenate(spans).astype(np.intp).T
        return cls(
            document,
            starts,
            ends,
            np.repeat(np.array(sentences, np.intp), [len(own) for own in words]),
            np.concatenate([side.words[index].vectors for index in sentences]),
            np.concatenate([own.pos for own in words]),
            np.concatenate([own.relation for own in words]),
            np.concatenate([own.finite for own in words]),
            np.concatenate([own.proper for own in words]),
        )

    def __len__(self) -> int:
        return len(self.starts)

    @cached_property
    def texts(self) -> list[str]:
        """The words as written."""
        text = self.document.text
        offsets = zip(self.starts.tolist(), self.ends.tolist(), strict=True)
        return [text[start:end] for start, end in offsets]

    @cached_property
    def plain_texts(self) -> list[str]:
        """The words as written, with quotation marks and dashes in their plainest form."""
        return [text.translate(PLAIN_SIGNS) for text in self.texts]

    @cached_property
    def forms(self) -> list[str]:
        """The words in lower case."""
        return [text.casefold() for text in self.texts]

    @property
    def weights(self) -> npt.NDArray[np.float32]:
        """The share of each word in the content of its sentence, 0 to 1."""
        return WEIGHTS[self.pos]

    def place(self, first: int, last: int) -> Place:
        """The place of the words from `first` to `last`, both included."""
        return self.document.place(int(self.starts[first]), int(self.ends[last]))

    def at(self, place: Place) -> npt.NDArray[np.bool_]:
        """Whether each word overlaps a place of the document, shape (words,)."""
        return (self.starts < place.end) & (self.ends > place.start)


class Edit(NamedTuple):
    """Words of the reference and their replacement in the copy, half open; one may be empty."""

    start: int
    end: int
    copy_start: int
    copy_end: int


@dataclass(frozen=True)
class Match:
    """The words of a linked group, matched.

    Attributes:
        group: The group.
        reference: The words of its reference sentences.
        copy: The words of its copy sentences.
    """

    group: Group
    reference: SideWords
    copy: SideWords

    @cached_property
    def is_verbatim(self) -> bool:
        """Whether both sides are the same words as written, but for the shape of their signs."""
        return self.reference.plain_texts == self.copy.plain_texts

    @cached_property
    def edits(self) -> tuple[Edit, ...]:
        """A shortest word diff from the reference to the copy.

        Words are compared in lower case, signs in their plainest form. A group too long for a diff
        has one edit of all its words.
        """
        if self.is_verbatim:
            return ()
        one, other = (
            [text.casefold() for text in side.plain_texts] for side in (self.reference, self.copy)
        )
        if len(one) * len(other) > _LARGEST_DIFF:
            return (Edit(0, len(one), 0, len(other)),)
        return tuple(_joined(LCSseq.opcodes(one, other)))

    @property
    def texts(self) -> WordPair:
        """The words of both sides as written."""
        return tuple(self.reference.texts), tuple(self.copy.texts)

    @cached_property
    def likeness(self) -> npt.NDArray[np.float32]:
        """The cosine of each two words, more for equal forms, shape (reference words, copy words).

        A word that was not encoded has a cosine of 1 to the same form and of 0 to others.
        """
        number_of: dict[str, int] = {}
        rows, columns = (
            np.array([number_of.setdefault(form, len(number_of)) for form in side.forms])
            for side in (self.reference, self.copy)
        )
        same = rows[:, None] == columns
        cosines: npt.NDArray[np.float32] = self.reference.vectors @ self.copy.vectors.T
        is_read = np.outer(self.reference.vectors.any(axis=1), self.copy.vectors.any(axis=1))
        cosines[~is_read] = same[~is_read]
        return np.asarray(cosines + LIMITS.same_form_bonus * same, np.float32)

    @cached_property
    def partner_of_reference(self) -> npt.NDArray[np.intp]:
        """The copy word linked to each reference word, -1 for none."""
        if self.is_verbatim:
            return np.arange(len(self.reference))
        partners = np.full(len(self.reference), -1, np.intp)
        gains = np.maximum(self.likeness - LIMITS.link, 0)
        rows, columns = linear_sum_assignment(gains, maximize=True)
        linked = gains[rows, columns] > 0
        partners[rows[linked]] = columns[linked]
        return partners

    @cached_property
    def partner_of_copy(self) -> npt.NDArray[np.intp]:
        """The reference word linked to each copy word, -1 for none."""
        partners = np.full(len(self.copy), -1, np.intp)
        linked = np.flatnonzero(self.partner_of_reference >= 0)
        partners[self.partner_of_reference[linked]] = linked
        return partners


def _joined(blocks: Iterable[Opcode]) -> Iterator[Edit]:
    """The edits of a diff, adjacent ones joined."""
    edit: Edit | None = None
    for block in blocks:
        if block.tag == "equal":
            if edit:
                yield edit
            edit = None
        else:
            start, copy_start = edit[::2] if edit else (block.src_start, block.dest_start)
            edit = Edit(start, block.src_end, copy_start, block.dest_end)
    if edit:
        yield edit
