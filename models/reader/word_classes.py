"""Closed classes of English words whose exchange changes the meaning, and lists of opposites."""

from __future__ import annotations

from typing import NamedTuple

from mtqa.text.annotations import Pos


class Group(NamedTuple):
    """Words and phrases of one meaning, and what may take their place.

    Attributes:
        kind: Kind of error of the exchange.
        severity: "c", "M" or "m".
        classes: Parts of speech of a single word; empty for any.
        members: Phrases of the same meaning, in lower case.
        others: Phrases of another meaning.
    """

    kind: str
    severity: str
    classes: frozenset[int]
    members: frozenset[tuple[str, ...]]
    others: tuple[tuple[str, ...], ...]


_EXCHANGES = """
modality M AUX : may, might | will | must
modality M AUX : can | must
modality M AUX : could | had to | would
modality M AUX : should | may, might
modality m AUX : should, ought to | must
modality M AUX : will | may, might, could
modality m AUX : would | might
modality M - : has to, needs to | can
modality M - : have to, need to | can
modality M - : had to | could
modality M ADV : probably | certainly, definitely, undoubtedly
modality M ADV : perhaps, maybe, possibly | certainly, definitely, undoubtedly
modality c - : allowed to, permitted to | forbidden to | required to, obliged to
modality c - : forced to, compelled to | allowed to, permitted to
modality M - : tried to, attempted to, sought to, hoped to | managed to
modality M ADJ : mandatory, compulsory, obligatory | voluntary, optional
modality M - : is likely to | is certain to | is unlikely to
modality M - : are likely to | are certain to | are unlikely to
modality M - : is expected to | is certain to | is unlikely to
modality M - : are expected to | are certain to | are unlikely to
quantity c - : more than | less than
quantity c - : at least | at most, no more than
quantity c - : up to | more than
quantity M - : nearly, almost | more than, well over
quantity m ADV : about, around, approximately, roughly | exactly
quantity c NOUN NUM : dozens | hundreds | thousands | millions
quantity c NOUN NUM : thousand | million | billion
quantity c NOUN : majority | minority
quantity c VERB : doubled | tripled | halved
quantity M ADV : once | twice
quantity c ADV : always | never | rarely, seldom | sometimes, occasionally
quantity M ADV : usually, often, frequently, generally | rarely, seldom
quantity M ADV : sometimes, occasionally | often, frequently | rarely, seldom
quantity m ADV : mostly, mainly, largely, primarily | partly
quantity M ADV : completely, entirely, fully, totally, wholly | partly, partially | hardly
quantity M ADV : partly, partially | completely, entirely, fully
quantity c - : all of the | some of the | none of the | half of the
quantity c - : most of the | some of the | none of the | few of the
quantity M - : some of the | most of the | all of the | none of the
quantity M - : many of the | few of the | all of the | none of the
quantity c - : all of them | some of them | none of them
quantity M - : most of them | few of them | all of them
quantity c - : some of them | all of them | none of them
quantity c - : both of them | neither of them
quantity c PRON : everyone, everybody | no one, nobody | someone, somebody
quantity c PRON : everything | nothing
quantity M PRON : someone, somebody | everyone, everybody
quantity c ADV : everywhere | nowhere
quantity M ADV : only | also
quantity M ADV : slightly | significantly, considerably, sharply
quantity M ADV : significantly, considerably, greatly, substantially, sharply | slightly, marginally
time c ADP SCONJ ADV : before | after
time c ADP SCONJ ADV : after | before
time M ADP : during | before | after
time c SCONJ ADP : until, till | after
time M ADP : since | until
time c ADV : earlier | later
time c ADV : later, afterwards, subsequently | earlier, beforehand
time c ADV : still | no longer
time c - : no longer | still
time M ADV : immediately | eventually, much later
time M ADV : eventually, finally, ultimately | initially, at first
time M ADV : initially, originally | finally, eventually
time M ADV : recently | long ago
time M ADV : temporarily | permanently
time M ADJ : temporary | permanent
time M ADV : permanently | temporarily
time M ADJ : permanent | temporary
time c NOUN : yesterday | today
time c ADV ADJ : daily | weekly | monthly | yearly, annually
time c ADV ADJ : weekly | daily | monthly
time M ADJ : annual, yearly | monthly | weekly
time M NOUN : morning | afternoon, evening
time M NOUN : evening, afternoon | morning
time c - : the following day, the next day | the previous day, the day before
time c - : the following year, the next year | the previous year, the year before
time c - : the previous year | the following year
time c ADJ : former | current, future
time c ADJ : current, present | former, previous
time c ADJ : previous | next, following
time M - : for the first time | for the last time
time M - : at the beginning of, at the start of | at the end of, in the middle of
time M - : at the end of | at the beginning of, at the start of
time M - : as soon as | long before
time M - : shortly after, soon after | shortly before, long after
time M - : shortly before | shortly after
condition c SCONJ : if | unless
condition M SCONJ : if | even if
condition c SCONJ : unless | if
condition c - : only if | even if, unless
condition M - : even if | only if, if
condition c SCONJ : because | although, even though
condition c SCONJ : although, though | because
condition c - : even though | because
condition c - : because of, due to, owing to | despite, regardless of
condition c - : thanks to | despite
condition c SCONJ ADP : despite | because of, thanks to
condition c - : in spite of | because of
condition c - : as long as, provided that | unless
condition M ADV : therefore, thus, consequently | nevertheless
condition M ADV : however, nevertheless, nonetheless | therefore, consequently
condition M - : as a result | nevertheless
condition M CCONJ : but, yet | because
condition M - : so that | even though
condition c SCONJ : whereas, while | because
relation c ADP : against | for
relation c ADP : for | against
relation c ADP : to | from
relation c ADP : from | to
relation c - : in favour of, in favor of | against
relation c ADP : with | without
relation c ADP SCONJ : without | with
relation M ADP : above | below
relation M ADP : below, beneath, underneath | above
relation M ADP : inside, within | outside
relation M ADP : outside | inside
relation M ADP : behind | in front of
relation M - : in front of | behind
relation M ADP : near | far from
relation M - : close to | far from
relation c - : far from | close to
relation c - : instead of, rather than | as well as, along with
relation M - : as well as, along with, together with | instead of, rather than
relation c ADP VERB : including | except, excluding
relation c - : except for, apart from | including
relation c ADP : except | including
relation M - : out of | into
relation M ADP : into | out of
relation M ADV ADP : up | down
relation M ADV ADP : down | up
relation c - : led to, leads to, resulted in, results in | resulted from, stemmed from
relation c - : lead to, result in | result from, stem from
relation c - : resulted from, stemmed from | led to, resulted in
relation M CCONJ : or | and
relation c ADV : abroad, overseas | at home
relation c ADV : upward, upwards | downward, downwards
relation c ADV : forward, forwards | backward, backwards
"""
"""One line a class: kind, severity, parts of speech; phrases of one meaning; other meanings."""


