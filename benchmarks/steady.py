"""Checks properties that the scores must have on all texts.

- Identity: a text against itself has quality 100 and no finding.
- Order: with its paragraphs shuffled, it has at least 90.
- Length: a pair repeated five times in one document scores within half a point of the pair.
- Monotony: a copy that loses paragraphs scores lower after each cut, and its coverage is within
  0.03 of the true coverage.

The true coverage of a cut copy is computed from the kept paragraphs and their originals alone:
their coverage times their share of the words of the reference's content. The share of kept
paragraphs is no substitute, because a kept paragraph may itself be incomplete. The comparison shows
whether the cut part of the reference is linked to paragraphs that do not translate it.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import pairwise

import material
from measures import Measures, Setting

from mtqa import Report
from mtqa.text.document import Document

SHARES = (0.9, 0.75, 0.5, 0.25)
"""Share of a copy's paragraphs that remains after each cut."""

TIMES = 5
Paragraphs = list[str]


def steady(setting: Setting) -> dict[str, Measures]:
    """The lowest qualities and the largest differences on articles and round trips."""
    articles = material.articles(setting.data)[: setting.limit]
    trips = material.round_trips(setting.data, setting.limit)
    documents = [(_paragraphs(each["reference"]), _paragraphs(each["copy"])) for each in articles]
    documents += [(trip.reference, trip.copy) for trip in trips]
    return {
        "the text itself": _itself(setting, documents),
        "paragraphs shuffled": _shuffled(setting, documents),
        "five times over": _repeated(setting, documents),
        **_cut(setting, trips),
    }


def _itself(setting: Setting, documents: Sequence[tuple[Paragraphs, Paragraphs]]) -> Measures:
    """The worst report on a text against itself, for both sides of every pair."""
    texts = [material.joined(side) for both in documents for side in both]
    reports = setting.check((text, text) for text in texts)
    return _worst(reports, 100)


def _shuffled(setting: Setting, documents: Sequence[tuple[Paragraphs, Paragraphs]]) -> Measures:
    draw = random.Random(1)
    reports = setting.check(
        (material.joined(text), material.joined(draw.sample(text, len(text))))
        for text, _ in documents
    )
    return _worst(reports, 90)


def _worst(reports: Sequence[Report], wanted: int) -> Measures:
    return {
        "lowest quality": min(report.scores.quality for report in reports),
        "wanted at least": wanted,
        "most findings": max(len(report.findings) for report in reports),
    }


def _repeated(setting: Setting, documents: Sequence[tuple[Paragraphs, Paragraphs]]) -> Measures:
    reports = setting.check(
        (material.joined(times * reference), material.joined(times * copy))
        for reference, copy in documents
        for times in (1, TIMES)
    )
    quality = [report.scores.quality for report in reports]
    differences = [abs(a - b) for a, b in zip(quality[::2], quality[1::2], strict=True)]
    return {
        "quality off by at most": max(differences),
        "wanted at most": 0.5,
        "on average": sum(differences) / len(differences),
    }


def _cut(setting: Setting, trips: Sequence[material.RoundTrip]) -> dict[str, Measures]:
    """Copies that lose random paragraphs, by cut."""
    draw = random.Random(1)
    ladders = [_cut_down(setting, trip, draw) for trip in trips]
    rows = {
        f"cut to {share}": _row([ladder[at : at + 2] for ladder in ladders])
        for at, share in enumerate(SHARES)
    }
    return {**rows, "every cut": _row(ladders)}


Rung = tuple[float, float, float]
"""Quality, coverage, true coverage."""


def _cut_down(setting: Setting, trip: material.RoundTrip, draw: random.Random) -> list[Rung]:
    """The figures of the uncut copy of a round trip, then after each cut."""
    size = len(trip.copy)
    order = draw.sample(range(size), size)
    kept = [sorted(order[: round(share * size)]) for share in (1, *SHARES)]
    sides = [_picked(side, places) for places in kept for side in (trip.reference, trip.copy)]
    whole, originals, copies = material.joined(trip.reference), sides[::2], sides[1::2]
    cut = setting.check((whole, copy) for copy in copies)
    alone = setting.check(zip(originals, copies, strict=True))
    words = _content_words(cut[0].reference)
    return [
        (
            report.scores.quality,
            report.scores.coverage,
            part.scores.coverage * _content_words(part.reference) / words,
        )
        for report, part in zip(cut, alone, strict=True)
    ]


def _row(ladders: Sequence[Sequence[Rung]]) -> Measures:
    """How often the quality falls at every cut, and how far the coverage is from the truth."""
    falls = [all(a[0] > b[0] for a, b in pairwise(ladder)) for ladder in ladders]
    off = [abs(carried - truth) for ladder in ladders for _, carried, truth in ladder[1:]]
    return {
        "quality falls": sum(falls) / len(falls),
        "coverage off by at most": max(off),
        "wanted at most": 0.03,
        "on average": sum(off) / len(off),
    }


def _picked(paragraphs: Paragraphs, places: Sequence[int]) -> str:
    return material.joined([paragraphs[place] for place in places])


def _paragraphs(text: str) -> Paragraphs:
    return text.split("\n\n")


def _content_words(document: Document) -> int:
    return sum(
        len(text.split())
        for sentence, text in zip(document.sentences, document.sentence_texts(), strict=True)
        if sentence.role.is_content
    )
