"""Places and findings: what overlaps, what an excerpt shows, what every type is called."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.results.counts import FindingCounts
from mtqa.results.findings import CATEGORIES, Finding, FindingType, Severity
from mtqa.text.spans import Place

spans = st.tuples(st.integers(0, 30), st.integers(0, 30)).map(sorted)


def place(start: int, end: int) -> Place:
    return Place(start, end, "x" * (end - start))


@pytest.mark.parametrize(
    ("other", "do_overlap"),
    [
        ((10, 20), True),
        ((0, 11), True),
        ((19, 30), True),
        ((12, 15), True),
        ((0, 30), True),
        ((0, 10), False),
        ((20, 30), False),
        ((25, 30), False),
    ],
)
def test_places_overlap_if_they_share_a_character_and_not_if_they_only_touch(
    other: tuple[int, int], do_overlap: bool
) -> None:
    assert place(10, 20).overlaps(place(*other)) is do_overlap


def test_nothing_overlaps_with_no_place() -> None:
    assert not place(10, 20).overlaps(None)


@given(spans, spans)
def test_overlapping_is_sharing_a_character_in_either_order(
    one: list[int], other: list[int]
) -> None:
    first, second = place(*one), place(*other)
    shared = set(range(*one)) & set(range(*other))
    if one[0] < one[1] and other[0] < other[1]:
        assert first.overlaps(second) == second.overlaps(first) == bool(shared)


@pytest.mark.parametrize(
    ("text", "longest", "shown"),
    [
        ("the harbour", 100, "the harbour"),
        ("the\n  outer\twall", 100, "the outer wall"),
        ("twelve of them", 14, "twelve of them"),
        ("twelve of them", 13, "twelve of th…"),
        ("twelve of them", 8, "twelve…"),
    ],
)
def test_an_excerpt_is_one_line_cut_at_its_length(text: str, longest: int, shown: str) -> None:
    assert Place(0, len(text), text).excerpt(longest) == shown


@given(st.text(), st.integers(1, 50))
def test_an_excerpt_is_never_longer_than_asked_for(text: str, longest: int) -> None:
    assert len(Place(0, len(text), text).excerpt(longest)) <= longest


def test_a_finding_without_any_place_is_refused() -> None:
    with pytest.raises(ValueError, match="needs a place"):
        Finding(FindingType.NAME, Severity.MAJOR, 0.5, "lost")


@pytest.mark.parametrize(
    ("type_", "category"),
    [
        ("dropped_paragraph", "Accuracy/Omission"),
        ("dropped_sentence", "Accuracy/Omission"),
        ("dropped_clause", "Accuracy/Omission"),
        ("added_text", "Accuracy/Addition"),
        ("fragment", "Linguistic conventions/Grammar"),
        ("name", "Accuracy/Mistranslation"),
        ("number", "Accuracy/Mistranslation"),
        ("mistranslation", "Accuracy/Mistranslation"),
        ("untranslated", "Accuracy/Untranslated"),
    ],
)
def test_every_type_has_its_mqm_category(type_: str, category: str) -> None:
    finding = Finding(FindingType(type_), Severity.MINOR, 0.5, "said", copy=place(0, 1))
    assert finding.category == category


def test_no_type_is_without_a_category() -> None:
    assert set(CATEGORIES) == set(FindingType)


found = st.lists(st.tuples(st.sampled_from(FindingType), st.sampled_from(Severity)))


@given(found)
def test_counts_of_findings_and_of_their_json_agree_and_add_up(
    kinds: list[tuple[FindingType, Severity]],
) -> None:
    findings = [Finding(kind, severity, 0.5, "", copy=place(0, 1)) for kind, severity in kinds]
    contents = [{"type": kind.value, "severity": severity.value} for kind, severity in kinds]
    counts = FindingCounts.of(findings)
    assert counts == FindingCounts.of_content({"findings": contents})
    assert counts.by_type == {kind: [k for k, _ in kinds].count(kind) for kind in counts.types}
    assert counts.by_severity.total() == counts.by_type.total() == len(kinds)
    assert set(counts.severities) == {severity for _, severity in kinds}
