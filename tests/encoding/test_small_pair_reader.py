"""Pair readers of both shapes read as the library's models with the same random weights do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import astuple
from pathlib import Path

import numpy as np
import pytest
import torch
from small_pair_reader import Tensors, tensors, tokenizer, twin, vocabulary, write

from mtqa.encoding.lanes import Lanes
from mtqa.encoding.model import EmbeddedModel
from mtqa.encoding.pair_reader import PairReader
from mtqa.encoding.pair_tokens import Case, case_of
from mtqa.registry import DEFAULT_MODEL, ModelFiles, find_model
from mtqa.text.annotations import NO_COUNTERPART, PairReading, Tag, WordPair

SHAPES = ("bert", "mpnet")
REFERENCE = ("The", "old", "WALLS", "fell", "iRiga", "in", "Paris", "\x00", "coming")
COPY = ("Riga", "had", "a", "storm", "THE", "walls", "\x00", "nobody")
TOLERATED = 2e-4


@pytest.fixture(scope="module")
def embedded() -> EmbeddedModel:
    return EmbeddedModel(find_model(DEFAULT_MODEL), dtype=torch.float32)


@pytest.fixture(scope="module")
def lanes() -> Iterator[Lanes]:
    made = Lanes("cpu")
    yield made
    made.close()


def random_types(hidden: int = 48) -> torch.Tensor:
    return torch.randn(8, hidden, generator=torch.Generator().manual_seed(7))


def read(files: ModelFiles, model: EmbeddedModel, lanes: Lanes, *pairs: WordPair) -> PairReading:
    """The reading of the last pair."""
    found = PairReader(files, model, lanes).read(pairs)[-1]
    assert found is not None
    return found


def wanted_states(shape: str, weights: Tensors) -> tuple[torch.Tensor, list[list[int]]]:
    """The library's states of `REFERENCE` and `COPY`, and the place of each word's first token."""
    one, other = (tokenizer(shape).encode(w, is_pretokenized=True) for w in (REFERENCE, COPY))
    ids = torch.tensor([[*one.ids, *other.ids[1:]]])
    cases = [
        [0 if index is None else int(case_of(words[index])) for index in encoding.word_ids]
        for encoding, words in ((one, REFERENCE), (other, COPY))
    ]
    types = torch.tensor([cases[0] + [4 + case for case in cases[1][1:]]])
    table = weights["embeddings.token_type_embeddings.weight"]
    model = twin(shape)
    embeddings = weights["embeddings.word_embeddings.weight"][ids] + table[types]
    if shape == "bert":  # the library adds its own first type
        embeddings = embeddings - model.embeddings.token_type_embeddings.weight[0]
    with torch.inference_mode():
        states = model(inputs_embeds=embeddings).last_hidden_state[0]
    places = [
        [encoding.word_ids.index(n) if n in encoding.word_ids else -1 for n in range(len(words))]
        for encoding, words in ((one, REFERENCE), (other, COPY))
    ]
    return states, [places[0], [p + len(one) - 1 if p > 0 else -1 for p in places[1]]]


@pytest.mark.parametrize("shape", SHAPES)
def test_all_heads_give_what_the_states_of_the_library_give(
    shape: str, embedded: EmbeddedModel, lanes: Lanes, tmp_path: Path
) -> None:
    weights = tensors(twin(shape), random_types())
    made = read(write(tmp_path, shape, weights), embedded, lanes, (REFERENCE, COPY))
    states, places = wanted_states(shape, weights)
    links = []
    for name, side, kinds, at in zip(
        ("reference", "copy"),
        (made.reference, made.copy),
        (made.reference_kinds, made.copy_kinds),
        places,
        strict=True,
    ):
        rows = states[at]
        there = np.array(at) >= 0
        tags = torch.sigmoid(rows @ weights["tags.weight"].T + weights["tags.bias"])
        assert side == pytest.approx(tags.numpy() * there[:, None], abs=TOLERATED)
        chances = torch.softmax(rows @ weights["kinds.weight"].T + weights["kinds.bias"], 1)
        assert kinds == pytest.approx(chances.numpy() * there[:, None], abs=TOLERATED)
        links.append(rows @ weights[f"links.{name}.weight"].T)
    scores = (links[0] @ links[1].T / 8).numpy()
    read_there = np.array(places[0])[:, None] >= 0, np.array(places[1]) >= 0
    assert made.counterparts == pytest.approx(
        np.where(read_there[0] & read_there[1], scores, NO_COUNTERPART), abs=TOLERATED * 10
    )
    rank = states[0] @ weights["rank.weight"][0] + weights["rank.bias"][0]
    assert made.rank == pytest.approx(float(rank), abs=TOLERATED)
    assert made.counterparts.dtype == made.reference.dtype == made.copy_kinds.dtype == np.float32


def test_a_word_without_tokens_has_no_chance_of_anything(
    embedded: EmbeddedModel, lanes: Lanes, tmp_path: Path
) -> None:
    files = write(tmp_path, "bert", tensors(twin("bert"), random_types()))
    made = read(files, embedded, lanes, (REFERENCE, COPY))
    gone = REFERENCE.index("\x00"), COPY.index("\x00")
    assert not made.reference[gone[0]].any()
    assert not made.copy_kinds[gone[1]].any()
    assert (made.counterparts[gone[0]] == NO_COUNTERPART).all()
    assert (made.counterparts[:, gone[1]] == NO_COUNTERPART).all()


@pytest.mark.parametrize("shape", SHAPES)
def test_int8_weights_read_as_the_numbers_that_they_stand_for(
    shape: str, embedded: EmbeddedModel, lanes: Lanes, tmp_path: Path
) -> None:
    weights = tensors(twin(shape), random_types())
    stored, meant = dict(weights), dict(weights)
    for name in list(weights):
        if name.endswith("weight") and weights[name].ndim == 2 and name.startswith("e"):
            scale = weights[name].abs().amax(1) / 127
            stored[name] = (weights[name] / scale[:, None]).round().to(torch.int8)
            stored[f"{name}.scale"] = scale
            meant[name] = stored[name].float() * scale[:, None]
    made = read(write(tmp_path / "a", shape, stored), embedded, lanes, (REFERENCE, COPY))
    other = read(write(tmp_path / "b", shape, meant), embedded, lanes, (REFERENCE, COPY))
    for one, two in zip(astuple(made), astuple(other), strict=True):
        assert np.array_equal(one, two)


@pytest.mark.parametrize("shape", SHAPES)
def test_a_token_outside_of_the_kept_vocabulary_is_read_as_the_unknown_one(
    shape: str, embedded: EmbeddedModel, lanes: Lanes, tmp_path: Path
) -> None:
    weights = tensors(twin(shape), random_types())
    lost = vocabulary(shape).index("storm")
    kept = [number for number in range(len(vocabulary(shape))) if number != lost]
    pruned = weights | {
        "embeddings.word_embeddings.weight": weights["embeddings.word_embeddings.weight"][kept],
        "vocabulary": torch.tensor(kept, dtype=torch.int32),
    }
    whole = write(tmp_path / "a", shape, weights)
    other = write(tmp_path / "b", shape, pruned)
    unknown = tuple("zzz" if word == "storm" else word for word in COPY)
    assert unknown != COPY
    for one, two in zip(
        astuple(read(whole, embedded, lanes, (REFERENCE, unknown))),
        astuple(read(other, embedded, lanes, (REFERENCE, COPY))),
        strict=True,
    ):
        assert np.array_equal(one, two)


def test_without_word_embeddings_those_of_the_embedded_model_are_read(
    embedded: EmbeddedModel, lanes: Lanes, tmp_path: Path
) -> None:
    model = twin("bert", hidden=384, layers=1)
    own = tensors(model, random_types(384))
    shared = {name: value for name, value in own.items() if "word_embeddings" not in name}
    own["embeddings.word_embeddings.weight"] = embedded.transformer.words[: len(vocabulary("bert"))]
    made = read(write(tmp_path / "a", "bert", shared), embedded, lanes, (REFERENCE, COPY))
    other = read(write(tmp_path / "b", "bert", own), embedded, lanes, (REFERENCE, COPY))
    assert np.array_equal(made.reference, other.reference)


def test_weights_in_several_files_read_as_those_in_one(
    embedded: EmbeddedModel, lanes: Lanes, tmp_path: Path
) -> None:
    weights = tensors(twin("mpnet"), random_types())
    whole, parts = (write(tmp_path / str(n), "mpnet", weights, parts=n) for n in (1, 3))
    assert len(parts.weights) == 3
    for one, two in zip(
        astuple(read(whole, embedded, lanes, (REFERENCE, COPY))),
        astuple(read(parts, embedded, lanes, (REFERENCE, COPY))),
        strict=True,
    ):
        assert np.array_equal(one, two)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
def test_a_reading_hangs_on_its_pair_alone(
    shape: str, dtype: torch.dtype, lanes: Lanes, tmp_path: Path
) -> None:
    """Layers of the size of the largest reader, because the kernel hangs on the size."""
    weights = tensors(twin(shape, hidden=768, layers=2), random_types(768))
    model = EmbeddedModel(find_model(DEFAULT_MODEL), dtype=dtype)
    reader = PairReader(write(tmp_path, shape, weights), model, lanes)
    pairs = [(REFERENCE[: 1 + n % 8] * (1 + n % 7), COPY[n % 4 :] * 2) for n in range(120)]
    together = reader.read(pairs)
    for few in (pairs[:1], pairs[7:12], pairs[40:]):
        first = pairs.index(few[0])
        for one, two in zip(reader.read(few), together[first:], strict=False):
            assert one is not None
            assert two is not None
            assert all(map(np.array_equal, astuple(one), astuple(two)))


@pytest.mark.parametrize(
    ("word", "case"),
    [
        ("wall", Case.PLAIN),
        ("1990", Case.PLAIN),
        ("Paris", Case.INITIAL),
        ("I", Case.INITIAL),
        ("McDonald", Case.INITIAL),
        ("UN", Case.UPPER),
        ("U.S.", Case.UPPER),
        ("F16", Case.INITIAL),
        ("B52S", Case.UPPER),
        ("iPhone", Case.INNER),
        ("東京", Case.PLAIN),
    ],
)
def test_the_case_of_a_word_is_that_of_its_letters(word: str, case: Case) -> None:
    assert case_of(word) is case


def test_the_chances_of_today_are_columns_of_the_tags() -> None:
    tags = np.arange(2 * len(Tag), dtype=np.float32).reshape(2, -1)
    kinds = np.zeros((2, 12), np.float32)
    made = PairReading(tags, 100 + tags, kinds, kinds, np.zeros((2, 2), np.float32), 0.0)
    assert made.lost.tolist() == tags[:, 0].tolist()
    assert made.gained.tolist() == (100 + tags[:, 0]).tolist()
    assert made.lost_turned.tolist() == tags[:, Tag.NUMBER].tolist()
    assert made.gained_turned.tolist() == (100 + tags[:, Tag.NUMBER]).tolist()
