"""Where sentences end: tables of cases, and what holds for any text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from steps import growth

from mtqa.text.sentences import LONGEST_SENTENCE, sentence_spans


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text, 0, len(text))]


@pytest.mark.parametrize(
    "text",
    [
        "The U.S. Senate and the U.N. Security Council met.",
        "Officials of the U.S. said so.",
        "Dr. Lind and Mr. Okoro met Gen. Haas and Sen. Ruiz at St. Mary.",
        "He finished as No. 5 of the year.",
        "It was signed on Oct. 14 and Jan. 3.",
        "The talks ended at 4:15 a.m. on Tuesday.",
        "The talks ended at 4:15 a.m. Tuesday.",
        "It crashed at 9:20 p.m. GMT near the coast.",
        "It opens at 5 a.m. (local time) every day.",
        "Acme Inc. said it would buy Bolt Ltd. and Nut Corp. from Rod Co. for cash.",
        "Martin Luther King Jr. Day is in January.",
        "J. K. Rowling and George W. Bush met A. N. Wilson.",
        "It rose by 8.1 percent to 2.07 million.",
        "There were approx. five of them, e.g. the mayor, i.e. him, vs. the rest.",
        "The firm (formerly Acme Inc.) Haas founded is gone.",
        "They sold pens, paper, etc. at the fair.",
        "He waited... and waited… and left.",
        '"Why now?" he asked.',
        '"Why now?" Obama asked.',
        '"Stop!" shouted the guard.',
        '"This is enough." Haas said.',
        "“We will not.” the minister said.",
        "「行く。」",
        "Read www.example.com/a.b?c=d or write to a.b@example.co.uk about version 2.0.1 today.",
        "1. Open the box.",
        "a. Open the box.",
        "Three parts follow: 1. the left one; 2. the right one.",
        "The services of Yahoo! and others grew.",
        "It was founded in the 19. century there.",
        "He was born on 20. September in Graz.",
        "A deal with the U.S. -led group failed.",
        "Ministers agree on limits",
        ". and so it began",
        "He left. :-)",
    ],
)
def test_one_sentence_stays_whole(text: str) -> None:
    assert split(text) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "He came.|She left.|Why?|Nobody knows!|Oh.",
        "He moved to the U.S.|He liked it there.",
        "It works for Acme Inc.|The firm is small.",
        "Sales open at 10 a.m.|Tickets cost five euros.",
        "He came at 3 p.m.|“We waited,” she said.",
        "They sold pens, paper, etc.|Nobody bought any.",
        "The final score: 3.|The match was long.",
        "That was plan B.|The rest is history.",
        "It ended in Oct.|Rain came.",
        "Is it true?|No.|It is not.",
        '"Who asked them?" said Haas.|Nobody did.',
        '"Nobody did."|He left.',
        '"Go home in peace."|Some wept.',
        "“It works.”|‘Really?’|»Yes.«|(It did.)|[Or not.]",
        "He waited…|Then he left.|She stayed...|It rained.",
        "First.[1]|Second.[2][3]|Third.",
        "It is over.|17 riders gave up.",
        "The bell rang.|▶ More on this.",
        "He saw it.|www.example.com has more.",
        'He said: "It is done. "|Then he left.',
        "1. Open it.|2. Close it.|3. Go.",
    ],
)
def test_two_sentences_are_split(text: str) -> None:
    assert split(text.replace("|", " ")) == text.split("|")


@pytest.mark.parametrize(
    "text", ["それは本当だ。|彼は言った！|Then it ended.", "It ended.|The rest is known."]
)
def test_a_stop_may_stand_without_a_space_behind_it(text: str) -> None:
    assert split(text.replace("|", "")) == text.split("|")


@pytest.mark.parametrize(
    "text",
    [
        "He said he is ready to build it jointly.|-Technical community.",
        "It became the world's first cluster.|time.",
        "They share the Sustainable Development Goals.|said that it will be born.",
        "The goal is to grow by 5% to 6%.|throughout the year.|(End)",
        "They know many cultures.|nature",
        "The fleet will grow to 300 by the end of 2026.|vehicles.",
        "This was confirmed by the BBC.|said that it will.",
        "The price is fantasy, Castellane.|said that it was.",
        "What next?|why now?",
    ],
)
def test_debris_is_a_sentence_of_its_own(text: str) -> None:
    assert split(text.replace("|", " ")) == text.split("|")


@pytest.mark.parametrize(
    ("mark", "unit"),
    [("; ", "one two three four"), (": ", "one two"), (", ", "one two"), (" ", "word")],
)
def test_an_endless_sentence_is_cut_at_the_best_mark(mark: str, unit: str) -> None:
    pieces = split(mark.join([unit] * 400))
    assert len(pieces) > 1
    assert all(piece.endswith((unit + mark).rstrip()) for piece in pieces[:-1])


def test_an_endless_word_is_cut_hard() -> None:
    assert [len(piece) for piece in split("x" * 1500)] == [700, 700, 100]


def test_only_the_given_paragraph_is_split() -> None:
    text = "One. Two. Three. Four."
    assert [text[a:b] for a, b in sentence_spans(text, 5, 16)] == ["Two.", "Three."]


@pytest.mark.parametrize(
    "unit",
    ["a", "a ", ".", ". ", '" ', '. "', '."', "A. ", "(", "!? ", "。", ".[1]", "a. - ", "a."],
)
def test_a_million_characters_of_anything_take_linear_time(unit: str) -> None:
    def spans(characters: int) -> list[tuple[int, int]]:
        text = unit * (characters // len(unit))
        return list(sentence_spans(text, 0, len(text)))

    assert growth(spans, 20_000) < 2.1
    assert all(end - start <= LONGEST_SENTENCE for start, end in spans(1_000_000))


HOSTILE = st.text(
    st.one_of(st.sampled_from(" .!?…\"'”)([-—\n\t\u00a0\u200b。AaZ19,;:"), st.characters()),
    max_size=300,
)


@given(HOSTILE)
def test_no_character_is_lost_or_doubled(text: str) -> None:
    spans = list(sentence_spans(text, 0, len(text)))
    edges = [0, *(edge for span in spans for edge in span), len(text)]
    gaps = [text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)]
    assert edges == sorted(edges)
    assert not "".join(gaps).strip()
    assert all(text[start:end].strip() == text[start:end] != "" for start, end in spans)
    assert all(end - start <= LONGEST_SENTENCE for start, end in spans)
