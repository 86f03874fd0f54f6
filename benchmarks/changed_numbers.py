"""Checks whether an honest translation scores above the reference with one number changed.

The trials are made from DEMETR's translations with a replaced number (Karpinska et al. 2022), as
the hallucinated numbers of ACES are (Amrhein et al. 2022): the reference gets the same replacement
and serves as a copy of itself. It differs in nothing else, so only a metric that reads numbers
ranks it below the translation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

import material
from measures import Measures, Setting

from mtqa.text.tokens import word_spans

KIND = "critical_id10_numbers_replaced"
Trial = tuple[str, str, str]
"""Reference, honest translation, reference with the number changed."""


def changed_numbers(setting: Setting) -> dict[str, Measures]:
    """The share of trials in which the honest translation scores higher."""
    made = list(trials(material.json_lines(setting.data / "demetr" / "demetr.jsonl.gz")))
    copies = ((reference, copy) for reference, *both in made for copy in both)
    quality = [report.scores.quality for report in setting.check(copies)]
    won = sum(honest > changed for honest, changed in zip(quality[::2], quality[1::2], strict=True))
    return {"mtqa": {"trials": len(made), "honest copy higher": won / max(1, len(made))}}


def trials(records: Iterable[material.Record]) -> Iterator[Trial]:
    """The trials: items whose replaced number also occurs in the reference."""
    for record in records:
        if record["perturbation"] == KIND:
            old, new = replacement(record["translation"], record["perturbed"])
            changed = with_replacement(record["reference"], old, new)
            if changed is not None:
                yield record["reference"], record["translation"], changed


def replacement(translation: str, damaged: str) -> tuple[list[str], list[str]]:
    """The words that the damage removed, and those that replace them."""
    one, other = words(translation), words(damaged)
    start = length_of_shared_prefix(one, other)
    end = length_of_shared_prefix(one[start:][::-1], other[start:][::-1])
    return one[start : len(one) - end], other[start : len(other) - end]


def words(text: str) -> list[str]:
    """The words and punctuation marks of a text."""
    return [text[start:end] for start, end in word_spans(text)]


def length_of_shared_prefix(one: Sequence[str], other: Sequence[str]) -> int:
    """The number of words at the beginning that two lists share."""
    both = zip(one, other, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], both))


def with_replacement(reference: str, old: list[str], new: list[str]) -> str | None:
    """The reference with the first occurrence of the words replaced; None without one."""
    pattern = r"\b" + r"\W?".join(map(re.escape, old)) + r"\b"
    changed, count = re.subn(pattern, lambda _: " ".join(new), reference, count=1)
    return changed if old and new and count and changed != reference else None
