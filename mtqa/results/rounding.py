"""Rounding of figures, the same for the terminal, the pages, CSV, JSON and messages.

A report keeps four decimals, and a display rounds them half up. Only the exact maximum is shown as
the maximum, and only exact zero as zero; a figure next to them is shown as the nearest other
figure. A quality of 99.97 is shown as 99.9, a coverage of 0.0004 as 1%.
"""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Decimal

DECIMALS = 4
"""Decimals in a report."""


def exact(value: float, whole: float = math.inf) -> float:
    """A figure as in JSON and CSV, with four decimals.

    Args:
        value: The figure.
        whole: Its maximum.
    """
    return float(shown(value, DECIMALS, whole))


def quality(value: float) -> str:
    """A quality of 0 to 100, with one decimal."""
    return shown(value, 1, 100)


def percent(share: float) -> str:
    """A share of 0 to 1 in whole percent."""
    return f"{Decimal(shown(share, 2, 1)) * 100:.0f}%"


def confidence(share: float) -> str:
    """A confidence of 0 to 1, with two decimals."""
    return shown(share, 2, 1)


def shown(value: float, decimals: int, whole: float = math.inf) -> str:
    """A figure with up to four decimals; `whole` is its maximum."""
    step = Decimal(1).scaleb(-decimals)
    kept = Decimal(repr(round(float(value), DECIMALS)))
    figure = kept.quantize(step, ROUND_HALF_UP)
    if value < whole <= figure:
        figure -= step
    if not figure:
        figure = step.copy_sign(Decimal(value)) if value else abs(figure)
    return f"{figure:f}"


def under(value: float, gate: float) -> tuple[str, str]:
    """A quality and the gate above it, with enough decimals to tell them apart."""
    limit = Decimal(repr(float(gate))).normalize()
    for decimals in range(1, DECIMALS + 1):
        figure = shown(value, decimals, 100)
        if Decimal(figure) < limit:
            return figure, f"{limit:f}"
    return f"{Decimal(repr(float(value))):f}", f"{limit:f}"
