"""Compares the speed of mtqa with its bare encoder and its peers, and measures memory.

All parts run with `--effort fast`, except `pair_reader`, which measures the cost of `normal`.
Compared runs alternate (A B A B) in one process; the ratio is that of their fastest rounds. The
results go to a JSON file with commit, date, machine, versions and signature.

usage: speed.py [--data FOLDER] [--parts encoder,float32,...] [--pairs N] [--rounds N] [-o FILE]
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

import material
import numpy as np
import torch
from sentence_transformers import SentenceTransformer
from stages import clocked
from timing import Figures, alternately, commit, compared, machine, peak, today, versions

from mtqa import Checker, Effort, Pair
from mtqa.encoding.devices import choose_device, choose_dtype
from mtqa.encoding.model import EmbeddedModel
from mtqa.encoding.readers import EmbeddedReader
from mtqa.registry import DEFAULT_MODEL, find_model
from mtqa.text.reading import read_document

RESULTS = Path(__file__).parent / "results" / "speed.json"
BATCH_SIZES = {"cpu": (16, 32, 64, 128), "mps": (64, 256), "cuda": (128, 512, 2048)}


@dataclass(frozen=True)
class Setting:
    """What a part is measured with."""

    data: Path
    device: str
    pairs: int
    rounds: int
    scale: float

    def round_trips(self) -> list[Pair]:
        """The pairs, of 24 paragraphs each."""
        return [
            Pair(material.joined(trip.reference), material.joined(trip.copy))
            for trip in material.round_trips(self.data, self.pairs)
        ]

    def checker(self, *, effort: Effort = Effort.FAST, **options: int) -> Checker:
        """A checker with an empty cache."""
        return Checker(device=self.device, effort=effort, **options)

    def scaled(self, count: int) -> int:
        """A number of pairs or sentences, multiplied by `--scale`."""
        return max(10, round(self.scale * count))


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--data", type=Path, default=material.DATA)
    options.add_argument("--parts", default=",".join(PARTS), help=f"of {', '.join(PARTS)}")
    options.add_argument("--pairs", type=int, default=400)
    options.add_argument("--rounds", type=int, default=2)
    options.add_argument("--scale", type=float, default=1.0, help="of the other parts' sizes")
    options.add_argument("--device", default="auto")
    options.add_argument("-o", "--output", type=Path, default=RESULTS)
    options.add_argument("--child", help=argparse.SUPPRESS)
    given = options.parse_args()
    device = choose_device(given.device)
    setting = Setting(given.data, device, given.pairs, given.rounds, given.scale)
    if given.child:
        name, size = given.child.split(":")
        print(json.dumps(CHILDREN[name](setting, int(size))))
        return
    found: Figures = {"about": about(setting), "figures": {}}
    for part in given.parts.split(","):
        before = os.getloadavg()[0]
        figures = {"load_before": round(before, 2), **PARTS[part](setting)}
        found["figures"][part] = figures
        print(f"{part}: {json.dumps(figures)}", flush=True)
        given.output.write_text(json.dumps(found, indent=2) + "\n", "utf-8")


def about(setting: Setting) -> Figures:
    """Commit, date, machine, versions, signature and sizes."""
    return {
        "commit": commit(),
        "date": today(),
        "machine": machine(),
        "versions": versions(),
        "signature": setting.checker().signature,
        "device": setting.device,
        "pairs": setting.pairs,
        "paragraphs": material.PARAGRAPHS,
        "rounds": setting.rounds,
        "scale": setting.scale,
    }


def beside_encoder(setting: Setting) -> Figures:
    """`check_many` against the bare encoder on the same unique sentences."""
    pairs = setting.round_trips()
    sentences = unique_sentences(pairs)
    bare = bare_encoder(setting)
    size = best_batch_size(bare, sentences[:: max(1, len(sentences) // 2000)], setting.device)
    times = alternately(
        setting.rounds,
        ours=lambda: checked(setting.checker(), pairs),
        bare=lambda: lambda: bare.encode(sentences, batch_size=size),
    )
    return {
        **compared(times, "ours", "bare", at_most=1.25),
        "pairs_a_second": round(len(pairs) / min(times["ours"]).wall, 2),
        "sentences": len(sentences),
        "bare_batch_size": size,
    }


def beside_float32(setting: Setting) -> Figures:
    """One pair at a time in float32 against `check_many`."""
    pairs = setting.round_trips()
    times = alternately(
        setting.rounds,
        float32=lambda: one_at_a_time(float32_checker(setting), pairs),
        ours=lambda: checked(setting.checker(), pairs),
    )
    return compared(times, "float32", "ours", at_least=2.0)


def beside_bert_score(setting: Setting) -> Figures:
    """bert_score with the same weights on the same paragraphs, already aligned."""
    from bert_score import BERTScorer

    trips = material.round_trips(setting.data, setting.pairs)
    references = [text for trip in trips for text in trip.reference]
    copies = [text for trip in trips for text in trip.copy]
    folder = str(find_model(DEFAULT_MODEL).folder)
    scorer = BERTScorer(model_type=folder, num_layers=6, device=setting.device)
    pairs = setting.round_trips()
    times = alternately(
        setting.rounds,
        bert_score=lambda: lambda: scorer.score(copies, references),
        ours=lambda: checked(setting.checker(), pairs),
    )
    return compared(times, "bert_score", "ours", at_least=1.5)


def with_pair_reader(setting: Setting) -> Figures:
    """`check_many` with the effort `normal` against `fast`."""
    pairs = setting.round_trips()
    times = alternately(
        setting.rounds,
        normal=lambda: checked(setting.checker(effort=Effort.NORMAL), pairs),
        fast=lambda: checked(setting.checker(), pairs),
    )
    return compared(times, "normal", "fast", at_most=2.5)


def stages(setting: Setting) -> Figures:
    """Share of the elapsed time by stage; the encoder runs in parallel with the others."""
    pairs = setting.round_trips()
    checker = setting.checker()
    spent: dict[str, float] = {}
    with clocked(checker, spent):
        started = time.perf_counter()
        checked(checker, pairs)()
        whole = time.perf_counter() - started
    return {"seconds": round(whole, 2), **{k: round(v / whole, 3) for k, v in spent.items()}}


def workers(setting: Setting) -> Figures:
    """`mtqa batch` in one process and in one per core, loading included; same bytes?"""
    with tempfile.TemporaryDirectory() as folder:
        given = Path(folder, "pairs.jsonl")
        with given.open("w", encoding="utf-8") as out:
            for pair in setting.round_trips():
                out.write(json.dumps({"reference": pair.reference, "copy": pair.copy}) + "\n")
        counts = (1, os.cpu_count() or 1)
        made = {count: Path(folder, f"{count}.jsonl") for count in counts}
        times = alternately(
            setting.rounds,
            **{f"workers_{n}": lambda n=n: batch(given, made[n], n, setting) for n in counts},
        )
        same = len({path.read_bytes() for path in made.values()}) == 1
    return {
        **compared(times, f"workers_{counts[1]}", f"workers_{counts[0]}"),
        "same_bytes": same,
    }


def memory(setting: Setting) -> Figures:
    """Peak memory of many short pairs against that of a tenth of them."""
    many = setting.scaled(20_000)
    small, large = (in_child("short", n, setting) for n in (many // 10, many))
    ratio = large["peak_mb"] / small["peak_mb"]
    return {"few": small, "many": large, "ratio": round(ratio, 3), "at_most": 1.1}


def long_pair(setting: Setting) -> Figures:
    """One pair of 10,000 sentences per side against its bare encoding, and its peak memory."""
    return in_child("long", setting.scaled(10_000), setting)


def copies(setting: Setting) -> Figures:
    """One article against similar copies, with and without the cache."""
    pairs = list(similar_copies(setting, setting.scaled(1000)))
    times = alternately(
        setting.rounds,
        with_cache=lambda: checked(setting.checker(), pairs),
        without=lambda: checked(setting.checker(cache=0), pairs),
    )
    return compared(times, "with_cache", "without", at_most=0.6)


PARTS: dict[str, Callable[[Setting], Figures]] = {
    "encoder": beside_encoder,
    "pair_reader": with_pair_reader,
    "float32": beside_float32,
    "bert_score": beside_bert_score,
    "stages": stages,
    "workers": workers,
    "memory": memory,
    "long": long_pair,
    "copies": copies,
}


def short_pairs_child(setting: Setting, count: int) -> Figures:
    """The time and peak memory of checking short pairs."""
    pairs = (Pair(*both) for both in islice(material.segments(setting.data), count))
    started = time.perf_counter()
    for _ in setting.checker().check_many(pairs):
        pass
    return {"pairs": count, "seconds": round(time.perf_counter() - started, 1), **peak()}


def long_pair_child(setting: Setting, count: int) -> Figures:
    """The times of checking one long pair and of encoding its sentences; peak memory."""
    pair = _long_pair(setting, count)
    sizes = [len(read_document(text).sentences) for text in (pair.reference, pair.copy)]
    checked(setting.checker(), [pair])()
    reached = peak()
    sentences = unique_sentences([pair])
    bare = bare_encoder(setting)
    size = best_batch_size(bare, sentences[:: max(1, len(sentences) // 1000)], setting.device)
    times = alternately(
        setting.rounds,
        ours=lambda: checked(setting.checker(), [pair]),
        bare=lambda: lambda: bare.encode(sentences, batch_size=size),
    )
    return {**compared(times, "ours", "bare", at_most=1.5), "sentences": sizes, **reached}


CHILDREN: dict[str, Callable[[Setting, int], Figures]] = {
    "short": short_pairs_child,
    "long": long_pair_child,
}


def checked(checker: Checker, pairs: list[Pair]) -> Callable[[], None]:
    """A run of `check_many` that makes JSON of every report."""

    def run() -> None:
        for report in checker.check_many(pairs):
            report.to_json()

    return run


def one_at_a_time(checker: Checker, pairs: list[Pair]) -> Callable[[], None]:
    """A run of `check` on each pair in turn."""

    def run() -> None:
        for pair in pairs:
            checker.check(pair.reference, pair.copy).to_json()

    return run


def float32_checker(setting: Setting) -> Checker:
    """A checker whose encoder computes in float32."""
    checker = setting.checker()
    model = EmbeddedModel(find_model(DEFAULT_MODEL), setting.device, torch.float32)
    checker._reader = EmbeddedReader(model)
    return checker


def bare_encoder(setting: Setting) -> SentenceTransformer:
    """The encoder in sentence-transformers, with the same number type."""
    return SentenceTransformer(
        str(find_model(DEFAULT_MODEL).folder),
        device=setting.device,
        local_files_only=True,
        model_kwargs={"dtype": choose_dtype(setting.device)},
    )


def best_batch_size(bare: SentenceTransformer, sample: list[str], device: str) -> int:
    """The batch size at which the bare encoder is fastest."""
    bare.encode(sample[:64])
    times = alternately(
        2,
        **{
            str(n): lambda n=n: lambda: bare.encode(sample, batch_size=n)
            for n in BATCH_SIZES[device]
        },
    )
    return int(min(times, key=lambda name: min(times[name])))


def unique_sentences(pairs: list[Pair]) -> list[str]:
    """The distinct sentences of the pairs, longest first."""
    texts = chain.from_iterable((pair.reference, pair.copy) for pair in pairs)
    found = dict.fromkeys(s for text in texts for s in read_document(text).sentence_texts())
    return sorted(found, key=len, reverse=True)


def similar_copies(setting: Setting, count: int) -> Iterator[Pair]:
    """One article and copies of it, each with an eighth of paragraphs from other round trips."""
    by_reference: dict[Path, list[Path]] = {}
    for original, copy in material.round_trip_files(setting.data):
        by_reference.setdefault(original, []).append(copy)
    original, files = max(by_reference.items(), key=lambda item: len(item[1]))
    article = slice(0, material.PARAGRAPHS)
    texts = [material.lines_of(file)[article] for file in files]
    draw = np.random.default_rng(1)
    reference = material.joined(material.lines_of(original)[article])
    for _ in range(count):
        copy = list(texts[0])
        for at in draw.choice(len(copy), len(copy) // 8, replace=False):
            copy[at] = texts[draw.integers(len(texts))][at]
        yield Pair(reference, material.joined([text for text in copy if text]))


def _long_pair(setting: Setting, count: int) -> Pair:
    """A pair of about `count` sentences per side, from distinct paragraphs of round trips."""
    copy_of: dict[str, str] = {}
    sentences = 0
    for reference, copy in material.segments(setting.data):
        if reference not in copy_of:
            sentences += len(read_document(reference).sentences)
            copy_of[reference] = copy
        if sentences >= count:
            break
    return Pair(material.joined(list(copy_of)), material.joined(list(copy_of.values())))


def in_child(name: str, size: int, setting: Setting) -> Figures:
    """The figures of a child process, so that its peak memory is its own."""
    command = [sys.executable, __file__, "--child", f"{name}:{size}", "--data", setting.data]
    options = ["--device", setting.device, "--rounds", str(setting.rounds)]
    done = subprocess.run([*command, *options], stdout=subprocess.PIPE, check=True, text=True)
    return json.loads(done.stdout.splitlines()[-1])


def batch(given: Path, made: Path, count: int, setting: Setting) -> Callable[[], object]:
    """A run of `mtqa batch`."""
    made.unlink(missing_ok=True)
    launch = [sys.executable, "-c", "from mtqa.cli import main; main()", "batch", str(given)]
    options = [
        "-o",
        str(made),
        "--workers",
        str(count),
        "--device",
        setting.device,
        "--effort=fast",
    ]
    return lambda: subprocess.run([*launch, *options], check=True, capture_output=True)


if __name__ == "__main__":
    main()
