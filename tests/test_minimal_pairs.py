"""Planted turns of the meaning: what they say, what they mark, and what stays harmless."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from models.reader.attributions import attributed, hedged
from models.reader.clauses import affirmed, denied, retensed
from models.reader.exchanges import exchanged, quantified
from models.reader.inflection import article_before, inflected_like, is_plural
from models.reader.minimal_pairs import PLANTERS, Turned, honest, turned
from models.reader.opposites import opposed
from models.reader.phrases import roles_exchanged
from models.reader.rewritings import REWRITINGS
from models.reader.sides import Draft, Made, View, carried_out
from models.reader.voices import voices_exchanged
from mtqa.alignment.side import Side
from mtqa.alignment.word_alignment import Match, SideWords
from mtqa.encoding.loading import load_reader
from mtqa.registry import DEFAULT_MODEL, Effort
from mtqa.results.groups import Group
from mtqa.text.document import Sentence
from mtqa.text.reading import ReadDocument

if TYPE_CHECKING:
    from mtqa.encoding.readers import Reader

READERS: dict[str, Reader] = {}
BOTH = "The minister accused the editor of theft."


def match_of(reference: str, copy: str) -> Match:
    if not READERS:
        READERS[DEFAULT_MODEL] = load_reader(DEFAULT_MODEL, "cpu", effort=Effort.FAST)
    sides = [
        SideWords.of(Side(ReadDocument(text, (Sentence(0, len(text), 0),)), (encoded,)), [0])
        for text in (reference, copy)
        for encoded in READERS[DEFAULT_MODEL].read([text])
    ]
    return Match(Group((0,), (0,), 1.0), *sides)


def view_of(reference: str, copy: str = "") -> View:
    return View.of(match_of(reference, copy or reference), in_reference=False)


def all_made(plant: Callable[[View], Iterator[Draft]], view: View) -> dict[str, Made]:
    made = (carried_out(view, draft) for draft in plant(view))
    return {" ".join(one.words): one for one in made}


def marked(view: View, made: Made) -> list[tuple[str, str, str]]:
    return [
        (
            severity,
            " ".join(view.other.texts[slice(*other)]) if other else "",
            " ".join(made.words[slice(*own)]) if own else "",
        )
        for severity, own, other in made.marks
    ]


def test_subject_and_object_are_exchanged_as_whole_phrases_and_both_are_marked() -> None:
    view = view_of("The old minister accused the editor of theft.", BOTH)
    made = all_made(roles_exchanged, view)["The editor accused the minister of theft ."]
    assert marked(view, made) == [
        ("c", "The old minister", "The editor"),
        ("c", "the editor", "the minister"),
    ]


def test_the_verb_agrees_with_its_new_subject_and_pronouns_change_their_case() -> None:
    made = all_made(roles_exchanged, view_of("The judges trust the lawyer completely."))
    assert "The lawyer trusts the judges completely ." in made
    made = all_made(roles_exchanged, view_of("She criticised the mayor."))
    assert "The mayor criticised her ." in made


def test_an_agent_becomes_the_victim() -> None:
    view = view_of("The police were attacked by the soldiers.")
    made = all_made(voices_exchanged, view)["The police attacked the soldiers ."]
    assert marked(view, made) == [("c", "were attacked by", "attacked")]


@pytest.mark.parametrize(
    ("text", "turn"),
    [
        ("The court did not approve the plan.", "The court approved the plan ."),
        ("The tower is not open.", "The tower is open ."),
        ("They won't sell the house.", "They will sell the house ."),
        ("The guards refused to open the gate.", "The guards opened the gate ."),
        ("None of the tenants paid.", "All of the tenants paid ."),
    ],
)
def test_a_negation_is_taken_away_with_its_auxiliary(text: str, turn: str) -> None:
    assert turn in all_made(affirmed, view_of(text))


def test_a_negation_that_other_words_depend_on_stays() -> None:
    assert not all_made(affirmed, view_of("He did not find any money."))


def test_a_negation_is_put_in_with_an_auxiliary() -> None:
    view = view_of("Maria signed the contract.", "Maria signed the treaty.")
    made = all_made(denied, view)
    assert {"Maria did not sign the treaty .", "Maria refused to sign the treaty ."} <= set(made)
    assert marked(view, made["Maria didn't sign the treaty ."]) == [("c", "signed", "didn't sign")]


def test_verbs_of_opposite_meaning_take_the_same_form() -> None:
    view = view_of("The suspect denied the charges.")
    made = all_made(opposed, view)["The suspect admitted the charges ."]
    assert marked(view, made) == [("c", "denied", "admitted")]


def test_a_word_that_the_other_side_negates_is_not_reversed() -> None:
    view = view_of("The cause is not known.", "The cause is unknown.")
    assert not all_made(opposed, view)


def test_an_article_agrees_with_an_exchanged_word() -> None:
    assert "It was an easy choice ." in all_made(opposed, view_of("It was a difficult choice."))


@pytest.mark.parametrize(
    ("kind", "text", "turn", "severity"),
    [
        ("modality", "The bank may close the branch.", "The bank will close the branch .", "M"),
        ("time", "He left before the trial.", "He left after the trial .", "c"),
        ("condition", "Call me if it rains.", "Call me unless it rains .", "c"),
        ("condition", "Because of the rain, we left.", "Despite the rain , we left .", "c"),
        ("relation", "A man with a beard came in.", "A man without a beard came in .", "c"),
        ("relation", "She voted against the law.", "She voted for the law .", "c"),
        ("quantity", "At least 40 people came.", "At most 40 people came .", "c"),
    ],
)
def test_members_of_a_class_are_exchanged(kind: str, text: str, turn: str, severity: str) -> None:
    view = view_of(text)
    made = all_made(lambda one: exchanged(one, kind), view)
    assert marked(view, made[turn])[0][0] == severity


def test_a_word_in_another_use_is_not_exchanged() -> None:
    assert not all_made(lambda one: exchanged(one, "condition"), view_of("See if it works."))
    made = all_made(lambda one: exchanged(one, "condition"), view_of("Go even if it rains."))
    assert set(made) == {"Go if it rains .", "Go only if it rains ."}
    assert not all_made(lambda one: exchanged(one, "time"), view_of("She was named after him."))


@pytest.mark.parametrize(
    ("text", "turn"),
    [
        ("No tenant paid the rent.", "Every tenant paid the rent ."),
        ("Every driver stopped.", "No driver stopped ."),
        ("Most voters stayed at home.", "Few voters stayed at home ."),
        ("All the books were sold.", "None of the books were sold ."),
    ],
)
def test_quantifiers_are_exchanged_by_the_number_of_their_noun(text: str, turn: str) -> None:
    assert turn in all_made(quantified, view_of(text))


def test_a_tense_is_changed_only_if_no_date_contradicts() -> None:
    assert "The factory was large ." in all_made(retensed, view_of("The factory is large."))
    assert "Anna will sell the shop ." in all_made(retensed, view_of("Anna sells the shop."))
    assert not all_made(retensed, view_of("Anna sold the shop in 1990."))


def test_a_frame_is_dropped_and_marked_on_the_side_that_has_it() -> None:
    view = view_of("The police said that the road was closed.")
    made = all_made(attributed, view)["The road was closed ."]
    assert marked(view, made) == [("M", "The police said", "")]


def test_a_hedge_is_dropped_beside_a_crime() -> None:
    view = view_of("The man allegedly murdered his neighbour.")
    made = all_made(attributed, view)["The man murdered his neighbour ."]
    assert marked(view, made) == [("c", "allegedly", "")]


def test_a_hedge_is_put_in_and_marked_on_the_side_that_has_it() -> None:
    view = view_of("The company bought the mine.")
    made = all_made(hedged, view)["The company allegedly bought the mine ."]
    assert marked(view, made) == [("M", "", "allegedly")]


def test_an_error_without_a_partner_is_not_planted() -> None:
    view = view_of("The weather stayed fine.", "Nobody knows whether prices may rise.")
    assert not all_made(lambda one: exchanged(one, "modality"), view)


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("The king said that the talks failed.", "The talks failed , the king said ."),
        ("She did not leave until the police came.", "She only left after the police came ."),
        ("The thief was caught by the guard.", "The guard caught the thief ."),
        ("Rossi bought the house from the widow.", "The widow sold the house to Rossi ."),
        ("In 1957, the museum moved.", "The museum moved in 1957 ."),
        ("They did not find any weapons.", "They found no weapons ."),
        ("At least 30 people died.", "No fewer than 30 people died ."),
        ("It is not ready.", "It isn't ready ."),
    ],
)  # fmt: skip
def test_a_rewriting_keeps_the_meaning(text: str, same: str) -> None:
    view = view_of(text)
    assert same in {one for rewrite in REWRITINGS for one in all_made(rewrite, view)}


@pytest.mark.parametrize(
    "text", ["She ran all the way.", "The train is due to leave.", "It was spread over 5 days."]
)
def test_a_phrase_of_another_sense_is_not_rewritten(text: str) -> None:
    view = view_of(text)
    assert not [one for rewrite in REWRITINGS for one in all_made(rewrite, view)]


def test_an_error_in_the_reference_leaves_the_copy_as_it_was() -> None:
    match = match_of(BOTH, "The minister accused the editor of stealing.")
    seen = {tuple(pair.copy) for pair in _draws(match) if pair.reference != match.reference.texts}
    assert seen == {tuple(match.copy.texts)}


def test_every_mark_has_words_and_a_kind_of_the_list() -> None:
    match = match_of("He may sell all the old books.", "He may sell all of the old books.")
    marks = [mark for pair in _draws(match) for mark in pair.marks]
    assert {mark.kind for mark in marks} <= set(PLANTERS) - {"hedge"}
    assert len({mark.kind for mark in marks}) > 2
    for mark in marks:
        assert all(side is None or side[0] < side[1] for side in (mark.reference, mark.copy))
        assert mark.reference or mark.copy


def test_an_honest_pair_has_other_words_and_no_mark() -> None:
    match = match_of("It is not open because of the rain.", "It is not open due to the rain.")
    made = honest(match, random.Random(1))
    assert made
    assert made.copy != match.copy.texts
    assert made.reference == match.reference.texts
    assert made.marks == []


def _draws(match: Match) -> list[Turned]:
    found = (turned(match, random.Random(seed)) for seed in range(60))
    return [pair for pair in found if pair]


def test_verbs_nouns_and_articles_are_inflected() -> None:
    assert inflected_like("denies", "admit") == "admits"
    assert inflected_like("denied", "win") == "won"
    assert inflected_like("denied", "unheard") is None
    assert all(map(is_plural, ("people", "voters")))
    assert not any(map(is_plural, ("news", "bus")))
    articles = [article_before(word) for word in ("hour", "union", "old", "8")]
    assert articles == ["an", "a", "an", "an"]
