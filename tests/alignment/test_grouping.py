"""Groups that carry the same content: one to one, splits, merges, lone sentences."""

from __future__ import annotations

from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from toy_reader import side, side_of

from mtqa import Checker
from mtqa.alignment.grouping import align
from mtqa.pairs import Pair
from mtqa.results.groups import Group

vocabulary = "harbour storm Millbrook wall ferry waited 12 the of , … (".split()
sentences = st.lists(
    st.lists(st.sampled_from(vocabulary), min_size=1, max_size=5).map(lambda own: " ".join(own)),
    max_size=8,
)

SPLIT = (
    "The harbour of Millbrook reopened on Tuesday.",
    "Engineers had worked for three days to mend the outer wall, and they finished it on Monday.",
    "No boat was lost.",
)
SPLIT_COPY = (
    "Millbrook harbour opened again on Tuesday.",
    "Engineers had worked for three days to repair the outer wall.",
    "They finished it on Monday.",
    "No boats were lost.",
)
DROPPED = (
    "The choir of the valley will sing in Rome in June.",
    "Its bus broke down twice last year.",
    "Tickets for the concert cost 20 euros.",
)


def sides(groups: tuple[Group, ...]) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    return [(group.reference, group.copy) for group in groups]


def is_one_to_one(groups: tuple[Group, ...]) -> bool:
    return sides(groups) == [((index,), (index,)) for index in range(len(groups))]


@settings(deadline=None)
@given(sentences, sentences)
def test_every_sentence_is_in_exactly_one_group(one: list[str], other: list[str]) -> None:
    groups = align(side_of(*one), side_of(*other))
    assert sorted(chain(*(group.reference for group in groups))) == list(range(len(one)))
    assert sorted(chain(*(group.copy for group in groups))) == list(range(len(other)))


@settings(deadline=None)
@given(sentences, sentences)
def test_groups_are_in_the_order_of_the_reference_with_added_sentences_last(
    one: list[str], other: list[str]
) -> None:
    groups = align(side_of(*one), side_of(*other))
    carried = [group.reference for group in groups if group.reference]
    added = [group.copy for group in groups if not group.reference]
    assert carried == sorted(carried)
    assert added == sorted(added)
    assert [group.reference for group in groups] == carried + [()] * len(added)


@settings(deadline=None)
@given(sentences, sentences)
def test_only_a_linked_group_has_a_similarity(one: list[str], other: list[str]) -> None:
    for group in align(side_of(*one), side_of(*other)):
        assert group.is_linked == bool(group.reference and group.copy)
        assert (group.similarity is not None) == group.is_linked
        assert group.similarity is None or -1 <= group.similarity <= 1


@settings(deadline=None)
@given(sentences)
def test_a_text_aligns_with_itself_sentence_by_sentence(lines: list[str]) -> None:
    text = side_of(*lines)
    groups = align(text, text)
    assert is_one_to_one(groups)
    assert all(group.similarity == pytest.approx(1, abs=1e-4) for group in groups)


@settings(deadline=None)
@given(st.text(alphabet="ab A.!?'\"-\n—1é\u0301\u200b中", max_size=120))
def test_any_text_aligns_with_itself(text: str) -> None:
    read = side(text)
    assert is_one_to_one(align(read, read))


def test_three_thousand_equal_sentences_make_three_thousand_groups_in_order() -> None:
    text = side("The ferry waited. " * 3000)
    assert is_one_to_one(align(text, text))


def test_two_sentences_between_links_are_linked_by_a_lower_score() -> None:
    first, last = "Storms closed Millbrook harbour.", "Ferries waited outside until Tuesday."
    likewise = "Engineers mended Perry wall.", "Engineers mended bridges somewhere else."
    between = align(side_of(first, likewise[0], last), side_of(first, likewise[1], last))
    elsewhere = align(
        side_of(likewise[0], first, "Tourists left.", last),
        side_of(first, "Hotels closed soon.", likewise[1], last),
    )
    assert ((1,), (1,)) in sides(between)
    assert ((0,), (2,)) not in sides(elsewhere)


@pytest.mark.parametrize(
    ("reference", "copy", "wanted"),
    [
        pytest.param(
            SPLIT, SPLIT_COPY, [((0,), (0,)), ((1,), (1, 2)), ((2,), (3,))], id="a split"
        ),
        pytest.param(
            SPLIT_COPY, SPLIT, [((0,), (0,)), ((1, 2), (1,)), ((3,), (2,))], id="a merge"
        ),
        pytest.param(
            DROPPED,
            ("In June the valley's choir sings in Rome.", "Concert tickets cost 20 euros each."),
            [((0,), (0,)), ((1,), ()), ((2,), (1,))],
            id="a dropped sentence is not taken in by its neighbours",
        ),
        pytest.param(
            DROPPED,
            (
                "The valley choir is to sing in Rome in June.",
                "Wolves have come back to the forests of the north.",
                "Its coach broke down two times last year.",
                "A ticket to the concert is 20 euros.",
            ),
            [((0,), (0,)), ((1,), (2,)), ((2,), (3,)), ((), (1,))],
            id="an added sentence stays alone",
        ),
        pytest.param(
            DROPPED,
            (
                "Concert tickets are priced at 20 euros.",
                "In June the valley's choir sings in Rome.",
                "Last year its bus broke down twice.",
            ),
            [((0,), (1,)), ((1,), (2,)), ((2,), (0,))],
            id="a change of order",
        ),
        pytest.param(
            DROPPED,
            (
                "Wolves have come back to the forests of the north.",
                "Farmers want the minister to pay for their sheep.",
            ),
            [((0,), ()), ((1,), ()), ((2,), ()), ((), (0,)), ((), (1,))],
            id="another story",
        ),
    ],
)  # fmt: skip
def test_the_embedded_model_groups_sentences_of_the_same_content(
    checker: Checker,
    reference: tuple[str, ...],
    copy: tuple[str, ...],
    wanted: list[tuple[tuple[int, ...], tuple[int, ...]]],
) -> None:
    (report,) = checker.check_many([Pair(" ".join(reference), " ".join(copy))])
    assert sides(report.groups) == wanted


@pytest.mark.parametrize("count", [50, 400])
@pytest.mark.parametrize("side", ["reference", "copy"])
def test_a_group_has_at_most_twelve_sentences_on_a_side(count: int, side: str) -> None:
    first = ("The council approved the budget.", "The mayor spoke.")
    debris = (first[0], *("the council." for _ in range(count)))
    groups = (
        align(side_of(*debris), side_of(*first))
        if side == "reference"
        else align(side_of(*first), side_of(*debris))
    )
    assert all(max(len(group.reference), len(group.copy)) <= 12 for group in groups)
    taken = [index for group in groups for index in getattr(group, side)]
    assert sorted(taken) == list(range(count + 1))
