"""What did not arrive: dropped paragraphs, sentences, and clauses of sentences that did."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from mtqa.arrival import lost
from mtqa.comparison import Comparison
from mtqa.findings import Finding, FindingType, Place, Severity
from mtqa.likeness import CONTENT
from mtqa.matching import Match, SideWords
from mtqa.roles import Role
from mtqa.sides import Side
from mtqa.words import Pos

GONE = 0.5
"""From which chance a word counts as not carried."""

CERTAINTY = 0.9
"""What the tagger's chances are worth as confidence on real drops, which are harder than planted."""

LEAST_WORDS = 2
"""How many words a dropped clause has at least."""

ELSEWHERE = 0.6
"""From which likeness to a word of a copy sentence that stands alone a word has gone there."""

MODIFIER_CONTENT = 2
"""Up to how many content words a loss is that of a mere modifier."""

_SIGNS = set(',;:()[]—–…"“”')
_NEGATIONS = {"not", "no", "never", "none", "nobody", "nothing", "neither", "nor", "without"}


def detect(comparison: Comparison) -> Iterator[Finding]:
    """Content of the reference that no part of the copy carries."""
    yield from _dropped_sentences(comparison)
    lone = _lone_words(comparison)
    for match in comparison.matches:
        yield from _dropped_clauses(comparison, match, lone)


def _dropped_sentences(comparison: Comparison) -> Iterator[Finding]:
    """Content sentences without a partner; a paragraph in one where none of it has any."""
    sentences = comparison.reference.document.sentences
    paragraphs: dict[int, list[int]] = {}
    for index, sentence in enumerate(sentences):
        if sentence.role.is_content:
            paragraphs.setdefault(sentence.paragraph, []).append(index)
    for indices in paragraphs.values():
        gone = [i for i in indices if not comparison.group_of_reference[i].copy]
        whole = gone == indices and sentences[indices[0]].role is Role.BODY
        for run in [gone] if whole and gone else [[index] for index in gone]:
            yield _dropped(comparison.reference, run, whole)


def _dropped(side: Side, indices: list[int], is_paragraph: bool) -> Finding:
    sentences = side.document.sentences
    place = side.document.place(sentences[indices[0]].start, sentences[indices[-1]].end)
    is_headline = sentences[indices[0]].role is Role.HEADLINE
    what = "paragraph" if is_paragraph else "headline" if is_headline else "sentence"
    return Finding(
        type=FindingType.DROPPED_PARAGRAPH if is_paragraph else FindingType.DROPPED_SENTENCE,
        severity=Severity.MINOR if is_headline else Severity.MAJOR,
        confidence=0.95,
        message=f"this {what} did not arrive",
        reference=place,
    )


def _dropped_clauses(
    comparison: Comparison, match: Match, lone: npt.NDArray[np.float32]
) -> Iterator[Finding]:
    """Runs of words of the group's reference side that the copy does not carry."""
    words = match.reference
    chances = lost(match)
    if len(lone):
        chances[(words.vectors @ lone.T).max(1) > ELSEWHERE] = 0
    for first, last in _runs(words, chances > GONE):
        if not comparison.reference.is_content(int(words.sentence[first])):
            continue
        first, last = _widened(words, chances, first, last)
        content = CONTENT[words.pos[first : last + 1]]
        if content.any() and last - first + 1 >= LEAST_WORDS:
            place = words.place(first, last)
            yield Finding(
                type=FindingType.DROPPED_CLAUSE,
                severity=_severity(words, first, last),
                confidence=CERTAINTY * float(chances[first : last + 1][content].mean()),
                message="these words did not arrive",
                reference=place,
            )


def _runs(words: SideWords, gone: npt.NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """First and last word of the runs of words that are gone, single function words bridged."""
    bridge = ~CONTENT[words.pos] & ~np.isin(words.texts, list(_SIGNS))
    bridged = gone.copy()
    bridged[1:-1] |= bridge[1:-1] & gone[:-2] & gone[2:]
    rows = np.flatnonzero(bridged)
    for run in np.split(
        rows, np.flatnonzero((np.diff(rows) > 1) | (np.diff(words.sentence[rows]) > 0)) + 1
    ):
        if len(run):
            yield int(run[0]), int(run[-1])


def _widened(
    words: SideWords, chances: npt.NDArray[np.float32], first: int, last: int
) -> tuple[int, int]:
    """The run as a person would underline it: the whole clause between two signs if most of it is gone."""
    own = words.sentence == words.sentence[first]
    stops = np.flatnonzero(np.isin(words.texts, list(_SIGNS)) | ~own | (words.pos == Pos.PUNCT))
    start = int(stops[stops < first].max(initial=-1)) + 1
    end = int(stops[stops > last].min(initial=len(words))) - 1
    content = CONTENT[words.pos[start : end + 1]]
    if content.any() and chances[start : end + 1][content].mean() > GONE:
        return start, end
    return first, last


def _severity(words: SideWords, first: int, last: int) -> Severity:
    """By what is lost: a name, a number or a negation is critical, a mere modifier minor."""
    pos = words.pos[first : last + 1]
    if np.isin(pos, [Pos.PROPN, Pos.NUM]).any() or _NEGATIONS & set(words.forms[first : last + 1]):
        return Severity.CRITICAL
    return Severity.MINOR if CONTENT[pos].sum() <= MODIFIER_CONTENT else Severity.MAJOR


def _lone_words(comparison: Comparison) -> npt.NDArray[np.float32]:
    """Vectors of the words of copy sentences without a partner: a clause may have gone there."""
    lone = [group.copy[0] for group in comparison.groups if not group.reference]
    vectors = [comparison.copy_words[index].vectors for index in lone]
    return np.concatenate(vectors) if vectors else np.zeros((0, 0), np.float32)
