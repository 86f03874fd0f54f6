"""Measures sentence alignment on round trips with known dropped, inserted and moved paragraphs."""

from __future__ import annotations

import random
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import material
from measures import THRESHOLDS, Count, Links, Measures, Setting, links_of, sentence_starts


@dataclass
class Shuffled:
    """A round trip with paragraphs dropped, inserted and moved.

    Attributes:
        reference: Its paragraphs.
        copy: Its paragraphs.
        source: For each paragraph of the copy, the place of its original; None if inserted.
    """

    reference: list[str]
    copy: list[str]
    source: list[int | None]


def alignment(setting: Setting) -> dict[str, Measures]:
    """How right the links are, and which dropped and inserted sentences stay without a link.

    The threshold matcher uses the threshold that is best on these documents.
    """
    documents = list(shuffled_round_trips(setting.data, setting.limit))
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
    import peers  # needs the extra `bench`, which those who need but the documents may lack

    matcher = peers.ThresholdMatcher()
    theirs = {threshold: Alignments() for threshold in THRESHOLDS}
    for document, report in zip(documents, reports, strict=True):
        sides = report.reference, report.copy
        cosines = matcher.cosines(*(side.sentence_texts() for side in sides))
        for threshold, made in theirs.items():
            made.add(document, *map(sentence_starts, sides), peers.links_over(cosines, threshold))
    best = max(theirs, key=lambda threshold: theirs[threshold].links.measures()["F1"])
    rows = {"mtqa": ours.measures(), f"cosine over {best}": theirs[best].measures()}
    return {name: {"documents": len(documents), **row} for name, row in rows.items()}


@dataclass
class Alignments:
    """Counts of links, dropped sentences and inserted sentences."""

    links: Count = field(default_factory=Count)
    dropped: Count = field(default_factory=Count)
    inserted: Count = field(default_factory=Count)

    def add(self, document: Shuffled, reference: list[int], copy: list[int], links: Links) -> None:
        """Adds one document, whose sentences start at the given offsets."""
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
            self.inserted, {column for _, column in links}, [source is None for source in sources]
        )

    def measures(self) -> Measures:
        """F1 of the links and of the dropped sentences, recall of the inserted ones."""
        return {
            "links F1": self.links.measures()["F1"],
            "dropped F1": self.dropped.measures()["F1"],
            "inserted R": self.inserted.measures()["R"],
        }


def _count_alone(count: Count, linked: set[int], should_be_alone: Sequence[bool]) -> None:
    for index, wanted in enumerate(should_be_alone):
        count.there += wanted
        count.said += index not in linked
        count.found += wanted and index not in linked
    count.right = count.found


def shuffled_round_trips(data: Path, count: int) -> Iterator[Shuffled]:
    """Round trips with an eighth of the paragraphs dropped and two foreign ones inserted.

    In every third document, two neighbouring paragraphs are swapped.
    """
    draw = random.Random(1)
    trips = material.round_trips(data, 2 * count, seed=1)
    for number, (trip, other) in enumerate(zip(trips[::2], trips[1::2], strict=True)):
        size = len(trip.copy)
        dropped = set(draw.sample(range(size), size // 8))
        kept: list[tuple[int | None, str]] = [
            (at, text) for at, text in enumerate(trip.copy) if at not in dropped
        ]
        for foreign in draw.sample(other.copy, 2):
            if foreign not in trip.copy:
                kept.insert(draw.randrange(len(kept) + 1), (None, foreign))
        if number % 3 == 0:
            at = draw.randrange(len(kept) - 1)
            kept[at], kept[at + 1] = kept[at + 1], kept[at]
        yield Shuffled(trip.reference, [text for _, text in kept], [source for source, _ in kept])


def _paragraphs_of(sentence_starts: Iterable[int], paragraphs: list[str]) -> list[int]:
    starts = material.paragraph_starts(paragraphs)
    return [bisect_right(starts, start) - 1 for start in sentence_starts]
