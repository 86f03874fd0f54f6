"""Common words."""

from __future__ import annotations

import pytest

from mtqa.encoding.word_frequency import are_common


@pytest.mark.parametrize(
    ("form", "common"),
    [("girl", True), ("girl's", True), ("girl’s", True), ("glacier", False), ("glacier's", False)],
)
def test_a_possessive_is_as_common_as_its_noun(form: str, *, common: bool) -> None:
    assert are_common([form]).tolist() == [common]
