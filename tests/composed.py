"""Damages to a text that can be composed: each takes words that the others left alone."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from mtqa.text.reading import ReadDocument, read_document
from mtqa.text.tokens import word_spans

NAMES = ("Karlsson", "Okafor", "Brindley", "Tanaka", "Moreau")
WORDS = ("purple", "suddenly", "window", "great", "elephants")
SENTENCES = (
    "The weather in the mountains stayed cold and dry.",
    "A new museum of glass opened its doors.",
    "He likes apples.",
)
AUXILIARIES = {"is", "was", "are", "were", "will", "has", "have", "had", "would", "could", "can"}


class Damage(NamedTuple):
    """A span of a text and what stands in its place; a repeated span if that is None."""

    start: int
    end: int
    by: str | None

    def meets(self, other: Damage) -> bool:
        """Whether two damages touch, or lie in a span that either repeats."""
        return self.start <= other.end and other.start <= self.end


Span = tuple[int, int]


class Place(NamedTuple):
    """Where a damage may be done: a sentence of a text and its words."""

    rng: random.Random
    text: str
    sentence: Span
    words: list[Span]

    @property
    def word(self) -> Span:
        """Any of its words."""
        return self.rng.choice(self.words)


Maker = Callable[[Place], Damage | None]


def damaged(text: str, damages: Iterable[Damage]) -> str:
    """The text with all damages done; none of them may meet."""
    for start, end, by in sorted(damages, reverse=True):
        said = text[start:end]
        text = text[:start] + (f"{said} {said}" if by is None else by) + text[end:]
    return text


def draw(rng: random.Random, document: ReadDocument, kind: str) -> Damage | None:
    """A damage of a kind somewhere in a document; None where the place drawn has none."""
    sentence = rng.choice(document.sentences)
    text = document.text
    words = [
        (sentence.start + start, sentence.start + end)
        for start, end in word_spans(text[sentence.start : sentence.end])
        if text[sentence.start + start].isalnum()
    ]
    place = Place(rng, text, (sentence.start, sentence.end), words)
    return KINDS[kind](place) if words else None


def apart(damages: Sequence[Damage]) -> bool:
    """Whether no two of some damages meet."""
    return not any(one.meets(other) for i, one in enumerate(damages) for other in damages[i + 1 :])


def documents(texts: Iterable[str], sentences: int | None = None) -> list[ReadDocument]:
    """Documents to damage: the texts, or runs of so many of their sentences."""
    whole = [read_document(text) for text in texts]
    if sentences is None:
        return whole
    return [
        read_document(one.text[one.sentences[i].start : one.sentences[i + sentences - 1].end])
        for one in whole
        for i in range(0, len(one.sentences) - sentences + 1, sentences)
    ]


def _drop_word(at: Place) -> Damage:
    return Damage(*at.word, "")


def _drop_clause(at: Place) -> Damage:
    first = at.rng.randrange(len(at.words))
    last = min(len(at.words) - 1, first + at.rng.randint(2, 6))
    return Damage(at.words[first][0], at.words[last][1], "")


def _drop_sentence(at: Place) -> Damage:
    return Damage(*at.sentence, "")


def _put_in_word(at: Place) -> Damage:
    end = at.word[1]
    return Damage(end, end, f" {at.rng.choice(WORDS)}")


def _put_in_sentence(at: Place) -> Damage:
    between = at.rng.choice([" ", "\n\n"])
    return Damage(at.sentence[1], at.sentence[1], between + at.rng.choice(SENTENCES))


def _change_number(at: Place) -> Damage | None:
    numbers = [span for span in at.words if at.text[span[0]].isdigit()]
    return Damage(*at.rng.choice(numbers), str(at.rng.randint(2, 999))) if numbers else None


def _change_name(at: Place) -> Damage | None:
    names = [span for span in at.words[1:] if at.text[span[0]].isupper()]
    return Damage(*at.rng.choice(names), at.rng.choice(NAMES)) if names else None


def _negate(at: Place) -> Damage | None:
    ends = [end for start, end in at.words if at.text[start:end] in AUXILIARIES]
    return Damage(end := at.rng.choice(ends), end, " not") if ends else None


def _garble(at: Place) -> Damage | None:
    start, end = at.word
    letters = list(at.text[start:end])
    at.rng.shuffle(letters)
    garbled = "".join(letters)
    return Damage(start, end, garbled) if garbled != at.text[start:end] else None


def _repeat_word(at: Place) -> Damage:
    return Damage(*at.word, None)


def _repeat_sentence(at: Place) -> Damage:
    return Damage(*at.sentence, None)


KINDS: dict[str, Maker] = {
    "drop word": _drop_word,
    "drop clause": _drop_clause,
    "drop sentence": _drop_sentence,
    "put in word": _put_in_word,
    "put in sentence": _put_in_sentence,
    "change number": _change_number,
    "change name": _change_name,
    "negate": _negate,
    "garble": _garble,
    "repeat word": _repeat_word,
    "repeat sentence": _repeat_sentence,
}
