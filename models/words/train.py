"""Trains the word head: word vectors for alignment, parts of speech, relations, finite verbs.

Reads the treebanks (CoNLL-U) and word alignments (JSON Lines) of a data folder, uses the middle
layer of the embedded model unchanged, and writes words.safetensors next to this file. The same
machine and seed give the same weights.

usage: train.py DATA [--check]

`--check` trains on EWT and the training part of the alignments, and prints the figures of the card
on PUD and the dev part.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import save_file
from scipy.optimize import linear_sum_assignment
from torch import nn
from torch.nn import functional

from mtqa.encoding.model import EmbeddedModel
from mtqa.encoding.word_head import word_shapes
from mtqa.registry import DEFAULT_MODEL, find_model
from mtqa.text.annotations import Pos, Relation
from mtqa.text.tokens import word_spans

SEED = 7
INNER = 192
DIMENSIONS = 128
TEST_BANK = "en_pud-ud-test"
BANKS = ("en_ewt-ud-dev", "en_ewt-ud-test", TEST_BANK)


@dataclass
class Tagged:
    """A sentence with its gold tags: part of speech, relation and finite per word."""

    words: list[str]
    tags: np.ndarray


@dataclass
class Linked:
    """Two sentences and the gold links between their words."""

    sides: tuple[list[str], list[str]]
    sure: np.ndarray
    possible: np.ndarray


def read_treebank(path: Path) -> Iterator[Tagged]:
    """The sentences of a CoNLL-U file, with tags mapped to the words of mtqa."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        blocks = file.read().split("\n\n")
    for block in blocks:
        lines = block.split("\n")
        text = next((line[9:] for line in lines if line.startswith("# text = ")), "")
        tokens = list(token_spans(text, [line.split("\t") for line in lines if line[:1].isdigit()]))
        rows = [
            [fields for start, end, fields in tokens if start < word_end and word_start < end]
            for word_start, word_end in word_spans(text)
        ]
        if rows and all(rows):
            words = [text[start:end] for start, end in word_spans(text)]
            yield Tagged(words, np.array([tags_of(fields) for fields in rows]))


def token_spans(text: str, rows: list[list[str]]) -> Iterator[tuple[int, int, list[str]]]:
    """The span and fields of each token; the words of a contraction share its span."""
    at, shared_until, shared = 0, 0, (0, 0)
    for fields in rows:
        if "." in fields[0]:
            continue
        first, _, last = fields[0].partition("-")
        if last or int(first) > shared_until:
            start = text.index(fields[1], at)
            at = start + len(fields[1])
            place = (start, at)
            if last:
                shared_until, shared = int(last), place
                continue
        else:
            inside = text.find(fields[1], *shared)
            place = (inside, inside + len(fields[1])) if inside >= 0 else shared
        yield *place, fields


def tags_of(tokens: list[list[str]]) -> tuple[int, int, int]:
    """The tags of a word that covers some tokens."""
    first = tokens[0]
    finite = any("VerbForm=Fin" in fields[5] for fields in tokens)
    return Pos[first[3]], Relation[first[7].split(":")[0].upper()], int(finite)


