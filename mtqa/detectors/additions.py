"""What the copy says and the reference does not: boilerplate, repetition, added content."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
import numpy.typing as npt

from mtqa.alignment.comparison import Comparison
from mtqa.alignment.overlap import WeightedWords, word_recall
from mtqa.alignment.word_alignment import Match, SideWords
from mtqa.calibration import Limits
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
    """Minimum content words of an added clause without a sure word: a paraphrase often brings one
    or two."""
    sure_in_clause: float
    """Minimum chance of a sure word in a clause that the pair reader has read."""
    sure_alone: float
    """Minimum chance of a single added word that the pair reader has read: it may be a liberty of
    the translator."""
    sure_uncommon: float
    """Minimum chance of an uncommon word, in a clause or alone: most liberties are common words
    (already, very, right)."""
    shortest_word: int
    """Minimum letters of a single added word: shorter ones are left-overs ("ko")."""
    detail_content: int
    """Maximum content words of a minor addition."""
    restated: float
    """Minimum share of an unaligned sentence that the partners of its neighbours say, for it to be
    a paraphrase of them."""
    repetition_recall: float
    """Minimum share of a repetition that the sentences before it say."""
    repetition_gain: float
    """Maximum share of the reference that a repetition adds to the sentences before it."""
    repetition_reach: int
    """Maximum sentences before a repetition that are compared with it."""
    longest_loop: int
    """Maximum words of a phrase that counts as a loop."""
    certainty: Mapping[str, float]
    """How sure a finding of each kind is; that of a clause is multiplied by the chance of its
    words."""


LIMITS = _Limits()

_TELLING = frozenset((Pos.NOUN, Pos.PROPN, Pos.VERB, Pos.ADJ, Pos.ADV))
"""What a single word must be to say something that the reference does not."""

_SMALL = [Pos.ADP, Pos.AUX, Pos.CCONJ, Pos.DET, Pos.SCONJ]


def detect(comparison: Comparison) -> Iterator[Finding]:
    """Words of the copy that nothing in the reference says."""
    known = comparison.reference.document.text.casefold()
    told: set[int] = set()
    for index, words in enumerate(comparison.copy_words):
        for finding in (*_added_sentence(comparison, index), *_loops(words, known)):
            told.add(index)
            yield finding
    read = zip(comparison.matches, comparison.gained, comparison.readings, strict=True)
    for match, chances, reading in read:
        untold = ~np.isin(match.copy.sentence, list(told))
        is_read = reading is not None
        yield from _added_clauses(comparison, match, np.where(untold, chances, 0), is_read=is_read)


def _added_sentence(comparison: Comparison, index: int) -> Iterator[Finding]:
    """A sentence that is none of the article's, or that says again what was said before it."""
    sentence = comparison.copy.document.sentences[index]
    is_alone = not comparison.group_of_copy[index].reference
    place = comparison.copy.document.place(sentence.start, sentence.end)
    if not sentence.role.is_content:
        if is_alone:
            yield _added("boilerplate", place, LIMITS.certainty["boilerplate"])
    elif fragment_confidence(comparison.copy_words[index]):
        return
    elif _is_said_before(comparison, index):
        yield _added("repetition", place, LIMITS.certainty["repeated_sentence"])
    elif is_alone:
        kind = "restated_sentence" if _is_restated(comparison, index) else "sentence"
        yield _added("content", place, LIMITS.certainty[kind], Severity.MAJOR)


def _is_restated(comparison: Comparison, index: int) -> bool:
    """Whether the partners of the sentences beside a lone one hold much of what it says."""
    groups = comparison.group_of_copy
    beside = {r for i in (index - 1, index + 1) if i in groups for r in groups[i].reference}
    partners = [comparison.reference.words[row] for row in sorted(beside)]
    own = comparison.copy.words[index]
    return bool(partners) and word_recall(own, WeightedWords.join(partners)) > LIMITS.restated


