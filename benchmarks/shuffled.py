"""Sentence alignment on real round trips, with known drops, strangers and moves."""

from __future__ import annotations

import random
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import material
import peers
from measures import THRESHOLDS, Count, Measures, Setting, links_of, sentence_starts


@dataclass
class Shuffled:
    """A round trip with paragraphs dropped, put in and moved; `source` tells whence each is."""

    reference: list[str]
    copy: list[str]
    source: list[int | None]


def alignment(setting: Setting) -> dict[str, Measures]:
    """Links between sentences of paragraphs that belong together, and sentences left alone.

    The threshold matcher gets whichever of its thresholds links best on these very documents.
    """
    documents = list(_shuffled(setting.data, setting.limit))
    reports = setting.check(
        (material.joined(each.reference), material.joined(each.copy)) for each in documents
    )
    ours = Alignments()
    for document, report in zip(documents, reports, strict=True):
        ours.add(
            document,
            sentence_starts(report.reference),
            sentence_starts(report.copy),
            links_of(report),
        )
    matcher = peers.ThresholdMatcher()
    theirs = {threshold: Alignments() for threshold in THRESHOLDS}
    for document, report in zip(documents, reports, strict=True):
        sides = report.reference, report.copy
        cosines = matcher.cosines(*(side.sentence_texts() for side in sides))
        for threshold, made in theirs.items():
            made.add(document, *map(sentence_starts, sides), peers.links_over(cosines, threshold))
    best = max(theirs, key=lambda threshold: theirs[threshold].links.measures()["F1"])
    return {"mtqa": ours.measures(), f"cosine over {best}": theirs[best].measures()}


@dataclass
class Alignments:
    """Links, dropped sentences and strangers, counted over documents."""

    links: Count = field(default_factory=Count)
    dropped: Count = field(default_factory=Count)
    strangers: Count = field(default_factory=Count)

    def add(
        self, document: Shuffled, reference: list[int], copy: list[int], links: peers.Links
    ) -> None:
        """Counts one document, whose sentences start at the offsets given."""
        own = _paragraphs_of(reference, document.reference)
        sources = [document.source[at] for at in _paragraphs_of(copy, document.copy)]
        right = {(row, column) for row, column in links if sources[column] == own[row]}
        present = {source for source in document.source if source is not None}
        self.links.said += len(links)
        self.links.right += len(right)
        self.links.there += len(present)
        self.links.found += len({own[row] for row, _ in right})
        _count_alone(self.dropped, {row for row, _ in links}, [at not in present for at in own])
        _count_alone(
            self.strangers, {column for _, column in links}, [source is None for source in sources]
        )

    def measures(self) -> Measures:
        """The three F1, and what they are made of."""
        return {
            "links F1": self.links.measures()["F1"],
            "dropped F1": self.dropped.measures()["F1"],
            "strangers R": self.strangers.measures()["R"],
        }


def _count_alone(count: Count, linked: set[int], should_be_alone: Sequence[bool]) -> None:
    for index, wanted in enumerate(should_be_alone):
        count.there += wanted
        count.said += index not in linked
        count.found += wanted and index not in linked
    count.right = count.found


def _shuffled(data: Path, count: int) -> Iterator[Shuffled]:
    """Of 24 paragraphs an eighth dropped, two of another place put in, every third time a swap."""
    draw = random.Random(1)
    trips = material.round_trips(data, 2 * count, seed=1)
    for number, (trip, other) in enumerate(zip(trips[::2], trips[1::2], strict=True)):
        size = len(trip.copy)
        dropped = set(draw.sample(range(size), size // 8))
        kept: list[tuple[int | None, str]] = [
            (at, text) for at, text in enumerate(trip.copy) if at not in dropped
        ]
        for stranger in draw.sample(other.copy, 2):
            if stranger not in trip.copy:
                kept.insert(draw.randrange(len(kept) + 1), (None, stranger))
        if number % 3 == 0:
            at = draw.randrange(len(kept) - 1)
            kept[at], kept[at + 1] = kept[at + 1], kept[at]
        yield Shuffled(trip.reference, [text for _, text in kept], [source for source, _ in kept])


def _paragraphs_of(sentence_starts: Iterable[int], paragraphs: list[str]) -> list[int]:
    starts = material.paragraph_starts(paragraphs)
    return [bisect_right(starts, start) - 1 for start in sentence_starts]
