"""Words that turn a meaning: negations, opposites, words of rank."""

from __future__ import annotations

from functools import lru_cache

NEGATIONS = frozenset(
    """
    not no non never none nobody nothing neither nor nowhere cannot without
    """.split()
)
"""Words that deny what follows."""

_DENYING = frozenset(
    """
    fail fails failed failing failure failures refuse refuses refused refusing refusal deny denies
    denied denying denial lack lacks lacked lacking unable unlikely impossible impossibility hardly
    scarcely barely rarely seldom little few beyond free
    """.split()
)
"""Words that carry a denial inside, in all their forms."""

_DENYING_PREFIXES = ("un", "in", "im", "ir", "il", "dis", "non")
_RANKS = {
    "second": "deputy vice assistant associate under second",
    "former": "former ex previous onetime retired late",
    "acting": "acting interim caretaker temporary",
}
_RANK_OF = {word: rank for rank, words in _RANKS.items() for word in words.split()}

# content words, and the prepositions and conjunctions of opposite sense, which are a closed class
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
_SIDE_OF: dict[str, set[tuple[int, int]]] = {}
for _number, _line in enumerate(_OPPOSITES.strip().splitlines()):
    for _side, _words in enumerate(_line.split("|")):
        for _word in _words.split():
            _SIDE_OF.setdefault(_word, set()).add((_number, _side))


def is_negation(form: str) -> bool:
    """Whether a word, in lower case, denies what follows it."""
    return form in NEGATIONS or form.endswith(("n't", "n’t"))


def is_negative(form: str) -> bool:
    """Whether a word may carry a negation in any way: not, failed, unable, impossible."""
    return is_negation(form) or form in _DENYING


@lru_cache(maxsize=1 << 14)
def are_opposite(one: str, other: str) -> bool:
    """Whether two words, in lower case, say opposite things."""
    sides = _SIDE_OF.get(one, set())
    if any((number, 1 - side) in _SIDE_OF.get(other, ()) for number, side in sides):
        return True
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    return len(shorter) > 3 and any(longer == prefix + shorter for prefix in _DENYING_PREFIXES)


def rank_of(form: str) -> str | None:
    """What a word before a title makes of it: `second`, `former`, `acting`; None for nothing."""
    return _RANK_OF.get(form)
