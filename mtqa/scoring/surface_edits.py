"""What the embedding model cannot see: capitals, signs, spacing, order, words said twice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import Indel

from mtqa.alignment.word_alignment import Match, SideWords
from mtqa.calibration import Limits
from mtqa.text.annotations import CONTENT, Pos

_ENDINGS = ("s", "es", "ed", "d", "ing", "ly", "er", "ers", "est", "ness", "able", "less", "like")
_SPACING = re.compile(r"\s[,.;:!?)\]]|[(\[]\s|\w\s['’]\w|\w n['’]t\b|[,;:](?=[^\W\d])|\S {2,}\S")


class _Limits(Limits, section="surface_edits"):
    shortest_stem: int
    """Minimum letters of a known word for its forms with a usual ending to be known."""


LIMITS = _Limits()


def letters(match: Match) -> float:
    """How much of the letters, signs and spaces differs, 0 to 1: indel distance over length."""
    return Indel.normalized_distance(*(" ".join(_text(side).split()) for side in _sides(match)))


def capitals(match: Match) -> int:
    """How many words that came through as they were changed their capitals inside a sentence."""
    reference, copy = match.reference, match.copy
    opens, copy_opens = _firsts(reference), _firsts(copy)
    return sum(
        reference.forms[row] == copy.forms[column] and reference.texts[row] != copy.texts[column]
        for row, column in _linked(match)
        if (row in opens) == (column in copy_opens)
    )


def signs(match: Match) -> int:
    """How many punctuation marks are missing or too many, whatever their shape."""
    counts = [
        Counter(
            text
            for text, is_sign in zip(
                side.plain_texts, (side.pos == Pos.PUNCT).tolist(), strict=True
            )
            if is_sign or not text[0].isalnum()
        )
        for side in _sides(match)
    ]
    return sum((counts[0] - counts[1]).values()) + sum((counts[1] - counts[0]).values())


def spacing(match: Match) -> int:
    """How many spaces stand where none belong, or are missing, more than in the reference."""
    return stray_spaces(*map(_text, _sides(match)))


def stray_spaces(reference: str, copy: str) -> int:
    """The same of two texts."""
    return max(0, len(_SPACING.findall(copy)) - len(_SPACING.findall(reference)))


def repeats(match: Match) -> int:
    """How many words of the copy are said twice in a row, more than in the reference."""
    reference, copy = (
        sum(one == other for one, other in zip(side.forms, side.forms[1:], strict=False))
        for side in _sides(match)
    )
    return max(0, copy - reference)


def unlike_words(match: Match) -> int:
    """How many function words of either side have no word of the same form on the other."""
    counts = [
        Counter(
            form
            for form, is_small in zip(side.forms, _is_small(side).tolist(), strict=True)
            if is_small
        )
        for side in _sides(match)
    ]
    return sum((counts[0] - counts[1]).values()) + sum((counts[1] - counts[0]).values())


def _is_small(side: SideWords) -> npt.NDArray[np.bool_]:
    """Whether each word is a function word."""
    return np.asarray(~CONTENT[side.pos] & (side.pos != Pos.PUNCT), np.bool_)


def _sides(match: Match) -> tuple[SideWords, SideWords]:
    return match.reference, match.copy


def _text(side: SideWords) -> str:
    sentences = side.document.sentences
    return " ".join(
        side.document.text[sentences[index].start : sentences[index].end]
        for index in dict.fromkeys(side.sentence.tolist())
    )


def _linked(match: Match) -> list[tuple[int, int]]:
    rows = np.flatnonzero(match.partner_of_reference >= 0)
    return list(zip(rows.tolist(), match.partner_of_reference[rows].tolist(), strict=True))


def _firsts(side: SideWords) -> set[int]:
    """The first word of each sentence."""
    return {0, *(np.flatnonzero(np.diff(side.sentence)) + 1).tolist()}


def unknown_words(match: Match, lexicon: Container[str]) -> int:
    """How many words of the copy in small letters are neither known nor in the reference."""
    known = set(match.reference.forms)
    return sum(
        text.islower()
        and text.isalpha()
        and text.casefold() not in known
        and not _is_known(text, lexicon)
        for text in match.copy.texts
    )


def _is_known(form: str, lexicon: Container[str]) -> bool:
    """Whether a word or what is left without a usual ending stands in the lexicon."""
    stems = (form[: -len(ending)] for ending in _ENDINGS if form.endswith(ending))
    return form in lexicon or any(
        stem in lexicon
        or stem + "e" in lexicon
        or stem[:-1] in lexicon
        or stem[:-1] + "y" in lexicon
        for stem in stems
        if len(stem) >= LIMITS.shortest_stem
    )
