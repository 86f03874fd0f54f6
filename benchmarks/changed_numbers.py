"""Whether an honest translation scores above the reference itself with one number changed.

Made of DEMETR's translations with a replaced number (Karpinska et al. 2022) in the manner of the
hallucinated numbers of ACES (Amrhein et al. 2022): the reference gets the same replacement, and as
a copy of itself it differs by nothing else, so only an eye for numbers puts it last.

usage: changed_numbers.py [--data FOLDER]
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from pathlib import Path

import material

from mtqa import Checker
from mtqa.text.tokens import word_spans

KIND = "critical_id10_numbers_replaced"
Trial = tuple[str, str, str]
"""Reference, honest translation, reference with the number changed."""


def words(text: str) -> list[str]:
    """The words and signs of a text."""
    return [text[start:end] for start, end in word_spans(text)]


def beginning_shared(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words two lists begin with alike."""
    both = zip(one, other, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], both))


def replacement(translation: str, damaged: str) -> tuple[list[str], list[str]]:
    """The words that the damage took out, and those that it put in their place."""
    one, other = words(translation), words(damaged)
    start = beginning_shared(one, other)
    end = beginning_shared(one[start:][::-1], other[start:][::-1])
    return one[start : len(one) - end], other[start : len(other) - end]


def with_replacement(reference: str, old: list[str], new: list[str]) -> str | None:
    """The reference with the words replaced where they stand first; None where they do not."""
    pattern = r"\b" + r"\W?".join(map(re.escape, old)) + r"\b"
    changed, count = re.subn(pattern, lambda _: " ".join(new), reference, count=1)
    return changed if old and new and count and changed != reference else None


def trials(records: Iterable[material.Record]) -> Iterator[Trial]:
    """What can be tried: items whose number stands in the reference as it was."""
    for record in records:
        old, new = replacement(record["translation"], record["perturbed"])
        changed = with_replacement(record["reference"], old, new)
        if changed is not None:
            yield record["reference"], record["translation"], changed


def main() -> None:
    """Scores both copies of every trial and prints how often the honest one wins."""
    options = argparse.ArgumentParser()
    options.add_argument("--data", type=Path, default=material.DATA)
    data = options.parse_args().data
    records = [
        record
        for record in material.json_lines(data / "demetr" / "demetr.jsonl.gz")
        if record["perturbation"] == KIND
    ]
    made = list(trials(records))
    copies = [(reference, copy) for reference, *both in made for copy in both]
    quality = [report.scores.quality for report in Checker().check_many(copies)]
    won = sum(honest > changed for honest, changed in zip(quality[::2], quality[1::2], strict=True))
    print(f"{len(made)} of {len(records)} items have the number in the reference")
    print(f"honest translation above changed reference: {won} of {len(made)}", end=" ")
    print(f"({won / max(1, len(made)):.3f})")


if __name__ == "__main__":
    main()
