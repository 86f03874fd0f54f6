"""Numbers that the copy changed or dropped: typed values, compared within aligned groups."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import chain, combinations

from mtqa.alignment.comparison import Comparison
from mtqa.calibration import Limits
from mtqa.detectors.numbers.pairing import LIMITS as PAIRING
from mtqa.detectors.numbers.pairing import (
    MOST,
    Pairing,
    Passage,
    have_changed_places,
    likeness,
    pair,
)
from mtqa.detectors.pair_reader_veto import seems_carried
from mtqa.quantities import MOST_READ, Agreement, Bound, Kind, Quantity, agreement, parse
from mtqa.quantities.equivalence import (
    COUNTS,
    is_rough_conversion,
    is_rough_share,
    same_unit,
)
from mtqa.results.findings import Finding, FindingType, Severity
from mtqa.results.groups import Group
from mtqa.text.document import Document

SWAPPABLE = 25
"""Most counts of a group that are looked at for having changed places."""

TURNED_BOUNDS = {
    (Bound.FURTHER, Bound.ABOVE),
    (Bound.FURTHER, Bound.BELOW),
    (Bound.ABOVE, Bound.BELOW),
    (Bound.BELOW, Bound.ABOVE),
}
KNOWN_BEFORE = {"the", "these", "those", "all", "no", "by", "any", "other", "our", "their", "or"}
EMERGENCY_NUMBERS = {112, 911, 999}
OPENS_ITEM = {":", ";", ",", "."}
SUPERLATIVE = re.compile(r"[ -]([^\W\d_]{2,20}est|most|best|worst)\b")
TORN = re.compile(r"\.\s{1,3}[A-Z]")
DIFFERENCE = re.compile(
    r"\b(?:more|less|fewer|higher|lower|longer|shorter|earlier|later|up|down|by|another|extra)\b"
)
PART_OF_DAY = re.compile(r"morning|noon|evening|night|\bday\b|\b[ap]\.?m\b")


class _Limits(Limits, section="numbers"):
    near_sentences: int
    """Maximum distance in sentences to which a number may move out of its group."""
    near_clock: int
    """Maximum distance in characters between a time and words that tell its half of the day."""
    near_difference: int
    """Maximum distance in characters between a number and "more", "less" or the like."""
    rare_from: int
    """Minimum whole number that hardly stands in a text twice by chance."""
    list_items_below: int
    """A number from here on counts no item of a list."""
    ages_below: int
    """A number from here on is no age."""
    omittable: int
    """Maximum number in words that may be left out behind "the", "all" and the like."""
    score: Mapping[str, float]
    """Minimum points of a pair of numbers for each level of certainty."""
    certainty_changed: Mapping[str, float]
    """How sure a changed number is an error at each level; `possible` below all others."""
    certainty: Mapping[str, float]
    """How sure each other finding is an error: figures and number words that are missing, those
    in words that the pair reader does not miss, the same value in another context, and the half of
    the day of a time."""


LIMITS = _Limits()


@dataclass(frozen=True, slots=True)
class Change:
    """A quantity of the reference that another one of the copy stands for."""

    reference: Quantity
    copy: Quantity
    likeness: float


def detect(comparison: Comparison) -> Iterator[Finding]:
    """Findings of type `number`, in the order of the groups."""
    copy = _Copy(comparison.copy.document)
    linked = (_LinkedNumbers(comparison, copy, group) for group in comparison.linked_groups())
    groups = [numbers for numbers in linked if numbers.pairing.lost or numbers.pairing.pairs]
    copy.claim(other for numbers in groups for _, other in numbers.pairing.pairs)
    for numbers in groups:
        yield from numbers.findings()


class _Copy:
    """The copy's quantities, where each stands and which are spoken for."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.found = [parse(document.text, one.start, one.end) for one in document.sentences]
        self.of_value = defaultdict[Fraction, list[tuple[int, Quantity]]](list)
        for index, found in enumerate(self.found):
            for one in found:
                self.of_value[one.value].append((index, one))
        self.claimed: set[int] = set()

    def claim(self, quantities: Iterator[Quantity]) -> None:
        """Marks quantities as standing for one of the reference."""
        self.claimed.update(map(id, quantities))

    def around(self, group: Group) -> Iterator[tuple[int, Quantity]]:
        """The quantities of a group's sentences and of those near them."""
        near = LIMITS.near_sentences
        first, last = group.copy[0], group.copy[-1]
        for index in range(max(0, first - near), min(last + 1 + near, len(self.found))):
            yield from ((index, one) for one in self.found[index][:MOST])

    def has_elsewhere(self, one: Quantity, group: Group) -> bool:
        """Whether a value stands outside a group: nearby and unclaimed, or anywhere if rare."""
        is_rare = _is_rare(one)
        return any(
            index not in group.copy
            and (is_rare or id(other) not in self.claimed)
            and agreement(one, other) >= Agreement.UNSAID
            for index, other in (self.of_value[one.value] if is_rare else self.around(group))
        )


