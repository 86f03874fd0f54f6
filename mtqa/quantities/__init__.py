"""Numbers, money, measures, dates and times of English text as typed values, and comparing them."""

from mtqa.quantities.equivalence import Agreement, agreement
from mtqa.quantities.kinds import Bound, Kind, Quantity
from mtqa.quantities.reader import MOST_READ, parse

__all__ = ["MOST_READ", "Agreement", "Bound", "Kind", "Quantity", "agreement", "parse"]
