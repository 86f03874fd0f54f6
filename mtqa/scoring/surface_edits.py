"""Damage to the surface of a text: letters, capitals, signs, spaces, repeated and unknown words.

Word vectors hardly show any of it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import Indel

from mtqa.alignment.word_alignment import Match, SideWords
from mtqa.calibration import Limits
from mtqa.text.annotations import CONTENT, Pos

_ENDINGS = ("s", "es", "ed", "d", "ing", "ly", "er", "ers", "est", "ness", "able", "less", "like")
_STRAY = re.compile(r"\s[,.;:!?)\]]|[(\[]\s|\w\s['’]\w|\w n['’]t\b|[,;:](?=[^\W\d])|\S {2,}\S")
"""A space where none belongs, or a sign without the space behind it."""


class _Limits(Limits, section="surface_edits"):
    shortest_stem: int
    """Minimum letters of a known word whose forms with a usual ending are known, too."""


LIMITS = _Limits()


def letters(match: Match) -> float:
    """Share of changed letters, signs and spaces, 0 to 1: indel distance over the lengths.

    Verbatim sides have none, whatever the shape of their quotation marks and dashes.
    """
    if match.is_verbatim:
        return 0.0
    return Indel.normalized_distance(*(" ".join(_text(side).split()) for side in _sides(match)))


def capitals(match: Match) -> int:
    """Number of linked words of equal form whose capitals differ.

    A word that opens a sentence on one side only has to differ.
    """
    reference, copy = match.reference, match.copy
    opens, copy_opens = _openers(reference), _openers(copy)
    return sum(
        reference.forms[row] == copy.forms[column] and reference.texts[row] != copy.texts[column]
        for row, column in _links(match)
        if (row in opens) == (column in copy_opens)
    )


def signs(match: Match) -> int:
    """Number of punctuation marks missing or added, whatever their shape."""
    return _differing(
        (
            text
            for text, is_sign in zip(
                side.plain_texts, (side.pos == Pos.PUNCT).tolist(), strict=True
            )
            if is_sign or not text[0].isalnum()
        )
        for side in _sides(match)
    )


def spacing(match: Match) -> int:
    """Number of spaces missing or added, beyond those of the reference."""
    return stray_spaces(*map(_text, _sides(match)))


def stray_spaces(reference: str, copy: str) -> int:
    """The same of two texts."""
    return max(0, len(_STRAY.findall(copy)) - len(_STRAY.findall(reference)))


def repeats(match: Match) -> int:
    """Number of words of the copy repeated right behind themselves, beyond the reference's."""
    reference, copy = (
        sum(one == other for one, other in zip(side.forms, side.forms[1:], strict=False))
        for side in _sides(match)
    )
    return max(0, copy - reference)


def function_words(match: Match) -> int:
    """Number of function words of either side that the other side lacks, by form."""
    return _differing(
        (
            form
            for form, is_function_word in zip(
                side.forms, _are_function_words(side).tolist(), strict=True
            )
            if is_function_word
        )
        for side in _sides(match)
    )


def unknown_words(match: Match, lexicon: Container[str]) -> int:
    """Number of the copy's words in small letters that neither lexicon nor reference has."""
    known = set(match.reference.forms)
    return sum(
        text.islower()
        and text.isalpha()
        and text.casefold() not in known
        and not _is_known(text, lexicon)
        for text in match.copy.texts
    )


def _differing(sides: Iterable[Iterable[str]]) -> int:
    """Number of texts that one side has more often than the other."""
    reference, copy = map(Counter, sides)
    return (reference - copy).total() + (copy - reference).total()


def _are_function_words(side: SideWords) -> npt.NDArray[np.bool_]:
    return np.asarray(~CONTENT[side.pos] & (side.pos != Pos.PUNCT), np.bool_)


def _sides(match: Match) -> tuple[SideWords, SideWords]:
    return match.reference, match.copy


def _text(side: SideWords) -> str:
    """The sentences of a side, one space between them."""
    sentences = side.document.sentences
    return " ".join(
        side.document.text[sentences[index].start : sentences[index].end]
        for index in dict.fromkeys(side.sentence.tolist())
    )


def _links(match: Match) -> list[tuple[int, int]]:
    """The linked words (reference, copy)."""
    rows = np.flatnonzero(match.partner_of_reference >= 0)
    return list(zip(rows.tolist(), match.partner_of_reference[rows].tolist(), strict=True))


def _openers(side: SideWords) -> set[int]:
    """The first word of each sentence."""
    return {0, *(np.flatnonzero(np.diff(side.sentence)) + 1).tolist()}


def _is_known(form: str, lexicon: Container[str]) -> bool:
    """Whether the lexicon has a word, or its stem without a usual ending."""
    stems = (form[: -len(ending)] for ending in _ENDINGS if form.endswith(ending))
    return form in lexicon or any(
        stem in lexicon
        or stem + "e" in lexicon
        or stem[:-1] in lexicon
        or stem[:-1] + "y" in lexicon
        for stem in stems
        if len(stem) >= LIMITS.shortest_stem
    )
