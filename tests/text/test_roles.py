"""What is the article, and what only stands around it on the page."""

from __future__ import annotations

import pytest

from mtqa.text.roles import Role, furniture_role, roles_of

BODY = "The ministers agreed on Tuesday to cap the catches of herring and mackerel."


@pytest.mark.parametrize(
    "text",
    [
        "story continues",
        "Story continues below",
        "Article continues after advertisement",
        "Continue reading below",
        "Scroll down to continue",
        "Read more",
        "Read more: Five rules for boats",
        "Also read: Five rules for boats",
        "Related: Five rules for boats",
        "Related articles",
        "Advertisement",
        "ADVERTISING",
        "Share this article",
        "Subscribe to our newsletter for the latest news.",
        "Follow us on social media",
        "Join our channel and be the first to know",
        "Click here to read the full text",
        "▶ View related articles",
        "Photo gallery",
        "(End)",
        "(Web editor: Tian Yi, Liang Jun)",
        "Editor: Ada Lind",
        "All rights reserved.",
        "Copyright © The Post. All rights reserved.",
        "© 2024 The Post",
        "<Unauthorized reproduction and redistribution prohibited>",
        "date 2024-04-26",
        "Updated: 2024-04-26 08:37",
        "Published on April 26, 2024 at 8:37 a.m.",
        "08:37, April 26, 2024",
        "26 April 2024",
        "Keywords: herring, mackerel",
        "Source: Internet",
        "* * *",
        "\u200b",
    ],
)
def test_what_a_page_says_of_itself_is_boilerplate(text: str) -> None:
    assert furniture_role(text, is_paragraph=True) is Role.BOILERPLATE


@pytest.mark.parametrize(
    "text",
    [
        "[Photo by ADA LIND / THE POST]",
        "(Photo: Reuters)",
        "Photo: A. Lind/Archive",
        "File photo",
        "File photo: The harbor in March",
        "Illustration photo.",
        "Photo credit: Ada Lind",
        "[Photo provided to thepost.com]",
        "(AP Photo/Ada Lind)",
        "REUTERS/Ada Lind",
        "Ada Lind/Getty Images",
        "Courtesy of Ada Lind",
    ],
)
def test_a_credit_is_a_caption(text: str) -> None:
    assert furniture_role(text, is_paragraph=True) is Role.CAPTION


@pytest.mark.parametrize(
    "text",
    [
        "By Ada Lind",
        "BY ADA LIND AND BO VAN DER MEER",
        "By Ada Lind, Environment Correspondent",
        "By Ada Lind | Jan. 18",
        "By Our Correspondent",
        "08:37, April 26, 2024 By Ada Lind ( The Post",
        "Reporting by Ada Lind in Riga; Editing by Bo Meer",
        "(Additional reporting by Ada Lind)",
        "Interview by Ada Lind; photographs by Bo Meer",
        "Interview: Ada Lind / Photo: Bo Meer",
        "Author: Ada Lind",
        "Reporters Ada Lind, Bo Meer",
        "Ada Lind, environmental reporter",
    ],
)
def test_who_wrote_it_is_a_byline(text: str) -> None:
    assert furniture_role(text, is_paragraph=True) is Role.BYLINE


@pytest.mark.parametrize(
    "text",
    [
        "BEIJING, April 26, 2024 /CNW/ — The Post news report:",
        "TOKYO, Oct. 30 (Kyowa Wire) --",
        "PORT ELMA, March 3 —",
        "BEIJING, April 26, 2024",
        "[Seoul = The Post]",
    ],
)
def test_place_and_date_alone_are_a_dateline(text: str) -> None:
    assert furniture_role(text, is_paragraph=True) is Role.DATELINE


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        "PORT ELMA, March 3 — Fisheries ministers of six states agreed on Tuesday.",
        "Their story continues to draw readers.",
        "By Monday, the harbor had been closed.",
        "By independent scientists.",
        "By Monday",
        "Related costs rose by 4 percent.",
        "He asked them to share this article of faith.",
        "Photos from the scene show the harbor in flames.",
        "Photographs by the dozen were sold.",
        "The photo by Lind won a prize.",
        "He was asked to read more books.",
        "More than 40 boats were lost.",
        "Editors of the paper agreed with him.",
        "The end of the dispute is near.",
        "Advertisement revenue fell.",
        "Subscribers left the paper.",
        "Follow the old salt path along the shore.",
        "Join the queue early.",
        "In May 2024.",
        "On February 9.",
        "Worst day since February 9.",
        "time.",
        "vehicles.",
        "Reached.",
        "More.",
        "-Technical community.",
        "Antique pen collection.",
        "The forum is scheduled to run through Monday.",
        "Written in 1920 by Lind, the novel was forgotten.",
        "He copied the copyright notice and all its errors.",
    ],
)
def test_a_sentence_that_merely_holds_such_words_is_none_of_these(text: str) -> None:
    assert furniture_role(text) is None
    assert furniture_role(text, is_paragraph=True) is None


def test_the_short_line_above_the_body_is_the_headline() -> None:
    paragraphs = [["Ministers agree on limits"], ["By Ada Lind"], [BODY, "They left."]]
    assert roles_of(paragraphs) == [[Role.HEADLINE], [Role.BYLINE], [Role.BODY, Role.BODY]]


@pytest.mark.parametrize("names", ["Ada Lind", "Ada Lind, Bo Meer", "Ada Lind, Riga"])
def test_bare_names_under_the_headline_are_a_byline(names: str) -> None:
    assert roles_of([["Ministers agree on limits"], [names], [BODY]])[1] == [Role.BYLINE]


def test_a_title_between_paragraphs_is_a_headline_and_debris_is_not() -> None:
    roles = roles_of([[BODY], ["A Harbor Divided"], [BODY], ["For the local church"], [BODY]])
    assert [role for (role,) in roles] == [
        Role.BODY,
        Role.HEADLINE,
        Role.BODY,
        Role.BODY,
        Role.BODY,
    ]


def test_a_headline_that_stands_again_is_still_one() -> None:
    article = [["Ministers agree on limits"], [BODY, "They left."]]
    assert roles_of(article * 3) == roles_of(article) * 3


def test_a_lone_line_is_body() -> None:
    assert roles_of([["Ministers agree on limits"]]) == [[Role.BODY]]


def test_only_body_and_headline_are_content() -> None:
    assert [role for role in Role if role.is_content] == [Role.BODY, Role.HEADLINE]


def test_a_paragraph_that_only_begins_with_names_is_no_byline() -> None:
    paragraphs = [["Ministers agree on limits"], ["Ada Quist, Bo Holm", BODY], [BODY]]
    assert roles_of(paragraphs)[1][1] is Role.BODY
