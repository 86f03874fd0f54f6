"""Numerals in words: cardinals, ordinals, fractions, decades and vague magnitudes."""

from __future__ import annotations

from fractions import Fraction

from mtqa.quantities.number_words import (
    CARDINALS,
    DECADES,
    GROUP_WORDS,
    MAGNITUDES,
    ORDINALS,
    PARTS,
    SCALES,
)
from mtqa.quantities.numeral_types import Numeral, Style
from mtqa.quantities.scales import LARGEST, read_scales, with_half
from mtqa.quantities.tokens import Tokens


def read_words(tokens: Tokens, at: int) -> Numeral | None:
    """The numeral that begins with the number word at a token."""
    word = tokens.word(at)
    if word in CARDINALS or word in SCALES or word in ORDINALS:
        return _read_spelled(tokens, at)
    if word in MAGNITUDES:
        after = after_of(tokens, at)
        scale = _following_scale(tokens.word(after))
        end = after + 1 if scale > 1 else at + 1
        return Numeral(Fraction(MAGNITUDES[word] * scale), end, Style.VAGUE)
    if word in DECADES:
        return Numeral(Fraction(DECADES[word]), at + 1, Style.DECADE)
    if word in GROUP_WORDS:
        return Numeral(Fraction(GROUP_WORDS[word]), at + 1, is_weak=True)
    if word == "dozen":
        return Numeral(Fraction(12), at + 1)
    return None


def _following_scale(word: str) -> int:
    """The factor of "million" or "millions" after "hundreds of"; 1 for another word."""
    return MAGNITUDES.get(word) or SCALES.get(word, 1)


def after_of(tokens: Tokens, at: int) -> int:
    """The index of the next token, after an "of" if one follows."""
    return at + 2 if tokens.word(at + 1) == "of" else at + 1


def _read_spelled(tokens: Tokens, at: int) -> Numeral | None:
    """A cardinal, an ordinal or a fraction in words: "twenty-third", "two thirds"."""
    total, current, end, index = 0, 0, at, at
    while total + current < LARGEST:
        word = tokens.word(index)
        value = CARDINALS.get(word)
        if value is None and _is_ordinal_here(tokens, index, at):
            value = ORDINALS.get(word)
        if value is not None and value < 100 and _fits(current, value, index > at):
            current, end = current + value, index + 1
            if word not in CARDINALS:
                rank = Fraction(total + current)
                return Numeral(rank, end, Style.ORDINAL, is_weak=rank == 1)
        elif word in SCALES and (current or total or index == at):
            total, current = _scaled(total, current, SCALES[word])
            end = index + 1
        else:
            break
        index = _next_number_word(tokens, end, total + current)
    return _complete_cardinal(tokens, at, end, Fraction(total + current)) if end > at else None


def _complete_cardinal(tokens: Tokens, at: int, end: int, value: Fraction) -> Numeral:
    """A cardinal in words with the fraction, the year or the scale that follows it."""
    part_at = end + 1 if tokens.word(end) == "-" else end
    part = tokens.word(part_at)
    if part in PARTS and 0 < value < PARTS[part] * 4 and (value == 1) != part.endswith("s"):
        readings = (value,) if part.startswith(("quarter", "half")) else ()
        return Numeral(value / PARTS[part], part_at + 1, Style.FRACTION, readings=readings)
    following = CARDINALS.get(tokens.word(end), 0)
    if 13 <= value <= 20 and following >= 10:
        rest = _read_spelled(tokens, end)
        if rest and rest.value < 100:
            return Numeral(value * 100 + rest.value, rest.end)
    value, end = with_half(tokens, end, value)
    factor, end = read_scales(tokens, end)
    return Numeral(value * factor, end, is_weak=value * factor == 1 and end == at + 1)


def _fits(current: int, value: int, is_later: bool) -> bool:
    """Whether a number word under a hundred may follow the words before it in a numeral."""
    if not is_later:
        return True
    if value < 10:
        return value > 0 and current % 10 == 0 and current % 100 != 10
    return current % 100 == 0


def _scaled(total: int, current: int, scale: int) -> tuple[int, int]:
    """The total and the current part of a numeral in words after a scale word."""
    if scale == 100 and current < 100:
        return total, max(current, 1) * 100
    if current:
        return total + current * scale, 0
    return max(total, 1) * scale, 0


def _is_ordinal_here(tokens: Tokens, index: int, at: int) -> bool:
    """Whether an ordinal may end the numeral: "thirty-second", but not "thirty second"."""
    return index == at or (tokens[index - 1].lower == "-" and tokens.touches(index))


def _next_number_word(tokens: Tokens, at: int, value: int) -> int:
    """The index at which a numeral may continue: after a hyphen; after "and" from a hundred up."""
    word = tokens.word(at)
    if word == "-" and tokens.touches(at) and tokens.touches(at + 1):
        return at + 1
    if word == "and" and value >= 100 and tokens.word(at + 1) in CARDINALS:
        return at + 1
    return at
