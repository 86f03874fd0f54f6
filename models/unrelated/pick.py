"""Picks the sentences that other encoders are calibrated on: few of an article, no two alike.

usage: pick.py ARTICLES

ARTICLES is a folder of JSON files with a "reference" each, all of them written for this project.
The sentences go to sentences.txt beside this script; run models/register.py afterwards.
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
from mtqa.registry import DEFAULT_MODEL
from mtqa.text.reading import read_document
from mtqa.text.roles import Role

COUNT = 64
SEED = 5
WORDS = range(8, 31)
ALIKE = 0.4
"""From which cosine two sentences may be about the same matter."""


def main() -> None:
    """Runs the script."""
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
    """The sentences of an article's body that are neither short nor long."""
    document = read_document(json.loads(path.read_text("utf-8"))["reference"])
    return [
        text
        for text, sentence in zip(document.sentence_texts(), document.sentences, strict=True)
        if sentence.role is Role.BODY and len(text.split()) in WORDS
    ]


def apart(texts: list[str]) -> list[str]:
    """The first of the texts that are not alike, by the embedded model."""
    chosen: dict[str, npt.NDArray[np.float32]] = {}
    for text, vector in vectors(texts):
        if all(vector @ other < ALIKE for other in chosen.values()):
            chosen[text] = vector
        if len(chosen) == COUNT:
            break
    return list(chosen)


def vectors(texts: list[str]) -> Iterator[tuple[str, npt.NDArray[np.float32]]]:
    """Each text with its unit vector."""
    reader = load_reader(DEFAULT_MODEL, "cpu", is_fast=True)
    for text, sentence in zip(texts, reader.read(texts), strict=True):
        yield text, sentence.pooled / np.linalg.norm(sentence.pooled)


if __name__ == "__main__":
    main()
