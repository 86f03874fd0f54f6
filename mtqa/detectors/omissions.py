"""What did not arrive: dropped paragraphs, sentences, and clauses of sentences that did."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from mtqa.arrival import Run, strange_runs
from mtqa.comparison import Comparison
from mtqa.findings import Finding, FindingType, Severity
from mtqa.likeness import CONTENT
from mtqa.matching import Match, SideWords
from mtqa.roles import Role
from mtqa.sides import Side
from mtqa.words import Pos, Relation

GONE = 0.45
"""From which chance a word counts as not carried."""

PHRASE_GONE = 0.25
"""The same of each word of a whole phrase that opens with a preposition and ends with a noun: what
is but said otherwise seldom ends where a phrase does."""

ALONE = 0.7
"""From which chance a single word is told, where the pair reader has had its say."""

SUBJECT_ALONE = 0.5
"""The same of a subject, where the copy has fewer subjects than the reference."""

CERTAINTY = 0.8
"""What the tagger's chances are worth as confidence: real drops are harder than planted ones."""

ELSEWHERE = 0.6
"""From which likeness to a word of a copy sentence that stands alone a word has gone there."""

MODIFIER_CONTENT = 2
"""Up to how many content words a loss is that of a mere modifier."""

_NAMING = (Pos.NOUN, Pos.PROPN, Pos.NUM)
_NEGATIONS = {"not", "no", "never", "none", "nobody", "nothing", "neither", "nor", "without"}


def detect(comparison: Comparison) -> Iterator[Finding]:
    """Content of the reference that no part of the copy carries."""
    yield from _dropped_sentences(comparison)
    lone = _lone_words(comparison)
    read = zip(comparison.matches, comparison.lost, comparison.readings, strict=True)
    for match, chances, reading in read:
        alone = _alone(match) if reading else np.ones(len(chances), np.float32)
        yield from _dropped_clauses(comparison, match, chances.copy(), lone, alone)


def _alone(match: Match) -> npt.NDArray[np.float32]:
    """From which chance each word of the reference is told by itself."""
    is_subject, kept = (side.relation == Relation.NSUBJ for side in (match.reference, match.copy))
    least = SUBJECT_ALONE if is_subject.sum() > kept.sum() else ALONE
    return np.where(is_subject, least, ALONE).astype(np.float32)


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
    comparison: Comparison,
    match: Match,
    chances: npt.NDArray[np.float32],
    lone: npt.NDArray[np.float32],
    alone: npt.NDArray[np.float32],
) -> Iterator[Finding]:
    """Runs of words of the group's reference side that the copy does not carry."""
    words = match.reference
    if len(lone):
        chances[(words.vectors @ lone.T).max(1) > ELSEWHERE] = 0
    for run in _gone(words, chances, alone):
        if comparison.reference.is_content(int(words.sentence[run.first])):
            place = words.place(run.first, run.last)
            yield Finding(
                type=FindingType.DROPPED_CLAUSE,
                severity=_severity(words, run.first, run.last),
                confidence=CERTAINTY * run.chance,
                message="these words did not arrive",
                reference=place,
            )


def _gone(
    words: SideWords, chances: npt.NDArray[np.float32], alone: npt.NDArray[np.float32]
) -> Iterator[Run]:
    """Runs of words that are gone, and whole phrases that more likely are than they look."""
    runs = list(strange_runs(words, chances, GONE, alone))
    told = np.zeros(len(words), bool)
    for run in runs:
        told[run.first : run.last + 1] = True
    yield from runs
    for run in strange_runs(words, chances, PHRASE_GONE, np.ones_like(alone)):
        is_phrase = words.pos[run.first] == Pos.ADP and words.pos[run.last] in _NAMING
        if is_phrase and not told[run.first : run.last + 1].any():
            yield run


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
