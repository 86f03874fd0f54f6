"""Training examples other than marked lines: planted errors, written turns, twins, ranks."""

from __future__ import annotations

import gzip
import json
import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import permutations
from pathlib import Path
from typing import Any

import numpy as np

from models.arrival.train import encode, match_of, plant
from models.pairs.damage import Damaged, Damager, Vocabulary
from models.pairs.examples import (
    DEMETR,
    DEMETR_UP_TO,
    HELD_OUT,
    LEFT_OUT,
    NEWS,
    NO_LABELS,
    SAID_TWICE,
    words_of,
)
from models.reader.labels import Copy, Example, Rows, WordMark, labelled, unknown
from mtqa.alignment.word_alignment import Match
from mtqa.encoding.readers import Reader
from mtqa.text.annotations import CONTENT, Pos
from mtqa.text.tokens import word_spans

TURNS = Path(__file__).with_name("turns")
CLEAN = "reference", "near", "honest", "honest2"
"""Which texts of a written item say the same; `turned` has an error."""

LEAST_APART = 0.5
"""Minimum difference of MQM points of two copies that are ordered."""

PLANTED_AS = {
    "insert": ("add", ""),
    "insert_phrase": ("add", "M"),
    "repeat": ("rep", "m"),
    "drop": ("om", ""),
    "replace": ("mis", ""),
    "negate": ("mis", "c"),
    "number": ("numc", "c"),
    "name": ("nrep", "M"),
    "gender": ("mis", "M"),
    "swap": ("mis", "M"),
}
"""Type and severity of what each method of the damager plants."""

CUTS = 40
"""How many cuts of phrases there are for the planted errors of the damager's weights."""

LONG_CUT = 3
"""Content words of a cut that is a major error."""

_KINDS = {"negate": "negation", "replace": "sense"}


def planted(
    matches: Sequence[Match], vocabulary: Vocabulary, draw: random.Random
) -> Iterator[Example]:
    """Clean pairs with one error planted; half of them beside the clean copy, which is better."""
    damager = Damager(vocabulary)
    methods: list[Callable[[Match], Damaged | None] | None] = [None, *damager.kinds]
    shares = [CUTS, *damager.kinds.values()]
    for match in matches:
        method = draw.choices(methods, shares)[0]
        worse = _cut(match) if method is None else _damaged(match, method)
        if worse is None:
            continue
        clean = labelled(len(match.reference), match.copy.texts, ())
        copies = (clean, worse) if draw.random() < 0.5 else (worse,)
        yield Example(match.reference.texts, copies, len(copies) == 2, source="planted")


def _cut(match: Match) -> Copy | None:
    cut = plant(match)
    if cut is None:
        return None
    rows = tuple(range(cut.first, cut.last + 1))
    content = int(CONTENT[match.reference.pos[list(rows)]].sum())
    severity = "M" if content >= LONG_CUT else ""
    return labelled(
        len(match.reference), words_of(cut.lacking), [WordMark("om", severity, rows, ())]
    )


def _damaged(match: Match, method: Callable[[Match], Damaged | None]) -> Copy | None:
    made = method(match)
    if made is None:
        return None
    type_, severity = PLANTED_AS[method.__name__]
    here, there = (_flagged(labels) for labels in (made.reference, made.copy))
    kind = _KINDS.get(method.__name__, "")
    if method.__name__ == "swap":
        marks = [WordMark(type_, severity, here, ()), WordMark(type_, severity, (), there)]
    else:
        marks = [WordMark(type_, severity, here, there, kind)]
    return labelled(len(match.reference), made.words, marks)


def _flagged(labels: np.ndarray) -> Rows:
    return tuple(np.flatnonzero((labels == 1).any(1)).tolist())


def written(folder: Path = TURNS) -> Iterator[Example]:
    """Turns and honest paraphrases that were written for the training, in both directions."""
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            item = json.loads(line)
            clean = [item[name] for name in CLEAN if name in item]
            for one, other in permutations(clean, 2):
                yield _pair(one, other, [], source="honest")
            if "turned" in item:
                texts = item["reference"], item["turned"]
                marks = list(_written_marks(item))
                yield _pair(*texts, marks, source=item["kind"])
                yield _pair(*texts[::-1], map(_turned_about, marks), source=item["kind"])


def _pair(reference: str, copy: str, marks: Iterable[WordMark], source: str) -> Example:
    words = words_of(reference)
    return Example(words, (labelled(len(words), words_of(copy), marks),), source=source)


