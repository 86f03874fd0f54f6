"""Numbers, money, measures, dates and times of English text as typed values."""

from __future__ import annotations

import sys
from fractions import Fraction
from types import FrameType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.quantities import Agreement, Bound, Kind, Quantity, agreement, parse


def only(text: str) -> Quantity:
    """The one quantity of a text."""
    (quantity,) = parse(text)
    return quantity


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("two hundred and five ships", 205),
        ("three million two hundred thousand people", 3_200_000),
        ("a hundred and fifty people", 150),
        ("half a dozen eggs", 6),
        ("two dozen eggs", 24),
        ("23 lakh voters", 2_300_000),
        ("2.7 crore voters", 27_000_000),
        ("1.5 million voters", 1_500_000),
        ("8.5 millions of it", 8_500_000),
        ("86 300 tickets", 86_300),
        ("1.234.567 voters", 1_234_567),
        ("a rise of 1,2 in May Street", Fraction(6, 5)),
        ("two and a half times", Fraction(5, 2)),
        ("two thirds of voters", Fraction(2, 3)),
        ("3½ pages", Fraction(7, 2)),
        ("3 ½ pages", Fraction(7, 2)),
        ("nineteen ninety-five", 1995),
        ("twenty-first", 21),
    ],
)
def test_a_number_has_its_exact_value(text: str, value: Fraction) -> None:
    assert parse(text)[0].value == value


@pytest.mark.parametrize(
    ("text", "span", "unit"),
    [
        ("It cost $455.4 billion then", "$455.4 billion", "dollar"),
        ("It cost CHF 40,000 then", "CHF 40,000", "franc"),
        ("It cost 40,000 Swiss francs then", "40,000 Swiss francs", "franc"),
        ("It cost US$10 USD then", "US$10 USD", "dollar"),
        ("It cost £2.3m then", "£2.3m", "pound"),
        ("winds of 40 mph blew", "40 mph", "mile per hour"),
        ("winds of 40 miles per hour blew", "40 miles per hour", "mile per hour"),
        ("winds of 83 km / h blew", "83 km / h", "kilometer per hour"),
        ("over 2.2 million km² of land", "2.2 million km²", "square kilometer"),
        ("over 2.2 million km2 of land", "2.2 million km2", "square kilometer"),
        ("a 12-year-old boy", "12-year-old", "year"),
        ("up 0.4 percentage points today", "0.4 percentage points", "percentage point"),
        ("three consecutive days of rain", "three consecutive days", "day"),
    ],
)
def test_a_quantity_spans_its_currency_and_unit(text: str, span: str, unit: str) -> None:
    found = next(one for one in parse(text) if one.unit)
    assert text[found.start : found.end] == span
    assert found.unit is not None
    assert found.unit.name == unit


@pytest.mark.parametrize(
    ("text", "month", "days"),
    [
        ("on April 26", 4, [26]),
        ("on 26 April", 4, [26]),
        ("on the second of March", 3, [2]),
        ("on July the 22nd", 7, [22]),
        ("on 20. September", 9, [20]),
        ("from Sept. 15 to 30", 9, [15, 30]),
        ("from 15-30 September", 9, [15, 30]),
        ("on 1 Jan", 1, [1]),
    ],
)
def test_a_date_has_its_month_and_day(text: str, month: int, days: list[int]) -> None:
    found = parse(text)
    assert [one.kind for one in found] == [Kind.DATE] * len(days)
    assert [one.value for one in found] == days
    assert {one.month for one in found} == {month}


@pytest.mark.parametrize("text", ["He may 5 times", "They march on", "Jan Kowalski spoke"])
def test_words_that_only_look_like_months_are_none(text: str) -> None:
    assert not [one for one in parse(text) if one.kind is Kind.MONTH]


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("5:40 p.m.", 1060),
        ("17:40", 1060),
        ("nine at night", 1260),
        ("half past eight in the morning", 510),
        ("a quarter to nine in the evening", 1245),
        ("1600 GMT", 960),
        ("noon", 720),
    ],
)
def test_a_time_is_told_in_minutes(text: str, minutes: int) -> None:
    found = parse(text)[-1]
    assert found.kind is Kind.TIME
    assert found.value == minutes


@pytest.mark.parametrize("signs", ["----", "- - - a half"])
def test_hyphens_after_and_add_nothing_to_a_number(signs: str) -> None:
    assert parse(f"between 5 and {signs}")[0].value == 5


def test_a_range_gives_both_ends_with_the_unit() -> None:
    found = parse("5 to 6 percent")
    assert [one.value for one in found] == [5, 6]
    assert [one.unit.name for one in found if one.unit] == ["percent", "percent"]


