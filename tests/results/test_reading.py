"""What is not a report, or not the text of a report, is refused in one line."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_reports import COPY, REFERENCE, a_full_report

from mtqa import InputError, Report

Content = dict[str, Any]


@pytest.mark.parametrize(
    ("reference", "copy", "said"),
    [
        (REFERENCE[:-1], COPY, "reference: is not the text that was checked"),
        (REFERENCE.replace("Quist", "Quast"), COPY, "there is no “Ada Quist” at character 26"),
        (REFERENCE, COPY + " One more.", "copy: is not the text that was checked"),
        (REFERENCE, COPY.replace(". It", "; it"), "sentence 3 is at another place"),
        (COPY, REFERENCE, "sentence 1 is at another place"),
        (REFERENCE, " ", "copy: holds no text"),
        ("\0", COPY, "reference: holds a NUL"),
    ],
)
def test_a_text_that_is_not_the_one_checked_is_refused_in_one_line(
    reference: str, copy: str, said: str
) -> None:
    with pytest.raises(InputError) as refused:
        Report.from_dict(a_full_report().to_dict(), reference=reference, copy=copy)
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)


def broken(*path: str | int, value: object = None) -> Callable[[Content], None]:
    """What puts a value at a place of a report; without one it takes the place away."""

    def change(content: Any) -> None:
        *way, last = path
        for key in way:
            content = content[key]
        if value is None:
            del content[last]
        else:
            content[last] = value

    return change


NUMBER = ("findings", 1)
SENTENCE = ("reference", "sentences", 1)
BROKEN = {
    "no schema": broken("schema"),
    "another schema": broken("schema", value="mtqa.report/2"),
    "a schema that is a number": broken("schema", value=1),
    "no signature": broken("signature"),
    "an id that is a number": broken("id", value=5),
    "no reference": broken("reference"),
    "a reference that is a text": broken("reference", value="text"),
    "no name": broken("copy", "name"),
    "no sentences": broken("copy", "sentences"),
    "sentences that are an object": broken("copy", "sentences", value={"0": {}}),
    "a sentence that is a number": broken(*SENTENCE, value=3),
    "a negative offset": broken(*SENTENCE, "start", value=-1),
    "an offset that is a fraction": broken(*SENTENCE, "start", value=20.5),
    "an offset that is true": broken(*SENTENCE, "start", value=True),
    "an offset that is huge": broken(*SENTENCE, "end", value=10**5000),
    "a sentence that ends before it begins": broken(*SENTENCE, "end", value=19),
    "sentences that overlap": broken(*SENTENCE, "start", value=17),
    "an unknown role": broken(*SENTENCE, "role", value="poem"),
    "a role that is a list": broken(*SENTENCE, "role", value=["body"]),
    "a negative number of words": broken("reference", "words", value=-1),
    "no alignment": broken("alignment"),
    "a sentence in no group": broken("alignment", 3),
    "a sentence in two groups": broken("alignment", 0, "copy", value=[0, 1]),
    "a sentence that is not there": broken("alignment", 0, "reference", value=[99]),
    "a group of nothing": broken("alignment", 3, "reference", value=[]),
    "a group out of order": broken("alignment", 0, "reference", value=[4, 0]),
    "a similarity that is no number": broken("alignment", 0, "similarity", value=float("nan")),
    "a similarity too large": broken("alignment", 0, "similarity", value=1.5),
    "findings that are null": broken("findings", value=[None]),
    "an unknown type": broken(*NUMBER, "type", value="typo"),
    "no severity": broken(*NUMBER, "severity"),
    "another category": broken(*NUMBER, "category", value="Accuracy/Omission"),
    "no confidence": broken(*NUMBER, "confidence"),
    "a confidence over 1": broken(*NUMBER, "confidence", value=1.01),
    "a confidence that is infinite": broken(*NUMBER, "confidence", value=float("inf")),
    "a confidence that is a text": broken(*NUMBER, "confidence", value="0.9"),
    "a kind that is a number": broken(*NUMBER, "kind", value=1),
    "no mention": broken(*NUMBER, "mentions", value=0),
    "more mentions than places": broken(*NUMBER, "mentions", value=3),
    "a mention at a negative offset": broken(
        *NUMBER, "more", value=[{"copy": {"start": -1, "end": 0, "text": "8"}}]
    ),
    "a message that is an object": broken(*NUMBER, "message", value={}),
    "a finding without a place": broken("findings", 0, "reference"),
    "a place without a text": broken(*NUMBER, "copy", "text"),
    "a place of another length": broken(*NUMBER, "copy", "text", value="8"),
    "no scores": broken("scores"),
    "no quality": broken("scores", "quality"),
    "a quality over 100": broken("scores", "quality", value=100.1),
    "a quality that is no number": broken("scores", "quality", value=float("nan")),
    "a coverage that is huge": broken("scores", "coverage", value=10**400),
    "a part that is infinite": broken("scores", "parts", "x", value=float("inf")),
    "parts that are a list": broken("scores", "parts", value=[1]),
    "unknown weights": broken("scores", "mqm", "preset", value="heavy"),
    "an unknown verdict": broken("verdict", value="guilty"),
    "a verdict that is an object": broken("verdict", value={}),
    "a language that is a sentence": broken("language", "copy", value="en; rm -rf"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_what_is_no_report_is_refused_in_one_line(case: str) -> None:
    content = a_full_report().to_dict()
    BROKEN[case](content)
    with pytest.raises(InputError) as refused:
        Report.from_dict(content)
    said = str(refused.value)
    assert said.startswith("report: ")
    assert said.endswith("; give a report as mtqa writes it")
    assert "\n" not in said
    assert len(said) < 250


@pytest.mark.parametrize(
    "text",
    ["", "{", "null", "[]", "7", '"report"', "[" * 100_000, b"\xff", "9" * 5000, "{}", "NaN"],
)
def test_what_is_no_json_of_a_report_is_refused_in_one_line(text: str | bytes) -> None:
    with pytest.raises(InputError, match=r"^report: [^\n]*; give a report as mtqa writes it$"):
        Report.from_json(text)


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@given(st.data(), anything)
def test_a_report_with_anything_anywhere_is_read_or_refused(
    data: st.DataObject, value: object
) -> None:
    content: Any = json.loads(a_full_report().to_json())
    there = content
    while True:
        keys = list(there) if isinstance(there, dict) else range(len(there))
        key = data.draw(st.sampled_from(keys))
        if not isinstance(there[key], dict | list) or not there[key] or data.draw(st.booleans()):
            break
        there = there[key]
    there[key] = value
    with suppress(InputError):
        report = Report.from_dict(content)
        assert report.to_text(with_sum=True)
        assert report.to_html()
