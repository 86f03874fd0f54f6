"""Changed meanings in the aligned groups, by rules that compare linked words."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from mtqa.alignment.comparison import Comparison
from mtqa.alignment.word_alignment import Match
from mtqa.detectors.mistranslations.negation import changed_negation, negations, opposites
from mtqa.detectors.mistranslations.persons import pronouns, ranks
from mtqa.detectors.mistranslations.tense import tenses
from mtqa.results.findings import Finding

RULES: tuple[Callable[[Match], Iterator[Finding]], ...] = (opposites, tenses, ranks, pronouns)


def detect(comparison: Comparison) -> Iterator[Finding]:
    """Changed meanings in linked groups."""
    for match, reading in zip(comparison.matches, comparison.readings, strict=True):
        if comparison.reference.is_content(match.group.reference[0]):
            yield from changed_negation(match, reading) if reading else negations(match)
            for rule in RULES:
                yield from rule(match)