def read_links(path: Path) -> Iterator[Linked]:
    """The sentence pairs of an alignment file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for item in map(json.loads, lines):
            shape = len(item["a"]), len(item["b"])
            sure, possible = np.zeros(shape, np.float32), np.zeros(shape, np.float32)
            for i, j in item["sure"]:
                sure[i, j] = possible[i, j] = 1
            for i, j in item["possible"]:
                possible[i, j] = 1
            yield Linked((item["a"], item["b"]), sure, possible)


def hidden_of(model: EmbeddedModel, sentences: list[list[str]]) -> list[torch.Tensor]:
    """The middle-layer vectors of the words of each sentence."""
    made: dict[int, torch.Tensor] = {}
    for batch, _, hidden in model.hidden(sentences):
        made.update(
            zip(batch, hidden.clone().split([len(sentences[i]) for i in batch]), strict=True)
        )
    return [made[index] for index in range(len(sentences))]


def rewritten(words: list[str]) -> list[str]:
    """The words, sometimes in title case, capitals or lower case, as augmentation."""
    draw = random.random()
    style = (
        str.title
        if draw < 0.08
        else str.upper
        if draw < 0.14
        else str.lower
        if draw < 0.22
        else str
    )
    return [style(word) for word in words]


def tag_loss(scores: torch.Tensor, tags: torch.Tensor) -> torch.Tensor:
    """Cross-entropy over parts of speech, relations (at half weight) and finite verbs."""
    pos, relation, finite = scores.split([len(Pos), len(Relation), 1], 1)
    return (
        functional.cross_entropy(pos, tags[:, 0], label_smoothing=0.02)
        + 0.5 * functional.cross_entropy(relation, tags[:, 1])
        + functional.binary_cross_entropy_with_logits(finite[:, 0], tags[:, 2].float())
    )


def train_tagger(
    sentences: list[Tagged], hidden: torch.Tensor, epochs: int = 12, batch: int = 256
) -> nn.Sequential:
    """A trained tagger with one hidden layer over hidden vectors and word shapes."""
    tags = torch.from_numpy(np.concatenate([sentence.tags for sentence in sentences]))
    shapes = len(word_shapes(["x"])[0])
    outputs = len(Pos) + len(Relation) + 1
    net = nn.Sequential(
        nn.Linear(hidden.shape[1] + shapes, INNER),
        nn.GELU(),
        nn.Dropout(0.2),
        nn.Linear(INNER, outputs),
    )
    steps = epochs * -(-len(hidden) // batch)
    optimiser = torch.optim.AdamW(net.parameters(), weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, 2e-3, total_steps=steps)
    for _ in range(epochs):
        written = torch.from_numpy(
            np.concatenate([word_shapes(rewritten(s.words)) for s in sentences])
        )
        for rows in torch.randperm(len(hidden)).split(batch):
            seen = functional.dropout(hidden[rows], 0.1)
            loss = tag_loss(net(torch.cat([seen, written[rows]], 1)), tags[rows])
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
    return net.eval()


class Projection(nn.Module):
    """A linear map to a space in which translations of a word are close."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.randn(DIMENSIONS, size) / DIMENSIONS**0.5)
        self.null = nn.Parameter(torch.tensor(0.4))
        self.sharpness = nn.Parameter(torch.tensor(3.0))

    def forward(self, side: torch.Tensor) -> torch.Tensor:
        """The unit vectors in the smaller space of word vectors of shape (words, size)."""
        return functional.normalize(
            functional.linear(functional.normalize(side, dim=1), self.weight), dim=1
        )

    def loss(
        self, cosines: torch.Tensor, sure: torch.Tensor, possible: torch.Tensor
    ) -> torch.Tensor:
        """The cross-entropy of the partner of each word or of none; possible links are ignored."""
        sharp = self.sharpness.exp()
        none = (self.null * sharp).expand(len(cosines), 1)
        chances = torch.cat([cosines * sharp, none], 1).log_softmax(1)
        linked = sure.any(1)
        right = torch.where(
            linked, chances[:, :-1].masked_fill(sure == 0, -1e4).logsumexp(1), chances[:, -1]
        )
        return -(right * (linked | ~possible.any(1))).mean()


