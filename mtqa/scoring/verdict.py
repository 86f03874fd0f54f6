"""What a copy is to its reference: verbatim, a translated copy, a partial copy, or unrelated."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from mtqa.alignment.comparison import Comparison
from mtqa.alignment.side import Side
from mtqa.alignment.word_diff import changes_of
from mtqa.calibration import Limits
from mtqa.results.findings import Finding, Severity
from mtqa.results.groups import Group
from mtqa.results.scores import Scores, Verdict
from mtqa.scoring import surface_edits


class _Limits(Limits, section="verdict"):
    verbatim_coverage: float
    """Minimum coverage of a verbatim copy."""
    verbatim_letters: float
    """Maximum share of changed letters of a verbatim copy."""
    partial_coverage: float
    """Minimum coverage of a copy that is not partial."""
    related_cosine: Mapping[str, float]
    """Minimum cosine of a link that counts, for each entry of `related_share`."""
    related_share: Mapping[str, float]
    """Minimum share of the reference in linked sentences for the copy to be related, each alone
    sufficient: half of it by any links, or a tenth by links of nearly the same meaning."""


LIMITS = _Limits()


def judge(
    comparison: Comparison, scores: Scores, findings: Iterable[Finding], *, is_related: bool
) -> Verdict:
    """The verdict on a copy.

    A copy is verbatim only where no content word changed and no finding is above minor.

    Args:
        comparison: The two texts, aligned.
        scores: The scores of the copy.
        findings: What the detectors found.
        is_related: Whether the copy carries enough of the reference, see `is_related`.
    """
    if comparison.is_equal:
        return Verdict.VERBATIM
    if not is_related:
        return Verdict.UNRELATED
    if scores.coverage < LIMITS.partial_coverage:
        return Verdict.PARTIAL_COPY
    is_verbatim = (
        scores.coverage >= LIMITS.verbatim_coverage
        and not any(changes_of(match) for match in comparison.matches)
        and not _has_lone_content(comparison)
        and all(finding.severity is Severity.MINOR for finding in findings)
        and _changed_letters(comparison) <= LIMITS.verbatim_letters
    )
    return Verdict.VERBATIM if is_verbatim else Verdict.TRANSLATED_COPY


def is_related(comparison: Comparison) -> bool:
    """Whether the copy carries enough of the reference to be scored against it.

    Any two articles have a few links by chance, two on one topic have more, but hardly ever links
    of a high cosine, or links of much of either text. A copy of a small part of the reference has
    most of its own sentences linked.
    """
    cosine, share = LIMITS.related_cosine, LIMITS.related_share
    if any(linked_share(comparison, cosine[level]) >= share[level] for level in share):
        return True
    groups = comparison.group_of_copy
    copied = _linked_share(comparison.copy, groups, cosine["similar"], is_once=True)
    return copied >= share["similar"]


def linked_share(comparison: Comparison, least: float = -1.0) -> float:
    """Share of the reference's content, by words, in linked sentences.

    Args:
        comparison: The two texts, aligned.
        least: Minimum cosine of a link that counts.
    """
    return _linked_share(comparison.reference, comparison.group_of_reference, least)


def _linked_share(
    side: Side, groups: Mapping[int, Group], least: float, *, is_once: bool = False
) -> float:
    """The same of either side; with `is_once` a repeated sentence counts once."""
    counts = side.content_counts
    if is_once:
        texts = side.document.sentence_texts()
        first = {texts[index]: index for index in reversed(counts)}
        counts = {index: counts[index] for index in first.values()}
    linked = sum(
        count
        for index, count in counts.items()
        if groups[index].is_linked and (groups[index].similarity or 0) >= least
    )
    return linked / max(1, sum(counts.values()))


def _has_lone_content(comparison: Comparison) -> bool:
    """Whether a content sentence of either text has no partner."""
    reference, copy = comparison.reference, comparison.copy
    return any(
        (group.reference and not group.copy and any(map(reference.is_content, group.reference)))
        or (group.copy and not group.reference and any(map(copy.is_content, group.copy)))
        for group in comparison.groups
    )


def _changed_letters(comparison: Comparison) -> float:
    """Mean share of changed letters of the linked groups, by words of the reference."""
    changed = list(map(surface_edits.letters, comparison.matches))
    words = [len(match.reference) for match in comparison.matches]
    return float(np.average(changed, weights=words)) if sum(words) else 0.0
