"""Findings: an issue in a copy, its severity, and its places in the two texts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from mtqa.text.spans import Place


class Severity(StrEnum):
    """The severity of an issue, as in MQM."""

    MINOR = "minor"
    MAJOR = "major"
    CRITICAL = "critical"


class FindingType(StrEnum):
    """The type of an issue."""

    DROPPED_PARAGRAPH = "dropped_paragraph"
    DROPPED_SENTENCE = "dropped_sentence"
    DROPPED_CLAUSE = "dropped_clause"
    ADDED_TEXT = "added_text"
    FRAGMENT = "fragment"
    NAME = "name"
    NUMBER = "number"
    MISTRANSLATION = "mistranslation"
    UNTRANSLATED = "untranslated"


CATEGORIES = {
    FindingType.DROPPED_PARAGRAPH: "Accuracy/Omission",
    FindingType.DROPPED_SENTENCE: "Accuracy/Omission",
    FindingType.DROPPED_CLAUSE: "Accuracy/Omission",
    FindingType.ADDED_TEXT: "Accuracy/Addition",
    FindingType.FRAGMENT: "Linguistic conventions/Grammar",
    FindingType.NAME: "Accuracy/Mistranslation",
    FindingType.NUMBER: "Accuracy/Mistranslation",
    FindingType.MISTRANSLATION: "Accuracy/Mistranslation",
    FindingType.UNTRANSLATED: "Accuracy/Untranslated",
}
"""The MQM category of each type of finding (https://themqm.org)."""


@dataclass(frozen=True, slots=True)
class Mention:
    """Where an issue stands: a place in the reference, in the copy, or both."""

    reference: Place | None
    copy: Place | None


@dataclass(frozen=True, slots=True)
class Finding:
    """One issue, with a place in the reference, in the copy, or both.

    Attributes:
        type: The type of the issue.
        severity: Its severity.
        confidence: 0 to 1, the share of such findings that are right.
        message: One sentence for the user.
        kind: A kind within the type, if that has any (`misspelled`, `changed`, ...).
        reference: Its place in the reference.
        copy: Its place in the copy.
        more: Further mentions of the same issue.
    """

    type: FindingType
    severity: Severity
    confidence: float
    message: str
    kind: str | None = None
    reference: Place | None = None
    copy: Place | None = None
    more: tuple[Mention, ...] = ()

    def __post_init__(self) -> None:
        if self.reference is None and self.copy is None:
            raise ValueError("a finding needs a place in the reference, in the copy, or both")

    @property
    def all_mentions(self) -> tuple[Mention, ...]:
        """All mentions of the issue, the first one included."""
        return (Mention(self.reference, self.copy), *self.more)

    @property
    def mentions(self) -> int:
        """How many mentions the issue has."""
        return 1 + len(self.more)

    def overlaps(self, other: Finding) -> bool:
        """Whether two findings share a character on either side."""
        return any(
            mine is not None and mine.overlaps(its)
            for mine, its in ((self.reference, other.reference), (self.copy, other.copy))
        )

    def mapped(
        self, reference: Callable[[Place], Place], copy: Callable[[Place], Place]
    ) -> Finding:
        """The finding with its places in other texts.

        Args:
            reference: Gives the place in the other text for one in the reference.
            copy: The same for the copy.
        """
        first, *more = (
            Mention(
                mention.reference and reference(mention.reference),
                mention.copy and copy(mention.copy),
            )
            for mention in self.all_mentions
        )
        return replace(self, reference=first.reference, copy=first.copy, more=tuple(more))

    @property
    def category(self) -> str:
        """The MQM category of its type."""
        return CATEGORIES[self.type]
