"""What the copy says and the reference does not: boilerplate, repetition, added content."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from mtqa.comparison import Comparison
from mtqa.detectors.fragments import fragment_confidence
from mtqa.findings import Finding, FindingType, Place, Severity
from mtqa.likeness import WeightedWords, word_recall
from mtqa.matching import SideWords
from mtqa.sides import Side
from mtqa.words import Pos

SAID_BEFORE = 0.75
"""How much of a sentence the ones before it must hold for it to be a repetition."""

BROUGHT = 0.03
"""How much of the reference such a sentence may still bring of its own."""

LOOKED_BACK = 3
"""How many sentences back a repetition is looked for."""

LONGEST_LOOP = 12
"""Up to how many words a phrase that comes twice in a row has."""

_SMALL = [Pos.ADP, Pos.AUX, Pos.CCONJ, Pos.DET, Pos.SCONJ]


def detect(comparison: Comparison) -> Iterator[Finding]:
    """Words of the copy that nothing in the reference says."""
    side = comparison.copy
    for index, sentence in enumerate(side.document.sentences):
        is_alone = not comparison.group_of_copy[index].reference
        place = side.document.place(sentence.start, sentence.end)
        if not sentence.role.is_content:
            if is_alone:
                yield _added("boilerplate", place, 0.9)
            continue
        if fragment_confidence(comparison.copy_words[index]):
            continue
        if _is_said_before(comparison, index):
            yield _added("repetition", place, 0.7)
        elif is_alone:
            yield _added("content", place, 0.8)
    for index in range(len(side.document.sentences)):
        yield from _loops(comparison.copy_words[index], comparison.reference)


def _is_said_before(comparison: Comparison, index: int) -> bool:
    """Whether the sentences before it hold all that it says, and the reference did not ask twice."""
    side = comparison.copy
    paragraph = side.document.sentences[index].paragraph
    before = [
        i
        for i in range(max(0, index - LOOKED_BACK), index)
        if side.document.sentences[i].paragraph == paragraph
    ]
    if not before:
        return False
    own = WeightedWords.of(side.encoded[index].words)
    earlier = WeightedWords.join([WeightedWords.of(side.encoded[i].words) for i in before])
    if word_recall(own, earlier) < SAID_BEFORE:
        return False
    group = comparison.group_of_copy[index]
    partners = {r for i in (index, *before) for r in comparison.group_of_copy[i].reference}
    if not partners or group.copy == (index,):
        return not group.reference
    wanted = WeightedWords.join(
        [WeightedWords.of(comparison.reference.encoded[r].words) for r in sorted(partners)]
    )
    with_it = word_recall(wanted, WeightedWords.join([earlier, own]))
    return with_it - word_recall(wanted, earlier) < BROUGHT


def _loops(words: SideWords, reference: Side) -> Iterator[Finding]:
    """Phrases that come twice in a row, or small words that do, unless the reference has them so."""
    ids = np.unique(words.forms, return_inverse=True)[1]
    covered_to = -1
    for length in range(1, min(LONGEST_LOOP, len(ids) // 2) + 1):
        same = ids[length:] == ids[:-length]
        for first, last in _stretches(same, length):
            if first <= covered_to or not _is_loop(words, first, last, length):
                continue
            place = words.place(first, last)
            if place.text.casefold() not in reference.document.text.casefold():
                covered_to = last
                yield _added("repetition", place, 0.85)


def _stretches(same: np.ndarray, length: int) -> Iterator[tuple[int, int]]:
    """First and last word of each place where at least `length` words are said again."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], same, [False]])))
    for start, end in edges.reshape(-1, 2).tolist():
        if end - start >= length:
            yield start, end + length - 1


def _is_loop(words: SideWords, first: int, last: int, length: int) -> bool:
    phrase = slice(first, first + length)
    if not any(text[0].isalpha() for text in words.texts[phrase]):
        return False
    times = (last - first + 1) // length
    return length > 1 or times > 2 or bool(words.pos[first] in _SMALL)


def _added(kind: str, place: Place, confidence: float) -> Finding:
    said = {
        "boilerplate": "not part of the article",
        "repetition": "said again",
        "content": "nothing in the reference says this",
    }[kind]
    return Finding(
        type=FindingType.ADDED_TEXT,
        kind=kind,
        severity=Severity.MAJOR if kind == "content" else Severity.MINOR,
        confidence=confidence,
        message=said,
        copy=place,
    )
