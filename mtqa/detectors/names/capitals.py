"""Which words are names, by capitals, part of speech and the probability of a proper noun."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from mtqa.alignment.word_alignment import SideWords
from mtqa.calibration import Limits
from mtqa.lexicon.name_words import GENERIC, MONEY, NO_NAMES, TITLES
from mtqa.text.annotations import Pos
from mtqa.text.tokens import POSSESSIVE

POSSESSIVES = (*POSSESSIVE, "s'", "s’")
"""Endings of a possessive, of a plural too."""

_LOWER = re.compile(r"(?<![^\W\d_])[^\W\d_A-Z]{2,}")
_INNER_CAPITAL = re.compile(r"(?<=[a-z,;)] )[^\W\d_a-z]\w+")
_OPENING = frozenset('“"‘«:•*(')
_NO_NAME_CLASSES = frozenset(
    (Pos.VERB, Pos.AUX, Pos.ADV, Pos.PRON, Pos.DET, Pos.ADP, Pos.CCONJ, Pos.SCONJ, Pos.PART)
)
_POSSIBLE_NAMES = frozenset((Pos.NOUN, Pos.PROPN, Pos.ADJ, Pos.ADV, Pos.VERB, Pos.X))
_ACRONYMS = frozenset((Pos.NOUN, Pos.PROPN, Pos.X))


class _Limits(Limits, section="name_recognition"):
    acronym: float
    """Minimum probability of a proper noun for an acronym that is not tagged as a noun."""
    sentence_start: float
    """Minimum probability of a proper noun for the first word of a sentence."""
    title_case: float
    """Minimum probability of a proper noun for another word in title case."""
    any_context: float
    """Minimum probability of a proper noun from which no other evidence counts."""
    possible: float
    """Minimum probability of a proper noun for a word to be an uncertain name."""
    inside_sentence: float
    """Minimum probability of a proper noun for a word with a capital inside a sentence."""
    hyphen_tail: float
    """Minimum probability of a proper noun for a lower-case word behind a name and a hyphen."""
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


class WordKind(Enum):
    """Whether a word is part of a name.

    Attributes:
        OTHER: It is not.
        POSSIBLE: It may be: a title, or a word that has a capital in any case.
        NAME: It is.
    """

    OTHER = auto()
    POSSIBLE = auto()
    NAME = auto()


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """How two texts write their words.

    Attributes:
        lower: Words that occur in lower case.
        inner: Words that occur with a capital inside a sentence, in lower case here.
    """

    lower: frozenset[str]
    inner: frozenset[str]

    @classmethod
    def of(cls, *texts: str) -> Vocabulary:
        """The vocabulary of some texts together."""
        lower = (word for text in texts for word in _LOWER.findall(text))
        inner = (word.casefold() for text in texts for word in _INNER_CAPITAL.findall(text))
        return cls(frozenset(lower), frozenset(inner))


def has_capital(text: str) -> bool:
    """Whether a word is written as names are: Rome, iPhone, UN."""
    return text[0].isupper() or (not text.islower() and any(map(str.isupper, text)))


def word_kinds(words: SideWords, vocabulary: Vocabulary) -> list[WordKind]:
    """The kind of each word.

    Args:
        words: The words of some sentences.
        vocabulary: How the two documents write their words.
    """
    classifier = _Classifier(words, vocabulary)
    kinds: list[WordKind] = []
    for index, text in enumerate(words.texts):
        follows_name = bool(kinds) and kinds[-1] is WordKind.NAME
        kinds.append(classifier.kind(index, follows_name) if has_capital(text) else WordKind.OTHER)
    return [
        WordKind.NAME if classifier.is_hyphen_tail(index, kinds) else kind
        for index, kind in enumerate(kinds)
    ]


class _Classifier:
    """Classifies the words of some sentences one at a time."""

    def __init__(self, words: SideWords, vocabulary: Vocabulary) -> None:
        self._texts = words.texts
        self._pos: list[int] = words.pos.tolist()
        self._proper: list[float] = words.proper.tolist()
        self._sentence: list[int] = words.sentence.tolist()
        self._vocabulary = vocabulary
        self._title_case = _title_case_sentences(self._texts, self._sentence)

    def kind(self, index: int, follows_name: bool) -> WordKind:
        """The kind of a word with a capital.

        Args:
            index: Its index.
            follows_name: Whether the word before it is part of a name.
        """
        base = self._base(index)
        if base.rstrip("0123456789") in NO_NAMES or self._is_money(index):
            return WordKind.OTHER
        if base in TITLES:
            return WordKind.POSSIBLE
        is_title_case = self._sentence[index] in self._title_case
        text = self._texts[index]
        if len(text) > 1 and text.isupper() and not is_title_case:
            return WordKind.NAME if self._is_acronym(index) else WordKind.OTHER
        if is_title_case or self._is_start(index):
            return self._kind_of_weak_capital(index)
        is_name = self._is_name_inside(index, follows_name)
        return WordKind.NAME if is_name else WordKind.OTHER

    def is_hyphen_tail(self, index: int, kinds: Sequence[WordKind]) -> bool:
        """Whether a lower-case word is the second half of a name with a hyphen: Soon-ja."""
        return (
            index > 1
            and self._texts[index - 1] == "-"
            and kinds[index - 2] is WordKind.NAME
            and self._texts[index].islower()
            and self._proper[index] > LIMITS.hyphen_tail
        )

    def _is_acronym(self, index: int) -> bool:
        """Whether a word in capitals is a name."""
        is_noun = self._pos[index] in _ACRONYMS
        return not self._is_common(index) and (is_noun or self._proper[index] > LIMITS.acronym)

    def _kind_of_weak_capital(self, index: int) -> WordKind:
        """The kind of a word that has a capital in any case: sentence starts, titles."""
        proper, pos, base = self._proper[index], self._pos[index], self._base(index)
        is_start = self._is_start(index)
        least = LIMITS.sentence_start if is_start else LIMITS.title_case
        is_known = proper > least or base in self._vocabulary.inner
        fits = is_start or (pos not in _NO_NAME_CLASSES and base not in GENERIC)
        if (is_known and fits and not self._is_common(index)) or proper > LIMITS.any_context:
            return WordKind.NAME
        is_possible = pos in _POSSIBLE_NAMES and proper > LIMITS.possible
        return WordKind.POSSIBLE if is_possible else WordKind.OTHER

    def _is_name_inside(self, index: int, follows_name: bool) -> bool:
        """Whether a word with a capital inside a sentence is a name.

        One beside a name or before another capital always is: New Zealand.
        """
        fits = not self._is_common(index) and self._pos[index] not in _NO_NAME_CLASSES
        if fits or follows_name or self._proper[index] > LIMITS.inside_sentence:
            return True
        return index + 1 < len(self._texts) and has_capital(self._texts[index + 1])

    def _base(self, index: int) -> str:
        """The word in lower case, without its possessive ending."""
        form = self._texts[index].casefold()
        return form[:-2] if form.endswith(POSSESSIVES) else form

    def _is_common(self, index: int) -> bool:
        """Whether the documents have the word in lower case, too."""
        return self._base(index) in self._vocabulary.lower

    def _is_money(self, index: int) -> bool:
        """Whether the word is part of an amount of money: US$30, 40,000 Swiss francs.

        The word behind it may be a surname, as in Ezra Pound, or a verb, as in Anna won.
        """
        if index + 1 == len(self._texts):
            return False
        behind = self._texts[index + 1]
        is_currency = behind.casefold() in MONEY and not behind.istitle()
        is_verb = self._pos[index + 1] == Pos.VERB
        return behind in "$€£¥" or (is_currency and not is_verb)

    def _is_start(self, index: int) -> bool:
        """Whether the word begins a sentence, or follows a quotation mark or a colon."""
        for before in range(index - 1, -1, -1):
            text = self._texts[before]
            if self._sentence[before] != self._sentence[index] or text in _OPENING:
                return True
            if text[0].isalnum():
                return False
        return True


def _title_case_sentences(texts: Sequence[str], sentence: Sequence[int]) -> frozenset[int]:
    """The sentences in title case or in capitals, where a capital is weak evidence of a name.

    A sentence with a full stop is one only if all its long words have capitals.
    """
    is_long = [len(text) >= LIMITS.long_word and text[0].isalpha() for text in texts]
    total = Counter(one for one, long in zip(sentence, is_long, strict=True) if long)
    high = Counter(
        one
        for one, text, long in zip(sentence, texts, is_long, strict=True)
        if long and has_capital(text)
    )
    last = dict(zip(sentence, texts, strict=True))
    return frozenset(
        one
        for one, count in total.items()
        if count >= LIMITS.title_words
        and high[one] >= (1.0 if last[one] == "." else LIMITS.most_capitalised) * count
    )
