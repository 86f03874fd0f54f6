"""Numbers that differ between reference and copy, or that the copy lacks.

The numbers of both sides are read as typed values and compared within each linked group.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from mtqa.alignment.comparison import Comparison
from mtqa.detectors.numbers.changed import changed_ranks, changed_values, changes_of
from mtqa.detectors.numbers.contexts import changed_contexts
from mtqa.detectors.numbers.dropped import dropped_numbers
from mtqa.detectors.numbers.group import CopyNumbers, GroupNumbers
from mtqa.detectors.numbers.pairing import MOST_COMPARED
from mtqa.detectors.numbers.swaps import swapped_counts
from mtqa.results.findings import Finding


def detect(comparison: Comparison) -> Iterator[Finding]:
    """Findings of type `number`, in the order of the groups."""
    copy = CopyNumbers(comparison.copy.document)
    groups = [GroupNumbers(comparison, copy, group) for group in comparison.linked_groups()]
    for numbers in groups:
        copy.claim(numbers.claims)
    for numbers in groups:
        yield from _findings(numbers)


def _findings(numbers: GroupNumbers) -> Iterator[Finding]:
    """The findings of a group in the order of the reference, the first one of each span."""
    changes = changes_of(numbers)
    changed = {change.index for change in changes}
    missing = enumerate(numbers.missing[:MOST_COMPARED])
    found = chain(
        changed_values(numbers, changes),
        changed_ranks(numbers),
        dropped_numbers(numbers, [one for index, one in missing if index not in changed]),
        changed_contexts(numbers),
        swapped_counts(numbers),
    )
    of_span: dict[tuple[int, int], Finding] = {}
    for finding in found:
        if finding.reference is not None:
            of_span.setdefault((finding.reference.start, finding.reference.end), finding)
    yield from (of_span[span] for span in sorted(of_span))
