"""Counts trigrams of word classes in English originals, and writes trigrams.safetensors here.

usage: train.py DATA
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter
from pathlib import Path

import numpy as np
from safetensors.numpy import save_file

from mtqa.scoring.fluency import classes_of
from mtqa.text.tokens import word_spans

FUNCTION_WORDS = 350
"""Number of the most frequent words that are classes of their own."""


def sentences(folder: Path) -> list[list[str]]:
    """The words of each line of the references."""
    made = []
    for path in sorted(folder.glob("*.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            stripped = [line.strip() for line in lines]
        made += [[line[a:b] for a, b in word_spans(line)] for line in stripped if line]
    return made


def main() -> None:
    """Counts the trigrams and writes the file."""
    options = argparse.ArgumentParser()
    options.add_argument("data", type=Path)
    read = sentences(options.parse_args().data / "roundtrip/reference")
    forms = Counter(word.casefold() for words in read for word in words)
    function_words = frozenset(form for form, _ in forms.most_common(FUNCTION_WORDS))
    lines = [classes_of(words, function_words) for words in read]
    names = sorted({name for line in lines for name in line} | {"c"})
    id_of = {name: i for i, name in enumerate(names)}
    trigrams = Counter(
        (id_of[a] * len(names) + id_of[b]) * len(names) + id_of[c]
        for line in lines
        for a, b, c in zip(line, line[1:], line[2:], strict=False)
    )
    keys = np.array(sorted(trigrams), np.int64)
    counts = np.array([trigrams[key] for key in keys.tolist()], np.int64)
    about = {"classes": json.dumps(names), "function_words": json.dumps(sorted(function_words))}
    path = Path(__file__).with_name("trigrams.safetensors")
    save_file({"keys": keys, "counts": counts}, path, metadata=about)
    print(f"wrote {path}: {len(keys)} trigrams of {len(names)} classes")


if __name__ == "__main__":
    main()
