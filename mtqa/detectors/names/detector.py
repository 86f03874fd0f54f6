"""Names that are misspelled, replaced or missing in the copy of their group."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mtqa.alignment.comparison import Comparison
from mtqa.detectors.names.damage import LIMITS, RANKING, Damage
from mtqa.detectors.names.drops import is_harmless_loss
from mtqa.detectors.names.group_names import GroupNames, PairWords
from mtqa.detectors.names.lost_names import LostName, LostWord
from mtqa.detectors.names.missing_words import missing_words
from mtqa.detectors.names.replacements import copy_extent, replacements
from mtqa.detectors.names.rules import damage_of, is_other_direction
from mtqa.detectors.pair_reader_veto import seems_same
from mtqa.results.findings import Finding, FindingType, Mention
from mtqa.text.spans import Place

_REPLACED = frozenset((Damage.REPLACED, Damage.COMMON_WORD))


def detect(comparison: Comparison) -> Iterator[Finding]:
    """Finds the damaged names, each damage once, at its first mention.

    Args:
        comparison: The two documents with their groups.

    Yields:
        Findings of type `name`: `misspelled`, `replaced` or `dropped`.
    """
    pair = PairWords(comparison.reference.document.text, comparison.copy.document.text)
    mentions: dict[tuple[str, ...], list[Finding]] = {}
    for match in comparison.matches:
        longest = max(len(match.reference), len(match.copy))
        has_content = any(map(comparison.reference.is_content, match.group.reference))
        if longest > LIMITS.longest_group or not has_content:
            continue
        for finding in _group_findings(GroupNames(pair, match), comparison):
            mentions.setdefault(_damage_key(finding), []).append(finding)
    for same in mentions.values():
        more = tuple(Mention(one.reference, one.copy) for one in same[1:])
        yield replace(same[0], more=more)


def _damage_key(finding: Finding) -> tuple[str, ...]:
    """What mentions of one damage have in common: the words on both sides."""
    places = (finding.reference, finding.copy)
    return tuple(place.text.casefold() if place else "" for place in places)


def _group_findings(group: GroupNames, comparison: Comparison) -> Iterator[Finding]:
    """Yields the findings of one group, in the order of the reference."""
    missing = missing_words(group)
    sentence, is_content = group.match.reference.sentence, comparison.reference.is_content
    names = {i: name for i, name in missing.names.items() if is_content(int(sentence[i]))}
    replaced = replacements(group, names, missing.used)
    for name in dict.fromkeys(names.values()):
        lost = LostName.of(group, name, names, replaced)
        damages = [
            (word, damage)
            for word in lost.words
            if (damage := damage_of(group, comparison, lost, word))
        ]
        if damages and not is_harmless_loss(group, lost, damages):
            yield _name_finding(group, comparison, lost, damages)


def _name_finding(
    group: GroupNames,
    comparison: Comparison,
    lost: LostName,
    damages: list[tuple[LostWord, Damage]],
) -> Finding:
    """The finding of one name, by the word with the worst damage."""
    word, damage = min(damages, key=lambda one: RANKING.index(one[1]))
    reference = group.match.reference.place(lost.name.first, lost.name.last)
    if word.copy_index is None or damage.is_drop:
        return _finding(damage, f"“{reference.text}” is missing from the copy", reference)
    others = [word.copy_index for word, _ in damages if word.copy_index is not None]
    copy = group.match.copy.place(*copy_extent(group, lost.name, word.copy_index, others))
    is_same = not is_other_direction(group, word) and seems_same(comparison, reference, copy)
    if damage in _REPLACED and is_same:
        damage = Damage.REPHRASED
    change = "misspelled as" if damage is Damage.MISSPELLED else "replaced by"
    return _finding(damage, f"“{reference.text}” is {change} “{copy.text}”", reference, copy)


def _finding(damage: Damage, message: str, reference: Place, copy: Place | None = None) -> Finding:
    """A finding of a damage at its places."""
    return Finding(
        FindingType.NAME,
        damage.severity,
        damage.certainty,
        message,
        damage.kind,
        reference,
        copy,
    )
