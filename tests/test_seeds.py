"""The seeds: their marks fit their texts, and the checker finds what they mark."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from mtqa import Checker, Finding, Report
from mtqa.pairs import Pair
from mtqa.results.findings import FindingType, Severity
from mtqa.text.document import Document, Outline
from mtqa.text.reading import read_document
from mtqa.text.spans import Place

FLOORS = {
    "dropped": (0.95, 0.95),  # 25/25, 25/25
    "fragment": (0.95, 0.95),  # 20/20, 20/20
    "dropped_clause": (0.7, 0.7),  # 8/11, 5/7
    "added_text": (0.75, 0.8),  # 19/23, 17/19
    "name": (0.9, 0.9),  # 13/13, 13/13
    "number": (0.85, 0.9),  # 12/13, 10/10
    "mistranslation": (0.75, 0.3),  # measured with the pair reader
    "link": (0.95, 0.95),  # 143/144, 143/148
}
"""Least precision and least recall over all seeds together, and what was measured of both."""

FOLDER = Path(__file__).parent.parent / "seeds"
HARMLESS = {"variant", "ok"}
KINDS = {
    FindingType.NAME: {"misspelled", "replaced", "dropped", "variant"},
    FindingType.NUMBER: {"changed", "dropped", "ok"},
    FindingType.ADDED_TEXT: {"content", "boilerplate", "repetition"},
    FindingType.MISTRANSLATION: set(
        """
        negation opposite role modality tense quantity time condition attribution sense relation
        other
        """.split()
    ),
}
UNITS = {FindingType.DROPPED_PARAGRAPH, FindingType.DROPPED_SENTENCE}
OMISSIONS = UNITS | {FindingType.DROPPED_CLAUSE}
GROUPS = {
    "dropped": UNITS,
    "fragment": {FindingType.FRAGMENT},
    "dropped_clause": {FindingType.DROPPED_CLAUSE},
    "added_text": {FindingType.ADDED_TEXT},
    "name": {FindingType.NAME},
    "number": {FindingType.NUMBER},
    "mistranslation": {FindingType.MISTRANSLATION},
}


@dataclass(frozen=True)
class Mark:
    """One entry of `findings`: an error, or a harmless variation that must not be flagged."""

    type: str
    kind: str | None
    severity: str
    reference: str | None
    copy: str | None

    @property
    def is_error(self) -> bool:
        return self.kind not in HARMLESS


@dataclass(frozen=True)
class Seed:
    """An article pair and what is marked in it."""

    name: str
    reference: str
    copy: str
    marks: tuple[Mark, ...]
    links: tuple[tuple[str, str], ...]

    def is_met(self, mark: Mark, finding: Finding) -> bool:
        """Whether a finding points at the marked words on either side."""
        return any(
            place is not None and place.overlaps(located(quote, text))
            for place, quote, text in (
                (finding.reference, mark.reference, self.reference),
                (finding.copy, mark.copy, self.copy),
            )
        )

    def is_furniture(self, mark: Mark) -> bool:
        """Whether no content of the reference is in question, but a byline, a credit, a date."""
        place = located(mark.reference, self.reference)
        return place is not None and not any(
            sentence.role.is_content and sentence.start < place.end and place.start < sentence.end
            for sentence in read_document(self.reference).sentences
        )


def read_seed(folder: Path) -> Seed:
    """Reads one folder of `seeds/`."""
    marked: dict[str, Any] = json.loads((folder / "errors.json").read_text("utf-8"))
    return Seed(
        name=folder.name,
        reference=(folder / "reference.txt").read_text("utf-8"),
        copy=(folder / "copy.txt").read_text("utf-8"),
        marks=tuple(Mark(**mark) for mark in marked["findings"]),
        links=tuple((reference, copy) for reference, copy in marked["links"]),
    )


def located(quote: str | None, text: str) -> Place | None:
    """The first place of a quote in its text."""
    if quote is None:
        return None
    start = text.index(quote)
    return Place(start, start + len(quote), quote)


SEEDS = {folder.name: read_seed(folder) for folder in sorted(FOLDER.iterdir()) if folder.is_dir()}
each_seed = pytest.mark.parametrize("seed", SEEDS.values(), ids=SEEDS)


@pytest.fixture(scope="module")
def reports(checker: Checker) -> dict[str, Report]:
    """What the checker says of every seed, by the seed's name."""
    pairs = [Pair(seed.reference, seed.copy) for seed in SEEDS.values()]
    return dict(zip(SEEDS, checker.check_many(pairs), strict=True))


def test_there_are_six_seeds_or_more_named_by_short_words() -> None:
    assert len(SEEDS) >= 6
    assert all(re.fullmatch(r"[a-z]{3,12}(-[a-z]{3,12}){0,2}", name) for name in SEEDS)


def test_every_seed_stands_in_the_list_of_seeds() -> None:
    listed = re.findall(
        r"^\| `([a-z-]+)` \|", (FOLDER / "README.md").read_text("utf-8"), re.MULTILINE
    )
    assert listed == sorted(SEEDS)


@each_seed
def test_a_seed_is_three_files_of_plain_utf_8(seed: Seed) -> None:
    files = sorted((FOLDER / seed.name).iterdir())
    assert [file.name for file in files] == ["copy.txt", "errors.json", "reference.txt"]
    for file in files:
        raw = file.read_bytes()
        assert raw.endswith(b"\n")
        assert not raw.startswith(b"\xef\xbb\xbf")
        assert b"\r" not in raw


