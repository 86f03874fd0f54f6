"""Words around a number that say more than, less than or in addition to its value."""

from __future__ import annotations

from mtqa.quantities.quantity import Bound
from mtqa.quantities.tokens import Tokens

BOUNDS = {
    Bound.ABOVE: ("more than", "over", "above", "at least", "no less than", "no fewer than",
                  "exceeding", "exceeded", "upwards of", "in excess of", "a minimum of",
                  "not less than", "not fewer than"),
    Bound.BELOW: ("less than", "fewer than", "under", "below", "up to", "at most", "nearly",
                  "almost", "no more than", "not more than", "as many as", "as much as",
                  "a maximum of"),
    Bound.FURTHER: ("another", "a further", "further", "an additional", "additional", "an extra"),
}  # fmt: skip
BOUND_OF = {phrase: bound for bound, phrases in BOUNDS.items() for phrase in phrases}


def bound_before(tokens: Tokens, at: int) -> tuple[Bound, int]:
    """The bound that the words before a token set, and their offset; that of the token for none."""
    for width in (3, 2, 1):
        if at >= width:
            phrase = " ".join(token.lower for token in tokens[at - width : at])
            if phrase in BOUND_OF:
                return BOUND_OF[phrase], tokens[at - width].start
    return Bound.NONE, tokens[at].start


def with_bound_after(tokens: Tokens, bound: Bound, at: int) -> Bound:
    """A bound, changed by the words after the numeral: "30 more people", "40 other families"."""
    if tokens.word(at) not in ("more", "other", "others") or tokens.word(at + 1) == "than":
        return bound
    return Bound.NONE if bound else Bound.FURTHER
