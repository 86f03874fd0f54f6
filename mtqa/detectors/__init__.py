"""The detectors, each in a file of its own, and what is said once where two say it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from mtqa.alignment.comparison import Comparison
from mtqa.calibration import Limits
from mtqa.detectors import additions, edits, fragments, omissions, untranslated
from mtqa.detectors.mistranslations import detector as mistranslations
from mtqa.detectors.names import detector as names
from mtqa.detectors.numbers import detector as numbers
from mtqa.results.findings import Finding, FindingType, Severity

Detector = Callable[[Comparison], Iterator[Finding]]

DETECTORS: tuple[Detector, ...] = (
    omissions.detect,
    fragments.detect,
    names.detect,
    numbers.detect,
    mistranslations.detect,
    additions.detect,
    untranslated.detect,
)

_TOLD_BY = {
    FindingType.DROPPED_CLAUSE: (FindingType.FRAGMENT,),
    FindingType.ADDED_TEXT: (FindingType.UNTRANSLATED,),
    FindingType.FRAGMENT: (FindingType.UNTRANSLATED,),
}
"""Which types may say already what a finding of a type would say."""


class _Limits(Limits, section="findings"):
    always_minor: float
    """Maximum confidence of a finding that is minor whatever it says."""
    untranslated_share: float
    """Minimum share of a finding's words that are untranslated, for it to repeat that."""


LIMITS = _Limits()

_NAMED_BY = {FindingType.NAME, FindingType.NUMBER, FindingType.MISTRANSLATION}
"""Which types name the loss of a single word better."""


def find_all(comparison: Comparison) -> list[Finding]:
    """What all detectors find, in the order of the texts, nothing said twice.

    Words that a fragment broke off from have arrived, so they are not called dropped; what is
    mostly no English is not called added or debris as well. A name or number in dropped words is
    told by both, for it is what an editor must not miss; a single word is told once. What is
    unsure is minor. Where two sides are equal nothing is found; an edit of a nearly verbatim copy
    is told where no other detector explains it.
    """
    if comparison.is_equal:
        return []
    found = [
        finding
        for detector in DETECTORS
        for finding in detector(comparison)
        if not _is_of_equals(comparison, finding)
    ]
    of_type: dict[FindingType, list[Finding]] = {}
    for finding in found:
        of_type.setdefault(finding.type, []).append(finding)
    kept = [
        finding
        for finding in found
        if not any(
            _says(other, finding)
            for told in _TOLD_BY.get(finding.type, ())
            for other in of_type.get(told, ())
        )
        and not _is_named(finding, found)
    ]
    told = _Told(comparison, map(_calmed, kept))
    for edit in map(_calmed, edits.detect(comparison)):
        told.add_edit(edit)
    return sorted(told.findings, key=_position)


def _is_of_equals(comparison: Comparison, finding: Finding) -> bool:
    """Whether a finding lies in a group whose two sides are equal.

    What is no sentence with a small letter is none with a capital: a fragment in the copy has to
    have other words.
    """
    if finding.type is FindingType.FRAGMENT and finding.copy:
        return comparison.has_no_edit_at(finding.copy)
    return any(
        place is not None and comparison.is_verbatim_at(side, place)
        for side, place in (("reference", finding.reference), ("copy", finding.copy))
    )


_RANKS = {severity: rank for rank, severity in enumerate(Severity)}


class _Told:
    """Findings by the sentences that they touch."""

    def __init__(self, comparison: Comparison, findings: Iterable[Finding]) -> None:
        self._documents = comparison.reference.document, comparison.copy.document
        self._at: dict[tuple[int, int], list[Finding]] = {}
        self._gone: set[int] = set()
        self._all: list[Finding] = []
        for finding in findings:
            self._add(finding)

    @property
    def findings(self) -> Iterator[Finding]:
        """Those that are left."""
        return (finding for finding in self._all if id(finding) not in self._gone)

    def add_edit(self, edit: Finding) -> None:
        """Adds an edit, unless a finding tells its words as gravely.

        What makes less of the same words goes.
        """
        on_it = [other for key in self._keys(edit) for other in self._at.get(key, ())]
        on_it = [other for other in on_it if _overlap(edit, other) and id(other) not in self._gone]
        if any(_RANKS[other.severity] >= _RANKS[edit.severity] for other in on_it):
            return
        self._gone |= {id(other) for other in on_it if other.type is edit.type}
        self._add(edit)

    def _add(self, finding: Finding) -> None:
        self._all.append(finding)
        for key in self._keys(finding):
            self._at.setdefault(key, []).append(finding)

    def _keys(self, finding: Finding) -> Iterator[tuple[int, int]]:
        """Each sentence of either side that it touches."""
        for side, place in enumerate((finding.reference, finding.copy)):
            if place is not None:
                ends = (place.start, max(place.start, place.end - 1))
                first, last = map(self._documents[side].sentence_at, ends)
                if first is not None and last is not None:
                    yield from ((side, index) for index in range(first, last + 1))


def _overlap(one: Finding, other: Finding) -> bool:
    """Whether two findings share a character on either side."""
    return any(
        mine is not None and mine.overlaps(its)
        for mine, its in ((one.reference, other.reference), (one.copy, other.copy))
    )


def _calmed(finding: Finding) -> Finding:
    if finding.confidence > LIMITS.always_minor:
        return finding
    return replace(finding, severity=Severity.MINOR)


def _says(one: Finding, other: Finding) -> bool:
    """Whether the first says what the second would say again."""
    if one.type is FindingType.UNTRANSLATED:
        return (
            one.copy is not None
            and other.copy is not None
            and one.copy.overlaps(other.copy)
            and len(one.copy.text) >= LIMITS.untranslated_share * len(other.copy.text)
        )
    return one.reference is not None and one.reference.overlaps(other.reference)


def _is_named(finding: Finding, found: list[Finding]) -> bool:
    """Whether a dropped word lies within what another finding says of the reference."""
    place = finding.reference
    if finding.type is not FindingType.DROPPED_CLAUSE or place is None or " " in place.text:
        return False
    return any(
        other.type in _NAMED_BY
        and other.reference is not None
        and other.reference.start <= place.start
        and place.end <= other.reference.end
        for other in found
    )


def _position(finding: Finding) -> tuple[int, int]:
    """By the reference; what stands in the copy only comes behind."""
    at_copy = finding.copy.start if finding.copy else -1
    return (finding.reference.start, at_copy) if finding.reference else (1 << 60, at_copy)