class _LinkedNumbers:
    """The numbers of one group, and what became of the reference's."""

    def __init__(self, comparison: Comparison, copy: _Copy, group: Group) -> None:
        self.comparison = comparison
        self.reference = reference = comparison.reference.document
        self.copy = copy
        self.group = group
        content = [
            sentence
            for sentence in (reference.sentences[index] for index in group.reference)
            if sentence.role.is_content
        ]
        counted = [parse(reference.text, one.start, one.end) for one in content]
        copied = [copy.found[index] for index in group.copy]
        self.counted = list(chain.from_iterable(counted))
        self.copied = list(chain.from_iterable(copied))
        is_table = any(len(found) == MOST_READ for found in (*counted, *copied))
        self.pairing = Pairing() if is_table else pair(self.counted, self.copied)
        self.here = _passage(reference, group.reference)
        self.there = _passage(copy.document, group.copy)

    def findings(self) -> Iterator[Finding]:
        """What is wrong with the group's numbers, in the order of the reference, one a place."""
        changes = self.changes()
        changed = {id(change.reference) for change in changes}
        dropped = [one for one in self.pairing.lost[:MOST] if id(one) not in changed]
        found = chain(
            (
                self.changed(change)
                for change in changes
                if not self.is_worked_out(change.reference)
                and not is_rough_share(change.reference, change.copy)
            ),
            self.lost_ranks(),
            (self.dropped(one) for one in dropped if self.is_dropped(one)),
            self.turned(),
            self.swapped(),
        )
        by_place: dict[tuple[int, int], Finding] = {}
        for finding in found:
            if finding.reference is not None:
                by_place.setdefault((finding.reference.start, finding.reference.end), finding)
        yield from (by_place[place] for place in sorted(by_place))

    # what changed its value or unit

    def changes(self) -> list[Change]:
        """Lost and spare quantities that stand for each other, each at most once."""
        candidates = [
            Change(one, other, alike)
            for one in self.pairing.lost[:MOST]
            if self.pairing.spare and not self.copy.has_elsewhere(one, self.group)
            for other in self.pairing.spare[:MOST]
            if (alike := self.likeness(one, other)) >= self.least_likeness(one, other)
        ]
        taken: set[int] = set()
        chosen = []
        for change in sorted(candidates, key=lambda change: -change.likeness):
            both = {id(change.reference), id(change.copy)}
            if not taken & both:
                taken |= both
                chosen.append(change)
        return chosen

    def likeness(self, one: Quantity, other: Quantity) -> float:
        """How much a lost and a spare quantity look like one, more so where no others are."""
        is_only_one = len(self.pairing.lost) == len(self.pairing.spare) == 1
        return likeness(one, other, self.here, self.there) + PAIRING.only * is_only_one

    def least_likeness(self, one: Quantity, other: Quantity) -> float:
        """From where on two quantities pass for a change."""
        is_repeated = any(one.value == copied.value for copied in self.copied[:MOST]) or any(
            other.value == counted.value for counted in self.counted[:MOST]
        )
        is_other_unit = one.value == other.value
        return PAIRING.least_repeated if is_repeated and not is_other_unit else PAIRING.least

    def changed(self, change: Change) -> Finding:
        """The finding of a changed value or unit."""
        one, other = change.reference, change.copy
        certainty = LIMITS.certainty_changed
        reached = [level for level, least in LIMITS.score.items() if change.likeness >= least]
        confidence = max(certainty[level] for level in ("possible", *reached))
        spans = (one.start, one.end), (other.start, other.end)
        return self.finding(*spans, Severity.CRITICAL, confidence)

    def is_worked_out(self, one: Quantity) -> bool:
        """Whether one side tells the difference and the other what it comes to.

        As in "14 weeks, five more than usual" and "14 weeks instead of nine".
        """
        kept = [base.value for base, _ in self.pairing.pairs if _is_alike(base, one)]
        return any(
            _is_difference(told, document.text)
            and any(abs(made.value - value) == told.value for value in kept)
            for other in self.pairing.spare[:MOST]
            if _is_alike(one, other)
            for told, made, document in (
                (one, other, self.reference),
                (other, one, self.copy.document),
            )
        )

    def lost_ranks(self) -> Iterator[Finding]:
        """The second-highest that became the highest."""
        for one in self.pairing.lost[:MOST]:
            if one.kind is not Kind.ORDINAL or one.value == 1:
                continue
            superlative = SUPERLATIVE.match(self.reference.text, one.end)
            if superlative is None:
                continue
            text = self.copy.document.text
            bare = re.compile(rf"\b{superlative.group(1)}\b")
            if kept := bare.search(text, self.there.start, self.there.end):
                span = (one.start, superlative.end())
                yield self.finding(
                    span, kept.span(), Severity.MAJOR, LIMITS.certainty["other_context"]
                )

    # what stayed while something beside it changed

    def turned(self) -> Iterator[Finding]:
        """Values that stayed while what is said of them did not."""
        for one, other in self.pairing.pairs:
            span, copied = (one.start, one.end), (other.start, other.end)
            if (one.bound, other.bound) in TURNED_BOUNDS:
                span, copied = (one.bound_start, one.end), (other.bound_start, other.end)
                yield self.finding(span, copied, Severity.MAJOR, LIMITS.certainty["other_context"])
            elif one.kind is Kind.MONTH and other.kind is Kind.DATE:
                if not any(other.value == lost.value for lost in self.pairing.lost):
                    yield self.finding(
                        span, copied, Severity.MAJOR, LIMITS.certainty["other_context"]
                    )
            elif one.kind is other.kind is Kind.TIME and self.has_lost_half_of_day(one, other):
                yield self.finding(span, copied, Severity.MINOR, LIMITS.certainty["half_of_day"])
            elif one.kind is Kind.DATE and other.kind in COUNTS:
                yield from self.lost_month(one, other)

    def lost_month(self, one: Quantity, other: Quantity) -> Iterator[Finding]:
        """A date of which only the day arrived, or that a full stop tore apart: "on 20. A"."""
        around = [near for _, near in self.copy.around(self.group)]
        if other.value.denominator > 1:
            return
        if not any(one.month == _month_of(near) for near in around):
            yield replace(self.dropped(one), severity=Severity.MINOR)
            return
        is_bare = other.in_digits and other.kind is Kind.NUMBER
        is_torn = is_bare and not any(near.month for near in around)
        if is_torn and TORN.match(self.copy.document.text, other.end):
            span, copied = (one.start, one.end), (other.start, other.end)
            yield self.finding(span, copied, Severity.MAJOR, LIMITS.certainty["other_context"])

    def has_lost_half_of_day(self, one: Quantity, other: Quantity) -> bool:
        """Whether a time lost its a.m. or p.m. to an "o'clock", and nothing around tells it."""
        near = LIMITS.near_clock
        text = self.copy.document.text[max(0, other.start - near) : other.end + near].lower()
        is_open = one.is_exact and not other.is_exact and other.unit is None
        return is_open and "clock" in text and PART_OF_DAY.search(text) is None

    def swapped(self) -> Iterator[Finding]:
        """Counts that stand before each other's nouns."""
        counts = [both for both in self.pairing.pairs if both[0].kind in COUNTS]
        for first, second in combinations(counts[:SWAPPABLE], 2):
            if have_changed_places(first, second, self.here, self.there):
                for (one, _), (_, other) in ((first, second), (second, first)):
                    span, copied = (one.start, one.end), (other.start, other.end)
                    yield self.finding(
                        span, copied, Severity.CRITICAL, LIMITS.certainty["other_context"]
                    )

    # what did not arrive

    def is_dropped(self, one: Quantity) -> bool:
        """Whether a lost quantity is missed: it counts, and nothing around stands for it."""
        if one.is_weak or one.kind is Kind.VAGUE or self.is_idle(one) or self.is_worked_out(one):
            return False
        stands = any(
            agreement(one, other) or is_rough_conversion(one, other) or is_rough_share(one, other)
            for other in self.copied[:MOST]
        )
        return not stands and not self.copy.has_elsewhere(one, self.group)

    def is_idle(self, one: Quantity) -> bool:
        """Whether a number may go without loss: "the two", "third", "Six Flags", "911", "2)"."""
        if self.is_list_mark(one):
            return True
        if one.in_digits or one.unit is not None or one.kind not in COUNTS:
            return one.in_digits and one.unit is None and one.value in EMERGENCY_NUMBERS
        before = self.here.word_before(one)
        is_part_of_name = bool(before) and self.reference.text[one.start].isupper()
        is_small = one.value <= LIMITS.omittable and (
            one.kind is Kind.ORDINAL or before in KNOWN_BEFORE
        )
        return is_part_of_name or is_small or one.value < 1

    def is_list_mark(self, one: Quantity) -> bool:
        """Whether a number counts the items of a list: "by train: 1) fast, 2) cheap"."""
        text = self.reference.text
        before = text[max(0, one.start - 2) : one.start].strip()
        return (
            text[one.end : one.end + 1] == ")"
            and one.kind is Kind.NUMBER
            and one.value < LIMITS.list_items_below
            and (not before or before in OPENS_ITEM)
        )

    def dropped(self, one: Quantity) -> Finding:
        """The finding of a quantity that did not arrive."""
        place = self.reference.place(one.start, one.end)
        is_firm = one.in_digits or one.unit is not None or one.kind not in COUNTS
        is_doubted = not self.pairing.spare and seems_carried(self.comparison, place)
        is_small = not is_firm or one.kind in (Kind.WEEKDAY, Kind.TIME) or self.is_age(one)
        reason = "figure_dropped" if is_firm else "word_dropped"
        reason = "seemingly_carried" if is_doubted else reason
        return Finding(
            FindingType.NUMBER,
            Severity.MINOR if is_small or is_doubted else Severity.MAJOR,
            LIMITS.certainty[reason],
            f"“{place.text}” was dropped",
            "dropped",
            place,
        )

    def is_age(self, one: Quantity) -> bool:
        """Whether a number stands behind a name as an age does: "Grace Tembo, 44, ..."."""
        text = self.reference.text
        is_apart = text[max(0, one.start - 2) : one.start] == ", " and text[
            one.end : one.end + 1
        ] in (",", ".")
        return one.value < LIMITS.ages_below and (
            is_apart or text[one.start : one.end].endswith("old")
        )

    def finding(
        self,
        reference: tuple[int, int],
        copy: tuple[int, int],
        severity: Severity,
        confidence: float,
    ) -> Finding:
        """A finding of kind `changed`, from the spans of both sides."""
        here, there = self.reference.place(*reference), self.copy.document.place(*copy)
        message = f"“{here.text}” became “{there.text}”"
        return Finding(FindingType.NUMBER, severity, confidence, message, "changed", here, there)


def _is_alike(one: Quantity, other: Quantity) -> bool:
    """Whether two quantities count in the same unit, or both in none."""
    if one.unit is None or other.unit is None:
        return one.unit is other.unit and one.kind in COUNTS and other.kind in COUNTS
    return same_unit(one.unit, other.unit)


def _is_difference(one: Quantity, text: str) -> bool:
    """Whether a word beside a quantity compares it with another."""
    near = LIMITS.near_difference
    around = text[max(0, one.start - near) : one.end + near]
    return DIFFERENCE.search(around.lower()) is not None


def _passage(document: Document, side: Sequence[int]) -> Passage:
    """The text from a group's first sentence on one side to its last."""
    start, end = document.sentences[side[0]].start, document.sentences[side[-1]].end
    return Passage(document.text, start, end)


def _month_of(one: Quantity) -> int:
    """The month that a quantity names, from 1; 0 for none."""
    return int(one.value) if one.kind is Kind.MONTH else one.month


def _is_rare(one: Quantity) -> bool:
    """Whether a value is unlikely to stand in a text twice by chance."""
    return one.kind in COUNTS and (one.value.denominator > 1 or one.value >= LIMITS.rare_from)
