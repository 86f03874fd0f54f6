"""Names without a replacement in the copy: which of them are findings."""

from __future__ import annotations

from mtqa.alignment.comparison import Comparison
from mtqa.detectors.names.damage import LIMITS, Damage
from mtqa.detectors.names.group_names import GroupNames
from mtqa.detectors.names.lost_names import LostName, LostWord, is_surely_name
from mtqa.detectors.names.missing_words import initials as initials_of
from mtqa.detectors.names.recognition import Name
from mtqa.detectors.pair_reader_veto import seems_carried
from mtqa.lexicon.name_spellings import folded, is_acronym, is_within
from mtqa.lexicon.name_words import GENERIC
from mtqa.text.annotations import Pos

_PRONOUNS = frozenset(("he", "she", "they", "it", "him", "them"))


def drop_of(
    group: GroupNames, comparison: Comparison, lost: LostName, word: LostWord
) -> Damage | None:
    """The damage of a lost word without a replacement; None for no damage."""
    if word.is_identifying:
        is_implied = _is_implied(group, comparison, lost.name, word)
        return Damage.IMPLIED if is_implied else Damage.DROPPED
    return Damage.GENERIC_DROPPED if _is_generic_name_lost(group, lost) else None


def is_harmless_loss(
    group: GroupNames, lost: LostName, damages: list[tuple[LostWord, Damage]]
) -> bool:
    """Whether the loss of a name is no finding.

    Args:
        group: The group.
        lost: The name with its lost words.
        damages: The damage of each lost word that has one.
    """
    is_renamed = any(word.copy_index in group.new_names for word, _ in damages)
    is_dropped = all(damage.is_drop for _, damage in damages)
    if lost.is_whole and not is_renamed and _has_bracketed_acronym(group, lost.name, is_dropped):
        return True
    return is_dropped and (
        _keeps_last_word(lost)
        or _is_technical(group, lost.name)
        or _has_pronoun_for_known_name(group, lost)
    )


def _keeps_last_word(lost: LostName) -> bool:
    """Whether the copy has a word of the name behind all lost ones, as a surname."""
    return any(index > lost.words[-1].index for index in lost.kept)


def _is_generic_name_lost(group: GroupNames, lost: LostName) -> bool:
    """Whether the copy has nothing for a name that consists of generic words."""
    if not (lost.name.is_sure and lost.is_whole):
        return False
    if len(lost.words) > 1:
        return all(word.likeness < LIMITS.alike for word in lost.words)
    (word,) = lost.words
    return word.copy_index is None and is_surely_name(group, word)


def _is_technical(group: GroupNames, name: Name) -> bool:
    """Whether a name is an acronym that may be a technical term: CCTV, IM."""
    words = group.match.reference
    return (
        len(name.words) == 1
        and is_acronym(words.texts[name.first])
        and bool(words.proper[name.first] < LIMITS.technical)
    )


def _has_pronoun_for_known_name(group: GroupNames, lost: LostName) -> bool:
    """Whether the copy has a further pronoun here and the name elsewhere."""
    return _gains_pronoun(group, lost.name) and all(
        group.reference_forms[word.index] in group.pair.copy_forms for word in lost.words
    )


def _is_implied(group: GroupNames, comparison: Comparison, name: Name, word: LostWord) -> bool:
    """Whether a lost word is a modifier, has a pronoun, or is not missed by the pair reader."""
    words = group.match.reference
    is_modifier = len(name.words) == 1 and words.pos[word.index] == Pos.ADJ
    return (
        is_modifier
        or _gains_pronoun(group, name)
        or seems_carried(comparison, words.place(word.index, word.index))
    )


def _gains_pronoun(group: GroupNames, name: Name) -> bool:
    """Whether the copy has more pronouns, of which one may stand for the name."""
    if any(group.reference_forms[index] in GENERIC for index in name.words):
        return False
    reference, copy = (
        sum(form in _PRONOUNS for form in forms)
        for forms in (group.reference_forms, group.copy_forms)
    )
    return copy > reference


def _has_bracketed_acronym(group: GroupNames, name: Name, is_dropped: bool) -> bool:
    """Whether the reference gives the acronym of a name in brackets, and the copy has it.

    Args:
        group: The group.
        name: The name.
        is_dropped: Whether the copy has nothing in place of the name. Then, for a name of generic
            words, the acronym may be that of another language.
    """
    behind = group.match.reference.texts[name.last + 1 : name.last + 4]
    if len(behind) < 3 or behind[0] != "(" or behind[2] != ")":
        return False
    acronym = folded(behind[1])
    if acronym not in group.copy_spellings:
        return False
    initials = initials_of(group, name)
    if is_within(initials, acronym) or is_within(acronym, initials):
        return True
    is_generic = not any(group.is_identifying(index, name) for index in name.words)
    return is_dropped and is_generic and is_acronym(behind[1])
