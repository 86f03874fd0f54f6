"""The damage of a copy: its kinds, the group of each, and the whole text."""

from __future__ import annotations

import pytest

from mtqa import Checker, Effort, Finding, FindingType, Severity
from mtqa.alignment.comparison import Comparison
from mtqa.alignment.side import Side
from mtqa.encoding.loading import load_reader
from mtqa.pairs import Pair
from mtqa.registry import DEFAULT_MODEL
from mtqa.results.findings import Mention
from mtqa.scoring.damage_kinds import DamageKind
from mtqa.scoring.damages import Damages
from mtqa.scoring.fluency import trigram_model
from mtqa.scoring.score import damage_weights
from mtqa.text.reading import read_document

REFERENCE = "The ferry left at noon. Nobody was hurt in the storm."
COPY = "The ferry left at noon. No one was injured in the storm. Read more."


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    """A verbatim sentence, a reworded one, one without a partner."""
    documents = read_document(REFERENCE), read_document(COPY)
    reader = load_reader(DEFAULT_MODEL, "cpu", effort=Effort.FAST)
    return Comparison.of(
        *(Side(one, tuple(reader.read(one.sentence_texts()))) for one in documents)
    )


def finding_at(comparison: Comparison, *words: str) -> Finding:
    """A finding that is mentioned at these words of the copy."""
    document = comparison.copy.document
    starts = [document.text.index(word) for word in words]
    first, *more = (
        document.place(start, start + len(word)) for start, word in zip(starts, words, strict=True)
    )
    mentions = tuple(Mention(None, place) for place in more)
    return Finding(FindingType.NAME, Severity.MAJOR, 0.5, "wrong", copy=first, more=mentions)


def test_every_kind_of_damage_is_counted(comparison: Comparison) -> None:
    counted = Damages.of(comparison, [])
    assert counted.of_groups.keys() | counted.elsewhere.keys() == set(DamageKind)
    assert list(counted.mean()) == list(DamageKind)


@pytest.mark.parametrize("effort", Effort)
def test_every_kind_of_damage_has_a_weight_and_no_other_has(effort: Effort) -> None:
    assert damage_weights(effort).keys() == set(DamageKind)


def test_a_finding_counts_in_its_group(comparison: Comparison) -> None:
    counted = Damages.of(comparison, [finding_at(comparison, "injured")])
    cost = 0.5 * 5
    assert counted.of_groups[DamageKind.FINDINGS] == pytest.approx([0, cost / counted.words[1]])
    assert counted.elsewhere[DamageKind.FINDINGS] == 0


def test_findings_outside_of_linked_groups_count_in_the_whole_text(comparison: Comparison) -> None:
    cost = 0.5 * 5 / Damages.of(comparison, []).words.sum()
    alone = Damages.of(comparison, [finding_at(comparison, "Read")])
    again = Damages.of(comparison, [finding_at(comparison, "injured", "Read", "more")])
    assert alone.elsewhere[DamageKind.FINDINGS] == pytest.approx(cost)
    assert again.elsewhere[DamageKind.FINDINGS] == pytest.approx(2 * cost)
    assert again.mean()[DamageKind.FINDINGS] == pytest.approx(3 * cost)


def test_a_further_mention_counts_in_its_own_group(comparison: Comparison) -> None:
    cost = 0.5 * 5
    counted = Damages.of(comparison, [finding_at(comparison, "The", "the storm")])
    assert counted.of_groups[DamageKind.FINDINGS] == pytest.approx(cost / counted.words)
    assert counted.elsewhere[DamageKind.FINDINGS] == 0


@pytest.mark.parametrize("times", [2, 5])
def test_a_wrong_name_costs_the_same_however_often_the_text_is_repeated(
    checker: Checker, times: int
) -> None:
    reference = "Whistler lies in the hills.\n\nEvery winter Whistler is full of guests.\n\n"
    copy = reference.replace("Whistler", "Wesler").replace("full of", "crowded with")
    once, often = checker.check_many([(reference, copy), (reference * times, copy * times)])
    assert often.scores.quality == pytest.approx(once.scores.quality, abs=0.1)


def test_a_verbatim_group_has_no_damage(comparison: Comparison) -> None:
    counted = Damages.of(comparison, [])
    assert {name for name, values in counted.of_groups.items() if values[0]} == set()
    assert counted.of_groups[DamageKind.LETTERS][1] > 0


def test_a_sentence_is_as_surprising_in_a_batch_as_alone() -> None:
    sentences = [text.split() for text in ("It is so .", "So is it", "", "The of a !")]
    alone = [float(trigram_model().surprises([words])[0]) for words in sentences]
    assert trigram_model().surprises(sentences) == pytest.approx(alone)
    assert trigram_model().surprises([]).shape == (0,)


def test_dropping_a_wrong_paragraph_makes_no_better_copy(checker: Checker) -> None:
    first = "The council of Arden approved the plan for a new library on Monday."
    second = "It will cost 4 million euros."
    third = "Work on the building begins next spring, the mayor said."
    reference = f"{first}\n\n{second}\n\n{third}"
    copies = [f"{first}\n\nIt will cost 7 billion euros.\n\n{third}", f"{first}\n\n{third}"]
    wrong, gone = checker.check_many(Pair(reference, copy) for copy in copies)
    assert wrong.scores.quality > gone.scores.quality


def test_the_parts_add_up_to_the_loss_of_fidelity(checker: Checker) -> None:
    scores = checker.check(REFERENCE, COPY).scores
    assert 1 - scores.fidelity == pytest.approx(sum(scores.parts.values()))
    assert 0 < scores.fidelity < 1
