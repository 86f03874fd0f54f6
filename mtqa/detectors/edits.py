"""Changed words of a nearly verbatim copy, for which the word diff is exact evidence.

An edit that another detector explains is dropped: see `merging`.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.alignment.comparison import Comparison
from mtqa.alignment.word_changes import Change, kind_of
from mtqa.alignment.word_diff import LIMITS, changes_of, is_near
from mtqa.results.findings import Finding, FindingType, Severity
from mtqa.text.spans import Place


def detect(comparison: Comparison) -> Iterator[Finding]:
    """Changed numbers, negations, names and other content words of a nearly verbatim copy."""
    if not is_near(comparison.matches):
        return
    for match in comparison.matches:
        if comparison.reference.is_content(match.group.reference[0]):
            yield from map(_finding, changes_of(match))


def _finding(change: Change) -> Finding:
    """The finding of the most severe change of an edit."""
    kind = kind_of(change)
    beside = 1 if kind == "negation" else 0  # a negation is shown with the word that it denies
    reference, copy = change.place(0, beside), change.place(1, beside)
    type_ = FindingType.MISTRANSLATION
    reported_kind: str | None = kind
    if reference is None:
        type_, reported_kind = FindingType.ADDED_TEXT, "content"
    elif copy is None:
        type_, reported_kind = FindingType.DROPPED_CLAUSE, None
    elif kind in ("number", "name"):
        type_ = FindingType(kind)
        reported_kind = "changed" if kind == "number" else "replaced"
    severity = {"other": Severity.MINOR, "name": Severity.MAJOR}.get(kind, Severity.CRITICAL)
    return Finding(
        type=type_,
        severity=severity,
        confidence=LIMITS.certainty[kind],
        message=_message(reference, copy),
        kind=reported_kind,
        reference=reference,
        copy=copy,
    )


def _message(reference: Place | None, copy: Place | None) -> str:
    if copy is None:
        return "missing from the copy"
    if reference is None:
        return "not in the reference"
    return f"“{reference.excerpt()}” became “{copy.excerpt()}”"
