"""Runs of words that the other side does not carry, as a person would underline them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from mtqa.alignment.word_alignment import SideWords
from mtqa.text.annotations import CONTENT, Pos

Floats = npt.NDArray[np.float32]

_NAMEABLE = {*np.flatnonzero(CONTENT).tolist(), Pos.PRON}
"""Parts of speech of a single word that makes a run."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words in a row that the other side does not carry.

    Attributes:
        first: Index of the first word in its side.
        last: Index of the last word.
        chance: Mean chance of its content words that the other side does not carry them.
    """

    first: int
    last: int
    chance: float


def strange_runs(words: SideWords, chances: Floats, least: float, alone: Floats) -> Iterator[Run]:
    """Runs of words that the other side does not carry.

    A function word between two such words is part of their run.

    Args:
        words: One side of a match.
        chances: Chance of each word that the other side does not carry it.
        least: Minimum chance of a word of a run.
        alone: Minimum chance of each word to be a run of one word.
    """
    strange = chances > least
    if not strange.any():
        return
    bridge = ~CONTENT[words.pos] & (words.pos != Pos.PUNCT)
    strange[1:-1] |= bridge[1:-1] & strange[:-2] & strange[2:]
    rows = np.flatnonzero(strange)
    breaks = (np.diff(rows) > 1) | (np.diff(words.sentence[rows]) > 0)
    covered = -1
    for run in np.split(rows, np.flatnonzero(breaks) + 1):
        if len(run) and run[0] > covered:
            first, last = _widened(words, chances, int(run[0]), int(run[-1]), least)
            content = CONTENT[words.pos[first : last + 1]]
            own = chances[first : last + 1]
            if last > first and content.any():
                covered = last
                yield Run(first, last, float(own[content].mean()))
            elif own.max() > alone[first] and words.pos[first] in _NAMEABLE:
                covered = last
                yield Run(first, last, float(own.max()))


def _widened(
    words: SideWords, chances: Floats, first: int, last: int, least: float
) -> tuple[int, int]:
    """The run, or the whole clause between two signs where the mean chance of that is enough."""
    stops = np.flatnonzero((words.sentence != words.sentence[first]) | (words.pos == Pos.PUNCT))
    start = int(stops[stops < first].max(initial=-1)) + 1
    end = int(stops[stops > last].min(initial=len(words))) - 1
    content = CONTENT[words.pos[start : end + 1]]
    if content.any() and chances[start : end + 1][content].mean() > least:
        return start, end
    return first, last
