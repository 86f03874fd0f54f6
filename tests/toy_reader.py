"""A toy reader: words hashed to unit vectors, for tests where the model would be slow."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from mtqa.alignment.comparison import Comparison
from mtqa.alignment.side import Side
from mtqa.alignment.word_alignment import Match, SideWords
from mtqa.results.groups import Group
from mtqa.text.annotations import (
    MISTRANSLATION_KINDS,
    EncodedSentence,
    PairReading,
    Pos,
    Relation,
    Tag,
    Words,
)
from mtqa.text.document import Sentence
from mtqa.text.reading import ReadDocument, read_document
from mtqa.text.roles import Role
from mtqa.text.tokens import word_spans

DIMENSIONS = 128

Read = Callable[[Sequence[str]], list[EncodedSentence]]
"""What reads sentences: the toy, or the encoder of a real checker."""


def read_toy(sentences: Sequence[str]) -> list[EncodedSentence]:
    """Reads sentences, each by itself."""
    return [encoded(sentence) for sentence in sentences]


def encoded(sentence: str) -> EncodedSentence:
    """Reads a sentence: a word's vector hangs on its letters only, in upper or lower case."""
    spans = word_spans(sentence)
    texts = [sentence[start:end] for start, end in spans]
    vectors = np.array([_vector(text.casefold()) for text in texts]).reshape(-1, DIMENSIONS)
    pos = np.array([_pos(text) for text in texts], np.uint8)
    words = Words(
        spans=np.array(spans, np.int32).reshape(-1, 2),
        vectors=vectors.astype(np.float16),
        pos=pos,
        relation=np.full(len(texts), Relation.NSUBJ, np.uint8),
        finite=(pos == Pos.VERB).astype(np.float32),
        proper=(pos == Pos.PROPN).astype(np.float32),
    )
    return EncodedSentence(vectors.sum(0).astype(np.float32), words)


def side(text: str) -> Side:
    """A text, read as the pipeline reads it."""
    return _side(read_document(text), read_toy)


def side_of(*sentences: str, role: Role = Role.BODY, read: Read = read_toy) -> Side:
    """Sentences given one by one, all in one paragraph and of one role."""
    text, spans = "", []
    for sentence in sentences:
        spans.append(Sentence(len(text), len(text) + len(sentence), 0, role))
        text += sentence + " "
    return _side(ReadDocument(text, tuple(spans)), read)


def compared(reference: Iterable[str], copy: Iterable[str], read: Read = read_toy) -> Comparison:
    """Two lists of sentences, aligned."""
    return Comparison.of(side_of(*reference, read=read), side_of(*copy, read=read))


def matched(reference: str, copy: str, read: Read = read_toy) -> Match:
    """Two sentences that are linked, their words matched."""
    one, other = (SideWords.of(side_of(text, read=read), [0]) for text in (reference, copy))
    return Match(Group((0,), (0,), 1.0), one, other)


def reading(
    lost: Sequence[float],
    gained: Sequence[float],
    *,
    lost_turned: Sequence[float] = (),
    gained_turned: Sequence[float] = (),
) -> PairReading:
    """A reading with given chances of missing words and of words with another meaning."""
    count = len(MISTRANSLATION_KINDS)
    return PairReading(
        _tags(lost, lost_turned),
        _tags(gained, gained_turned),
        np.full((len(lost), count), 1 / count, np.float32),
        np.full((len(gained), count), 1 / count, np.float32),
        np.zeros((len(lost), len(gained)), np.float32),
        0.0,
    )


def _tags(absent: Sequence[float], turned: Sequence[float]) -> npt.NDArray[np.float32]:
    made = np.zeros((len(absent), len(Tag)), np.float32)
    made[:, Tag.ABSENT] = absent
    if len(turned):
        made[:, Tag.TURNED] = turned
    return made


def _side(document: ReadDocument, read: Read) -> Side:
    return Side(document, tuple(read(document.sentence_texts())))


@cache
def _vector(form: str) -> npt.NDArray[np.float32]:
    drawn = np.random.default_rng(zlib.crc32(form.encode())).normal(size=DIMENSIONS)
    return (drawn / np.linalg.norm(drawn)).astype(np.float32)


def _pos(text: str) -> Pos:
    if not text[0].isalnum():
        return Pos.PUNCT
    if text[0].isdigit():
        return Pos.NUM
    if text.endswith("ed"):
        return Pos.VERB
    if len(text) <= 3:
        return Pos.DET
    return Pos.PROPN if text[0].isupper() else Pos.NOUN
