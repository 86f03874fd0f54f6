"""The inflected forms of English verbs, regular and irregular."""

from __future__ import annotations

from functools import lru_cache

_IRREGULAR = """
arise arose arisen; awake awoke awoken; bear bore borne; beat beat beaten; become became become;
begin began begun; bend bent bent; bet bet bet; bind bound bound; bite bit bitten; bleed bled bled;
blow blew blown; break broke broken; breed bred bred; bring brought brought; build built built;
burst burst burst; buy bought bought; catch caught caught; choose chose chosen; cling clung clung;
come came come; cost cost cost; creep crept crept; cut cut cut; deal dealt dealt; dig dug dug;
draw drew drawn; drink drank drunk; drive drove driven; eat ate eaten; fall fell fallen;
feed fed fed; feel felt felt; fight fought fought; find found found; flee fled fled; fly flew flown;
forbid forbade forbidden; forget forgot forgotten; forgive forgave forgiven; freeze froze frozen;
get got got; get got gotten; give gave given; go went gone; grow grew grown; hang hung hung;
hear heard heard; hide hid hidden; hit hit hit; hold held held; hurt hurt hurt; keep kept kept;
kneel knelt knelt; know knew known; lay laid laid; lead led led; lean leant leant; leap leapt leapt;
learn learnt learnt; leave left left; lend lent lent; let let let; lie lay lain; lose lost lost;
make made made; mean meant meant; meet met met; mislead misled misled; overcome overcame overcome;
overthrow overthrew overthrown; overturn overturned overturned; pay paid paid; plead pled pled;
prove proved proven; put put put; quit quit quit; read read read; ride rode ridden; ring rang rung;
rise rose risen; run ran run; say said said; see saw seen; seek sought sought; sell sold sold;
send sent sent; set set set; shake shook shaken; shed shed shed; shine shone shone;
shoot shot shot; show showed shown; shrink shrank shrunk; shut shut shut; sing sang sung;
sink sank sunk; sit sat sat; slay slew slain; sleep slept slept; slide slid slid; sow sowed sown;
speak spoke spoken; spend spent spent; spin spun spun; split split split; spread spread spread;
spring sprang sprung; stand stood stood; steal stole stolen; stick stuck stuck; sting stung stung;
strike struck struck; strive strove striven; swear swore sworn; sweep swept swept;
swell swelled swollen; swim swam swum; swing swung swung; take took taken; teach taught taught;
tear tore torn; tell told told; think thought thought; throw threw thrown; tread trod trodden;
undergo underwent undergone; understand understood understood; undertake undertook undertaken;
uphold upheld upheld; upset upset upset; wake woke woken; wear wore worn; weave wove woven;
weep wept wept; win won won; wind wound wound; withdraw withdrew withdrawn;
withhold withheld withheld; withstand withstood withstood; write wrote written
"""

_PAST_OF: dict[str, set[str]] = {}
_LEMMAS_OF_PAST: dict[str, set[str]] = {}
for _verb in _IRREGULAR.split(";"):
    _lemma, *_past = _verb.split()
    _PAST_OF.setdefault(_lemma, set()).update(_past)
    for _form in _past:
        _LEMMAS_OF_PAST.setdefault(_form, set()).add(_lemma)

_VOWELS = frozenset("aeiou")
_HISSING = ("s", "x", "z", "ch", "sh", "o")
_DOUBLED = frozenset(
    """
    abet acquit admit allot annul bar beg ban commit compel confer control defer deter drop drag
    drug dub excel expel fit grab hug incur jam jog kid knit nod occur omit permit pin plan plot
    prefer propel quiz rebut refer regret repel rig rob rub sap shop skip slam slap slip snap span
    stab stem step stop strip submit tap tip transfer transmit trap trim whip wrap
    kidnap cut get hit let put quit run set shut sit split begin forget dig spin swim win bet forbid
    """.split()
)
"""Verbs that double their last letter: planned, cutting."""


def forms_of(lemma: str) -> frozenset[str]:
    """All forms of a verb, in lower case, the lemma included."""
    return frozenset(
        {lemma, _third_person(lemma), *_stemmed(lemma, "ing")}
        | _PAST_OF.get(lemma, _stemmed(lemma, "ed"))
    )


@lru_cache(maxsize=1 << 14)
def lemmas_of(form: str) -> frozenset[str]:
    """What the lemma of a verb form, in lower case, may be, the form itself included."""
    found = {form} | _LEMMAS_OF_PAST.get(form, set())
    for ending in ("s", "ed", "ing"):
        if form.endswith(ending) and len(form) > len(ending) + 1:
            stem = form.removesuffix(ending)
            candidates = {stem, stem + "e", stem.removesuffix("e"), stem[:-1], stem[:-1] + "ie"}
            if stem.endswith(("i", "ie")):
                candidates.add(stem.removesuffix("e").removesuffix("i") + "y")
            found |= {one for one in candidates if len(one) > 1 and form in forms_of(one)}
    return frozenset(found)


def _third_person(lemma: str) -> str:
    if lemma.endswith(_HISSING):
        return lemma + "es"
    if lemma.endswith("y") and lemma[-2:-1] not in _VOWELS:
        return lemma[:-1] + "ies"
    return lemma + "s"


def _stemmed(lemma: str, ending: str) -> set[str]:
    """The form of a verb with `ed` or `ing`; for some, British and American spelling."""
    if ending == "ing" and lemma.endswith("ie"):
        return {lemma[:-2] + "ying"}
    if lemma.endswith("e") and not (ending == "ing" and lemma.endswith(("ee", "oe", "ye"))):
        return {lemma[:-1] + ending}
    if ending == "ed" and lemma.endswith("y") and lemma[-2:-1] not in _VOWELS:
        return {lemma[:-1] + "ied"}
    if lemma in _DOUBLED:
        return {lemma + lemma[-1] + ending}
    if lemma.endswith("l") and lemma[-2:-1] in _VOWELS:
        return {lemma + ending, lemma + "l" + ending}
    return {lemma + ending}