def test_letters_that_run_into_digits_are_a_name() -> None:
    assert all(one.is_weak and one.name for one in parse("an A380, an F-16 and COVID-19"))


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("more than 30 ships", Bound.ABOVE),
        ("less than 30 ships", Bound.BELOW),
        ("another 30 ships", Bound.FURTHER),
        ("30 more ships", Bound.FURTHER),
        ("30 ships", Bound.NONE),
    ],
)
def test_a_bound_is_told(text: str, bound: Bound) -> None:
    assert only(text).bound is bound


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("8.1 percent", "8.1%"),
        ("two", "2"),
        ("both", "two"),
        ("a dozen", "12"),
        ("12 km", "12 kilometers"),
        ("5:40 p.m.", "17:40"),
        ("11:40", "23.40"),
        ("4:15 a.m.", "4:15 in the morning"),
        ("3:30 p.m.", "15.30"),
        ("26 April", "April 26"),
        ("23 lakh euros", "2.3 million euros"),
        ("CHF 40,000", "40,000 Swiss francs"),
        ("$2.3 million", "US$2.3m"),
        ("86,300", "86 300"),
        ("18 months", "a year and a half"),
        ("14 months", "one year and two months"),
        ("three decades", "thirty years"),
        ("250 years", "a quarter of a millennium"),
        ("24 hours", "round-the-clock"),
        ("12-year-old", "12"),
        ("the 1990s", "the nineties"),
        ("since the 1800s", "the 19th century"),
        ("19th", "nineteenth"),
        ("half", "50 percent"),
        ("a third of", "33 percent"),
        ("twice", "double"),
        ("10th", "ten"),
        ("12 miles", "19 km"),
        ("90 F", "32 degrees Celsius"),
        ("2.5 kilometers", "2,500 meters"),
        ("0.4 percentage points", "0.4 points"),
        ("World War II", "the Second"),
        ("1995-96", "1995"),
        ("hundreds of thousands", "hundreds of thousands"),
        ("dozens", "tens"),
    ],
)
def test_other_formats_of_one_value_agree(one: str, other: str) -> None:
    assert agreement(parse(one)[0], parse(other)[0])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("40 mph", "40 miles"),
        ("2.2 million km²", "2.2 million kilometers"),
        ("12.8 km", "12.8 miles"),
        ("Thursday", "Friday"),
        ("15-a-side", "15th"),
        ("6 p.m.", "6 a.m."),
        ("6 p.m. GMT", "6 p.m. EST"),
        ("2 million", "2 billion"),
        ("1.8 percentage points", "1.8%"),
        ("£27 million", "$27 million"),
        ("US$5", "A$5"),
        ("412,000 tons", "421,000 tons"),
        ("April 26", "May 26"),
        ("thousands", "millions"),
        ("a third of", "two thirds"),
        ("30 pounds", "30 kg"),
        ("3 months", "3 years"),
        ("the 1980s", "the 1990s"),
    ],
)
def test_other_values_and_units_do_not_agree(one: str, other: str) -> None:
    assert agreement(parse(one)[0], parse(other)[0]) is Agreement.NONE


@given(st.integers(min_value=0, max_value=10**12))
def test_an_integer_is_read_as_itself_with_and_without_commas(number: int) -> None:
    assert {only(f"{number} ships").value, only(f"{number:,} ships").value} == {number}


@given(st.text(max_size=300))
def test_every_quantity_lies_in_its_text_and_agrees_with_itself(text: str) -> None:
    for one in parse(text):
        assert 0 <= one.start < one.end <= len(text)
        assert agreement(one, one)


@given(st.text(alphabet="0123456789 .,:-/$%ap.mMay", max_size=60), st.integers(0, 20))
def test_offsets_count_from_the_beginning_of_the_whole_text(text: str, ahead: int) -> None:
    padded = "\n" * ahead + text
    shifted = [(one.start - ahead, one.end - ahead) for one in parse(padded, ahead)]
    assert shifted == [(one.start, one.end) for one in parse(text)]


def calls_of_parse(text: str) -> int:
    """The number of functions that the package calls to read a text: its cost without a clock."""
    calls = 0

    def count(frame: FrameType, event: str, _: object) -> None:
        nonlocal calls
        calls += event.endswith("call") and frame.f_globals["__name__"].startswith("mtqa.")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        parse(text)
    finally:
        sys.setprofile(before)
    return calls


PIECES = (
    "9", "1,", "1-", "100 ", "1 and ", "million ", "hundred ", "twenty-", "half ", "May ", "a ",
    "8 miles (or ", "and a half ", "a year and ", "x 1x1",
)  # fmt: skip


@pytest.mark.parametrize("piece", PIECES)
def test_the_calls_for_a_long_line_grow_no_faster_than_its_length(piece: str) -> None:
    short, long = (piece * (size // len(piece)) for size in (1_000, 10_000))
    parse(short)
    assert calls_of_parse(long) <= 11 * calls_of_parse(short)


@pytest.mark.parametrize("piece", PIECES)
def test_no_value_of_a_long_line_is_too_large_to_compute_with(piece: str) -> None:
    found = parse(piece * 2_000)
    assert all(value < 10**60 for one in found for value in (one.value, *one.readings))
