"""The calendar has every month and weekday once, and text and quantities read the same ones."""

from __future__ import annotations

import calendar as standard

import pytest

from mtqa.lexicon import calendar
from mtqa.lexicon.name_words import NO_NAMES
from mtqa.quantities.calendar_words import MONTHS, WEEKDAYS
from mtqa.text.sentences import sentence_spans

FORMS = [form for forms in calendar.MONTHS + calendar.WEEKDAYS for form in forms]


def test_months_and_weekdays_are_those_of_the_calendar() -> None:
    assert [name.capitalize() for name in calendar.MONTH_NAMES] == list(standard.month_name)[1:]
    assert [name.capitalize() for name in calendar.WEEKDAY_NAMES] == list(standard.day_name)


def test_every_form_is_in_the_calendar_once() -> None:
    assert len(FORMS) == len(set(FORMS))


def test_no_month_or_weekday_is_a_name() -> None:
    assert set(FORMS) <= NO_NAMES


def test_dates_have_every_month_and_weekday() -> None:
    assert {MONTHS[forms[0]] for forms in calendar.MONTHS} == set(range(1, 13))
    assert {WEEKDAYS[name] for name in calendar.WEEKDAY_NAMES} == set(range(1, 8))


@pytest.mark.parametrize("form", [*calendar.MONTH_ABBREVIATIONS, *calendar.WEEKDAY_ABBREVIATIONS])
def test_no_sentence_ends_between_an_abbreviation_and_a_day(form: str) -> None:
    text = f"They met on {form.capitalize()}. 5 in Rome."
    assert list(sentence_spans(text, 0, len(text))) == [(0, len(text))]


@pytest.mark.parametrize("form", FORMS)
def test_no_sentence_ends_between_a_time_and_a_date(form: str) -> None:
    text = f"They meet at 5 p.m. {form.capitalize()} in Rome."
    assert list(sentence_spans(text, 0, len(text))) == [(0, len(text))]