def train_projection(
    pairs: list[Linked],
    hidden: list[tuple[torch.Tensor, torch.Tensor]],
    epochs: int = 6,
    batch: int = 16,
) -> Projection:
    """A projection fitted to gold links in both directions."""
    net = Projection(hidden[0][0].shape[1])
    optimiser = torch.optim.AdamW(net.parameters(), weight_decay=0.01)
    steps = epochs * -(-len(pairs) // batch)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, 2e-3, total_steps=steps)
    for _ in range(epochs):
        for rows in torch.randperm(len(pairs)).split(batch):
            loss = torch.zeros(())
            for index in rows.tolist():
                left, right = hidden[index]
                cosines = net(left) @ net(right).T
                sure, possible = (
                    torch.from_numpy(m) for m in (pairs[index].sure, pairs[index].possible)
                )
                loss = (
                    loss
                    + net.loss(cosines, sure, possible)
                    + net.loss(cosines.T, sure.T, possible.T)
                )
            optimiser.zero_grad()
            (loss / (2 * batch)).backward()
            optimiser.step()
            schedule.step()
    return net


@torch.no_grad()
def check_tagger(net: nn.Sequential, sentences: list[Tagged], hidden: torch.Tensor) -> None:
    """Prints the accuracy of the tagger on other sentences."""
    shapes = torch.from_numpy(np.concatenate([word_shapes(s.words) for s in sentences]))
    gold = np.concatenate([s.tags for s in sentences])
    scores = net(torch.cat([hidden, shapes], 1))
    pos, relation, finite = (part.numpy() for part in scores.split([len(Pos), len(Relation), 1], 1))
    print(f"parts of speech right {np.mean(pos.argmax(1) == gold[:, 0]):.3f}")
    print(f"relations right       {np.mean(relation.argmax(1) == gold[:, 1]):.3f}")
    for name, said, true in (
        ("finite verbs", finite[:, 0] > 0, gold[:, 2] == 1),
        ("proper nouns", pos.argmax(1) == Pos.PROPN, gold[:, 0] == Pos.PROPN),
    ):
        both = np.sum(said & true)
        print(f"{name}          P {both / said.sum():.3f} R {both / true.sum():.3f}")


@torch.no_grad()
def check_projection(
    net: Projection, pairs: list[Linked], hidden: list[tuple[torch.Tensor, torch.Tensor]]
) -> None:
    """Prints the F1 of one-to-one links with a gap of 0.05 above the learned one."""
    gap = net.null.item() + 0.05
    said = right = found = gold = 0.0
    for pair, (left, rights) in zip(pairs, hidden, strict=True):
        worth = (net(left) @ net(rights).T).numpy() - gap
        rows, columns = linear_sum_assignment(np.maximum(worth, 0), maximize=True)
        keep = worth[rows, columns] > 0
        rows, columns = rows[keep], columns[keep]
        said += len(rows)
        right += pair.possible[rows, columns].sum()
        found += pair.sure[rows, columns].sum()
        gold += pair.sure.sum()
    precision, recall = right / said, found / gold
    f1 = 2 * precision * recall / (precision + recall)
    print(f"word links            P {precision:.3f} R {recall:.3f} F1 {f1:.3f} (gap {gap:.3f})")


def main() -> None:
    """Trains, and writes the weights or prints the figures."""
    options = argparse.ArgumentParser()
    options.add_argument("data", type=Path)
    options.add_argument("--check", action="store_true")
    chosen = options.parse_args()
    random.seed(SEED)
    torch.manual_seed(SEED)
    model = EmbeddedModel(find_model(DEFAULT_MODEL), "cpu", torch.float32)
    banks = {
        name: list(read_treebank(chosen.data / f"treebank/{name}.conllu.gz")) for name in BANKS
    }
    links = {
        name: list(read_links(chosen.data / f"mtref/{name}.jsonl.gz")) for name in ("train", "dev")
    }
    read = {
        name: torch.cat(hidden_of(model, [s.words for s in bank])) for name, bank in banks.items()
    }
    sides = {
        name: list(
            zip(
                *(hidden_of(model, [pair.sides[side] for pair in pairs]) for side in (0, 1)),
                strict=True,
            )
        )
        for name, pairs in links.items()
    }
    used = [name for name in BANKS if not (chosen.check and name == TEST_BANK)]
    tagger = train_tagger(
        [s for name in used for s in banks[name]], torch.cat([read[name] for name in used])
    )
    parts = ("train",) if chosen.check else ("train", "dev")
    projection = train_projection(
        [p for n in parts for p in links[n]], [s for n in parts for s in sides[n]]
    )
    if chosen.check:
        check_tagger(tagger, banks[TEST_BANK], read[TEST_BANK])
        check_projection(projection, links["dev"], sides["dev"])
        return
    write(projection, tagger)


def write(projection: Projection, tagger: nn.Sequential) -> None:
    """Writes the weights."""
    weights = {
        "projection": projection.weight.data,
        "inner.weight": tagger[0].weight.data,
        "inner.bias": tagger[0].bias.data,
        "outer.weight": tagger[3].weight.data,
        "outer.bias": tagger[3].bias.data,
    }
    made = Path(__file__).with_name("words.safetensors")
    save_file(weights, made, metadata={"gap": f"{projection.null.item():.3f}", "seed": str(SEED)})
    print(f"wrote {made}")


if __name__ == "__main__":
    main()
