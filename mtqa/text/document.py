"""Documents: a text, its sentences with exact offsets, the role of each."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace

from mtqa.text.folding import Folded
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
        text: What every offset counts in: the text as read, or after `as_given` the one as given.
        sentences: Its sentences.
        name: What a report calls it.
        folded: How the text as read came from the one as given; None where they are the same.
    """

    text: str
    sentences: tuple[Sentence, ...]
    name: str = ""
    folded: Folded | None = None

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

    def as_given(self) -> Document:
        """The same document with offsets in the text as given."""
        if self.folded is None:
            return self
        given = self.folded
        sentences = []
        for sentence in self.sentences:
            start, end = given.span(sentence.start, sentence.end)
            sentences.append(replace(sentence, start=start, end=end))
        return Document(given.given, tuple(sentences), self.name)

    def given_place(self, place: Place) -> Place:
        """A place in this document as a place in the text as given."""
        if self.folded is None:
            return place
        start, end = self.folded.span(place.start, place.end)
        return Place(start, end, self.folded.given[start:end])
