"""Searches limits one at a time on the scorer that judges them, and says how flat the score is.

The value of limits/SECTION.toml stays unless the best one scores better by more than four standard
errors of the difference (jackknife over reference texts): some five hundred values are tried, and
at two standard errors several would move by chance. Nor may it score worse on any of the sets
alone. Features of a trained model are not searched. `flat` is the range of tried values around the
chosen one whose score is within a standard error of the best one: a value that is alone there is a
knife edge, or lies beside a better one that is not sure enough.
"""

from __future__ import annotations

import math
import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
from marked_pairs import OF_TYPE, Mark, MarkedPair
from shuffled import Alignments, shuffled_round_trips

from mtqa import Checker, Finding, FindingType, Pair
from mtqa.alignment.comparison import Comparison
from mtqa.alignment.grouping import align
from mtqa.calibration import SECTIONS, changed
from mtqa.detectors import additions, fragments, omissions, untranslated
from mtqa.detectors.find_all import find_all
from mtqa.detectors.mistranslations import detector as mistranslations
from mtqa.detectors.names import detector as names
from mtqa.detectors.numbers import detector as numbers
from mtqa.threads import BLAS

SECTIONS_OF = {
    "links": ("candidates", "grouping"),
    "words": ("arrival", "word_alignment"),
    "name": ("names", "name_recognition", "counterparts", "pair_reader_veto"),
    "number": ("numbers", "number_pairing", "quantities"),
    "dropped": ("dropped_words", "omissions"),
    "added_text": ("additions", "repetitions", "word_frequency"),
    "fragment": ("fragments", "sentence_form"),
    "mistranslation": ("mistranslations",),
    "untranslated": ("untranslated",),
    "findings": ("findings",),
}
"""Which sections each scorer judges: links, or the findings of a detector."""

Detect = Callable[[Comparison], Iterable[Finding]]
DETECTOR_OF: dict[str, Detect] = {
    "words": find_all,
    "name": names.detect,
    "number": numbers.detect,
    "dropped": omissions.detect,
    "added_text": additions.detect,
    "fragment": fragments.detect,
    "mistranslation": mistranslations.detect,
    "untranslated": untranslated.detect,
    "findings": find_all,
}
"""Whose findings are judged: those of one detector, or all of them."""

TYPES_OF = {
    "words": tuple(FindingType),
    "findings": tuple(FindingType),
    "dropped": ("dropped_paragraph", "dropped_sentence", "dropped_clause"),
}
"""The types of findings whose marks are to be found, where they are not the scorer's name."""

FACTORS = (0.8, 0.9, 1.0, 1.1, 1.25)
"""What a limit is multiplied by to be tried."""

MOVES = 4
"""How many standard errors another value must gain to take the place of the one of now."""

DOCUMENTS = 60
"""Shuffled round trips that links are judged on."""

Counts = npt.NDArray[np.float64]
"""Right, said, found, there: for each reference text, shape (texts, 4)."""


class Scorer(Protocol):
    """What judges limits.

    Attributes:
        sets: The set of each reference text.
    """

    sets: Sequence[str]

    def counts(self) -> Counts:
        """The counts under the limits of now."""
        ...


@dataclass
class Found:
    """A limit after the search."""

    value: float
    score: float
    flat: tuple[float, float]
    tried: dict[float, float]
    on: str = ""

    def entry(self, start: float) -> dict[str, Any]:
        """The limit as the calibration file has it.

        Args:
            start: The value before the search.
        """
        return {
            "value": self.value,
            "how": "search",
            "on": self.on,
            "start": start,
            "F1": round(self.score, 4),
            "flat": list(self.flat),
            "tried": {str(value): round(score, 4) for value, score in self.tried.items()},
        }


def searched(section: str, name: str, scorer: Scorer) -> Found:
    """Tries values of one limit.

    Args:
        section: The section of the limit.
        name: The limit.
        scorer: What judges it.
    """
    start = getattr(SECTIONS[section], name)
    values = _tried(start)
    counts = {}
    for value in values:
        with changed(section, **{name: value}):
            counts[value] = scorer.counts()
    scores = {value: _f1(own.sum(0)) for value, own in counts.items()}
    best = max(values, key=lambda value: (scores[value], value == start))
    near = {
        value
        for value in values
        if scores[best] - scores[value] <= _error(counts[best], counts[value])
    }
    gain = scores[best] - scores[start]
    is_sure = gain > MOVES * _error(counts[best], counts[start])
    is_everywhere = all(
        _f1(counts[best][rows].sum(0)) >= _f1(counts[start][rows].sum(0))
        for rows in ([each == name for each in scorer.sets] for name in set(scorer.sets))
    )
    chosen = best if is_sure and is_everywhere else start
    low = high = values.index(chosen)
    while chosen in near and low > 0 and values[low - 1] in near:
        low -= 1
    while chosen in near and high < len(values) - 1 and values[high + 1] in near:
        high += 1
    return Found(chosen, scores[chosen], (values[low], values[high]), scores)


def _tried(start: float) -> list[float]:
    """The values to try: around the one of now, whole ones where that is whole, shares up to 1."""
    if isinstance(start, int):
        near = {round(start * factor) for factor in FACTORS} | {start - 1, start + 1}
        return sorted(value for value in near if value > 0)
    most = 1.0 if start <= 1 else math.inf
    return sorted({min(most, round(start * factor, 4)) for factor in FACTORS})


def _f1(counts: Counts) -> float:
    right, said, found, there = counts
    precision, recall = right / max(1.0, said), found / max(1.0, there)
    return float(2 * precision * recall / max(1e-9, precision + recall))


