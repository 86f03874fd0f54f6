"""Debris: units of the copy that are no sentences, and the clause that each broke off from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from mtqa.alignment.arrival_features import Floats
from mtqa.alignment.comparison import Comparison
from mtqa.alignment.word_alignment import Match, SideWords
from mtqa.calibration import Limits
from mtqa.lexicon.verb_forms import is_only_past, is_past
from mtqa.results.findings import Finding, FindingType, Severity
from mtqa.text.annotations import CONTENT, Pos, Relation
from mtqa.text.roles import Role
from mtqa.text.spans import Place


class _Limits(Limits, section="fragments"):
    possibly_finite: float
    """Minimum probability of a finite verb that makes a sentence: low, for a missed one is a false
    alarm."""
    surely_finite: float
    """Minimum probability of a finite verb, and no participle, that opens a sentence."""
    inversion: int
    """Maximum words between the verb that opens a sentence and its subject, that one included."""
    short: int
    """Maximum words of a short unit, which is a fragment without a subject and not an order."""
    phrase: int
    """Maximum words of a unit that is a mere phrase, if it has no verb."""
    origin_likeness: float
    """Minimum likeness of a word of the reference to one of a fragment, for it to be its
    origin."""
    origin_missing: float
    """Maximum chance of a word of the origin of a fragment to be missing from the copy."""
    origin_gap: int
    """Maximum distance in words of two words of one origin."""
    linked_elsewhere: float
    """How much less likely a word with a partner is the origin of a fragment of another group."""
    certainty: Mapping[str, float]
    """How sure a fragment is by what makes it one."""


LIMITS = _Limits()

_SUBJECT = np.isin(list(Relation), [Relation.NSUBJ, Relation.CSUBJ, Relation.EXPL])
"""Whether each relation is that of a subject."""

_NOUN = np.isin(list(Pos), [Pos.NOUN, Pos.PROPN, Pos.PRON])
"""Whether each part of speech names somebody or something."""

_RELATIVES = {"which", "who", "whom", "whose", "where"}
_QUOTES = "\"'“”‘’«»„"


def detect(comparison: Comparison) -> Iterator[Finding]:
    """Fragments of the copy where the reference has none."""
    matches = {
        index: (match, lost)
        for match, lost in zip(comparison.matches, comparison.lost, strict=True)
        for index in match.group.copy
    }
    for index, sentence in enumerate(comparison.copy.document.sentences):
        if sentence.role is not Role.BODY:
            continue
        confidence = fragment_confidence(comparison.copy_words[index])
        own = matches.get(index)
        if not confidence or (own and _is_so_in_reference(comparison, own[0])):
            continue
        origin = _origin(comparison, index, matches)
        place = comparison.copy.document.place(sentence.start, sentence.end)
        yield Finding(
            type=FindingType.FRAGMENT,
            severity=Severity.MAJOR if origin else Severity.MINOR,
            confidence=confidence,
            message=_message(origin),
            reference=origin,
            copy=place,
        )


def fragment_confidence(words: SideWords) -> float:
    """How sure it is that these words of one unit are no sentence; 0 for a sentence.

    A unit that begins in lower case broke off from another, unless it begins with a name
    ("al-Shabab"). One without a finite verb is none, nor is one that opens with a relative pronoun
    and asks nothing, a short verb without a subject, or a few words that say nothing ("It will
    be.").
    """
    lexical = [row for row, text in enumerate(words.texts) if text[0].isalnum()]
    if not lexical:
        return 0.0
    first = lexical[0]
    is_short = len(lexical) <= LIMITS.short
    is_name = words.pos[first] == Pos.PROPN
    if words.texts[first].islower() and not is_name and words.texts[0][0] not in _QUOTES:
        return LIMITS.certainty["lower_case"]
    if "?" in words.texts[-2:]:
        return 0.0
    has_subject = bool(_SUBJECT[words.relation].any())
    finite = np.flatnonzero(words.finite >= LIMITS.possibly_finite)
    tells = not len(finite) and _tells(words, lexical)
    if not len(finite) and not tells:
        if len(lexical) <= LIMITS.phrase:
            return LIMITS.certainty["phrase"]
        return 0.0 if has_subject and (words.pos == Pos.VERB).any() else LIMITS.certainty["no_verb"]
    if words.forms[first] in _RELATIVES:
        return LIMITS.certainty["relative_clause"]
    is_told_of = tells or bool(is_short and _NOUN[words.pos[: finite[0]]].any())
    if not (has_subject or is_told_of) and (is_short or words.pos[first] == Pos.AUX):
        return LIMITS.certainty["no_subject"]
    if _is_headless(words, first):
        return LIMITS.certainty["verb_first"]
    if is_short and not CONTENT[words.pos].any():
        return LIMITS.certainty["no_content"]
    return 0.0


def _is_headless(words: SideWords, first: int) -> bool:
    """Whether a sentence opens with a finite verb that lacks its subject: "Was then sold to".

    An order ("Do not forget"), a question and a wish ("May I suggest") are none.
    """
    form, behind = words.forms[first], slice(first + 1, first + 1 + LIMITS.inversion)
    is_verb = words.pos[first] == Pos.AUX or (words.pos[first] == Pos.VERB and is_past(form))
    is_order = form.startswith(("do", "let"))
    return bool(
        is_verb
        and not is_order
        and words.finite[first] >= LIMITS.surely_finite
        and not _SUBJECT[words.relation[behind]].any()
    )


def _tells(words: SideWords, lexical: Sequence[int]) -> bool:
    """Whether a rarer simple past tells something: "The phone rang.", "Sales slumped."."""
    last = lexical[-1]
    ends_in_past = words.pos[last] == Pos.VERB and is_past(words.forms[last])
    if ends_in_past and _SUBJECT[words.relation[:last]].any():
        return True
    return any(is_only_past(words.forms[row]) for row in lexical[1:])


def _is_so_in_reference(comparison: Comparison, match: Match) -> bool:
    """Whether a sentence of the reference in the group is a fragment, a heading, an answer too."""
    return any(
        comparison.reference.role(index) is Role.HEADLINE
        or fragment_confidence(comparison.reference_words[index])
        for index in match.group.reference
    )


def _origin(
    comparison: Comparison, index: int, matches: Mapping[int, tuple[Match, Floats]]
) -> Place | None:
    """The clause of the reference that the fragment broke off from, where one is found.

    It is looked for in the fragment's own group, else in that of the unit before it, and among
    what arrived.
    """
    found = matches.get(index) or matches.get(index - 1)
    if found is None:
        return None
    match, lost = found
    fragment = comparison.copy_words[index]
    likeness = match.reference.vectors @ fragment.vectors[CONTENT[fragment.pos]].T
    if not likeness.size:
        return None
    best = np.where(
        CONTENT[match.reference.pos] & (lost < LIMITS.origin_missing), likeness.max(1), 0
    )
    if index not in match.group.copy:
        best[match.partner_of_reference >= 0] -= LIMITS.linked_elsewhere
    anchor = int(best.argmax())
    if best[anchor] < LIMITS.origin_likeness:
        return None
    first, last = _cluster(best >= LIMITS.origin_likeness, anchor)
    return _clause(match.reference, first, last)


def _cluster(hits: np.ndarray, anchor: int) -> tuple[int, int]:
    """First and last of the hits that lie close to each other around the anchor."""
    rows = np.flatnonzero(hits)
    part_of = np.cumsum(np.diff(rows, prepend=rows[0]) > LIMITS.origin_gap)
    own = rows[part_of == part_of[np.searchsorted(rows, anchor)]]
    return int(own[0]), int(own[-1])


def _clause(words: SideWords, first: int, last: int) -> Place:
    """The words from first to last, function words before them, a last verb with its object."""
    while first and words.pos[first - 1] in (Pos.ADP, Pos.DET, Pos.PART, Pos.SCONJ, Pos.AUX):
        first -= 1
    if words.pos[last] == Pos.VERB:
        while last + 1 < len(words) and words.pos[last + 1] not in (
            Pos.PUNCT,
            Pos.CCONJ,
            Pos.SCONJ,
        ):
            last += 1
    return words.place(first, last)


def _message(origin: Place | None) -> str:
    said = "sentence fragment"
    return f"{said}, left over from “{origin.excerpt()}”" if origin else said
