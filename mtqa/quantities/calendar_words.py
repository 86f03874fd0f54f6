"""The words of calendar and clock: months, weekdays, hours, parts of the day, time zones."""

from __future__ import annotations

from mtqa.lexicon import calendar
from mtqa.quantities.tokens import Tokens

MONTHS = {form: number for number, forms in enumerate(calendar.MONTHS, start=1) for form in forms}
WEEKDAYS = {
    form: number
    for number, name in enumerate(calendar.WEEKDAY_NAMES, start=1)
    for form in (name, name + "s")
}
HOURS = {"noon": 720, "midday": 720, "midnight": 0}
"""Words that name a time of day, in minutes after midnight."""

ZONES = {
    "gmt": "UTC", "utc": "UTC", "bst": "BST", "cet": "CET", "cest": "CET", "est": "ET",
    "edt": "ET", "et": "ET", "pst": "PT", "pdt": "PT", "pt": "PT", "cst": "CST", "msk": "MSK",
    "ist": "IST", "jst": "JST", "kst": "KST", "aest": "AEST", "aedt": "AEST", "sgt": "SGT",
    "hkt": "HKT",
}  # fmt: skip
"""Abbreviations of time zones; standard and summer time of a region are the same."""

BEFORE_MONTH = {
    "in", "of", "last", "next", "this", "early", "late", "mid", "since", "until", "till", "by",
    "from", "to", "and", "through", "between", "during", "before", "after", "every", "on", "each",
    "for", "or", "-", "around",
}  # fmt: skip
PARTS_OF_DAY = {"morning": "am", "afternoon": "pm", "evening": "pm", "night": "night"}


def month_at(tokens: Tokens, at: int) -> tuple[int, int] | None:
    """The month named at a token, from 1, and the index after it and its full stop.

    Short forms, and forms that are also other words or first names, need a day or a year next to
    them, or a capital and a preposition before them.
    """
    number = MONTHS.get(tokens.word(at))
    if number is None:
        return None
    token = tokens[at]
    is_short = len(token.text) <= 4 and token.lower not in ("may", "june", "july")
    end = at + 1
    if is_short and tokens.word(end) == "." and tokens.touches(end):
        end += 1
    is_capital = token.text[0].isupper()
    is_verb = token.lower in ("may", "march") and not is_capital
    if is_verb and tokens.word(at - 1) not in BEFORE_MONTH and not tokens.begins_digits(at - 1):
        return None
    if _has_digits_beside(tokens, at, end):
        return number, end
    if token.lower in ("may", "march", "august"):
        opens = tokens.word(at - 1) in ("", ".") or token.lower == "may"
        is_named = is_capital and (
            not opens
            or tokens.word(at - 1) in BEFORE_MONTH
            or tokens.word(at + 1) in ("this", "last", "next")
        )
    elif is_short:
        is_named = is_capital and (end > at + 1 or _joins_month(tokens, at))
    else:
        is_named = True
    return (number, end) if is_named else None


def meridiem_at(tokens: Tokens, at: int) -> tuple[str, int] | None:
    """The half of the day named after an hour, and the index after it.

    `am`, `pm`, `night`, or an empty string for "o'clock" without a part of the day.
    """
    word = tokens.word(at)
    if word in ("am", "pm"):
        return word, at + 1
    if word in ("a", "p") and tokens.word(at + 1) == "." and tokens.word(at + 2) == "m":
        closes = tokens.word(at + 3) == "." and tokens.touches(at + 3)
        return word + "m", at + (4 if closes else 3)
    if word in ("o'clock", "o’clock", "hours", "hrs"):
        if word.startswith("h"):
            return None
        return part_of_day_at(tokens, at + 1) or ("", at + 1)
    return part_of_day_at(tokens, at)


def part_of_day_at(tokens: Tokens, at: int) -> tuple[str, int] | None:
    """The part of day in "in the morning" or "at night" at a token, and the index after it."""
    words = [tokens.word(at + ahead) for ahead in range(3)]
    if words[0] == "in" and words[1] == "the" and words[2] in PARTS_OF_DAY:
        return PARTS_OF_DAY[words[2]], at + 3
    if words[0] == "at" and words[1] == "night":
        return "night", at + 2
    return None


def zone_at(tokens: Tokens, at: int) -> tuple[str, int] | None:
    """The time zone at a token, and the index after it."""
    if at < len(tokens) and tokens[at].lower in ZONES and tokens[at].text.isupper():
        return ZONES[tokens[at].lower], at + 1
    return None


def minutes_of_day(hour: int, minute: int, meridiem: str) -> tuple[int, bool]:
    """Minutes after midnight, and whether the time is known to be a.m. or p.m."""
    if meridiem == "night":
        meridiem = "pm" if 6 <= hour < 12 else "am"
    if meridiem and hour <= 12:
        return (hour % 12 + (12 if meridiem == "pm" else 0)) * 60 + minute, True
    return hour % 24 * 60 + minute, hour > 12 or hour == 0


def _has_digits_beside(tokens: Tokens, at: int, end: int) -> bool:
    """Whether digits are right before or after a month, as of a day or a year."""
    before = tokens.word(at - 1)
    if before in (".", "of", "-"):
        before = tokens.word(at - 2)
    if before in ("st", "nd", "rd", "th"):
        before = tokens.word(at - 2)
    after = tokens.word(end)
    if after in ("the", ","):
        after = tokens.word(end + 1)
    return before[:1].isdecimal() or after[:1].isdecimal()


def _joins_month(tokens: Tokens, at: int) -> bool:
    """Whether a hyphen, dash or slash joins the token to another month, as in "Nov-Feb"."""
    signs = ("-", "–", "/")
    return (tokens.word(at + 1) in signs and tokens.word(at + 2) in MONTHS) or (
        tokens.word(at - 1) in signs and tokens.word(at - 2) in MONTHS
    )
