"""Merges the findings of all detectors, so that each damage is reported once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from mtqa.alignment.comparison import Comparison
from mtqa.calibration import Limits
from mtqa.results.findings import Finding, FindingType, Severity


class _Limits(Limits, section="findings"):
    always_minor: float
    """Maximum confidence of a finding that is minor, whatever its type."""
    untranslated_share: float
    """Minimum share of a finding's text that is untranslated, for it to be dropped."""


LIMITS = _Limits()

_EXPLAINED_BY = {
    FindingType.DROPPED_CLAUSE: (FindingType.FRAGMENT,),
    FindingType.ADDED_TEXT: (FindingType.UNTRANSLATED,),
    FindingType.FRAGMENT: (FindingType.UNTRANSLATED,),
}
"""Which types of findings explain one of a type: the words of a fragment's origin are in the copy,
and foreign text is neither an addition nor a fragment."""

_OF_WORDS = frozenset((FindingType.NAME, FindingType.NUMBER, FindingType.MISTRANSLATION))
"""Types that describe the loss of a single word better than a dropped clause."""

_RANKS = {severity: rank for rank, severity in enumerate(Severity)}


def merged(
    comparison: Comparison, found: Sequence[Finding], edits: Iterable[Finding]
) -> list[Finding]:
    """The findings that are left, in the order of the texts.

    A name or number within a longer dropped clause stays beside that, for an editor must not miss
    it.

    Args:
        comparison: The two texts.
        found: The findings of the detectors.
        edits: Findings of a word diff, which are added where no other finding explains them.
    """
    found = [finding for finding in found if not _is_in_equal_group(comparison, finding)]
    of_type: dict[FindingType, list[Finding]] = {}
    for finding in found:
        of_type.setdefault(finding.type, []).append(finding)
    kept = [
        finding
        for finding in found
        if not any(
            _explains(other, finding)
            for type_ in _EXPLAINED_BY.get(finding.type, ())
            for other in of_type.get(type_, ())
        )
        and not _is_within_finding_of_words(finding, found)
    ]
    index = _SentenceIndex(comparison, map(_graded, kept))
    for edit in map(_graded, edits):
        index.add_edit(edit)
    return sorted(index.findings, key=_position)


def _is_in_equal_group(comparison: Comparison, finding: Finding) -> bool:
    """Whether a finding lies in a group whose two sides are equal.

    For a fragment, which may differ by its small first letter, capitals make no difference.
    """
    if finding.type is FindingType.FRAGMENT and finding.copy:
        return comparison.has_no_edit_at(finding.copy)
    return any(
        place is not None and comparison.is_verbatim_at(side, place)
        for side, place in (("reference", finding.reference), ("copy", finding.copy))
    )


def _explains(one: Finding, other: Finding) -> bool:
    """Whether a finding makes another one of a type that it explains redundant."""
    if one.type is FindingType.UNTRANSLATED:
        return (
            one.copy is not None
            and other.copy is not None
            and one.copy.overlaps(other.copy)
            and len(one.copy.text) >= LIMITS.untranslated_share * len(other.copy.text)
        )
    return one.reference is not None and one.reference.overlaps(other.reference)


def _is_within_finding_of_words(finding: Finding, found: Sequence[Finding]) -> bool:
    """Whether a single dropped word lies within a finding that describes its loss better."""
    place = finding.reference
    if finding.type is not FindingType.DROPPED_CLAUSE or place is None or " " in place.text:
        return False
    return any(
        other.type in _OF_WORDS
        and other.reference is not None
        and other.reference.start <= place.start
        and place.end <= other.reference.end
        for other in found
    )


def _graded(finding: Finding) -> Finding:
    """The finding, minor if its confidence is low."""
    if finding.confidence > LIMITS.always_minor:
        return finding
    return replace(finding, severity=Severity.MINOR)


class _SentenceIndex:
    """Findings by the sentences that they touch, so that an edit meets its neighbours only."""

    def __init__(self, comparison: Comparison, findings: Iterable[Finding]) -> None:
        self._documents = comparison.reference.document, comparison.copy.document
        self._at: dict[tuple[int, int], list[Finding]] = {}
        self._replaced: set[int] = set()
        self._all: list[Finding] = []
        for finding in findings:
            self._add(finding)

    @property
    def findings(self) -> Iterator[Finding]:
        """The findings that no edit replaced."""
        return (finding for finding in self._all if id(finding) not in self._replaced)

    def add_edit(self, edit: Finding) -> None:
        """Adds an edit, unless a finding on its words is as severe.

        It replaces less severe findings of its type on these words.
        """
        near = [other for key in self._keys(edit) for other in self._at.get(key, ())]
        near = [one for one in near if edit.overlaps(one) and id(one) not in self._replaced]
        if any(_RANKS[other.severity] >= _RANKS[edit.severity] for other in near):
            return
        self._replaced |= {id(other) for other in near if other.type is edit.type}
        self._add(edit)

    def _add(self, finding: Finding) -> None:
        self._all.append(finding)
        for key in self._keys(finding):
            self._at.setdefault(key, []).append(finding)

    def _keys(self, finding: Finding) -> Iterator[tuple[int, int]]:
        """The side and index of each sentence that it touches."""
        for side, place in enumerate((finding.reference, finding.copy)):
            if place is not None:
                ends = (place.start, max(place.start, place.end - 1))
                first, last = map(self._documents[side].sentence_at, ends)
                if first is not None and last is not None:
                    yield from ((side, index) for index in range(first, last + 1))


def _position(finding: Finding) -> tuple[bool, int, int]:
    """The sort key: by the reference, then by the copy; findings of the copy only come last."""
    reference, copy = finding.reference, finding.copy
    return reference is None, reference.start if reference else 0, copy.start if copy else -1
