"""Documents: a text and its sentences with exact offsets and roles."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from mtqa.text.roles import Role
from mtqa.text.spans import Place


@dataclass(frozen=True, slots=True)
class Sentence:
    """A half-open span of a document, in code points.

    Attributes:
        start: Start offset.
        end: End offset.
        paragraph: Number of its paragraph, from 0.
        role: What it is in its article.
    """

    start: int
    end: int
    paragraph: int
    role: Role = Role.BODY


@dataclass(frozen=True, slots=True)
class Document:
    """A text and its sentences, in order.

    Attributes:
        text: The text that all offsets refer to.
        sentences: Its sentences.
        name: Its name in a report.
    """

    text: str
    sentences: tuple[Sentence, ...]
    name: str = ""

    def sentence_text(self, index: int) -> str:
        """The text of one sentence."""
        sentence = self.sentences[index]
        return self.text[sentence.start : sentence.end]

    def sentence_texts(self) -> list[str]:
        """The texts of all sentences."""
        return [self.text[sentence.start : sentence.end] for sentence in self.sentences]

    def sentence_at(self, offset: int) -> int | None:
        """The index of the sentence at an offset; None between sentences."""
        index = bisect_right(self.sentences, offset, key=lambda sentence: sentence.start) - 1
        return index if index >= 0 and offset < self.sentences[index].end else None

    def place(self, start: int, end: int) -> Place:
        """A span as the place of a finding."""
        return Place(start, end, self.text[start:end])

    @property
    def content_words(self) -> int:
        """How many words the content sentences have; all sentences, where none is content."""
        texts = list(zip(self.sentences, self.sentence_texts(), strict=True))
        content = [text for sentence, text in texts if sentence.role.is_content]
        return sum(len(text.split()) for text in content or [text for _, text in texts])


@dataclass(frozen=True, slots=True)
class SentenceSpan:
    """A sentence of a text that is not at hand.

    Attributes:
        start: Offset of its first character.
        end: Offset behind its last character.
        role: What it is in its article.
    """

    start: int
    end: int
    role: Role = Role.BODY


@dataclass(frozen=True, slots=True)
class Outline:
    """A document without its text: what a report in its JSON form holds of a side.

    Attributes:
        sentences: Where the sentences lie in the text.
        name: What a report calls the text.
        content_words: How many words the content sentences have.
    """

    sentences: tuple[SentenceSpan, ...]
    name: str
    content_words: int
