"""Past and future forms of verbs."""

from __future__ import annotations

import pytest

from mtqa.lexicon import verb_forms


@pytest.mark.parametrize("form", ["walked", "rang", "stole", "was", "paid", "cut"])
def test_a_simple_past_is_past(form: str) -> None:
    assert verb_forms.is_past(form)


@pytest.mark.parametrize("form", ["walks", "succeed", "need", "rung", "ringing", "will"])
def test_other_forms_are_not_past(form: str) -> None:
    assert not verb_forms.is_past(form)


@pytest.mark.parametrize("form", ["rang", "went", "began"])
def test_some_forms_are_only_a_past(form: str) -> None:
    assert verb_forms.is_only_past(form)
    assert verb_forms.is_past(form)


@pytest.mark.parametrize("form", ["rose", "paid", "reached", "cut", "saw"])
def test_a_form_that_is_also_a_participle_or_noun_is_not_only_past(form: str) -> None:
    assert not verb_forms.is_only_past(form)
