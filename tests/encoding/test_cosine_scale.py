"""Calibration: another encoder turns no unrelated articles into copies, or is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import permutations
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from toy_encoder import Hashed

from mtqa import Checker, Effort, ModelError, Pair
from mtqa.encoding.cosine_scale import Calibration, unit, unrelated_sentences
from mtqa.encoding.loading import load_reader
from mtqa.encoding.paired import PairedReader
from mtqa.encoding.readers import EmbeddedReader
from mtqa.registry import DEFAULT_MODEL
from mtqa.results.scores import Verdict

SEEDS = sorted(path.parent for path in Path(__file__).parents[2].glob("seeds/*/reference.txt"))
FLOORS = [0.0, 1.7, 5.0]
"""Constant dimensions, which bring the cosines of unrelated sentences to .06, .76 and .96."""

Floats = npt.NDArray[np.float32]


class Raised:
    """The embedded model's sentence vectors with a constant dimension added."""

    def __init__(self, reader: EmbeddedReader, constant: float) -> None:
        self._reader = reader
        self._constant = constant

    def encode(self, sentences: list[str], /) -> Floats:
        """Vectors, shape (sentences, 385)."""
        units = unit(np.stack([made.pooled for made in self._reader.read(sentences)]))
        return np.hstack([units, np.full((len(units), 1), self._constant, np.float32)])


@pytest.fixture(scope="module")
def embedded() -> Iterator[EmbeddedReader]:
    reader = load_reader(DEFAULT_MODEL, "cpu", effort=Effort.FAST)
    assert isinstance(reader, EmbeddedReader)
    yield reader
    reader.close()


@pytest.mark.parametrize("constant", FLOORS)
def test_unrelated_articles_are_unrelated_and_copies_are_not_whatever_the_encoders_floor(
    embedded: EmbeddedReader, constant: float
) -> None:
    texts = [[(seed / f"{side}.txt").read_text("utf-8") for side in SIDES] for seed in SEEDS]
    unrelated = [Pair(one[0], other[0]) for one, other in permutations(texts, 2)]
    assert len(unrelated) == 72
    with Checker(Raised(embedded, constant), device="cpu", effort="fast") as checker:
        found = [report.verdict for report in checker.check_many(unrelated)]
        assert found == [Verdict.UNRELATED] * len(unrelated)
        copies = [report.verdict for report in checker.check_many(Pair(*pair) for pair in texts)]
        assert Verdict.UNRELATED not in copies


SIDES = "reference", "copy"


@pytest.mark.parametrize("constant", FLOORS)
def test_a_constant_component_changes_no_calibrated_cosine(
    embedded: EmbeddedReader, constant: float
) -> None:
    sentences = list(unrelated_sentences())
    plain, raised = (
        calibrated(Raised(embedded, added).encode(sentences)) for added in (0.0, constant)
    )
    assert np.allclose(plain @ plain.T, raised @ raised.T, atol=1e-4)


def calibrated(vectors: Floats) -> Floats:
    """The vectors of the shipped sentences, calibrated on themselves."""
    return Calibration(vectors)(vectors)


def few_dimensions(count: int) -> Floats:
    return np.random.default_rng(1).normal(size=(count, 4)).astype(np.float32)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda count: np.ones((count, 8)), "gives all sentences the same vector"),
        (lambda count: np.zeros((count, 8)), "a vector of zeros"),
        (lambda count: np.eye(count)[::-1] * (np.arange(count) > 0), "a vector of zeros"),
        (lambda count: np.full((count, 8), np.nan), "one finite vector each"),
        (lambda count: np.full((count, 8), 1e300), "one finite vector each"),
        (lambda count: np.arange(1.0, count + 1)[:, None], "gives all sentences the same vector"),
        (few_dimensions, "does not tell unrelated sentences apart"),
    ],
    ids=["equal", "zeros", "one zero", "not finite", "too large", "one ray", "few dimensions"],
)
def test_an_encoder_that_cannot_tell_sentences_apart_is_refused_in_one_line(
    embedded: EmbeddedReader, make: Callable[[int], npt.ArrayLike], said: str
) -> None:
    class Blind:
        def encode(self, sentences: list[str], /) -> npt.ArrayLike:
            return make(len(sentences))

    with pytest.raises(ModelError, match=said) as refused:
        PairedReader(Blind(), embedded, "Blind")
    assert str(refused.value).startswith("encoder Blind: encode() ")
    assert "\n" not in str(refused.value)


def test_the_signature_tells_encoders_of_one_class_apart(embedded: EmbeddedReader) -> None:
    encoders = Hashed(), Hashed(seed=1), Hashed(constant=3.0), Hashed()
    one, other, raised, again = (PairedReader(e, embedded, "Hashed").signature for e in encoders)
    assert len({one, other, raised}) == 3
    assert again == one


def test_the_last_bits_of_a_machine_change_no_signature() -> None:
    vectors = Hashed().encode(list(unrelated_sentences()))
    noise = np.random.default_rng(2).normal(scale=1e-6, size=vectors.shape).astype(np.float32)
    assert Calibration(vectors).digest == Calibration(vectors + noise).digest


def test_the_shipped_sentences_are_distinct_and_all_content() -> None:
    sentences = unrelated_sentences()
    assert len(set(sentences)) == len(sentences) == 64
    assert all(sentence.strip() == sentence != "" for sentence in sentences)
