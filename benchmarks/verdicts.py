"""Measures the verdict on five kinds of pairs whose correct verdict is known."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable

import material
from measures import Measures, Setting

from mtqa.results.scores import Verdict

TYPING_ERRORS = 1 / 200
"""Chance of a typing error at a letter."""

Texts = list[tuple[str, str]]


def verdicts(setting: Setting) -> dict[str, Measures]:
    """The share of correct verdicts by kind of pair, and the share of each verdict."""
    rows = {}
    for name, (wanted, pairs) in KINDS.items():
        reports = setting.check(pairs(setting)[: setting.limit])
        given = Counter(report.verdict for report in reports)
        shares = {verdict: given[verdict] / len(reports) for verdict in Verdict}
        rows[f"{name}: {wanted}"] = {
            "pairs": len(reports),
            "right": shares[wanted],
            **{verdict.value: share for verdict, share in shares.items()},
        }
    return rows


def _round_trips(setting: Setting) -> Texts:
    return [
        (material.joined(trip.reference), material.joined(trip.copy))
        for trip in material.round_trips(setting.data, setting.limit)
    ]


def _mistyped(setting: Setting) -> Texts:
    """Originals and the same texts with typing errors."""
    draw = random.Random(1)
    return [(text, _with_typing_errors(text, draw)) for text, _ in _round_trips(setting)]


def _with_typing_errors(text: str, draw: random.Random) -> str:
    """A text in which some letters are swapped, dropped or doubled, each equally often."""
    made, at = [], 0
    while at < len(text):
        letters = text[at : at + 2]
        if letters.isalpha() and draw.random() < TYPING_ERRORS:
            made.append(draw.choice((letters[::-1], letters[1:], letters[0] + letters)))
            at += 2
        else:
            made.append(text[at])
            at += 1
    return "".join(made)


def _neighbours(setting: Setting) -> Texts:
    """A block of paragraphs and the block that follows it: usually other articles."""
    draw = random.Random(1)
    files = sorted((setting.data / "roundtrip" / "reference").glob("*.gz"))
    pairs = []
    for _ in range(setting.limit):
        lines = material.lines_of(draw.choice(files))
        size = material.PARAGRAPHS
        first = size * draw.randrange(len(lines) // size - 1)
        one, other = (lines[at : at + size] for at in (first, first + size))
        pairs.append((material.joined(one), material.joined(other)))
    return pairs


def _second_translations(setting: Setting) -> Texts:
    """Two human translations of the same news, in runs of consecutive segments."""
    records = material.json_lines(setting.data / "mqm" / "wmt20-news-zh-en.jsonl.gz")
    human = sorted(
        (record for record in records if record["system"].startswith("Human")),
        key=lambda record: (record["system"], record["seg"]),
    )
    size = material.PARAGRAPHS
    runs = [human[at : at + size] for at in range(0, len(human) - size + 1, size)]
    return [
        (
            material.joined([record["reference"] for record in run]),
            material.joined([record["translation"] for record in run]),
        )
        for run in runs
    ]


def _halves(setting: Setting) -> Texts:
    """Round trips cut off in the middle."""
    return [
        (material.joined(trip.reference), material.joined(trip.copy[: len(trip.copy) // 2]))
        for trip in material.round_trips(setting.data, setting.limit)
    ]


KINDS: dict[str, tuple[Verdict, Callable[[Setting], Texts]]] = {
    "round trips": (Verdict.TRANSLATED_COPY, _round_trips),
    "typing errors": (Verdict.TRANSLATED_COPY, _mistyped),
    "neighbouring articles": (Verdict.UNRELATED, _neighbours),
    "second human translations": (Verdict.TRANSLATED_COPY, _second_translations),
    "first halves": (Verdict.PARTIAL_COPY, _halves),
}
