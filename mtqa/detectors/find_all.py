"""The detectors, and the findings of all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from mtqa.alignment.comparison import Comparison
from mtqa.detectors import additions, edits, fragments, omissions, untranslated
from mtqa.detectors.merging import merged
from mtqa.detectors.mistranslations import detector as mistranslations
from mtqa.detectors.names import detector as names
from mtqa.detectors.numbers import detector as numbers
from mtqa.results.findings import Finding

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


def find_all(comparison: Comparison) -> list[Finding]:
    """The findings of all detectors, merged, in the order of the texts; none for equal texts."""
    if comparison.is_equal:
        return []
    found = [finding for detector in DETECTORS for finding in detector(comparison)]
    return merged(comparison, found, edits.detect(comparison))