def _written_marks(item: dict[str, Any]) -> Iterator[WordMark]:
    for severity, here, there in item["marks"]:
        rows = _covered(item["reference"], here), _covered(item["turned"], there)
        type_ = "mis" if all(rows) else "om" if rows[0] else "add"
        kind = item["kind"] if type_ == "mis" else ""
        yield WordMark(type_, severity, *rows, kind)


def _turned_about(mark: WordMark) -> WordMark:
    made = mark.turned
    other = {"om": "add", "add": "om"}.get(mark.type, mark.type)
    return WordMark(other, made.severity, made.reference, made.copy, made.kind)


def _covered(text: str, quote: str) -> Rows:
    """The words of a text that a quote covers; the first place where it is whole words."""
    if not quote:
        return ()
    spans = word_spans(text)
    starts, ends = {start for start, _ in spans}, {end for _, end in spans}
    at = first = text.index(quote)
    while at >= 0 and not (at in starts and at + len(quote) in ends):
        at = text.find(quote, at + 1)
    at = first if at < 0 else at
    return tuple(i for i, (a, b) in enumerate(spans) if a < at + len(quote) and at < b)


def twins(reader: Reader, data: Path, count: int, draw: random.Random) -> Iterator[Example]:
    """Translations and their damaged twins (DEMETR), labelled by their difference."""
    items = [
        item
        for item in _lines(data / DEMETR)
        if item["id"] <= DEMETR_UP_TO and item["perturbation"] not in LEFT_OUT
    ]
    items = draw.sample(items, min(count, len(items)))
    encoded = encode(reader, {item[key] for item in items for key in ("reference", "translation")})
    for item in items:
        match = match_of(item["reference"], item["translation"], encoded)
        size = len(match.reference)
        whole = unknown(size, match.copy.texts)
        twin = _twin(match, words_of(item["perturbed"]), item["perturbation"])
        yield Example(match.reference.texts, (whole, twin), is_ordered=True, source="twins")


def _twin(match: Match, words: list[str], kind: str) -> Copy:
    """A damaged twin; what the translation did before is not known, so only errors are labelled."""
    size = len(match.reference)
    if kind in NO_LABELS:
        return unknown(size, words)
    forms = [word.lower() for word in words]
    severity = "c" if kind.startswith("critical") else "M" if kind.startswith("major") else ""
    marks = []
    for what, a, b, c, d in SequenceMatcher(None, match.copy.forms, forms, False).get_opcodes():
        rows = [row for row in range(a, b) if match.partner_of_copy[row] >= 0]
        partners = tuple(match.partner_of_copy[rows].tolist())
        told = CONTENT[match.copy.pos[rows]] | (match.copy.pos[rows] == Pos.PRON)
        if what == "delete":
            gone = tuple(np.array(partners, int)[told].tolist())
            marks.append(WordMark("om", severity, gone, ()))
        elif what == "insert":
            type_ = "add" if kind in SAID_TWICE else "mis"
            marks.append(WordMark(type_, severity, (), tuple(range(c, d))))
        elif what == "replace" and "removed" not in kind:
            marks.append(WordMark("mis", severity, partners, tuple(range(c, d))))
    known = labelled(size, words, marks)
    return _only_errors(known)


def _only_errors(copy: Copy) -> Copy:
    blank = unknown(len(copy.reference_tags), copy.words)
    for labels, found in ((blank.reference_tags, copy.reference_tags), (blank.tags, copy.tags)):
        rows = (found == 1).any(1)
        labels[rows] = found[rows]
    return replace(blank, links=copy.links)


def rated(data: Path, count: int, draw: random.Random) -> Iterator[Example]:
    """Couples of news translations with human scores (MQM), for the rank alone."""
    found: dict[str, list[tuple[float, list[str]]]] = defaultdict(list)
    for item in _lines(data / NEWS):
        if item["seg"] // 2 % HELD_OUT and not item["system"].startswith("Human"):
            found[item["reference"]].append((-item["mqm"], words_of(item["translation"])))
    made = []
    for reference, copies in found.items():
        draw.shuffle(copies)
        words = words_of(reference)
        for one, other in zip(copies[::2], copies[1::2], strict=False):
            better, worse = sorted((one, other), key=lambda copy: copy[0])
            if worse[0] - better[0] >= LEAST_APART:
                pair = unknown(len(words), better[1]), unknown(len(words), worse[1])
                made.append(Example(words, pair, is_ordered=True, source="rated"))
    yield from draw.sample(made, min(count, len(made)))


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)
