"""The encoder: what a sentence gives does not hang on its company, on threads or on batches."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import astuple
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from toy_encoder import Hashed

from mtqa import ModelError
from mtqa.encoding import model, readers
from mtqa.encoding.devices import choose_device, share_processor
from mtqa.encoding.loading import load_reader
from mtqa.encoding.model import EmbeddedModel
from mtqa.encoding.paired import Encoder, PairedReader
from mtqa.encoding.readers import EmbeddedReader
from mtqa.registry import DEFAULT_MODEL, find_model
from mtqa.text.annotations import EncodedSentence

SENTENCES = [
    "Ada Quist closed the harbour on Monday.",
    "Nobody was hurt.",
    "!",
    "a",
    "\x01",
    "\u200b",
    "The boats left at 4:15 a.m., and 2.07 million people — some of them in Kraków — watched.",
    "On Monday the harbour was closed by Ada Quist, who had not slept for three days by then.",
    "word " * 400,
]


def same(one: EncodedSentence, other: EncodedSentence) -> bool:
    return all(np.array_equal(a, b) for a, b in zip(arrays(one), arrays(other), strict=True))


def arrays(sentence: EncodedSentence) -> Iterator[npt.NDArray[Any]]:
    yield sentence.pooled
    words = sentence.words
    yield from (words.spans, words.vectors, words.pos, words.relation, words.finite, words.proper)


@pytest.fixture(scope="module", params=[torch.bfloat16, torch.float32], ids=["bf16", "f32"])
def make(request: pytest.FixtureRequest) -> Callable[[], EmbeddedReader]:
    """Makes readers of one dtype, each with the threads that PyTorch has at that time."""
    model = EmbeddedModel(find_model(DEFAULT_MODEL), "cpu", request.param)
    return lambda: EmbeddedReader(model)


@pytest.fixture
def threads() -> Iterator[Callable[[int], None]]:
    """Sets the number of PyTorch's threads for one test."""
    before = torch.get_num_threads()
    yield torch.set_num_threads
    torch.set_num_threads(before)


@pytest.mark.parametrize("count", [1, 2, 5])
@pytest.mark.parametrize("budget", [1, 60, 2048])
def test_a_sentence_reads_the_same_in_every_company_and_with_any_number_of_threads(
    make: Callable[[], EmbeddedReader],
    threads: Callable[[int], None],
    monkeypatch: pytest.MonkeyPatch,
    count: int,
    budget: int,
) -> None:
    threads(1)
    alone = [make().read([sentence])[0] for sentence in SENTENCES]
    threads(count)
    monkeypatch.setitem(model._TOKENS_A_BATCH, "cpu", budget)
    together = make().read([*SENTENCES, *(f"{text} And so on." for text in SENTENCES[:4])])
    for one, other in zip(alone, together, strict=False):
        assert same(one, other)


def test_long_lists_are_read_in_passes_that_change_nothing(
    make: Callable[[], EmbeddedReader], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = make().read(SENTENCES)
    monkeypatch.setattr(readers, "_SENTENCES_A_PASS", 2)
    assert all(map(same, whole, make().read(SENTENCES)))


def test_the_lanes_leave_the_threads_of_everyone_else_alone(
    make: Callable[[], EmbeddedReader], threads: Callable[[int], None]
) -> None:
    threads(2)
    reader = make()
    reader.read(SENTENCES)
    assert torch.get_num_threads() == 2


def test_processes_that_share_the_processor_share_its_threads(
    threads: Callable[[int], None],
) -> None:
    threads(4)
    share_processor(2)
    assert torch.get_num_threads() == 2
    share_processor(8)
    assert torch.get_num_threads() == 1


def test_every_word_has_a_row_and_those_not_read_are_zero(
    make: Callable[[], EmbeddedReader],
) -> None:
    for text, sentence in zip(SENTENCES, make().read(SENTENCES), strict=True):
        words = sentence.words
        assert {len(each) for each in astuple(words)} == {len(words)}
        assert all(text[start:end].strip() for start, end in words.spans)
        lengths = np.linalg.norm(words.vectors.astype(np.float32), axis=1)
        assert np.all((np.abs(lengths - 1) < 0.01) | (lengths == 0))
    beyond = make().read(["word " * 400])[0].words
    assert beyond.vectors[0].any()
    assert not beyond.vectors[-1].any()


def test_a_sentence_keeps_no_larger_array_alive(make: Callable[[], EmbeddedReader]) -> None:
    for sentence in make().read(SENTENCES):
        for array in arrays(sentence):
            assert array.base is None or array.base.nbytes == array.nbytes


def test_no_sentences_give_nothing(make: Callable[[], EmbeddedReader]) -> None:
    assert make().read([]) == []


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text(min_size=1, max_size=60), min_size=1, max_size=6))
def test_any_text_can_be_read(texts: list[str]) -> None:
    read = reader().read(texts)
    assert len(read) == len(texts)
    assert all(np.isfinite(sentence.pooled).all() for sentence in read)


