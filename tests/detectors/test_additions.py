"""Text of the copy that the reference lacks."""

from __future__ import annotations

import pytest
from steps import steps
from toy_reader import side_of

from mtqa import Checker, Finding, Report
from mtqa.alignment.word_alignment import SideWords
from mtqa.detectors.repetitions import loops
from mtqa.results.findings import FindingType, Severity

FLEET = "The fishing fleet lost two boats in the storm."
CREWS = "Their crews were rescued by a passing tanker."

ADDED = [
    (
        f"{FLEET} {CREWS}",
        f"{FLEET} Wolves have come back to the forests of the north. {CREWS}",
        "content",
        "Wolves have come back to the forests of the north.",
    ),
    (
        f"{FLEET} {CREWS}",
        f"{FLEET} {CREWS}\n\nThe prime minister has promised to lower the tax on bread.",
        "content",
        "The prime minister has promised to lower the tax on bread.",
    ),
    (
        f"{FLEET} {CREWS}",
        f"{FLEET} {CREWS}\n\nRead more: The storm in pictures",
        "boilerplate",
        "Read more: The storm in pictures",
    ),
    (
        f"{FLEET} {CREWS}",
        f"{FLEET} {CREWS} {CREWS}",
        "repetition",
        CREWS,
    ),
    (
        f"{FLEET} {CREWS}",
        f"{FLEET} The crews were saved by a tanker that passed. {CREWS}",
        "content",
        "The crews were saved by a tanker that passed.",
    ),
    (FLEET, "The fishing fleet lost two boats in the in the storm.", "repetition", "in the in the"),
    (FLEET, "The the fishing fleet lost two boats in the storm.", "repetition", "The the"),
    (
        FLEET,
        "The fishing fleet lost two boats boats boats boats in the storm.",
        "repetition",
        "boats boats boats boats",
    ),
]

CARRIED = [
    (
        f"{FLEET} {CREWS}",
        "The fishing fleet lost two boats in the storm; a tanker saved the crews.",
    ),
    (
        "A passing tanker rescued the crews of two boats that sank in the storm.",
        "Two boats sank in the storm. A passing tanker rescued their crews.",
    ),
    ("He had had enough of the rain.", "He had had enough of all that rain."),
    ("It was a very very long day at sea.", "It was a very very long day on the sea."),
    ("She sang Duran Duran songs in a bar.", "In a bar she sang songs by Duran Duran."),
    (f"{FLEET} {FLEET}", f"{FLEET} {FLEET}"),
    ("The council said that that was not enough.", "The council said that this was not enough."),
    (
        "No boat left, no boat came and no fish was sold.",
        "No boat went out, no boat came in and no fish was sold.",
    ),
    (f"By Ann Perry\n\n{FLEET}", f"Ann Perry\n\n{FLEET}"),
]


@pytest.fixture(scope="module")
def reports(checker: Checker) -> dict[tuple[str, str], Report]:
    """The report of each example, by its texts."""
    pairs = [(reference, copy) for reference, copy, *_ in (*ADDED, *CARRIED)]
    return dict(zip(pairs, checker.check_many(pairs), strict=True))


def additions(report: Report) -> list[Finding]:
    return [finding for finding in report.findings if finding.type is FindingType.ADDED_TEXT]


@pytest.mark.parametrize(("reference", "copy", "kind", "words"), ADDED)
def test_an_addition_is_found_once_with_its_exact_words(
    reports: dict[tuple[str, str], Report], reference: str, copy: str, kind: str, words: str
) -> None:
    (finding,) = additions(reports[reference, copy])
    assert finding.kind == kind
    assert finding.reference is None
    assert finding.copy is not None
    assert finding.copy.text == copy[finding.copy.start : finding.copy.end] == words


@pytest.mark.parametrize(("reference", "copy"), CARRIED)
def test_content_of_the_reference_is_not_added(
    reports: dict[tuple[str, str], Report], reference: str, copy: str
) -> None:
    assert additions(reports[reference, copy]) == []


