"""Numbers, money, measures, dates and times of English texts as typed values."""

from mtqa.quantities.equivalence import Agreement, agreement
from mtqa.quantities.parser import MOST_READ, parse
from mtqa.quantities.quantity import Bound, Kind, Quantity

__all__ = ["MOST_READ", "Agreement", "Bound", "Kind", "Quantity", "agreement", "parse"]
