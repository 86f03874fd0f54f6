"""Which words of the copy replaced the missing words of names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mtqa.detectors.names.group_names import LIMITS, GroupNames
from mtqa.detectors.names.recognition import Name


def replacements(
    group: GroupNames, missing: Mapping[int, Name], used: frozenset[int]
) -> dict[int, int]:
    """The copy word that most likely replaced each missing word, each copy word at most once.

    Args:
        group: The group.
        missing: The name of each missing word, by the index of the word.
        used: Copy words that replace none.
    """
    offers = sorted(
        (
            (_worth(group, index, copy_index), index, copy_index)
            for index, name in missing.items()
            for copy_index in (group.candidates if name.is_sure else _linked_new(group, index))
        ),
        reverse=True,
    )
    replaced: dict[int, int] = {}
    taken = set(used)
    for worth, index, copy_index in offers:
        if worth > LIMITS.least_worth and index not in replaced and copy_index not in taken:
            replaced[index] = copy_index
            taken.add(copy_index)
    return replaced


def _linked_new(group: GroupNames, index: int) -> list[int]:
    """The words of new names that are most like this word of the reference."""
    likeness = group.match.likeness
    return [
        copy_index
        for copy_index in group.new_names
        if likeness[index, copy_index] > LIMITS.linked_likeness
        and int(likeness[:, copy_index].argmax()) == index
    ]


def _worth(group: GroupNames, index: int, copy_index: int) -> float:
    """The evidence that a copy word stands for a word of the reference."""
    worth = group.likeness(index, copy_index)
    worth += LIMITS.name_bonus * group.copy_is_name[copy_index]
    worth += LIMITS.new_name_bonus * (copy_index in group.new_names)
    closeness = max(0.0, group.closeness(index, copy_index) - LIMITS.closeness_floor)
    worth += LIMITS.closeness_weight * closeness
    for step in (-1, 1):
        worth += LIMITS.neighbour_bonus * group.is_same(index + step, copy_index + step)
    return worth


def copy_extent(
    group: GroupNames, name: Name, copy_index: int, others: Sequence[int]
) -> tuple[int, int]:
    """The first and the last copy word that stand for a name.

    Args:
        group: The group.
        name: The name.
        copy_index: The copy word that a finding is about.
        others: More copy words that replaced words of the name.
    """
    wanted = {copy_index, *others, *_partners(group, name)}
    for run in group.copy_names:
        if copy_index in run.words:
            wanted.update(word for word in run.words if _is_free(group, word, name))
    first = last = copy_index
    for other in sorted(wanted, key=lambda other: abs(other - copy_index)):
        if first - LIMITS.widest_gap <= other <= last + LIMITS.widest_gap:
            first, last = min(first, other), max(last, other)
    return first, last


def is_near_partners(group: GroupNames, name: Name, copy_index: int) -> bool:
    """Whether a copy word stands beside a word that is linked to one of the name."""
    return any(0 < abs(copy_index - partner) <= LIMITS.near for partner in _partners(group, name))


def _partners(group: GroupNames, name: Name) -> list[int]:
    """The copy words that are linked to the words of a name."""
    partners = (int(group.match.partner_of_reference[index]) for index in name.words)
    return [partner for partner in partners if partner >= 0]


def _is_free(group: GroupNames, copy_index: int, name: Name) -> bool:
    """Whether a copy word is linked to no word outside a name."""
    partner = int(group.match.partner_of_copy[copy_index])
    return partner < 0 or partner in name.words