@each_seed
def test_every_mark_says_what_the_report_can_say(seed: Seed) -> None:
    for mark in seed.marks:
        assert mark.kind in KINDS.get(FindingType(mark.type), {None}), mark
        assert Severity(mark.severity)
        assert mark.reference or mark.copy, mark


@each_seed
def test_every_quote_is_found_in_its_text_and_cuts_no_word(seed: Seed) -> None:
    for mark in seed.marks:
        for quote, text in ((mark.reference, seed.reference), (mark.copy, seed.copy)):
            place = located(quote, text) or Place(0, 0, "")
            for edge in (place.start, place.end):
                assert not re.fullmatch(r"\w\w", text[max(0, edge - 1) : edge + 1]), quote


@each_seed
def test_every_link_names_how_two_sentences_begin(seed: Seed) -> None:
    assert len(set(seed.links)) == len(seed.links)
    for side, text in enumerate((seed.reference, seed.copy)):
        starts = {sentence.start for sentence in read_document(text).sentences}
        for link in seed.links:
            assert text.index(link[side]) in starts, link[side]


@each_seed
def test_a_reference_is_its_own_verbatim_copy(seed: Seed, checker: Checker) -> None:
    report = checker.check(seed.reference, seed.reference)
    assert not report.findings
    assert report.scores.quality == 100
    assert report.verdict == "verbatim"


@each_seed
def test_a_copy_is_known_for_a_translation(seed: Seed, reports: Mapping[str, Report]) -> None:
    report = reports[seed.name]
    assert report.verdict in ("translated_copy", "partial_copy")
    assert 0 < report.scores.quality < 100


@pytest.mark.parametrize(
    ("seed", "mark"),
    [
        pytest.param(
            seed,
            mark,
            id=f"{seed.name}: {mark.copy or mark.reference}"[:60],
        )
        for seed in SEEDS.values()
        for mark in seed.marks
        if mark.type in UNITS | GROUPS["fragment"] and not seed.is_furniture(mark)
    ],
)
def test_a_marked_drop_or_fragment_is_found(
    seed: Seed, mark: Mark, reports: Mapping[str, Report]
) -> None:
    assert is_found(mark, seed, reports[seed.name])


def test_harmless_names_and_numbers_of_the_forum_pass(reports: Mapping[str, Report]) -> None:
    seed = SEEDS["forum"]
    traps = [mark for mark in seed.marks if not mark.is_error]
    assert len(traps) >= 6
    for finding in reports["forum"].findings:
        if finding.type in GROUPS["name"] | GROUPS["number"]:
            assert not any(seed.is_met(trap, finding) for trap in traps), finding.message


@pytest.mark.parametrize("group", FLOORS)
def test_precision_and_recall_over_all_seeds_keep_their_floors(
    group: str, reports: Mapping[str, Report]
) -> None:
    counts = [
        count_links(seed, reports[name]) if group == "link" else count(group, seed, reports[name])
        for name, seed in SEEDS.items()
    ]
    flagged, right, marked, found = (sum(column) for column in zip(*counts, strict=True))
    least_precision, least_recall = FLOORS[group]
    assert right >= least_precision * flagged, f"precision of {group}: {right}/{flagged}"
    assert found >= least_recall * marked, f"recall of {group}: {found}/{marked}"


class Counts(NamedTuple):
    """How many were flagged, how many of these rightly, how many were marked, and found."""

    flagged: int
    right: int
    marked: int
    found: int


def count(group: str, seed: Seed, report: Report) -> Counts:
    """Findings of one group against the marks of one seed."""
    flagged = [finding for finding in report.findings if finding.type in GROUPS[group]]
    marked = [
        mark
        for mark in seed.marks
        if mark.type in GROUPS[group] and mark.is_error and not seed.is_furniture(mark)
    ]
    return Counts(
        len(flagged),
        sum(is_right(finding, seed) for finding in flagged),
        len(marked),
        sum(is_found(mark, seed, report) for mark in marked),
    )


def is_right(finding: Finding, seed: Seed) -> bool:
    """Whether a finding meets an error of its type.

    What is dropped with more, or as less than it is, was still dropped: any omission may answer
    for another, and a name or a number for the omission around it.
    """
    accepted = {finding.type}
    if finding.type in OMISSIONS or finding.type in (FindingType.NAME, FindingType.NUMBER):
        accepted |= OMISSIONS
    return any(
        mark.type in accepted or (mark.kind == "dropped" and finding.type in OMISSIONS)
        for mark in seed.marks
        if mark.is_error and seed.is_met(mark, finding)
    )


def is_found(mark: Mark, seed: Seed, report: Report) -> bool:
    """Whether a finding of the mark's type, or of its family of omissions, meets it."""
    types = OMISSIONS if mark.type in OMISSIONS else {mark.type}
    return any(finding.type in types and seed.is_met(mark, finding) for finding in report.findings)


def count_links(seed: Seed, report: Report) -> Counts:
    """The pairs of sentences in the groups of the alignment against those marked."""
    gold = {
        (sentence_at(report.reference, reference), sentence_at(report.copy, copy))
        for reference, copy in seed.links
    }
    made = {
        (reference, copy)
        for group in report.groups
        for reference in group.reference
        for copy in group.copy
    }
    both = len(made & gold)
    return Counts(len(made), both, len(gold), both)


def sentence_at(document: Document | Outline, prefix: str) -> int:
    """The sentence that begins so."""
    assert isinstance(document, Document)
    starts = [sentence.start for sentence in document.sentences]
    return starts.index(document.text.index(prefix))
