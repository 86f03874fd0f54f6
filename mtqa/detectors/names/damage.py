"""The kinds of damage to a name, with the kind, severity and confidence of their findings."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from mtqa.calibration import Limits
from mtqa.results.findings import Severity


class _Limits(Limits, section="names"):
    longest_group: int
    """Maximum number of words of a group; the encoder reads only the start of a longer one."""
    close: float
    """Minimum closeness of two spellings for one to be a misspelling of the other."""
    close_alike: float
    """Minimum closeness of a misspelling where the vectors of the two words are alike."""
    close_framed: float
    """Minimum closeness of a misspelling where neighbours and first letters are the same."""
    cognate: float
    """Minimum closeness of a foreign generic word to its translation, exclusive."""
    alike: float
    """Minimum likeness of a word and its replacement for the two to be alike."""
    alike_generic: float
    """Minimum likeness of two generic words of one sense: hills, mountains."""
    alike_generics: float
    """Minimum likeness of generic words of one sense where a name has lost more than one."""
    replaced_core: float
    """Minimum likeness of an identifying word to the word of another name in its place."""
    replaced_whole: float
    """Minimum likeness of a name to a new name in its place, exclusive."""
    translated: float
    """Minimum likeness of two common words that may be two translations of one."""
    surely_proper: float
    """Minimum probability of a proper noun for a word that is no common word."""
    named: float
    """Minimum probability of a proper noun for a lost word that surely is a name."""
    copy_proper: float
    """Minimum probability of a proper noun for a replacement that is a misspelling."""
    technical: float
    """Maximum probability of a proper noun for an acronym to be a technical term."""
    certainty: Mapping[str, float]
    """How sure each kind of damage to a name is an error: the share of such findings that were
    right on marked windows and articles and on clean human translations."""


LIMITS = _Limits()


class Damage(StrEnum):
    """What happened to a name; the value is its key in the table of certainties.

    Attributes:
        MISSPELLED: The copy has the name with other letters.
        REPLACED: The copy has another name.
        COMMON_WORD: The copy has a common word in place of the name.
        GENERIC_REPLACED: A generic or common word of the name has another in its place.
        REPHRASED: The words differ, but the pair reader sees the same meaning.
        DROPPED: The copy lacks the name.
        IMPLIED: The copy lacks the name, but may imply it.
        GENERIC_DROPPED: The copy lacks a name that consists of generic words.
    """

    MISSPELLED = "misspelled"
    REPLACED = "replaced"
    COMMON_WORD = "common_word"
    GENERIC_REPLACED = "generic_replaced"
    REPHRASED = "rephrased"
    DROPPED = "dropped"
    IMPLIED = "implied"
    GENERIC_DROPPED = "generic_dropped"

    @property
    def kind(self) -> str:
        """The kind of its findings."""
        return _CLASSES[self].kind

    @property
    def severity(self) -> Severity:
        """The severity of its findings."""
        return _CLASSES[self].severity

    @property
    def certainty(self) -> float:
        """The confidence of its findings."""
        return LIMITS.certainty[self]

    @property
    def is_drop(self) -> bool:
        """Whether the copy has nothing in place of the name."""
        return self.kind == "dropped"


class _Class(NamedTuple):
    """How findings of one damage are classified."""

    kind: str
    severity: Severity


_CLASSES = {
    Damage.MISSPELLED: _Class("misspelled", Severity.MAJOR),
    Damage.REPLACED: _Class("replaced", Severity.CRITICAL),
    Damage.COMMON_WORD: _Class("replaced", Severity.MAJOR),
    Damage.GENERIC_REPLACED: _Class("replaced", Severity.MAJOR),
    Damage.REPHRASED: _Class("replaced", Severity.MINOR),
    Damage.DROPPED: _Class("dropped", Severity.MAJOR),
    Damage.IMPLIED: _Class("dropped", Severity.MINOR),
    Damage.GENERIC_DROPPED: _Class("dropped", Severity.MINOR),
}

RANKING = (
    Damage.MISSPELLED,
    Damage.REPLACED,
    Damage.COMMON_WORD,
    Damage.GENERIC_REPLACED,
    Damage.REPHRASED,
    Damage.DROPPED,
    Damage.IMPLIED,
    Damage.GENERIC_DROPPED,
)
"""Where the words of one name have several damages, a finding reports the first of these."""
