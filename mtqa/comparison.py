"""What every detector looks at: two read documents, the groups that join them, matched words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from mtqa.alignment import Group, align
from mtqa.documents import Document
from mtqa.matching import Match, SideWords
from mtqa.words import EncodedSentence


@dataclass(frozen=True, slots=True)
class Side:
    """One document and what the encoder says of its sentences.

    Attributes:
        document: The text with its sentences.
        encoded: One entry a sentence, in the order of the sentences.
    """

    document: Document
    encoded: tuple[EncodedSentence, ...]

    def is_content(self, sentence: int) -> bool:
        """Whether a sentence carries what the article says."""
        return self.document.sentences[sentence].role.is_content

    def words(self, sentence: int) -> SideWords:
        """The words of one sentence."""
        return SideWords.of(self.document, self.encoded, [sentence])


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
        paragraphs = [sentence.paragraph for sentence in copy.document.sentences]
        return cls(reference, copy, align(reference.encoded, copy.encoded, paragraphs))

    def linked_groups(self) -> Iterator[Group]:
        """The groups with sentences on both sides."""
        return (group for group in self.groups if group.is_linked)

    @cached_property
    def matches(self) -> tuple[Match, ...]:
        """The linked groups with their words matched."""
        return tuple(
            Match(
                group,
                SideWords.of(self.reference.document, self.reference.encoded, group.reference),
                SideWords.of(self.copy.document, self.copy.encoded, group.copy),
            )
            for group in self.linked_groups()
        )

    @cached_property
    def group_of_reference(self) -> dict[int, Group]:
        """The group of each sentence of the reference."""
        return {index: group for group in self.groups for index in group.reference}

    @cached_property
    def group_of_copy(self) -> dict[int, Group]:
        """The group of each sentence of the copy."""
        return {index: group for group in self.groups for index in group.copy}