def _groups() -> tuple[Group, ...]:
    made = []
    for line in _EXCHANGES.strip().splitlines():
        head, _, tail = line.partition(":")
        kind, severity, *names = head.split()
        first, *rest = (
            [tuple(phrase.split()) for phrase in part.split(",")] for part in tail.split("|")
        )
        classes = frozenset(int(Pos[name]) for name in names if name != "-")
        others = tuple(phrase for part in rest for phrase in part)
        made.append(Group(kind, severity, classes, frozenset(first), others))
    return tuple(made)


GROUPS = _groups()

OPPOSITE_VERBS = """
accept/reject approve/reject agree/refuse admit/deny confirm/deny acknowledge/deny support/oppose
back/oppose favour/oppose favor/oppose praise/criticise praise/criticize welcome/condemn
applaud/condemn defend/attack protect/endanger protect/threaten win/lose gain/lose rise/fall
increase/decrease grow/shrink climb/descend soar/plunge surge/slump jump/tumble raise/lower
raise/reduce boost/cut expand/contract strengthen/weaken improve/worsen widen/narrow
extend/shorten accelerate/slow buy/sell import/export open/close start/stop begin/end
launch/cancel continue/stop resume/suspend allow/forbid permit/forbid legalise/ban legalize/ban
authorise/ban authorize/ban lift/impose arrest/release detain/free imprison/free convict/acquit
charge/clear include/exclude remember/forget love/hate like/dislike hire/fire appoint/dismiss
employ/dismiss elect/oust build/demolish construct/demolish create/destroy enter/leave join/leave
attract/repel trust/distrust believe/doubt respect/despise pass/fail succeed/fail survive/perish
rescue/abandon save/destroy push/pull fill/empty lock/unlock load/unload connect/disconnect
unite/divide simplify/complicate encourage/discourage facilitate/hinder help/hinder
promote/demote reveal/conceal expose/conceal disclose/conceal publish/withhold show/hide
appear/disappear arrive/depart advance/retreat attack/retreat invade/liberate occupy/liberate
obey/defy respect/violate observe/violate uphold/overturn ratify/veto sign/veto adopt/abandon
keep/discard maintain/abandon fund/defund subsidise/tax overestimate/underestimate
exaggerate/understate celebrate/mourn deteriorate/improve decline/increase ease/tighten
relax/tighten calm/inflame clean/pollute cool/heat freeze/thaw harden/soften inhale/exhale
ascend/descend multiply/divide attach/detach assemble/dismantle arm/disarm cover/uncover
qualify/disqualify stabilise/destabilise stabilize/destabilize validate/invalidate
recommend/discourage endorse/reject vindicate/condemn exonerate/incriminate prove/disprove
outperform/trail overtake/trail lead/trail prefer/avoid seek/avoid embrace/shun
prolong/shorten lengthen/shorten enlarge/shrink enrich/impoverish export/import lend/borrow
"""
"""Verbs of opposite meaning and the same construction."""

