"""Numbers that the copy changed or lacks, and those that it has in another format."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtqa.alignment.comparison import Comparison
from mtqa.alignment.side import Side
from mtqa.detectors.numbers.detector import detect
from mtqa.results.findings import Finding, FindingType, Severity
from mtqa.results.groups import Group
from mtqa.text.document import Sentence
from mtqa.text.reading import ReadDocument
from mtqa.text.roles import Role


def document(sentences: list[str], role: Role = Role.BODY) -> ReadDocument:
    spans, at = [], 0
    for number, sentence in enumerate(sentences):
        spans.append(Sentence(at, at + len(sentence), number, role))
        at += len(sentence) + 1
    return ReadDocument("\n".join(sentences), tuple(spans))


def found(
    reference: str | list[str],
    copy: str | list[str],
    groups: list[tuple[list[int], list[int]]] | None = None,
    role: Role = Role.BODY,
) -> list[Finding]:
    one = [reference] if isinstance(reference, str) else reference
    other = [copy] if isinstance(copy, str) else copy
    linked = groups or [([at], [at]) for at in range(len(one))]
    return list(
        detect(
            Comparison(
                Side(document(one, role), ()),
                Side(document(other), ()),
                tuple(Group(tuple(left), tuple(right)) for left, right in linked),
            )
        )
    )


def messages(reference: str, copy: str) -> list[str]:
    return [finding.message for finding in found(reference, copy)]


@pytest.mark.parametrize(
    ("reference", "copy", "message"),
    [
        (
            "The catch will fall to 412,000 tons next year.",
            "The catch will drop to 421,000 tons next year.",
            "“412,000 tons” became “421,000 tons”",
        ),
        ("Winds reached 40 mph.", "Winds reached 40 miles.", "“40 mph” became “40 miles”"),
        (
            "The reserve covers 2.2 million km² of sea.",
            "The reserve has 2.2 million kilometers of sea.",
            "“2.2 million km²” became “2.2 million kilometers”",
        ),
        ("They met on Thursday.", "They met on Friday.", "“Thursday” became “Friday”"),
        ("The gates open at 6 p.m. daily.", "Gates open at 6 a.m.", "“6 p.m.” became “6 a.m.”"),
        ("It is worth 3 million yuan.", "It is worth 3 billion yuan.",
         "“3 million yuan” became “3 billion yuan”"),
        ("He plays 15-a-side rugby.", "He plays 15th rugby.", "“15” became “15th”"),
        ("It needs another 30 per cent.", "It needs more than 30 percent.",
         "“another 30 per cent” became “more than 30 percent”"),
        ("The share was nearly 79%.", "The share was more than 79%.",
         "“nearly 79%” became “more than 79%”"),
        ("It rose 1.8 percentage points.", "It rose by 1.8%.",
         "“1.8 percentage points” became “1.8%”"),
        ("It was the second-highest figure.", "It was the highest figure.",
         "“second-highest” became “highest”"),
        ("Born on Nov. 8 in Rome.", "Born on August 11 in Rome.", "“Nov. 8” became “August 11”"),
        ("Start on any date in May.", "Start on any date on May 1.", "“May” became “May 1”"),
        ("Thousands of people came.", "Millions of people came.", "“Thousands” became “Millions”"),
        ("He left at 10 a.m. for good.", "He left at about 10 o'clock for good.",
         "“10 a.m.” became “10 o'clock”"),
        ("They test him for Covid-19.", "They test him for Covid-22.",
         "“Covid-19” became “Covid-22”"),
    ],
)  # fmt: skip
def test_a_changed_number_is_pointed_at_on_both_sides(
    reference: str, copy: str, message: str
) -> None:
    (finding,) = found(reference, copy)
    assert (finding.type, finding.kind) == (FindingType.NUMBER, "changed")
    assert finding.message == message
    assert finding.reference is not None
    assert finding.copy is not None
    assert reference[finding.reference.start : finding.reference.end] == finding.reference.text
    assert copy[finding.copy.start : finding.copy.end] == finding.copy.text


@pytest.mark.parametrize(
    ("reference", "copy"),
    [
        ("It rose 8.1 percent to 3.3 trillion yuan.", "It rose by 8.1% to 3.3 trillion yuan."),
        ("Twelve eggs and two cups.", "A dozen eggs and 2 cups."),
        ("The deal was worth 2.3 million euros.", "The deal was worth 23 lakh euros."),
        ("Ferrán, 41, met Isaac, 12, there.", "41-year-old Ferran met 12-year-old Isaac there."),
        ("It opens at 9 a.m. on Feb. 12.", "It opens on 12 February at 09:00."),
        ("The quake hit 12 miles (19 kilometers) off.", "The quake hit 19 km (12 miles) off."),
        ("The seven-member jury met.", "The jury of seven met."),
        ("Between the 15th and the 30th of September.", "From September 15 to 30."),
        ("It grew 5 to 6 percent.", "It grew 5-6%."),
        ("One of them left for a year.", "He left for one year."),
        ("The two leaders met again.", "The leaders met again."),
        ("They gave $500 million and $600 million.", "They gave $500 and $600 million."),
        ("On July 17 and 22 it rained.", "On July 17 and July 22 it rained."),
        ("Two out of three voters agree.", "Two-thirds of voters agree."),
        ("She was 20, and he was 20 too.", "Both were 20."),
        ("Call 911 now.", "Make an emergency call now."),
        ("The 10th straight quarter.", "The quarter was the tenth in a row."),
        ("It goes 8 miles per second.", "It goes 8 miles (13 km) per second."),
        (
            "It took 14 weeks, five weeks more than usual.",
            "It took 14 weeks instead of nine weeks.",
        ),
        (
            "It took 14 weeks instead of nine weeks.",
            "It took 14 weeks, five weeks more than usual.",
        ),
        ("Sales rose by 200 to 900.", "Sales rose to 900 from 700."),
        ("Sold to a man of 33 in 1995-96.", "Sold to a man of 33 in the 1995–1996 season."),
    ],
)
def test_the_same_value_in_other_words_gives_no_finding(reference: str, copy: str) -> None:
    assert messages(reference, copy) == []


@pytest.mark.parametrize(
    ("reference", "copy"),
    [
        ("Of 14 boats five were lost.", "Of 14 boats nine were lost."),
        ("It took 14 weeks, five weeks more than usual.", "It took 14 weeks instead of 8 weeks."),
        ("It took 14 weeks, five weeks more than usual.", "It took 14 days, nine days in all."),
    ],
)
def test_a_number_that_no_difference_explains_is_changed(reference: str, copy: str) -> None:
    assert messages(reference, copy)


def test_a_dropped_figure_is_found() -> None:
    (finding,) = found("Some 3,000 ships left in June.", "Some ships left in June.")
    assert (finding.kind, finding.copy) == ("dropped", None)
    assert finding.message == "“3,000” is missing from the copy"
    assert finding.reference is not None
    assert finding.reference.text == "3,000"


def test_a_dropped_age_is_minor_and_a_changed_amount_is_critical() -> None:
    (age,) = found("Grace Tembo, 44, spoke.", "Grace Tembo spoke.")
    (amount,) = found("It cost 1.2 billion yen.", "It cost 120 million yen.")
    assert (age.severity, amount.severity) == (Severity.MINOR, Severity.CRITICAL)


def test_a_date_without_its_month_is_a_minor_finding() -> None:
    (finding,) = found("It opened on September 27 in Rome.", "In Rome it opened on the 27th.")
    assert (finding.kind, finding.severity) == ("dropped", Severity.MINOR)


def test_the_number_of_a_list_item_may_be_omitted() -> None:
    listed = "There are two ways: 1) by train, 2) by bus."
    assert found(listed, "There are two ways, by train and by bus.") == []
    assert found("The singer (8) won.", "The singer won.") != []


def test_swapped_numbers_are_found() -> None:
    swapped = messages("He saw 12 cats and 15 dogs.", "He saw 15 cats and 12 dogs.")
    assert swapped == ["“12” became “15”", "“15” became “12”"]


def test_a_number_that_moved_to_the_next_sentence_is_not_dropped() -> None:
    reference = ["He paid 57 euros and left.", "Then it rained."]
    assert not found(reference, ["He paid and left.", "Then it rained; it was 57 euros."])


def test_a_rare_number_is_not_dropped_if_the_copy_has_it_anywhere() -> None:
    reference = ["Catches fell to 412,000 tons.", *(["It rained."] * 9)]
    assert not found(reference, ["Catches fell.", *(["It rained."] * 8), "That is 412,000 tons."])


def test_the_same_figure_with_another_unit_does_not_explain_a_changed_one() -> None:
    reference, copy = "It ran at 480 km/h that day.", "It ran at 480 km that day."
    assert len(found(reference, copy)) == 1
    assert len(found([reference] * 3, [copy] * 3)) == 3


def test_numbers_of_a_sentence_that_was_dropped_as_a_whole_are_no_findings() -> None:
    assert not found(["It cost 57 euros."], ["It rained."], [([0], []), ([], [0])])


def test_numbers_of_a_dateline_are_not_compared() -> None:
    assert not found("BEIJING, April 26", "BEIJING", role=Role.DATELINE)


def test_a_split_sentence_is_compared_as_one() -> None:
    copy = ["The catch fell to 412 tons.", "The price rose to 9 euros."]
    reference = "The catch fell to 412 tons and the price rose to 9 euros."
    assert not found([reference], copy, [([0], [0, 1])])


@given(st.text(max_size=200))
def test_a_copy_equal_to_its_reference_has_no_finding(text: str) -> None:
    assert not found(text, text)


@settings(max_examples=30)
@given(st.integers(100, 9_999_999), st.integers(100, 9_999_999))
def test_another_number_is_never_hidden_and_the_same_never_flagged(one: int, other: int) -> None:
    result = messages(f"They sold {one:,} tickets.", f"They sold {other:,} tickets.")
    assert bool(result) == (one != other)


def test_a_fraction_in_words_may_replace_a_percentage_close_to_it() -> None:
    reference = "In the valley 30 percent of the houses had been rebuilt by then."
    assert found(reference, reference.replace("30 percent", "a third")) == []
    assert found(reference, reference.replace("30 percent", "half")) != []
    assert found(reference, reference.replace("30 percent", "33.3 percent")) != []
