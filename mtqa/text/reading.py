"""Reads a text: cleans it, splits it into paragraphs and sentences, and assigns roles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from mtqa.text.document import Document, Sentence
from mtqa.text.folding import Folded, fold
from mtqa.text.paragraphs import (
    paragraph_spans,
)
from mtqa.text.roles import cuts, roles_of
from mtqa.text.sentences import sentence_spans
from mtqa.text.spans import Place


@dataclass(frozen=True, slots=True)
class ReadDocument(Document):
    """A document whose offsets count in the text as read.

    Attributes:
        folded: Maps offsets to the text as given; None if both texts are the same.
    """

    folded: Folded | None = None

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


def read_document(text: str, name: str = "") -> ReadDocument:
    """Reads a text: its paragraphs, its sentences, and the role of each.

    Args:
        text: The text as given.
        name: Its name in a report.

    Returns:
        The document, with the text as read. Every character other than white space is in exactly
        one sentence. Sentences are in order and have no surrounding white space. A blank text has
        no sentences.
    """
    folded = fold(text)
    text = folded.read if folded else text
    paragraphs = [list(_sentences_of(text, *span)) for span in paragraph_spans(text)]
    roles = roles_of([[text[start:end] for start, end in spans] for spans in paragraphs])
    sentences = tuple(
        Sentence(start, end, number, role)
        for number, (spans, its_roles) in enumerate(zip(paragraphs, roles, strict=True))
        for (start, end), role in zip(spans, its_roles, strict=True)
    )
    return ReadDocument(text, sentences, name, folded)


def _sentences_of(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences of one paragraph, after splitting off date lines and credits."""
    for first, last in pairwise((start, *cuts(text, start, end), end)):
        yield from sentence_spans(text, first, last)
