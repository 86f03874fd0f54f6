"""Minimal pairs for the pair reader: one planted turn of the meaning, or a harmless rewriting."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

from models.reader.actors import actors_exchanged, possessors_exchanged
from models.reader.attributions import attributed, hedged
from models.reader.clauses import affirmed, denied, retensed
from models.reader.exchanges import exchanged, quantified
from models.reader.opposites import opposed
from models.reader.phrases import roles_exchanged
from models.reader.rewritings import REWRITINGS
from models.reader.sides import Draft, Range, View, carried_out
from models.reader.voices import voices_exchanged
from mtqa.alignment.word_alignment import Match

IN_REFERENCE = 0.3
"""Share of errors planted in the reference, so that the copy has the original."""

Planter = Callable[[View], Iterator[Draft]]

PLANTERS: dict[str, tuple[Planter, ...]] = {
    "negation": (affirmed, denied),
    "opposite": (opposed,),
    "role": (possessors_exchanged, roles_exchanged, voices_exchanged, actors_exchanged),
    "modality": (partial(exchanged, kind="modality"),),
    "tense": (retensed,),
    "quantity": (quantified, partial(exchanged, kind="quantity")),
    "time": (partial(exchanged, kind="time"),),
    "condition": (partial(exchanged, kind="condition"),),
    "attribution": (attributed,),
    "hedge": (hedged,),
    "relation": (partial(exchanged, kind="relation"),),
}
"""What plants each kind of error; of several, rather the first that applies."""

PASSED_OVER = 0.35
"""Chance that a planter is passed over for the next of its kind, which fits more pairs."""

RARITY = {
    "role": 20.0, "condition": 8.0, "attribution": 8.0, "modality": 6.0, "quantity": 6.0,
    "time": 6.0, "relation": 6.0, "opposite": 0.6, "hedge": 0.1, "negation": 0.8,
    "tense": 0.6,
}  # fmt: skip
"""How much sooner each kind is tried: kinds that apply to few pairs before those that fit most."""


class Mark(NamedTuple):
    """One error: its kind, severity, and half-open ranges of words; None where none says it."""

    kind: str
    severity: str
    reference: Range | None
    copy: Range | None


class Turned(NamedTuple):
    """The words of a pair and the marks of its errors."""

    reference: list[str]
    copy: list[str]
    marks: list[Mark]


def turned(match: Match, draw: random.Random) -> Turned | None:
    """A pair with one planted error; None if nothing applies.

    Args:
        match: A pair that is believed to have no error.
        draw: The random generator.
    """
    in_reference = draw.random() < IN_REFERENCE
    view = View.of(match, in_reference=in_reference)
    for kind in _in_random_order(draw):
        for plant in _in_turn(PLANTERS[kind], draw):
            drafts = list(plant(view))
            if drafts:
                name = "attribution" if kind == "hedge" else kind
                return _pair(view, draw.choice(drafts), name, in_reference=in_reference)
    return None


def honest(match: Match, draw: random.Random) -> Turned | None:
    """A pair with the copy rewritten without a change of meaning; None if nothing applies."""
    view = View.of(match, in_reference=False)
    for rewrite in _in_turn(REWRITINGS, draw):
        drafts = list(rewrite(view))
        if drafts:
            made = carried_out(view, draw.choice(drafts))
            return Turned(list(view.other.texts), made.words, [])
    return None


def _in_turn(planters: tuple[Planter, ...], draw: random.Random) -> Iterator[Planter]:
    """Planters to try in turn, some passed over."""
    *sooner, last = planters
    yield from (plant for plant in sooner if draw.random() >= PASSED_OVER)
    yield last


def _in_random_order(draw: random.Random) -> list[str]:
    """The kinds in a random order, rarer ones sooner."""
    return sorted(PLANTERS, key=lambda kind: draw.random() ** (1 / RARITY[kind]), reverse=True)


def _pair(view: View, draft: Draft, kind: str, *, in_reference: bool) -> Turned:
    made = carried_out(view, draft)
    if in_reference:
        marks = [Mark(kind, severity, own, other) for severity, own, other in made.marks]
        return Turned(made.words, list(view.other.texts), marks)
    marks = [Mark(kind, severity, other, own) for severity, own, other in made.marks]
    return Turned(list(view.other.texts), made.words, marks)
