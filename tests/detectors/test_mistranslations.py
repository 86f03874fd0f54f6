"""Changed meanings are found with their exact words; paraphrases pass."""

from __future__ import annotations

import pytest

from mtqa import Checker, Finding, Report
from mtqa.results.findings import FindingType

CHANGED = [
    (
        "The council did not approve the plan for the new harbour.",
        "The council approved the plan for the new harbour.",
        "negation",
    ),
    (
        "The witness said that he knew the driver of the lorry.",
        "The witness said that he did not know the driver of the lorry.",
        "negation",
    ),
    (
        "House prices in the city rose by six percent in March.",
        "House prices in the city fell by six percent in March.",
        "opposite",
    ),
    (
        "The company opened its largest factory in the north of the country.",
        "The company closed its largest factory in the north of the country.",
        "opposite",
    ),
    (
        "The court fined the bank for its role in the affair.",
        "The court will fine the bank for its role in the affair.",
        "tense",
    ),
    (
        "The deputy minister of transport visited the damaged bridge.",
        "The minister of transport visited the damaged bridge.",
        "other",
    ),
    (
        "She won the race in spite of a broken ski.",
        "He won the race in spite of a broken ski.",
        "other",
    ),
]

SAME = [
    (
        "The council did not approve the plan for the new harbour.",
        "The council refused to approve the plan for the new harbour.",
    ),
    (
        "The witness said that he had never met the driver.",
        "The witness said that he had not met the driver before.",
    ),
    (
        "House prices in the city rose by six percent in March.",
        "In March, house prices in the city increased by six percent.",
    ),
    (
        "The minister said that the court would fine the bank.",
        "The minister said the court was going to fine the bank.",
    ),
    (
        "The deputy minister of transport visited the damaged bridge.",
        "The vice minister of transport visited the damaged bridge.",
    ),
    ("The trial, which began in May, ended in June.", "The trial began in May and ended in June."),
    (
        "She won the race in spite of a broken ski.",
        "Despite a broken ski, she won the race.",
    ),
]


@pytest.fixture(scope="module")
def reports(checker: Checker) -> dict[tuple[str, str], Report]:
    """The report of each example, by its texts."""
    pairs = [(reference, copy) for reference, copy, *_ in (*CHANGED, *SAME)]
    return dict(zip(pairs, checker.check_many(pairs), strict=True))


def mistranslations(report: Report) -> list[Finding]:
    return [finding for finding in report.findings if finding.type is FindingType.MISTRANSLATION]


@pytest.mark.parametrize(("reference", "copy", "kind"), CHANGED)
def test_a_changed_meaning_is_found_at_its_words(
    reports: dict[tuple[str, str], Report], reference: str, copy: str, kind: str
) -> None:
    (finding,) = mistranslations(reports[reference, copy])
    assert finding.kind == kind
    for text, place in ((reference, finding.reference), (copy, finding.copy)):
        assert place is not None
        assert text[place.start : place.end] == place.text != text


@pytest.mark.parametrize(("reference", "copy"), SAME)
def test_a_paraphrase_is_no_changed_meaning(
    reports: dict[tuple[str, str], Report], reference: str, copy: str
) -> None:
    assert mistranslations(reports[reference, copy]) == []


@pytest.mark.parametrize(
    "frame",
    [
        "Prices in Denmark {} in March, the bank said.",
        "Prices {} in Denver on the first day of the fair.",
        "Dennis Freeman said that prices {} in March.",
        "Prices {} for a few weeks.",
        "Prices {} in March and nobody in the town was surprised.",
        "Prices {} because the talks failed.",
        "Nobody had expected it, but prices {} in March.",
    ],
)
def test_a_negation_that_governs_another_word_hides_no_opposite(
    checker: Checker, frame: str
) -> None:
    [finding] = mistranslations(checker.check(frame.format("rose"), frame.format("fell")))
    assert (finding.kind, finding.severity) == ("opposite", "critical")


@pytest.mark.parametrize(
    ("reference", "copy"),
    [
        (
            "The union did not accept the offer on Monday.",
            "The union rejected the offer on Monday.",
        ),
        (
            "The union rejected the offer on Monday.",
            "The union did not accept the offer on Monday.",
        ),
        ("The bank did not allow it.", "The bank banned it."),
    ],
)
def test_a_negated_opposite_has_the_same_meaning(
    checker: Checker, reference: str, copy: str
) -> None:
    assert mistranslations(checker.check(reference, copy)) == []
