"""Whether the words of a unit make a sentence: the rules that tell a fragment from one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property

import numpy as np

from mtqa.alignment.word_alignment import SideWords
from mtqa.calibration import Limits
from mtqa.lexicon.verb_forms import is_only_past, is_past
from mtqa.text.annotations import CONTENT, Pos, Relation


class _Limits(Limits, section="sentence_form"):
    possibly_finite: float
    """Minimum probability of a finite verb that makes a sentence: low, for a missed one is a false
    alarm."""
    surely_finite: float
    """Minimum probability of a finite verb, and no participle, that opens a sentence."""
    inversion: int
    """Maximum words between the verb that opens a sentence and its subject, that one included."""
    short: int
    """Maximum words of a short unit, which is a fragment without a subject and not an order."""
    phrase: int
    """Maximum words of a unit that is a mere phrase, if it has no verb."""
    certainty: Mapping[str, float]
    """How sure a fragment is, by the rule that finds it."""


LIMITS = _Limits()

_SUBJECT = np.isin(list(Relation), [Relation.NSUBJ, Relation.CSUBJ, Relation.EXPL])
"""Whether each relation is that of a subject."""

_NOUN = np.isin(list(Pos), [Pos.NOUN, Pos.PROPN, Pos.PRON])
"""Whether each part of speech is that of a noun or pronoun."""

_RELATIVES = frozenset(("which", "who", "whom", "whose", "where"))
_QUOTES = "\"'“”‘’«»„"


def fragment_confidence(words: SideWords) -> float:
    """How sure it is that the words of a unit are a sentence fragment; 0 for a sentence."""
    unit = _Unit(words)
    fault = next((fault for fault, holds in _RULES if holds(unit)), None)
    return LIMITS.certainty[fault] if fault else 0.0


class _Unit:
    """What the rules ask of a unit.

    Attributes:
        words: The words of the unit, punctuation included.
        lexical: Rows of the words that are no punctuation.
    """

    def __init__(self, words: SideWords) -> None:
        self.words = words
        self.lexical = [row for row, text in enumerate(words.texts) if text[0].isalnum()]

    @property
    def first(self) -> int:
        """Row of the first word."""
        return self.lexical[0]

    @property
    def is_short(self) -> bool:
        """Whether it has few words."""
        return len(self.lexical) <= LIMITS.short

    @cached_property
    def has_subject(self) -> bool:
        """Whether any word is a subject."""
        return bool(_SUBJECT[self.words.relation].any())

    @cached_property
    def finite(self) -> list[int]:
        """Rows of the finite verbs."""
        return np.flatnonzero(self.words.finite >= LIMITS.possibly_finite).tolist()

    @cached_property
    def has_predicate(self) -> bool:
        """Whether it has a finite verb, or a simple past that the tagger missed."""
        return bool(self.finite) or self._has_simple_past()

    def _has_simple_past(self) -> bool:
        """Whether a rarer simple past makes a sentence: "The phone rang.", "Sales slumped."."""
        words, last = self.words, self.lexical[-1]
        ends_in_past = words.pos[last] == Pos.VERB and is_past(words.forms[last])
        if ends_in_past and _SUBJECT[words.relation[:last]].any():
            return True
        return any(is_only_past(words.forms[row]) for row in self.lexical[1:])

    def is_punctuation(self) -> bool:
        """Whether it has no words at all."""
        return not self.lexical

    def opens_in_lower_case(self) -> bool:
        """Whether it opens in lower case, and not with a name ("al-Shabab") or a quotation mark."""
        words, first = self.words, self.first
        is_name = words.pos[first] == Pos.PROPN
        return words.texts[first].islower() and not is_name and words.texts[0][0] not in _QUOTES

    def is_question(self) -> bool:
        """Whether a question mark ends it."""
        return "?" in self.words.texts[-2:]

    def is_phrase(self) -> bool:
        """Whether it is a few words without a predicate: "The cellars of the old town."."""
        return not self.has_predicate and len(self.lexical) <= LIMITS.phrase

    def has_clause(self) -> bool:
        """Whether it has a subject and a verb that may be finite: the tagger misses some."""
        has_verb = bool((self.words.pos == Pos.VERB).any())
        return not self.has_predicate and self.has_subject and has_verb

    def lacks_predicate(self) -> bool:
        """Whether it has no predicate."""
        return not self.has_predicate

    def opens_with_relative(self) -> bool:
        """Whether it is a relative clause by itself: "Which had been sold out for months."."""
        return self.words.forms[self.first] in _RELATIVES

    def lacks_subject(self) -> bool:
        """Whether its finite verb has no subject; a longer unit counts if an auxiliary opens it."""
        if not self.finite or self.has_subject:
            return False
        pos = self.words.pos
        if self.is_short:
            return not _NOUN[pos[: self.finite[0]]].any()
        return bool(pos[self.first] == Pos.AUX)

    def opens_with_verb(self) -> bool:
        """Whether a finite verb opens it and no subject follows: "Was then sold to a museum.".

        An order ("Do not forget") and a wish ("May I suggest") are sentences.
        """
        words, first = self.words, self.first
        form, behind = words.forms[first], slice(first + 1, first + 1 + LIMITS.inversion)
        is_verb = words.pos[first] == Pos.AUX or (words.pos[first] == Pos.VERB and is_past(form))
        is_order = form.startswith(("do", "let"))
        return bool(
            is_verb
            and not is_order
            and words.finite[first] >= LIMITS.surely_finite
            and not _SUBJECT[words.relation[behind]].any()
        )

    def lacks_content(self) -> bool:
        """Whether it is a few function words: "It will be."."""
        return self.is_short and not CONTENT[self.words.pos].any()


_RULES: tuple[tuple[str | None, Callable[[_Unit], bool]], ...] = (
    (None, _Unit.is_punctuation),
    ("lower_case", _Unit.opens_in_lower_case),
    (None, _Unit.is_question),
    ("phrase", _Unit.is_phrase),
    (None, _Unit.has_clause),
    ("no_predicate", _Unit.lacks_predicate),
    ("relative_clause", _Unit.opens_with_relative),
    ("no_subject", _Unit.lacks_subject),
    ("verb_first", _Unit.opens_with_verb),
    ("no_content", _Unit.lacks_content),
)
"""The rules in their order; the first that holds decides. Its name is that of its certainty, or
None if it holds for sentences."""
