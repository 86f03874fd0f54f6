"""The word diff of nearly verbatim copies: changes, findings, scores that only fall."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from composed import KINDS, apart, damaged, documents, draw
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from toy_reader import matched

from mtqa import Checker, Report
from mtqa.alignment.word_alignment import Match
from mtqa.alignment.word_changes import Change
from mtqa.alignment.word_diff import changes_of

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*/reference.txt"))
ARTICLES = documents(path.read_text("utf-8") for path in SEEDS)
TOLERATED = 1.0
"""Maximum points by which a further damage raises the quality: it may move the borders of
sentences, and with them the links."""

BANK = (
    "Bank holds rates\n\n"
    "The central bank of Velland left its key rate at 4.5 percent on Thursday, as analysts had "
    "expected. Governor Jana Holub said rates could fall by the summer if prices keep slowing.\n\n"
    "“We did not take this decision to save money,” Holub told reporters in the old mint. She "
    "refused to say whether the fastest pace of growth since 2011 would last. Three of the seven "
    "members of the board voted for a cut.\n\n"
    "The organisation of small employers called the decision a missed chance. Its members pay "
    "12 km of queues at the border with Ardlen, it said, and nobody in the capital listens."
)


def only_change(reference: str, copy: str) -> Change:
    [change] = changes_of(matched(reference, copy))
    return change


def changes(match: Match) -> list[tuple[str, str]]:
    return [
        tuple(place.text if (place := change.place(side)) else "" for side in (0, 1))  # type: ignore[misc]
        for change in changes_of(match)
    ]


@pytest.mark.parametrize(
    ("reference", "copy", "expected"),
    [
        ("The council approved houses", "The council approved boats", [("houses", "boats")]),
        ("The council approved houses", "The council approved", [("houses", "")]),
        ("The council approved", "The council quickly approved", [("", "quickly")]),
        ("It sold 250 houses", "It sold 25 houses", [("250", "25")]),
        ("It sold 1.5 houses", "It sold 15 houses", [("1.5", "15")]),
        ("Houses stood on them", "Houses stood by them", []),
        ("The Organisation reached Zürich", "the organization reached Zurich", []),
        ("Boats were co-operating", "Boats were cooperating", []),
        ("“Boats” were towed", '"Boats" were towed', []),
        ("Boats ran 12 km there", "Boats ran 12 kilometers there", []),
        ("Boats cost 8.1 percent", "Boats cost 8.1%", []),
        ("Somalia voted", "Somali voted", []),
    ],
)
def test_another_word_is_a_change_and_another_form_of_it_is_none(
    reference: str, copy: str, expected: list[tuple[str, str]]
) -> None:
    assert changes(matched(reference, copy)) == expected


def test_a_change_counts_its_effects() -> None:
    assert only_change("It sold 250 houses", "It sold 25 houses").numbers == 1
    assert only_change("It was sold there", "It was not sold there").negations == 1
    assert only_change("Prices could rise there", "Prices could fall there").is_opposite
    assert only_change("Tables Jana carried", "Tables Yana carried").names == 1
    assert only_change("It carried houses", "It carried boats").words == 1


@pytest.mark.parametrize(
    ("old", "new", "is_critical"),
    [
        ("could fall", "could rise", True),
        ("fastest pace", "slowest pace", False),
        ("refused to say", "agreed to say", False),
        ("Jana Holub", "Yana Holub", False),
        ("did not take", "did take", True),
        ("Thursday", "Friday", True),
        ("4.5 percent", "5.4 percent", True),
        ("since 2011", "since 2012", True),
        ("border with Ardlen", "border with Ardlem", False),
        ("a missed chance", "a missed trick", False),
        ("a missed chance", "a chance", False),
        ("the old mint", "the old royal mint", False),
        # words of relation
        ("by the summer", "after the summer", False),
        ("if prices", "unless prices", False),
        ("in the old mint", "outside the old mint", False),
        ("and nobody", "but nobody", False),
        ("whether the fastest", "that the fastest", False),
        ("since 2011", "until 2011", False),
    ],
)
@pytest.mark.parametrize("is_fast", [False, True])
def test_a_changed_word_is_found_and_no_text_with_one_is_verbatim(
    checker: Checker, fast_checker: Checker, old: str, new: str, is_critical: bool, is_fast: bool
) -> None:
    assert old in BANK
    report = (fast_checker if is_fast else checker).check(BANK, BANK.replace(old, new))
    assert report.findings
    assert report.verdict != "verbatim"
    assert report.scores.quality < 100
    assert any(f.severity == "critical" for f in report.findings) or not is_critical


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("organisation", "organization"),
        ("“We", '"We'),
        ("12 km", "12 kilometers"),
        ("did not", "didn't"),
        ("did not", "didn’t"),
        ("Governor", "governor"),
        ("Three of the seven", "three of the seven"),
    ],
)
def test_another_form_of_a_word_gives_no_finding(checker: Checker, old: str, new: str) -> None:
    assert checker.check(BANK, BANK.replace(old, new)).findings == ()


@pytest.mark.parametrize("is_fast", [False, True])
def test_a_changed_word_never_raises_the_quality_of_a_copy_with_a_foreign_paragraph(
    checker: Checker, fast_checker: Checker, is_fast: bool
) -> None:
    foreign = "\n\nThe weather in the mountains stayed cold and dry for the whole of the week."
    own = fast_checker if is_fast else checker
    for document in ARTICLES:
        added = document.text + foreign
        for word in (" the ", " said ", " of "):
            if word in added:
                changed = added.replace(word, " one ", 1)
                before, after = own.check_many([(document.text, added), (document.text, changed)])
                assert after.scores.quality <= before.scores.quality + 1e-9


@given(st.randoms(use_true_random=False), st.booleans())
@settings(max_examples=200, derandomize=True)
def test_a_further_damage_never_raises_the_quality(
    checker: Checker, fast_checker: Checker, rng: random.Random, is_fast: bool
) -> None:
    document = rng.choice(ARTICLES)
    drawn = [draw(rng, document, rng.choice(list(KINDS))) for _ in range(rng.randint(2, 4))]
    damages = [damage for damage in drawn if damage]
    assume(len(damages) > 1 and apart(damages))
    copies = [damaged(document.text, damages[:count]) for count in (-1, len(damages))]
    own = fast_checker if is_fast else checker
    less, more = own.check_many((document.text, copy) for copy in copies)
    assert more.scores.quality <= less.scores.quality + TOLERATED
    for report in (less, more):
        assert_consistent(report)


def assert_consistent(report: Report) -> None:
    """Verdict and findings fit, groups hold each sentence once, places are spans of the texts."""
    if report.verdict == "verbatim":
        assert all(finding.severity == "minor" for finding in report.findings)
    for side in ("reference", "copy"):
        grouped = [index for group in report.groups for index in getattr(group, side)]
        assert sorted(grouped) == list(range(len(getattr(report, side).sentences)))
        for finding in report.findings:
            place = getattr(finding, side)
            text = getattr(report, side).text
            assert place is None or text[place.start : place.end] == place.text != ""


@pytest.mark.parametrize("added", ["Bananas are grown in warm countries.", "Nobody spoke of it."])
def test_a_copy_with_a_foreign_sentence_is_not_verbatim(checker: Checker, added: str) -> None:
    report = checker.check(BANK, f"{BANK} {added}")
    assert report.verdict == "translated_copy"
    assert report.findings


def test_inserted_boilerplate_leaves_a_copy_verbatim(checker: Checker) -> None:
    assert checker.check(BANK, f"{BANK}\n\nStory continues below").verdict == "verbatim"


@pytest.mark.parametrize(
    "sentence", ["He won't go.", "He’ll go.", "We can't stay.", "They've gone."]
)
def test_a_contraction_and_its_full_form_are_no_change(sentence: str) -> None:
    forms = {"won't": "will not", "’ll": " will", "can't": "can not", "'ve": " have"}
    full = sentence
    for short, long in forms.items():
        full = full.replace(short, long)
    assert changes(matched(sentence, full)) == []
