"""One edit of a word diff, and its effect on the meaning.

Another form of the same value, name or word is no change.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from mtqa.alignment.word_alignment import Edit, Match, SideWords
from mtqa.calibration import Limits
from mtqa.lexicon.aliases import name_the_same
from mtqa.lexicon.contractions import expanded
from mtqa.lexicon.contrasts import are_opposite, is_negation
from mtqa.lexicon.name_spellings import american, folded, plain
from mtqa.quantities import Agreement, Quantity, agreement, parse
from mtqa.text.annotations import CONTENT, Pos
from mtqa.text.spans import Place

_JOINING = frozenset((Pos.SCONJ, Pos.CCONJ))
"""Parts of speech that change the meaning where a word is inserted or dropped."""

_RELATING = _JOINING | {Pos.ADP, Pos.AUX, Pos.PRON}
"""Parts of speech of function words that change the meaning where one replaces another."""

_MOST_PAIRS = 10_000
"""Maximum pairs of words of one edit that are compared; a longer edit rewrites the text."""


class _Limits(Limits, section="word_changes"):
    proper: float
    """Minimum probability of a proper noun for a word to be a name."""


LIMITS = _Limits()


@dataclass(frozen=True)
class Change:
    """One edit of a nearly verbatim group, and its effect on the meaning.

    Attributes:
        match: The words of the group.
        edit: The changed words.
    """

    match: Match
    edit: Edit

    @property
    def is_harmless(self) -> bool:
        """Whether no number, negation, name or content word changed."""
        return not (self.numbers or self.lone_numbers or self.names or self.words or self.negations)

    @property
    def numbers(self) -> int:
        """Number of quantities that have another value in the copy."""
        return min(len(side) for side in self._quantities[1])

    @property
    def lone_numbers(self) -> int:
        """Number of quantities that one side has more than the other."""
        one, other = (len(side) for side in self._quantities[1])
        return abs(one - other)

    @cached_property
    def negations(self) -> int:
        """Number of negations that one side has more than the other."""
        counts = [sum(map(is_negation, self._forms(side))) for side in (0, 1)]
        return abs(counts[0] - counts[1])

    @property
    def is_opposite(self) -> bool:
        """Whether a word of opposite meaning replaces a word."""
        own, other = (self._forms(side) for side in (0, 1))
        return len(own) * len(other) <= _MOST_PAIRS and any(
            are_opposite(one, two) for one in own for two in other
        )

    @property
    def names(self) -> int:
        """Number of changed words of names."""
        return max(sum(is_name for _, is_name in words) for words in self._changed)

    @property
    def words(self) -> int:
        """Number of other changed words that carry meaning."""
        content = max(sum(not is_name for _, is_name in words) for words in self._changed)
        return max(content, self._relating_words)

    @cached_property
    def _relating_words(self) -> int:
        """Number of changed prepositions, conjunctions, auxiliaries and pronouns.

        They count where others replace them (before, after). An inserted or dropped word is style,
        unless it is a conjunction.
        """
        if self._is_respelt():
            return 0
        kinds = _RELATING if all(map(self._forms, (0, 1))) else _JOINING
        counts = [
            Counter(
                form
                for form, pos in zip(self._forms(i), side.pos[self.span(i)].tolist(), strict=True)
                if pos in kinds and form[0].isalpha()
            )
            for i, side in enumerate(_sides(self.match))
        ]
        return max((counts[0] - counts[1]).total(), (counts[1] - counts[0]).total())

    @property
    def small_words(self) -> int:
        """Number of function words of the side with more of them."""
        sides = (side.pos[self.span(i)] for i, side in enumerate(_sides(self.match)))
        return max(int((~CONTENT[pos] & (pos != Pos.PUNCT)).sum()) for pos in sides)

    @property
    def signs(self) -> int:
        """Number of punctuation marks of the side with more of them."""
        return max(sum(not form[0].isalnum() for form in self._forms(side)) for side in (0, 1))

    def span(self, side: int) -> slice:
        """Indices of its words in the reference (0) or in the copy (1)."""
        return slice(*self.edit[2 * side : 2 * side + 2])

    def place(self, side: int, beside: int = 0) -> Place | None:
        """The place of its words on one side, None without any.

        Args:
            side: 0 for the reference, 1 for the copy.
            beside: Number of unchanged words behind it that are part of the place.
        """
        span, words = self.span(side), _sides(self.match)[side]
        last = min(span.stop + beside, len(words)) - 1
        return words.place(span.start, last) if last >= span.start else None

    def _forms(self, side: int) -> list[str]:
        """Its words on one side in lower case."""
        return _sides(self.match)[side].forms[self.span(side)]

    @cached_property
    def _changed(self) -> tuple[list[tuple[str, bool]], list[tuple[str, bool]]]:
        """The content words that the other side lacks in any form, and whether each is a name."""
        if self._is_respelt():
            return [], []
        own, other = (self._content(side) for side in (0, 1))
        if len(own) * len(other) > _MOST_PAIRS:
            return own, other
        for word in list(own):
            same = next((one for one in other if _is_same(word[0], one[0])), None)
            if same:
                own.remove(word)
                other.remove(same)
        return own, other

    def _is_respelt(self) -> bool:
        """Whether both sides have the same letters, with other word boundaries, and no digits."""
        one, other = ("".join(map(expanded, self._forms(side))) for side in (0, 1))
        has_digit = any(character.isdigit() for character in one + other)
        return bool(one) and not has_digit and plain(one) == plain(other)

    def _content(self, side: int) -> list[tuple[str, bool]]:
        """The content words of one side outside of quantities, and whether each is a name."""
        words = _sides(self.match)[side]
        is_counted = np.zeros(len(words), bool)
        for one in self._quantities[0][side]:
            first = np.searchsorted(words.ends, one.start, side="right")
            is_counted[first : np.searchsorted(words.starts, one.end)] = True
        is_name = (words.proper > LIMITS.proper) | (words.pos == Pos.PROPN)
        rows = range(*self.span(side).indices(len(words)))
        return [
            (words.texts[row], bool(is_name[row]))
            for row in rows
            if CONTENT[words.pos[row]] and words.texts[row][0].isalpha() and not is_counted[row]
        ]

    @cached_property
    def _quantities(self) -> tuple[_BothSides, _BothSides]:
        """The quantities at the edit on each side, and those among them that the other lacks."""
        found = self._read(0), self._read(1)
        if len(found[0]) * len(found[1]) > _MOST_PAIRS:
            return found, found
        spare = list(found[1])
        lost = []
        for one in found[0]:
            same = next((two for two in spare if agreement(one, two) > Agreement.NONE), None)
            if same:
                spare.remove(same)
            else:
                lost.append(one)
        return found, (
            [one for one in lost if self._touches(0, one)],
            [one for one in spare if self._touches(1, one)],
        )

    def _read(self, side: int) -> list[Quantity]:
        """The quantities in the words of one side and one word more at either end.

        The edit may have only the unit of a quantity, or only its number.
        """
        words, span = _sides(self.match)[side], self.span(side)
        first, last = max(0, span.start - 1), min(len(words), span.stop + 1)
        if not any(map(_may_count, words.forms[first:last], words.pos[first:last].tolist())):
            return []
        found = parse(words.document.text, int(words.starts[first]), int(words.ends[last - 1]))
        return [one for one in found if not one.is_weak]

    def _touches(self, side: int, one: Quantity) -> bool:
        """Whether a quantity has a word of the edit."""
        words, span = _sides(self.match)[side], self.span(side)
        own = slice(span.start, span.stop)
        return bool(((words.starts[own] < one.end) & (words.ends[own] > one.start)).any())


_BothSides = tuple[list[Quantity], list[Quantity]]


def kind_of(change: Change) -> str:
    """The worst effect of an edit: `number`, `negation`, `opposite`, `name` or `other`."""
    if change.numbers:
        return "number"
    if change.negations and not (change.names or change.words):
        return "negation"
    if change.is_opposite:
        return "opposite"
    return "name" if change.names else "other"


def _sides(match: Match) -> tuple[SideWords, SideWords]:
    return match.reference, match.copy


def _is_same(one: str, other: str) -> bool:
    """Whether two words differ in accents, capitals, British spelling or as demonyms at most."""
    own, its = folded(one), folded(other)
    return american(own) == american(its) or name_the_same(own, its)


def _may_count(form: str, pos: int) -> bool:
    """Whether a word may be part of a quantity."""
    return pos == Pos.NUM or any(character.isdigit() for character in form)
