"""Makes training examples of the pair reader: planted errors, damaged twins, human marks."""

from __future__ import annotations

import gzip
import json
import random
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import numpy as np

from models.arrival.train import Cut, encode, match_of, plant, read_pairs
from models.pairs.damage import Damager, Vocabulary
from models.pairs.labels import (
    ABSENT,
    TURNED,
    UNSURE,
    Copy,
    Example,
    Labels,
    no_error,
    unknown,
)
from mtqa.alignment.arrival import gained, lost
from mtqa.alignment.word_alignment import Match
from mtqa.encoding.model import EmbeddedModel
from mtqa.encoding.readers import EmbeddedReader
from mtqa.text.annotations import CONTENT, EncodedSentence, Pos
from mtqa.text.tokens import word_spans

DEMETR_UP_TO = 350
"""Highest DEMETR id to train on; the rest are a test."""

CLEAN = 1.5
"""Maximum MQM points of a translation to plant errors in."""

HELD_OUT = 5
"""One scored news segment in this many is a test."""

CUTS = (30, 14)
"""How many of 91 errors are phrases cut from the copy and from the reference."""

ALREADY_STRANGE = 0.7
"""Minimum probability (`models/arrival`) at which a word of an untouched pair has no label."""

DEMETR = "demetr/demetr.jsonl.gz"
NEWS = "mqm/wmt20-news-zh-en.jsonl.gz"
TALKS = "mqm/ted-zh-en-spans.jsonl.gz"
NO_LABELS = {"critical_id20_shuffled"}
LEFT_OUT = {
    "base_id35_reference",
    "base_id33_shuffle_trans",
    "base_id33_empty",
    "minor_id30_tokenized",
    "minor_id31_full_lower",
    "minor_id32_first_lower",
    "minor_id28_final_punc_removed",
    "minor_id29_punc_addition",
}
"""Kinds of DEMETR without damage, or invisible to a lower-case model."""

SAID_TWICE = {"minor_id1_repeat2", "minor_id2_repeat4", "critical_id6_addition"}
MEANING = ("Accuracy", "Terminology", "Fluency/Grammar")


def round_trips(folder: Path, count: int, left_out: Container[str]) -> list[tuple[str, str]]:
    """Random references and their copies."""
    return [pair for pair in read_pairs(folder, count) if pair[0] not in left_out]


def translations(data: Path) -> list[tuple[str, str]]:
    """Distinct references and good machine translations of the same sources."""
    found = [
        (item["reference"], item["translation"])
        for item in _lines(data / DEMETR)
        if item["id"] <= DEMETR_UP_TO
    ]
    found += [
        (item["reference"], item["translation"])
        for item in _scored(data / NEWS)
        if -item["mqm"] < CLEAN
    ]
    found += [
        (item["reference"], item["translation"])
        for item in _lines(data / TALKS)
        if _cost(item) < CLEAN
    ]
    return [pair for pair in dict.fromkeys(found) if all(len(text.split()) > 4 for text in pair)]


def planted(
    model: EmbeddedModel, pairs: Sequence[tuple[str, str]], draw: random.Random
) -> Iterator[Example]:
    """References with an untouched copy and, in most cases, one with a planted error."""
    reader = EmbeddedReader(model)
    encoded = encode(reader, {text for pair in pairs for text in pair})
    vocabulary = Vocabulary(_word_vectors(model), draw)
    vocabulary.read((words_of(text), one.words) for text, one in encoded.items())
    damager = Damager(vocabulary)
    for reference, copy in pairs:
        match = match_of(reference, copy, encoded)
        chances = lost([match], [None])[0], gained([match], [None])[0]
        whole = Copy(match.copy.texts, *map(_doubts, chances))
        damaged = _damaged(match, damager, draw)
        if damaged:
            known = np.where(whole.reference_labels == UNSURE, UNSURE, 0)
            labels = np.where(damaged.reference_labels > 0, 1, known).astype(np.int8)
            worse = Copy(damaged.words, labels, damaged.labels)
            yield Example(match.reference.texts, (whole, worse), is_ordered=True)
            continue
        turned = match_of(copy, reference, encoded)
        cut = plant(turned) if draw.random() < CUTS[1] / 60 else None
        yield _surplus(turned, cut) if cut else Example(match.reference.texts, (whole,))


