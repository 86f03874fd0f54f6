"""Trains the tagger on planted omissions, and writes arrival.safetensors next to this file.

The examples are made from real round trips: from one side of a pair, a phrase is cut that the other
side carries according to the word alignment. The words of the phrase are the positive labels, in a
sentence that is otherwise a real, paraphrased copy. Both directions are used, so the same tagger
finds omissions and additions.

usage: train.py DATA [--pairs N] [--check]

`--check` keeps a tenth of the examples back and prints the figures on it.
"""

from __future__ import annotations

import argparse
import gzip
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import save_file
from torch import nn
from torch.nn import functional

from mtqa.alignment.arrival_features import evidence
from mtqa.alignment.side import Side
from mtqa.alignment.word_alignment import Match, SideWords
from mtqa.encoding.model import EmbeddedModel
from mtqa.encoding.readers import EmbeddedReader
from mtqa.registry import DEFAULT_MODEL, find_model
from mtqa.results.groups import Group
from mtqa.text.annotations import CONTENT, EncodedSentence, Pos
from mtqa.text.document import Document, Sentence

SEED = 11
PLANTED = 0.75
"""Share of pairs with a cut."""

FROM_REFERENCE = 0.4
"""Share of cuts in the reference, which make the words of the copy an addition."""

SINGLE = 0.35
"""Share of cuts of a single content word instead of a phrase."""

WEAK_ENGINES = {"nllb", "opusmt", "argos"}
WEAK_KEPT = 0.4
"""Share of pairs to keep of engines with many omissions of their own, which have no label."""

OPENERS = [Pos.ADP, Pos.SCONJ, Pos.CCONJ]
RELATIVES = {"who", "which", "that", "where", "whose", "when"}
SMALL = [Pos.ADP, Pos.DET, Pos.CCONJ, Pos.SCONJ, Pos.PART, Pos.PRON, Pos.AUX]


@dataclass(frozen=True)
class Cut:
    """Words `first` to `last` of the full side, and the text of the side without them."""

    first: int
    last: int
    lacking: str


def read_pairs(folder: Path, count: int) -> list[tuple[str, str]]:
    """Random lines of random round trips with references of 8 to 70 words."""
    references = {
        path.name.split(".")[0]: lines(path) for path in sorted((folder / "reference").glob("*.gz"))
    }
    copies = sorted((folder / "copy").glob("*.gz"))
    pairs: list[tuple[str, str]] = []
    while len(pairs) < count:
        path = random.choice(copies)
        if path.name.split(".")[2] in WEAK_ENGINES and random.random() > WEAK_KEPT:
            continue
        reference, copy = references[path.name.split(".")[0]], lines(path)
        pairs.extend(
            (reference[line], copy[line])
            for line in random.choices(range(len(reference)), k=12)
            if 8 <= len(reference[line].split()) <= 70 and len(copy[line].split()) >= 5
        )
    return pairs[:count]


@cache
def lines(path: Path) -> list[str]:
    """The lines of a compressed text."""
    with gzip.open(path, "rt", encoding="utf-8") as text:
        return [line.rstrip("\n") for line in text]


def match_of(full: str, other: str, encoded: dict[str, EncodedSentence]) -> Match:
    """Two texts of one sentence each as a linked group."""
    sides = [
        SideWords.of(Side(Document(text, (Sentence(0, len(text), 0),)), (encoded[text],)), [0])
        for text in (full, other)
    ]
    return Match(Group((0,), (0,), 1.0), *sides)


def plant(match: Match) -> Cut | None:
    """A cut of the translation of a phrase of the reference, if it is contiguous, else None."""
    edges = [*phrase_starts(match.reference.pos, match.reference.forms), len(match.reference)]
    content = np.flatnonzero(CONTENT[match.reference.pos]).tolist()
    is_single = random.random() < SINGLE
    for _ in range(8):
        if is_single and content:
            word = random.choice(content)
            cut = cut_phrase(match, word, word)
            if cut:
                return cut
            continue
        at = random.randrange(len(edges) - 1)
        until = min(len(edges) - 1, at + random.choice([1, 1, 1, 2, 2, 3]))
        cut = cut_phrase(match, edges[at], edges[until] - 1)
        if cut:
            return cut
    return None


def phrase_starts(pos: np.ndarray, forms: Sequence[str]) -> Iterator[int]:
    """Where a phrase may begin: after punctuation, at a function word, sometimes anywhere."""
    yield 0
    for i in range(1, len(pos)):
        opens = pos[i] in OPENERS and pos[i - 1] not in OPENERS
        infinitive = pos[i] == Pos.PART and pos[min(i + 1, len(pos) - 1)] == Pos.VERB
        behind_sign = pos[i - 1] == Pos.PUNCT
        by_chance = random.random() < (0.3 if pos[i] == Pos.ADV else 0.05)
        if opens or infinitive or behind_sign or by_chance or forms[i] in RELATIVES:
            yield i


