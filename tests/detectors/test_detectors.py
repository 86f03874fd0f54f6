"""All detectors together: each damage once, in the order of the texts, with exact words."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from toy_reader import side

from mtqa import Checker, Finding, Report
from mtqa.alignment.comparison import Comparison
from mtqa.detectors.find_all import find_all
from mtqa.detectors.merging import LIMITS
from mtqa.results.findings import FindingType, Severity
from mtqa.text.spans import Place

SEEDS = sorted(
    folder for folder in (Path(__file__).parents[2] / "seeds").iterdir() if folder.is_dir()
)
FLEET = "The fishing fleet lost two boats in the storm."

ODD = [
    "!!! ... --- ???\n\n***",
    "-",
    '"' * 5_000 + "word",
    "Z" + "\u0301" * 5_000,
    "By Ann Perry",
    "Read more\n\nStory continues\n\n12 June 2021",
    "and so on\n\nwhich is why\n\nthe the the the",
    "Yes. Yes. Yes!\n\nYes. No. Yes.",
    "这是一个句子。这是一个句子。",
    "Der Bürgermeister sprach gestern Abend lange über steigende Mieten.",
    "<b>&nbsp;</b> \ufffd\ufffd",
    "No. " * 500,
    "word " * 2_000,
    "12 12 12. 3%, $4; 5 km!",
    "😀 😀 😀",
]

words = st.sampled_from(
    "the of a Millbrook Perry storm harbour waited 12 40% $3 Monday not which UN U.S. гавань "
    "<b> Yes No by By more Read and it is".split()
)
breaks = st.sampled_from([" ", " ", " ", " ", ", ", ". ", "! ", "\n", "\n\n", " - ", "… ", '" "'])
texts = st.lists(st.tuples(words, breaks).map("".join), min_size=1, max_size=40).map("".join)


@pytest.fixture(scope="module")
def reports(checker: Checker) -> dict[str, Report]:
    """The report of each seed, by its name."""
    names = [folder.name for folder in SEEDS]
    return dict(zip(names, checker.check_many(seed_pairs()), strict=True))


def seed_pairs() -> list[tuple[str, str]]:
    """Reference and copy of each seed."""
    return [
        ((folder / "reference.txt").read_text("utf-8"), (folder / "copy.txt").read_text("utf-8"))
        for folder in SEEDS
    ]


def found(report: Report) -> list[tuple[str, str | None]]:
    return [(finding.type.value, finding.kind) for finding in report.findings]


def is_exact(place: Place | None, text: str) -> bool:
    return place is None or (bool(place.text) and text[place.start : place.end] == place.text)


@pytest.mark.parametrize("text", ODD, ids=[text[:12] for text in ODD])
def test_an_odd_text_against_itself_gives_no_finding_and_quality_100(
    checker: Checker, text: str
) -> None:
    report = checker.check(text, text)
    assert found(report) == []
    assert report.scores.quality == pytest.approx(100, abs=1e-9)
    assert report.verdict == "verbatim"
    assert all(group.reference == group.copy for group in report.groups)


@settings(deadline=None)
@given(texts)
def test_any_text_against_itself_gives_no_finding(text: str) -> None:
    read = side(text)
    assert find_all(Comparison.of(read, read)) == []


@settings(deadline=None)
@given(texts, texts)
def test_every_finding_points_at_what_it_quotes(reference: str, copy: str) -> None:
    for finding in find_all(Comparison.of(side(reference), side(copy))):
        for mention in finding.all_mentions:
            assert is_exact(mention.reference, reference)
            assert is_exact(mention.copy, copy)
        assert 0 < finding.confidence <= 1
        assert "\n" not in finding.message
        assert 0 < len(finding.message) < 400


@pytest.mark.parametrize("name", [folder.name for folder in SEEDS])
def test_findings_are_sorted_by_the_reference_and_then_by_the_copy(
    reports: dict[str, Report], name: str
) -> None:
    findings = reports[name].findings
    placed = [finding.reference.start for finding in findings if finding.reference]
    behind = [finding.copy.start for finding in findings if not finding.reference and finding.copy]
    assert placed == sorted(placed)
    assert behind == sorted(behind)
    assert all(finding.reference for finding in findings[: len(placed)])


@pytest.mark.parametrize("name", [folder.name for folder in SEEDS])
def test_no_finding_is_repeated(reports: dict[str, Report], name: str) -> None:
    findings = reports[name].findings
    assert len({(f.type, f.kind, f.reference, f.copy) for f in findings}) == len(findings)


@pytest.mark.parametrize("name", [folder.name for folder in SEEDS])
def test_the_origin_of_a_fragment_is_not_dropped(reports: dict[str, Report], name: str) -> None:
    of_type: dict[FindingType, list[Finding]] = {type_: [] for type_ in FindingType}
    for finding in reports[name].findings:
        of_type[finding.type].append(finding)
    for clause in of_type[FindingType.DROPPED_CLAUSE]:
        assert clause.reference is not None
        assert not any(
            clause.reference.overlaps(fragment.reference)
            for fragment in of_type[FindingType.FRAGMENT]
        )


@pytest.mark.parametrize(
    ("copy", "wanted"),
    [
        (FLEET + " 渔船队在暴风雨中失去了两艘船。", {("untranslated", "script")}),
        (
            FLEET + " Le maire a annoncé hier soir de nouvelles mesures contre la hausse des "
            "loyers.",
            {("untranslated", "language")},
        ),
        (
            FLEET + " Les banques sont pleines, mais personne ne veut payer les écoles.",
            {("untranslated", "language")},
        ),
        (
            FLEET + "\n\nThe prime minister of the гавань promised cheaper bread to everyone.",
            {("untranslated", "script"), ("added_text", "content")},
        ),
    ],
    ids=["script", "language", "language with a verb", "one foreign word of an added sentence"],
)
def test_untranslated_text_is_neither_added_nor_a_fragment(
    checker: Checker, copy: str, wanted: set[tuple[str, str]]
) -> None:
    assert set(found(checker.check(FLEET, copy))) == wanted


def test_a_finding_of_low_certainty_is_minor(
    checker: Checker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checker, "_with_confidence", lambda findings: findings)
    reports = checker.check_many(seed_pairs())
    found = [finding for report in reports for finding in report.findings]
    assert {one.severity for one in found if one.confidence <= LIMITS.always_minor} == {
        Severity.MINOR
    }
    assert {one.severity for one in found if one.confidence > LIMITS.always_minor} == set(Severity)
