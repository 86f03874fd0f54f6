"""Picks the sentences that calibrate other encoders: few per article, no two on one topic.

usage: pick.py ARTICLES

ARTICLES is a folder of JSON files with a "reference" each, written for this project. The sentences
are written to sentences.txt next to this script; run models/register.py afterwards.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

import numpy as np
import numpy.typing as npt

from mtqa.encoding.loading import load_reader
from mtqa.registry import DEFAULT_MODEL, Effort
from mtqa.text.reading import read_document
from mtqa.text.roles import Role

COUNT = 64
SEED = 5
WORDS = range(8, 31)
ALIKE = 0.4
"""Minimum cosine of two sentences that may share a topic."""


def main() -> None:
    """Picks the sentences and writes the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=Path)
    given = parser.parse_args()
    draw = random.Random(SEED)
    articles = [sentences(path) for path in sorted(given.articles.glob("*.json"))]
    for own in articles:
        draw.shuffle(own)
    in_turn = [text for row in zip_longest(*articles) for text in row if text]
    chosen = apart(in_turn)
    target = Path(__file__).with_name("sentences.txt")
    target.write_text("".join(f"{text}\n" for text in chosen), "utf-8", newline="\n")


def sentences(path: Path) -> list[str]:
    """The body sentences of an article with 8 to 30 words."""
    document = read_document(json.loads(path.read_text("utf-8"))["reference"])
    return [
        text
        for text, sentence in zip(document.sentence_texts(), document.sentences, strict=True)
        if sentence.role is Role.BODY and len(text.split()) in WORDS
    ]


def apart(texts: list[str]) -> list[str]:
    """The first texts whose cosines to each other stay below the limit."""
    chosen: dict[str, npt.NDArray[np.float32]] = {}
    for text, vector in vectors(texts):
        if all(vector @ other < ALIKE for other in chosen.values()):
            chosen[text] = vector
        if len(chosen) == COUNT:
            break
    return list(chosen)


def vectors(texts: list[str]) -> Iterator[tuple[str, npt.NDArray[np.float32]]]:
    """Each text with its unit vector."""
    reader = load_reader(DEFAULT_MODEL, "cpu", effort=Effort.FAST)
    for text, sentence in zip(texts, reader.read(texts), strict=True):
        yield text, sentence.pooled / np.linalg.norm(sentence.pooled)


if __name__ == "__main__":
    main()
