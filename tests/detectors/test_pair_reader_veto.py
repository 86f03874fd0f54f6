"""When the pair reader speaks against a finding on a name or a number."""

from __future__ import annotations

import pytest
from toy_reader import compared, reading

from mtqa.detectors.pair_reader_veto import seems_carried, seems_same


@pytest.mark.parametrize(
    ("chances", "is_read", "expected"),
    [((0.1, 0.3), True, True), ((0.1, 0.9), True, False), ((0.1, 0.3), False, False)],
)
def test_the_pair_reader_may_miss_nothing_at_a_place(
    chances: tuple[float, float], *, is_read: bool, expected: bool
) -> None:
    comparison = compared(["the harbour wall"], ["the wall"])
    words = comparison.matches[0].reference
    read = comparison.read([reading([0, *chances], [0, 0]) if is_read else None])
    assert seems_carried(read, words.place(1, 2)) is expected


@pytest.mark.parametrize(
    ("here", "there", "expected"), [(0.0, 0.0, True), (0.9, 0.0, False), (0.0, 0.9, False)]
)
def test_the_pair_reader_may_see_no_other_meaning_at_two_places(
    here: float, there: float, *, expected: bool
) -> None:
    comparison = compared(["the harbour wall"], ["the wall"])
    match = comparison.matches[0]
    made = reading([0] * 3, [0] * 2, lost_turned=[0, here, 0], gained_turned=[0, there])
    places = match.reference.place(1, 1), match.copy.place(1, 1)
    assert seems_same(comparison.read([made]), *places) is expected
    assert not seems_same(comparison, *places)
