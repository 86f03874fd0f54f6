"""Marked pairs with a phrase cut from one side, so that the other side has words too many."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

import numpy as np

from models.arrival.train import plant
from models.reader.labels import Copy, Example, Labels, Rows
from models.reader.sources import words_of
from mtqa.alignment.word_alignment import Match
from mtqa.text.annotations import CONTENT, Tag

FROM_COPY = 0.6
"""Share of cuts from the copy: words missing from it. The others are words added to it."""

LONG = 3
"""Content words of a cut that is a major error."""


def cut(match: Match, example: Example, draw: random.Random) -> Example | None:
    """The pair with a phrase cut from one side, and all its labels.

    Args:
        match: The pair.
        example: Its labels.
        draw: The random generator.

    Returns:
        None if no phrase can be cut, or if an error lies on the cut.
    """
    [copy] = example.copies
    if draw.random() < FROM_COPY:
        return _shortened(match, example.reference, copy)
    turned = replace(match, reference=match.copy, copy=match.reference)
    made = _shortened(turned, copy.words, _turned(example.reference, copy))
    if made is None:
        return None
    [other] = made.copies
    return replace(
        made, reference=other.words, copies=(_turned(made.reference, other),), source="added"
    )


def _shortened(match: Match, reference: Sequence[str], copy: Copy) -> Example | None:
    planned = plant(match)
    if planned is None:
        return None
    words = words_of(planned.lacking)
    rows = slice(planned.first, planned.last + 1)
    kept = _kept(copy.words, words)
    gone = sorted(set(range(len(copy.words))) - set(kept))
    if copy.reference_tags[rows, Tag.ANY].any() or copy.tags[gone, Tag.ANY].any():
        return None
    reference_tags, tags = copy.reference_tags.copy(), _at(copy.tags, kept, len(words))
    content = int(CONTENT[match.reference.pos[rows]].sum())
    reference_tags[rows, [Tag.ABSENT]] = reference_tags[rows, [Tag.ANY]] = 1
    reference_tags[rows, [Tag.GRAVE]] = 1 if content >= LONG else -1
    links = tuple(
        (here, tuple(kept[row] for row in there if row in kept)) for here, there in copy.links
    )
    made = Copy(
        words,
        reference_tags,
        tags,
        copy.reference_kinds,
        _at(copy.kinds, kept, len(words), fill=-1),
        tuple((here, there) for here, there in links if there),
    )
    return Example(reference, (made,), source="missing")


def _kept(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """The row of each kept word in the shorter text, by its row in the longer one."""
    forms = [[word.casefold() for word in side] for side in (old, new)]
    return {
        block.a + at: block.b + at
        for block in SequenceMatcher(None, *forms, autojunk=False).get_matching_blocks()
        for at in range(block.size)
    }


def _at(labels: Labels, kept: dict[int, int], count: int, fill: int = 0) -> Labels:
    made = np.full((count, *labels.shape[1:]), fill, np.int8)
    made[list(kept.values())] = labels[list(kept)]
    return made


def _turned(reference: Sequence[str], copy: Copy) -> Copy:
    """The labels of the reference as a copy of the copy."""
    links: tuple[tuple[Rows, Rows], ...] = tuple((there, here) for here, there in copy.links)
    return Copy(reference, copy.tags, copy.reference_tags, copy.kinds, copy.reference_kinds, links)


def cuts(
    pairs: Sequence[tuple[Match, Example]], count: int, draw: random.Random
) -> Iterator[Example]:
    """Pairs with cuts, of random pairs."""
    for match, example in draw.sample(pairs, min(count, len(pairs))):
        if made := cut(match, example, draw):
            yield made
