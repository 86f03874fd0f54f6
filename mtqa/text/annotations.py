"""What the encoder returns for a sentence and its words: vectors, parts of speech, relations."""

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
"""Whether each part of speech counts as content, shape (parts of speech,)."""

WEIGHTS = np.array([_WEIGHT_OF.get(pos, 0.15 * (pos != Pos.PUNCT)) for pos in Pos], np.float32)
"""Weight of a word of each part of speech in its sentence; punctuation has none."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one sentence, one row per word.

    Attributes:
        spans: Offsets in the sentence's text, half open, shape (words, 2), int32.
        vectors: Unit vectors, shape (words, 128), float16. The dot product of two words
            estimates how well one translates the other in its context. All zero for words that
            the encoder did not read (beyond its maximum length, control characters).
        pos: `Pos` values, shape (words,), uint8.
        relation: `Relation` values (to the head), shape (words,), uint8.
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
    """What the encoder returns for one sentence.

    Attributes:
        pooled: Sum of its token vectors, shape (dimensions,), float32. Sums are additive: that
            of two sentences is close to that of their concatenation. Scaled to unit length, it
            is the sentence vector.
        words: Its words.
    """

    pooled: npt.NDArray[np.float32]
    words: Words


WordPair = tuple[tuple[str, ...], tuple[str, ...]]
"""The words of both sides of a group, as written."""


Tag = IntEnum("Tag", "ABSENT TURNED NAME NUMBER BROKEN GARBLED ANY GRAVE CRITICAL", start=0)
"""What the pair reader says of a word: the other side lacks it, or has another meaning, name or
number for it; it is broken off or ungrammatical, or in a foreign script or markup; it is part of
any error, of one above minor, of a critical one."""

MISTRANSLATION_KINDS = (
    "negation",
    "opposite",
    "role",
    "modality",
    "tense",
    "quantity",
    "time",
    "condition",
    "attribution",
    "sense",
    "relation",
    "other",
)
"""What kind of mistranslation a word is part of, if it is part of one."""

NO_COUNTERPART = -1e9
"""Score of a pair of words of which the pair reader has not read both."""

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class PairReading:
    """What the pair reader returns for a group; words without tokens have the chance 0 everywhere.

    Attributes:
        reference: Chance of each `Tag` per reference word, shape (words, tags), float32.
        copy: The same for the copy.
        reference_kinds: Chance of each of `MISTRANSLATION_KINDS` per reference word, shape
            (words, kinds), float32; they sum to 1.
        copy_kinds: The same for the copy.
        counterparts: Score (logit) that a wrong word of one side stands for a word of the other,
            shape (reference words, copy words), float32; `NO_COUNTERPART` for unread words.
        rank: A higher rank means a better copy; comparable for one reference only.
    """

    reference: Floats
    copy: Floats
    reference_kinds: Floats
    copy_kinds: Floats
    counterparts: Floats
    rank: float

    @property
    def lost(self) -> Floats:
        """Chance of each reference word that the copy lacks it."""
        return self.reference[:, Tag.ABSENT]

    @property
    def lost_turned(self) -> Floats:
        """Chance of each reference word that the copy contradicts it."""
        return _turned(self.reference)

    @property
    def gained(self) -> Floats:
        """Chance of each copy word that the reference lacks it."""
        return self.copy[:, Tag.ABSENT]

    @property
    def gained_turned(self) -> Floats:
        """Chance of each copy word that the reference contradicts it."""
        return _turned(self.copy)


def _turned(chances: Floats) -> Floats:
    """The highest chance of another meaning, name or number, shape (words,)."""
    return np.asarray(chances[:, [Tag.TURNED, Tag.NAME, Tag.NUMBER]].max(1))
