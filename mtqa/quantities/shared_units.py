"""Units and scales that a number takes from the number behind it."""

from __future__ import annotations

import re
from dataclasses import replace

from mtqa.quantities import units
from mtqa.quantities.quantity import Quantity

LINKS = {"to", "-", "–", "—", "and", "or"}
CONVERSION_MARKS = {"or", ", or", "and", "/"}
RATE_OUTSIDE = re.compile(r"\),? ?(?:per|an?|/)(?!\w)")
LONGEST_LINK = 6
"""Most characters between two numbers of which one lends the other its unit or scale."""

SHARED_SCALES = (10**6, 10**9, 10**12)


def completed(source: str, one: Quantity, following: Quantity) -> Quantity:
    """A quantity with what the one behind it lends: "$5 and $6 million", "8 miles or 13 km/h"."""
    if following.start - one.end > LONGEST_LINK:
        return one
    between = source[one.end : following.start].strip()
    own, unit = one.unit, following.unit
    if own and unit and own.dimension == "length" and unit.dimension == "speed":
        time = units.unit_names().get(unit.name.partition(" per ")[2])
        is_shared = between in CONVERSION_MARKS or RATE_OUTSIDE.match(source, following.end)
        if not is_shared or time is None:
            return one
        return replace(one, unit=units.speed(own, time), is_rate_lent=True)
    is_alike = own is None or (unit is not None and own.is_like(unit))
    return with_shared_scale([one, following])[0] if between in LINKS and is_alike else one


def with_shared_scale(found: list[Quantity]) -> list[Quantity]:
    """Numbers of which the last may lend its scale to the others: "2-3 million tons"."""
    last = found[-1]
    scale = max((scale for scale in SHARED_SCALES if last.value >= scale), default=0)
    if not scale:
        return found
    return [
        replace(one, readings=(*one.readings, one.value * scale)) if one.value < 1000 else one
        for one in found[:-1]
    ] + [last]
