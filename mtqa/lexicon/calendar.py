"""Months and weekdays with their abbreviations, in lower case."""

from __future__ import annotations

from itertools import chain

MONTHS = (
    ("january", "jan"),
    ("february", "feb"),
    ("march", "mar"),
    ("april", "apr"),
    ("may",),
    ("june", "jun"),
    ("july", "jul"),
    ("august", "aug"),
    ("september", "sep", "sept"),
    ("october", "oct"),
    ("november", "nov"),
    ("december", "dec"),
)
"""The name of each month, then its abbreviations."""

WEEKDAYS = (
    ("monday", "mon"),
    ("tuesday", "tue", "tues"),
    ("wednesday", "wed"),
    ("thursday", "thu", "thur", "thurs"),
    ("friday", "fri"),
    ("saturday", "sat"),
    ("sunday", "sun"),
)
"""The name of each weekday, from Monday, then its abbreviations."""

MONTH_NAMES = tuple(names[0] for names in MONTHS)
MONTH_ABBREVIATIONS = tuple(chain.from_iterable(names[1:] for names in MONTHS))
WEEKDAY_NAMES = tuple(names[0] for names in WEEKDAYS)
WEEKDAY_ABBREVIATIONS = tuple(chain.from_iterable(names[1:] for names in WEEKDAYS))
