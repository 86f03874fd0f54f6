"""The damage of each lost word of a name: an ordered list of rules."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from mtqa.alignment.comparison import Comparison
from mtqa.detectors.names.damage import LIMITS, Damage
from mtqa.detectors.names.drops import drop_of
from mtqa.detectors.names.group_names import GroupNames
from mtqa.detectors.names.lost_names import LostName, LostWord, is_surely_name
from mtqa.detectors.names.replacements import is_near_partners
from mtqa.lexicon.name_words import DIRECTIONS, GENERIC
from mtqa.text.tokens import POSSESSIVE


@dataclass(frozen=True, slots=True)
class _Case:
    """A lost word with its replacement.

    Attributes:
        group: The group.
        lost: The name with all its lost words.
        word: The lost word.
        copy_index: The copy word that replaced it.
    """

    group: GroupNames
    lost: LostName
    word: LostWord
    copy_index: int

    @property
    def is_copy_name(self) -> bool:
        """Whether the replacement is part of a name."""
        return self.group.copy_is_name[self.copy_index]

    @property
    def is_new_name(self) -> bool:
        """Whether the replacement is part of a name that the reference lacks."""
        return self.copy_index in self.group.new_names

    @property
    def is_beside_same(self) -> bool:
        """Whether equal words stand before both words or behind both."""
        return self.group.is_beside_same(self.word.index, self.copy_index)

    @property
    def is_framed(self) -> bool:
        """Whether the other words of the name stand around both words."""
        return self.group.is_framed(self.word.index, self.copy_index, self.lost.name)

    @property
    def forms(self) -> tuple[str, str]:
        """Both words, folded."""
        forms = self.group.reference_forms, self.group.copy_forms
        return forms[0][self.word.index], forms[1][self.copy_index]

    @property
    def proper(self) -> tuple[float, float]:
        """The probability of a proper noun for both words."""
        match = self.group.match
        return (
            float(match.reference.proper[self.word.index]),
            float(match.copy.proper[self.copy_index]),
        )


def damage_of(
    group: GroupNames, comparison: Comparison, lost: LostName, word: LostWord
) -> Damage | None:
    """The damage of a lost word; None for no damage.

    Args:
        group: The group.
        comparison: The two documents.
        lost: The name with all its lost words.
        word: The lost word.
    """
    damage: Damage | None = Damage.DROPPED
    if word.copy_index is not None:
        case = _Case(group, lost, word, word.copy_index)
        damage = next((damage for applies, damage in _RULES if applies(case)), Damage.DROPPED)
    return drop_of(group, comparison, lost, word) if damage is Damage.DROPPED else damage


def is_other_direction(group: GroupNames, word: LostWord) -> bool:
    """Whether one direction replaced another: North Korea, South Korea."""
    if word.copy_index is None:
        return False
    return {group.reference_forms[word.index], group.copy_forms[word.copy_index]} <= DIRECTIONS


def _is_uncertain_name(case: _Case) -> bool:
    """Whether the lost word may be no name; its replacement is a new name then."""
    return not case.lost.name.is_sure


def _is_cognate(case: _Case) -> bool:
    """Whether a foreign generic word was translated: Asociación, association."""
    word = case.word
    return (
        _is_misspelled(case)
        and case.forms[1] in GENERIC
        and word.likeness > LIMITS.alike
        and word.closeness > LIMITS.cognate
    )


def _is_misspelled(case: _Case) -> bool:
    """Whether the replacement is the same name with other letters."""
    word, (form, copy_form) = case.word, case.forms
    has_frame = form[:1] == copy_form[:1] and case.is_beside_same
    is_close = (
        word.closeness >= LIMITS.close
        or (word.closeness >= LIMITS.close_alike and word.likeness >= LIMITS.alike)
        or (word.closeness >= LIMITS.close_framed and has_frame)
    )
    is_name = case.is_copy_name or case.proper[1] > LIMITS.copy_proper
    return is_close and is_name and (word.is_identifying or case.is_new_name)


def _is_elsewhere(case: _Case) -> bool:
    """Whether the replacement is far from the identifying words that the copy has."""
    name = case.lost.name
    has_identifying = any(case.group.is_identifying(index, name) for index in case.lost.kept)
    return has_identifying and not is_near_partners(case.group, name, case.copy_index)


def _is_translation(case: _Case) -> bool:
    """Whether two common words may be two translations of one: warriors, army."""
    word = case.word
    is_common = not word.is_identifying or max(case.proper) < LIMITS.surely_proper
    is_like = word.likeness >= LIMITS.translated and not is_other_direction(case.group, word)
    return _is_other_name(case) and is_like and is_common


def _is_other_name(case: _Case) -> bool:
    """Whether the replacement is another name."""
    word = case.word
    if not case.is_copy_name or _gains_possessive(case):
        return False
    if is_other_direction(case.group, word):
        return True
    if word.is_identifying and word.likeness >= LIMITS.replaced_core:
        return True
    if case.lost.is_whole:
        return case.is_new_name and word.likeness > LIMITS.replaced_whole
    return case.is_new_name and (word.is_identifying or case.is_beside_same)


def _gains_possessive(case: _Case) -> bool:
    """Whether only the replacement is a possessive."""
    match = case.group.match
    form, copy_form = match.reference.forms[case.word.index], match.copy.forms[case.copy_index]
    return copy_form.endswith(POSSESSIVE) and not form.endswith(POSSESSIVE)


def _is_other_generic(case: _Case) -> bool:
    """Whether a generic word of another meaning replaced a generic word in the same name."""
    likeness = case.word.likeness
    return (
        not case.word.is_identifying
        and case.is_copy_name
        and (
            (case.is_framed and likeness < LIMITS.alike_generic)
            or (case.is_beside_same and likeness < LIMITS.alike)
        )
    )


def _are_other_generics(case: _Case) -> bool:
    """Whether generic words of other meanings replaced several words of a name."""
    lost = case.lost
    is_renamed = lost.is_whole and case.is_copy_name
    return (
        not case.word.is_identifying
        and len(lost.words) > 1
        and (is_renamed or len(lost.name.words) > 2)
        and all(
            word.copy_index is not None and word.likeness < LIMITS.alike_generics
            for word in lost.words
        )
    )


def _is_common_word(case: _Case) -> bool:
    """Whether a like word replaced a word that surely is a name."""
    return _is_paraphrase(case) and is_surely_name(case.group, case.word)


def _is_paraphrase(case: _Case) -> bool:
    """Whether the replacement of an identifying word is alike."""
    return case.word.is_identifying and case.word.likeness >= LIMITS.alike


_RULES: tuple[tuple[Callable[[_Case], bool], Damage | None], ...] = (
    (_is_uncertain_name, Damage.REPLACED),
    (_is_cognate, None),
    (_is_misspelled, Damage.MISSPELLED),
    (_is_elsewhere, Damage.DROPPED),
    (_is_translation, Damage.GENERIC_REPLACED),
    (_is_other_name, Damage.REPLACED),
    (_is_other_generic, Damage.GENERIC_REPLACED),
    (_are_other_generics, Damage.GENERIC_REPLACED),
    (_is_common_word, Damage.COMMON_WORD),
    (_is_paraphrase, None),
)
"""The first rule that applies to a replaced word decides its damage.

Where none applies, and for `DROPPED`, the word counts as one without a replacement (`drop_of`).
"""
