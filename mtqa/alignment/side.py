"""A document together with its encoded sentences."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from mtqa.alignment.overlap import WeightedWords
from mtqa.text.annotations import EncodedSentence
from mtqa.text.reading import ReadDocument
from mtqa.text.roles import Role


@dataclass(frozen=True)
class Side:
    """One of the two texts, encoded.

    Attributes:
        document: The text with its sentences.
        encoded: One entry a sentence, in the order of the sentences.
    """

    document: ReadDocument
    encoded: tuple[EncodedSentence, ...]

    def __len__(self) -> int:
        return len(self.encoded)

    @cached_property
    def words(self) -> tuple[WeightedWords, ...]:
        """The words of each sentence with their weights."""
        return tuple(WeightedWords.of(sentence.words) for sentence in self.encoded)

    @cached_property
    def word_counts(self) -> tuple[int, ...]:
        """The number of words of each sentence, split at white space."""
        return tuple(len(text.split()) for text in self.document.sentence_texts())

    @cached_property
    def content_counts(self) -> dict[int, int]:
        """The number of words of each content sentence; of every sentence where none is content."""
        counts = dict(enumerate(self.word_counts))
        return {index: n for index, n in counts.items() if self.is_content(index)} or counts

    def role(self, sentence: int) -> Role:
        """The role of a sentence in its article."""
        return self.document.sentences[sentence].role

    def is_content(self, sentence: int) -> bool:
        """Whether a sentence is part of the article's content."""
        return self.role(sentence).is_content

    def paragraph(self, sentence: int) -> int:
        """The number of the paragraph of a sentence."""
        return self.document.sentences[sentence].paragraph
