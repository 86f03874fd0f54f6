"""Trains the pair reader on labelled pairs, and writes pairs.safetensors next to this file.

The embedded model is fine-tuned on both sides in one sequence. It predicts for each word whether
the other side lacks or contradicts it, and for each copy a rank that is higher for the better of
two copies of one reference. The word embeddings are frozen.

A run may start from the weights of an earlier run, and its weights may be averaged with those of an
earlier run with the same start: the mean is better than either (Wortsman et al. 2022, "Model
soups").

usage: python -m models.pairs.train DATA [--pairs N] [--passes P] [--part SHARE] [--start FILE]
                                         [--average FILE] [--rate R] [--seed S]

Run it from the root of the project. `--part` uses a share of the examples, for a quick look;
`--start` and `--average` take the weights of an earlier run.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from safetensors.torch import load_file, save_file
from torch import nn
from torch.nn import functional
from transformers import BertModel

from models.pairs.examples import (
    DEMETR,
    NEWS,
    TALKS,
    aligned,
    demetr,
    marked,
    planted,
    rated,
    round_trips,
    translations,
)
from models.pairs.labels import UNSURE, Copy, Example
from models.pairs.witnesses import witnessed
from mtqa.encoding.model import EmbeddedModel
from mtqa.encoding.pair_reader import Tokens, as_tokens
from mtqa.encoding.readers import EmbeddedReader
from mtqa.registry import DEFAULT_MODEL, find_model

LONGEST = 200
TOKENS_A_BATCH = 4096
SHUFFLED_TOGETHER = 600
"""Number of examples that are sorted into batches of similar lengths."""

LEARNING_RATE, HEADS_RATE = 1.5e-4, 1e-3
WARM_UP = 200
TWINS_READ, SCORES_READ = 1, 2
"""How often damaged twins and scored couples are used per pass."""

LATER_SHARE = 0.35
"""Weight of the later of two averaged runs."""

TAGS, RANKS = 4.0, 0.4
"""Weights of the two losses."""


class Network(nn.Module):
    """The layers of the embedded model with two heads."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.layers = BertModel.from_pretrained(
            str(folder),
            add_pooling_layer=False,
            attn_implementation="eager",
            hidden_dropout_prob=0.0,
            attention_probs_dropout_prob=0.0,
        )
        self.layers.embeddings.word_embeddings.weight.requires_grad_(False)
        hidden = self.layers.config.hidden_size
        self.tags, self.rank = nn.Linear(hidden, 2), nn.Linear(hidden, 1)
        nn.init.constant_(self.tags.bias, -3.0)

    def forward(self, ids: torch.Tensor, side: torch.Tensor, mask: torch.Tensor) -> tuple:
        """Logits of each token, shape (copies, length, 2), and a rank for each copy."""
        hidden = self.layers(
            input_ids=ids, token_type_ids=side, attention_mask=mask
        ).last_hidden_state
        return self.tags(hidden), self.rank(hidden[:, 0])[:, 0]

    def take(self, weights: dict[str, torch.Tensor]) -> None:
        """Loads the weights of an earlier run."""
        heads = ("tags.", "rank.")
        named = {n if n.startswith(heads) else f"layers.{n}": w for n, w in weights.items()}
        missing, unexpected = self.load_state_dict(named, strict=False)
        if unexpected or any("word_embeddings" not in name for name in missing):
            raise ValueError(f"not the weights of a pair reader: {missing} {unexpected}")


class Row(NamedTuple):
    """The tokens of a reference and a copy, with labels at the first token of each word."""

    ids: np.ndarray
    side: np.ndarray
    labels: np.ndarray


class Item(NamedTuple):
    """An example and its rows, one per copy."""

    rows: list[Row]
    example: Example

    @property
    def length(self) -> int:
        """The number of tokens of its longest row."""
        return max(len(row.ids) for row in self.rows)


def batches(model: EmbeddedModel, examples: Sequence[Example]) -> Iterator[list[Item]]:
    """One pass over the examples, in groups of batches of similar lengths."""
    order = random.sample(range(len(examples)), len(examples))
    for first in range(0, len(order), SHUFFLED_TOGETHER):
        chosen = [examples[i] for i in order[first : first + SHUFFLED_TOGETHER]]
        items = sorted(filter(None, (item_of(model, e) for e in chosen)), key=lambda i: i.length)
        made: list[list[Item]] = [[]]
        for item in items:
            rows = sum(len(other.rows) for other in made[-1]) + len(item.rows)
            if made[-1] and rows * item.length > TOKENS_A_BATCH:
                made.append([])
            made[-1].append(item)
        random.shuffle(made)
        yield from made


def item_of(model: EmbeddedModel, example: Example) -> Item | None:
    """An example as rows; None if one of them is too long."""
    pairs = [(example.reference, copy.words) for copy in example.copies]
    tokens = as_tokens(model, pairs)
    if len(tokens) < len(pairs) or max(len(one.ids) for one in tokens) > LONGEST:
        return None
    rows = [row_of(one, copy) for one, copy in zip(tokens, example.copies, strict=True)]
    return Item(rows, example)


def row_of(tokens: Tokens, copy: Copy) -> Row:
    """The tokens of both sides, with labels at first tokens and UNSURE elsewhere."""
    labels = np.full((len(tokens.ids), 2), UNSURE, np.int8)
    of_words = np.concatenate([copy.reference_labels, copy.labels])
    labels[tokens.places[tokens.is_read]] = of_words[tokens.is_read]
    return Row(tokens.ids, np.arange(len(tokens.ids)) >= tokens.second, labels)


