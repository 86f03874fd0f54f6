"""Changed meanings in the aligned groups, by rules that compare linked words."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from mtqa.alignment.comparison import Comparison
from mtqa.alignment.word_alignment import Match
from mtqa.detectors.mistranslations.attribution import changed_claims, dropped_allegations
from mtqa.detectors.mistranslations.exchanges import exchanges
from mtqa.detectors.mistranslations.modality import modalities
from mtqa.detectors.mistranslations.negation import changed_negation, negations, refusals
from mtqa.detectors.mistranslations.opposites import opposites
from mtqa.detectors.mistranslations.persons import pronouns, ranks
from mtqa.detectors.mistranslations.roles import exchanged_roles
from mtqa.detectors.mistranslations.tense import tenses
from mtqa.results.findings import Finding

RULES: tuple[Callable[[Match], Iterator[Finding]], ...] = (
    exchanges,
    opposites,
    refusals,
    modalities,
    changed_claims,
    dropped_allegations,
    exchanged_roles,
    tenses,
    ranks,
    pronouns,
)


def detect(comparison: Comparison) -> Iterator[Finding]:
    """Changed meanings in linked groups."""
    for match, reading in zip(comparison.matches, comparison.readings, strict=True):
        if comparison.reference.is_content(match.group.reference[0]):
            found = [finding for rule in RULES for finding in rule(match)]
            yield from found
            for negation in changed_negation(match, reading) if reading else negations(match):
                if not any(negation.overlaps(other) for other in found):
                    yield negation
