"""Groups: reference and copy sentences that carry the same content."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Group:
    """Reference and copy sentences that carry the same content; one side may be empty.

    Attributes:
        reference: Indices of reference sentences, ascending.
        copy: Indices of copy sentences, ascending.
        similarity: Cosine of the two sides; None if a side is empty.
    """

    reference: tuple[int, ...]
    copy: tuple[int, ...]
    similarity: float | None = None

    @property
    def is_linked(self) -> bool:
        """Whether both sides hold a sentence."""
        return bool(self.reference and self.copy)