OPPOSITE_WORDS = """
guilty/innocent legal/illegal lawful/unlawful possible/impossible likely/unlikely able/unable
willing/unwilling safe/dangerous safe/unsafe successful/unsuccessful public/private rich/poor
richest/poorest strong/weak stronger/weaker strongest/weakest high/low higher/lower highest/lowest
large/small larger/smaller largest/smallest big/small bigger/smaller biggest/smallest huge/tiny
long/short longer/shorter longest/shortest old/young older/younger oldest/youngest ancient/modern
early/late first/last good/bad better/worse best/worst hot/cold warm/cool warmer/cooler
easy/difficult easier/harder easily/hardly simple/complex true/false correct/incorrect right/wrong
fair/unfair happy/unhappy happy/sad positive/negative optimistic/pessimistic popular/unpopular
famous/unknown important/unimportant significant/insignificant necessary/unnecessary
useful/useless effective/ineffective efficient/inefficient stable/unstable certain/uncertain
clear/unclear visible/invisible direct/indirect directly/indirectly dependent/independent
responsible/irresponsible reliable/unreliable healthy/unhealthy alive/dead living/dead
full/empty open/closed wide/narrow wider/narrower deep/shallow thick/thin heavy/light
hotter/colder
heavier/lighter fast/slow faster/slower quickly/slowly rapidly/slowly suddenly/gradually
cheap/expensive cheaper/costlier northern/southern eastern/western north/south east/west
northeast/southwest northwest/southeast upper/lower inner/outer internal/external domestic/foreign
male/female urban/rural maximum/minimum major/minor peaceful/violent peacefully/violently
friendly/hostile natural/artificial real/fake genuine/fake known/unknown frequent/rare
common/rare commonly/rarely widespread/limited sufficient/insufficient adequate/inadequate
satisfied/dissatisfied pleased/displeased acceptable/unacceptable aware/unaware equal/unequal
harmless/harmful harmful/beneficial poisonous/harmless constitutional/unconstitutional
democratic/undemocratic conservative/liberal military/civilian offensive/defensive
voluntary/forced voluntarily/forcibly intentional/accidental intentionally/accidentally
deliberately/accidentally officially/unofficially official/unofficial superior/inferior
increasing/decreasing rising/falling growing/shrinking increasingly/decreasingly
victory/defeat victories/defeats win/loss wins/losses winner/loser winners/losers
success/failure successes/failures advantage/disadvantage advantages/disadvantages
strength/weakness strengths/weaknesses profit/loss profits/losses rise/fall increase/decrease
growth/decline improvement/deterioration expansion/contraction support/opposition
supporter/opponent supporters/opponents friend/enemy friends/enemies ally/enemy allies/enemies
acceptance/rejection approval/rejection confirmation/denial admission/denial
acquittal/conviction arrest/release guilt/innocence beginning/end start/end birth/death
import/export imports/exports buyer/seller buyers/sellers purchase/sale purchases/sales
employer/employee employers/employees teacher/student teachers/students doctor/patient
doctors/patients tenant/landlord tenants/landlords husband/wife son/daughter sons/daughters
brother/sister brothers/sisters father/mother fathers/mothers boy/girl boys/girls man/woman
men/women king/queen optimism/pessimism peace/war truth/lie wealth/poverty hope/despair
order/chaos presence/absence attacker/victim attackers/victims plaintiff/defendant
prosecution/defence prosecution/defense government/opposition creditor/debtor demand/supply
income/expenditure surplus/deficit bottom/top left/right front/back inside/outside
permission/prohibition majority/minority ascent/descent arrival/departure entrance/exit
winter/summer spring/autumn day/night dawn/dusk land/sea earth/sky
ruling/opposition present/absent married/divorced married/unmarried experienced/inexperienced
expected/unexpected expectedly/unexpectedly fortunately/unfortunately luckily/unluckily
"""
"""Adjectives, adverbs and nouns of opposite meaning."""


