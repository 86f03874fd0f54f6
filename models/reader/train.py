"""Trains the pair reader, and writes its weights.

A pretrained transformer is fine-tuned on both sides in one sequence. It predicts for each word its
tags and the kind of a changed meaning, for the words of an error the words of the other side that
stand for it, and for each copy a rank. The word embeddings are frozen. A run can be interrupted: it
goes on from the state that it saved last.

usage: python -m models.reader.train EXAMPLES BASE OUT [--passes P] [--rate R] [--start FILE]

Run it from the root of the project. EXAMPLES is a file that models/reader/gather.py wrote, BASE the
folder of the pretrained model, OUT a folder for the state and the weights.
"""

from __future__ import annotations

import argparse
import json
import pickle
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from safetensors.torch import load_file, save_file
from tokenizers import Encoding, Tokenizer
from torch import nn
from torch.nn import functional

from models.reader.labels import UNSURE, Copy, Example
from models.reader.network import Network, released
from mtqa.encoding.pair_tokens import Tokens, as_tokens
from mtqa.text.annotations import Tag

LONGEST = 200
TOKENS_A_BATCH = 2600
SHUFFLED_TOGETHER = 1000
"""Number of examples that are sorted into batches of similar lengths."""

HEADS_RATE = 1e-3
WARM_UP = 100
DECAY_FROM = 0.3
"""Share of a run after which the learning rate falls, linearly to zero."""

TAGS, KINDS, LINKS, RANKS = 5.0, 0.1, 0.2, 0.3
"""Weights of the losses."""

WEIGHTS = {Tag.ANY: 1.5, Tag.GRAVE: 1.5}
"""Weights of tags in their loss; 1 for the others."""

SAVED_EVERY = 600.0
"""Seconds between two saved states."""


class Row(NamedTuple):
    """The tokens of a reference and a copy, and its labels."""

    tokens: Tokens
    copy: Copy


class Item(NamedTuple):
    """An example and its rows, one per copy."""

    rows: list[Row]
    example: Example

    @property
    def length(self) -> int:
        """The number of tokens of its longest row."""
        return max(len(row.tokens.ids) for row in self.rows)


def batches(
    splitter: Splitter, examples: Sequence[Example], draw: random.Random
) -> Iterator[list[Item]]:
    """One pass over the examples, in batches of similar lengths."""
    order = draw.sample(range(len(examples)), len(examples))
    for first in range(0, len(order), SHUFFLED_TOGETHER):
        chosen = [examples[i] for i in order[first : first + SHUFFLED_TOGETHER]]
        items = sorted(filter(None, (item_of(splitter, e) for e in chosen)), key=lambda i: i.length)
        made: list[list[Item]] = [[]]
        for item in items:
            rows = sum(len(other.rows) for other in made[-1]) + len(item.rows)
            if made[-1] and rows * item.length > TOKENS_A_BATCH:
                made.append([])
            made[-1].append(item)
        draw.shuffle(made)
        yield from made


class Splitter:
    """What splits words into tokens."""

    def __init__(self, path: Path) -> None:
        """Loads a `tokenizer.json`."""
        self._tokenizer = Tokenizer.from_file(str(path))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()

    def tokens(self, texts: Sequence[list[str]]) -> list[Encoding]:
        """The tokens of the words of each text."""
        return [self._tokenizer.encode(words, is_pretokenized=True) for words in texts]


def item_of(splitter: Splitter, example: Example) -> Item | None:
    """An example as rows; None if one of them is too long."""
    pairs = [(tuple(example.reference), tuple(copy.words)) for copy in example.copies]
    tokens = as_tokens(splitter, pairs)
    if len(tokens) < len(pairs) or max(len(one.ids) for one in tokens) > LONGEST:
        return None
    rows = [Row(one, copy) for one, copy in zip(tokens, example.copies, strict=True)]
    return Item(rows, example)


class Batch(NamedTuple):
    """Padded rows, with labels at the first token of each word."""

    ids: torch.Tensor
    segments: torch.Tensor
    mask: torch.Tensor
    tags: torch.Tensor
    kinds: torch.Tensor
    weights: torch.Tensor
    rows: list[Row]


