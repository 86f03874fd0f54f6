"""Brings the quantities of a text and of its copy together, and tells which look changed."""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from mtqa.calibration import Limits
from mtqa.quantities.equivalence import COUNTS, Agreement, agreement, same_unit
from mtqa.quantities.limits import may_be_year
from mtqa.quantities.quantity import Kind, Quantity

MOST = 24
"""Most quantities of a side that are compared each with each, once equals are set aside."""

FOLLOWING = re.compile(r"[ \u00a0-]{0,2}([^\W\d_]+)(?:[ \u00a0-]{1,2}([^\W\d_]+))?")
PRECEDING = re.compile(r"([^\W\d_]+)[ \u00a0.]{0,2}\Z")
IDLE_WORDS = {
    "the", "a", "an", "of", "in", "on", "at", "to", "and", "or", "for", "from", "by", "with",
    "more", "other", "new", "is", "was", "are", "were", "as", "that", "his", "her", "its",
    "their", "per", "than",
}  # fmt: skip


class _Limits(Limits, section="number_pairing"):
    least: float
    """Minimum points for a number of the reference to be changed into one of the copy."""
    least_repeated: float
    """The same where the other side has the value too: the number beside it may be a repetition."""
    base: float
    """Points of two numbers that can stand for each other."""
    only: float
    """Points where either side has only one number without a partner."""
    position: float
    """Deduction for opposite ends of the two texts; nearer positions cost less in proportion."""
    no_unit: float
    """Deduction where only one number has a unit."""
    other_dimension: float
    """Deduction for units that do not convert into each other."""
    same_dimension: float
    """Points for units that convert into each other."""
    same_unit: float
    """Points for the same unit."""
    same_value: float
    """Points for the same value in another unit."""
    kind: float
    """Points for two dates, times or names with digits: they are rarer than counts."""
    notation: float
    """Points for two numbers in digits, or two in words."""
    year: float
    """Points for two years."""
    words_after: float
    """Points for a common word among the two words behind."""
    word_before: float
    """Points for the same word before."""
    slip: float
    """Points for digits that differ in one place, in their order, or in the decimal point."""
    weak: float
    """Deduction where one of them may be no number at all, as in "one" and "first"."""


LIMITS = _Limits()


@dataclass(slots=True)
class Pairing:
    """The quantities of two texts, those that agree brought together.

    Attributes:
        pairs: A quantity of the reference and one of the copy that agree.
        lost: Quantities of the reference without a partner.
        spare: Quantities of the copy without a partner.
    """

    pairs: list[tuple[Quantity, Quantity]] = field(default_factory=list)
    lost: list[Quantity] = field(default_factory=list)
    spare: list[Quantity] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a text in which quantities stand."""

    text: str
    start: int
    end: int

    def place_of(self, quantity: Quantity) -> float:
        """Where a quantity stands, 0 at the start to 1 at the end."""
        return (quantity.start - self.start) / max(1, self.end - self.start)

    def following(self, quantity: Quantity) -> set[str]:
        """Stems of the two words behind a quantity."""
        match = FOLLOWING.match(self.text, quantity.end)
        return _stems(match.groups()) if match else set()

    def word_before(self, quantity: Quantity) -> str:
        """The word before a quantity in lower case; empty where there is none."""
        match = PRECEDING.search(self.text[max(0, quantity.start - 30) : quantity.start])
        return match.group(1).lower() if match else ""


def pair(reference: Sequence[Quantity], copy: Sequence[Quantity]) -> Pairing:
    """Pairs quantities that agree, each with one at most, the best agreement first.

    Equal ones meet at any distance; of the others, the first `MOST` of each side are compared.
    """
    pairing = _pair_equals(reference, copy)
    agreed = sorted(
        (-agreement(one, other), at, place)
        for at, one in enumerate(pairing.lost[:MOST])
        for place, other in enumerate(pairing.spare[:MOST])
        if agreement(one, other)
    )
    taken: set[int] = set()
    given: set[int] = set()
    for _, at, place in agreed:
        if at not in taken and place not in given:
            taken.add(at)
            given.add(place)
            pairing.pairs.append((pairing.lost[at], pairing.spare[place]))
    pairing.lost = [one for at, one in enumerate(pairing.lost) if at not in taken]
    pairing.spare = [one for place, one in enumerate(pairing.spare) if place not in given]
    return pairing


def likeness(one: Quantity, other: Quantity, here: Passage, there: Passage) -> float:
    """How much two quantities that do not agree look like one, changed.

    Args:
        one: The reference's.
        other: The copy's.
        here: What surrounds the reference's.
        there: What surrounds the copy's.

    Returns:
        Points for alike units, words around, places and digits; 0 for two that cannot stand for
        each other.
    """
    if not _are_comparable(one, other):
        return 0.0
    alike = LIMITS.base - LIMITS.position * abs(here.place_of(one) - there.place_of(other))
    alike += _likeness_of_units(one, other)
    alike += LIMITS.kind * (one.kind not in COUNTS or bool(one.name))
    alike += LIMITS.notation * (one.in_digits == other.in_digits) + LIMITS.year * is_year(one)
    alike += LIMITS.words_after * bool(here.following(one) & there.following(other))
    before = _stems([here.word_before(one)]) & _stems([there.word_before(other)])
    alike += LIMITS.word_before * bool(before)
    alike += LIMITS.slip * _is_slip(one, other)
    return alike - LIMITS.weak * ((one.is_weak or other.is_weak) and not one.name)


def have_changed_places(
    first: tuple[Quantity, Quantity],
    second: tuple[Quantity, Quantity],
    here: Passage,
    there: Passage,
) -> bool:
    """Whether two pairs of agreeing counts stand before each other's nouns in the copy."""
    (one, its), (two, twos) = first, second
    if one.kind is not two.kind or one.value == two.value or one.unit or two.unit:
        return False
    ones_noun, twos_noun = here.following(one), here.following(two)
    noun_of_its, noun_of_twos = there.following(its), there.following(twos)
    crossed = ones_noun & noun_of_twos and twos_noun & noun_of_its
    return bool(crossed) and not (ones_noun & noun_of_its or twos_noun & noun_of_twos)


