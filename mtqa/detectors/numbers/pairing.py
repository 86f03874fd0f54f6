"""One-to-one pairs of quantities of two texts that agree."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from mtqa.quantities import Agreement, Quantity, agreement

MOST_COMPARED = 24
"""Maximum unpaired quantities of a side that are compared with each of the other side."""

ScoredPair = tuple[float, int, int]
"""A score, an index on the side of the reference, and one on the side of the copy."""


@dataclass(slots=True)
class Pairing:
    """The quantities of two texts, by their indices.

    Attributes:
        pairs: A quantity of the reference and one of the copy that agree.
        missing: Quantities of the reference without a partner.
        extra: Quantities of the copy without a partner.
    """

    pairs: list[tuple[int, int]] = field(default_factory=list)
    missing: list[int] = field(default_factory=list)
    extra: list[int] = field(default_factory=list)


def pair(reference: Sequence[Quantity], copy: Sequence[Quantity]) -> Pairing:
    """Pairs of quantities that agree, the best agreement first, each quantity in one at most.

    Equal quantities are paired at any distance. Of the others, the first `MOST_COMPARED` of each
    side are compared.
    """
    equal = _pair_equals(reference, copy)
    agreeing = (
        (degree, index, its)
        for index in equal.missing[:MOST_COMPARED]
        for its in equal.extra[:MOST_COMPARED]
        if (degree := agreement(reference[index], copy[its]))
    )
    pairs = [(index, its) for _, index, its in best_pairs(agreeing)]
    paired, its_paired = {index for index, _ in pairs}, {its for _, its in pairs}
    return Pairing(
        equal.pairs + pairs,
        [index for index in equal.missing if index not in paired],
        [its for its in equal.extra if its not in its_paired],
    )


def best_pairs(candidates: Iterable[ScoredPair]) -> list[ScoredPair]:
    """The candidates with the highest scores, each index of either side in one at most."""
    taken, its_taken = set[int](), set[int]()
    chosen = []
    for score, index, its in sorted(candidates, key=lambda candidate: -candidate[0]):
        if index not in taken and its not in its_taken:
            taken.add(index)
            its_taken.add(its)
            chosen.append((score, index, its))
    return chosen


def _pair_equals(reference: Sequence[Quantity], copy: Sequence[Quantity]) -> Pairing:
    """Pairs of equal quantities, in time linear in their number."""
    waiting = defaultdict[tuple[object, ...], deque[int]](deque)
    for its, other in enumerate(copy):
        waiting[_key(other)].append(its)
    pairing = Pairing()
    for index, one in enumerate(reference):
        equals = waiting.get(_key(one))
        if equals and agreement(one, copy[equals[0]]) is Agreement.SAME:
            pairing.pairs.append((index, equals.popleft()))
        else:
            pairing.missing.append(index)
    unpaired = (its for equals in waiting.values() for its in equals)
    pairing.extra = sorted(unpaired, key=lambda its: copy[its].start)
    return pairing


def _key(one: Quantity) -> tuple[object, ...]:
    """The kind, value and unit, which are the same in equal quantities."""
    return one.kind, one.value, one.month, one.unit.name if one.unit else ""
