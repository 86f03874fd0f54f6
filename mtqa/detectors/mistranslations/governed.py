"""The words that a phrase governs, and whether two phrases govern the same."""

from __future__ import annotations

from mtqa.alignment.word_alignment import SideWords
from mtqa.detectors.mistranslations.linked_words import LIMITS, View
from mtqa.detectors.mistranslations.scope import is_stop
from mtqa.text.annotations import CONTENT, Pos
from mtqa.text.tokens import HYPHENS

NAMING = (Pos.NOUN, Pos.PROPN)


def governed(words: SideWords, first: int, last: int, governs: str) -> list[int]:
    """Rows of the content words that a phrase governs, its head last; none without a head."""
    if governs == "beside":
        row = first - 1
        is_near = row >= 0 and words.sentence[row] == words.sentence[first]
        return [row] if is_near and CONTENT[words.pos[row]] else []
    found: list[int] = []
    for row in range(last + 1, min(len(words), last + 1 + LIMITS.governed_scope)):
        if words.sentence[row] != words.sentence[first] or is_stop(words, row):
            break
        pos = words.pos[row]
        is_head = bool(CONTENT[pos]) and pos != Pos.NUM
        if governs == "noun" and pos in (Pos.VERB, Pos.AUX) and found:
            break
        if CONTENT[pos]:
            found.append(row)
        if governs == "word" and is_head:
            return [row]
        if governs == "noun" and (pos == Pos.VERB or _is_last_noun(words, row)):
            return found
    return found if governs == "clause" else []


def _is_last_noun(words: SideWords, row: int) -> bool:
    """Whether a word is a noun with no other noun right behind it."""
    behind = words.pos[row + 1] if row + 1 < len(words) else Pos.PUNCT
    is_joined = row + 1 < len(words) and words.forms[row + 1] in HYPHENS
    return words.pos[row] in NAMING and behind not in NAMING and not is_joined


def are_linked(view: View, own: list[int], other: list[int], *, governs: str) -> bool:
    """Whether the words that two phrases govern are linked: their heads, or most of a clause."""
    partners = {row: int(view.partners[row]) for row in own if view.likeness(row) > LIMITS.linked}
    if governs != "clause":
        return partners.get(own[-1]) == other[-1]
    shared = sum(partner in other for partner in partners.values())
    return shared > 0 and shared >= LIMITS.governed_share * max(len(own), len(other))