def reader() -> EmbeddedReader:
    if not READER:
        READER.append(EmbeddedReader(EmbeddedModel(find_model(DEFAULT_MODEL))))
    return READER[0]


READER: list[EmbeddedReader] = []


class Turning(Hashed):
    """An encoder that gives what it was told for two sentences, and else does well."""

    def __init__(self, made: npt.ArrayLike) -> None:
        super().__init__()
        self._made = made

    def encode(self, sentences: list[str], /) -> Any:
        """What it was told to give, where there are two sentences."""
        return self._made if len(sentences) == 2 else super().encode(sentences)


def test_an_encoder_of_the_users_own_gives_the_vectors_and_ours_the_words() -> None:
    assert isinstance(Hashed(), Encoder)
    paired = PairedReader(Hashed(), reader(), "Hashed")
    assert re.match(r"encoder:Hashed@[0-9a-f]{8}\|model:", paired.signature)
    made = paired.read(["an apple a day", "eels"])
    assert [sentence.pooled.shape for sentence in made] == [(97,), (97,)]
    assert same(
        EncodedSentence(made[0].pooled, reader().read(["an apple a day"])[0].words), made[0]
    )
    assert paired.read([]) == []


@pytest.mark.parametrize(
    "given",
    [
        [[1.0, 2.0]],
        [1.0, 2.0],
        [[1.0, float("nan")]] * 2,
        [[1e300, 1.0]] * 2,
        [["x", "y"]] * 2,
        [[1.0], [1.0, 2.0]],
    ],
    ids=["too few", "flat", "not finite", "too large", "no numbers", "ragged"],
)
def test_an_encoder_that_gives_something_else_is_refused(given: npt.ArrayLike) -> None:
    paired = PairedReader(Turning(given), reader(), "Turning")
    with pytest.raises(ModelError, match=r"encoder Turning: encode\(\)") as refused:
        paired.read(["one", "two"])
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("message", ["first line\nsecond line\r\n\tthird", ""])
def test_whatever_an_encoder_complains_of_is_one_line(message: str) -> None:
    class Failing:
        def encode(self, _: list[str], /) -> npt.ArrayLike:
            raise RuntimeError(message)

    with pytest.raises(ModelError, match=r"encode\(\) failed: \w") as refused:
        PairedReader(Failing(), reader(), "Failing")
    assert len(str(refused.value).splitlines()) == 1


@pytest.mark.parametrize("model", ["no-such-model", "/no/such/folder", object()])
def test_a_model_that_is_not_there_is_refused(model: Encoder) -> None:
    with pytest.raises(ModelError):
        load_reader(model, "cpu")


def test_a_device_that_is_not_there_is_refused() -> None:
    assert choose_device("cpu") == "cpu"
    if not torch.cuda.is_available():
        with pytest.raises(ModelError, match="--device auto"):
            choose_device("cuda")
