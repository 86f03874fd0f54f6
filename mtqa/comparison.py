"""What every detector looks at: two read documents, the groups that join them, matched words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from mtqa.alignment import Group, align
from mtqa.arrival import gained, lost
from mtqa.matching import Match, SideWords
from mtqa.sides import Side


@dataclass(frozen=True)
class Comparison:
    """A reference and its copy, aligned.

    Attributes:
        reference: The original article.
        copy: The text suspected to be its round-trip translation.
        groups: Every sentence of both sides stands in exactly one of them.
    """

    reference: Side
    copy: Side
    groups: tuple[Group, ...]

    @classmethod
    def of(cls, reference: Side, copy: Side) -> Comparison:
        """Aligns two sides."""
        return cls(reference, copy, align(reference, copy))

    def linked_groups(self) -> Iterator[Group]:
        """The groups with sentences on both sides."""
        return (group for group in self.groups if group.is_linked)

    @cached_property
    def matches(self) -> tuple[Match, ...]:
        """The linked groups with their words matched."""
        return tuple(
            Match(
                group,
                SideWords.of(self.reference, group.reference),
                SideWords.of(self.copy, group.copy),
            )
            for group in self.linked_groups()
        )

    @cached_property
    def lost(self) -> tuple[npt.NDArray[np.float32], ...]:
        """For each match, how likely each word of its reference side did not arrive."""
        return tuple(lost(match) for match in self.matches)

    @cached_property
    def gained(self) -> tuple[npt.NDArray[np.float32], ...]:
        """For each match, how likely the reference does not say each word of its copy side."""
        return tuple(gained(match) for match in self.matches)

    @cached_property
    def reference_words(self) -> tuple[SideWords, ...]:
        """The words of each sentence of the reference."""
        return tuple(SideWords.of(self.reference, [i]) for i in range(len(self.reference)))

    @cached_property
    def copy_words(self) -> tuple[SideWords, ...]:
        """The words of each sentence of the copy."""
        return tuple(SideWords.of(self.copy, [i]) for i in range(len(self.copy)))

    @cached_property
    def group_of_reference(self) -> dict[int, Group]:
        """The group of each sentence of the reference."""
        return {index: group for group in self.groups for index in group.reference}

    @cached_property
    def group_of_copy(self) -> dict[int, Group]:
        """The group of each sentence of the copy."""
        return {index: group for group in self.groups for index in group.copy}