def _added_clauses(
    comparison: Comparison, match: Match, chances: npt.NDArray[np.float32], *, is_read: bool
) -> Iterator[Finding]:
    """Runs of words of a linked group that its reference side does not say."""
    if chances.max(initial=0) <= LIMITS.strange:
        return
    alone = np.ones(len(chances), np.float32)
    together = alone
    if is_read:
        is_common = are_common(match.copy.forms)
        alone, together = (
            np.where(is_common, least, LIMITS.sure_uncommon)
            for least in (LIMITS.sure_alone, LIMITS.sure_in_clause)
        )
    for run in strange_runs(match.copy, chances, LIMITS.strange, alone):
        index = int(match.copy.sentence[run.first])
        if not comparison.copy.is_content(index) or _is_no_addition(match, run):
            continue
        own = slice(run.first, run.last + 1)
        count = int(CONTENT[match.copy.pos[own]].sum())
        is_sure = chances[own] > (together if count > 1 else alone)[own]
        is_told = count >= LIMITS.clause_content or is_sure.any()
        if is_told and not fragment_confidence(comparison.copy_words[index]):
            place = match.copy.place(run.first, run.last)
            severity = Severity.MINOR if count <= LIMITS.detail_content else Severity.MAJOR
            yield _added("content", place, LIMITS.certainty["clause"] * run.chance, severity)


def _is_no_addition(match: Match, run: Run) -> bool:
    """Whether strange words are one or two that the reference has, or one that tells nothing.

    A name by itself is left to the names' own detector, a word in the place of another one to
    those of meaning.
    """
    copy, first = match.copy, run.first
    own = range(first, run.last + 1)
    told = {copy.forms[row] for row in own if CONTENT[copy.pos[row]]}
    if len(told) <= LIMITS.detail_content and told <= set(match.reference.forms):
        return True
    if len(own) > 1:
        return False
    is_name = copy.pos[first] == Pos.PROPN and copy.texts[first][0].isupper()
    is_telling = copy.pos[first] in _TELLING and len(copy.texts[first]) >= LIMITS.shortest_word
    return is_name or not is_telling or _stands_for_another(match, first)


def _stands_for_another(match: Match, row: int) -> bool:
    """Whether a word stands where the reference has one word that the copy lacks."""
    if not 0 < row < len(match.copy) - 1:
        return False
    before, behind = match.partner_of_copy[[row - 1, row + 1]].tolist()
    if before < 0 or behind != before + 2:
        return False
    other = before + 1
    is_free = match.partner_of_reference[other] in (-1, row)
    return is_free and bool(match.reference.pos[other] != Pos.DET)


def _is_said_before(comparison: Comparison, index: int) -> bool:
    """Whether the sentences before it hold all that it says, and the reference asked but once."""
    side, group = comparison.copy, comparison.group_of_copy[index]
    if group.reference and group.copy == (index,):
        return False
    paragraph = side.document.sentences[index].paragraph
    before = [
        i
        for i in range(max(0, index - LIMITS.repetition_reach), index)
        if side.document.sentences[i].paragraph == paragraph
    ]
    if not before:
        return False
    own = side.words[index]
    earlier = WeightedWords.join([side.words[i] for i in before])
    if word_recall(own, earlier) < LIMITS.repetition_recall:
        return False
    if not group.reference:
        return True
    partners = {r for i in (index, *before) for r in comparison.group_of_copy[i].reference}
    wanted = WeightedWords.join([comparison.reference.words[r] for r in sorted(partners)])
    with_it = word_recall(wanted, WeightedWords.join([earlier, own]))
    return with_it - word_recall(wanted, earlier) < LIMITS.repetition_gain


def _loops(words: SideWords, known: str) -> Iterator[Finding]:
    """Phrases or small words that come twice in a row, unless the reference has them so."""
    number_of = {form: number for number, form in enumerate(words.forms)}
    if len(number_of) == len(words):
        return
    ids = np.array([number_of[form] for form in words.forms])
    covered_to = -1
    for length in range(1, min(LIMITS.longest_loop, len(ids) // 2) + 1):
        same = ids[length:] == ids[:-length]
        for first, last in _stretches(same, length):
            if first <= covered_to or not _is_loop(words, first, last, length):
                continue
            place = words.place(first, last)
            if place.text.casefold() not in known:
                covered_to = last
                yield _added("repetition", place, LIMITS.certainty["loop"])


def _stretches(same: np.ndarray, length: int) -> Iterator[tuple[int, int]]:
    """First and last word of each place where at least `length` words are said again."""
    if np.count_nonzero(same) < length:
        return
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


def _added(
    kind: str, place: Place, confidence: float, severity: Severity = Severity.MINOR
) -> Finding:
    said = {
        "boilerplate": "not part of the article",
        "repetition": "repeated",
        "content": "not in the reference",
    }[kind]
    return Finding(FindingType.ADDED_TEXT, severity, confidence, said, kind, copy=place)
