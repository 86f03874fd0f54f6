"""Changed words of a copy that is nearly verbatim, where the word diff is exact evidence.

What another detector explains better is left to it: see `find_all`.
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
    """The worst that an edit does."""
    kind = kind_of(change)
    beside = 1 if kind == "negation" else 0
    reference, copy = change.place(0, beside), change.place(1, beside)
    type_ = FindingType.MISTRANSLATION
    named: str | None = kind
    if reference is None:
        type_, named = FindingType.ADDED_TEXT, "content"
    elif copy is None:
        type_, named = FindingType.DROPPED_CLAUSE, None
    elif kind in ("number", "name"):
        type_, named = FindingType(kind), "changed" if kind == "number" else "replaced"
    severity = {"other": Severity.MINOR, "name": Severity.MAJOR}.get(kind, Severity.CRITICAL)
    return Finding(
        type_, severity, LIMITS.certainty[kind], _message(reference, copy), named, reference, copy
    )


def _message(reference: Place | None, copy: Place | None) -> str:
    if copy is None:
        return "missing from the copy"
    if reference is None:
        return "not in the reference"
    return f"“{reference.excerpt()}” became “{copy.excerpt()}”"
