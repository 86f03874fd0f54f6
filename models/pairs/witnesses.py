"""Labels natural errors of round trips by comparing many copies of the same sentence.

A reference has copies through dozens of languages and engines. A word that most copies carry and
one lacks is missing there. A word that neither the reference nor another copy has is inserted.
Other wording that several copies share is correct.
"""

from __future__ import annotations

import random
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from models.arrival.train import encode, lines, match_of
from models.pairs.labels import ABSENT, TURNED, UNSURE, Copy, Example, no_error
from mtqa.alignment.word_alignment import Match, SideWords
from mtqa.encoding.readers import EmbeddedReader
from mtqa.text.annotations import CONTENT

SETS = ("flores-dev", "wmt13-cs")
"""Sets with copies through at least five languages."""

WITNESSES = 48
"""Maximum number of copies to compare per reference."""

LEAST_WITNESSES = 8
"""Minimum number of distinct copies of more than two words."""

SAME = 0.6
"""Minimum similarity of two words with the same meaning."""

UNLIKE = 0.48
"""Maximum similarity of a word to all words of a text that lacks it."""

COMMON, RARE = 0.2, 0.06
"""Shares of the other copies that have a word: minimum for a correct word, maximum for an inserted
one."""

CARRIED = 0.6
"""Minimum share of the other copies that carry a word, for it to count as missing in one."""

LEAST_APART = 0.08
"""Minimum difference in errors per word of two copies to be ordered."""

_LINES_A_PASS = 200


def witnessed(
    reader: EmbeddedReader, folder: Path, draw: random.Random, left_out: Container[str]
) -> Iterator[Example]:
    """Couples of copies of one reference with their natural errors, the better one first.

    Args:
        reader: The encoder.
        folder: The round trips.
        draw: The random generator.
        left_out: References to leave out.
    """
    for name in SETS:
        references = lines(folder / "reference" / f"{name}.en.gz")
        copies = [lines(path) for path in sorted((folder / "copy").glob(f"{name}.*.gz"))]
        count = min(WITNESSES, len(copies))
        for first in range(0, len(references), _LINES_A_PASS):
            chosen = {
                references[row]: sorted({copy[row] for copy in draw.sample(copies, count)})
                for row in range(first, min(first + _LINES_A_PASS, len(references)))
                if references[row] not in left_out
            }
            yield from _held_against_each_other(reader, chosen, draw)


def _held_against_each_other(
    reader: EmbeddedReader, copies: Mapping[str, Sequence[str]], draw: random.Random
) -> Iterator[Example]:
    """Couples of the copies of each reference."""
    encoded = encode(reader, {text for one, others in copies.items() for text in (one, *others)})
    for reference, texts in copies.items():
        matches = [match_of(reference, text, encoded) for text in texts if len(text.split()) > 2]
        draw.shuffle(matches)
        if len(matches) >= LEAST_WITNESSES:
            yield from _couples(matches[0].reference.texts, _judged(matches))


@dataclass(frozen=True)
class _Judged:
    copy: Copy
    cost: float


def _couples(reference: Sequence[str], judged: Sequence[_Judged]) -> Iterator[Example]:
    """Couples of copies, ordered if one has clearly more errors."""
    for one, other in zip(judged[::2], judged[1::2], strict=False):
        better, worse = sorted((one, other), key=lambda copy: copy.cost)
        yield Example(
            reference,
            (better.copy, worse.copy),
            is_ordered=worse.cost - better.cost >= LEAST_APART,
            weight=0.7,
        )


def _judged(matches: Sequence[Match]) -> list[_Judged]:
    """The copies of one reference, labelled by comparison with each other."""
    support = _support([match.copy for match in matches])
    carried = np.stack([_worth(match) >= SAME for match in matches])
    rate = (carried.sum(0) - carried) / max(1, len(matches) - 1)
    return [
        _labelled(match, said, carries)
        for match, said, carries in zip(matches, support, rate, strict=True)
    ]


def _support(copies: Sequence[SideWords]) -> list[npt.NDArray[np.float32]]:
    """The share of the other copies that have each word, for each copy."""
    vectors = np.concatenate([words.vectors for words in copies])
    ends = np.cumsum([len(words) for words in copies])
    starts = np.concatenate([[0], ends[:-1]])
    best = np.maximum.reduceat(vectors @ vectors.T, starts, axis=1)
    shares = ((best >= SAME).sum(1) - 1) / max(1, len(copies) - 1)
    return np.split(shares.astype(np.float32), ends[:-1])


def _worth(match: Match) -> npt.NDArray[np.float32]:
    """The similarity of each word of the reference to its partner; 0 without one."""
    partners = match.partner_of_reference
    return np.where(partners >= 0, match.likeness[np.arange(len(partners)), partners], 0)


def _labelled(
    match: Match, support: npt.NDArray[np.float32], rate: npt.NDArray[np.floating]
) -> _Judged:
    reference, copy = no_error(len(match.reference)), no_error(len(match.copy))
    free = (
        CONTENT[match.reference.pos] & (match.partner_of_reference < 0),
        CONTENT[match.copy.pos] & (match.partner_of_copy < 0),
    )
    lost = free[0] & (match.likeness.max(1) < UNLIKE)
    strange = free[1] & (match.likeness.max(0) < UNLIKE)
    for row in np.flatnonzero(free[0]):
        seen = lost[row] and rate[row] >= CARRIED
        _mark(reference[row], seen, int(row), match.partner_of_reference, free[1])
    for row in np.flatnonzero(free[1] & (support < COMMON)):
        seen = strange[row] and support[row] <= RARE
        _mark(copy[row], seen, int(row), match.partner_of_copy, free[0])
    cost = ((reference == 1).sum() + (copy == 1).sum()) / len(match.reference)
    return _Judged(Copy(match.copy.texts, reference, copy), float(cost))


def _mark(
    labels: npt.NDArray[np.int8],
    is_error: bool,
    row: int,
    partners: npt.NDArray[np.intp],
    free: npt.NDArray[np.bool_],
) -> None:
    """Labels a word: turned if a free word is in its place on the other side, else absent."""
    labels[:] = UNSURE
    if is_error:
        linked = np.flatnonzero(partners >= 0)
        left, right = linked[linked < row], linked[linked > row]
        low = int(partners[left[-1]]) if len(left) else -1
        high = int(partners[right[0]]) if len(right) else len(free)
        if low < high:
            labels[TURNED if free[low + 1 : high].any() else ABSENT] = 1
