"""The scores of a copy and the verdict on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Verdict(StrEnum):
    """The relation of the copy to the reference."""

    VERBATIM = "verbatim"
    TRANSLATED_COPY = "translated_copy"
    PARTIAL_COPY = "partial_copy"
    UNRELATED = "unrelated"


@dataclass(frozen=True, slots=True)
class Scores:
    """How good the copy is.

    Attributes:
        quality: 0 to 100: `linked` times `fidelity` times 100. 100 is a faithful copy.
        coverage: 0 to 1, the share of the reference's content words that the copy carries.
        fidelity: 0 to 1, how accurate the carried part is: 1 minus the sum of `parts`.
        parts: Cost of each kind of damage, subtracted from the fidelity.
        linked: 0 to 1, the share of the reference's content words in linked sentences; None if a
            report that was read back does not state it.
    """

    quality: float
    coverage: float
    fidelity: float
    parts: Mapping[str, float] = field(default_factory=dict, hash=False)
    linked: float | None = None