def loss_of(network: Network, batch: Sequence[Item]) -> torch.Tensor:
    """The cross-entropy of the known labels and of the order of the copies."""
    rows = [row for item in batch for row in item.rows]
    weights = torch.tensor([item.example.weight for item in batch for _ in item.rows])
    length = max(len(row.ids) for row in rows)
    table = torch.zeros(3, len(rows), length, dtype=torch.long)
    labels = torch.full((len(rows), length, 2), float(UNSURE))
    for index, row in enumerate(rows):
        count = len(row.ids)
        table[0, index, :count] = torch.from_numpy(row.ids)
        table[1, index, :count] = torch.from_numpy(row.side)
        table[2, index, :count] = 1
        labels[index, :count] = torch.from_numpy(row.labels)
    with torch.autocast("cpu", torch.bfloat16):
        tags, ranks = network(*table)
    known = (labels != UNSURE).float()
    each = functional.binary_cross_entropy_with_logits(
        tags.float(), labels.clamp(min=0), reduction="none"
    )
    loss = TAGS * (each * known * weights[:, None, None]).sum() / known.sum().clamp(min=1)
    firsts = np.cumsum([0, *(len(item.rows) for item in batch)])[:-1]
    better = [int(at) for at, item in zip(firsts, batch, strict=True) if item.example.is_ordered]
    if better:
        margins = (ranks[better] - ranks[[at + 1 for at in better]]).float()
        loss = loss + RANKS * (functional.softplus(-margins) * weights[better]).mean()
    return loss


def train(
    network: Network, examples: list[Example], model: EmbeddedModel, passes: float, rate: float
) -> None:
    """Trains with AdamW, a linear warm-up and a linear decay to zero."""
    network.train()
    learning = [p for p in network.layers.parameters() if p.requires_grad]
    heads = [*network.tags.parameters(), *network.rank.parameters()]
    optimiser = torch.optim.AdamW(
        [{"params": learning, "lr": rate}, {"params": heads, "lr": HEADS_RATE}],
        betas=(0.9, 0.98),
        weight_decay=0.01,
        fused=True,
    )
    goal = passes * len(examples)
    done = 0
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1, (step + 1) / WARM_UP) * max(0.02, 1 - done / goal)
    )
    started = time.monotonic()
    while done < goal:
        for step, batch in enumerate(batches(model, examples)):
            loss = loss_of(network, batch)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            done += len(batch)
            schedule.step()
            if step % 100 == 0:
                spent = time.monotonic() - started
                print(f"{done / len(examples):.2f} passes, loss {loss:.3f}, {spent:.0f} s")
            if done >= goal:
                break


def learnt_from(
    data: Path, model: EmbeddedModel, count: int, draw: random.Random
) -> Iterator[Example]:
    """All examples, without texts of the marked windows.

    Args:
        data: The development data.
        model: The embedded model.
        count: Number of round trips to plant errors in.
        draw: The random generator.
    """
    reader = EmbeddedReader(model)
    windows = json.loads((data / "gold/windows.json").read_text("utf-8"))
    marked_texts = {text for window in windows for text in window["reference"]}
    grounds = round_trips(data / "roundtrip", count, marked_texts) + translations(data)
    yield from planted(model, grounds, draw)
    yield from witnessed(reader, data / "roundtrip", draw, marked_texts)
    twins = list(demetr(reader, data / DEMETR))
    for _ in range(TWINS_READ):
        yield from twins
    yield from aligned(reader, data / "mtref/train.jsonl.gz")
    yield from marked(data / TALKS, draw)
    for _ in range(SCORES_READ):
        yield from rated(data / NEWS, draw)


def averaged(
    earlier: dict[str, torch.Tensor], later: dict[str, torch.Tensor]
) -> dict[str, torch.Tensor]:
    """The weighted mean of the weights of two runs."""
    return {
        name: torch.lerp(earlier[name].float(), value.float(), LATER_SHARE).to(value.dtype)
        for name, value in later.items()
    }


def main() -> None:
    """Makes examples, trains, and writes the weights."""
    options = argparse.ArgumentParser()
    options.add_argument("data", type=Path)
    options.add_argument("--pairs", type=int, default=70000)
    options.add_argument("--passes", type=float, default=1.6)
    options.add_argument("--part", type=float, default=1.0)
    options.add_argument("--average", type=Path)
    options.add_argument("--start", type=Path)
    options.add_argument("--rate", type=float, default=LEARNING_RATE)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    random.seed(chosen.seed)
    torch.manual_seed(chosen.seed)
    draw = random.Random(chosen.seed)
    files = find_model(DEFAULT_MODEL)
    model = EmbeddedModel(files, "cpu")
    examples = list(learnt_from(chosen.data, model, chosen.pairs, draw))
    if chosen.part < 1:
        examples = draw.sample(examples, round(chosen.part * len(examples)))
    print(f"{len(examples)} examples")
    network = Network(files.folder)
    if chosen.start:
        network.take(load_file(chosen.start))
    train(network, examples, model, chosen.passes, chosen.rate)
    weights = {
        name.removeprefix("layers."): value.to(torch.bfloat16).contiguous()
        for name, value in network.state_dict().items()
        if "word_embeddings" not in name
    }
    if chosen.average:
        weights = averaged(load_file(chosen.average), weights)
    about = {"seed": str(chosen.seed), "pairs": str(chosen.pairs), "passes": str(chosen.passes)}
    path = Path(__file__).with_name("pairs.safetensors")
    save_file(weights, path, metadata=about)
    print(f"wrote {path}")


if __name__ == "__main__":
    main()
