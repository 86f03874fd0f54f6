"""Gathers training examples, and writes them to a file.

usage: python -m models.reader.gather marks|dev|others|written DATA OUT [--seed S]

Run it from the root of the project. `marks` are the lines of marks/train without those that
are set aside, `dev` those of marks/dev, `others` all other sources, `written` the turns of this
folder.
"""

from __future__ import annotations

import argparse
import pickle
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from models.pairs.damage import Vocabulary
from models.reader.cuts import cuts
from models.reader.labels import Example, WordMark, labelled
from models.reader.marked_lines import (
    examples_of,
    linked,
    marked_records,
    runs_of,
    training_runs,
)
from models.reader.minimal_pairs import Turned, honest, turned
from models.reader.sources import planted, rated, twins, written
from mtqa.alignment.word_alignment import Match
from mtqa.encoding.loading import load_reader
from mtqa.encoding.model import EmbeddedModel
from mtqa.encoding.readers import Reader
from mtqa.registry import DEFAULT_MODEL, Effort, find_model

TURNS_A_PAIR, HONEST_SHARE = 2, 0.35
CUTS, TWINS, COUPLES = 12000, 4000, 2500
SHORTEST = 5
"""Minimum words of a pair to plant errors in."""


def clean_matches(pairs: Sequence[tuple[Match, Example]]) -> list[Match]:
    """The groups without a mark."""
    return [
        match
        for match, example in pairs
        if not example.copies[0].tags.any()
        and not example.copies[0].reference_tags.any()
        and min(len(match.reference), len(match.copy)) >= SHORTEST
    ]


def others(reader: Reader, data: Path, draw: random.Random) -> Iterator[Example]:
    """Cuts, planted errors, minimal pairs, damaged twins and ranked translations."""
    pairs = [
        pair
        for run, comparison in linked(reader, training_runs(data))
        for pair in examples_of(run, comparison)
    ]
    yield from cuts(pairs, CUTS, draw)
    matches = clean_matches(pairs)
    print(len(matches), "clean groups")
    vocabulary = Vocabulary(_word_vectors(), draw)
    vocabulary.read((match.reference.texts, match.reference) for match in matches)
    yield from planted(matches, vocabulary, draw)
    yield from _minimal(matches, draw)
    yield from twins(reader, data, TWINS, draw)
    yield from rated(data, COUPLES, draw)


def _minimal(matches: Sequence[Match], draw: random.Random) -> Iterator[Example]:
    for match in matches:
        for _ in range(TURNS_A_PAIR):
            if made := turned(match, draw):
                yield _example(made, made.marks[0].kind)
        if draw.random() < HONEST_SHARE and (made := honest(match, draw)):
            yield _example(made, "honest")


def _example(made: Turned, source: str) -> Example:
    marks = []
    for mark in made.marks:
        sides = [tuple(range(*span)) if span else () for span in (mark.reference, mark.copy)]
        type_ = "mis" if all(sides) else "om" if sides[0] else "add"
        marks.append(
            WordMark(type_, mark.severity, sides[0], sides[1], mark.kind if type_ == "mis" else "")
        )
    copy = labelled(len(made.reference), made.copy, marks)
    return Example(made.reference, (copy,), source=f"minimal {source}")


def _word_vectors() -> dict:
    model = EmbeddedModel(find_model(DEFAULT_MODEL), "cpu")
    table = model.transformer.words.float().numpy()
    return {word: table[row] for word, row in model.tokenizer.get_vocab().items()}


def gathered(kind: str, data: Path, draw: random.Random) -> Iterator[Example]:
    """The examples of one kind."""
    if kind == "written":
        yield from written()
        return
    reader = load_reader(DEFAULT_MODEL, "cpu", effort=Effort.FAST)
    try:
        if kind == "others":
            yield from others(reader, data, draw)
            return
        dev = data / "marks" / "dev.jsonl.gz"
        runs = training_runs(data) if kind == "marks" else runs_of(marked_records(dev))
        for run, comparison in linked(reader, runs):
            yield from (example for _, example in examples_of(run, comparison))
    finally:
        reader.close()


def main() -> None:
    """Gathers one kind of examples, and counts them by source."""
    options = argparse.ArgumentParser()
    options.add_argument("kind", choices=("marks", "dev", "others", "written"))
    options.add_argument("data", type=Path)
    options.add_argument("out", type=Path)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    random.seed(chosen.seed)
    made = list(gathered(chosen.kind, chosen.data, random.Random(chosen.seed)))
    chosen.out.write_bytes(pickle.dumps(made))
    print(len(made), "examples", dict(Counter(example.source for example in made)))


if __name__ == "__main__":
    main()
