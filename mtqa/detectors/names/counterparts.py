"""What the words of the reference's names became in the copy of their group."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise

from mtqa.alignment.comparison import Comparison
from mtqa.alignment.word_alignment import Match
from mtqa.calibration import Limits
from mtqa.detectors.names.recognition import Name, Vocabulary, has_capital, name_words, names
from mtqa.lexicon.aliases import has_other_names
from mtqa.lexicon.name_words import BEFORE_SURNAMES, CONNECTORS, GENERIC, NO_NAMES, TITLES
from mtqa.lexicon.spelling import (
    closeness,
    folded,
    is_acronym,
    is_derived,
    is_kindred,
    is_variant,
    is_within,
)
from mtqa.text.tokens import without_possessive

_WORD = re.compile(r"[^\W_]+")
_SEPARATE_COUNTRIES = frozenset(
    ("south africa", "south korea", "north korea", "south sudan", "west bank")
)
_AHEAD = frozenset(("of", "the", "-", "for", "in", "and", ",", "(", "/", "’", "'"))
_PEOPLES = ("ans", "ers")


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
    """What a copy word that is a name is worth more."""
    new_name_bonus: float
    """What a copy word of a name that the reference lacks is worth more."""
    neighbour_bonus: float
    """What each equal word beside both words is worth."""
    closeness_weight: float
    """How much closeness of spelling counts beside likeness."""
    closeness_floor: float
    """Maximum closeness of spelling that counts nothing."""
    linked_likeness: float
    """Minimum likeness of the replacement of an uncertain name."""
    near: int
    """Maximum distance of a copy word from the counterpart of the same name, in words."""
    widest_gap: int
    """Maximum distance of the words of one name in the copy, in words."""


LIMITS = _Limits()


class Article:
    """The words of the two documents, as far as one group needs to know of the others."""

    def __init__(self, comparison: Comparison) -> None:
        """Reads the two texts.

        Args:
            comparison: The two documents with their groups.
        """
        self._texts = comparison.reference.document.text, comparison.copy.document.text
        self.vocabulary = Vocabulary.of(*self._texts)

    @cached_property
    def reference_words(self) -> frozenset[str]:
        """Every word of the reference, folded."""
        return frozenset(map(folded, set(_WORD.findall(self._texts[0]))))

    @cached_property
    def copy_words(self) -> frozenset[str]:
        """Every word of the copy, folded."""
        return frozenset(map(folded, set(_WORD.findall(self._texts[1]))))


class Counterparts:
    """The names of a linked group and what became of them."""

    def __init__(self, article: Article, match: Match) -> None:
        """Lays the two sides open.

        Args:
            article: The documents that the group stands in.
            match: The group with its words.
        """
        self.article = article
        self.match = match
        self.reference_forms = [folded(text) for text in match.reference.texts]
        self.copy_forms = [folded(text) for text in match.copy.texts]
        self._taken: set[int] = set()

    @cached_property
    def names(self) -> list[Name]:
        """The names on the side of the reference."""
        return names(self.match.reference, self.article.vocabulary)

    @cached_property
    def copy_is_name(self) -> list[bool]:
        """Which words of the copy are names."""
        return name_words(self.match.copy, self.article.vocabulary)

    @cached_property
    def copy_names(self) -> list[Name]:
        """The names on the side of the copy."""
        return names(self.match.copy, self.article.vocabulary)

    @cached_property
    def copy_said(self) -> frozenset[str]:
        """The folded words of the copy, and those written apart or with a hyphen as one."""
        forms = [form for form in self.copy_forms if form]
        return frozenset(forms + [one + other for one, other in pairwise(forms)])

    @cached_property
    def spare(self) -> list[int]:
        """The words of the copy that could stand for a lost name."""
        said = frozenset(self.reference_forms) | NO_NAMES | CONNECTORS | TITLES
        return [
            place
            for place, form in enumerate(self.copy_forms)
            if len(form) > 1 and form not in said and not form.isdigit()
        ]

    @cached_property
    def new_names(self) -> frozenset[int]:
        """The words of the copy's names in which stands what the reference nowhere says."""
        words = self.match.copy
        new = {
            place
            for place in self.spare
            if self.copy_is_name[place]
            and words.proper[place] > LIMITS.new_proper
            and self.copy_forms[place] not in GENERIC
            and self.copy_forms[place] not in self.article.reference_words
            and self.copy_forms[place] not in self.article.vocabulary.lower
        }
        for place in self.spare:
            if self.copy_is_name[place] and (place - 1 in new or place + 1 in new):
                new.add(place)
        return frozenset(new)

    def is_core(self, word: int, name: Name) -> bool:
        """Whether a word says which one is meant, not only what sort of thing it is."""
        form = self.reference_forms[word]
        if self.match.reference.texts[word].islower() or self._has_title(word):
            return True
        if form in GENERIC or form in TITLES or form in self.article.vocabulary.lower:
            return False
        return (
            bool(self.match.reference.proper[word] > LIMITS.core_proper)
            or len(name.words) == 1
            or has_other_names(form)
            or (word == name.first and form.endswith(("an", "ese", "ish")))
        )

    def _has_title(self, word: int) -> bool:
        """Whether "Mr" or the like stands before a word."""
        before = self.reference_forms[max(word - 2, 0) : word]
        return any(form in BEFORE_SURNAMES for form in before if form)

    def lost(self) -> dict[int, Name]:
        """The words of names that the copy has in no form, and their names."""
        missing = {
            word: name
            for name in self.names
            for word in name.words
            if self.reference_forms[word] not in self.copy_said
        }
        return {word: name for word, name in missing.items() if not self._is_there(word, name)}

    def became(self, lost: Mapping[int, Name]) -> dict[int, int]:
        """The word of the copy that each lost word most likely became, one each."""
        offers = sorted(
            (
                (self._worth(word, place), word, place)
                for word, name in lost.items()
                for place in (self.spare if name.is_sure else self._linked_new_name(word))
            ),
            reverse=True,
        )
        made: dict[int, int] = {}
        taken = set(self._taken)
        for worth, word, place in offers:
            if worth > LIMITS.least_worth and word not in made and place not in taken:
                made[word] = place
                taken.add(place)
        return made

    def has_its_acronym(self, name: Name, is_dropped: bool) -> bool:
        """Whether the reference gives a name's initials behind it, and the copy has them.

        Args:
            name: The name.
            is_dropped: Whether nothing else stands for it; then, for a name made of common
                words, the initials may be those of another tongue.
        """
        behind = self.match.reference.texts[name.last + 1 : name.last + 4]
        if len(behind) < 3 or behind[0] != "(" or behind[2] != ")":
            return False
        short = folded(behind[1])
        if short not in self.copy_said:
            return False
        initials = "".join(self.reference_forms[word][:1] for word in name.words)
        if is_within(initials, short) or is_within(short, initials):
            return True
        is_made_of_sorts = not any(self.is_core(word, name) for word in name.words)
        return is_dropped and is_made_of_sorts and is_acronym(behind[1])

    def extent(self, name: Name, place: int, others: Sequence[int]) -> tuple[int, int]:
        """The first and last word of the copy that stand for a name.

        Args:
            name: The name.
            place: The word of the copy that matters most.
            others: More words of the copy that its words became.
        """
        partners = [int(self.match.partner_of_reference[word]) for word in name.words]
        taken = {place, *others, *(partner for partner in partners if partner >= 0)}
        for run in self.copy_names:
            if place in run.words:
                taken.update(word for word in run.words if self._is_free(word, name))
        first = last = place
        for other in sorted(taken, key=lambda other: abs(other - place)):
            if first - LIMITS.widest_gap <= other <= last + LIMITS.widest_gap:
                first, last = min(first, other), max(last, other)
        return first, last

    def _is_free(self, place: int, name: Name) -> bool:
        """Whether a word of the copy stands for none outside a name."""
        partner = int(self.match.partner_of_copy[place])
        return partner < 0 or partner in name.words

    def is_near(self, place: int, name: Name) -> bool:
        """Whether a word of the copy stands beside what became of the name's other words."""
        partners = (int(self.match.partner_of_reference[word]) for word in name.words)
        return any(0 < abs(place - partner) <= LIMITS.near for partner in partners if partner >= 0)

    def is_beside_same(self, word: int, place: int) -> bool:
        """Whether the same word stands before or behind both."""
        return self._are_beside(word + 1, place + 1) or self._are_beside(word - 1, place - 1)

    def is_framed(self, word: int, place: int, name: Name) -> bool:
        """Whether the same words of the name stand around both."""
        return (
            word != name.last
            and self._are_beside(word + 1, place + 1)
            and (word == name.first or self._are_beside(word - 1, place - 1))
        )

    def closeness(self, word: int, place: int) -> float:
        """How close two words are by letters and sound, 0 to 1."""
        return closeness(self.reference_forms[word], self.copy_forms[place])

    def likeness(self, word: int, place: int) -> float:
        """How alike two words are in their sentences, by their vectors."""
        return float(self.match.likeness[word, place])

    def _linked_new_name(self, word: int) -> list[int]:
        """New names of the copy that are like no word of the reference as much as this one."""
        likeness = self.match.likeness
        return [
            place
            for place in self.new_names
            if likeness[word, place] > LIMITS.linked_likeness
            and int(likeness[:, place].argmax()) == word
        ]

    def _worth(self, word: int, place: int) -> float:
        """What speaks for a word of the copy to stand for one of the reference."""
        worth = self.likeness(word, place) + LIMITS.name_bonus * self.copy_is_name[place]
        worth += LIMITS.new_name_bonus * (place in self.new_names)
        closeness = max(0.0, self.closeness(word, place) - LIMITS.closeness_floor)
        worth += LIMITS.closeness_weight * closeness
        for step in (-1, 1):
            worth += LIMITS.neighbour_bonus * self._are_beside(word + step, place + step)
        return worth

    def _are_beside(self, word: int, place: int) -> bool:
        if not (0 <= word < len(self.reference_forms) and 0 <= place < len(self.copy_forms)):
            return False
        form = self.reference_forms[word]
        return form == self.copy_forms[place] and form not in CONNECTORS

    def _is_there(self, word: int, name: Name) -> bool:
        """Whether the copy has a missing word in a harmless form."""
        form = self.reference_forms[word]
        if len(form) < 2 or self._is_written_as_one(word, name):
            return True
        partner = int(self.match.partner_of_reference[word])
        for place, text in enumerate(self.match.copy.texts):
            if (has_capital(text) or place == partner) and self._agree(word, place):
                self._taken.add(place)
                return True
        return self._has_relative(word, name) or self._is_shortened(word, name)

    def _agree(self, word: int, place: int) -> bool:
        one, other = self.match.reference.texts[word], self.match.copy.texts[place]
        if not is_variant(one, other):
            return False
        pair = " ".join(self.reference_forms[word : word + 2])
        stead = " ".join(self.copy_forms[place : place + 2])
        is_other_country = pair.split()[-1] == stead.split()[-1] and (
            pair in _SEPARATE_COUNTRIES or stead in _SEPARATE_COUNTRIES
        )
        return not is_other_country

    def _is_written_as_one(self, word: int, name: Name) -> bool:
        """Whether the copy writes the word and those beside it together; F1 for Formula 1."""
        behind = self.reference_forms[word + 1 : word + 2]
        if (
            behind
            and behind[0].isdigit()
            and self.reference_forms[word][0] + behind[0] in (self.copy_forms)
        ):
            return True
        at = name.words.index(word)
        runs = (
            name.words[start:end]
            for start in range(at + 1)
            for end in range(max(at + 1, start + 2), len(name.words) + 1)
        )
        return any("".join(self.reference_forms[i] for i in run) in self.copy_said for run in runs)

    def _has_relative(self, word: int, name: Name) -> bool:
        """Whether a word of the copy is made of it: a people of its country, a plural."""
        core = self.is_core(word, name)
        before = self.match.reference.texts[word - 1].casefold() if word else "the"
        if core and word != name.first and before not in _AHEAD:
            return False
        is_made = self._is_made_of if core else self._is_kin
        return self._take(
            place
            for place in self.spare
            if self.likeness(word, place) > LIMITS.relative_likeness and is_made(word, place)
        )

    def _is_kin(self, word: int, place: int) -> bool:
        one, other = self.reference_forms[word], self.copy_forms[place]
        return is_derived(one, other) or is_kindred(one, other)

    def _is_made_of(self, word: int, place: int) -> bool:
        """The same for what says which one is meant: Julian is no form of Julia."""
        one, other = self.reference_forms[word], self.copy_forms[place]
        if not has_capital(self.match.copy.texts[place]) or not is_derived(one, other):
            return False
        surest = min(self.match.reference.proper[word], self.match.copy.proper[place])
        if surest < LIMITS.distinct_proper:
            return True
        return one.endswith(_PEOPLES) or other.endswith(_PEOPLES)

    def _take(self, places: Iterator[int]) -> bool:
        """Takes the first of some words of the copy; nothing else may have become it."""
        first = next(places, None)
        if first is not None:
            self._taken.add(first)
        return first is not None

    def _is_shortened(self, word: int, name: Name) -> bool:
        """Whether initials stand for the name, or the name for its initials."""
        text, form = self.match.reference.texts[word], self.reference_forms[word]
        if is_acronym(text):
            return self._is_spelled_out(text, form)
        return self._has_initials(name)

    def _is_spelled_out(self, text: str, form: str) -> bool:
        texts = self.match.copy.texts
        capitals = "".join(other[0] for other in texts if other[0].isupper())
        initials = "".join(filter(str.isupper, text))
        if len(initials) > 1 and initials in capitals:
            return True
        return self._take(
            place
            for place in self.spare
            if self.copy_is_name[place]
            and texts[place].casefold().startswith(form[:1])
            and len(texts[place]) >= len(form) + LIMITS.spelled_out
            and not texts[place].isupper()
            and (self.copy_forms[place].startswith(form[:2]) or _has_capital_behind(texts, place))
        )

    def _has_initials(self, name: Name) -> bool:
        initials = "".join(self.reference_forms[word][:1] for word in name.words)
        return len(initials) > 1 and self._take(
            place
            for place in self.spare
            if without_possessive(self.match.copy.texts[place]).isupper()
            and len(self.copy_forms[place]) > 1
            and (self.copy_forms[place] in initials or initials in self.copy_forms[place])
        )


def _has_capital_behind(texts: list[str], place: int) -> bool:
    """Whether one of the three next words begins with a capital: Ministry of Justice."""
    return any(text[0].isupper() for text in texts[place + 1 : place + 4])
