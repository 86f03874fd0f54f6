"""Text of the copy that the reference lacks: boilerplate, repetitions, added content."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
import numpy.typing as npt

from mtqa.alignment.comparison import Comparison
from mtqa.alignment.overlap import WeightedWords, word_recall
from mtqa.alignment.word_alignment import Match, SideWords
from mtqa.calibration import Limits
from mtqa.detectors.repetitions import is_repetition, loops
from mtqa.detectors.runs import Run, strange_runs
from mtqa.detectors.sentence_form import fragment_confidence
from mtqa.encoding.word_frequency import are_common
from mtqa.results.findings import Finding, FindingType, Severity
from mtqa.text.annotations import CONTENT, Pos
from mtqa.text.spans import Place


class _Limits(Limits, section="additions"):
    strange: float
    """Minimum chance of an added word."""
    clause_content: int
    """Minimum content words of an added clause that has no sure word: a paraphrase often adds one
    or two."""
    sure_in_clause: float
    """Minimum chance of a sure word in an added clause that the pair reader has read."""
    sure_alone: float
    """Minimum chance of a single added word that the pair reader has read: higher, for it may be a
    liberty of the translator."""
    sure_uncommon: float
    """Minimum chance of an uncommon word in both cases: most liberties are common words (already,
    very, right)."""
    shortest_word: int
    """Minimum letters of a single added word: shorter ones are left-overs ("ko")."""
    detail_content: int
    """Maximum content words of a minor addition."""
    major_loop: int
    """Minimum times that a phrase is repeated in a row, for the repetition to be major."""
    restated: float
    """Minimum share of an unaligned sentence that the partners of its neighbours carry, for it to
    be a paraphrase of them."""
    certainty: Mapping[str, float]
    """How sure a finding of each kind is; that of a clause is multiplied by the chance of its
    words."""


LIMITS = _Limits()

_INFORMATIVE = frozenset((Pos.NOUN, Pos.PROPN, Pos.VERB, Pos.ADJ, Pos.ADV))
"""Parts of speech of a single word that adds content."""

_MESSAGES = {
    "boilerplate": "not part of the article",
    "repetition": "repeated",
    "content": "not in the reference",
}


def detect(comparison: Comparison) -> Iterator[Finding]:
    """Words of the copy that nothing in the reference carries."""
    reference_text = comparison.reference.document.text.casefold()
    reported: set[int] = set()
    for index, words in enumerate(comparison.copy_words):
        for finding in (*_added_sentence(comparison, index), *_loops(words, reference_text)):
            reported.add(index)
            yield finding
    read = zip(comparison.matches, comparison.gained, comparison.readings, strict=True)
    for match, chances, reading in read:
        is_open = ~np.isin(match.copy.sentence, list(reported))
        is_read = reading is not None
        yield from _added_clauses(comparison, match, np.where(is_open, chances, 0), is_read=is_read)


def _added_sentence(comparison: Comparison, index: int) -> Iterator[Finding]:
    """The finding of a sentence that is boilerplate, a repetition or unaligned, if it is."""
    sentence = comparison.copy.document.sentences[index]
    is_unaligned = not comparison.group_of_copy[index].reference
    place = comparison.copy.document.place(sentence.start, sentence.end)
    if not sentence.role.is_content:
        if is_unaligned:
            yield _added("boilerplate", place, LIMITS.certainty["boilerplate"])
    elif fragment_confidence(comparison.copy_words[index]):
        return
    elif is_repetition(comparison, index):
        yield _added("repetition", place, LIMITS.certainty["repeated_sentence"])
    elif is_unaligned:
        kind = "restated_sentence" if _is_restated(comparison, index) else "sentence"
        yield _added("content", place, LIMITS.certainty[kind], Severity.MAJOR)


def _is_restated(comparison: Comparison, index: int) -> bool:
    """Whether the partners of the neighbours of an unaligned sentence carry much of it."""
    groups = comparison.group_of_copy
    beside = {r for i in (index - 1, index + 1) if i in groups for r in groups[i].reference}
    partners = [comparison.reference.words[row] for row in sorted(beside)]
    own = comparison.copy.words[index]
    return bool(partners) and word_recall(own, WeightedWords.join(partners)) > LIMITS.restated


def _added_clauses(
    comparison: Comparison, match: Match, chances: npt.NDArray[np.float32], *, is_read: bool
) -> Iterator[Finding]:
    """Runs of words on the copy side of a group that its reference side does not carry."""
    if chances.max(initial=0) <= LIMITS.strange:
        return
    alone = np.ones(len(chances), np.float32)
    in_clause = alone
    if is_read:
        is_common = are_common(match.copy.forms)
        alone, in_clause = (
            np.where(is_common, least, LIMITS.sure_uncommon)
            for least in (LIMITS.sure_alone, LIMITS.sure_in_clause)
        )
    for run in strange_runs(match.copy, chances, LIMITS.strange, alone):
        index = int(match.copy.sentence[run.first])
        if not comparison.copy.is_content(index) or _is_no_addition(match, run):
            continue
        own = slice(run.first, run.last + 1)
        count = int(CONTENT[match.copy.pos[own]].sum())
        is_sure = chances[own] > (in_clause if count > 1 else alone)[own]
        is_added = count >= LIMITS.clause_content or is_sure.any()
        if is_added and not fragment_confidence(comparison.copy_words[index]):
            place = match.copy.place(run.first, run.last)
            severity = Severity.MINOR if count <= LIMITS.detail_content else Severity.MAJOR
            yield _added("content", place, LIMITS.certainty["clause"] * run.chance, severity)


def _is_no_addition(match: Match, run: Run) -> bool:
    """Whether the reference has the few words of a run, or a single word adds no content.

    A single name is left to the detector of names, a word that replaces another one to those of
    meaning.
    """
    copy, first = match.copy, run.first
    own = range(first, run.last + 1)
    content = {copy.forms[row] for row in own if CONTENT[copy.pos[row]]}
    if len(content) <= LIMITS.detail_content and content <= set(match.reference.forms):
        return True
    if len(own) > 1:
        return False
    is_name = copy.pos[first] == Pos.PROPN and copy.texts[first][0].isupper()
    is_long = len(copy.texts[first]) >= LIMITS.shortest_word
    is_informative = is_long and copy.pos[first] in _INFORMATIVE
    return is_name or not is_informative or _replaces_another(match, first)


def _replaces_another(match: Match, row: int) -> bool:
    """Whether the reference has one word without a partner between the same two neighbours."""
    if not 0 < row < len(match.copy) - 1:
        return False
    before, behind = match.partner_of_copy[[row - 1, row + 1]].tolist()
    if before < 0 or behind != before + 2:
        return False
    other = before + 1
    is_free = match.partner_of_reference[other] in (-1, row)
    return is_free and bool(match.reference.pos[other] != Pos.DET)


def _loops(words: SideWords, reference_text: str) -> Iterator[Finding]:
    for place, times in loops(words, reference_text):
        severity = Severity.MAJOR if times >= LIMITS.major_loop else Severity.MINOR
        yield _added("repetition", place, LIMITS.certainty["loop"], severity)


def _added(
    kind: str, place: Place, confidence: float, severity: Severity = Severity.MINOR
) -> Finding:
    return Finding(FindingType.ADDED_TEXT, severity, confidence, _MESSAGES[kind], kind, copy=place)