def _opposites(text: str) -> dict[str, tuple[str, ...]]:
    of: dict[str, list[str]] = {}
    for couple in text.split():
        one, other = couple.split("/")
        of.setdefault(one, []).append(other)
        of.setdefault(other, []).append(one)
    return {word: tuple(dict.fromkeys(others)) for word, others in of.items()}


OPPOSITE_OF_VERB = _opposites(OPPOSITE_VERBS)
OPPOSITE_OF_WORD = _opposites(OPPOSITE_WORDS)

PERSONS = frozenset(
    """
    police officer officers official officials minister ministers president prosecutor prosecutors
    spokesman spokeswoman spokesperson lawyer lawyers judge judges witness witnesses editor editors
    author authors researcher researchers scientist scientists expert experts doctor doctors
    mayor governor senator senators director manager chairman chief leader leaders king queen prince
    princess actor actress singer writer journalist journalists reporter reporters teacher teachers
    student students pupil pupils mother father parents son daughter brother sister wife husband
    friend friends neighbour neighbours neighbor neighbors man woman men women boy girl boys girls
    child children people company companies government governments court courts army rebels soldiers
    soldier troops workers worker employees employee employer owner owners player players coach team
    teams club clubs coalition party parties council committee commission ministry union unions
    opponents opponent supporters candidate candidates voters voter victim victims suspect suspects
    attacker attackers driver drivers farmers farmer customers customer tenant tenants landlord
    analyst analysts economist economists protesters demonstrators activists activist critics
    residents resident authorities investigators investigator agency bank banks hospital patient
    patients ambassador secretary professor historian historians pope bishop priest general colonel
    captain commander crew pilot passengers passenger agent agents hunter guard guards thief
    """.split()
)
"""Nouns of persons and bodies that can act."""

SPEAKERS = (
    "prosecutors/p police/p officials/p experts/p witnesses/p lawyers/p analysts/p critics/p "
    "the/minister/s the/spokesman/s the/lawyer/s the/mayor/s the/judge/s a/witness/s "
    "the/opposition/s the/company/s"
).split()
"""Noun phrases that may be quoted, with their number behind the last slash."""

CRIMES = frozenset(
    """
    kill killed killing killer killers murder murdered murderer murders rape raped rapist theft
    steal stole stolen thief thieves fraud attack attacked attacker attackers attacks terrorist
    terrorists terrorism bomb bomber bombing shot shooting shooter stabbed stabbing robbery robbed
    robber burglary arson assault assaulted abuse abused kidnapped kidnapping kidnapper bribe bribes
    bribery corruption smuggling smuggled smuggler crime crimes criminal criminals gunman arrested
    arrest hacked hacker hackers hacking embezzled spy spying spies militants rapes harassment
    dealer trafficking poisoned blackmail extortion perpetrator perpetrators offender offenders
    """.split()
)
"""Words beside which a dropped hedge is grave."""
