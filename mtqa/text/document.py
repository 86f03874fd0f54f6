"""Text to Document: paragraphs, sentences with exact offsets, roles, words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from mtqa.results.findings import Place
from mtqa.text.folding import Folded, fold
from mtqa.text.roles import Role as Role
from mtqa.text.roles import cuts, roles_of
from mtqa.text.sentences import sentence_spans, trimmed

_SHORTEST_WRAP = 40
_LONGEST_WRAP = 120
_WORD = re.compile(
    r"""\d+(?:[.,:]\d+)+                                       # 2.07  100,000  4:15
    |[^\W\d_](?:\.[^\W\d_])+\.?(?![^\W_])                    # U.S.  a.m.
    |(?:[^\W_][\u0300-\u036f]*)+(?:['’](?:[^\W_][\u0300-\u036f]*)+)*
    |[^\w\s]|_""",
    re.VERBOSE,
)


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


def read_document(text: str, name: str = "") -> Document:
    """Reads a text: its paragraphs, its sentences, and the role of each.

    Args:
        text: The text as given.
        name: What to call it in a report.

    Returns:
        The document, with the text as read. Every character that is no white space lies in exactly
        one sentence; sentences stand in order and have no white space at their edges. A blank text
        has none.
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
    return Document(text, sentences, name, folded)


def word_spans(text: str) -> list[tuple[int, int]]:
    """The words and single punctuation marks of a text, in order, as half-open spans.

    Letters and digits make one word with the apostrophes inside it (`don't`, `9th`); digits
    joined by `.`, `,` or `:` are one number (`2.07`, `100,000`, `4:15`); dotted letters are one
    word with their last dot (`U.S.`, `a.m.`). Hyphens stand alone between two words, and so
    does every other sign (`%`, `$`, `-`). White space belongs to none.
    """
    return [match.span() for match in _WORD.finditer(text)]


def paragraph_spans(text: str) -> list[tuple[int, int]]:
    """The paragraphs of a text, as half-open spans without white space at their edges.

    A blank line ends a paragraph, and so does the end of a line, unless the lines between two
    blank lines are one text broken at a fixed width.
    """
    return [
        trimmed(text, start, end)
        for block in _blocks(text)
        for start, end in _unwrapped(text, block)
    ]


def _sentences_of(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences of one paragraph; date lines and credits are cut off first."""
    for first, last in pairwise((start, *cuts(text, start, end), end)):
        yield from sentence_spans(text, first, last)


def _blocks(text: str) -> Iterator[list[tuple[int, int]]]:
    """The lines of a text, as spans, in runs without a blank line or a page break."""
    block: list[tuple[int, int]] = []
    end = 0
    for line in text.splitlines(keepends=True):
        start, end = end, end + len(line)
        if not line.isspace():
            block.append((start, end))
        if block and (line.isspace() or line[-1] in "\f\u2029"):
            yield block
            block = []
    if block:
        yield block


def _unwrapped(text: str, lines: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The paragraphs of one block: its lines, joined where they were broken at a width.

    A line was broken there if the first word of the next one would not have fitted in, and the
    block is taken for wrapped text only if every other line ends a sentence and breaks lie
    inside sentences.
    """
    spans = [trimmed(text, *line) for line in lines]
    width = max(end - start for start, end in spans)
    full = [
        end - start + 1 + len(_first_word(text, *following)) > width
        for (start, end), following in pairwise(spans)
    ]
    ends = [_ends_with_stop(text, end) for _, end in spans]
    inside = sum(
        is_full and not stops and text[following[0]].islower()
        for is_full, stops, following in zip(full, ends, spans[1:], strict=False)
    )
    is_wrapped = (
        _SHORTEST_WRAP <= width <= _LONGEST_WRAP
        and inside > 0
        and inside * 4 >= sum(full)
        and all(is_full or stops for is_full, stops in zip(full, ends, strict=False))
    )
    if not is_wrapped:
        yield from spans
        return
    first = spans[0][0]
    for is_full, (_, end), following in zip(full, spans, spans[1:], strict=False):
        if not is_full:
            yield first, end
            first = following[0]
    yield first, spans[-1][1]


def _first_word(text: str, start: int, end: int) -> str:
    return text[start : min(end, start + _LONGEST_WRAP)].split(maxsplit=1)[0]


def _ends_with_stop(text: str, end: int) -> bool:
    return text[max(0, end - 4) : end].rstrip("\"'“”’»)]").endswith((".", "!", "?", "…", ":"))