def _error(one: Counts, other: Counts) -> float:
    """Standard error of the difference of two F1, by leaving out each text in turn."""
    sums = one.sum(0), other.sum(0)
    left_out = np.array(
        [_f1(sums[0] - a) - _f1(sums[1] - b) for a, b in zip(one, other, strict=True)]
    )
    n = len(left_out)
    return float(np.sqrt((n - 1) / n * ((left_out - left_out.mean()) ** 2).sum()))


@dataclass(frozen=True)
class Compared:
    """A pair as the detectors get it.

    Attributes:
        comparison: The two texts, aligned and read.
        is_related: Whether the copy carries enough of the reference to be held against it.
    """

    comparison: Comparison
    is_related: bool

    def again(self) -> Comparison:
        """The same with words matched anew, under the limits of now."""
        one = self.comparison
        return Comparison.of(one.reference, one.copy).read(one.readings)


class Recorder(Checker):
    """A checker that keeps what it compares."""

    def compared(self, pairs: Iterable[Pair]) -> list[Compared]:
        """The pairs, compared."""
        self._kept: list[Compared] = []
        deque(self.check_many(pairs), maxlen=0)
        return self._kept

    def _report(self, pair_id: str | None, comparison: Comparison, related: bool) -> Any:
        self._kept.append(Compared(comparison, related))
        return super()._report(pair_id, comparison, related)


class Links:
    """Judges what aligns sentences, on round trips with paragraphs dropped, put in and moved."""

    def __init__(self, data: Path, checker: Recorder) -> None:
        """Reads the documents once."""
        self._documents = list(shuffled_round_trips(data, DOCUMENTS))
        pairs = [
            Pair("\n\n".join(each.reference), "\n\n".join(each.copy)) for each in self._documents
        ]
        self._compared = checker.compared(pairs)
        self.sets = ["shuffled"] * len(pairs)

    def counts(self) -> Counts:
        """Links that are right, and paragraphs whose links were found."""
        made = []
        for document, each in zip(self._documents, self._compared, strict=True):
            comparison = each.comparison
            groups = align(comparison.reference, comparison.copy)
            links = {(r, c) for group in groups for r in group.reference for c in group.copy}
            counted = Alignments()
            starts = [
                [sentence.start for sentence in side.document.sentences]
                for side in (comparison.reference, comparison.copy)
            ]
            counted.add(document, *starts, links)
            one = counted.links
            made.append((one.right, one.said, one.found, one.there))
        return np.array(made, np.float64)


class Findings:
    """Judges limits by the findings of a detector on the marked pairs."""

    def __init__(
        self, name: str, pairs: Sequence[MarkedPair], compared: Sequence[Compared]
    ) -> None:
        """Takes the pairs.

        Args:
            name: The name of the scorer; `words` matches the words of each pair anew.
            pairs: The pairs.
            compared: The same, compared.
        """
        self._detect, self._is_anew = DETECTOR_OF[name], name == "words"
        self._pairs, self._compared = pairs, compared
        self._texts = sorted({(pair.set, pair.text) for pair in pairs})
        self.sets = [name for name, _ in self._texts]
        types = TYPES_OF.get(name, (name,))
        self._marked = {mark for each in types for mark in OF_TYPE[each]}

    def counts(self) -> Counts:
        """Findings that meet a mark of their type, and marks that a finding of their type meets."""
        made = {text: np.zeros(4) for text in self._texts}
        for pair, each in zip(self._pairs, self._compared, strict=True):
            comparison = each.again() if self._is_anew else each.comparison
            findings = list(self._detect(comparison)) if each.is_related else []
            made[pair.set, pair.text] += self._counted(pair, findings)
        return np.array(list(made.values()))

    def _counted(self, pair: MarkedPair, findings: Sequence[Finding]) -> Counts:
        right = sum(any(_answers(one, mark) for mark in pair.marks) for one in findings)
        wanted = [mark for mark in pair.marks if mark.type in self._marked]
        found = sum(any(_answers(one, mark) for one in findings) for mark in wanted)
        return np.array((right, len(findings), found, len(wanted)), np.float64)


def _answers(finding: Finding, mark: Mark) -> bool:
    return mark.type in OF_TYPE[finding.type] and mark.meets(finding)


def search_all(data: Path, pairs: Sequence[MarkedPair]) -> Iterator[tuple[str, str, Found]]:
    """Searches every limit that a scorer judges, side by side in as many processes as cores.

    Args:
        data: The development data.
        pairs: The marked pairs.

    Yields:
        Section, name and what was found.
    """
    recorder = Recorder(device="cpu")
    compared = recorder.compared(Pair(pair.reference, pair.copy) for pair in pairs)
    scorers: dict[str, Scorer] = {"links": Links(data, recorder)}
    for name in DETECTOR_OF:
        scorers[name] = Findings(name, pairs, compared)
    tasks = [
        (on, section, name)
        for on, sections in SECTIONS_OF.items()
        for section in sections
        for name, kind in SECTIONS[section].names().items()
        if kind in (int, float)
    ]
    _STATE.update(scorers)
    with multiprocessing.get_context("fork").Pool() as pool:
        for section, name, found in pool.imap(_searched, tasks):
            print(f"{section}.{name}: {found.value} flat {found.flat} F1 {found.score:.4f}")
            yield section, name, found


_STATE: dict[str, Scorer] = {}


def _searched(task: tuple[str, str, str]) -> tuple[str, str, Found]:
    on, section, name = task
    with BLAS.one_thread():
        found = searched(section, name, _STATE[on])
    found.on = f"F1 of {on}"
    return section, name, found
