"""What the encoder says of a sentence and of its words: vectors, word classes, relations."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
import numpy.typing as npt

Pos = IntEnum(
    "Pos",
    "ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X",
    start=0,
)
"""Parts of speech of Universal Dependencies (https://universaldependencies.org/u/pos)."""

Relation = IntEnum(
    "Relation",
    "ACL ADVCL ADVMOD AMOD APPOS AUX CASE CC CCOMP CLF COMPOUND CONJ COP CSUBJ DEP DET "
    "DISCOURSE DISLOCATED EXPL FIXED FLAT GOESWITH IOBJ LIST MARK NMOD NSUBJ NUMMOD OBJ OBL "
    "ORPHAN PARATAXIS PUNCT REPARANDUM ROOT VOCATIVE XCOMP",
    start=0,
)
"""Dependency relations of Universal Dependencies (https://universaldependencies.org/u/dep)."""

_WEIGHT_OF = dict.fromkeys((Pos.NOUN, Pos.PROPN, Pos.NUM), 1.0)
_WEIGHT_OF |= dict.fromkeys((Pos.VERB, Pos.ADJ, Pos.ADV), 0.7)

CONTENT = np.array([pos in _WEIGHT_OF for pos in Pos])
"""Whether a word of each part of speech carries content, shape (parts of speech,)."""

WEIGHTS = np.array([_WEIGHT_OF.get(pos, 0.15 * (pos != Pos.PUNCT)) for pos in Pos], np.float32)
"""How much a word of each part of speech adds to the content of its sentence; a sign nothing."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one sentence, a row each.

    Attributes:
        spans: Offsets in the sentence's text, half open, shape (words, 2), int32.
        vectors: Unit vectors, shape (words, 128), float16: the dot product of two words tells
            how far one translates the other in its context. All zero where the encoder read
            nothing (beyond its longest sentence, control characters).
        pos: Part of speech, a `Pos` each, shape (words,), uint8.
        relation: Relation to its head, a `Relation` each, shape (words,), uint8.
        finite: Probability of being a finite verb, shape (words,), float32.
        proper: Probability of being a proper noun, shape (words,), float32.
    """

    spans: npt.NDArray[np.int32]
    vectors: npt.NDArray[np.float16]
    pos: npt.NDArray[np.uint8]
    relation: npt.NDArray[np.uint8]
    finite: npt.NDArray[np.float32]
    proper: npt.NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.spans)


@dataclass(frozen=True, slots=True)
class EncodedSentence:
    """What the encoder says of one sentence.

    Attributes:
        pooled: Sum of its token vectors, shape (dimensions,), float32. Sums add up: that of
            two sentences stands close to that of their concatenation. Scaled to length one,
            it is the sentence vector.
        words: Its words.
    """

    pooled: npt.NDArray[np.float32]
    words: Words


WordPair = tuple[tuple[str, ...], tuple[str, ...]]
"""The words of a group's two sides, as written."""


@dataclass(frozen=True, slots=True)
class PairReading:
    """What the pair reader says of the words of a group's two sides.

    Attributes:
        lost: Chance of each reference word that the copy lacks it, float32.
        lost_turned: Chance of each reference word that the copy says otherwise, float32.
        gained: Chance of each copy word that the reference lacks it, float32.
        gained_turned: Chance of each copy word that the reference says otherwise, float32.
        rank: The higher, the better the copy; to be held against others of the same reference.
    """

    lost: npt.NDArray[np.float32]
    lost_turned: npt.NDArray[np.float32]
    gained: npt.NDArray[np.float32]
    gained_turned: npt.NDArray[np.float32]
    rank: float
