"""Linked words of a group, as the rules for changed meanings compare them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from mtqa.alignment.word_alignment import Match, SideWords
from mtqa.calibration import Limits
from mtqa.results.findings import Finding, FindingType, Severity
from mtqa.text.annotations import CONTENT, Pos
from mtqa.text.spans import Place


class _Limits(Limits, section="mistranslations"):
    linked: float
    """Minimum likeness of two linked words that are compared."""
    negation_changes: float
    """Minimum chance, by the pair reader, of a negation that the other side lacks."""
    negation_scope: int
    """Maximum words between a negation and the word it governs, that word included."""
    denying_verb_scope: int
    """Maximum words between a negative word and the word it governs, where only the other side has
    a negation: "refused to"."""
    proper: float
    """Minimum probability of a proper noun for a word to be part of a name, which has no
    opposite."""
    complement_scope: int
    """Maximum words between a word and the first content word behind it, which it governs."""
    finite: float
    """Minimum probability of a finite verb for a past form without an auxiliary to be a past
    event."""
    auxiliary_scope: int
    """Maximum words between a verb and its first auxiliary, that one included."""
    governed_scope: int
    """Maximum words behind a phrase of a closed class that it governs."""
    governed_share: float
    """Minimum share of linked words of two governed clauses, for them to be the same."""
    title_scope: int
    """Maximum words before the last word of a title that belong to it."""
    certainty: Mapping[str, float]
    """How sure the finding of each rule is; that of a negation that the pair reader has read is its
    chance."""


LIMITS = _Limits()


@dataclass(frozen=True, slots=True)
class View:
    """A match as seen from one side.

    Attributes:
        match: The match.
        of_copy: Whether the side is the copy's.
    """

    match: Match
    of_copy: bool

    @property
    def words(self) -> SideWords:
        """The words of the side."""
        return self.match.copy if self.of_copy else self.match.reference

    @property
    def others(self) -> SideWords:
        """The words of the other side."""
        return self.match.reference if self.of_copy else self.match.copy

    @property
    def partners(self) -> npt.NDArray[np.intp]:
        """For each word the row of its partner on the other side, -1 without one."""
        return self.match.partner_of_copy if self.of_copy else self.match.partner_of_reference

    def likeness(self, row: int) -> float:
        """How like a word is to its partner; 0 without one."""
        partner = int(self.partners[row])
        if partner < 0:
            return 0.0
        return float(self.match.likeness[(partner, row) if self.of_copy else (row, partner)])

    def in_order(self, own: Place, other: Place) -> tuple[Place, Place]:
        """A place on the side and one on the other side, that of the reference first."""
        return (other, own) if self.of_copy else (own, other)


def links(match: Match) -> Iterator[tuple[int, int]]:
    """Rows of linked content words that are alike enough to be compared."""
    partners = match.partner_of_reference
    rows = np.flatnonzero((partners >= 0) & CONTENT[match.reference.pos])
    alike = rows[match.likeness[rows, partners[rows]] > LIMITS.linked]
    yield from zip(alike.tolist(), partners[alike].tolist(), strict=True)


def verb_phrase(words: SideWords, verb: int) -> Place:
    """A verb with the auxiliaries before it."""
    first = verb
    while (
        first
        and words.pos[first - 1] in (Pos.AUX, Pos.PART)
        and verb - first < LIMITS.auxiliary_scope
    ):
        first -= 1
    return words.place(first, verb)


def mistranslation(
    kind: str,
    severity: Severity,
    places: tuple[Place, Place],
    message: str,
    confidence: float | None = None,
) -> Finding:
    """A finding at a place of the reference and one of the copy.

    Args:
        kind: The kind of mistranslation.
        severity: How bad it is.
        places: The place of the reference and that of the copy.
        message: The message to the user.
        confidence: How sure it is; None for the certainty of its kind.
    """
    return Finding(
        type=FindingType.MISTRANSLATION,
        kind=kind,
        severity=severity,
        confidence=LIMITS.certainty[kind] if confidence is None else confidence,
        message=message,
        reference=places[0],
        copy=places[1],
    )


def replacement(
    kind: str, severity: Severity, match: Match, row: int, column: int, rule: str | None = None
) -> Finding:
    """A finding for a word of the reference that became one of the copy.

    Args:
        kind: The kind of mistranslation.
        severity: How bad it is.
        match: The words of both sides.
        row: The row of the word of the reference.
        column: The row of the word of the copy.
        rule: The rule whose certainty it has; None for that of its kind.
    """
    places = match.reference.place(row, row), match.copy.place(column, column)
    message = f"“{match.reference.texts[row]}” became “{match.copy.texts[column]}”"
    return mistranslation(kind, severity, places, message, LIMITS.certainty[rule or kind])
