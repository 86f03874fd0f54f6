"""Words that say how sure a statement is: modals, hedges, reports, proofs, accusations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mtqa.lexicon.inflections import forms_of

MODALS = {
    "possibility": frozenset(("may", "might", "could")),
    "ability": frozenset(("can", "cannot")),
    "certainty": frozenset(("will", "shall", "'ll", "’ll")),
    "duty": frozenset(("must",)),
}
"""The modal verbs by what they say."""

HEDGES = frozenset(
    """
    possibly possible possibility perhaps maybe probably probable likely unlikely potentially
    potential apparently seemingly reportedly allegedly supposedly presumably conceivably
    expected expects expect forecast predicted planned plans scheduled due set
    risk risks risked danger chance chances hope hopes fear fears feared threat threatens threaten
    able unable capable appear appears appeared seem seems seemed suggest suggests suggested
    suspected alleged rumoured rumored believed thought
    """.split()
)
"""Words that make a statement less than certain."""

_CLAIMING = "allege claim suspect believe accuse contend speculate presume"
_PROVING = "prove confirm establish demonstrate verify"
CLAIMS = frozenset().union(*map(forms_of, _CLAIMING.split()))
"""Verbs of unproved statements, in all forms."""

PROOFS = frozenset().union(*map(forms_of, _PROVING.split()))
"""Verbs of proved statements, in all forms."""

_REPORTING = """
say tell report claim allege believe think suspect accuse assert contend maintain insist testify
explain declare announce argue
"""
_REPORTS = frozenset().union(*map(forms_of, _REPORTING.split())) | {"according"}
ALLEGATIONS = frozenset(
    """
    allegedly alleged suspected reportedly supposedly purportedly purported presumed
    presumably
    """.split()
)
"""Words that mark a statement as a claim of somebody."""

_DOUBTS = ALLEGATIONS | frozenset(
    """
    reported supposed apparently apparent probably probable possibly perhaps maybe likely believed
    claimed accused so-called
    """.split()
)
_CRIMES = frozenset(
    """
    crime crimes criminal criminals murder murders murderer manslaughter homicide killing killings
    killer assassination rape rapes rapist assault assaults abuse theft thefts thief robbery
    robberies robber burglary burglar fraud fraudster bribery bribe bribes corruption corrupt
    embezzlement extortion blackmail forgery perjury treason espionage spying spy terrorism
    terrorist trafficking smuggling smuggler kidnapping kidnapper arson torture genocide massacre
    laundering harassment stalking poisoning hijacking conspiracy offence offences offense offenses
    charge charges indictment suspect suspects defendant defendants gunman gunmen attacker
    attackers
    """.split()
)
_CRIMINAL_VERBS = frozenset().union(
    *map(
        forms_of,
        """
        murder kill rape assault abuse steal rob defraud bribe embezzle extort blackmail forge
        smuggle traffic kidnap abduct torture stab poison charge indict accuse arrest convict
        """.split(),
    )
)


def doubts(forms: Iterable[str]) -> int:
    """How many words, in lower case, say that a statement is a claim or not certain."""
    return sum(form in _DOUBTS or form in CLAIMS for form in forms)


def reports(forms: Iterable[str]) -> int:
    """How many words, in lower case, are verbs of saying or thinking."""
    return sum(form in _REPORTS for form in forms)


def is_of_crime(forms: Sequence[str]) -> bool:
    """Whether words, in lower case, name a crime or a charge."""
    return not (_CRIMES.isdisjoint(forms) and _CRIMINAL_VERBS.isdisjoint(forms))
