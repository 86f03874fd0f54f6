"""The names of a linked group, and the words of its copy that may stand for them."""

from __future__ import annotations

import re
from functools import cached_property
from itertools import pairwise

from mtqa.alignment.word_alignment import Match
from mtqa.calibration import Limits
from mtqa.detectors.names.capitals import Vocabulary
from mtqa.detectors.names.recognition import Name, Recognition, recognize
from mtqa.lexicon.aliases import has_other_names
from mtqa.lexicon.name_spellings import closeness, folded
from mtqa.lexicon.name_words import BEFORE_SURNAMES, CONNECTORS, GENERIC, NO_NAMES, TITLES

_WORD = re.compile(r"[^\W_]+")


class _Limits(Limits, section="counterparts"):
    new_proper: float
    """Minimum probability of a proper noun for a word of a name that the reference lacks."""
    core_proper: float
    """Minimum probability of a proper noun for a word to identify the name that it is part of."""
    relative_likeness: float
    """Minimum likeness of a word to the word that it derives from, as Canada and Canadian."""
    distinct_proper: float
    """Minimum probability of proper nouns from which derived words are names of two persons or
    places, as Julia and Julian."""
    spelled_out: int
    """Minimum number of letters that a word has more than the acronym that it spells out."""
    least_worth: float
    """Minimum worth of a copy word for it to be the replacement of a reference word."""
    name_bonus: float
    """Bonus of a copy word that is part of a name."""
    new_name_bonus: float
    """Bonus of a copy word that is part of a name that the reference lacks."""
    neighbour_bonus: float
    """Bonus for each equal word beside both words."""
    closeness_weight: float
    """Weight of closeness of spelling; likeness has weight 1."""
    closeness_floor: float
    """Maximum closeness of spelling that counts nothing."""
    linked_likeness: float
    """Minimum likeness of the replacement of an uncertain name."""
    near: int
    """Maximum distance of a copy word from the counterpart of the same name, in words."""
    widest_gap: int
    """Maximum distance of the words of one name in the copy, in words."""


LIMITS = _Limits()


class PairWords:
    """The words of two documents, to look up those outside a group."""

    def __init__(self, reference: str, copy: str) -> None:
        """Takes the two texts.

        Args:
            reference: Text of the reference.
            copy: Text of the copy.
        """
        self._reference = reference
        self._copy = copy
        self.vocabulary = Vocabulary.of(reference, copy)

    @cached_property
    def reference_forms(self) -> frozenset[str]:
        """Every word of the reference, folded."""
        return _folded_words(self._reference)

    @cached_property
    def copy_forms(self) -> frozenset[str]:
        """Every word of the copy, folded."""
        return _folded_words(self._copy)


def _folded_words(text: str) -> frozenset[str]:
    return frozenset(map(folded, set(_WORD.findall(text))))


class GroupNames:
    """The names of a linked group on both sides.

    `index` is the index of a word of the reference, `copy_index` that of a word of the copy.

    Attributes:
        pair: The words of the two documents.
        match: The group with its words.
        reference_forms: The words of the reference, folded.
        copy_forms: The words of the copy, folded.
    """

    def __init__(self, pair: PairWords, match: Match) -> None:
        """Folds the words of the group.

        Args:
            pair: The words of the two documents.
            match: The group with its words.
        """
        self.pair = pair
        self.match = match
        self.reference_forms = [folded(text) for text in match.reference.texts]
        self.copy_forms = [folded(text) for text in match.copy.texts]

    @cached_property
    def reference_names(self) -> tuple[Name, ...]:
        """The names on the side of the reference."""
        return recognize(self.match.reference, self.pair.vocabulary).names

    @property
    def copy_names(self) -> tuple[Name, ...]:
        """The names on the side of the copy."""
        return self._copy.names

    @property
    def copy_is_name(self) -> tuple[bool, ...]:
        """For each word of the copy whether it is part of a sure name."""
        return self._copy.is_name

    @cached_property
    def _copy(self) -> Recognition:
        return recognize(self.match.copy, self.pair.vocabulary)

    @cached_property
    def copy_spellings(self) -> frozenset[str]:
        """The folded words of the copy, and each two that are adjacent as one word."""
        forms = [form for form in self.copy_forms if form]
        return frozenset(forms + [one + other for one, other in pairwise(forms)])

    @cached_property
    def candidates(self) -> list[int]:
        """The words of the copy that may replace a word of a name, in the order of the text."""
        no_candidates = frozenset(self.reference_forms) | NO_NAMES | CONNECTORS | TITLES
        return [
            copy_index
            for copy_index, form in enumerate(self.copy_forms)
            if len(form) > 1 and form not in no_candidates and not form.isdigit()
        ]

    @cached_property
    def new_names(self) -> frozenset[int]:
        """The words of the copy that are part of names that the reference lacks.

        They include words of a name beside a new word.
        """
        new_forms = {index for index in self.candidates if self._is_new_form(index)}
        new: set[int] = set()
        for copy_index in self.candidates:
            is_beside = copy_index - 1 in new or copy_index + 1 in new_forms
            if copy_index in new_forms or (is_beside and self.copy_is_name[copy_index]):
                new.add(copy_index)
        return frozenset(new)

    def _is_new_form(self, copy_index: int) -> bool:
        """Whether a word of a name in the copy occurs nowhere in the reference."""
        form = self.copy_forms[copy_index]
        return (
            self.copy_is_name[copy_index]
            and bool(self.match.copy.proper[copy_index] > LIMITS.new_proper)
            and form not in GENERIC
            and form not in self.pair.reference_forms
            and form not in self.pair.vocabulary.lower
        )

    def is_identifying(self, index: int, name: Name) -> bool:
        """Whether a word says which one a name means, not only which kind of thing."""
        form = self.reference_forms[index]
        if self.match.reference.texts[index].islower() or self._has_title(index):
            return True
        if form in GENERIC or form in TITLES or form in self.pair.vocabulary.lower:
            return False
        return (
            bool(self.match.reference.proper[index] > LIMITS.core_proper)
            or len(name.words) == 1
            or has_other_names(form)
            or (index == name.first and form.endswith(("an", "ese", "ish")))
        )

    def _has_title(self, index: int) -> bool:
        """Whether "Mr" or the like stands before a word."""
        before = self.reference_forms[max(index - 2, 0) : index]
        return any(form in BEFORE_SURNAMES for form in before)

    def closeness(self, index: int, copy_index: int) -> float:
        """How close two words are in letters and sound, 0 to 1."""
        return closeness(self.reference_forms[index], self.copy_forms[copy_index])

    def likeness(self, index: int, copy_index: int) -> float:
        """The likeness of the vectors of two words."""
        return float(self.match.likeness[index, copy_index])

    def is_same(self, index: int, copy_index: int) -> bool:
        """Whether two words are equal and no connectors; False beyond the ends of the group."""
        if not 0 <= index < len(self.reference_forms):
            return False
        if not 0 <= copy_index < len(self.copy_forms):
            return False
        form = self.reference_forms[index]
        return form == self.copy_forms[copy_index] and form not in CONNECTORS

    def is_beside_same(self, index: int, copy_index: int) -> bool:
        """Whether the words before two words are equal, or those behind them."""
        return self.is_same(index + 1, copy_index + 1) or self.is_same(index - 1, copy_index - 1)

    def is_framed(self, index: int, copy_index: int, name: Name) -> bool:
        """Whether the other words of the name stand around both words."""
        return (
            index != name.last
            and self.is_same(index + 1, copy_index + 1)
            and (index == name.first or self.is_same(index - 1, copy_index - 1))
        )
