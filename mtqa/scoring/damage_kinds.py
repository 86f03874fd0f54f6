"""The kinds of damage that the scores are made of."""

from __future__ import annotations

from enum import StrEnum


class DamageKind(StrEnum):
    """A kind of damage, in the order in which the kinds are summed up and reported.

    models/quality has a weight for each, the report a name for each.
    """

    NUMBERS = "numbers"
    """Points of number findings, by confidence."""
    FINDINGS = "findings"
    """Points of all other findings but omissions, by confidence."""
    DROPPED = "dropped"
    """Words of dropped clauses, by confidence."""
    CAPITALS = "capitals"
    """Words with changed capitals."""
    SIGNS = "signs"
    """Punctuation marks missing or added."""
    SPACING = "spacing"
    """Spaces missing or added."""
    REPEATS = "repeats"
    """Words repeated right behind themselves."""
    SMALL_WORDS = "small_words"
    """Function words missing or added."""
    UNKNOWN_WORDS = "unknown_words"
    """Words that are not in the vocabulary."""
    WORDS_LOST = "words_lost"
    """Words without a similar word in the copy: one less greedy cosine recall (Zhang et al. 2020,
    BERTScore)."""
    LOST = "lost"
    """Chance of the content words that the copy lacks them."""
    TURNED = "turned"
    """Chance of the words of both sides that the other side says something else."""
    GAINED = "gained"
    """Chance of the copy's words that the reference lacks them."""
    RANK = "rank"
    """How far the pair reader ranks the copy below a good one."""
    COSINE = "cosine"
    """One less the cosine of the two sides."""
    CLUMSY = "clumsy"
    """How much less likely the copy's grammar is, in nats a word."""
    EDITS = "edits"
    """Words that the word diff of a nearly verbatim copy shows changed."""
    LETTERS = "letters"
    """Share of changed letters."""
    STRANGERS = "strangers"
    """Words of the copy's content sentences without a partner."""
