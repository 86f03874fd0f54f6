"""Identifies the language of a text, to warn about texts that are not English."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

ENGLISH = "en"
UNDETERMINED = "und"
"""Code for a text that is too short or has too few words."""

_LONGEST = 20_000
_PIECE = 400
_WORD = re.compile(r"[^\W\d_]+")
_ENGLISH_WORDS = frozenset(
    "the and that with were been which would this from they their not it its his said who about "
    "after there could".split()
)
"""Frequent English words that are not frequent words of another language."""

_ENGLISH_SHARE = 0.08
_LEAST_ENGLISH = 2
_NO_LANGUAGE = "zxx"
_LEAST_SURE = 0.9
"""Minimum probability to call a piece another language. Of 5,819 English sentences, short ones and
headlines included, none had another language above 0.8."""


@dataclass(frozen=True, slots=True)
class Languages:
    """The languages of a pair, as ISO 639-1 codes; `und` if undetermined.

    Attributes:
        reference: Language of the reference.
        copy: Language of the copy.
    """

    reference: str = UNDETERMINED
    copy: str = UNDETERMINED

    def warning(self, reference: str, copy: str) -> str:
        """One line that names the texts that are not English; empty if there are none.

        Args:
            reference: Name of the reference.
            copy: Name of the copy.
        """
        sides = ((reference, self.reference), (copy, self.copy))
        foreign = [(name, _name(code)) for name, code in sides if is_foreign(code)]
        if not foreign:
            return ""
        if self.reference == self.copy:
            said = f"{reference} and {copy} seem to be in {_name(self.copy)}"
        else:
            said = " and ".join(f"{name} seems to be in {tongue}" for name, tongue in foreign)
        return f"{said}; mtqa reads English only, so its figures and findings may be wrong"


def language_of(text: str) -> str:
    """The language of most of a text, by its first 20,000 characters.

    Returns:
        Its ISO 639-1 code, or `und`.
    """
    head = text[:_LONGEST]
    pieces = [head[start : start + _PIECE] for start in range(0, len(head), _PIECE)]
    doubtful = [piece for piece in pieces if not _is_clearly_english(piece)]
    votes = Counter({ENGLISH: _weight(head) - sum(map(_weight, doubtful))})
    if votes[ENGLISH] * 2 <= _weight(head):  # else skip the library, which loads slowly
        for piece in doubtful:
            votes[_identified(piece)] += _weight(piece)
    unknown = votes.pop(UNDETERMINED, 0)
    [(code, weight)] = votes.most_common(1) or [(UNDETERMINED, 0)]
    return code if weight and votes.total() >= unknown else UNDETERMINED


def is_foreign(code: str) -> bool:
    """Whether a code names a language other than English."""
    return code not in (ENGLISH, UNDETERMINED)


def _weight(text: str) -> int:
    """The weight of a text: its bytes, because a Chinese character equals three letters."""
    return len(text.encode(errors="replace"))


def _is_clearly_english(piece: str) -> bool:
    words = _WORD.findall(piece.lower())
    english = sum(word in _ENGLISH_WORDS for word in words)
    return english >= _LEAST_ENGLISH and english >= _ENGLISH_SHARE * len(words)


def _identified(piece: str) -> str:
    """The language of a piece: English at any probability, others only above a minimum.

    The probabilities of the two best languages are added, because some are hard to distinguish
    (Indonesian and Malay).
    """
    [(code, first), (other, second)] = _identifier().rank(piece)[:2]
    is_sure = other != ENGLISH and first + second >= _LEAST_SURE
    return code if code == ENGLISH or (is_sure and code != _NO_LANGUAGE) else UNDETERMINED


@cache
def _identifier() -> LanguageIdentifier:
    """The model of the library, limited to languages with an ISO 639-1 code and "no language"."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(
        [code for code in identifier.labels if len(code) == 2 or code == "zxx"]
    )
    return identifier


def _name(code: str) -> str:
    """The English name of a language."""
    from babel import Locale

    return Locale("en").languages.get(code) or code
