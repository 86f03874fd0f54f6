"""Dropped paragraphs, sentences and clauses; paraphrases are none."""

from __future__ import annotations

import pytest

from mtqa import Checker, Finding, Report
from mtqa.results.findings import FindingType, Severity

HEADLINE = "Millbrook harbour reopens after storm"
WALL = (
    "The harbour of Millbrook reopened on Tuesday. "
    "Engineers had worked for three days to mend the outer wall."
)
BOATS = (
    "The fishing fleet lost two boats in the storm. Their crews were rescued by a passing tanker."
)
MONEY = (
    "The town council will pay for half of the repairs. "
    "The rest of the money comes from a national fund."
)
ARTICLE = "\n\n".join([HEADLINE, WALL, BOATS, MONEY])

WALL_COPY = (
    "Millbrook harbour opened again on Tuesday, after engineers repaired its outer wall in three "
    "days of work."
)
BOATS_COPY = (
    "Two boats of the fishing fleet were lost in the storm. "
    "A tanker that was passing saved their crews."
)
MONEY_COPY = (
    "Half of the repairs will be paid by the town council. "
    "A national fund gives the rest of the money."
)
HEADLINE_COPY = "Millbrook harbour opens again after the storm"

DROPPED_UNITS = {
    "a paragraph": (
        [HEADLINE_COPY, WALL_COPY, MONEY_COPY],
        [("dropped_paragraph", Severity.MAJOR, BOATS)],
    ),
    "two paragraphs": (
        [HEADLINE_COPY, WALL_COPY],
        [
            ("dropped_paragraph", Severity.MAJOR, BOATS),
            ("dropped_paragraph", Severity.MAJOR, MONEY),
        ],
    ),
    "a sentence": (
        [HEADLINE_COPY, WALL_COPY, BOATS_COPY.split(". ")[0] + ".", MONEY_COPY],
        [
            (
                "dropped_sentence",
                Severity.MAJOR,
                "Their crews were rescued by a passing tanker.",
            )
        ],
    ),
    "the headline": (
        [WALL_COPY, BOATS_COPY, MONEY_COPY],
        [("dropped_sentence", Severity.MINOR, HEADLINE)],
    ),
    "nothing": ([HEADLINE_COPY, WALL_COPY, BOATS_COPY, MONEY_COPY], []),
    "nothing, in another order": ([HEADLINE_COPY, MONEY_COPY, WALL_COPY, BOATS_COPY], []),
}

DROPPED_CLAUSES = [
    (
        "The ferry, which had been built in a yard in Norway, sank off the coast on Friday.",
        "The ferry sank off the coast on Friday.",
        "which had been built in a yard in Norway",
    ),
    (
        "Prices rose in spring because of the drought, and many farmers sold their herds.",
        "Prices rose in spring because of the drought.",
        "many farmers sold their herds",
    ),
    (
        "The mayor, a former teacher and a keen sailor, opened the new library on Sunday.",
        "On Sunday the mayor inaugurated the new library.",
        "a former teacher and a keen sailor",
    ),
    (
        "He was arrested at the border with forged papers, according to two police officers.",
        "He was arrested at the border with false papers.",
        "two police officers",
    ),
    (
        "The museum bought the painting in 1931 from a dealer who had stolen it from a convent.",
        "The museum bought the painting in 1931.",
        "from a dealer who had stolen it from a convent",
    ),
    (
        "Although the opposition walked out of the chamber, the law was passed with ease.",
        "The law was passed with ease.",
        "Although the opposition walked out of the chamber",
    ),
]

CARRIED = [
    (
        "The government said on Monday that it would build 4,000 homes for flood victims.",
        "The government announced on Monday plans to construct 4,000 houses for flood victims.",
    ),
    (
        "Doctors at the clinic were exhausted after working through the night.",
        "The clinic's physicians were worn out, having worked all night.",
    ),
    (
        "The museum bought the painting in 1931 from a dealer in Basel.",
        "In 1931 the painting was purchased by the museum from a Basel dealer.",
    ),
    (
        "She is one of the best known painters of her country.",
        "She is among her country's most famous painters.",
    ),
    (
        "The bridge, which is 200 metres long, was closed to lorries in April.",
        "In April the bridge was closed to trucks. It has a length of 200 metres.",
    ),
    (
        "Police arrested three men and seized a car full of cigarettes.",
        "Three men were arrested by the police, and a car filled with cigarettes was confiscated.",
    ),
    (
        "The law was passed with ease. The opposition walked out of the chamber.",
        "The law passed easily as the opposition left the chamber.",
    ),
]


