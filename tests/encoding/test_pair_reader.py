"""The pair reader: what it sees in two sides, and that a pair's reading hangs on it alone."""

from __future__ import annotations

from dataclasses import astuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtqa.encoding.model import EmbeddedModel
from mtqa.encoding.pair_tokens import LONGEST
from mtqa.encoding.readers import EmbeddedReader
from mtqa.registry import DEFAULT_MODEL, Effort, find_model
from mtqa.text.annotations import PairReading, WordPair

REFERENCE = "The council in Riga approved the new budget on Monday after a long debate ."
PARAPHRASE = (
    "On Monday , after a lengthy debate , the city council of Riga adopted the new budget ."
)


@pytest.fixture(scope="module")
def reader() -> EmbeddedReader:
    return EmbeddedReader(EmbeddedModel(find_model(DEFAULT_MODEL)), Effort.NORMAL)


def pair(reference: str, copy: str) -> WordPair:
    return tuple(reference.split()), tuple(copy.split())


def reading(reader: EmbeddedReader, reference: str, copy: str) -> PairReading:
    (made,) = reader.read_together([pair(reference, copy)])
    assert made is not None
    return made


def test_equal_sides_lack_nothing(reader: EmbeddedReader) -> None:
    made = reading(reader, REFERENCE, REFERENCE)
    chances = (made.lost, made.lost_turned, made.gained, made.gained_turned)
    assert max(chance.max() for chance in chances) < 0.2


def test_words_that_did_not_arrive_stand_out(reader: EmbeddedReader) -> None:
    copy = "On Monday the city council of Riga adopted the new budget ."
    lost = reading(reader, REFERENCE, copy).lost
    words = REFERENCE.split()
    gone = [words.index(word) for word in ("long", "debate")]
    assert lost[gone].min() > max(0.3, np.delete(lost, [*gone, 10, 11]).max())


def test_a_negation_put_in_is_seen(reader: EmbeddedReader) -> None:
    copy = PARAPHRASE.replace("adopted", "did not adopt")
    turned = reading(reader, REFERENCE, copy).gained_turned
    assert turned[copy.split().index("not")] > 0.5


@pytest.mark.parametrize(
    "damaged",
    [
        PARAPHRASE.replace("Monday", "Friday"),
        PARAPHRASE.replace("adopted", "did not adopt"),
        PARAPHRASE.replace(" of Riga", ""),
        PARAPHRASE.replace("new", "secret"),
    ],
)
def test_a_damaged_copy_has_the_lower_rank(reader: EmbeddedReader, damaged: str) -> None:
    whole, worse = (reading(reader, REFERENCE, copy) for copy in (PARAPHRASE, damaged))
    assert whole.rank > worse.rank


def test_a_reading_hangs_on_its_pair_alone(reader: EmbeddedReader) -> None:
    pairs = [pair(REFERENCE, PARAPHRASE), pair("It rained .", "It poured ."), pair("a", "b")]
    pairs += [pair(REFERENCE, PARAPHRASE + f" {word}") for word in "one two three four".split()]
    together = reader.read_together(pairs)
    for given_pair, made in zip(pairs, together, strict=True):
        (alone,) = reader.read_together([given_pair])
        assert alone is not None
        assert made is not None
        for one, other in zip(astuple(alone), astuple(made), strict=True):
            assert np.array_equal(one, other)


def test_a_rank_hangs_on_its_pair_alone_however_many_are_read(reader: EmbeddedReader) -> None:
    words = "the old harbour wall fell in a storm that nobody had seen coming".split()
    pairs = [(tuple(words[: 4 + n % 9]), (*words[n % 3 :], f"{n}")) for n in range(300)]
    together = reader.read_together(pairs)
    for few in (1, 7, 40, 150):
        for one, other in zip(reader.read_together(pairs[:few]), together, strict=False):
            assert one is not None
            assert other is not None
            assert one.rank == other.rank


def test_sides_that_are_too_long_are_left_out(reader: EmbeddedReader) -> None:
    words = ("word",) * LONGEST
    one, other = reader.read_together([(words, words), pair("a", "b")])
    assert one is None
    assert other is not None


def test_no_pairs_give_nothing(reader: EmbeddedReader) -> None:
    assert reader.read_together([]) == []


def test_the_effort_fast_reads_no_pairs() -> None:
    fast = EmbeddedReader(EmbeddedModel(find_model(DEFAULT_MODEL)), Effort.FAST)
    assert fast.read_together([pair("a", "b")]) == [None]
    assert "pairs:" not in fast.signature


words = st.lists(st.text(min_size=1, max_size=8), min_size=1, max_size=12).map(tuple)


@settings(deadline=None, max_examples=25)
@given(words, words)
def test_any_words_can_be_read(
    reader: EmbeddedReader, one: tuple[str, ...], other: tuple[str, ...]
) -> None:
    (made,) = reader.read_together([(one, other)])
    assert made is not None
    assert made.lost.shape == made.lost_turned.shape == (len(one),)
    assert made.gained.shape == made.gained_turned.shape == (len(other),)
    assert np.isfinite(made.rank)
