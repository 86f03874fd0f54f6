"""The alignment of two documents: groups of sentences that carry the same content.

One-to-one links come first; then groups take in the sentences of splits and merges.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from mtqa.alignment.assignment import assign
from mtqa.alignment.candidates import Pairs, candidate_pairs
from mtqa.alignment.overlap import WeightedWords, word_overlap, word_recall
from mtqa.alignment.side import Side
from mtqa.calibration import Limits
from mtqa.results.groups import Group


class _Limits(Limits, section="grouping"):
    link: float
    """Minimum pair score for a link."""
    link_between_links: float
    """Minimum pair score for a link of two lone sentences between two links, as their order is
    evidence, too."""
    between_bonus: float
    """How much higher the minimum is beside one link only."""
    debris_words: int
    """Maximum words of a lone piece that belongs to the sentence before it in its paragraph."""
    known: float
    """Minimum share of a lone sentence that the other side of a group carries, for the sentence to
    be a repetition."""
    brought: float
    """Minimum gain in recall of the other side by a further sentence of the paragraph."""
    across_paragraphs: float
    """Minimum gain in overlap by a further sentence of another paragraph."""
    tolerated_loss: float
    """Maximum loss of overlap by a further sentence that is debris or a repetition."""
    largest_side: int
    """Maximum sentences of a group on one side: no writer splits a sentence further, and a copy
    that repeats debris without end would make the search quadratic."""


LIMITS = _Limits()


def align(reference: Side, copy: Side) -> tuple[Group, ...]:
    """Aligns two documents.

    Returns:
        Groups in the order of the reference, then those of added sentences. Every sentence of
        both sides is in exactly one.
    """
    pairs = candidate_pairs(reference, copy)
    grouping = _Grouping(reference, copy)
    for row, column in assign(pairs, LIMITS.link):
        grouping.link(row, column)
    while grouping.take_in_neighbours():
        pass
    grouping.link_between_neighbours(pairs)
    return grouping.groups()


class _Draft:
    """An unfinished group: sentences of the reference and of the copy, and their word overlap."""

    __slots__ = ("overlap", "sides")

    def __init__(self, sides: tuple[list[int], list[int]], overlap: float) -> None:
        self.sides = sides
        self.overlap = overlap

    def with_sentence(self, side: int, sentence: int) -> tuple[list[int], list[int]]:
        """Its sides with one more sentence."""
        grown = sorted([*self.sides[side], sentence])
        return (grown, self.sides[1]) if side == 0 else (self.sides[0], grown)


class _Grouping:
    """The unfinished groups, and the sentences that are in none of them: the lone ones."""

    def __init__(self, reference: Side, copy: Side) -> None:
        self._texts = reference, copy
        self._words = reference.words, copy.words
        self._alone = set(range(len(reference))), set(range(len(copy)))
        self._draft_of: tuple[dict[int, _Draft], dict[int, _Draft]] = {}, {}

    def link(self, row: int, column: int) -> None:
        """Makes a group of two lone sentences."""
        sides = [row], [column]
        draft = _Draft(sides, self._overlap(sides))
        self._claim(draft, 0, row)
        self._claim(draft, 1, column)

    def take_in_neighbours(self) -> bool:
        """Lets each group take in the neighbouring lone sentence that raises its overlap most.

        Debris and repetitions in the paragraph may lower the overlap a little.

        Returns:
            Whether any group took one in; then there may be more.
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
        """Links lone sentences in the same position beside links, by a lower pair score."""
        offers = []
        least = LIMITS.link_between_links + LIMITS.between_bonus
        for row, column, score in zip(
            pairs.rows.tolist(), pairs.columns.tolist(), pairs.scores.tolist(), strict=True
        ):
            if self._are_alone(row, column) and self._are_of_one_role(row, column):
                after, before = self._follows(row, column), self._precedes(row, column)
                score += LIMITS.between_bonus * (after and before)
                if (after or before) and score > least:
                    offers.append((score, row, column))
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
        """The gain of each group by each lone sentence beside it: gain, side, sentence, group."""
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
        """The gain of a group by one more sentence, less the minimum gain of such a sentence."""
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
        """Whether the pair follows one group on both sides, or opens both texts."""
        draft = self._draft_of[0].get(row - 1)
        return column == (max(draft.sides[1]) + 1 if draft else 0 if row == 0 else None)

    def _precedes(self, row: int, column: int) -> bool:
        """Whether the pair precedes one group on both sides, or ends both texts."""
        draft = self._draft_of[0].get(row + 1)
        rows, columns = (len(side) for side in self._texts)
        return column == (
            min(draft.sides[1]) - 1 if draft else columns - 1 if row == rows - 1 else None
        )

    def _claim(self, draft: _Draft, side: int, sentence: int) -> None:
        """Notes that a sentence is in a group now."""
        self._alone[side].discard(sentence)
        self._draft_of[side][sentence] = draft

    def _overlap(self, sides: tuple[list[int], list[int]]) -> float:
        """The word overlap of the sentences of both sides."""
        reference, copy = (
            WeightedWords.join([words[i] for i in own])
            for words, own in zip(self._words, sides, strict=True)
        )
        return word_overlap(reference, copy)

    def _finish(self, draft: _Draft) -> Group:
        """The group with the cosine of its sides."""
        left, right = (
            np.sum([side.encoded[i].pooled for i in own], axis=0)
            for side, own in zip(self._texts, draft.sides, strict=True)
        )
        cosine = float(
            left @ right / max(float(np.linalg.norm(left) * np.linalg.norm(right)), 1e-9)
        )
        return Group(tuple(draft.sides[0]), tuple(draft.sides[1]), min(1.0, cosine))
