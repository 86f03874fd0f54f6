"""Negative words of a sentence, and what they govern."""

from __future__ import annotations

from collections.abc import Sequence

from mtqa.alignment.word_alignment import SideWords
from mtqa.detectors.mistranslations.linked_words import LIMITS
from mtqa.lexicon.contrasts import is_negative
from mtqa.text.annotations import Pos
from mtqa.text.tokens import HYPHENS

_WEAKENING = frozenset(("less", "least"))
"""Words that reverse the word right behind them: "less likely"."""

_CLAUSE_OPENERS = frozenset("and but while because although though as if when that which".split())
"""Words that open a new clause, which a negation before them does not govern."""

_EMPTY_AFTER = frozenset("only just merely even least doubt matter choice more less".split())
"""Words after which a negation denies nothing: "not only", "no doubt"."""


def is_denied(words: SideWords, row: int) -> bool:
    """Whether a negation governs a word: it stands before it in the same clause."""
    if row and words.forms[row - 1] in _WEAKENING:
        return True
    for near in range(row - 1, max(-1, row - 1 - LIMITS.negation_scope), -1):
        is_other = words.sentence[near] != words.sentence[row] or is_stop(words, near)
        if is_other or words.forms[near] in _CLAUSE_OPENERS:
            return False
        if is_negative(words.forms[near]) and not is_empty_negation(words.forms, near):
            return True
    return False


def is_stop(words: SideWords, row: int) -> bool:
    """Whether a word is a punctuation mark that ends a clause or a part of it."""
    return bool(words.pos[row] == Pos.PUNCT) and words.forms[row] not in HYPHENS


def negative_rows(words: SideWords) -> list[int]:
    """Rows of the words with a negative meaning, but for empty negations."""
    forms = words.forms
    return [
        row
        for row, form in enumerate(forms)
        if is_negative(form) and not is_empty_negation(forms, row)
    ]


def is_empty_negation(forms: Sequence[str], row: int) -> bool:
    """Whether a negation denies nothing: "not only", "no bigger", "No. 5", "whether or not"."""
    form = forms[row]
    before = forms[row - 1] if row else ""
    after = forms[row + 1] if row + 1 < len(forms) else ""
    if form == "no" and (after == "." or (after.endswith("er") and after != "longer")):
        return True
    if form == "nor" and "neither" in forms[:row]:
        return True
    return after in _EMPTY_AFTER or (form == "not" and before == "or")
