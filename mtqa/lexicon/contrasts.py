"""Words that reverse or qualify a meaning: negations, opposites, words of rank."""

from __future__ import annotations

from functools import lru_cache

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

_NEGATIVE_PREFIXES = ("un", "in", "im", "ir", "il", "dis", "non")
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
more most | less least fewer fewest
first | last
before earlier | after later
accept accepts accepted approve approved approves | reject rejects rejected refuse refused
win wins won winner victory | lose loses lost loser defeat defeats
support supports supported favour favor | oppose opposes opposed
buy buys bought buyer | sell sells sold seller
open opens opened opening | close closes closed closing shut
allow allows allowed permit permitted | ban bans banned forbid forbidden prohibit prohibited
guilty convicted | innocent acquitted cleared
legal legally | illegal illegally
begin begins began begun start starts started | end ends ended stop stops stopped finish finished
above over | below under
high | low
large big | small little tiny
old older oldest | young younger youngest new newer newest
long longer | short shorter
good better best | bad worse worst
strong stronger strengthen strengthened | weak weaker weaken weakened
rich richer | poor poorer
hot hotter warm warmer | cold colder cool cooler
easy easier easily | difficult harder hard
possible likely able | impossible unlikely unable
same | different
true right correct | false wrong incorrect
north northern | south southern
east eastern | west western
inside within | outside
with | without
because | although despite
until till | after
include includes included including | exclude excludes excluded excluding
arrive arrives arrived | leave leaves left depart departed
remember remembers remembered | forget forgets forgot forgotten
praise praises praised | criticise criticised criticize criticized
always | never
many much | few
alive living | dead
success successful successfully | failure unsuccessful unsuccessfully
majority maximum | minority minimum
safe | dangerous unsafe
early | late
public | private
full | empty
"""
"""Words of opposite meaning: a line has two sides, each with words of one meaning."""

_SIDES_OF: dict[str, set[tuple[int, int]]] = {}
for _number, _line in enumerate(_OPPOSITES.strip().splitlines()):
    for _side, _words in enumerate(_line.split("|")):
        for _word in _words.split():
            _SIDES_OF.setdefault(_word, set()).add((_number, _side))


def is_negation(form: str) -> bool:
    """Whether a word, in lower case, negates what follows it."""
    return form in NEGATIONS or form.endswith(("n't", "n’t"))


def is_negative(form: str) -> bool:
    """Whether a word, in lower case, is a negation or has a negative meaning: failed, unable."""
    return is_negation(form) or form in _NEGATIVE


@lru_cache(maxsize=1 << 14)
def are_opposite(one: str, other: str) -> bool:
    """Whether two words, in lower case, have opposite meanings."""
    sides = _SIDES_OF.get(one, set())
    if any((number, 1 - side) in _SIDES_OF.get(other, ()) for number, side in sides):
        return True
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    return len(shorter) > 3 and any(longer == prefix + shorter for prefix in _NEGATIVE_PREFIXES)


def rank_of(form: str) -> str | None:
    """The rank that a word gives the title behind it: `second`, `former`, `acting`, or None."""
    return _RANK_OF.get(form)
