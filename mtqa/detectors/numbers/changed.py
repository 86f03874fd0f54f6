"""Numbers that have another value or unit in the copy."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mtqa.detectors.numbers.differences import is_explained_by_difference
from mtqa.detectors.numbers.group import GroupNumbers
from mtqa.detectors.numbers.limits import LIMITS
from mtqa.detectors.numbers.pair_score import LIMITS as PAIRING
from mtqa.detectors.numbers.pair_score import pair_score
from mtqa.detectors.numbers.pairing import MOST_COMPARED, best_pairs
from mtqa.quantities import Kind, Quantity
from mtqa.quantities.equivalence import is_rough_share
from mtqa.results.findings import Finding, Severity

SUPERLATIVE = re.compile(r"[ -]([^\W\d_]{2,20}est|most|best|worst)\b")


@dataclass(frozen=True, slots=True)
class Change:
    """A number that the copy lacks, and the one that it has instead.

    Attributes:
        index: Index of the missing number among those of the group.
        reference: The missing number.
        copy: The extra number of the copy.
        score: Their pair score.
    """

    index: int
    reference: Quantity
    copy: Quantity
    score: float


def changes_of(numbers: GroupNumbers) -> list[Change]:
    """Missing and extra numbers that stand for each other, the highest pair score first."""
    missing, extra = numbers.missing[:MOST_COMPARED], numbers.extra[:MOST_COMPARED]
    candidates = (
        (score, index, its)
        for index, one in enumerate(missing)
        if extra and not numbers.has_outside(one)
        for its, other in enumerate(extra)
        if (score := _score(numbers, one, other)) >= _least_score(numbers, one, other)
    )
    return [
        Change(index, missing[index], extra[its], score)
        for score, index, its in best_pairs(candidates)
    ]


def changed_values(numbers: GroupNumbers, changes: Iterable[Change]) -> Iterator[Finding]:
    """A finding for each change that neither a difference nor a rough share explains."""
    for change in changes:
        one, other = change.reference, change.copy
        if not is_explained_by_difference(numbers, one) and not is_rough_share(one, other):
            confidence = _confidence(change.score)
            yield numbers.changed(one.span, other.span, Severity.CRITICAL, confidence)


def changed_ranks(numbers: GroupNumbers) -> Iterator[Finding]:
    """A finding for each superlative that lost its ordinal: "second-highest", "highest"."""
    for one in numbers.missing[:MOST_COMPARED]:
        if one.kind is not Kind.ORDINAL or one.value == 1:
            continue
        superlative = SUPERLATIVE.match(numbers.reference.text, one.end)
        if superlative is None:
            continue
        bare = re.compile(rf"\b{superlative.group(1)}\b")
        passage = numbers.copy_passage
        if found := bare.search(passage.text, passage.start, passage.end):
            span, confidence = (one.start, superlative.end()), LIMITS.certainty["other_context"]
            yield numbers.changed(span, found.span(), Severity.MAJOR, confidence)


def _score(numbers: GroupNumbers, one: Quantity, other: Quantity) -> float:
    """The pair score, higher where either side has no other number without a partner."""
    is_only_one = len(numbers.missing) == len(numbers.extra) == 1
    score = pair_score(one, other, numbers.reference_passage, numbers.copy_passage)
    return score + PAIRING.only * is_only_one


def _least_score(numbers: GroupNumbers, one: Quantity, other: Quantity) -> float:
    """The minimum pair score for a change."""
    is_repeated = any(
        one.value == copied.value for copied in numbers.in_copy[:MOST_COMPARED]
    ) or any(other.value == counted.value for counted in numbers.in_reference[:MOST_COMPARED])
    is_other_unit = one.value == other.value
    return PAIRING.least_repeated if is_repeated and not is_other_unit else PAIRING.least


def _confidence(score: float) -> float:
    """How sure a change with a pair score is an error."""
    reached = [level for level, least in LIMITS.score.items() if score >= least]
    return max(LIMITS.certainty_changed[level] for level in ("possible", *reached))