def cut_phrase(match: Match, first: int, last: int) -> Cut | None:
    """The cut of the words linked to words first to last; None if others are linked to them."""
    full, other = match.reference, match.copy
    while first <= last and full.pos[last] == Pos.PUNCT:
        last -= 1
    while first <= last and full.pos[first] == Pos.PUNCT:
        first += 1
    content = [i for i in range(first, last + 1) if CONTENT[full.pos[i]]]
    partners = [int(match.partner_of_reference[i]) for i in content]
    if not content or min(partners) < 0 or last - first + 1 > 0.6 * len(full):
        return None
    low, high = min(partners), max(partners)
    back = match.partner_of_copy
    if any(CONTENT[other.pos[j]] and not first <= back[j] <= last for j in range(low, high + 1)):
        return None
    while (
        low
        and other.pos[low - 1] in SMALL
        and (back[low - 1] < 0 or first <= back[low - 1] <= last)
    ):
        low -= 1
    while (
        high + 1 < len(other) and other.pos[high + 1] in SMALL and first <= back[high + 1] <= last
    ):
        high += 1
    lacking = without(other.document.text, int(other.starts[low]), int(other.ends[high]))
    return Cut(first, last, lacking) if len(lacking.split()) >= 3 else None


def without(text: str, start: int, end: int) -> str:
    """A text without a span, with spaces, punctuation and the initial capital repaired."""
    joined = f"{text[:start].rstrip()} {text[end:].lstrip()}".strip()
    joined = re.sub(r" ([,.;])", r"\1", joined)
    joined = re.sub(r",+([,.])", r"\1", joined).lstrip(", ")
    return joined[:1].upper() + joined[1:] if text[:1].isupper() else joined


def examples(folder: Path, count: int) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """The features and labels of each sentence."""
    reader = EmbeddedReader(EmbeddedModel(find_model(DEFAULT_MODEL), "cpu"))
    pairs = read_pairs(folder, count)
    encoded = encode(reader, {text for pair in pairs for text in pair})
    cuts: list[tuple[str, str, Cut | None]] = []
    for reference, copy in pairs:
        full, other = (copy, reference) if random.random() < FROM_REFERENCE else (reference, copy)
        cut = plant(match_of(full, other, encoded)) if random.random() < PLANTED else None
        cuts.append((full, cut.lacking if cut else other, cut))
    encoded |= encode(reader, {lacking for _, lacking, cut in cuts if cut})
    for full, lacking, cut in cuts:
        match = match_of(full, lacking, encoded)
        labels = np.zeros(len(match.reference), np.float32)
        if cut:
            labels[cut.first : cut.last + 1] = 1
        yield evidence([match], of_copy=False), labels


def encode(reader: EmbeddedReader, texts: set[str]) -> dict[str, EncodedSentence]:
    """Each text with its encoded sentence."""
    ordered = sorted(texts)
    return dict(zip(ordered, reader.read(ordered), strict=True))


def train(
    seen: torch.Tensor, labels: torch.Tensor, epochs: int = 6, batch: int = 512
) -> nn.Sequential:
    """A trained network with two hidden layers; ReLU, which needs only NumPy at run time."""
    net = nn.Sequential(
        nn.Linear(seen.shape[1], 96),
        nn.ReLU(),
        nn.Dropout(0.2),
        nn.Linear(96, 32),
        nn.ReLU(),
        nn.Linear(32, 1),
    )
    steps = epochs * -(-len(seen) // batch)
    optimiser = torch.optim.AdamW(net.parameters(), weight_decay=0.02)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, 2e-3, total_steps=steps)
    for _ in range(epochs):
        for rows in torch.randperm(len(seen)).split(batch):
            loss = functional.binary_cross_entropy_with_logits(net(seen[rows])[:, 0], labels[rows])
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
    return net.eval()


@torch.no_grad()
def check(net: nn.Sequential, seen: torch.Tensor, labels: torch.Tensor) -> None:
    """Prints precision and recall of planted words at three thresholds."""
    chances = net(seen)[:, 0].sigmoid()
    for threshold in (0.3, 0.5, 0.7):
        said = chances > threshold
        right = (said & (labels > 0)).sum()
        print(f"over {threshold}: P {right / said.sum():.3f} R {right / labels.sum():.3f}")


def main() -> None:
    """Makes examples, trains, and writes the weights or prints the figures."""
    options = argparse.ArgumentParser()
    options.add_argument("data", type=Path)
    options.add_argument("--pairs", type=int, default=16000)
    options.add_argument("--check", action="store_true")
    chosen = options.parse_args()
    random.seed(SEED)
    torch.manual_seed(SEED)
    made = list(examples(chosen.data / "roundtrip", chosen.pairs))
    kept = len(made) // 10 if chosen.check else 0
    seen = torch.from_numpy(np.concatenate([rows for rows, _ in made[kept:]]))
    labels = torch.from_numpy(np.concatenate([marks for _, marks in made[kept:]]))
    mean, deviation = seen.mean(0), seen.std(0) + 1e-3
    net = train((seen - mean) / deviation, labels)
    if chosen.check:
        rows = torch.from_numpy(np.concatenate([rows for rows, _ in made[:kept]]))
        check(
            net,
            (rows - mean) / deviation,
            torch.from_numpy(np.concatenate([m for _, m in made[:kept]])),
        )
        return
    weights = {"mean": mean, "deviation": deviation}
    for name, layer in (("first", net[0]), ("second", net[3]), ("last", net[5])):
        weights |= {f"{name}.weight": layer.weight.data, f"{name}.bias": layer.bias.data}
    path = Path(__file__).with_name("arrival.safetensors")
    save_file(weights, path, metadata={"seed": str(SEED), "pairs": str(chosen.pairs)})
    print(f"wrote {path}")


if __name__ == "__main__":
    main()
