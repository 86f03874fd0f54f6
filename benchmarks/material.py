"""Reads the development data: articles, and round trips cut into pairs of texts."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).resolve().parent.parent.parent / "shared" / "data"
PARAGRAPHS = 24
Record = dict[str, Any]


@dataclass(frozen=True)
class RoundTrip:
    """Consecutive paragraphs of an original, and the round-trip translation of each."""

    reference: list[str]
    copy: list[str]


def json_lines(path: Path) -> list[Record]:
    """The records of a gzipped JSON Lines file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


@cache
def lines_of(path: Path) -> list[str]:
    """The stripped lines of a gzipped text."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [line.strip() for line in lines]


def articles(data: Path) -> list[Record]:
    """Whole article pairs with their marks."""
    return [json.loads(p.read_text("utf-8")) for p in sorted((data / "articles").glob("*.json"))]


def round_trip_files(data: Path) -> list[tuple[Path, Path]]:
    """Pairs of files: an original `SET.en.gz`, its round trip `SET.LANGUAGE.ENGINE.en.gz`."""
    folder = data / "roundtrip"
    return [
        (folder / "reference" / f"{copy.name.split('.')[0]}.en.gz", copy)
        for copy in sorted((folder / "copy").glob("*.gz"))
    ]


def round_trips(data: Path, count: int, seed: int = 1) -> list[RoundTrip]:
    """Round trips of 24 paragraphs from random places in random files."""
    draw = random.Random(seed)
    files = round_trip_files(data)
    return [_block(*draw.choice(files), draw) for _ in range(count)]


def _block(original: Path, copy: Path, draw: random.Random) -> RoundTrip:
    lines = list(zip(lines_of(original), lines_of(copy), strict=True))
    first = PARAGRAPHS * draw.randrange(len(lines) // PARAGRAPHS)
    whole = [both for both in lines[first : first + PARAGRAPHS] if all(both)]
    return RoundTrip([one for one, _ in whole], [other for _, other in whole])


def segments(data: Path) -> Iterator[tuple[str, str]]:
    """The paragraphs of all originals and their round trips, file by file."""
    for original, copy in round_trip_files(data):
        for both in zip(lines_of(original), lines_of(copy), strict=True):
            if all(both):
                yield both


def joined(paragraphs: list[str]) -> str:
    """A text with an empty line between its paragraphs."""
    return "\n\n".join(paragraphs)


def paragraph_starts(paragraphs: list[str]) -> list[int]:
    """The offset of each paragraph in the joined text."""
    starts, at = [], 0
    for paragraph in paragraphs:
        starts.append(at)
        at += len(paragraph) + 2
    return starts