def test_added_content_is_more_severe_than_boilerplate_or_a_repetition(
    reports: dict[tuple[str, str], Report],
) -> None:
    found = [finding for report in reports.values() for finding in additions(report)]
    content = [finding for finding in found if finding.kind == "content"]
    assert Severity.MAJOR in {finding.severity for finding in content}
    boilerplate = [finding for finding in found if finding.kind == "boilerplate"]
    assert {finding.severity for finding in boilerplate} == {Severity.MINOR}


@pytest.mark.parametrize(
    ("words", "severity"),
    [
        ("in the in the", Severity.MINOR),
        ("boats boats boats boats", Severity.MAJOR),
    ],
)
def test_a_phrase_said_three_times_or_more_is_a_major_repetition(
    reports: dict[tuple[str, str], Report], words: str, severity: Severity
) -> None:
    [found] = [
        finding
        for report in reports.values()
        for finding in additions(report)
        if finding.copy is not None and finding.copy.text == words
    ]
    assert found.severity is severity


def test_a_sentence_that_its_neighbours_half_cover_is_not_critical(
    checker: Checker,
) -> None:
    reference = (
        "Nine boats, six of them new ones from the yards of Tonby and three of them "
        "hired, are at sea for the first cod season since the ban."
    )
    copy = "Nine boats are at sea for the first cod season since the ban. Six of them are new."
    severities = {finding.severity for finding in checker.check(reference, copy).findings}
    assert Severity.CRITICAL not in severities


def test_a_loop_of_twenty_thousand_words_is_found(checker: Checker) -> None:
    report = checker.check(FLEET, FLEET + " in the" * 10_000)
    assert "repetition" in {finding.kind for finding in additions(report)}


def test_the_work_grows_no_faster_than_a_loop() -> None:
    def work(times: int) -> int:
        words = SideWords.of(side_of("It was" + " in the" * times), [0])
        return steps(lambda: list(loops(words, reference_text="")))

    assert work(4000) <= 4 * work(1000)


@pytest.mark.parametrize(
    ("reference", "copy", "word"),
    [
        (
            "There are 120,000 restaurants in the prefecture.",
            "There are 120,000 expensive restaurants in the prefecture.",
            "expensive",
        ),
        (
            "The council approved the budget for schools after a long debate.",
            "The council secretly approved the budget for schools after a long debate.",
            "secretly",
        ),
        (
            "The court in Ghent also declared the three firms bankrupt on Monday.",
            "The kangaroo court in Ghent also declared three companies bankrupt on Monday.",
            "kangaroo",
        ),
    ],
)
def test_an_added_word_is_a_minor_finding_where_the_pair_reader_is_used(
    checker: Checker, reference: str, copy: str, word: str
) -> None:
    (finding,) = additions(checker.check(reference, copy))
    assert finding.copy is not None
    assert (finding.copy.text, finding.severity) == (word, Severity.MINOR)
    assert finding.confidence < 0.85


@pytest.mark.parametrize(
    "copy",
    [
        "The city council gave the school budget its approval following lengthy discussion.",
        "After debating for a long time, the council passed the budget for schools.",
        "The city council had already approved the budget for schools, after a very long debate.",
    ],
)
def test_a_paraphrase_adds_nothing(checker: Checker, copy: str) -> None:
    reference = "The city council approved the budget for schools after a long debate."
    assert additions(checker.check(reference, copy)) == []


@pytest.mark.parametrize(
    ("reference", "copy"),
    [
        (
            "The flu spreads fast because nobody can see who carries it.",
            "The flu spreads fast because nobody can see who carries the flu.",
        ),
        (
            "The court in Ghent declared three firms bankrupt on Monday.",
            "The court in Ghent declared three Brazil firms bankrupt on Monday.",
        ),
        (
            "Moretti is a well-known but disputed cook who worked at the Grand Hotel.",
            "Moretti is a well-known yet disputed cook who worked at the Grand Hotel.",
        ),
        ("They cut costs and jobs at the plant.", "They cut costs then jobs at the plant."),
        (
            "The new ferry takes tourists from Tonby to the islands every morning.",
            "The new ferry takes ko tourists from Tonby to the islands every morning.",
        ),
    ],
    ids=["known word", "single name", "yet for but", "then for and", "left-over"],
)
def test_a_word_without_new_content_is_not_added(
    checker: Checker, reference: str, copy: str
) -> None:
    assert additions(checker.check(reference, copy)) == []
