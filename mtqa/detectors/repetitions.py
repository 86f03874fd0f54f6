"""Repetitions in the copy: sentences said again, phrases repeated in a row."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from mtqa.alignment.comparison import Comparison
from mtqa.alignment.overlap import WeightedWords, word_recall
from mtqa.alignment.word_alignment import SideWords
from mtqa.calibration import Limits
from mtqa.text.annotations import Pos
from mtqa.text.spans import Place


class _Limits(Limits, section="repetitions"):
    recall: float
    """Minimum share of a repetition that the sentences before it carry."""
    gain: float
    """Maximum share of the reference that a repetition adds to the sentences before it."""
    reach: int
    """Maximum sentences before a repetition that are compared with it."""
    longest_loop: int
    """Maximum words of a phrase that counts as a loop."""


LIMITS = _Limits()

_FUNCTION_WORDS = frozenset((Pos.ADP, Pos.AUX, Pos.CCONJ, Pos.DET, Pos.SCONJ))
"""Parts of speech of a single word that is an error when it is repeated."""


def is_repetition(comparison: Comparison, index: int) -> bool:
    """Whether the sentences before it carry a sentence, and the reference says it only once."""
    side, group = comparison.copy, comparison.group_of_copy[index]
    if group.reference and group.copy == (index,):
        return False
    paragraph = side.document.sentences[index].paragraph
    before = [
        i
        for i in range(max(0, index - LIMITS.reach), index)
        if side.document.sentences[i].paragraph == paragraph
    ]
    if not before:
        return False
    own = side.words[index]
    earlier = WeightedWords.join([side.words[i] for i in before])
    if word_recall(own, earlier) < LIMITS.recall:
        return False
    if not group.reference:
        return True
    partners = {r for i in (index, *before) for r in comparison.group_of_copy[i].reference}
    wanted = WeightedWords.join([comparison.reference.words[r] for r in sorted(partners)])
    with_it = word_recall(wanted, WeightedWords.join([earlier, own]))
    return with_it - word_recall(wanted, earlier) < LIMITS.gain


def loops(words: SideWords, reference_text: str) -> Iterator[tuple[Place, int]]:
    """Phrases and function words that are repeated in a row, unless the reference has them so.

    Args:
        words: The words of a sentence of the copy.
        reference_text: The text of the reference, case folded.

    Yields:
        The place of each loop, and how many times it has its phrase.
    """
    number_of = {form: number for number, form in enumerate(words.forms)}
    if len(number_of) == len(words):
        return
    ids = np.array([number_of[form] for form in words.forms])
    covered_to = -1
    for length in range(1, min(LIMITS.longest_loop, len(ids) // 2) + 1):
        same = ids[length:] == ids[:-length]
        for first, last in _repeated_runs(same, length):
            if first <= covered_to or not _is_loop(words, first, last, length):
                continue
            place = words.place(first, last)
            if place.text.casefold() not in reference_text:
                covered_to = last
                yield place, (last - first + 1) // length


def _repeated_runs(same: npt.NDArray[np.bool_], length: int) -> Iterator[tuple[int, int]]:
    """First and last row of each run in which at least `length` words are repeated.

    Args:
        same: Whether each word equals the one `length` words behind it.
        length: The length of the repeated phrase in words.
    """
    if np.count_nonzero(same) < length:
        return
    edges = np.flatnonzero(np.diff(np.concatenate([[False], same, [False]])))
    for start, end in edges.reshape(-1, 2).tolist():
        if end - start >= length:
            yield start, end + length - 1


def _is_loop(words: SideWords, first: int, last: int, length: int) -> bool:
    """Whether a repeated run is an error: a phrase, a word three times, or a function word."""
    phrase = slice(first, first + length)
    if not any(text[0].isalpha() for text in words.texts[phrase]):
        return False
    times = (last - first + 1) // length
    return length > 1 or times > 2 or bool(words.pos[first] in _FUNCTION_WORDS)
