"""Numbers, money, measures, dates and times of English text as typed values, and comparing them."""

from mtqa.quantities.equivalence import Agreement, agreement
from mtqa.quantities.kinds import Bound, Kind, Quantity
from mtqa.quantities.reader import parse

__all__ = ["Agreement", "Bound", "Kind", "Quantity", "agreement", "parse"]
