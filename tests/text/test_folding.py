"""The text as read: what is folded, what is kept, and offsets in the text as given."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa import Checker, Report
from mtqa.text.folding import fold
from mtqa.text.reading import read_document

INVISIBLE = [
    "\u00ad",  # soft hyphen
    "\u200b",  # zero-width space
    "\u200c",
    "\u200d",
    "\u2060",
    "\ufeff",  # byte-order mark
    "\u200e",  # marks of direction
    "\u202b",
    "\u2066",
    "\ufe00",  # variation selectors
    "\ufe0f",
    "\U000e0100",
    "\U000e01ef",
    "\U000e0041",  # tags
    "\u180e",
    "\u034f",
    "\u0007",
    "\u3164",  # Hangul filler
]
ARTICLE = (
    "Office in Zürich cuts final budget\n\n"
    "ZÜRICH (NWA) — The office approved the final budget of $46.5 million on Thursday.\n\n"
    "“We don't waste it,” said Ana Fiedler, who is 41. Affluent cafés paid 7.8% more."
)
"""It has ligatures to be, accents, an apostrophe, money and a percentage."""


def read(text: str) -> str:
    folded = fold(text)
    return folded.read if folded else text


def is_the_text_itself(report: Report) -> bool:
    return (
        report.findings == ()
        and report.verdict == "verbatim"
        and report.scores.quality == pytest.approx(100, abs=1e-9)
    )


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("mil\u00adlion", "million"),
        ("The o\ufb03ce \ufb01nds \ufb02oods", "The office finds floods"),
        ("Stra\u00dfe, \u1e9e", "Strasse, SS"),
        ("\uff21\uff22\uff23\uff11\uff12\uff0c\uffe1", "ABC12,£"),
        ("cafe\u0301", "café"),
        ("e\u200b\u0301", "é"),
        ("\u1112\u1161\u11ab", "\ud55c"),
        ("don\u02bct", "don’t"),
        ("\U0001d405\U0001d41e\U0001d41d", "Fed"),
        ("$46.5&nbsp;million &mdash; R&amp;D &#8217;", "$46.5\u00a0million — R&D ’"),
        ("rose 7\\.8% \\*now\\*", "rose 7.8% *now*"),
        ("piles.\\n\\n“We wait”\\nUnions", "piles.\n\n“We wait”\nUnions"),
        ("caf\\u00e9", "café"),
        ("a&shy;b", "ab"),
        ("14’300 and 1'250'000", "14,300 and 1,250,000"),
    ],
)
def test_what_looks_alike_reads_alike(given: str, expected: str) -> None:
    assert read(given) == expected
    assert read(expected) == expected


@pytest.mark.parametrize(
    "text",
    [
        "AT&T and R&D; Q&A; &nosuchname; 5 & 6",
        r"C:\news\notes and \usepackage",
        "10 m², ½ cup, № 5, № 6, 5 km², CO₂",
        "гавань, 中文, العربية, हिन्दी",
        "A — B – C “quoted” ‘once’ … tab\there",
        r"\ud800 is half a pair",
        "the ’90s, 6'2 tall, 1’50, 12’3456, don’t",
        "",
    ],
)
def test_what_is_seen_stays(text: str) -> None:
    assert fold(text) is None


@given(st.text(max_size=200))
def test_every_read_character_stands_for_a_span_of_the_text_as_given(text: str) -> None:
    folded = fold(text)
    if folded is None:
        return
    assert folded.given == text
    assert len(folded.starts) == len(folded.ends) == len(folded.read)
    assert (folded.starts < folded.ends).all()
    assert (folded.starts[:-1] <= folded.starts[1:]).all()
    assert (folded.ends[:-1] <= folded.ends[1:]).all()
    left_out = set(range(len(text))) - {
        at
        for start, end in zip(folded.starts, folded.ends, strict=True)
        for at in range(start, end)
    }
    assert all(read(text[at]) == "" or "\\" in text or "&" in text for at in left_out)


@given(st.text(max_size=120))
def test_equivalent_codings_read_the_same(text: str) -> None:
    composed, decomposed = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    assert read(composed) == read(decomposed)


@given(
    st.text(alphabet="ab A.!?'\"-\n—1é\ufb01\u00ad\u200bß中&amp;\\", max_size=120),
    st.integers(0, 10),
)
def test_sentences_and_places_of_the_text_as_given_are_exact(text: str, cut: int) -> None:
    document = read_document(text)
    given_document = document.as_given()
    assert given_document.text == text
    for own, its in zip(document.sentences, given_document.sentences, strict=True):
        start, end = own.start, max(own.start + 1, own.end - cut)
        place = document.given_place(document.place(start, end))
        assert text[place.start : place.end] == place.text
        assert its.start <= place.start < place.end <= its.end
        assert read(place.text).strip() or not document.text[start:end].strip()


spots = st.lists(st.tuples(st.integers(0, len(ARTICLE)), st.sampled_from(INVISIBLE)), max_size=12)


def with_signs(places: list[tuple[int, str]]) -> str:
    text = ARTICLE
    for at, sign in sorted(places, reverse=True):
        text = text[:at] + sign + text[at:]
    return text


@given(spots, spots)
def test_signs_that_nobody_sees_change_nothing(
    checker: Checker, here: list[tuple[int, str]], there: list[tuple[int, str]]
) -> None:
    assert is_the_text_itself(checker.check(with_signs(here), with_signs(there)))


@pytest.mark.parametrize("sign", INVISIBLE)
@pytest.mark.parametrize("where", ["reference", "copy", "both"])
def test_a_paragraph_of_an_invisible_sign_is_none(checker: Checker, sign: str, where: str) -> None:
    paragraphs = ["The council approved the budget.", "Mayor Ana Lin spoke."]
    plain, odd = "\n\n".join(paragraphs), f"\n\n{sign}\n\n".join(paragraphs)
    reference = plain if where == "copy" else odd
    copy = plain if where == "reference" else odd
    assert is_the_text_itself(checker.check(reference, copy))


@pytest.mark.parametrize(
    "coded",
    [
        unicodedata.normalize("NFD", ARTICLE),
        ARTICLE.replace("fi", "\ufb01").replace("ffl", "\ufb04").replace("ff", "\ufb00"),
        ARTICLE.translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)}),
        ARTICLE.replace("'", "\u02bc"),
        ARTICLE.replace("—", "&mdash;").replace("“", "&ldquo;").replace(" ", "&nbsp;"),
        ARTICLE.replace(".", "\\."),
        ARTICLE.replace("\n\n", "\\n\\n"),
    ],
    ids=["NFD", "ligatures", "full width", "apostrophe", "entities", "Markdown", "JSON"],
)
def test_an_equivalent_coding_of_either_side_is_the_text_itself(
    checker: Checker, coded: str
) -> None:
    assert is_the_text_itself(checker.check(ARTICLE, coded))
    assert is_the_text_itself(checker.check(coded, ARTICLE))


@pytest.mark.parametrize(
    "laid_out",
    [
        ARTICLE.replace("\n\n", " "),
        ARTICLE.replace("\n\n", "\n"),
        ARTICLE.replace(" ", "\n"),
        ARTICLE.replace(" ", "\u00a0\u2003"),
        ARTICLE.replace("“", '"').replace("”", '"').replace("—", "-"),
    ],
)
def test_another_layout_of_the_same_words_gives_no_finding(checker: Checker, laid_out: str) -> None:
    for pair in ((ARTICLE, laid_out), (laid_out, ARTICLE)):
        report = checker.check(*pair)
        assert report.findings == ()
        assert report.verdict == "verbatim"
        assert report.scores.quality >= 99


def test_an_entity_left_in_a_changed_sentence_is_markup(checker: Checker) -> None:
    reference = "High fuel costs made the bank's profit drop by a third, it said on Monday."
    copy = "Because of high fuel costs the bank&apos;s profit fell by a third, it said on Monday."
    [finding] = [f for f in checker.check(reference, copy).findings if f.type == "untranslated"]
    assert finding.copy is not None
    assert finding.copy.text == "&apos;"
    assert copy[finding.copy.start : finding.copy.end] == "&apos;"
