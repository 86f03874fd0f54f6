"""Damaged names are found with their exact words; harmless forms give no finding."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mtqa import Checker
from mtqa.alignment.comparison import Comparison
from mtqa.alignment.side import Side
from mtqa.detectors.names.damage import LIMITS, RANKING, Damage
from mtqa.detectors.names.detector import detect
from mtqa.results.findings import Finding, FindingType, Severity
from mtqa.text.reading import read_document

Detect = Callable[[str, str], list[Finding]]


@pytest.fixture(scope="module")
def found(checker: Checker) -> Detect:
    """Runs the detector on a reference and a copy."""

    def side(text: str) -> Side:
        document = read_document(text)
        sentences = [text[sentence.start : sentence.end] for sentence in document.sentences]
        return Side(document, tuple(checker._reader.read(sentences)))

    def run(reference: str, copy: str) -> list[Finding]:
        return list(detect(Comparison.of(side(reference), side(copy))))

    return run


WRONG = [
    (
        "Elena Rossi won the vote on Monday.",
        "Elena Bianchi won the vote on Monday.",
        ("replaced", "Elena Rossi", "Elena Bianchi"),
    ),
    (
        "They read a poem by Ezra Pound at the wedding.",
        "They read a poem by Esra Pound at the wedding.",
        ("misspelled", "Ezra Pound", "Esra Pound"),
    ),
    (
        "The walk starts on Bowen Island and takes two hours.",
        "The walk begins on Boone Island and takes two hours.",
        ("misspelled", "Bowen Island", "Boone Island"),
    ),
    (
        "The skiing competition will be held at Whistler this winter.",
        "The ski competition will be held in Wesler this winter.",
        ("misspelled", "Whistler", "Wesler"),
    ),
    (
        "The falls lie on the border of Zambia and Zimbabwe.",
        "The waterfalls are located on the border between Zabia and Zimbabwe.",
        ("misspelled", "Zambia", "Zabia"),
    ),
    (
        "Fiji was led by Josua Tuisova in the final.",
        "In the final, Fiji was led by Joshua Tuisov.",
        ("misspelled", "Josua Tuisova", "Joshua Tuisov"),
    ),
    (
        "Quarraisha Abdool Karim opened the meeting of the academy on Monday.",
        "On Monday, Qualeisha Abdol Karim opened the academy meeting.",
        ("misspelled", "Quarraisha Abdool Karim", "Qualeisha Abdol Karim"),
    ),
    (
        "The mayor, Kim Soon-ja, asked both sides to settle.",
        "The mayor, Kim Soon-jae, urged both sides to reach an agreement.",
        ("misspelled", "Kim Soon-ja", "Kim Soon-jae"),
    ),
    (
        "Karno is a teacher at a well-known school in Hong Kong.",
        "Karnot is a teacher at a famous school in Hong Kong.",
        ("misspelled", "Karno", "Karnot"),
    ),
    (
        "The award went to the television host Esra Erol.",
        "The award was given to television host Cannabis Erol.",
        ("replaced", "Esra Erol", "Cannabis Erol"),
    ),
    (
        "The exports of Australia rose by a third last year.",
        "Last year, Austria's exports increased by a third.",
        ("misspelled", "Australia", "Austria's"),
    ),
    (
        "Its ships sail from ports in South Korea every week.",
        "Every week its ships depart from ports in North Korea.",
        ("replaced", "South Korea", "North Korea"),
    ),
    (
        "Driving through Southern Africa is a fine way to see the region.",
        "Driving through South Africa is a great way to see the region.",
        ("replaced", "Southern Africa", "South Africa"),
    ),
    (
        "Other topics include the future of Jerusalem, which is sacred to both nations.",
        "Other topics include the future of Paris, which is sacred to both countries.",
        ("replaced", "Jerusalem", "Paris"),
    ),
    (
        "The family moved to Sweden, and they opened a shop there.",
        "The family moved and opened a shop there.",
        ("dropped", "Sweden", None),
    ),
    (
        "The prize was awarded to the painter Ilze Kalnina in March.",
        "In March, the prize was awarded to the painter Ilze.",
        ("dropped", "Ilze Kalnina", None),
    ),
    (
        "The Broadcasting Services Act regulates what is sent over the internet.",
        "The Broadcasting Business Act regulates what is sent over the internet.",
        ("replaced", "Broadcasting Services Act", "Broadcasting Business Act"),
    ),
]

HARMLESS = [
    ("The latest Canadian study found it.", "A recent study in Canada found it."),
    ("We ate at Xian De Lai on Sunday.", "On Sunday we ate at Xiandelai."),
    (
        "Pirates from Somalia attacked the ship near the coast.",
        "Somali pirates attacked the ship off the coast.",
    ),
    (
        "The United Nations sent 200 observers to the region.",
        "The UN sent 200 observers to the area.",
    ),
    ("A US company built the bridge.", "An American company built the bridge."),
    (
        "He was born shortly after the Second World War.",
        "He was born shortly after World War II.",
    ),
    (
        "The National Congress of Brazil voted for the law.",
        "The Brazilian National Congress voted for the law.",
    ),
    ("The match was played in São Paulo.", "The game was played in Sao Paulo."),
    ("Dr. Ahmed examined the patient.", "Doctor Ahmed examined the patient."),
    ("Marco Aleman leads the department.", "Marco Alemán heads the department."),
    (
        "The Hungarian rider Gergely Szabó won the stage.",
        "Gergely Szabo, a cyclist from Hungary, won the stage.",
    ),
    ("The Labour Party lost two seats.", "The Labor Party lost two seats."),
    ("Israel's army denied the report.", "The Israeli army denied the report."),
    (
        "The Association of Southeast Asian Nations (ASEAN) remained the largest partner.",
        "ASEAN remained the largest partner.",
    ),
    ("Youssef Bin Haddad spoke for the ministry.", "Yusuf bin Haddad spoke for the ministry."),
    ("Cocoa comes from Ghana and Ivory Coast.", "Cocoa comes from Ghana and Côte d'Ivoire."),
    ("The Royal Bank of Scotland cut 400 jobs.", "RBS cut 400 jobs."),
    ("Kovács Ilona signed the letter.", "Ilona Kovács signed the letter."),
    ("He won the Formula 1 title twice.", "He won the F1 title twice."),
    ("It is as large as the United Kingdom.", "It is as big as Great Britain."),
    ("The judge received 40,000 Swiss francs.", "The judge received CHF 40,000."),
    (
        "Lei Jun founded the company. According to Lei Jun, it will grow.",
        "Lei Jun founded the company. According to Lei, it will grow.",
    ),
    (
        "Jan Deng fell in the yard. Nobody called a doctor after Deng passed out.",
        "Jan Deng fell in the yard. Nobody called a doctor after he passed out.",
    ),
    (
        "Minister Knew of Spoiled Milk, Inquiry Is Told\n\nThe inquiry sat for three days.",
        "The Minister Was Aware of Bad Milk, Investigation Is Told\n\nThe inquiry sat for 3 days.",
    ),
]


@pytest.mark.parametrize(("reference", "copy", "expected"), WRONG)
def test_a_damaged_name_is_found_with_its_exact_words(
    found: Detect, reference: str, copy: str, expected: tuple[str, str, str | None]
) -> None:
    actual = [
        (one.kind, one.reference and one.reference.text, one.copy and one.copy.text)
        for one in found(reference, copy)
    ]
    assert actual == [expected]


@pytest.mark.parametrize(("reference", "copy"), HARMLESS)
def test_a_harmless_form_of_a_name_gives_no_finding(
    found: Detect, reference: str, copy: str
) -> None:
    assert found(reference, copy) == []


@pytest.mark.parametrize(("reference", "copy", "_"), WRONG)
def test_a_text_against_itself_gives_no_finding(
    found: Detect, reference: str, copy: str, _: object
) -> None:
    assert found(reference, reference) == []
    assert found(copy, copy) == []


def test_the_same_damage_is_one_finding(found: Detect) -> None:
    reference = "Whistler lies in the hills. Every winter Whistler is full of guests."
    copy = "Wesler lies in the hills. Every winter Wesler is full of guests."
    (finding,) = found(reference, copy)
    assert finding.type is FindingType.NAME
    assert finding.reference is not None
    assert finding.reference.start == 0
    assert finding.mentions == 2
    [again] = finding.more
    assert again.reference is not None
    assert again.copy is not None
    assert again.reference.start == reference.rindex("Whistler")
    assert again.copy.start == copy.rindex("Wesler")


def test_a_further_mention_skips_the_ones_that_are_right(found: Detect) -> None:
    reference = (
        "Whistler lies in the hills. In May Whistler is quiet. Every winter Whistler is full."
    )
    copy = "Wesler lies in the hills. In May Whistler is quiet. Every winter Wesler is full."
    (finding,) = found(reference, copy)
    starts = [mention.reference and mention.reference.start for mention in finding.all_mentions]
    assert starts == [0, reference.rindex("Whistler")]


def test_a_finding_has_the_place_of_the_misspelled_mention(found: Detect) -> None:
    reference = "Llewellyn wrote the plan in May. The board read what Llewellyn had written."
    copy = "Llewellyn wrote the plan in May. The board read what Rewelin had written."
    (finding,) = found(reference, copy)
    assert finding.copy is not None
    assert finding.copy.text == "Rewelin"


def test_the_text_of_a_place_is_the_text_at_its_offsets(found: Detect) -> None:
    for reference, copy, _ in WRONG:
        for finding in found(reference, copy):
            for place, text in ((finding.reference, reference), (finding.copy, copy)):
                assert place is None or text[place.start : place.end] == place.text


def test_a_name_in_a_byline_gives_no_finding(found: Detect) -> None:
    body = "The council voted for the new bridge on Monday, after a long debate about its cost."
    assert found(f"By Anna Kowalska\n\n{body}", f"By Anna Kovalskaya\n\n{body}") == []


def test_a_lost_name_is_minor_where_a_pronoun_may_stand_for_it(found: Detect) -> None:
    (finding,) = found("Sitharaman said that sales fell.", "She said that sales fell.")
    assert (finding.kind, finding.severity) == ("dropped", Severity.MINOR)


@pytest.mark.parametrize(
    ("reference", "copy", "severity"),
    [
        ("The Northern Islands were quiet.", "The Northern Territories were quiet.", "minor"),
        ("They sailed to North Korea.", "They sailed to South Korea.", "critical"),
        ("They sailed to Costa Verde in May.", "They sailed to Costa Rica in May.", "critical"),
    ],
)
def test_only_a_change_of_an_identifying_word_is_critical(
    checker: Checker, reference: str, copy: str, severity: str
) -> None:
    (finding,) = checker.check(reference, copy).findings
    assert (finding.type, finding.kind) == (FindingType.NAME, "replaced")
    assert finding.severity == severity


def test_a_name_in_a_dropped_sentence_gives_no_finding(found: Detect) -> None:
    kept = "The council voted for the new bridge on Monday."
    assert found(f"{kept} Engineers from Norway had warned of the winds.", kept) == []


def test_the_names_of_an_endless_sentence_are_compared(found: Detect) -> None:
    reference = "Anna met " + "Boris Karloff and " * 400 + "went home."
    copy = "Anna met " + "Doris Charlott and " * 400 + "went home."
    assert {finding.kind for finding in found(reference, copy)} == {"misspelled"}


def test_a_group_too_long_for_the_encoder_gives_no_finding(
    found: Detect, monkeypatch: pytest.MonkeyPatch
) -> None:
    reference, copy, _ = WRONG[0]
    monkeypatch.setattr(LIMITS, "longest_group", 3)
    assert found(reference, copy) == []


@pytest.mark.parametrize(
    ("reference", "copy", "message"),
    [
        (
            "The exports of Australia rose by a third last year.",
            "Last year, Austria's exports increased by a third.",
            "“Australia” is misspelled as “Austria's”",
        ),
        (
            "Elena Rossi won the vote on Monday.",
            "Elena Bianchi won the vote on Monday.",
            "“Elena Rossi” is replaced by “Elena Bianchi”",
        ),
        (
            "The family moved to Sweden, and they opened a shop there.",
            "The family moved and opened a shop there.",
            "“Sweden” is missing from the copy",
        ),
    ],
)
def test_the_message_states_the_damage(
    found: Detect, reference: str, copy: str, message: str
) -> None:
    assert [finding.message for finding in found(reference, copy)] == [message]


def test_every_damage_has_a_class_a_certainty_and_one_rank() -> None:
    assert sorted(RANKING) == sorted(Damage)
    assert set(LIMITS.certainty) == set(Damage)
    assert all(0 < damage.certainty <= 1 and damage.kind and damage.severity for damage in Damage)


def test_equal_certainties_merge_no_two_damages(monkeypatch: pytest.MonkeyPatch) -> None:
    classes = {damage: (damage.kind, damage.severity) for damage in Damage}
    monkeypatch.setattr(LIMITS, "certainty", dict.fromkeys(LIMITS.certainty, 0.6))
    assert {damage.certainty for damage in Damage} == {0.6}
    assert len(classes) == len(RANKING) == 8
    assert {damage: (damage.kind, damage.severity) for damage in Damage} == classes


@pytest.mark.parametrize(
    ("reference", "copy", "dropped"),
    [
        (
            "Officials from Norway and Canada met in May.",
            "Canadian officials met in May.",
            "Norway",
        ),
        (
            "Officials from Hungary and Romania met in May.",
            "Romanian officials met in May.",
            "Hungary",
        ),
    ],
)
def test_a_form_of_one_name_replaces_no_other(
    found: Detect, reference: str, copy: str, dropped: str
) -> None:
    (finding,) = found(reference, copy)
    assert (finding.kind, finding.reference and finding.reference.text) == ("dropped", dropped)
