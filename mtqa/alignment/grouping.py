"""One-to-one links to an alignment: groups that carry the same content, splits and merges too."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from mtqa.alignment.assignment import assign
from mtqa.alignment.candidates import Pairs, worthy_pairs
from mtqa.alignment.overlap import WeightedWords, word_overlap, word_recall
from mtqa.alignment.side import Side
from mtqa.calibration import Limits
from mtqa.results.groups import Group


class _Limits(Limits, section="grouping"):
    link: float
    """Minimum pair score for a link."""
    link_between_links: float
    """The same for two lone sentences beside a link: there the order speaks for them, too."""
    between_bonus: float
    """How much a position between two links adds to the score of such a pair."""
    debris_words: int
    """Maximum words of a lone piece that belongs to the sentence before it in its paragraph."""
    known: float
    """Minimum share of the words of a lone sentence that the group says, for a repetition."""
    brought: float
    """Minimum gain in the recall of the other side by a further sentence of the paragraph."""
    across_paragraphs: float
    """Minimum gain in the overlap of the sides by a further sentence of another paragraph."""
    tolerated_loss: float
    """Maximum loss of overlap by taking in debris or a repetition."""
    largest_side: int
    """Maximum sentences of a group on one side: no writer splits a sentence further, and a copy
    that repeats debris without end would make the search quadratic."""


LIMITS = _Limits()


def align(reference: Side, copy: Side) -> tuple[Group, ...]:
    """Aligns two documents.

    Returns:
        Groups in the order of the reference, added sentences behind; every sentence of both
        sides stands in exactly one.
    """
    pairs = worthy_pairs(reference, copy)
    grouping = _Grouping(reference, copy)
    for row, column in assign(pairs, LIMITS.link):
        grouping.link(row, column)
    while grouping.take_in_neighbours():
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

    def __init__(self, reference: Side, copy: Side) -> None:
        self._texts = reference, copy
        self._words = reference.words, copy.words
        self._alone = set(range(len(reference))), set(range(len(copy)))
        self._draft_of: tuple[dict[int, _Draft], dict[int, _Draft]] = {}, {}

    def link(self, row: int, column: int) -> None:
        """Makes a group of two sentences that stood alone."""
        sides = [row], [column]
        draft = _Draft(sides, self._overlap(sides))
        self._claim(draft, 0, row)
        self._claim(draft, 1, column)

    def take_in_neighbours(self) -> bool:
        """Lets groups take in sentences beside their own that make their sides more alike.

        Vectors of words add nothing up: what a lone sentence brings is read off the overlap of
        the group with it. Short debris may cost a little where it follows in its paragraph.

        Returns:
            Whether any was taken in; then there may be more.
        """
        offers = sorted(self._offers(), key=lambda offer: -offer[0])
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
            if self._are_alone(row, column) and self._are_of_one_role(row, column):
                after, before = self._follows(row, column), self._precedes(row, column)
                worth += LIMITS.between_bonus * (after and before)
                if (after or before) and worth > LIMITS.link_between_links + LIMITS.between_bonus:
                    offers.append((worth, row, column))
        for _, row, column in sorted(offers, reverse=True):
            if self._are_alone(row, column):
                self.link(row, column)

    def groups(self) -> tuple[Group, ...]:
        """The finished groups."""
        drafts = {id(draft): draft for draft in self._draft_of[0].values()}.values()
        made = [self._finish(draft) for draft in drafts]
        made += [Group((row,), ()) for row in self._alone[0]]
        made.sort(key=lambda group: group.reference)
        return (*made, *(Group((), (column,)) for column in sorted(self._alone[1])))

    def _offers(self) -> Iterator[tuple[float, int, int, _Draft]]:
        """What lone sentences would bring to groups beside them: gain, side, sentence, group."""
        for side, text in enumerate(self._texts):
            for sentence in self._alone[side]:
                for beside in (sentence - 1, sentence + 1):
                    draft = self._draft_of[side].get(beside)
                    has_room = draft and len(draft.sides[side]) < LIMITS.largest_side
                    if draft and has_room and text.role(beside) == text.role(sentence):
                        gain = self._gain(draft, side, sentence, beside)
                        if gain > 0:
                            yield gain, side, sentence, draft

    def _gain(self, draft: _Draft, side: int, sentence: int, beside: int) -> float:
        """How much more alike a group's sides become by one more sentence, its dues counted in."""
        gain = self._overlap(draft.with_sentence(side, sentence)) - draft.overlap
        text = self._texts[side]
        if text.paragraph(beside) != text.paragraph(sentence):
            return gain - LIMITS.across_paragraphs
        own = self._words[side][sentence]
        beside_it, opposite = (
            WeightedWords.join([self._words[of][i] for i in draft.sides[of]])
            for of in (side, 1 - side)
        )
        is_debris = side == 1 and beside < sentence and len(own.weights) <= LIMITS.debris_words
        is_known = word_recall(own, opposite) > LIMITS.known
        brought = word_recall(opposite, WeightedWords.join([beside_it, own])) - word_recall(
            opposite, beside_it
        )
        return max(gain + LIMITS.tolerated_loss * (is_debris or is_known), brought - LIMITS.brought)

    def _are_alone(self, row: int, column: int) -> bool:
        return row in self._alone[0] and column in self._alone[1]

    def _are_of_one_role(self, row: int, column: int) -> bool:
        reference, copy = self._texts
        return reference.role(row) == copy.role(column)

    def _follows(self, row: int, column: int) -> bool:
        """Whether the pair stands right behind one group on both sides, or opens both texts."""
        draft = self._draft_of[0].get(row - 1)
        return column == (max(draft.sides[1]) + 1 if draft else 0 if row == 0 else None)

    def _precedes(self, row: int, column: int) -> bool:
        """Whether the pair stands right before one group on both sides, or ends both texts."""
        draft = self._draft_of[0].get(row + 1)
        rows, columns = (len(side) for side in self._texts)
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
            np.sum([side.encoded[i].pooled for i in own], axis=0)
            for side, own in zip(self._texts, draft.sides, strict=True)
        )
        cosine = float(
            left @ right / max(float(np.linalg.norm(left) * np.linalg.norm(right)), 1e-9)
        )
        return Group(tuple(draft.sides[0]), tuple(draft.sides[1]), min(1.0, cosine))