def batch_of(items: Sequence[Item]) -> Batch:
    """The rows of some items."""
    rows = [row for item in items for row in item.rows]
    length = max(len(row.tokens.ids) for row in rows)
    table = torch.zeros(3, len(rows), length, dtype=torch.long)
    tags = torch.full((len(rows), length, len(Tag)), UNSURE, dtype=torch.int8)
    kinds = torch.full((len(rows), length), UNSURE, dtype=torch.int8)
    for index, row in enumerate(rows):
        count = len(row.tokens.ids)
        table[0, index, :count] = torch.from_numpy(row.tokens.ids)
        table[1, index, :count] = torch.from_numpy(row.tokens.types)
        table[2, index, :count] = 1
        seen = row.tokens.is_read
        places = torch.from_numpy(row.tokens.places[seen].astype(np.int64))
        of_words = np.concatenate([row.copy.reference_tags, row.copy.tags])[seen]
        tags[index, places] = torch.from_numpy(of_words)
        of_words = np.concatenate([row.copy.reference_kinds, row.copy.kinds])[seen]
        kinds[index, places] = torch.from_numpy(of_words)
    weights = torch.tensor([item.example.weight for item in items for _ in item.rows])
    return Batch(table[0], table[1], table[2], tags, kinds, weights, rows)


def loss_of(network: Network, items: Sequence[Item]) -> torch.Tensor:
    """The weighted sum of the losses of a batch."""
    device = network.tags.weight.device
    batch = batch_of(items)
    moved = (each.to(device) for each in batch[:3])
    with torch.autocast(device.type, torch.bfloat16):
        hidden = network(*moved)
    hidden = hidden.float()
    return (
        TAGS * _tag_loss(network, hidden, batch)
        + KINDS * _kind_loss(network, hidden, batch)
        + LINKS * _link_loss(network, hidden, batch)
        + RANKS * _rank_loss(network, hidden, items, batch)
    )


def _tag_loss(network: Network, hidden: torch.Tensor, batch: Batch) -> torch.Tensor:
    labels = batch.tags.to(hidden.device).float()
    known = (labels != UNSURE).float()
    each = functional.binary_cross_entropy_with_logits(
        network.tags(hidden), labels.clamp(min=0), reduction="none"
    )
    columns = torch.tensor([WEIGHTS.get(tag, 1.0) for tag in Tag], device=hidden.device)
    weighed = each * known * batch.weights.to(hidden.device)[:, None, None] * columns
    return weighed.sum() / known.sum().clamp(min=1)


def _kind_loss(network: Network, hidden: torch.Tensor, batch: Batch) -> torch.Tensor:
    labels = batch.kinds.to(hidden.device).long()
    chosen = labels != UNSURE
    if not chosen.any():
        return hidden.sum() * 0
    return functional.cross_entropy(network.kinds(hidden[chosen]), labels[chosen])


def _link_loss(network: Network, hidden: torch.Tensor, batch: Batch) -> torch.Tensor:
    found = []
    for index, row in enumerate(batch.rows):
        if not row.copy.links:
            continue
        places = torch.from_numpy(row.tokens.places.astype(np.int64)).to(hidden.device)
        is_read = torch.from_numpy(row.tokens.is_read).to(hidden.device)
        states, split = hidden[index, places], row.tokens.split
        scores = (
            network.links["reference"](states[:split]) @ network.links["copy"](states[split:]).T
        )
        scores = scores / scores.new_tensor(network.links["copy"].out_features).sqrt()
        scores = scores.masked_fill(~(is_read[:split, None] & is_read[None, split:]), -30.0)
        for here, there in row.copy.links:
            one, other = list(here), list(there)
            found.append(_found(scores[one], other))
            found.append(_found(scores.T[other], one))
    return torch.stack(found).mean() if found else hidden.sum() * 0


def _found(scores: torch.Tensor, wanted: list[int]) -> torch.Tensor:
    chances = torch.logsumexp(scores.log_softmax(1)[:, wanted], 1)
    return -chances.mean()


def _rank_loss(
    network: Network, hidden: torch.Tensor, items: Sequence[Item], batch: Batch
) -> torch.Tensor:
    ranks = network.rank(hidden[:, 0])[:, 0]
    firsts = np.cumsum([0, *(len(item.rows) for item in items)])[:-1]
    better = [int(at) for at, item in zip(firsts, items, strict=True) if item.example.is_ordered]
    if not better:
        return ranks.sum() * 0
    margins = ranks[better] - ranks[[at + 1 for at in better]]
    weights = batch.weights.to(hidden.device)[better]
    return (functional.softplus(-margins) * weights).mean()


