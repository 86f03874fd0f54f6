"""Words of names that the copy lacks in every form: spelling variants, derivatives, acronyms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mtqa.detectors.names.capitals import has_capital
from mtqa.detectors.names.group_names import LIMITS, GroupNames
from mtqa.detectors.names.recognition import Name
from mtqa.lexicon.name_spellings import (
    is_acronym,
    is_derived,
    is_kindred,
    is_variant,
)
from mtqa.text.tokens import without_possessive

_SEPARATE_COUNTRIES = frozenset(
    ("south africa", "south korea", "north korea", "south sudan", "west bank")
)
_JOINTS = frozenset(("of", "the", "-", "for", "in", "and", ",", "(", "/", "’", "'"))
_DEMONYMS = ("ans", "ers")


@dataclass(frozen=True, slots=True)
class MissingWords:
    """The words of the reference names that the copy has in no form.

    Attributes:
        names: The name of each missing word, by the index of the word.
        used: Copy words that are harmless forms of other words, so that they replace none.
    """

    names: Mapping[int, Name]
    used: frozenset[int]


@dataclass(frozen=True, slots=True)
class HarmlessForm:
    """A harmless form of a word in the copy.

    Attributes:
        copy_index: The copy word that is it; None where no single word is.
    """

    copy_index: int | None = None


def missing_words(group: GroupNames) -> MissingWords:
    """The words of the reference names that the copy of a group has in no form."""
    missing: dict[int, Name] = {}
    used: set[int] = set()
    for name in group.reference_names:
        for index in name.words:
            if group.reference_forms[index] in group.copy_spellings:
                continue
            form = next(_harmless_forms(group, index, name), None)
            if form is None:
                missing[index] = name
            elif form.copy_index is not None:
                used.add(form.copy_index)
    return MissingWords(missing, frozenset(used))


def _harmless_forms(group: GroupNames, index: int, name: Name) -> Iterator[HarmlessForm]:
    """Yields the harmless forms of a word in the copy, the one to prefer first."""
    if len(group.reference_forms[index]) < 2 or _is_written_as_one(group, index, name):
        yield HarmlessForm()
    yield from map(HarmlessForm, _variants(group, index))
    yield from map(HarmlessForm, _relatives(group, index, name))
    if is_acronym(group.match.reference.texts[index]):
        if _has_capitals_of(group, index):
            yield HarmlessForm()
        yield from map(HarmlessForm, _spelled_out(group, index))
    else:
        yield from map(HarmlessForm, _acronyms(group, name))


def _is_written_as_one(group: GroupNames, index: int, name: Name) -> bool:
    """Whether the copy writes the word and those beside it as one; F1 for Formula 1."""
    behind = "".join(group.reference_forms[index + 1 : index + 2])
    if behind.isdigit() and group.reference_forms[index][0] + behind in group.copy_forms:
        return True
    at = name.words.index(index)
    runs = (
        name.words[start:end]
        for start in range(at + 1)
        for end in range(max(at + 1, start + 2), len(name.words) + 1)
    )
    return any(
        "".join(group.reference_forms[each] for each in run) in group.copy_spellings for run in runs
    )


def _variants(group: GroupNames, index: int) -> Iterator[int]:
    """The copy words that are variants of a word; in lower case only the one linked to it."""
    partner = int(group.match.partner_of_reference[index])
    for copy_index, text in enumerate(group.match.copy.texts):
        is_eligible = has_capital(text) or copy_index == partner
        if is_eligible and _is_variant(group, index, copy_index):
            yield copy_index


def _is_variant(group: GroupNames, index: int, copy_index: int) -> bool:
    """Whether two words are variants of one name, and not of two countries: South Korea."""
    texts = group.match.reference.texts[index], group.match.copy.texts[copy_index]
    if not is_variant(*texts):
        return False
    pair = " ".join(group.reference_forms[index : index + 2])
    copy_pair = " ".join(group.copy_forms[copy_index : copy_index + 2])
    is_other_country = pair.split()[-1] == copy_pair.split()[-1] and (
        pair in _SEPARATE_COUNTRIES or copy_pair in _SEPARATE_COUNTRIES
    )
    return not is_other_country


def _relatives(group: GroupNames, index: int, name: Name) -> Iterator[int]:
    """The copy words that derive from a word: a people of its country, a plural."""
    is_identifying = group.is_identifying(index, name)
    before = group.match.reference.texts[index - 1].casefold() if index else "the"
    if is_identifying and index != name.first and before not in _JOINTS:
        return
    is_relative = _is_demonym if is_identifying else _is_kindred
    for copy_index in group.candidates:
        is_like = group.likeness(index, copy_index) > LIMITS.relative_likeness
        if is_like and is_relative(group, index, copy_index):
            yield copy_index


def _is_kindred(group: GroupNames, index: int, copy_index: int) -> bool:
    """Whether a generic word and a copy word have one stem."""
    forms = group.reference_forms[index], group.copy_forms[copy_index]
    return is_derived(*forms) or is_kindred(*forms)


def _is_demonym(group: GroupNames, index: int, copy_index: int) -> bool:
    """Whether an identifying word and a copy word are place and people; no Julia and Julian."""
    forms = group.reference_forms[index], group.copy_forms[copy_index]
    if not has_capital(group.match.copy.texts[copy_index]) or not is_derived(*forms):
        return False
    surest = min(group.match.reference.proper[index], group.match.copy.proper[copy_index])
    return bool(surest < LIMITS.distinct_proper) or any(form.endswith(_DEMONYMS) for form in forms)


def _has_capitals_of(group: GroupNames, index: int) -> bool:
    """Whether words with the capitals of an acronym stand in the copy, in its order."""
    acronym = "".join(filter(str.isupper, group.match.reference.texts[index]))
    capitals = "".join(text[0] for text in group.match.copy.texts if text[0].isupper())
    return len(acronym) > 1 and acronym in capitals


def _spelled_out(group: GroupNames, index: int) -> Iterator[int]:
    """The copy words with which the full name of an acronym may begin."""
    form, texts = group.reference_forms[index], group.match.copy.texts
    for copy_index in group.candidates:
        text = texts[copy_index]
        if (
            group.copy_is_name[copy_index]
            and text.casefold().startswith(form[:1])
            and len(text) >= len(form) + LIMITS.spelled_out
            and not text.isupper()
            and (
                group.copy_forms[copy_index].startswith(form[:2])
                or any(other[0].isupper() for other in texts[copy_index + 1 : copy_index + 4])
            )
        ):
            yield copy_index


def _acronyms(group: GroupNames, name: Name) -> Iterator[int]:
    """The copy words that are acronyms of a name."""
    letters = initials(group, name)
    if len(letters) < 2:
        return
    for copy_index in group.candidates:
        form = group.copy_forms[copy_index]
        is_acronym_of = form in letters or letters in form
        if without_possessive(group.match.copy.texts[copy_index]).isupper() and is_acronym_of:
            yield copy_index


def initials(group: GroupNames, name: Name) -> str:
    """The first letters of the words of a name."""
    return "".join(group.reference_forms[index][:1] for index in name.words)