def _word_vectors(model: EmbeddedModel) -> dict[str, np.ndarray]:
    """The embedding of each word in the vocabulary of the embedded model."""
    table = model.transformer.words.float().numpy()
    return {word: table[row] for word, row in model.tokenizer.get_vocab().items()}


def _damaged(match: Match, damager: Damager, draw: random.Random) -> Copy | None:
    kinds = list(damager.kinds)
    shares = [CUTS[0], CUTS[1], *damager.kinds.values()]
    kind = draw.choices([None, "surplus", *kinds], shares)[0]
    if kind == "surplus":
        return None
    if kind is None:
        cut = plant(match)
        return _lacking(match, cut) if cut else None
    made = kind(match)
    return Copy(made.words, made.reference, made.copy) if made else None


def _lacking(match: Match, cut: Cut) -> Copy:
    """A copy without the translation of a phrase of the reference."""
    words, labels = words_of(cut.lacking), no_error(len(match.reference))
    labels[cut.first : cut.last + 1, ABSENT] = 1
    return Copy(words, labels, no_error(len(words)))


def _surplus(turned: Match, cut: Cut) -> Example:
    """A reference without the counterpart of a phrase of the copy; `turned` has the copy first."""
    words, labels = words_of(cut.lacking), no_error(len(turned.reference))
    labels[cut.first : cut.last + 1, ABSENT] = 1
    return Example(words, (Copy(turned.reference.texts, no_error(len(words)), labels),))


def _doubts(chances: np.ndarray) -> Labels:
    """Labels without errors; unknown for words that are probably missing already."""
    labels = no_error(len(chances))
    labels[chances > ALREADY_STRANGE] = UNSURE
    return labels


def demetr(reader: EmbeddedReader, path: Path) -> Iterator[Example]:
    """Translations and their damaged twins, labelled by their difference."""
    items = [
        item
        for item in _lines(path)
        if item["id"] <= DEMETR_UP_TO and item["perturbation"] not in LEFT_OUT
    ]
    encoded = encode(reader, {item[key] for item in items for key in ("reference", "translation")})
    matches: dict[tuple[str, str], Match] = {}
    for item in items:
        key = item["reference"], item["translation"]
        match = matches.setdefault(key, match_of(*key, encoded))
        whole = Copy(match.copy.texts, no_error(len(match.reference)), no_error(len(match.copy)))
        twin = _twin(match, words_of(item["perturbed"]), item["perturbation"])
        yield Example(match.reference.texts, (whole, twin), is_ordered=True)


def _twin(match: Match, words: list[str], kind: str) -> Copy:
    """A damaged twin, labelled by its difference from the translation."""
    reference, labels = no_error(len(match.reference)), no_error(len(words))
    if kind in NO_LABELS:
        return Copy(words, reference + np.int8(UNSURE), labels + np.int8(UNSURE))
    forms = [word.lower() for word in words]
    for what, a, b, c, d in SequenceMatcher(None, match.copy.forms, forms, False).get_opcodes():
        rows = [row for row in range(a, b) if match.partner_of_copy[row] >= 0]
        partners = match.partner_of_copy[rows]
        if what == "delete":
            pos = match.copy.pos[rows]
            told = CONTENT[pos] | (pos == Pos.PRON) | ("pp_" in kind or "conj" in kind)
            reference[partners, ABSENT] = np.where(told, 1, UNSURE)
        elif what == "insert":
            labels[c:d, ABSENT if kind in SAID_TWICE else TURNED] = 1
        elif what == "replace":
            labels[c:d, TURNED] = UNSURE if "removed" in kind else 1
            reference[partners, TURNED] = 1
    return Copy(words, reference, labels)


