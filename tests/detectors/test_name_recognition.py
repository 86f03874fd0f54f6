"""Names in a text are found whole, and not by capitals alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mtqa import Checker
from mtqa.alignment.side import Side
from mtqa.alignment.word_alignment import SideWords
from mtqa.detectors.names.capitals import Vocabulary, has_capital
from mtqa.detectors.names.recognition import recognize
from mtqa.text.reading import read_document

FindNames = Callable[[str], list[str]]


@pytest.fixture(scope="module")
def names_in(checker: Checker) -> FindNames:
    """Finds the texts of the sure names in a text."""

    def find(text: str) -> list[str]:
        document = read_document(text)
        encoded = checker._reader.read([document.text[s.start : s.end] for s in document.sentences])
        words = SideWords.of(Side(document, tuple(encoded)), range(len(encoded)))
        found = recognize(words, Vocabulary.of(text)).names
        return [words.place(name.first, name.last).text for name in found if name.is_sure]

    return find


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("She flew from Lisbon to Buenos Aires.", ["Lisbon", "Buenos Aires"]),
        (
            "The lawyer Tariq al-Haddad met Ludwig van Beethoven.",
            ["Tariq al-Haddad", "Ludwig van Beethoven"],
        ),
        ("Chancellor Angela Merkel spoke in Berlin.", ["Angela Merkel", "Berlin"]),
        ("The Ministry of Foreign Affairs said nothing.", ["Ministry of Foreign Affairs"]),
        ("It was signed in France and Germany.", ["France", "Germany"]),
        ("The composer, J. Cole, lives in Ohio.", ["J. Cole", "Ohio"]),
        ("Zambia's President Hakainde Hichilema resigned.", ["Zambia's", "Hakainde Hichilema"]),
        ("The mayor, Kim Soon-ja, asked both sides to settle.", ["Kim Soon-ja"]),
        ("They moved to New Zealand last year, to a new house.", ["New Zealand"]),
    ],
)
def test_names_are_found_whole(names_in: FindNames, text: str, found: list[str]) -> None:
    assert names_in(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "However, the children were late on Monday, March 3.",
        "The Prime Minister and the President agreed.",
        "Visitors Told to Keep Away From the Lake as Water Rises Again",
        "It cost him 40,000 Swiss francs and US$30.",
        "I think that it is raining.",
        "Heavy rain fell. Rain is expected again.",
    ],
)
def test_words_with_capitals_alone_are_no_names(names_in: FindNames, text: str) -> None:
    assert names_in(text) == []


def test_a_capital_inside_a_word_counts() -> None:
    assert has_capital("iPhone")
    assert has_capital("UN")
    assert not has_capital("phone")
