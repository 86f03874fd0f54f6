"""The scores: 100 for the reference itself, less for less of it, coverage, bounds."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from mtqa import Checker, Report
from mtqa.text.reading import read_document

SHARES = (1.0, 0.9, 0.75, 0.5, 0.25)
SEEDS = {
    folder.name: (folder / "reference.txt").read_text("utf-8")
    for folder in sorted((Path(__file__).parents[2] / "seeds").iterdir())
    if folder.is_dir()
}
COPIES = {
    name: (Path(__file__).parents[2] / "seeds" / name / "copy.txt").read_text("utf-8")
    for name in SEEDS
}
each_seed = pytest.mark.parametrize("name", SEEDS)


@dataclass(frozen=True)
class Measured:
    """Reports of a seed's article against variants of it.

    Attributes:
        cut_at_sentence: By the share that is kept: cut at the end of a sentence.
        cut_at_word: By the share that is kept: cut at any word.
        shuffled: Its paragraphs in another order.
    """

    cut_at_sentence: dict[float, Report]
    cut_at_word: dict[float, Report]
    shuffled: Report


def content_words(text: str) -> int:
    """The number of words in content sentences."""
    document = read_document(text)
    return sum(
        len(text[sentence.start : sentence.end].split())
        for sentence in document.sentences
        if sentence.role.is_content
    )


def cut_at_sentence(text: str, share: float) -> str:
    """The first sentences with at least a share of the words."""
    sentences = read_document(text).sentences
    wanted = share * content_words(text)
    ends = (sentence.end for sentence in sentences)
    return next(text[:end] for end in ends if content_words(text[:end]) >= wanted)


def cut_at_word(text: str, share: float) -> str:
    """The first words, a share of all."""
    words = list(re.finditer(r"\S+", text))
    return text[: words[round(len(words) * share) - 1].end()]


def shuffled(text: str) -> str:
    """The paragraphs in another order."""
    paragraphs = text.strip().split("\n\n")
    return "\n\n".join(random.Random(5).sample(paragraphs, len(paragraphs)))


def true_coverage(text: str, kept: str) -> float:
    return content_words(kept) / content_words(text)


@pytest.fixture(scope="module")
def measured(checker: Checker) -> dict[str, Measured]:
    """The variants of the article of each seed."""
    made = {}
    for name, text in SEEDS.items():
        copies = [cut(text, share) for cut in (cut_at_sentence, cut_at_word) for share in SHARES]
        reports = list(checker.check_many((text, copy) for copy in [*copies, shuffled(text)]))
        count = len(SHARES)
        made[name] = Measured(
            dict(zip(SHARES, reports[:count], strict=True)),
            dict(zip(SHARES, reports[count : 2 * count], strict=True)),
            reports[-1],
        )
    return made


@pytest.fixture(scope="module")
def unrelated(checker: Checker) -> dict[tuple[str, str], Report]:
    """The article of each seed against the copies of all others."""
    pairs = {
        (one, other): (SEEDS[one], COPIES[other])
        for one in SEEDS
        for other in SEEDS
        if one != other
    }
    return dict(zip(pairs, checker.check_many(pairs.values()), strict=True))


@pytest.mark.parametrize("texts", [SEEDS, COPIES], ids=["articles", "copies"])
def test_a_copy_equal_to_its_reference_has_no_finding_and_quality_100(
    checker: Checker, texts: dict[str, str]
) -> None:
    for report in checker.check_many((text, text) for text in texts.values()):
        assert report.findings == ()
        assert report.scores.quality == pytest.approx(100, abs=1e-9)
        assert (report.scores.coverage, report.scores.fidelity) == (1, 1)
        assert report.verdict == "verbatim"


@each_seed
def test_a_shorter_copy_has_a_lower_quality(measured: dict[str, Measured], name: str) -> None:
    for reports in (measured[name].cut_at_sentence, measured[name].cut_at_word):
        qualities = [reports[share].scores.quality for share in SHARES]
        assert qualities == sorted(set(qualities), reverse=True)


@each_seed
def test_the_coverage_is_the_share_of_words_in_the_copy(
    measured: dict[str, Measured], name: str
) -> None:
    for share, report in measured[name].cut_at_sentence.items():
        truth = true_coverage(SEEDS[name], cut_at_sentence(SEEDS[name], share))
        assert report.scores.coverage == pytest.approx(truth, abs=0.03)


def test_the_coverage_of_a_cut_within_a_sentence_is_the_share_of_words(
    measured: dict[str, Measured],
) -> None:
    errors = [
        abs(report.scores.coverage - true_coverage(SEEDS[name], cut_at_word(SEEDS[name], share)))
        for name, own in measured.items()
        for share, report in own.cut_at_word.items()
    ]
    assert sum(errors) / len(errors) < 0.015
    assert max(errors) < 0.1


@each_seed
def test_a_cut_article_is_a_partial_copy(measured: dict[str, Measured], name: str) -> None:
    for reports in (measured[name].cut_at_sentence, measured[name].cut_at_word):
        assert {reports[share].verdict for share in (0.5, 0.25)} == {"partial_copy"}


@each_seed
def test_paragraphs_in_another_order_are_covered(measured: dict[str, Measured], name: str) -> None:
    report = measured[name].shuffled
    assert report.scores.coverage == pytest.approx(1, abs=0.03)
    assert report.verdict in {"verbatim", "translated_copy"}


@each_seed
def test_a_translated_copy_scores_more_than_its_first_half(checker: Checker, name: str) -> None:
    copies = COPIES[name], cut_at_sentence(COPIES[name], 0.5)
    whole, half = checker.check_many((SEEDS[name], copy) for copy in copies)
    assert 100 > whole.scores.quality > half.scores.quality


@each_seed
def test_a_repeated_text_has_the_same_quality(checker: Checker, name: str) -> None:
    once = checker.check(SEEDS[name], COPIES[name])
    thrice = checker.check(*("\n\n".join([text] * 3) for text in (SEEDS[name], COPIES[name])))
    assert abs(thrice.scores.quality - once.scores.quality) < 0.5


def test_another_story_has_a_quality_near_zero(
    unrelated: dict[tuple[str, str], Report],
) -> None:
    assert max(report.scores.quality for report in unrelated.values()) < 5


def test_another_story_is_unrelated(unrelated: dict[tuple[str, str], Report]) -> None:
    taken = {pair: report.verdict.value for pair, report in unrelated.items()}
    assert {pair for pair, verdict in taken.items() if verdict != "unrelated"} == set()


def test_every_score_is_within_its_bounds(
    measured: dict[str, Measured], unrelated: dict[tuple[str, str], Report]
) -> None:
    reports = list(unrelated.values())
    for own in measured.values():
        reports += [*own.cut_at_sentence.values(), *own.cut_at_word.values(), own.shuffled]
    for report in reports:
        assert 0 <= report.scores.quality <= 100
        assert 0 <= report.scores.coverage <= 1
        assert 0 <= report.scores.fidelity <= 1
