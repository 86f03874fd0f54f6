"""Persons: ranks that were added or dropped, pronouns of the other gender."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.alignment.word_alignment import Match, SideWords
from mtqa.detectors.mistranslations.linked_words import (
    LIMITS,
    View,
    mistranslation,
    replacement,
)
from mtqa.lexicon.contrasts import rank_of
from mtqa.results.findings import Finding, Severity
from mtqa.text.annotations import Pos
from mtqa.text.spans import Place

_HE = frozenset(("he", "him", "his", "himself"))
_SHE = frozenset(("she", "her", "hers", "herself"))


def ranks(match: Match) -> Iterator[Finding]:
    """Words of rank before a linked title that the other side lacks: deputy, former, acting."""
    for view in (View(match, of_copy=False), View(match, of_copy=True)):
        words = view.words
        forms = enumerate(words.forms[:-1])
        found = [(row, rank) for row, form in forms if (rank := rank_of(form))]
        known = {rank_of(form) for form in view.others.forms} if found else set()
        for row, rank in found:
            title = _title_behind(view, row)
            if rank in known or title is None:
                continue
            other = _title(view.others, int(view.partners[title]))
            yield mistranslation(
                "other",
                Severity.MAJOR,
                view.in_order(words.place(row, title), other),
                f"“{words.texts[row]}” {'was added' if view.of_copy else 'was dropped'}",
                LIMITS.certainty["rank"],
            )


def _title_behind(view: View, rank: int) -> int | None:
    """Row of the linked title behind a word of rank without a partner; None without one."""
    words = view.words
    is_joined = words.texts[rank + 1] == "-" and rank + 2 < len(words)
    is_preposition = words.pos[rank] == Pos.ADP and not is_joined
    if view.partners[rank] >= 0 or is_preposition:
        return None
    title = rank + 2 if is_joined else rank + 1
    is_title = words.pos[title] in (Pos.NOUN, Pos.ADJ, Pos.PROPN)
    return title if is_title and view.likeness(title) > LIMITS.linked else None


def _title(words: SideWords, row: int) -> Place:
    """A title with the nouns and adjectives before it."""
    first = row
    while (
        first
        and words.pos[first - 1] in (Pos.ADJ, Pos.NOUN, Pos.PROPN)
        and row - first < LIMITS.title_scope
    ):
        first -= 1
    return words.place(first, row)


def pronouns(match: Match) -> Iterator[Finding]:
    """He for she or she for he, where each side has pronouns of one gender only."""
    own, other = set(match.reference.forms), set(match.copy.forms)
    for ours, theirs in ((_HE, _SHE), (_SHE, _HE)):
        if own & ours and not own & theirs and other & theirs and not other & ours:
            row = next(i for i, form in enumerate(match.reference.forms) if form in ours)
            column = next(i for i, form in enumerate(match.copy.forms) if form in theirs)
            yield replacement("other", Severity.MINOR, match, row, column, "pronoun")
