"""The numbers of one group of sentences, and those of the whole copy."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import chain

from mtqa.alignment.comparison import Comparison
from mtqa.detectors.numbers.limits import LIMITS
from mtqa.detectors.numbers.pairing import MOST_COMPARED, Pairing, pair
from mtqa.detectors.numbers.passage import Passage
from mtqa.quantities import MOST_READ, Agreement, Quantity, agreement, parse
from mtqa.quantities.equivalence import COUNTS
from mtqa.results.findings import Finding, FindingType, Severity
from mtqa.results.groups import Group
from mtqa.text.document import Document

Address = tuple[int, int]
"""A quantity of the copy: the index of its sentence, and its own index in there."""


class CopyNumbers:
    """The numbers of the whole copy, and which of them have a partner in the reference.

    Attributes:
        document: The copy.
        in_sentence: The quantities of each sentence.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self.in_sentence = [parse(document.text, one.start, one.end) for one in document.sentences]
        self._of_value = defaultdict[Fraction, list[Address]](list)
        for sentence, found in enumerate(self.in_sentence):
            for index, one in enumerate(found):
                self._of_value[one.value].append((sentence, index))
        self._claimed: set[Address] = set()

    def claim(self, addresses: Iterable[Address]) -> None:
        """Records that quantities have a partner in the reference."""
        self._claimed.update(addresses)

    def at(self, address: Address) -> Quantity:
        """The quantity at an address."""
        sentence, index = address
        return self.in_sentence[sentence][index]

    def near(self, group: Group) -> Iterator[Address]:
        """The quantities of a group's sentences and of those close to them."""
        first = max(0, group.copy[0] - LIMITS.near_sentences)
        last = min(group.copy[-1] + LIMITS.near_sentences, len(self.in_sentence) - 1)
        for sentence in range(first, last + 1):
            for index in range(min(len(self.in_sentence[sentence]), MOST_COMPARED)):
                yield sentence, index

    def has_outside(self, group: Group, one: Quantity) -> bool:
        """Whether a value occurs outside a group: anywhere if it is rare, else near it, unclaimed.

        Args:
            group: The group.
            one: A quantity of the reference.
        """
        is_rare = _is_rare(one)
        return any(
            address[0] not in group.copy
            and (is_rare or address not in self._claimed)
            and agreement(one, self.at(address)) >= Agreement.IMPLIED
            for address in (self._of_value[one.value] if is_rare else self.near(group))
        )


@dataclass(frozen=True)
class GroupNumbers:
    """The numbers of one group, paired where they agree.

    Attributes:
        comparison: The reference and the copy.
        copy_numbers: The numbers of the whole copy.
        group: The sentences.
    """

    comparison: Comparison
    copy_numbers: CopyNumbers
    group: Group

    @property
    def reference(self) -> Document:
        """The whole reference."""
        return self.comparison.reference.document

    @property
    def copy(self) -> Document:
        """The whole copy."""
        return self.comparison.copy.document

    @cached_property
    def in_copy(self) -> list[Quantity]:
        """The quantities of the group's copy sentences."""
        return list(map(self.copy_numbers.at, self._copy_addresses))

    @cached_property
    def in_reference(self) -> list[Quantity]:
        """The quantities of the group's reference sentences that are content."""
        return list(chain.from_iterable(self._in_reference_sentences))

    @cached_property
    def pairs(self) -> list[tuple[Quantity, Quantity]]:
        """A quantity of the reference and one of the copy that agree."""
        return [(self.in_reference[one], self.in_copy[its]) for one, its in self._pairing.pairs]

    @cached_property
    def missing(self) -> list[Quantity]:
        """Quantities of the reference without a partner."""
        return [self.in_reference[index] for index in self._pairing.missing]

    @cached_property
    def extra(self) -> list[Quantity]:
        """Quantities of the copy without a partner."""
        return [self.in_copy[index] for index in self._pairing.extra]

    @property
    def claims(self) -> Iterator[Address]:
        """The quantities of the copy that have a partner."""
        return (self._copy_addresses[its] for _, its in self._pairing.pairs)

    @cached_property
    def reference_passage(self) -> Passage:
        """The text of the group's reference sentences."""
        return Passage.of(self.reference, self.group.reference)

    @cached_property
    def copy_passage(self) -> Passage:
        """The text of the group's copy sentences."""
        return Passage.of(self.copy, self.group.copy)

    def near(self) -> Iterator[Quantity]:
        """The quantities of the group's copy sentences and of those close to them."""
        return map(self.copy_numbers.at, self.copy_numbers.near(self.group))

    def has_outside(self, one: Quantity) -> bool:
        """Whether the copy has a value of the reference outside the group."""
        return self.copy_numbers.has_outside(self.group, one)

    def changed(
        self,
        reference: tuple[int, int],
        copy: tuple[int, int],
        severity: Severity,
        confidence: float,
    ) -> Finding:
        """A finding of kind `changed`, from the spans of both sides."""
        here, there = self.reference.place(*reference), self.copy.place(*copy)
        message = f"“{here.text}” became “{there.text}”"
        return Finding(FindingType.NUMBER, severity, confidence, message, "changed", here, there)

    @cached_property
    def _in_reference_sentences(self) -> list[list[Quantity]]:
        sentences = [self.reference.sentences[index] for index in self.group.reference]
        content = [sentence for sentence in sentences if sentence.role.is_content]
        return [parse(self.reference.text, one.start, one.end) for one in content]

    @cached_property
    def _copy_addresses(self) -> list[Address]:
        sizes = ((at, len(self.copy_numbers.in_sentence[at])) for at in self.group.copy)
        return [(sentence, index) for sentence, size in sizes for index in range(size)]

    @cached_property
    def _pairing(self) -> Pairing:
        """The pairs; none where a sentence is a table, whose numbers are not all read."""
        in_copy_sentences = (self.copy_numbers.in_sentence[index] for index in self.group.copy)
        sentences = chain(self._in_reference_sentences, in_copy_sentences)
        if any(len(found) == MOST_READ for found in sentences):
            return Pairing()
        return pair(self.in_reference, self.in_copy)


def _is_rare(one: Quantity) -> bool:
    """Whether a value is unlikely to occur twice in a text by chance."""
    return one.kind in COUNTS and (one.value.denominator > 1 or one.value >= LIMITS.rare_from)
