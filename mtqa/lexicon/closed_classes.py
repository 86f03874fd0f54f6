"""Closed classes of English whose members exclude each other: quantifiers, words of time, reasons.

A class has values, each with the phrases that express it, and the values that exclude each other.
Phrases without a value hide the words in them: "at all" is no quantifier.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Occurrence(NamedTuple):
    """A phrase of a closed class in a sequence of words.

    Attributes:
        first: Index of its first word.
        last: Index of its last word.
        value: Its value in the class.
    """

    first: int
    last: int
    value: str


@dataclass(frozen=True)
class ClosedClass:
    """A closed class.

    Attributes:
        kind: The kind of mistranslation where one value becomes another.
        governs: What a phrase governs: the `noun` phrase behind it, the `clause` behind it, or the
            word `beside` it on either side.
        value_of: The value of each phrase, empty for a phrase without one.
        conflicts: The pairs of values that exclude each other, in both orders.
    """

    kind: str
    governs: str
    value_of: dict[tuple[str, ...], str]
    conflicts: frozenset[tuple[str, str]]

    @classmethod
    def of(cls, kind: str, governs: str, values: str, conflicts: str) -> ClosedClass:
        """A class from two lists.

        Args:
            kind: See above.
            governs: See above.
            values: A line for each value: its name, a colon, its phrases with commas between them.
            conflicts: Pairs of values, with a slash between them.
        """
        value_of = {}
        for line in values.strip().splitlines():
            value, _, phrases = line.partition(":")
            for phrase in phrases.split(","):
                value_of[tuple(phrase.split())] = value.strip().replace("-", "")
        pairs = [tuple(pair.split("/")) for pair in conflicts.split()]
        both = {(one, other) for one, other in pairs} | {(other, one) for one, other in pairs}
        return cls(kind, governs, value_of, frozenset(both))

    def occurrences(self, forms: Sequence[str]) -> Iterator[Occurrence]:
        """The phrases with a value among words in lower case; of two that overlap the longer."""
        longest = max(map(len, self.value_of))
        row = 0
        while row < len(forms):
            for length in range(longest, 0, -1):
                value = self.value_of.get(tuple(forms[row : row + length]))
                if value is not None:
                    if value:
                        yield Occurrence(row, row + length - 1, value)
                    row += length - 1
                    break
            row += 1


QUANTIFIERS = ClosedClass.of(
    "quantity",
    "noun",
    """
    all: all, every, each, all of, each of, every one of
    both: both, both of
    most: most, most of, the majority, a majority, majority, the bulk
    many: many, much, numerous, a lot of, lots of, plenty of, countless, quite a few, so many
    some: some, several, a few, a handful of, a number of, some of, several of
    few: few, little, hardly any, scarcely any, barely any, a minority, the minority, very few
    none: no, none, none of, neither, neither of
    -: at all, after all, first of all, above all, all in all, all the same, all over, all but
    -: all round, all around, all along, all of a sudden, all too, all right, all out, all time
    -: each other, every other, every time, all day, all night, each time, as many, as much
    -: how many, how much, too much, too many, so much, much more, much less, much as, very much
    -: no longer, no one, no doubt, no matter, no sooner, no more, no less, no fewer, no such, no .
    -: no more than, no fewer than, no less than, at most, most recent, most likely, most recently
    -: the few, last few, past few, next few, first few, these few, little by little, a little
    -: some time, the most, neither side
    """,
    "all/most all/some all/few all/none both/none most/some most/few most/none many/few many/none "
    "some/none all/many",
)
"""Quantifiers before a noun."""

PRONOUNS = ClosedClass.of(
    "negation",
    "clause",
    """
    all: everyone, everybody, everything
    some: someone, somebody, something
    none: nobody, nothing, no one
    -: nothing but, everything but, something like
    """,
    "all/none some/none all/some",
)
"""Pronouns that quantify."""

COMPARISONS = ClosedClass.of(
    "quantity",
    "word",
    """
    more: more
    less: less, fewer
    -: more than, less than, fewer than, no more, no less, no fewer, more or less, any more
    -: once more
    -: more and more, less and less, even more, what is more, nothing less
    """,
    "more/less",
)
"""Comparisons of amounts and degrees."""

COMPANY = ClosedClass.of(
    "negation",
    "noun",
    """
    with: with, after, following
    without: without
    -: along with, together with
    """,
    "with/without",
)
"""Prepositions that say whether something was there."""

ORDER = ClosedClass.of(
    "time",
    "clause",
    """
    before: before, prior to, ahead of
    after: after, following
    until: until, till, up until
    since: since, ever since
    during: during
    -: as before, after all, before long, soon after, since then, ever since then
    -: not until, day after day, year after year, time after time, one after another
    """,
    "before/after until/since during/before during/after until/after",
)
"""Prepositions and conjunctions of time."""

PLACES_IN_ORDER = ClosedClass.of(
    "time",
    "noun",
    """
    first: first
    last: last, final
    -: at first, first of all, at last, last few, for the first time, first class, last minute
    -: first lady, first name, last name, first half, at long last, in the first place
    -: first minister
    """,
    "first/last",
)
"""Places at the ends of an order."""

TURNS = ClosedClass.of(
    "time",
    "noun",
    """
    next: next, coming, upcoming, following
    past: last, previous, past, preceding
    -: next to, next door, at last, the coming, past and, at long last, the last, last minute
    """,
    "next/past",
)
"""Words for the one before and the one behind."""

DISTANCES = ClosedClass.of(
    "time",
    "beside",
    """
    later: later
    earlier: earlier, before, ago
    -: sooner or later, no later than, later on
    """,
    "later/earlier",
)
"""Words that say in which direction a span of time lies."""

CONTINUATIONS = ClosedClass.of(
    "time",
    "word",
    """
    still: still, continues to, continue to
    over: no longer, not any longer
    -: still more, still another
    """,
    "still/over",
)
"""Words that say whether something goes on."""

CONDITIONS = ClosedClass.of(
    "condition",
    "clause",
    """
    if: if, provided that, as long as, in case
    unless: unless
    though: even if, even though, although, though, despite, in spite of, regardless of
    because: because, because of, due to, owing to, thanks to
    -: as if, as though, what if, if only, if not, if so, if any, ask if, asks if, asked if, see if
    -: know if, wonder if, wondered if, only if
    """,
    "if/unless if/though if/because because/though unless/because",
)
"""Conditions, reasons and concessions."""

CLOSED_CLASSES = (
    QUANTIFIERS,
    PRONOUNS,
    COMPARISONS,
    COMPANY,
    ORDER,
    PLACES_IN_ORDER,
    TURNS,
    DISTANCES,
    CONTINUATIONS,
    CONDITIONS,
)
