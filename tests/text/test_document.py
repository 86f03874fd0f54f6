"""Reading a text: paragraphs, sentences, offsets, words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from steps import growth

from mtqa.text.reading import ReadDocument, read_document
from mtqa.text.roles import Role
from mtqa.text.tokens import word_spans


def paragraphs(text: str) -> list[list[str]]:
    document = read_document(text)
    count = max((sentence.paragraph for sentence in document.sentences), default=-1) + 1
    found: list[list[str]] = [[] for _ in range(count)]
    for index, sentence in enumerate(document.sentences):
        found[sentence.paragraph].append(document.sentence_text(index))
    return found


def words(text: str) -> list[str]:
    return [text[start:end] for start, end in word_spans(text)]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u00a0\r\n\t\u2028"])
def test_a_blank_text_has_no_sentences(text: str) -> None:
    assert read_document(text, "empty.txt") == ReadDocument(text, (), "empty.txt")


@pytest.mark.parametrize(
    "separator",
    ["\n", "\n\n", "\r\n", "\r\n\r\n", "\r", "\n \u00a0\n", "\u2028", "\u2029", "\f", "\n\n\n\n"],
)
def test_paragraphs_end_at_blank_lines_and_line_ends(separator: str) -> None:
    text = f"The first one. It has two.{separator}The second one."
    assert paragraphs(text) == [["The first one.", "It has two."], ["The second one."]]


WRAPPED = """\
The council voted on Monday to make buses free in the downtown area from
July, a move that supporters say will cut traffic and help the shops. The
measure will be paid for by a levy.
Opponents said the levy would hurt nurses and other shift workers who have
no choice but to drive."""


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_hard_wrapped_lines_are_joined(line_end: str) -> None:
    found = paragraphs(WRAPPED.replace("\n", line_end))
    assert [len(paragraph) for paragraph in found] == [2, 1]
    assert found[0][0].endswith("help the shops.")


@pytest.mark.parametrize(
    "text",
    [
        "The council voted on Monday to make buses free\nin the area.\ntime\nThe rest is known.",
        "Ministers agree on limits\nBy Ada Lind\nThey agreed on Tuesday to cap the catches.",
        "One line of text that ends.\nOne more line of text that ends.\nA last line that ends.",
        "Eggs\nmilk\nbread",
    ],
)
def test_lines_that_were_not_wrapped_stay_apart(text: str) -> None:
    assert [" ".join(paragraph) for paragraph in paragraphs(text)] == text.split("\n")


def test_offsets_count_the_code_points_of_the_text_as_given() -> None:
    text = "\ufeffHe\u00a0left \U0001f600.\r\n\r\n“A\u200bb.”  Yes.\r\n"
    document = read_document(text).as_given()
    assert [(s.start, s.end, s.paragraph) for s in document.sentences] == [
        (1, 11, 0),
        (15, 21, 1),
        (23, 27, 1),
    ]
    assert document.sentence_text(1) == "“A\u200bb.”"
    assert document.place(23, 26).text == "Yes"


def test_a_photo_credit_stands_apart_from_what_it_credits() -> None:
    text = "People walk in the park. It opens on Monday. [Photo by ADA LIND / THE POST]"
    roles = [sentence.role for sentence in read_document(text).sentences]
    assert roles == [Role.BODY, Role.BODY, Role.CAPTION]
    assert paragraphs("People walk in the park (Photo: Ada Lind)") == [
        ["People walk in the park", "(Photo: Ada Lind)"]
    ]
    assert len(read_document("The agency (Reuters) was founded in 1851.").sentences) == 1


def test_a_date_in_front_of_the_headline_stands_apart() -> None:
    text = " date 2024-04-26 Greater efforts urged\n\nGreater efforts are needed, they said."
    document = read_document(text)
    assert [(document.sentence_text(i), s.role) for i, s in enumerate(document.sentences)] == [
        ("date 2024-04-26", Role.BOILERPLATE),
        ("Greater efforts urged", Role.HEADLINE),
        ("Greater efforts are needed, they said.", Role.BODY),
    ]
    assert len(read_document("2024-04-26 was a Friday.").sentences) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I don't, you’re", "I don't , you’re"),
        ("$2.07 and 100,000 at 4:15", "$ 2.07 and 100,000 at 4:15"),
        ("voted 9-4, up 8.1%.", "voted 9 - 4 , up 8.1 % ."),
        ("the 9th 24-year-old", "the 9th 24 - year - old"),
        ("in the U.S. at 3 a.m. GMT", "in the U.S. at 3 a.m. GMT"),
        ("R&D... (x_y)", "R & D . . . ( x _ y )"),
        ("Al-Marsa\u00a0cafe\u0301", "Al - Marsa cafe\u0301"),
        ("It ended.Then", "It ended . Then"),
    ],
)
def test_words_are_letters_and_digits_with_what_belongs_inside(text: str, expected: str) -> None:
    assert words(text) == expected.split()


@pytest.mark.parametrize("unit", ["a", "a ", "(Photo: x) ", "[a", "Jan 1, ", "a'", "1.", "a."])
def test_a_line_of_twice_the_length_takes_twice_the_steps(unit: str) -> None:
    def read(characters: int) -> None:
        text = unit * (characters // len(unit))
        read_document(text)
        word_spans(text)

    assert growth(read, 20_000) < 2.1


@pytest.mark.parametrize("unit", ["a", "a ", "(Photo: x) ", "[a", "Jan 1, ", "a'", "1.", "a."])
def test_a_line_of_a_million_characters_is_read_to_its_end(unit: str) -> None:
    text = unit * (1_000_000 // len(unit))
    assert read_document(text).sentences[-1].end == len(text.rstrip())
    assert word_spans(text)[-1][1] == len(text.rstrip())


HOSTILE = st.text(
    st.one_of(
        st.sampled_from(" .!?…\"'”)([]-—\r\n\t\f\u00a0\u200b\u2028。AaZ19,;:/"), st.characters()
    ),
    max_size=300,
) | st.lists(
    st.sampled_from(
        [
            "date 2024-04-26 ",
            "[Photo by A B]",
            "By Ada Lind",
            "\n",
            "\n\n",
            "(End)",
            "He left. ",
            "U.S. ",
        ]
    )
).map("".join)


@given(HOSTILE)
def test_every_character_that_is_no_white_space_lies_in_one_sentence(text: str) -> None:
    document = read_document(text)
    text = document.text
    edges = [0, *(edge for s in document.sentences for edge in (s.start, s.end)), len(text)]
    gaps = [text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)]
    numbers = [sentence.paragraph for sentence in document.sentences]
    sentences = [document.sentence_text(index) for index in range(len(document.sentences))]
    assert edges == sorted(edges)
    assert not "".join(gaps).strip()
    assert all(sentence.strip() == sentence != "" for sentence in sentences)
    assert numbers == sorted(numbers)
    assert set(numbers) == set(range(len(set(numbers))))


@given(HOSTILE)
def test_every_visible_character_lies_in_one_word(text: str) -> None:
    spans = word_spans(text)
    edges = [0, *(edge for span in spans for edge in span), len(text)]
    gaps = [text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)]
    assert edges == sorted(edges)
    assert not any(character.isalnum() for character in "".join(gaps))