def aligned(reader: EmbeddedReader, path: Path) -> Iterator[Example]:
    """Hand-aligned translations and references in both directions; unlinked content is absent."""
    items = list(_lines(path))
    encoded = encode(reader, {" ".join(item[side]) for item in items for side in "ab"})
    for item in items:
        links = [*item["sure"], *item["possible"]]
        one = _unlinked(item["a"], {row for row, _ in links}, encoded)
        other = _unlinked(item["b"], {column for _, column in links}, encoded)
        yield Example(item["a"], (Copy(item["b"], one, _only_linked(other)),), weight=0.4)
        yield Example(item["b"], (Copy(item["a"], other, _only_linked(one)),), weight=0.4)


def _unlinked(words: list[str], linked: set[int], encoded: dict[str, EncodedSentence]) -> Labels:
    labels = np.full((len(words), 2), UNSURE, np.int8)
    pos = encoded[" ".join(words)].words.pos
    if len(pos) == len(words):
        told = CONTENT[pos]
        for row in range(len(words)):
            labels[row, ABSENT] = 0 if row in linked else 1 if told[row] else UNSURE
    return labels


def _only_linked(labels: Labels) -> Labels:
    """The labels with unlinked words unknown, because translators insert words for style."""
    return np.where(labels == 1, np.int8(UNSURE), labels)


def marked(path: Path, draw: random.Random) -> Iterator[Example]:
    """Couples of translations of talks with human marks."""
    rated: dict[str, list[tuple[float, Copy]]] = defaultdict(list)
    for item in _lines(path):
        copy = _marked_copy(item)
        if copy.words and item["reference"].strip():
            rated[item["reference"]].append((_cost(item), copy))
    yield from _couples(rated, draw)


def _marked_copy(item: dict[str, Any]) -> Copy:
    spans = word_spans(item["translation"])
    labels = no_error(len(spans))
    for error in item["errors"]:
        if error["source_side"] or error["start"] is None:
            continue
        rows = [i for i, (a, b) in enumerate(spans) if a < error["end"] and b > error["start"]]
        if "Addition" in error["category"]:
            labels[rows, ABSENT] = 1
        elif error["severity"] == "Major" and error["category"].startswith(MEANING):
            labels[rows, TURNED] = 1
        else:
            labels[rows] = UNSURE
    words = [item["translation"][a:b] for a, b in spans]
    return Copy(words, unknown(len(words_of(item["reference"]))), labels)


def _cost(item: dict[str, Any]) -> float:
    """MQM points per rater, by the WMT weights (Freitag et al. 2021)."""
    points = (
        5.0 if error["severity"] == "Major" else 0.1 if "Punct" in error["category"] else 1.0
        for error in item["errors"]
    )
    return sum(points) / max(1, len(item["raters"]))


def rated(path: Path, draw: random.Random) -> Iterator[Example]:
    """Couples of news translations with human scores."""
    found: dict[str, list[tuple[float, Copy]]] = defaultdict(list)
    for item in _scored(path):
        words = words_of(item["translation"])
        copy = Copy(words, unknown(len(words_of(item["reference"]))), unknown(len(words)))
        found[item["reference"]].append((-item["mqm"], copy))
    yield from _couples(found, draw)


def _scored(path: Path) -> Iterator[dict[str, Any]]:
    """The machine translations of the training segments."""
    for item in _lines(path):
        if item["seg"] // 2 % HELD_OUT and not item["system"].startswith("Human"):
            yield item


def _couples(
    rated: dict[str, list[tuple[float, Copy]]], draw: random.Random, least: float = 0.5
) -> Iterator[Example]:
    """Couples of copies of one reference, better one first; ordered if they differ enough."""
    for reference, copies in rated.items():
        draw.shuffle(copies)
        for one, other in zip(copies[::2], copies[1::2], strict=False):
            better, worse = sorted((one, other), key=lambda copy: copy[0])
            yield Example(
                words_of(reference),
                (better[1], worse[1]),
                is_ordered=worse[0] - better[0] >= least,
                weight=0.6,
            )


def words_of(text: str) -> list[str]:
    """The words of a text, as mtqa splits them."""
    return [text[start:end] for start, end in word_spans(text)]


def _lines(path: Path) -> Iterable[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)
