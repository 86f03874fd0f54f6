"""The scores of a copy and the verdict on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Verdict(StrEnum):
    """What the copy is to the reference."""

    VERBATIM = "verbatim"
    TRANSLATED_COPY = "translated_copy"
    PARTIAL_COPY = "partial_copy"
    UNRELATED = "unrelated"


@dataclass(frozen=True, slots=True)
class Scores:
    """How good the copy is.

    Attributes:
        quality: 0 to 100, 100 for a faithful copy: the share of the reference's content in
            sentences that have a partner, times the fidelity, times 100.
        coverage: 0 to 1, share of the reference's content, by words, that the copy carries.
        fidelity: 0 to 1, how true the carried part is: one less the sum of the parts.
        parts: What each kind of damage takes off the fidelity.
        linked: 0 to 1, the share of the reference's content in sentences that have a partner, as
            the quality counts it; None where a report read back does not state it.
    """

    quality: float
    coverage: float
    fidelity: float
    parts: Mapping[str, float] = field(default_factory=dict, hash=False)
    linked: float | None = None
