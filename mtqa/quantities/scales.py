"""Scales and fractions that follow a number: "million", "bn", "and a half"."""

from __future__ import annotations

from fractions import Fraction

from mtqa.quantities.number_words import PARTS, SCALES, SUFFIXES
from mtqa.quantities.tokens import Tokens

LARGEST = 10**15
"""Values from here on are not multiplied further, so that a run of words takes linear time."""


def read_scales(tokens: Tokens, at: int) -> tuple[int, int]:
    """The product of the scales that follow a number, and the index after them."""
    word = tokens.word(at)
    if word in SUFFIXES and (tokens.touches(at) or len(word) > 1):
        has_stop = tokens.word(at + 1) == "." and at + 2 < len(tokens)
        is_short = has_stop and tokens[at + 2].text.islower()
        return SUFFIXES[word], at + (2 if is_short else 1)
    factor = 1
    while True:
        next_at = at + 1 if tokens.word(at) == "-" else at
        word = tokens.word(next_at)
        scale = 12 if word == "dozen" else SCALES.get(word.removesuffix("s"), 0)
        if not scale or factor > LARGEST:
            return factor, at
        factor *= scale
        at = next_at + 1


def with_half(tokens: Tokens, at: int, value: Fraction) -> tuple[Fraction, int]:
    """The value with "and a half" or "and a quarter" added, and the index after it."""
    start = at + (tokens.word(at) == "-")
    if tokens.word(start) != "and":
        return value, at
    indices = [index for index in range(start + 1, start + 5) if tokens.word(index) != "-"]
    match [tokens.word(index) for index in indices[:2]]:
        case [("a" | "one"), ("half" | "quarter") as part]:
            return value + Fraction(1, PARTS[part]), indices[1] + 1
    return value, at
