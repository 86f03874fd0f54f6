"""Sentence fragments of the copy, and the clause of the reference that each comes from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from mtqa.alignment.arrival_features import Floats
from mtqa.alignment.comparison import Comparison
from mtqa.alignment.word_alignment import Match, SideWords
from mtqa.calibration import Limits
from mtqa.detectors.sentence_form import fragment_confidence
from mtqa.results.findings import Finding, FindingType, Severity
from mtqa.text.annotations import CONTENT, Pos
from mtqa.text.roles import Role
from mtqa.text.spans import Place


class _Limits(Limits, section="fragments"):
    origin_likeness: float
    """Minimum likeness of a word of the reference to one of a fragment, for it to be its
    origin."""
    origin_missing: float
    """Maximum chance of a word of the origin of a fragment to be missing from the copy."""
    origin_gap: int
    """Maximum distance in words of two words of one origin."""
    linked_elsewhere: float
    """How much less likely a word with a partner is the origin of a fragment of another group."""


LIMITS = _Limits()


def detect(comparison: Comparison) -> Iterator[Finding]:
    """Fragments of the copy whose group has no fragment or heading in the reference."""
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
        if not confidence or (own and _has_reference_fragment(comparison, own[0])):
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


def _has_reference_fragment(comparison: Comparison, match: Match) -> bool:
    """Whether a sentence of the reference in the group is a headline or a fragment itself."""
    return any(
        comparison.reference.role(index) is Role.HEADLINE
        or fragment_confidence(comparison.reference_words[index])
        for index in match.group.reference
    )


def _origin(
    comparison: Comparison, index: int, matches: Mapping[int, tuple[Match, Floats]]
) -> Place | None:
    """The clause of the reference that a fragment comes from, if one is found.

    It is searched among the words that the copy carries, in the group of the fragment or, for an
    unaligned one, of the sentence before it.
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
    """First and last row of the hits around the anchor that lie close to each other."""
    rows = np.flatnonzero(hits)
    part_of = np.cumsum(np.diff(rows, prepend=rows[0]) > LIMITS.origin_gap)
    own = rows[part_of == part_of[np.searchsorted(rows, anchor)]]
    return int(own[0]), int(own[-1])


def _clause(words: SideWords, first: int, last: int) -> Place:
    """The words from first to last with the function words before them and a last verb's object."""
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
    message = "sentence fragment"
    return f"{message}, left over from “{origin.excerpt()}”" if origin else message
