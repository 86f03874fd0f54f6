"""Formats that are no plain text: which texts are refused as one, and which are read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mtqa.batch.rows import BadRow, Row, read_rows
from mtqa.checker import Checker
from mtqa.errors import InputError
from mtqa.text.formats import format_of_bytes, format_of_text
from mtqa.text.loading import TextError, decode, read_text, require_text

STORY = "The harbour closed on Monday. Nobody was hurt when the boats left, the mayor said."
BLOCKS = "<p>The harbour closed on Monday.</p>\n<p>Nobody was hurt when the boats left.</p>"
HEADERS = "From: Ada Quist <ada@paper.example>\nSubject: Harbour\n"
CUE = "00:00:01,000 --> 00:00:04,000\nThe harbour closed on Monday.\n\n"

HTML = [
    f"<!DOCTYPE html>\n<title>Harbour</title><p>{STORY}</p>",
    f'<!doctype HTML PUBLIC "-//W3C//DTD HTML 4.01//EN">{STORY}',
    f"\ufeff \r\n<html lang=en><body>{STORY}",
    f"<!-- saved from url=(0022)https://paper.example --><!-- 2 -->\n<HTML>{STORY}</HTML>",
    f"<head><meta charset=utf-8></head><body>{STORY}</body>",
    f"<body class='story'>{STORY}</body>",
    "<html></html>",
    "<!doctype html>",
    "<p></p>\n<p> </p>",
    BLOCKS,
    f"<P CLASS=lead>{STORY}</P>",
    f"<p>{STORY}\n<p>{STORY}\n<p>{STORY}",
    f"<div>\n{STORY}\n\n{STORY}\n</div>",
    f"<div><h1>Harbour closes</h1><div>{STORY}</div></div>",
    f"<ul>\n  <li>{STORY}</li>\n  <li>{STORY}</li>\n</ul>",
    f"<table><tr><td>{STORY}</td><td>{STORY}</td></tr></table>",
    f"Harbour closes\n\n{BLOCKS}\n{BLOCKS}",
    f"<b>Marrin</b>\n{BLOCKS}",
    f"<blockquote>{STORY} He said <b>no</b> to <a href='x'>it</a>.</blockquote>",
]
XML = [
    f'<?xml version="1.0" encoding="UTF-8"?>\n<doc>{STORY}</doc>',
    f"<nitf><body><body.content><p>{STORY}</p></body.content></body></nitf>",
    f'<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/">{STORY}',
    f"<newsMessage>\n<header/>{STORY}",
    f'<rss version="2.0"><channel><item>{STORY}</item></channel></rss>',
    f"<!DOCTYPE nitf SYSTEM 'nitf.dtd'><nitf>{STORY}</nitf>",
    f"<srcset><doc><seg>{STORY}</seg><seg>{STORY}</seg></doc></srcset>",
    f"<ns:story a='1'>\n<ns:head>Harbour</ns:head><ns:text>{STORY}</ns:text>\n</ns:story>\n",
]
JSON = [
    json.dumps({"body_xhtml": f"<p>{STORY}</p>", "headline": "Harbour closes"}),
    json.dumps({"articleBody": STORY}, indent=2),
    json.dumps([{"content": {"rendered": STORY}}]),
    json.dumps([STORY, STORY]),
    "\ufeff\n" + json.dumps({"text": STORY}) + "\n\n",
    json.dumps({"text": STORY}) + "\n" + json.dumps({"text": STORY}) + "\n",
    "{}",
]
RICH = [f"{{\\rtf1\\ansi {STORY}}}", f"\n{{\\rtf1 {STORY}}}"]
EMAIL = [
    f"{HEADERS}MIME-Version: 1.0\n\n{STORY}",
    f"{HEADERS}Message-ID: <1@paper.example>\n\n{STORY}",
    f"{HEADERS}Content-Type: text/plain\n\n{STORY}",
    f"{HEADERS}Date: Mon, 3 Mar 2025 08:00:00 +0000\nTo: desk@paper.example\n\n{STORY}",
    f"Received: from a.example\n\tby b.example; Mon, 3 Mar 2025\n{HEADERS}\n{STORY}",
    f"Return-Path: <a@paper.example>\r\nfrom: ada\r\n\r\n{STORY}",
    f"From ada@paper.example Mon Mar  3 08:00:00 2025\n{HEADERS}Received: from a\n\n{STORY}",
]
SUBTITLES = [
    f"WEBVTT\n\n{CUE.replace(',', '.')}",
    "WEBVTT - Harbour\n\n",
    f"1\n{CUE}2\n{CUE}",
    f"\ufeff1\r\n{CUE}",
    f"\n\n17\n{CUE}",
    CUE,
    "00:01.000 --> 00:04.000\nThe harbour closed.",
]
KINDS = {
    "an HTML page": HTML,
    "an XML document": XML,
    "JSON": JSON,
    "a Rich Text document": RICH,
    "an e-mail with its headers": EMAIL,
    "a file of subtitles": SUBTITLES,
}
FORMATTED = [(kind, text) for kind, texts in KINDS.items() for text in texts]

PLAIN = {
    "a story": STORY,
    "a story that quotes a tag": f"A page opens with <html> and closes with </html>. {STORY}",
    "a story that begins with a quoted tag": f"<html> is what a page begins with. {STORY}",
    "a story about paragraphs": "She typed <p> before the text and </p> behind it, and it worked.",
    "a story with a sample": f"{STORY}\n\n{STORY}\n\n<p>Hello</p>\n\n{STORY}",
    "a lone block tag": f"<p>{STORY}",
    "a lone closing tag": f"{STORY}</p>",
    "two tags left over": "\n".join([STORY, f"<p>{STORY}", f"<p>{STORY}", STORY, STORY, STORY]),
    "tags left over far apart": "\n\n".join([f"<p>{STORY}", *[STORY] * 5, f"<div>{STORY}"]),
    "a lone tag at each break": f"{STORY}\n<br>\n{STORY}\n<br>\n{STORY}",
    "a word in bold": "The <b>harbour</b> closed.",
    "nothing but a word in bold": "<b>harbour</b>",
    "a text in italics": f"<i>{STORY}</i>",
    "words in bold at both ends": "<b>Harbour</b> and <b>boats</b> and <b>mayor</b>",
    "an unknown word": f"<unk> {STORY}",
    "unknown words alone": "<unk> <unk>",
    "a segment": f"<seg>{STORY}</seg>",
    "a sign of a speaker": f"<v Ada>{STORY}",
    "a comment": f"<!-- {STORY} -->",
    "a comment that does not end": f"<!-- {STORY}",
    "an arrow": f"<- {STORY} ->",
    "a heart": f"<3 {STORY}",
    "an address": f"<https://paper.example/harbour> {STORY}",
    "entities": f"&lt;p&gt;{STORY}&lt;/p&gt; &amp; so on",
    "a place of a subtitle": f"{{\\an8}}{STORY}",
    "music": f"♪ {STORY} ♪",
    "a time in a story": f"{STORY}\n\nHe wrote:\n\n1\n{CUE}",
    "a number alone in its line": f"1\n{STORY}",
    "an arrow of dashes": f"08:15 --> 09:30\n{STORY}",
    "an article on WEBVTT": f"WEBVTT is a format for captions. {STORY}",
    "a memo": f"To: All staff\nFrom: The director\nDate: 3 March\nRe: Budget\n\n{STORY}",
    "an old letter": f"From: J. Smith, London\nTo: The Editor\nDate: 4 May 1912\n\n{STORY}",
    "an article on feeds": f"<rss> feeds are back. {STORY}",
    "WEBVTT in a word": f"WEBVTTS, as they are called, are files. {STORY}",
    "numbers": "1\n2\n3\n4",
    "numbers in brackets": "[1, 2, 3]",
    "a footnote": "[1]",
    "empty brackets": "[]",
    "an editor's note": f"[Ed: {STORY}]",
    "a passage in brackets": f"[{STORY}]",
    "a passage in braces": f"{{{STORY}}}",
    "braces round a word": f"{{harbour}} {STORY} {{boats}}",
    "an object and a story": f'{{"a": 1}}\n{STORY}',
    "a story and an object": f'{STORY}\n{{"a": 1}}',
    "a broken object": '{"text": "The harbour closed}',
    "a quotation": f'"{STORY}"',
    "a letter's sender": f"From: the mayor's desk comes news of the harbour.\n\n{STORY}",
    "a headline": f"Subject: the harbour\n\n{STORY}",
    "a slug": f"Slug: HARBOUR-CLOSED\nFrom: Marrin\nDate: March 3\nSection: news\n\n{STORY}",
    "an interview": f"Quist: {STORY}\nReporter: And then?\nQuist: {STORY}",
    "headers within a story": f"{STORY}\n\n{HEADERS}MIME-Version: 1.0\n",
    "a technical word": f"Received: 14 letters.\nContent-Type: unknown.\n\n{STORY}",
    "quoted mail": f"> {STORY}\n>\n> {STORY}",
    "Markdown": f"# Harbour\n\n**{STORY}** [more](https://paper.example)\n\n- one\n- two\n\n---\n",
    "Markdown with a logo": f'<div align="center"><img src="a.png"></div>\n\n# Harbour\n\n{STORY}',
    "a fence": f"```html\n<p>Hello</p>\n```\n\n{STORY}",
    "a wire story": (
        "BC-HARBOUR-CLOSED, 2nd Ld-Writethru\nEds: Updates throughout.\nBy ADA QUIST\n\n"
        "MARRIN (NWA) -- The harbour closed on Monday. Nobody was hurt when the boats\n"
        "left, the mayor said.\n"
    ),
    "a backslash": f"\\documents {STORY}",
}

HOSTILE = [
    ("<" * 50_000, None),
    ("<p" * 50_000, None),
    ("<p>" * 50_000, "an HTML page"),
    ("<p " + "a" * 100_000, None),
    ("</p" + " " * 100_000, None),
    (("<p" + " " * 1_999) * 500, None),
    ("<!--" * 50_000, None),
    ("<!---->" * 50_000, None),
    ("[" * 100_000 + "]", None),
    ('{"a":' * 50_000 + "}", None),
    ("{" + "1" * 100_000 + "}", None),
    ("[" + "9" * 5_000 + ', "a"]', None),
    ("A" * 100_000 + ":", None),
    ("From: a\n" * 20_000, None),
    ("1\n" + "0" * 100_000, None),
    ("\ufeff" * 100_000 + "<html>", "an HTML page"),
    ("<a" + ":" * 100_000 + "></a>", None),
]


@pytest.mark.parametrize(("kind", "text"), FORMATTED)
def test_a_format_for_programs_is_recognised(kind: str, text: str) -> None:
    found = format_of_text(text)
    assert found is not None
    assert found.name == kind


@pytest.mark.parametrize("case", PLAIN)
def test_a_text_that_only_looks_like_a_format_is_read(case: str) -> None:
    assert format_of_text(PLAIN[case]) is None
    assert require_text(PLAIN[case], "copy.txt") == PLAIN[case]


@pytest.mark.parametrize(("text", "name"), HOSTILE, ids=range(len(HOSTILE)))
def test_a_text_made_to_be_slow_or_deep_gets_an_answer(text: str, name: str | None) -> None:
    found = format_of_text(text)
    assert (found and found.name) == name


@pytest.mark.parametrize(("kind", "text"), [(kind, texts[0]) for kind, texts in KINDS.items()])
def test_files_rows_and_library_calls_refuse_a_format_with_the_remedy(
    kind: str, text: str, tmp_path: Path, checker: Checker
) -> None:
    said = f"is {kind}; save it as plain text in UTF-8"
    (tmp_path / "story").write_text(text, "utf-8")
    with pytest.raises(TextError, match=r"^name: ") as refused:
        read_text(tmp_path / "story", "name")
    assert (refused.value.kind, str(refused.value)) == ("not_text", f"name: {said}")
    with pytest.raises(InputError, match=f"^copy: {said}$"):
        checker.check(STORY, text)
    rows = [{"reference": text, "copy": STORY}, {"reference_path": "story", "copy": STORY}]
    (tmp_path / "pairs.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    with (tmp_path / "pairs.jsonl").open("rb") as source:
        for row in read_rows(source, tmp_path / "pairs.jsonl"):
            assert isinstance(row, BadRow)
            assert (row.kind, row.message.partition(said)[1]) == ("not_text", said)


def test_a_page_in_another_encoding_is_refused_as_a_page() -> None:
    page = f"<html><body><p>Señor Alemán: {STORY}</p></body></html>"
    with pytest.raises(TextError, match="is an HTML page"):
        decode(page.encode("cp1252"), "page.html")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"%PDF-1.7", "is a PDF; save it as plain text in UTF-8"),
        (b"PK\x03\x04", "an office document; save it as plain text in UTF-8"),
        (b"{\\rtf1 a}", "is a Rich Text document; save it as plain text in UTF-8"),
        (b"\x89PNG\r\n", "is a PNG image; give its words as plain text in UTF-8"),
        (b"\x1f\x8b\x08", "is a gzip archive; unpack it"),
    ],
)
def test_the_remedy_fits_the_kind_of_file(data: bytes, said: str) -> None:
    with pytest.raises(TextError) as refused:
        decode(data, "file")
    assert said in str(refused.value)


def test_a_text_has_no_signature() -> None:
    assert format_of_bytes(STORY.encode()) is None


@pytest.mark.parametrize(
    "url", ["https://paper.example/a.html", "http://b.example", "s3://c/d.txt"]
)
def test_a_url_is_not_fetched_and_the_complaint_names_it_as_it_was_given(
    url: str, tmp_path: Path
) -> None:
    said = f"{url}: URLs are not fetched; save the page as plain text"
    with pytest.raises(TextError) as refused:
        read_text(Path(url), url)
    assert str(refused.value) == said
    (tmp_path / "pairs.jsonl").write_text(json.dumps({"reference_path": url, "copy": STORY}))
    with (tmp_path / "pairs.jsonl").open("rb") as source:
        [row] = read_rows(source, tmp_path / "pairs.jsonl")
    assert isinstance(row, BadRow)
    assert said in row.message


def test_a_row_that_only_looks_like_a_format_is_read(tmp_path: Path) -> None:
    rows = [{"reference": text, "copy": STORY} for text in PLAIN.values()]
    (tmp_path / "pairs.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    with (tmp_path / "pairs.jsonl").open("rb") as source:
        assert all(isinstance(row, Row) for row in read_rows(source, tmp_path / "pairs.jsonl"))
