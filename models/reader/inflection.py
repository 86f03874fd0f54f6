"""Inflection of English verbs, number of nouns, and the indefinite article."""

from __future__ import annotations

from typing import NamedTuple

from models.reader.word_classes import OPPOSITE_OF_VERB

_IRREGULAR = """
arise arose arisen|awake awoke awoken|bear bore borne|beat beat beaten|become became become|begin
began begun|bend bent bent|bite bit bitten|blow blew blown|break broke broken|bring brought brought
|build built built|burn burned burned|buy bought bought|catch caught caught|choose chose chosen
|come came come|cost cost cost|cut cut cut|deal dealt dealt|dig dug dug|do did done|draw drew drawn
|drink drank drunk|drive drove driven|eat ate eaten|fall fell fallen|feed fed fed|feel felt felt
|fight fought fought|find found found|flee fled fled|fly flew flown|forbid forbade forbidden|forget
forgot forgotten|freeze froze frozen|get got got|give gave given|go went gone|grow grew grown|hang
hung hung|have had had|hear heard heard|hide hid hidden|hit hit hit|hold held held|hurt hurt hurt
|keep kept kept|know knew known|lay laid laid|lead led led|leave left left|lend lent lent|let let
let|lose lost lost|make made made|mean meant meant|meet met met|oversee oversaw overseen|overtake
overtook overtaken|pay paid paid|put put put|read read read|ride rode ridden|ring rang rung|rise
rose risen|run ran run|say said said|see saw seen|seek sought sought|sell sold sold|send sent sent
|set set set|shake shook shaken|shoot shot shot|show showed shown|shrink shrank shrunk|shut shut
shut|sing sang sung|sink sank sunk|sit sat sat|sleep slept slept|speak spoke spoken|spend spent
spent|spread spread spread|stand stood stood|steal stole stolen|stick stuck stuck|strike struck
struck|swear swore sworn|swim swam swum|swing swung swung|take took taken|teach taught taught|tear
tore torn|tell told told|think thought thought|throw threw thrown|understand understood understood
|uphold upheld upheld|wake woke woken|wear wore worn|win won won|withdraw withdrew withdrawn
|withhold withheld withheld|write wrote written|shun shunned shunned|permit permitted permitted
|admit admitted admitted|ban banned banned|stop stopped stopped|drop dropped dropped|plan planned
planned|refer referred referred|prefer preferred preferred|repel repelled repelled|acquit acquitted
acquitted|slip slipped slipped|rob robbed robbed|occur occurred occurred|commit committed committed
|submit submitted submitted|transfer transferred transferred|slump slumped slumped|disarm disarmed
disarmed|star starred starred|stab stabbed stabbed|chat chatted chatted|grab grabbed grabbed|step
stepped stepped|trap trapped trapped|wrap wrapped wrapped|kidnap kidnapped kidnapped|control
controlled controlled|travel travelled travelled|cancel cancelled cancelled|compel compelled
compelled|expel expelled expelled|rebel rebelled rebelled|label labelled labelled|equip equipped
equipped|regret regretted regretted|ship shipped shipped|map mapped mapped|hug hugged hugged|beg
begged begged|plug plugged plugged|unplug unplugged unplugged|ship shipped shipped
"""

_REGULAR = """
abandon accelerate accept access accompany accuse achieve acknowledge acquire act adapt add address
adjust adopt advance advise affect afford agree aim allow announce answer appeal appear apply
appoint approach approve argue arrest arrive ask assess assign assist assume attach attack attempt
attend attract authorise authorize avoid award back base believe belong block boost borrow call
calm capture care carry cause celebrate challenge change charge chase check claim clean clear climb
close collapse collect combine comment compare compete complain complete condemn conclude conduct
confirm confront connect consider consist construct contact contain continue contribute convict
cook cooperate cover crash create criticise criticize cross cry damage dance debate decide declare
decline decrease defeat defend deliver demand demolish deny depart depend deport describe deserve
design destroy detain detect determine develop die disappear disclose discover discuss dismiss
display distribute divide dominate donate double doubt earn ease elect eliminate employ enable
encourage end endorse enforce enhance enjoy ensure enter escape establish estimate examine exceed
exchange expand expect experience explain explode explore export expose express extend face fail
favor favour fear file fill finance finish fire fix follow force form found free fulfil function
fund gain gather generate govern grant guarantee guard guide handle happen harm hate head heal help
highlight hire hope host hunt identify ignore imagine impact implement import impose impress
improve include increase indicate influence inform injure insist inspect inspire install intend
interview introduce invade invent invest investigate invite involve issue join judge jump justify
kick kill knock lack land last laugh launch lift like limit link list listen live load lock look
love lower maintain manage mark marry match measure mention mix move murder name need note notice
notify object observe obtain occupy offer open operate oppose order organise organize oust outline
overturn owe own paint participate pass perform persuade photograph pick place plant play please
point pollute possess postpone pour practise praise predict prepare present preserve press prevent
produce progress promise promote propose protect protest prove provide publish pull punish purchase
pursue push qualify question quote race rain raise ratify reach react realise realize receive
recognise recognize recommend record recover recruit reduce reflect refuse regard regulate reject
relax release rely remain remember remove rename renew rent repair repeat replace reply report
represent request require rescue research resemble resign resist resolve respect respond rest
restore restrict result resume retain retire retreat return reveal reverse review rule sail save
score search secure seem select separate serve settle share shift shout sign signal simplify slow
smile smoke soften solve sound specify spot stabilise stabilize start state stay strengthen stress
stretch struggle study succeed suffer suggest supply support suppose surprise surrender surround
survive suspect suspend switch target taste tax test thank threaten touch tour track trade train
transform translate transmit treat trigger triple trust try turn undermine unite unveil update urge
use value vary veto view violate visit vote wait walk want warn wash watch weaken welcome widen
wish witness work worry worsen yield evacuate execute imprison sentence prosecute sue arm ally
apologise apologize shock shell bomb raid seize smuggle kidnap
"""

