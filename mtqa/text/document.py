"""Documents: a text, its sentences with exact offsets, the role of each."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from mtqa.text.roles import Role
from mtqa.text.spans import Place


@dataclass(frozen=True, slots=True)
class Sentence:
    """A span of a document, in code points, half open.

    Attributes:
        start: Offset of its first character.
        end: Offset behind its last character.
        paragraph: Number of the paragraph that it stands in, from 0.
        role: What it is in its article.
    """

    start: int
    end: int
    paragraph: int
    role: Role = Role.BODY


@dataclass(frozen=True, slots=True)
class Document:
    """A text and its sentences in order.

    Attributes:
        text: What every offset counts in.
        sentences: Its sentences.
        name: What a report calls it.
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
        """Index of the sentence that holds the offset, None between two."""
        index = bisect_right(self.sentences, offset, key=lambda sentence: sentence.start) - 1
        return index if index >= 0 and offset < self.sentences[index].end else None

    def place(self, start: int, end: int) -> Place:
        """The span from start to end as a place of a finding."""
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
