"""The embedded model: read from its files, the same as sentence-transformers makes of them."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from sentence_transformers import SentenceTransformer

from mtqa.encoding.model import EmbeddedModel
from mtqa.encoding.readers import EmbeddedReader
from mtqa.registry import DEFAULT_MODEL, find_model

WORDS = """
    The Council's vote — 4:15 a.m., 2.07 million people; Kraków, Aleš, 東京 and Москва watched .
    naïve co-operation ﬁnal ß İstanbul 😀 ( ) [ ] % $ £ 3.50 don't I'll U.S. e-mail x y z
""".split()
TOLERATED = 1e-6


@pytest.fixture(scope="module")
def theirs() -> SentenceTransformer:
    return SentenceTransformer(str(find_model(DEFAULT_MODEL).folder), device="cpu")


@pytest.fixture(scope="module")
def ours() -> Iterator[EmbeddedReader]:
    reader = EmbeddedReader(EmbeddedModel(find_model(DEFAULT_MODEL), "cpu", torch.float32))
    yield reader
    reader.close()


@settings(deadline=None, max_examples=100)
@given(words=st.lists(st.sampled_from(WORDS), max_size=40), times=st.sampled_from([1, 1, 9, 40]))
def test_tokens_are_those_of_sentence_transformers(
    theirs: SentenceTransformer, ours: EmbeddedReader, words: list[str], times: int
) -> None:
    text = " ".join(words * times)
    wanted = theirs.preprocess([text])["input_ids"][0].tolist()
    assert ours._model.tokens([text.split()])[0].ids == wanted


@settings(deadline=None, max_examples=100)
@given(st.text(min_size=1, max_size=80))
def test_tokens_of_any_text_are_those_of_sentence_transformers(
    theirs: SentenceTransformer, ours: EmbeddedReader, text: str
) -> None:
    wanted = theirs.preprocess([text])["input_ids"][0].tolist()
    assert ours._model.tokenizer.encode(text).ids == wanted


@pytest.mark.parametrize("count", [253, 254, 255, 600])
def test_a_long_sentence_is_cut_off_where_sentence_transformers_cuts_it(
    theirs: SentenceTransformer, ours: EmbeddedReader, count: int
) -> None:
    text = " ".join(["word"] * count)
    wanted = theirs.preprocess([text])["input_ids"][0].tolist()
    found = ours._model.tokens([text.split()])[0].ids
    assert found == wanted
    assert len(found) == min(count + 2, 256)


def test_sentence_vectors_are_those_of_sentence_transformers(
    theirs: SentenceTransformer, ours: EmbeddedReader
) -> None:
    draw = np.random.default_rng(4)
    texts = [" ".join(draw.choice(WORDS, size)) for size in [1, 2, 3, 5, 8, 13, 21, 34, 55, 300]]
    texts += ["Nobody was hurt.", "Ada Quist closed the harbour on Monday."]
    wanted = theirs.encode(texts, normalize_embeddings=True)
    pooled = np.stack([sentence.pooled for sentence in ours.read(texts)])
    found = pooled / np.linalg.norm(pooled, axis=1, keepdims=True)
    assert np.abs(found - wanted).max() < TOLERATED


def test_the_embedded_model_needs_neither_transformers_nor_sentence_transformers() -> None:
    code = """
import sys
from mtqa import Checker
with Checker(device="cpu") as checker:
    checker.check("Nobody was hurt on Monday.", "No one was hurt on Tuesday.")
print(sorted({"transformers", "sentence_transformers", "huggingface_hub"} & sys.modules.keys()))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
