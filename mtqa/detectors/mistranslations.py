"""Meaning turned round: negation, opposites, tense that changes a fact, ranks, he and she.

Each rule looks at words that are linked across the group and speaks only where nothing else in
the group could carry what is missing; where the evidence is thin it stays quiet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from mtqa.alignment.comparison import Comparison
from mtqa.alignment.word_alignment import Match, SideWords
from mtqa.calibration import Limits
from mtqa.lexicon.contractions import expanded
from mtqa.lexicon.contrasts import are_opposite, is_negation, is_negative, rank_of
from mtqa.lexicon.verb_forms import is_future, is_past
from mtqa.results.findings import Finding, FindingType, Severity
from mtqa.text.annotations import CONTENT, PairReading, Pos
from mtqa.text.spans import Place


class _Limits(Limits, section="mistranslations"):
    linked: float
    """Minimum likeness of two linked words that are compared."""
    negation_turns: float
    """Minimum chance of a negation that changes what the other side says (`models/pairs`)."""
    negation_scope: int
    """Maximum words between a negation and the word it governs, that word included."""
    denying_verb_scope: int
    """Maximum words between a negative word and the word it governs, where only the other side has
    a negation: "refused to"."""
    proper: float
    """Minimum probability of a proper noun for a word to be part of a name, which has no
    opposite."""
    auxiliary_scope: int
    """Maximum words between a verb and its first auxiliary, that one included."""
    title_scope: int
    """Maximum words before the last word of a title that belong to it."""
    certainty: Mapping[str, float]
    """How sure a finding of each kind is; a negation that the pair reader has read has its
    chance."""


LIMITS = _Limits()

_HE = frozenset(("he", "him", "his", "himself"))
_SHE = frozenset(("she", "her", "hers", "herself"))
_WILL = frozenset(("will", "shall"))

_CLAUSE_OPENERS = frozenset("and but while because although though as if when that which".split())
"""Words that open a clause of its own, into which a negation before them does not reach."""

_EMPTY_AFTER = frozenset("only just merely doubt matter more less".split())
"""What takes the denial out of the word before it: "not only", "no doubt"."""


def detect(comparison: Comparison) -> Iterator[Finding]:
    """Changed meanings in linked groups."""
    for match, reading in zip(comparison.matches, comparison.readings, strict=True):
        if comparison.reference.is_content(match.group.reference[0]):
            yield from _denials(match, reading) if reading else _negations(match)
            for rule in (_opposites, _tenses, _ranks, _persons):
                yield from rule(match)


def _denials(match: Match, reading: PairReading) -> Iterator[Finding]:
    """The negation that turns what the other side says most surely, if any does."""
    found = [
        (float(chances[row]), row, is_lost)
        for is_lost, words, chances in (
            (True, match.reference, reading.lost_turned),
            (False, match.copy, reading.gained_turned),
        )
        for row in _negative_rows(words)
        if is_negation(words.forms[row])
    ]
    chance, row, is_lost = max(found, default=(0.0, 0, False))
    if chance < LIMITS.negation_turns:
        return
    words, others = (match.reference, match.copy) if is_lost else (match.copy, match.reference)
    partners = match.partner_of_reference if is_lost else match.partner_of_copy
    linked = np.flatnonzero((partners >= 0) & CONTENT[words.pos])
    if not len(linked):
        return
    head = int(linked[np.argmin(np.where(linked >= row, linked - row, len(words)))])
    partner = int(partners[head])
    if _is_said_by_opposite(words, row, others):
        return
    if any(0 <= partner - other <= LIMITS.denying_verb_scope for other in _negative_rows(others)):
        return
    is_near = abs(head - row) <= LIMITS.negation_scope
    first, last = (min(row, head), max(row, head)) if is_near else (row, row)
    yield _denial(
        is_lost, words.place(first, last), others.place(*_phrase(others, partner)), chance
    )


def _is_said_by_opposite(words: SideWords, row: int, others: SideWords) -> bool:
    """Whether the other side says the opposite of what a negation denies: not accept, reject."""
    denied = words.forms[row + 1 : row + 1 + LIMITS.negation_scope]
    own = set(words.forms)
    return any(
        are_opposite(form, other) for form in denied for other in others.forms if other not in own
    )


def _negations(match: Match) -> Iterator[Finding]:
    """A negation too many on one side, denying something that the other side has too."""
    reference, copy = _negative_rows(match.reference), _negative_rows(match.copy)
    is_lost = len(reference) > len(copy)
    own, other = (reference, copy) if is_lost else (copy, reference)
    if len(own) != len(other) + 1:
        return
    words, others = (match.reference, match.copy) if is_lost else (match.copy, match.reference)
    partners = match.partner_of_reference if is_lost else match.partner_of_copy
    for row in own:
        if not is_negation(words.forms[row]) or partners[row] in other:
            continue
        head = _denied(match, words, row, is_lost)
        if head is not None:
            place = words.place(row, head)
            partner = others.place(*_phrase(others, int(partners[head])))
            yield _denial(is_lost, place, partner)
            return


def _denial(
    is_lost: bool, place: Place, partner: Place, confidence: float | None = None
) -> Finding:
    return _finding(
        "negation",
        Severity.CRITICAL,
        *((place, partner) if is_lost else (partner, place)),
        "negation dropped" if is_lost else "negation added",
        confidence,
    )


def _opposites(match: Match) -> Iterator[Finding]:
    """Linked words of opposite meaning, unless a negation of one of them turns it back."""
    forms = set(match.reference.forms), set(match.copy.forms)
    for row, column in _links(match):
        ours, theirs = match.reference.forms[row], match.copy.forms[column]
        if max(match.reference.proper[row], match.copy.proper[column]) > LIMITS.proper:
            continue
        if not are_opposite(ours, theirs) or ours in forms[1] or theirs in forms[0]:
            continue
        if _is_denied(match.reference, row) == _is_denied(match.copy, column):
            yield _finding(
                "opposite",
                Severity.CRITICAL,
                match.reference.place(row, row),
                match.copy.place(column, column),
                f"“{match.reference.texts[row]}” became “{match.copy.texts[column]}”",
            )


def _is_denied(words: SideWords, row: int) -> bool:
    """Whether a negation governs a word: it stands before it in the same clause."""
    for near in range(row - 1, max(-1, row - 1 - LIMITS.negation_scope), -1):
        is_other = words.sentence[near] != words.sentence[row] or words.pos[near] == Pos.PUNCT
        if is_other or words.forms[near] in _CLAUSE_OPENERS:
            return False
        if is_negative(words.forms[near]) and not _is_idle(words.forms, near):
            return True
    return False


def _tenses(match: Match) -> Iterator[Finding]:
    """A linked verb that told what happened and now tells what will, or the other way."""
    if not (_say_will(match.reference.forms) or _say_will(match.copy.forms)):
        return
    are_verbs = match.reference.pos == Pos.VERB, match.copy.pos == Pos.VERB
    for row, column in _links(match):
        if not (are_verbs[0][row] and are_verbs[1][column]):
            continue
        ours, theirs = _helpers(match.reference, row), _helpers(match.copy, column)
        ours_past = is_past(match.reference.forms[row]) and not any(map(is_future, ours))
        theirs_past = is_past(match.copy.forms[column]) and not any(map(is_future, theirs))
        did_will, will = _say_will(ours), _say_will(theirs)
        if (ours_past and will) or (did_will and theirs_past):
            yield _finding(
                "tense",
                Severity.MAJOR,
                match.reference.place(*_phrase(match.reference, row)),
                match.copy.place(*_phrase(match.copy, column)),
                "past event reported as future" if will else "future event reported as past",
            )


def _ranks(match: Match) -> Iterator[Finding]:
    """A word of rank before a linked title that the other side lacks: deputy, former, acting."""
    for is_copy, words, others, partners in (
        (False, match.reference, match.copy, match.partner_of_reference),
        (True, match.copy, match.reference, match.partner_of_copy),
    ):
        forms = enumerate(words.forms[:-1])
        ranks = [(row, rank) for row, form in forms if (rank := rank_of(form))]
        known = {rank_of(form) for form in others.forms} if ranks else set()
        for row, rank in ranks:
            is_joined = words.texts[row + 1] == "-" and row + 2 < len(words)
            head = row + 2 if is_joined else row + 1
            is_preposition = words.pos[row] == Pos.ADP and not is_joined
            if rank in known or partners[row] >= 0 or is_preposition:
                continue
            is_title = words.pos[head] in (Pos.NOUN, Pos.ADJ, Pos.PROPN)
            if is_title and _worth(match, is_copy, head) > LIMITS.linked:
                column = int(partners[head])
                places = words.place(row, head), others.place(*_title(others, column))
                yield _finding(
                    "office",
                    Severity.MAJOR,
                    *(places[::-1] if is_copy else places),
                    f"“{words.texts[row]}” {'was added' if is_copy else 'was dropped'}",
                )


def _persons(match: Match) -> Iterator[Finding]:
    """He for she or she for he, where the group knows one of them only."""
    own, other = set(match.reference.forms), set(match.copy.forms)
    for ours, theirs in ((_HE, _SHE), (_SHE, _HE)):
        if own & ours and not own & theirs and other & theirs and not other & ours:
            row = next(i for i, form in enumerate(match.reference.forms) if form in ours)
            column = next(i for i, form in enumerate(match.copy.forms) if form in theirs)
            yield _finding(
                "person",
                Severity.MINOR,
                match.reference.place(row, row),
                match.copy.place(column, column),
                f"“{match.reference.texts[row]}” became “{match.copy.texts[column]}”",
            )


def _links(match: Match) -> Iterator[tuple[int, int]]:
    """Linked content words that are alike enough to be held against each other."""
    partners = match.partner_of_reference
    rows = np.flatnonzero((partners >= 0) & CONTENT[match.reference.pos])
    alike = rows[match.likeness[rows, partners[rows]] > LIMITS.linked]
    yield from zip(alike.tolist(), partners[alike].tolist(), strict=True)


def _worth(match: Match, is_copy: bool, row: int) -> float:
    """How like a word is to its partner; 0 without one."""
    partners = match.partner_of_copy if is_copy else match.partner_of_reference
    if partners[row] < 0:
        return 0.0
    return float(match.likeness[(partners[row], row) if is_copy else (row, partners[row])])


def _negative_rows(words: SideWords) -> list[int]:
    """Where the side says no in any way; "not only" and its like say nothing of the kind."""
    forms = words.forms
    return [row for row, form in enumerate(forms) if is_negative(form) and not _is_idle(forms, row)]


def _is_idle(forms: list[str], row: int) -> bool:
    """Whether a negation denies nothing: "not only", "no longer", "No. 5", "whether or not"."""
    form = forms[row]
    before = forms[row - 1] if row else ""
    after = forms[row + 1] if row + 1 < len(forms) else ""
    if form == "no" and (after == "." or after.endswith("er")):
        return True
    return after in _EMPTY_AFTER or (form == "not" and before == "or")


def _denied(match: Match, words: SideWords, row: int, is_lost: bool) -> int | None:
    """The next content word behind a negation that the other side has too."""
    others = match.copy if is_lost else match.reference
    partners = match.partner_of_reference if is_lost else match.partner_of_copy
    for near in range(row + 1, min(row + LIMITS.negation_scope + 1, len(words))):
        if words.sentence[near] != words.sentence[row] or words.pos[near] == Pos.PUNCT:
            return None
        if CONTENT[words.pos[near]] and _worth(match, not is_lost, near) > LIMITS.linked:
            partner = int(partners[near])
            is_turned = are_opposite(words.forms[near], others.forms[partner])
            return near if CONTENT[others.pos[partner]] and not is_turned else None
    return None


def _say_will(forms: list[str]) -> bool:
    """Whether words speak of what is to come: will, won't, we'll."""
    return any(not _WILL.isdisjoint(expanded(form).split()) for form in forms)


def _helpers(words: SideWords, row: int) -> list[str]:
    """Forms of the words right before a verb, back to the last sign."""
    start = max(0, row - LIMITS.auxiliary_scope)
    while row > start and any(words.pos[start:row] == Pos.PUNCT):
        start += 1
    return words.forms[start:row]


def _phrase(words: SideWords, row: int) -> tuple[int, int]:
    """A verb with its auxiliaries."""
    first = row
    while (
        first
        and words.pos[first - 1] in (Pos.AUX, Pos.PART)
        and row - first < LIMITS.auxiliary_scope
    ):
        first -= 1
    return first, row


def _title(words: SideWords, row: int) -> tuple[int, int]:
    """A title with the nouns and adjectives that stand before it."""
    first = row
    while (
        first
        and words.pos[first - 1] in (Pos.ADJ, Pos.NOUN, Pos.PROPN)
        and row - first < LIMITS.title_scope
    ):
        first -= 1
    return first, row


def _finding(
    kind: str,
    severity: Severity,
    reference: Place,
    copy: Place,
    message: str,
    confidence: float | None = None,
) -> Finding:
    return Finding(
        type=FindingType.MISTRANSLATION,
        kind=kind,
        severity=severity,
        confidence=LIMITS.certainty[kind] if confidence is None else confidence,
        message=message,
        reference=reference,
        copy=copy,
    )