class Training:
    """A run: its network, optimizer and progress, saved from time to time."""

    def __init__(self, network: Network, rate: float, goal: int, folder: Path) -> None:
        """Prepares a run, or takes up the one that the folder holds."""
        self.network = network
        self._optimizer = torch.optim.AdamW(
            [
                {"params": network.learning(), "lr": rate},
                {"params": network.outputs(), "lr": HEADS_RATE},
            ],
            betas=(0.9, 0.98),
            weight_decay=0.01,
            fused=True,
        )
        self._goal = goal
        self._path = folder / "state.pt"
        self.done = self._steps = 0
        self._schedule = torch.optim.lr_scheduler.LambdaLR(
            self._optimizer, lambda _: self._factor()
        )
        if self._path.exists():
            self._load()

    def _factor(self) -> float:
        share = self.done / self._goal
        decay = min(1.0, (1 - share) / (1 - DECAY_FROM))
        return min(1.0, (self._steps + 1) / WARM_UP) * max(0.02, decay)

    def run(self, splitter: Splitter, examples: Sequence[Example], seed: int) -> None:
        """Trains until the goal."""
        self.network.train()
        saved = started = time.monotonic()
        losses: list[float] = []
        while self.done < self._goal:
            skipped, first = self.done % len(examples), 0
            draw = random.Random(f"{seed} {self.done // len(examples)}")
            for batch in batches(splitter, examples, draw):
                first += len(batch)
                if first <= skipped:
                    continue
                losses.append(self._step(batch))
                self.done += len(batch)
                if self._steps % 50 == 0:
                    spent = time.monotonic() - started
                    print(
                        f"{self.done} of {self._goal} examples, "
                        f"loss {np.mean(losses[-50:]):.4f}, {spent:.0f} s",
                        flush=True,
                    )
                if time.monotonic() - saved > SAVED_EVERY:
                    self._save()
                    saved = time.monotonic()
                if self.done >= self._goal:
                    break
            else:
                self.done += max(0, len(examples) - first)
        self._save()

    def _step(self, batch: Sequence[Item]) -> float:
        loss = loss_of(self.network, batch)
        self._optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        self._optimizer.step()
        self._steps += 1
        self._schedule.step()
        return float(loss.detach())

    def _save(self) -> None:
        state: dict[str, Any] = {
            "network": self.network.state_dict(),
            "optimizer": self._optimizer.state_dict(),
            "done": self.done,
            "steps": self._steps,
        }
        draft = self._path.with_suffix(".new")
        torch.save(state, draft)
        draft.replace(self._path)

    def _load(self) -> None:
        state = torch.load(self._path)
        self.network.load_state_dict(state["network"])
        self._optimizer.load_state_dict(state["optimizer"])
        self.done, self._steps = state["done"], state["steps"]
        print(f"goes on after {self.done} examples", flush=True)


def main() -> None:
    """Trains, and writes the weights."""
    options = argparse.ArgumentParser()
    options.add_argument("examples", type=Path, nargs="+")
    options.add_argument("base", type=Path)
    options.add_argument("out", type=Path)
    options.add_argument("--passes", type=float, default=2.0)
    options.add_argument("--rate", type=float, default=1e-4)
    options.add_argument("--start", type=Path)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    torch.manual_seed(chosen.seed)
    chosen.out.mkdir(parents=True, exist_ok=True)
    examples = [e for path in chosen.examples for e in pickle.loads(path.read_bytes())]
    print(f"{len(examples)} examples", flush=True)
    network = Network(chosen.base)
    if chosen.start:
        network.load_state_dict(load_file(chosen.start))
    device = "cuda" if torch.cuda.is_available() else "cpu"
    network.to(device)
    training = Training(network, chosen.rate, round(chosen.passes * len(examples)), chosen.out)
    training.run(Splitter(chosen.base / "tokenizer.json"), examples, chosen.seed)
    about = {
        "shape": network.shape,
        "heads": str(network.heads),
        "epsilon": str(network.epsilon),
        "passes": str(chosen.passes),
        "seed": str(chosen.seed),
    }
    weights = {name: value.cpu() for name, value in released(network).items()}
    save_file(weights, chosen.out / "released.safetensors", metadata=about)
    save_file(network.state_dict(), chosen.out / "network.safetensors")
    print(json.dumps(about))


if __name__ == "__main__":
    main()
