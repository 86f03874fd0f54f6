"""Units and scales that a number shares with the next one."""

from __future__ import annotations

import re
from dataclasses import replace

from mtqa.quantities import units
from mtqa.quantities.quantity import Quantity

CONNECTORS = {"to", "-", "–", "—", "and", "or"}
CONVERSION_MARKS = {"or", ", or", "and", "/"}
RATE_OUTSIDE = re.compile(r"\),? ?(?:per|an?|/)(?!\w)")
LONGEST_CONNECTOR = 6
"""Maximum characters between two numbers that share a unit or a scale."""

SHARED_SCALES = (10**6, 10**9, 10**12)


def completed(source: str, one: Quantity, following: Quantity) -> Quantity:
    """A quantity with the unit or scale of the next: "$5 and $6 million", "8 miles or 13 km/h"."""
    if following.start - one.end > LONGEST_CONNECTOR:
        return one
    between = source[one.end : following.start].strip()
    own, unit = one.unit, following.unit
    if own and unit and own.dimension == "length" and unit.dimension == "speed":
        time = units.unit_names().get(unit.name.partition(" per ")[2])
        is_shared = between in CONVERSION_MARKS or RATE_OUTSIDE.match(source, following.end)
        if not is_shared or time is None:
            return one
        return replace(one, unit=units.speed(own, time), is_rate_inherited=True)
    is_alike = own is None or (unit is not None and own.is_like(unit))
    return with_shared_scale([one, following])[0] if between in CONNECTORS and is_alike else one


def with_shared_scale(found: list[Quantity]) -> list[Quantity]:
    """Numbers with the scale of the last one as a further reading: "2-3 million tons"."""
    last = found[-1]
    scale = max((scale for scale in SHARED_SCALES if last.value >= scale), default=0)
    if not scale:
        return found
    return [
        replace(one, readings=(*one.readings, one.value * scale)) if one.value < 1000 else one
        for one in found[:-1]
    ] + [last]
