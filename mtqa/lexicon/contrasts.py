"""Words that reverse or qualify a meaning: negations, opposites, words of rank."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache

from mtqa.lexicon.inflections import forms_of, lemmas_of

NEGATIONS = frozenset(
    """
    not no non never none nobody nothing neither nor nowhere cannot without
    """.split()
)
"""Words that negate what follows."""

_NEGATIVE = frozenset(
    """
    fail fails failed failing failure failures refuse refuses refused refusing refusal deny denies
    denied denying denial lack lacks lacked lacking unable unlikely impossible impossibility hardly
    scarcely barely rarely seldom little few beyond free
    """.split()
)
"""Words with a negative meaning, in all their forms."""

REFUSALS = frozenset().union(*map(forms_of, "refuse fail decline neglect omit".split())) | {
    "refusal",
    "refusals",
    "failure",
    "failures",
    "unable",
    "unwilling",
}
"""Words before "to" that say that something was not done."""

_IMPLYING_VERBS = """
refuse fail decline deny lack avoid prevent prohibit forbid ban reject stop cease exclude omit miss
withhold abstain refrain neglect hinder block lose doubt ignore evade
"""
_IMPLYING_NEGATION = frozenset().union(*map(forms_of, _IMPLYING_VERBS.split())) | frozenset(
    """
    absence absent devoid void missing instead rather except exempt exception before prior unless
    until yet outside wrong otherwise but only free less fewer least too lack loss failure refusal
    denial
    """.split()
)
"""Words in whose place another sentence may have a negation."""

_NEGATIVE_PREFIXES = ("un", "in", "im", "ir", "il", "dis", "non")
_DENYING_PREFIXES = (
    "un",
    "non",
    "dis",
    "illeg",
    "irreg",
    "irrel",
    "impos",
    "inact",
    "ineff",
    "insuf",
)
_LONGEST_PLAIN = 4
_NOT_PREFIXED = tuple(
    """
    immigra influx inform invest income inside indeed impress import impact impart improve inhabit
    intend intens inland indoor invalu inflam discover display dismiss dispatch disease distrib
    discount discuss disguis distract impos implant input install instill increas inclin ingrain
    imprison inbound include union united under
    """.split()
)
"""Beginnings of words in which the letters of a negative prefix deny nothing."""

_RANKS = {
    "second": "deputy vice assistant associate under second",
    "former": "former ex previous onetime retired late",
    "acting": "acting interim caretaker temporary",
}
_RANK_OF = {word: rank for rank, words in _RANKS.items() for word in words.split()}

_OPPOSITES = """
rise rises rose risen rising increase increases increased increasing grow grows grew grown growing \
growth climb climbs climbed gain gains gained jump jumps jumped surge surges surged soar soared up \
upward higher improve improved raise raises raised | fall falls fell fallen falling decrease \
decreases decreased decreasing decline declines declined declining drop drops dropped slip slips \
slipped slide slid sink sank plunge plunged shrink shrank shrunk down downward lower lowered \
lowers reduce reduces reduced reduction cut cuts worsen worsened
winner victory | loser defeat
opening | closing
guilty convicted guilt | innocent acquitted cleared innocence
legal legally | illegal illegally
above over | below under
high | low
large big | small little tiny
old older oldest | young younger youngest new newer newest
long longer | short shorter
good better best | bad worse worst
strong stronger | weak weaker
rich richer | poor poorer
hot hotter warm warmer | cold colder cool cooler
easy easier easily | difficult harder hard
possible likely able | impossible unlikely unable
same | different
true right correct | false wrong incorrect
north northern | south southern
east eastern | west western
inside within | outside
alive living | dead
success successful successfully | failure unsuccessful unsuccessfully
maximum | minimum
safe | dangerous unsafe
early | late
public | private
full | empty
denial | admission confirmation acknowledgement acknowledgment confession
acceptance approval | rejection refusal
acquittal | conviction
"""
"""Words of opposite meaning: a line has sides, each with words of one meaning."""

_OPPOSITE_VERBS = """
deny dispute refute rebut contest disclaim | admit confirm acknowledge concede confess
deny refuse | grant
accept approve endorse adopt ratify | reject refuse veto rebuff
refuse decline | agree consent
uphold affirm confirm | overturn quash annul overrule
convict | acquit exonerate absolve clear | charge accuse indict
withdraw drop retract | file lodge
appoint | dismiss sack fire oust depose
release free | detain jail imprison arrest
praise commend applaud laud defend welcome | criticise criticize condemn denounce
win | lose
win | defeat
support favour favor back | oppose
buy purchase acquire | sell
lend | borrow
open reopen | close shut
allow permit | ban forbid prohibit
begin start | end stop finish cease
include | exclude
arrive | leave depart
remember | forget
strengthen | weaken
succeed | fail
lift ease relax | impose tighten
obey respect | violate breach defy
encourage | discourage
survive | die
"""
"""Verbs of opposite meaning, as lemmas."""

_MULTIPLYING_VERBS = "halve | double treble triple quadruple"

_CLOSED_OPPOSITES = """
more most | less least fewer fewest
first | last
before earlier | after later
with | without
because | although despite
until till | after
always | never
many much | few
majority | minority
"""
"""Opposites that are members of closed classes: see `closed_classes`."""

_CONVERSES = (("buy", "sell"), ("purchase", "sell"), ("acquire", "sell"), ("lend", "borrow"),
              ("win", "lose"), ("win", "defeat"))  # fmt: skip
"""Verbs that say the same of exchanged subjects and objects, as lemmas."""

_Sides = dict[str, set[tuple[int, int]]]


def _sides(table: str, forms: Callable[[str], Iterable[str]]) -> _Sides:
    """The line and the side of each word of a table."""
    found: _Sides = {}
    for number, line in enumerate(table.strip().splitlines()):
        for side, words in enumerate(line.split("|")):
            for word in words.split():
                for form in forms(word):
                    found.setdefault(form, set()).add((number, side))
    return found


_TABLES = {
    "opposite": (_sides(_OPPOSITES, lambda word: (word,)), _sides(_OPPOSITE_VERBS, forms_of)),
    "quantity": (_sides(_MULTIPLYING_VERBS, forms_of),),
}
_CLOSED = _sides(_CLOSED_OPPOSITES, lambda word: (word,))


def is_negation(form: str) -> bool:
    """Whether a word, in lower case, negates what follows it."""
    return form in NEGATIONS or form.endswith(("n't", "n’t"))


def is_negative(form: str) -> bool:
    """Whether a word, in lower case, is a negation or has a negative meaning: failed, unable."""
    return is_negation(form) or form in _NEGATIVE


@lru_cache(maxsize=1 << 14)
def implies_negation(form: str) -> bool:
    """Whether a word, in lower case, may stand for a negation: prevented, absence, unknown."""
    if form in _IMPLYING_NEGATION or (form.endswith("less") and form not in _NEGATIVE):
        return True
    is_long = len(form) > _LONGEST_PLAIN
    return is_long and form.startswith(_DENYING_PREFIXES) and not form.startswith(_NOT_PREFIXED)


@lru_cache(maxsize=1 << 14)
def are_opposite(one: str, other: str) -> bool:
    """Whether two words, in lower case, have opposite meanings."""
    return _exclude(_CLOSED, one, other) or opposition(one, other) is not None


@lru_cache(maxsize=1 << 14)
def opposition(one: str, other: str) -> str | None:
    """The kind of opposition of two content words, in lower case: `opposite` or `quantity`.

    None for words without one, and for members of a closed class.
    """
    for kind, tables in _TABLES.items():
        if any(_exclude(table, one, other) for table in tables):
            return kind
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    is_prefixed = any(longer == prefix + shorter for prefix in _NEGATIVE_PREFIXES)
    if longer.startswith(_NOT_PREFIXED):
        return None
    return "opposite" if len(shorter) > 3 and is_prefixed else None


def has_opposite(form: str) -> bool:
    """Whether a content word, in lower case, has an opposite in the tables."""
    return any(form in table for tables in _TABLES.values() for table in tables)


def are_converse(one: str, other: str) -> bool:
    """Whether two verbs, in lower case, say the same of exchanged subjects and objects."""
    lemmas = lemmas_of(one), lemmas_of(other)
    return any(
        (buy in lemmas[0] and sell in lemmas[1]) or (sell in lemmas[0] and buy in lemmas[1])
        for buy, sell in _CONVERSES
    )


def _exclude(table: _Sides, one: str, other: str) -> bool:
    """Whether two words stand on different sides of a line."""
    return any(
        number == its and side != side_of_other
        for number, side in table.get(one, ())
        for its, side_of_other in table.get(other, ())
    )


def rank_of(form: str) -> str | None:
    """The rank that a word gives the title behind it: `second`, `former`, `acting`, or None."""
    return _RANK_OF.get(form)