def is_year(one: Quantity) -> bool:
    """Whether a bare number is likely a year."""
    is_whole = one.value.denominator == 1 and one.kind is Kind.NUMBER
    return is_whole and one.unit is None and may_be_year(one.value)


def _pair_equals(reference: Sequence[Quantity], copy: Sequence[Quantity]) -> Pairing:
    """Pairs equal quantities in one pass, so that long lists cost no more than their length."""
    waiting = defaultdict[tuple[object, ...], deque[Quantity]](deque)
    for other in copy:
        waiting[_key(other)].append(other)
    pairing = Pairing()
    for one in reference:
        equals = waiting.get(_key(one))
        if equals and agreement(one, equals[0]) is Agreement.SAME:
            pairing.pairs.append((one, equals.popleft()))
        else:
            pairing.lost.append(one)
    pairing.spare = sorted(
        (other for others in waiting.values() for other in others), key=lambda other: other.start
    )
    return pairing


def _key(one: Quantity) -> tuple[object, ...]:
    """What two quantities share that are the same in kind, value and unit."""
    return one.kind, one.value, one.month, one.unit.name if one.unit else ""


def _are_comparable(one: Quantity, other: Quantity) -> bool:
    """Whether a quantity could have become the other."""
    if one.name or other.name:
        return one.name == other.name
    if Kind.VAGUE in (one.kind, other.kind) and one.kind is not other.kind:
        return {one.kind, other.kind} == {Kind.VAGUE, Kind.NUMBER} and one.value == other.value
    if one.kind in COUNTS:
        return other.kind in COUNTS and is_year(one) == is_year(other)
    return one.kind is other.kind or (one.kind is Kind.MONTH and other.kind is Kind.DATE)


def _likeness_of_units(one: Quantity, other: Quantity) -> float:
    """How much the units speak for two quantities being one, changed."""
    if one.unit is None or other.unit is None:
        return -LIMITS.no_unit * (one.unit is not other.unit)
    if one.value == other.value:
        return LIMITS.same_value
    if same_unit(one.unit, other.unit):
        return LIMITS.same_unit
    is_convertible = one.unit.dimension == other.unit.dimension
    return LIMITS.same_dimension if is_convertible else -LIMITS.other_dimension


def _is_slip(one: Quantity, other: Quantity) -> bool:
    """Whether the digits differ as by a slip: one of them, their order, or the point."""
    if one.value == other.value or not (one.value and other.value):
        return False
    digits, others = _digits(one.value), _digits(other.value)
    if digits == others or (len(digits) > 1 and sorted(digits) == sorted(others)):
        return True
    return len(digits) == len(others) > 2 and sum(map(str.__ne__, digits, others)) == 1


def _digits(value: Fraction) -> str:
    """The leading digits of a value, without zeros at either end."""
    return f"{float(value):.11e}".partition("e")[0].replace(".", "").rstrip("0")


def _stems(words: Iterable[str | None]) -> set[str]:
    """The words that carry meaning, cut so that their forms meet."""
    lower = {word.lower() for word in words if word} - IDLE_WORDS
    return {word[:6].rstrip("s") for word in lower}
