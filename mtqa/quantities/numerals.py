"""Numerals in digits and in words, with exact values."""

from __future__ import annotations

from fractions import Fraction

from mtqa.quantities.digit_numerals import read_digits
from mtqa.quantities.number_words import FRACTION_SIGNS, INDEFINITE, NUMBER_WORDS, PARTS, SCALES
from mtqa.quantities.numeral_types import Numeral, Style
from mtqa.quantities.scales import read_scales
from mtqa.quantities.spelled_numerals import after_of, read_words
from mtqa.quantities.tokens import Tokens


def read_numeral(tokens: Tokens, at: int) -> Numeral | None:
    """The numeral that begins at a token, if one does."""
    word = tokens[at].lower
    if word[0].isdecimal():
        return read_digits(tokens, at)
    if word == "half":
        return _read_half(tokens, at)
    if word in ("a", "an"):
        return _read_article(tokens, at)
    if word in INDEFINITE and tokens.word(after_of(tokens, at)) in SCALES:
        scale = after_of(tokens, at)
        return Numeral(Fraction(SCALES[tokens[scale].lower]), scale + 1, Style.VAGUE)
    if word in FRACTION_SIGNS:
        return Numeral(Fraction(FRACTION_SIGNS[word]), at + 1, in_digits=True)
    return read_words(tokens, at) if word in NUMBER_WORDS else None


def _read_half(tokens: Tokens, at: int) -> Numeral:
    """The numeral at a "half": "half", "half a million", "half-dozen"."""
    end = at + 2 if tokens.word(at + 1) in ("a", "-") else at + 1
    factor, after = read_scales(tokens, end)
    if after > end:
        return Numeral(Fraction(factor, 2), after)
    return Numeral(Fraction(1, 2), at + 1, Style.FRACTION)


def _read_article(tokens: Tokens, at: int) -> Numeral | None:
    """The numeral at an article: "a hundred", "a third of", "a dozen", "a few thousand"."""
    end = at + 1
    ahead = tokens.word(end)
    if ahead in INDEFINITE:
        return read_numeral(tokens, end)
    if ahead in PARTS and tokens.word(end + 1) == "of":
        factor, after = read_scales(tokens, end + 3) if tokens.word(end + 2) == "a" else (1, 0)
        after = after if factor > 1 else end + 1
        return Numeral(Fraction(factor, PARTS[ahead]), after, Style.FRACTION)
    if ahead in ("half", "quarter", "third"):
        part = Fraction(1, PARTS[ahead])
        if ahead == "third":
            return Numeral(Fraction(3), end + 1, Style.ORDINAL, readings=(part,))
        return Numeral(part, end + 1, Style.FRACTION, is_weak=True)
    factor, after = read_scales(tokens, end)
    if after == end:
        return None
    rest = read_words(tokens, after + 1) if tokens.word(after) == "and" else None
    if rest and rest.value < factor and rest.style is Style.CARDINAL and not rest.is_weak:
        return Numeral(factor + rest.value, rest.end)
    return Numeral(Fraction(factor), after)
