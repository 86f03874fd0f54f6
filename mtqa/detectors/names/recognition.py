"""The names that a text says: which words are names, and which words make one name."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from mtqa.alignment.word_alignment import SideWords
from mtqa.calibration import Limits
from mtqa.lexicon.name_words import CONNECTORS, DIRECTIONS, GENERIC, MONEY, NO_NAMES, TITLES
from mtqa.text.annotations import Pos
from mtqa.text.tokens import HYPHENS, POSSESSIVE

_LOWER = re.compile(r"(?<![^\W\d_])[^\W\d_A-Z]{2,}")
_INNER_CAPITAL = re.compile(r"(?<=[a-z,;)] )[^\W\d_a-z]\w+")
_POSSESSIVE = (*POSSESSIVE, "s'", "s’")
_OPENING = frozenset('“"‘«:•*(')
_JOINING = CONNECTORS - {"to", "on", "in"}
_NO_NAME_CLASSES = frozenset(
    (Pos.VERB, Pos.AUX, Pos.ADV, Pos.PRON, Pos.DET, Pos.ADP, Pos.CCONJ, Pos.SCONJ, Pos.PART)
)
_MAYBE_NAMES = frozenset((Pos.NOUN, Pos.PROPN, Pos.ADJ, Pos.ADV, Pos.VERB, Pos.X))
_ACRONYMS = frozenset((Pos.NOUN, Pos.PROPN, Pos.X))


class _Limits(Limits, section="name_recognition"):
    acronym: float
    """Minimum probability of a proper noun for an acronym that is not tagged as a noun."""
    sentence_start: float
    """Minimum probability of a proper noun for the first word of a sentence."""
    title_case: float
    """The same for a word of a sentence in title case or in capitals."""
    any_context: float
    """Minimum probability of a proper noun from which no other evidence counts."""
    possible: float
    """Minimum probability of a proper noun for a word to be an uncertain name."""
    inside_sentence: float
    """Minimum probability of a proper noun for a word with a capital inside a sentence."""
    hyphen_tail: float
    """Minimum probability of a proper noun for a small word behind a name and a hyphen."""
    most_capitalised: float
    """Minimum share of long words with capitals in a sentence in title case."""
    title_words: int
    """Minimum number of long words in a sentence in title case."""
    long_word: int
    """Minimum number of characters of a long word."""
    longest_initial: int
    """Maximum number of characters of an initial before a full stop inside a name."""
    longest_joint: int
    """Maximum distance of two neighbouring words of one name, in words."""


LIMITS = _Limits()


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """How two texts write their words.

    Attributes:
        lower: Words that stand in small letters somewhere.
        inner: Words that stand with a capital inside a sentence, in small letters here.
    """

    lower: frozenset[str]
    inner: frozenset[str]

    @classmethod
    def of(cls, *texts: str) -> Vocabulary:
        """The vocabulary of some texts together."""
        lower = (word for text in texts for word in _LOWER.findall(text))
        inner = (word.casefold() for text in texts for word in _INNER_CAPITAL.findall(text))
        return cls(frozenset(lower), frozenset(inner))


@dataclass(frozen=True, slots=True)
class Name:
    """One name.

    Attributes:
        words: Indices of its words; what only joins them is left out.
        is_sure: False where only its capital speaks for it: a title, the start of a sentence.
    """

    words: tuple[int, ...]
    is_sure: bool = True

    @property
    def first(self) -> int:
        """Its first word."""
        return self.words[0]

    @property
    def last(self) -> int:
        """Its last word."""
        return self.words[-1]


def names(words: SideWords, vocabulary: Vocabulary) -> list[Name]:
    """The names of some sentences, in order.

    Args:
        words: The words of the sentences.
        vocabulary: How the article and its twin write their words.
    """
    reading = _Reading(words, vocabulary)
    runs: list[list[int]] = []
    for place, is_name in enumerate(reading.is_name):
        if is_name and runs and reading.is_joined(runs[-1][-1], place):
            runs[-1].append(place)
        elif is_name:
            runs.append([place])
    made = [Name(tuple(run), not reading.is_direction(run)) for run in runs]
    made += [Name((place,), is_sure=False) for place in reading.maybe]
    return sorted(made, key=lambda name: name.words)


def name_words(words: SideWords, vocabulary: Vocabulary) -> list[bool]:
    """Which words are names, or parts of one."""
    return _Reading(words, vocabulary).is_name


class _Reading:
    """One pass over the words of some sentences."""

    def __init__(self, words: SideWords, vocabulary: Vocabulary) -> None:
        self._words = words
        self._texts = words.texts
        self._sentence = words.sentence.tolist()
        self._vocabulary = vocabulary
        self.is_name = [False] * len(words)
        self.maybe: list[int] = []
        capital = [place for place, text in enumerate(self._texts) if has_capital(text)]
        if capital:
            self._loud = self._loud_sentences(capital)
            for place in capital:
                self._read(place)
            for place in capital:
                self._read_tail(place + 2)

    def is_joined(self, last: int, place: int) -> bool:
        """Whether two words of names stand in one name."""
        if self._sentence[last] != self._sentence[place] or place - last > LIMITS.longest_joint:
            return False
        if self._texts[last].endswith(_POSSESSIVE):
            return False
        between = [text.casefold() for text in self._texts[last + 1 : place]]
        if between == ["."]:
            return len(self._texts[last]) <= LIMITS.longest_initial
        is_short = sum(text not in HYPHENS for text in between) <= 1
        return is_short and all(text in _JOINING for text in between)

    def is_direction(self, run: list[int]) -> bool:
        """Whether nothing but a part of the sky is named."""
        return len(run) == 1 and self._texts[run[0]].casefold() in DIRECTIONS

    def _read(self, place: int) -> None:
        text = self._texts[place]
        form = text.casefold()
        base = form[:-2] if form.endswith(_POSSESSIVE) else form
        if base.rstrip("0123456789") in NO_NAMES or self._is_money(place):
            return
        if base in TITLES:
            self.maybe.append(place)
            return
        proper = float(self._words.proper[place])
        is_common = base in self._vocabulary.lower
        if len(text) > 1 and text.isupper() and self._sentence[place] not in self._loud:
            is_acronym = proper > LIMITS.acronym or self._words.pos[place] in _ACRONYMS
            self.is_name[place] = is_acronym and not is_common
        elif (is_start := self._is_start(place)) or self._sentence[place] in self._loud:
            pos = self._words.pos[place]
            least = LIMITS.sentence_start if is_start else LIMITS.title_case
            is_known = proper > least or base in self._vocabulary.inner
            fits = is_start or (pos not in _NO_NAME_CLASSES and base not in GENERIC)
            is_name = not is_common and is_known and fits
            self.is_name[place] = is_name or proper > LIMITS.any_context
            is_possible = pos in _MAYBE_NAMES and proper > LIMITS.possible
            if not self.is_name[place] and is_possible:
                self.maybe.append(place)
        else:
            fits = not is_common and self._words.pos[place] not in _NO_NAME_CLASSES
            is_sure = proper > LIMITS.inside_sentence or fits
            self.is_name[place] = is_sure or self._has_neighbour(place)

    def _read_tail(self, place: int) -> None:
        """Takes in the small second half of a name with a hyphen: Soon-ja."""
        if place < len(self._texts) and self._texts[place - 1] == "-" and self.is_name[place - 2]:
            is_proper = self._words.proper[place] > LIMITS.hyphen_tail
            is_tail = self._texts[place].islower() and is_proper
            self.is_name[place] = self.is_name[place] or bool(is_tail)

    def _has_neighbour(self, place: int) -> bool:
        """Whether a name stands before, or a word with a capital behind: New Zealand."""
        if self.is_name[place - 1]:
            return True
        return place + 1 < len(self._texts) and has_capital(self._texts[place + 1])

    def _is_money(self, place: int) -> bool:
        """Whether the word is part of an amount: US$30, 40,000 Swiss francs.

        Nobody's money: Ezra Pound, and what Anna won.
        """
        if place + 1 == len(self._texts):
            return False
        behind = self._texts[place + 1]
        is_currency = behind.casefold() in MONEY and not behind.istitle()
        is_verb = bool(self._words.pos[place + 1] == Pos.VERB)
        return behind in "$€£¥" or (is_currency and not is_verb)

    def _loud_sentences(self, capital: list[int]) -> frozenset[int]:
        """Sentences whose capitals say little: titles in title case, lines in capitals."""
        high = Counter(self._sentence[place] for place in capital if self._is_long(place))
        many = {sentence for sentence, count in high.items() if count > 1}
        if not many:
            return frozenset()
        total = Counter(
            sentence
            for place, sentence in enumerate(self._sentence)
            if sentence in many and self._is_long(place)
        )
        ends = dict(zip(self._sentence, self._texts, strict=True))
        return frozenset(
            sentence
            for sentence in many
            if total[sentence] >= LIMITS.title_words
            and high[sentence]
            >= (1.0 if ends[sentence] == "." else LIMITS.most_capitalised) * total[sentence]
        )

    def _is_long(self, place: int) -> bool:
        text = self._texts[place]
        return len(text) >= LIMITS.long_word and text[0].isalpha()

    def _is_start(self, place: int) -> bool:
        """Whether a sentence begins with the word, or a quotation mark or a colon opens one."""
        for before in range(place - 1, -1, -1):
            text = self._texts[before]
            if self._sentence[before] != self._sentence[place] or text in _OPENING:
                return True
            if text[0].isalnum():
                return False
        return True


def has_capital(text: str) -> bool:
    """Whether a word is written as names are: Rome, iPhone, UN."""
    return text[0].isupper() or (not text.islower() and any(map(str.isupper, text)))