@pytest.fixture(scope="module")
def reports(checker: Checker) -> dict[tuple[str, str], Report]:
    """The report of each example, by its texts."""
    pairs = [(ARTICLE, "\n\n".join(copy)) for copy, _ in DROPPED_UNITS.values()]
    pairs += [(reference, copy) for reference, copy, _ in DROPPED_CLAUSES]
    pairs += CARRIED
    return dict(zip(pairs, checker.check_many(pairs), strict=True))


def omissions(report: Report) -> list[Finding]:
    return [finding for finding in report.findings if finding.type.startswith("dropped")]


@pytest.mark.parametrize("dropped", DROPPED_UNITS)
def test_a_dropped_paragraph_sentence_or_headline_is_found_whole_and_nothing_else(
    reports: dict[tuple[str, str], Report], dropped: str
) -> None:
    copy, wanted = DROPPED_UNITS[dropped]
    found = omissions(reports[ARTICLE, "\n\n".join(copy)])
    assert [
        (finding.type.value, finding.severity, finding.reference and finding.reference.text)
        for finding in found
    ] == wanted


@pytest.mark.parametrize(("reference", "copy", "words"), DROPPED_CLAUSES)
def test_a_dropped_clause_is_found_without_words_that_the_copy_carries(
    reports: dict[tuple[str, str], Report], reference: str, copy: str, words: str
) -> None:
    (finding,) = omissions(reports[reference, copy])
    assert finding.type is FindingType.DROPPED_CLAUSE
    assert finding.copy is None
    assert finding.reference is not None
    place = finding.reference
    assert reference[place.start : place.end] == place.text
    assert words in place.text
    assert len(place.text) <= len(words) + len("according to ")


@pytest.mark.parametrize(("reference", "copy"), CARRIED)
def test_a_paraphrase_drops_nothing(
    reports: dict[tuple[str, str], Report], reference: str, copy: str
) -> None:
    assert omissions(reports[reference, copy]) == []


def test_a_name_a_number_or_a_negation_that_was_dropped_is_critical(
    reports: dict[tuple[str, str], Report],
) -> None:
    severities = {
        words: omissions(reports[reference, copy])[0].severity
        for reference, copy, words in DROPPED_CLAUSES
    }
    assert severities["which had been built in a yard in Norway"] is Severity.CRITICAL
    assert severities["two police officers"] is Severity.CRITICAL
    assert severities["many farmers sold their herds"] is Severity.MAJOR


@pytest.mark.parametrize(
    ("reference", "copy", "severity"),
    [
        (
            "The tanker had lost its anchor in the storm, the owners said on their website.",
            "The tanker had lost its anchor in the storm.",
            Severity.MAJOR,
        ),
        (
            "The clerk had stolen the paintings in the cellar, the owners said on their website.",
            "The clerk had stolen the paintings in the cellar.",
            Severity.CRITICAL,
        ),
    ],
)
def test_a_dropped_source_is_major_and_critical_beside_a_crime(
    checker: Checker, reference: str, copy: str, severity: Severity
) -> None:
    found = omissions(checker.check(reference, copy))
    assert {finding.severity for finding in found} == {severity}


def test_a_dropped_byline_or_credit_is_no_omission(checker: Checker) -> None:
    furnished = f"{HEADLINE}\n\nBy Ann Perry\n\n{WALL}\n\nRead more: The storm in pictures"
    assert omissions(checker.check(furnished, f"{HEADLINE_COPY}\n\n{WALL_COPY}")) == []


def test_a_dropped_subject_is_a_finding_of_its_own(checker: Checker) -> None:
    reference = "This will allow players to control actions by moving the device."
    report = checker.check(reference, reference.replace(" players", ""))
    places = [f.reference for f in report.findings if f.type is FindingType.DROPPED_CLAUSE]
    assert [place.text for place in places if place] == ["players"]


@pytest.mark.parametrize("denial", ["did not sign", "didn't sign", "didn’t sign", "never signed"])
def test_a_dropped_clause_with_a_negation_in_any_form_is_critical(
    checker: Checker, denial: str
) -> None:
    reference = f"The two sides shook hands on the pier, although they {denial} any paper there."
    found = omissions(checker.check(reference, "The two sides shook hands on the pier."))
    assert [finding.severity for finding in found] == [Severity.CRITICAL]
