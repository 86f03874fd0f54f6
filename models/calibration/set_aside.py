"""Writes set_aside.tsv: the reference lines that the calibration is fitted on, and nothing else.

A tenth of the reference lines of marks/train, whole texts at a time: lines that stand together in
one run belong to one text, so no reference line is both set aside and trained on. Each line of the
file is a set of lines of `roundtrip/reference` and the first and last line, from 0.

usage: set_aside.py DATA
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

PATH = Path(__file__).with_name("set_aside.tsv")
SEED = 18
SHARE = 0.1
LARGEST = 0.02
"""Maximum share of all lines in one text that is set aside: a larger one would be most of it."""

Line = tuple[str, int]


def set_aside() -> set[Line]:
    """The reference lines that are set aside, by set and number."""
    lines: set[Line] = set()
    for row in PATH.read_text("utf-8").splitlines():
        name, first, last = row.split()
        lines |= {(name, number) for number in range(int(first), int(last) + 1)}
    return lines


def line_of(record: dict[str, Any]) -> Line:
    """Set and number of the reference line of a marked line."""
    run = record["run"]
    return run.split(".")[0], int(run.rsplit(".", 1)[1]) + record["line"]


def texts(records: Iterable[dict[str, Any]]) -> list[list[Line]]:
    """The reference lines in texts: lines of one run are of one text, as are equal ones."""
    parent: dict[Any, Any] = {}

    def root(one: Any) -> Any:
        while parent.setdefault(one, one) != one:
            parent[one] = parent[parent[one]]
            one = parent[one]
        return one

    members = set()
    for record in records:
        line = line_of(record)
        members.add(line)
        parent[root(line)] = root(("run", record["run"]))
        parent[root(line)] = root(("text", record["reference"]))
    made: dict[Any, list[Line]] = defaultdict(list)
    for line in sorted(members):
        made[root(line)].append(line)
    return sorted(made.values())


def drawn(every: list[list[Line]]) -> list[Line]:
    """The lines of texts drawn at random, up to the share."""
    total = sum(map(len, every))
    small = [text for text in every if len(text) <= LARGEST * total]
    random.Random(SEED).shuffle(small)
    made: list[Line] = []
    for text in small:
        if len(made) >= SHARE * total:
            break
        made += text
    return sorted(made)


def rows(lines: list[Line]) -> Iterator[str]:
    """The lines as ranges."""
    for (name, _), run in groupby(
        enumerate(lines), key=lambda item: (item[1][0], item[1][1] - item[0])
    ):
        numbers = [number for _, (_, number) in run]
        yield f"{name}\t{numbers[0]}\t{numbers[-1]}"


def marked_lines(data: Path) -> list[dict[str, Any]]:
    """The lines of marks/train."""
    with gzip.open(data / "marks" / "train.jsonl.gz", "rt", encoding="utf-8") as content:
        return [json.loads(line) for line in content]


def main() -> None:
    """Writes the file."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("data", type=Path)
    lines = drawn(texts(marked_lines(options.parse_args().data)))
    PATH.write_text("\n".join(rows(lines)) + "\n", "utf-8")
    print(f"{len(lines)} reference lines set aside")


if __name__ == "__main__":
    main()
