"""Untranslated text: foreign script, markup, other languages."""

from __future__ import annotations

import pytest

from mtqa import Checker, Finding, Report
from mtqa.detectors.untranslated import _FOREIGN, _MARKUP
from mtqa.results.findings import FindingType, Severity

LEFT = "The ferry left the harbour of Millbrook at noon with forty tourists on board."

FRENCH = "Le maire a annoncé hier soir de nouvelles mesures contre la hausse des loyers."
TURKISH = "Belediye başkanı dün akşam artan kiralara karşı yeni önlemler açıkladı."

UNTRANSLATED = [
    (LEFT + "\n\nПаром ушёл, но не вернулся.", "script", ["Паром ушёл, но не вернулся"]),
    (LEFT + "\n\n" + TURKISH, "language", [TURKISH]),
    (
        "The ferry left the гавань of Millbrook at noon with forty tourists on board.",
        "script",
        ["гавань"],
    ),
    (
        "The 渡轮 left the harbour of Millbrook at noon with forty tourists on board.",
        "script",
        ["渡轮"],
    ),
    (
        "The ferry left the ميناء of Millbrook at noon with forty tourists on board.",
        "script",
        ["ميناء"],
    ),
    (
        "The ferry left the harbour of Millbrook <b>at noon</b> with forty tourists on board.",
        "markup",
        ["<b>", "</b>"],
    ),
    (
        'The ferry left the <a class="place" href="#x">harbour</a> of Millbrook at noon.',
        "markup",
        ['<a class="place" href="#x">', "</a>"],
    ),
    (
        "The ferry left the harbour<br /> of Millbrook at noon with forty tourists on board.",
        "markup",
        ["<br />"],
    ),
    (
        "The ferry left Millbrook&nbsp;harbour at noon with forty tourists on board.",
        "markup",
        ["&nbsp;"],
    ),
    (
        "The ferry left the [[harbour]] of Millbrook at noon with forty tourists on board.",
        "markup",
        ["[[harbour]]"],
    ),
    (
        "The ferry left the \ufffd\ufffd of Millbrook at noon with forty tourists on board.",
        "markup",
        ["\ufffd\ufffd"],
    ),
    (
        "The ferry left Millbrookâ€™s harbour at noon with forty tourists on board.",
        "markup",
        ["â€™"],
    ),
    (LEFT + "\n\n" + FRENCH, "language", [FRENCH]),
]

PROPER = [
    ("The café in Łódź served crème brûlée.", "In the café in Lodz they served crème brûlée."),
    ("The word λόγος is Greek.", "λόγος is a word in Greek."),
    ("It cost 5 € at 20 °C, or 3 ½ pounds.", "It cost €5 at 20°C, or 3½ pounds."),
    ("The firm AT&T grew by 5 percent.", "AT&T, the firm, grew by 5%."),
    ("Anyone with x < 3 and y > 4 has lost.", "Everyone with x < 3 and y > 4 lost."),
    ("“It is over” – so he said…", "„It's over“ — that is what he said…"),
    (LEFT, "MILLBROOK, May 20, 2025 /PRLine/ — Harbour Post news report:\n\n" + LEFT),
    (LEFT, LEFT + "\n\n<Unauthorized copying of the paper prohibited>"),
    ("He wrote <b>twice</b> on it.", "On it he wrote <b>twice</b>."),
    (LEFT, "Ferry leaves Millbrook harbour at noon, forty tourists aboard."),
]


@pytest.fixture(scope="module")
def reports(checker: Checker) -> dict[tuple[str, str], Report]:
    """The report of each example, by its texts."""
    pairs = [*((LEFT, copy) for copy, *_ in UNTRANSLATED), *PROPER]
    return dict(zip(pairs, checker.check_many(pairs), strict=True))


def untranslated(report: Report) -> list[Finding]:
    return [finding for finding in report.findings if finding.type is FindingType.UNTRANSLATED]


@pytest.mark.parametrize(("copy", "kind", "words"), UNTRANSLATED)
def test_untranslated_text_is_found_with_its_exact_words(
    reports: dict[tuple[str, str], Report], copy: str, kind: str, words: list[str]
) -> None:
    found = untranslated(reports[LEFT, copy])
    assert {finding.kind for finding in found} == {kind}
    assert [finding.copy and finding.copy.text for finding in found] == words
    for finding in found:
        assert finding.copy is not None
        assert finding.copy.text == copy[finding.copy.start : finding.copy.end]
        assert finding.severity is Severity.MAJOR


@pytest.mark.parametrize(("reference", "copy"), PROPER)
def test_punctuation_accents_and_text_of_the_reference_are_no_findings(
    reports: dict[tuple[str, str], Report], reference: str, copy: str
) -> None:
    assert untranslated(reports[reference, copy]) == []


@pytest.mark.parametrize("text", ["<a" * 500_000, "&" * 1_000_000, "[[" * 500_000, "Ã" * 1_000_000])
def test_a_million_characters_on_one_line_are_searched(text: str) -> None:
    assert not [match for pattern in (_FOREIGN, _MARKUP) for match in pattern.finditer(text)]


@pytest.mark.parametrize(
    ("opening", "closing"), [("<a", ">"), ("<a x=", ">"), ("<a ", "=>"), ("[[", "]]"), ("{{", "}}")]
)
def test_markup_is_searched_for_within_a_bounded_length(opening: str, closing: str) -> None:
    assert _MARKUP.search(opening + "a" * 10 + closing)
    assert not _MARKUP.search(opening + "a" * 1000 + closing)
