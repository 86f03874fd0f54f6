"""The tokens of both sides of a group in one sequence."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple, Protocol

import numpy as np
import numpy.typing as npt
from tokenizers import Encoding

from mtqa.encoding.devices import Ints
from mtqa.text.annotations import WordPair

LONGEST = 512
"""Maximum tokens of both sides; longer groups are not read."""


class Case(IntEnum):
    """How a word is written, which a lower-case model cannot see."""

    PLAIN = 0
    INITIAL = 1
    """Its first letter is a capital, and its rest is not all capitals, if there is one."""
    UPPER = 2
    """It has two letters or more, all capitals."""
    INNER = 3
    """It has capitals, but its first letter is none: iPhone."""


class Tokenizes(Protocol):
    """What splits words into tokens."""

    def tokens(self, texts: Sequence[list[str]]) -> list[Encoding]:
        """The tokens of the words of each text, one special token at each end."""
        ...


class Tokens(NamedTuple):
    """The tokens of a pair.

    Attributes:
        pair: Index of the pair.
        ids: Token ids, special tokens included.
        types: Token types: 4 times the side (1 behind the reference and its last special token)
            plus the `Case` of the word.
        second: Position of the first token of the copy.
        places: Position of the first token of each word, reference first.
        is_read: Whether each word has tokens.
        split: Number of words of the reference.
    """

    pair: int
    ids: Ints
    types: Ints
    second: int
    places: Ints
    is_read: npt.NDArray[np.bool_]
    split: int


def as_tokens(tokenizer: Tokenizes, pairs: Sequence[WordPair]) -> list[Tokens]:
    """The tokens of all pairs that are not too long."""
    sides = [list(words) for pair in pairs for words in pair]
    encoded = tokenizer.tokens(sides)
    made = []
    for index, (one, other) in enumerate(zip(encoded[::2], encoded[1::2], strict=True)):
        if one.overflowing or other.overflowing or len(one) + len(other) - 1 > LONGEST:
            continue
        reference, copy = sides[2 * index : 2 * index + 2]
        firsts, seconds = _first_tokens(one, len(reference)), _first_tokens(other, len(copy))
        is_read = np.concatenate([firsts, seconds]) >= 0
        places = np.where(is_read, np.concatenate([firsts, seconds + len(one) - 1]), 0)
        ids = np.array([*one.ids, *other.ids[1:]], np.int32)
        types = np.concatenate([_cases(one, reference), len(Case) + _cases(other, copy)[1:]])
        made.append(Tokens(index, ids, types, len(one), places, is_read, len(firsts)))
    return made


def _first_tokens(encoding: Encoding, count: int) -> Ints:
    """The position of the first token of each word; -1 for words without tokens."""
    places = np.full(count, -1, np.int32)
    for place in range(len(encoding) - 2, 0, -1):
        places[encoding.word_ids[place]] = place
    return places


def _cases(encoding: Encoding, words: Sequence[str]) -> Ints:
    """The `Case` of the word of each token; `PLAIN` for special tokens."""
    of_words = [case_of(word) for word in words]
    return np.array(
        [Case.PLAIN if word is None else of_words[word] for word in encoding.word_ids], np.int32
    )


@lru_cache(maxsize=1 << 16)
def case_of(word: str) -> Case:
    """How a word is written; signs and digits do not count."""
    capitals = [letter.isupper() for letter in word if letter.isalpha()]
    if not any(capitals):
        return Case.PLAIN
    if not capitals[0]:
        return Case.INNER
    return Case.UPPER if len(capitals) > 1 and all(capitals) else Case.INITIAL
