"""The forms of verbs, and the verbs of forms."""

from __future__ import annotations

import pytest

from mtqa.lexicon.inflections import forms_of, lemmas_of


@pytest.mark.parametrize(
    ("lemma", "forms"),
    [
        ("deny", "deny denies denied denying"),
        ("admit", "admit admits admitted admitting"),
        ("acquit", "acquit acquits acquitted acquitting"),
        ("accuse", "accuse accuses accused accusing"),
        ("uphold", "uphold upholds upheld upholding"),
        ("prove", "prove proves proved proven proving"),
        ("free", "free frees freed freeing"),
        ("die", "die dies died dying"),
        ("cancel", "cancel cancels canceled cancelled canceling cancelling"),
        ("pass", "pass passes passed passing"),
        ("destroy", "destroy destroys destroyed destroying"),
        ("withdraw", "withdraw withdraws withdrew withdrawn withdrawing"),
    ],
)
def test_a_verb_has_its_forms_and_each_form_its_verb(lemma: str, forms: str) -> None:
    assert forms_of(lemma) == set(forms.split())
    assert all(lemma in lemmas_of(form) for form in forms_of(lemma))


@pytest.mark.parametrize(
    ("form", "lemma"), [("shot", "shoot"), ("bitten", "bite"), ("sues", "sue"), ("beat", "beat")]
)
def test_a_form_leads_to_its_verb(form: str, lemma: str) -> None:
    assert lemma in lemmas_of(form)


@pytest.mark.parametrize(("form", "other"), [("bed", "b"), ("sing", "s"), ("rose", "ros")])
def test_a_form_leads_to_no_verb_that_cannot_have_it(form: str, other: str) -> None:
    assert other not in lemmas_of(form)
