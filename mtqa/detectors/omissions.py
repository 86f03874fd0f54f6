"""Content that the copy dropped: paragraphs, sentences, and clauses of aligned sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import numpy as np
import numpy.typing as npt

from mtqa.alignment.comparison import Comparison
from mtqa.alignment.side import Side
from mtqa.alignment.word_alignment import Match, SideWords
from mtqa.calibration import Limits
from mtqa.detectors.dropped_words import dropped_runs
from mtqa.lexicon.contrasts import is_negation
from mtqa.lexicon.hedges import doubts, is_of_crime, reports
from mtqa.results.findings import Finding, FindingType, Severity
from mtqa.text.annotations import CONTENT, Pos
from mtqa.text.roles import Role


class _Limits(Limits, section="omissions"):
    moved: float
    """Minimum likeness of a word to one of an unaligned copy sentence, for it to have moved
    there."""
    modifier_content: int
    """Maximum content words of a dropped modifier, which is minor."""
    certainty: Mapping[str, float]
    """How sure a dropped sentence or paragraph is, and a dropped clause; that of a clause is
    multiplied by the chance of its words."""


LIMITS = _Limits()


def detect(comparison: Comparison) -> Iterator[Finding]:
    """Content of the reference that no part of the copy carries."""
    yield from _dropped_sentences(comparison)
    unaligned = _unaligned_vectors(comparison)
    read = zip(comparison.matches, comparison.lost, comparison.readings, strict=True)
    for match, chances, reading in read:
        is_read = reading is not None
        yield from _dropped_clauses(comparison, match, chances.copy(), unaligned, is_read=is_read)


def _dropped_sentences(comparison: Comparison) -> Iterator[Finding]:
    """Unaligned content sentences; a paragraph of them, but for a headline, is one finding."""
    sentences = comparison.reference.document.sentences
    paragraphs: dict[int, list[int]] = {}
    for index, sentence in enumerate(sentences):
        if sentence.role.is_content:
            paragraphs.setdefault(sentence.paragraph, []).append(index)
    for indices in paragraphs.values():
        dropped = [i for i in indices if not comparison.group_of_reference[i].copy]
        is_whole = dropped == indices and sentences[indices[0]].role is Role.BODY
        for run in [dropped] if is_whole else [[index] for index in dropped]:
            yield _dropped(comparison.reference, run, is_paragraph=is_whole)


def _dropped(side: Side, indices: list[int], *, is_paragraph: bool) -> Finding:
    """The finding of a dropped sentence or paragraph."""
    sentences = side.document.sentences
    place = side.document.place(sentences[indices[0]].start, sentences[indices[-1]].end)
    is_headline = sentences[indices[0]].role is Role.HEADLINE
    what = "paragraph" if is_paragraph else "headline" if is_headline else "sentence"
    return Finding(
        type=FindingType.DROPPED_PARAGRAPH if is_paragraph else FindingType.DROPPED_SENTENCE,
        severity=Severity.MINOR if is_headline else Severity.MAJOR,
        confidence=LIMITS.certainty["sentence"],
        message=f"{what} missing from the copy",
        reference=place,
    )


def _dropped_clauses(
    comparison: Comparison,
    match: Match,
    chances: npt.NDArray[np.float32],
    unaligned: npt.NDArray[np.float32],
    *,
    is_read: bool,
) -> Iterator[Finding]:
    """Runs of words on the reference side of a group that the copy does not carry."""
    words = match.reference
    if len(unaligned):
        chances[(words.vectors @ unaligned.T).max(1) > LIMITS.moved] = 0
    for run in dropped_runs(match, chances, is_read=is_read):
        if comparison.reference.is_content(int(words.sentence[run.first])):
            place = words.place(run.first, run.last)
            yield Finding(
                type=FindingType.DROPPED_CLAUSE,
                severity=_severity(match, run.first, run.last),
                confidence=LIMITS.certainty["clause"] * run.chance,
                message="words missing from the copy",
                reference=place,
            )


def _severity(match: Match, first: int, last: int) -> Severity:
    """The severity of a dropped clause.

    It is critical with a name, a number or a negation. Without its source or its hedge a statement
    becomes a fact: that is major, and critical in a sentence about a crime.
    """
    words = match.reference
    pos = words.pos[first : last + 1]
    is_denied = any(map(is_negation, words.forms[first : last + 1]))
    if is_denied or np.isin(pos, [Pos.PROPN, Pos.NUM]).any():
        return Severity.CRITICAL
    is_attributed = _attributions(words, range(first, last + 1)) > 0
    rows = np.flatnonzero(words.sentence == words.sentence[first]).tolist()
    if is_attributed and _attributions(match.copy) < _attributions(words):
        is_accusing = is_of_crime([words.forms[row] for row in rows])
        return Severity.CRITICAL if is_accusing else Severity.MAJOR
    return Severity.MINOR if CONTENT[pos].sum() <= LIMITS.modifier_content else Severity.MAJOR


def _attributions(words: SideWords, rows: Iterable[int] | None = None) -> int:
    """How many words say whose statement it is, or that it is not certain."""
    own = range(len(words)) if rows is None else rows
    verbs = (words.forms[row] for row in own if words.pos[row] in (Pos.VERB, Pos.ADP))
    return doubts(words.forms[row] for row in own) + reports(verbs)


def _unaligned_vectors(comparison: Comparison) -> npt.NDArray[np.float32]:
    """Vectors of the words of unaligned copy sentences, where a clause may have moved to."""
    unaligned = [group.copy[0] for group in comparison.groups if not group.reference]
    vectors = [comparison.copy_words[index].vectors for index in unaligned]
    return np.concatenate(vectors) if vectors else np.zeros((0, 0), np.float32)