_AUXILIARIES = {"be", "do", "have"}


class Verb(NamedTuple):
    """The forms of a verb."""

    base: str
    third: str
    past: str
    participle: str
    ing: str


def _third(base: str) -> str:
    if base in ("do", "go", "veto"):
        return base + "es"
    if base == "have":
        return "has"
    if base.endswith("y") and base[-2] not in "aeiou":
        return base[:-1] + "ies"
    return base + ("es" if base.endswith(("s", "x", "z", "ch", "sh")) else "s")


def _past(base: str) -> str:
    if base.endswith("e"):
        return base + "d"
    if base.endswith("y") and base[-2] not in "aeiou":
        return base[:-1] + "ied"
    return base + "ed"


def _ing(base: str, past: str) -> str:
    if past.endswith("ed") and past != base + "ed" and past == base + base[-1] + "ed":
        return base + base[-1] + "ing"
    if base.endswith("ie"):
        return base[:-2] + "ying"
    if base in _DOUBLED:
        return base + base[-1] + "ing"
    if base.endswith("e") and not base.endswith(("ee", "oe", "ye")) and base != "be":
        return base[:-1] + "ing"
    return base + "ing"


_DOUBLED = set("begin cut dig forbid forget get hit let put run set shut sit swim win".split())


def _verbs() -> dict[str, Verb]:
    made: dict[str, Verb] = {}
    for line in " ".join(_IRREGULAR.split()).split("|"):
        base, past, participle = line.split()
        made[base] = Verb(base, _third(base), past, participle, _ing(base, past))
    for base in [*_REGULAR.split(), *OPPOSITE_OF_VERB]:
        if base not in made:
            past = _past(base)
            made[base] = Verb(base, _third(base), past, past, _ing(base, past))
    return made


VERBS = _verbs()

_BASES: dict[str, set[str]] = {}
for _verb in VERBS.values():
    for _form in _verb:
        _BASES.setdefault(_form, set()).add(_verb.base)


def verb_of(form: str) -> Verb | None:
    """The verb that a form, in lower case, belongs to; None if unknown or of two verbs."""
    bases = _BASES.get(form, set())
    return VERBS[next(iter(bases))] if len(bases) == 1 else None


def inflected_like(form: str, base: str) -> str | None:
    """A verb in the same form as another: denies, admit gives admits; None if unknown."""
    old, new = verb_of(form), VERBS.get(base)
    if not old or not new:
        return None
    places = [place for place, own in enumerate(old) if own == form]
    made = {new[place] for place in places}
    return made.pop() if len(made) == 1 else None


_PLURALS = set(
    "people children men women police teeth feet mice data media criteria they we these those "
    "police cattle geese sheep many several few both us them".split()
)
_NO_PLURALS = set(
    "news politics economics mathematics physics series is was his this its us congress business "
    "process success access loss class pass press glass mass boss campus virus bus gas crisis "
    "analysis basis status census address illness progress diabetes measles athletics".split()
)


def is_plural(noun: str) -> bool:
    """Whether a noun, in lower case, has the form of a plural."""
    if noun in _PLURALS:
        return True
    ending = noun.endswith("s") and not noun.endswith(("ss", "us", "is", "'s", "’s"))
    return ending and noun not in _NO_PLURALS and len(noun) > 3


_LIKE_CONSONANTS = ("uni", "use", "usu", "uto", "eu", "one", "once", "ubi", "ura", "uk")
_LIKE_VOWELS = ("hour", "hono", "honest", "heir")


def article_before(word: str) -> str:
    """The indefinite article before a word."""
    low = word.lower()
    is_vowel = low[:1] in "aeiou" and not low.startswith(_LIKE_CONSONANTS)
    if low.startswith(("unin", "unim", "unid")):
        is_vowel = True
    return "an" if is_vowel or low.startswith((*_LIKE_VOWELS, "8", "11", "18")) else "a"
