"""One-to-one links to an alignment: groups that carry the same content, splits and merges too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from mtqa.assignment import Pairs, assign, worthy_pairs
from mtqa.likeness import WeightedWords, word_overlap
from mtqa.words import EncodedSentence

GAP = 0.55
"""What two sentences must be worth to each other to be linked."""

GAP_BETWEEN_NEIGHBOURS = 0.45
"""The same for two that both stand alone beside a link: there the order of the text speaks too."""

BETWEEN_BONUS = 0.05
"""What a place between two links adds to the worth of such a pair."""

DEBRIS_WORDS = 5
DEBRIS_LOSS = 0.03
"""How much a piece of so few words may cost the group of the sentence before it."""


@dataclass(frozen=True, slots=True)
class Group:
    """Reference and copy sentences that carry the same content; one side may be empty.

    Attributes:
        reference: Indices of reference sentences, ascending.
        copy: Indices of copy sentences, ascending.
        similarity: Cosine of the two sides; None where a side is empty.
    """

    reference: tuple[int, ...]
    copy: tuple[int, ...]
    similarity: float | None = None

    @property
    def is_linked(self) -> bool:
        """Whether both sides hold a sentence."""
        return bool(self.reference and self.copy)


def align(
    reference: Sequence[EncodedSentence],
    copy: Sequence[EncodedSentence],
    copy_paragraphs: Sequence[int],
) -> tuple[Group, ...]:
    """Aligns two documents.

    Args:
        reference: The sentences of the reference.
        copy: The sentences of the copy.
        copy_paragraphs: The paragraph that each sentence of the copy stands in.

    Returns:
        Groups in the order of the reference, added sentences behind; every sentence of both
        sides stands in exactly one.
    """
    pairs = worthy_pairs(reference, copy)
    grouping = _Grouping(reference, copy)
    for row, column in assign(pairs, GAP):
        grouping.link(row, column)
    while grouping.take_in_neighbours(copy_paragraphs):
        pass
    grouping.link_between_neighbours(pairs)
    return grouping.groups()


class _Draft:
    """A group in the making: sentences of the reference and of the copy, and their overlap."""

    __slots__ = ("overlap", "sides")

    def __init__(self, sides: tuple[list[int], list[int]], overlap: float) -> None:
        self.sides = sides
        self.overlap = overlap

    def with_sentence(self, side: int, sentence: int) -> tuple[list[int], list[int]]:
        """Its sides, were one more sentence taken in."""
        taken = sorted([*self.sides[side], sentence])
        return (taken, self.sides[1]) if side == 0 else (self.sides[0], taken)


class _Grouping:
    """The groups in the making, and the sentences that still stand alone."""

    def __init__(
        self, reference: Sequence[EncodedSentence], copy: Sequence[EncodedSentence]
    ) -> None:
        self._encoded = reference, copy
        self._words = tuple([WeightedWords.of(s.words) for s in side] for side in (reference, copy))
        self._alone = set(range(len(reference))), set(range(len(copy)))
        self._draft_of: tuple[dict[int, _Draft], dict[int, _Draft]] = {}, {}

    def link(self, row: int, column: int) -> None:
        """Makes a group of two sentences that stood alone."""
        sides = [row], [column]
        draft = _Draft(sides, self._overlap(sides))
        self._claim(draft, 0, row)
        self._claim(draft, 1, column)

    def take_in_neighbours(self, copy_paragraphs: Sequence[int]) -> bool:
        """Lets groups take in sentences beside their own that make their sides more alike.

        Vectors of words add nothing up: what a lone sentence brings is read off the overlap of
        the group with it. Short debris may cost a little where it follows in its paragraph.

        Returns:
            Whether any was taken in; then there may be more.
        """
        offers = sorted(self._offers(copy_paragraphs), key=lambda offer: -offer[0])
        grown: set[int] = set()
        for _, side, sentence, draft in offers:
            if sentence in self._alone[side] and id(draft) not in grown:
                draft.sides = draft.with_sentence(side, sentence)
                draft.overlap = self._overlap(draft.sides)
                grown.add(id(draft))
                self._claim(draft, side, sentence)
        return bool(grown)

    def link_between_neighbours(self, pairs: Pairs) -> None:
        """Links sentences left alone at the same place between links, at a lower gap."""
        offers = []
        for row, column, worth in zip(
            pairs.rows.tolist(), pairs.columns.tolist(), pairs.worth.tolist(), strict=True
        ):
            if row in self._alone[0] and column in self._alone[1]:
                after, before = self._follows(row, column), self._precedes(row, column)
                worth += BETWEEN_BONUS * (after and before)
                if (after or before) and worth > GAP_BETWEEN_NEIGHBOURS + BETWEEN_BONUS:
                    offers.append((worth, row, column))
        for _, row, column in sorted(offers, reverse=True):
            if row in self._alone[0] and column in self._alone[1]:
                self.link(row, column)

    def groups(self) -> tuple[Group, ...]:
        """The finished groups."""
        drafts = {id(draft): draft for draft in self._draft_of[0].values()}.values()
        made = [self._finish(draft) for draft in drafts]
        made += [Group((row,), ()) for row in self._alone[0]]
        made.sort(key=lambda group: group.reference)
        return (*made, *(Group((), (column,)) for column in sorted(self._alone[1])))

    def _offers(self, copy_paragraphs: Sequence[int]) -> list[tuple[float, int, int, _Draft]]:
        """What each lone sentence would bring to the groups beside it: gain, side, sentence, group."""
        offers = []
        for side in (0, 1):
            for sentence in self._alone[side]:
                for beside in (sentence - 1, sentence + 1):
                    draft = self._draft_of[side].get(beside)
                    if draft is None:
                        continue
                    gain = self._overlap(draft.with_sentence(side, sentence)) - draft.overlap
                    if (
                        side == 1
                        and beside < sentence
                        and copy_paragraphs[beside] == copy_paragraphs[sentence]
                    ):
                        gain += DEBRIS_LOSS * (
                            len(self._encoded[1][sentence].words) <= DEBRIS_WORDS
                        )
                    if gain > 0:
                        offers.append((gain, side, sentence, draft))
        return offers

    def _follows(self, row: int, column: int) -> bool:
        """Whether the pair stands right behind one group on both sides, or opens both texts."""
        draft = self._draft_of[0].get(row - 1)
        return column == (max(draft.sides[1]) + 1 if draft else 0 if row == 0 else None)

    def _precedes(self, row: int, column: int) -> bool:
        """Whether the pair stands right before one group on both sides, or ends both texts."""
        draft = self._draft_of[0].get(row + 1)
        rows, columns = (len(side) for side in self._encoded)
        return column == (
            min(draft.sides[1]) - 1 if draft else columns - 1 if row == rows - 1 else None
        )

    def _claim(self, draft: _Draft, side: int, sentence: int) -> None:
        self._alone[side].discard(sentence)
        self._draft_of[side][sentence] = draft

    def _overlap(self, sides: tuple[list[int], list[int]]) -> float:
        reference, copy = (
            WeightedWords.join([words[i] for i in own])
            for words, own in zip(self._words, sides, strict=True)
        )
        return word_overlap(reference, copy)

    def _finish(self, draft: _Draft) -> Group:
        left, right = (
            np.sum([side[i].pooled for i in own], axis=0)
            for side, own in zip(self._encoded, draft.sides, strict=True)
        )
        cosine = float(
            left @ right / max(float(np.linalg.norm(left) * np.linalg.norm(right)), 1e-9)
        )
        return Group(tuple(draft.sides[0]), tuple(draft.sides[1]), min(1.0, cosine))
