"""The pages in a real browser: they load nothing, run clean, obey the keyboard, pass axe."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright
from sample_pages import HOSTILE, a_finding, a_report, linked, sentences, squeezed
from sample_reports import texts_of

from mtqa import Checker, Finding, FindingType, Report, Severity, Verdict
from mtqa.pairs import Pair
from mtqa.reports import batch_page
from mtqa.reports.pair_page import render
from mtqa.results import rounding
from mtqa.text.language import Languages
from mtqa.text.reading import read_document

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "chrome"))), None)
SEEDS = sorted(path.parent for path in Path(__file__).parents[2].glob("seeds/*/reference.txt"))
WIDE, NARROW = (1280, 900), (390, 844)
MARGIN = 16
SCROLL = """async () => {
  scrollBy(0, 600);
  await new Promise(requestAnimationFrame);
}"""
MOVED = (((0,), (3,)), ((1,), (0,)), ((2,), (1,)), ((), (2,)))

pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="no Chromium here: apt-get install -y chromium"
)
each_seed = pytest.mark.parametrize("name", [folder.name for folder in SEEDS])

Open = Callable[..., Page]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def reports(checker: Checker) -> dict[str, Report]:
    pairs = [
        Pair((f / "reference.txt").read_text("utf-8"), (f / "copy.txt").read_text("utf-8"), f.name)
        for f in SEEDS
    ]
    return {report.id or "": report for report in checker.check_many(pairs)}


@contextmanager
def opened(
    browser: Browser, file: Path, size: tuple[int, int] = WIDE, **how: Any
) -> Iterator[Page]:
    """A page of a file; whatever it says on the console or asks of the network fails the test."""
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, **how)
    page = context.new_page()
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    yield page
    assert said == []
    assert asked == [file.as_uri()]
    context.close()


def written(report: Report, folder: Path) -> Path:
    file = folder / "pair.html"
    file.write_text(render(report), "utf-8")
    return file


def violations(page: Page) -> list[str]:
    """What axe finds of serious or critical impact, by the rules of WCAG 2.2 AA."""
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": tags}})
    return [
        f"{each['id']}: {each['nodes'][0]['html'][:200]}"
        for each in found.response["violations"]
        if each["impact"] in ("serious", "critical")
    ]


@each_seed
def test_every_finding_of_the_json_is_on_the_page_once_on_each_side(
    name: str, browser: Browser, reports: dict[str, Report], tmp_path: Path
) -> None:
    report = reports[name]
    with opened(browser, written(report, tmp_path)) as page:
        for index, finding in enumerate(json.loads(report.to_json())["findings"]):
            for side in ("reference", "copy"):
                signs = page.locator(f".{side} [data-finding='{index}'][data-side='{side}']")
                assert signs.count() == (finding[side] is not None)
                marked = page.locator(f".cell.{side} [data-in='{index}']").all_text_contents()
                wanted = squeezed((finding[side] or {"text": ""})["text"])
                assert squeezed("".join(marked)) == wanted


@each_seed
def test_the_keyboard_walks_through_all_findings(
    name: str, browser: Browser, reports: dict[str, Report], tmp_path: Path
) -> None:
    report = reports[name]
    with opened(browser, written(report, tmp_path)) as page:
        met = []
        for _ in report.findings:
            page.keyboard.press("n")
            index = int(page.evaluate("document.activeElement.dataset.finding"))
            met.append(index)
            finding, shown = report.findings[index], page.locator(".dock").inner_text()
            for part in (finding.category, finding.severity.value):
                assert part in shown
            assert page.locator(".dock q, .dock [data-place='copy']").count()
            assert page.locator(f".cell [data-finding='{index}'].active").count() == sum(
                place is not None for place in (finding.reference, finding.copy)
            )
        assert sorted(met) == list(range(len(report.findings)))
        page.keyboard.press("p")
        assert int(page.evaluate("document.activeElement.dataset.finding")) == met[-2:][0]
        page.keyboard.press("Escape")
        assert page.locator(".dock").is_hidden()


def test_tab_reaches_every_sign(
    browser: Browser, reports: dict[str, Report], tmp_path: Path
) -> None:
    with opened(browser, written(reports["forum"], tmp_path)) as page:
        wanted = set(page.locator("[data-finding]").evaluate_all("all => all.map(e => e.id)"))
        met = set()
        for _ in range(len(wanted) + 40):
            page.keyboard.press("Tab")
            met.add(page.evaluate("document.activeElement.id"))
        assert wanted <= met


def test_both_places_of_a_finding_come_into_view(
    browser: Browser, reports: dict[str, Report], tmp_path: Path
) -> None:
    with opened(browser, written(reports["river-pact"], tmp_path), NARROW) as page:
        for _ in reports["river-pact"].findings:
            page.keyboard.press("n")
            edges = page.locator(".cell .sign.active").evaluate_all(
                "all => all.map(e => e.getBoundingClientRect()).flatMap(r => [r.top, r.bottom])"
            )
            dock = page.locator(".dock").evaluate("e => e.getBoundingClientRect().top")
            bar = page.locator(".tools").evaluate("e => e.getBoundingClientRect().bottom")
            if max(edges) - min(edges) < dock - bar - 60:
                assert bar <= min(edges)
                assert max(edges) <= dock


def test_pointing_at_a_mark_shows_its_finding(
    browser: Browser, reports: dict[str, Report], tmp_path: Path
) -> None:
    report = reports["forum"]
    index = next(i for i, each in enumerate(report.findings) if each.type is FindingType.NAME)
    with opened(browser, written(report, tmp_path)) as page:
        page.locator(f".cell.copy .mark[data-in='{index}']").first.hover()
        page.locator(".dock").wait_for()
        shown = page.locator(".dock").inner_text()
        for place in (report.findings[index].reference, report.findings[index].copy):
            assert place is not None
            assert place.text in shown


def test_the_filters_hide_what_does_not_fit_them(
    browser: Browser, reports: dict[str, Report], tmp_path: Path
) -> None:
    report = reports["forum"]
    visible = ".notes .note:not(.off)"
    with opened(browser, written(report, tmp_path)) as page:
        page.get_by_text("Filter").click()
        page.locator("[name=type][value=fragment]").uncheck()
        left = [each for each in report.findings if each.type is not FindingType.FRAGMENT]
        assert page.locator(visible).count() == len(left)
        page.locator("[name=severity][value=minor]").uncheck()
        left = [each for each in left if each.severity is not Severity.MINOR]
        assert page.locator(visible).count() == len(left)
        page.locator("[name=confidence]").fill("0.9")
        left = [each for each in left if float(rounding.confidence(each.confidence)) >= 0.9]
        assert page.locator(visible).count() == len(left)
        assert (
            f"{len(left)} shown, of {len(report.findings)}"
            in page.locator("#position").inner_text()
        )
        met = set()
        for _ in report.findings:
            page.keyboard.press("n")
            met.add(int(page.evaluate("document.activeElement.dataset.finding")))
        assert met == {report.findings.index(each) for each in left}
        page.locator("[name=keys]").uncheck()
        before = page.locator("#position").inner_text()
        page.keyboard.press("n")
        assert page.locator("#position").inner_text() == before


def test_a_finding_is_copied_as_text(
    browser: Browser, reports: dict[str, Report], tmp_path: Path
) -> None:
    how: dict[str, Any] = {"permissions": ["clipboard-read", "clipboard-write"]}
    with opened(browser, written(reports["forum"], tmp_path), **how) as page:
        page.keyboard.press("n")
        page.keyboard.press("c")
        page.wait_for_function("document.getElementById('position').value === 'Copied'")
        copied = page.evaluate("navigator.clipboard.readText()").splitlines()
        index = int(page.evaluate("document.activeElement.dataset.finding"))
        assert reports["forum"].findings[index].category in copied
        assert copied[-2].startswith("Reference")
        assert copied[-1].startswith("Copy")


@each_seed
@pytest.mark.parametrize(("size", "scheme"), [(WIDE, "light"), (NARROW, "dark")])
def test_axe_finds_nothing_serious_and_nothing_sticks_out(
    name: str,
    size: tuple[int, int],
    scheme: str,
    browser: Browser,
    reports: dict[str, Report],
    tmp_path: Path,
) -> None:
    with opened(browser, written(reports[name], tmp_path), size, color_scheme=scheme) as page:
        page.keyboard.press("n")
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0]


@pytest.mark.parametrize(("size", "scheme"), [(WIDE, "light"), (NARROW, "dark")])
def test_how_the_quality_comes_about_opens_by_the_keyboard_and_fits(
    size: tuple[int, int],
    scheme: str,
    browser: Browser,
    reports: dict[str, Report],
    tmp_path: Path,
) -> None:
    report = reports["forum"]
    with opened(browser, written(report, tmp_path), size, color_scheme=scheme) as page:
        assert page.locator(".sum table").first.is_hidden()
        page.get_by_text("How the quality is computed").focus()
        page.keyboard.press("Enter")
        damage, findings = page.locator(".sum table").all()
        assert damage.locator("tbody tr").count() == len(report.costs)
        assert findings.locator("tbody tr").count() == len(report.penalties.rows)
        assert f"{report.penalties.per_1000_words:.1f}" in findings.locator("tfoot").inner_text()
        assert violations(page) == []
        for table in (damage, findings):
            box = table.bounding_box()
            assert box
            assert box["x"] + box["width"] <= size[0] - MARGIN
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0]


def test_the_whole_of_an_article_is_drawn_at_once(
    browser: Browser, reports: dict[str, Report], tmp_path: Path
) -> None:
    height = "document.documentElement.scrollHeight"
    with opened(browser, written(reports["forum"], tmp_path)) as page:
        before = page.evaluate(height)
        for _ in range(10):
            page.evaluate(SCROLL)
        assert page.evaluate(height) == before


@pytest.mark.parametrize(("size", "scheme"), [(WIDE, "light"), (NARROW, "dark")])
def test_a_warning_and_two_unrelated_texts_can_be_read(
    size: tuple[int, int], scheme: str, browser: Browser, tmp_path: Path
) -> None:
    report = a_report(
        sentences("a", "b"), sentences("x"), linked(((0,), ()), ((1,), ()), ((), (0,)))
    )
    report = replace(report, verdict=Verdict.UNRELATED, language=Languages("en", "de"))
    with opened(browser, written(report, tmp_path), size, color_scheme=scheme) as page:
        assert page.get_by_text("copy.txt seems to be in German").is_visible()
        assert page.locator(".figure").all_inner_texts() == ["Quality\n0.0\nof 100"]
        assert page.locator(".row").count() == 1
        assert page.get_by_text("No findings").count() == 0
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0]


@pytest.mark.parametrize(("size", "scheme"), [(WIDE, "light"), (NARROW, "dark")])
def test_the_findings_of_a_report_without_its_texts_can_be_read(
    size: tuple[int, int],
    scheme: str,
    browser: Browser,
    reports: dict[str, Report],
    tmp_path: Path,
) -> None:
    report = Report.from_dict(reports["forum"].to_dict())
    with opened(browser, written(report, tmp_path), size, color_scheme=scheme) as page:
        assert page.get_by_text("were not given with the report").is_visible()
        places = page.locator(".note [data-place] q").all_inner_texts()
        assert len(places) == sum(
            bool(place) for each in report.findings for place in (each.reference, each.copy)
        )
        assert page.locator(".row, .dock, .tools").count() == 0
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0]


def test_the_two_sides_of_a_row_stand_beside_each_other(browser: Browser, tmp_path: Path) -> None:
    report = a_report(sentences("a", "b", "c"), sentences("b", "c", "x", "a"), linked(*MOVED))
    with opened(browser, written(report, tmp_path)) as page:
        rows = page.locator(".row:not(.trace)")
        assert rows.count() == 4
        for row in rows.all():
            left, right = (row.locator(f".cell.{s}").bounding_box() for s in ("reference", "copy"))
            assert left
            assert right
            assert left["y"] == right["y"]
            assert left["x"] + left["width"] < right["x"]


def test_the_page_can_be_read_without_javascript(
    browser: Browser, reports: dict[str, Report], tmp_path: Path
) -> None:
    report = reports["forum"]
    with opened(browser, written(report, tmp_path), java_script_enabled=False) as page:
        assert page.locator(".tools").is_hidden()
        assert page.locator(".dock").is_hidden()
        assert page.locator(".notes .note").count() == len(report.findings)
        text = squeezed(page.locator("main").text_content() or "")
        assert all(squeezed(each.category) in text for each in report.findings)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_runs_nothing(text: str, browser: Browser, tmp_path: Path) -> None:
    body = f"The mayor said {text} to the town on Monday."
    document = read_document(body).as_given()
    finding = a_finding((document, 10, len(body) - 5), (document, 4, len(body)), message=text)
    report = a_report(body, body, linked(((0,), (0,))), finding, key=text)
    with opened(browser, written(report, tmp_path)) as page:
        page.keyboard.press("n")
        page.locator(".cell.copy .mark").first.hover()
        assert page.evaluate("window.hacked") is None
        if text.isprintable():
            assert text in page.locator(".cell.copy").inner_text()


def a_long_report(size: int) -> Report:
    """A pair of so many sentences, three to a paragraph, with a finding on every other one."""
    body = "\n\n".join(
        " ".join(f"The council of town {i + j} met in the hall to vote." for j in range(3))
        for i in range(0, size, 3)
    )
    report = a_report(body, body, linked(*(((i,), (i,)) for i in range(size))))
    document, _ = texts_of(report)
    findings: list[Finding] = []
    for sentence in document.sentences[::2]:
        spot = (document, sentence.start + 4, sentence.start + 21)
        findings.append(a_finding(spot, spot, "“council of town” is not what it was"))
    assert len(document.sentences) == size
    return replace(report, findings=tuple(findings))


@pytest.mark.parametrize(("sentences", "drawing"), [(300, "visible"), (3000, "auto")])
def test_of_a_long_pair_only_what_is_in_view_is_drawn(
    sentences: int, drawing: str, browser: Browser, tmp_path: Path
) -> None:
    styles = "blocks => blocks.map(block => getComputedStyle(block).contentVisibility)"
    with opened(browser, written(a_long_report(sentences), tmp_path)) as page:
        drawn = page.locator(".block").evaluate_all(styles)
        assert drawn == [drawing] * (sentences // 3)
        for _ in range(3):
            page.keyboard.press("n")
        assert page.locator("#position").inner_text().startswith("3 of ")


def a_batch_page(size: int, folder: Path) -> Path:
    """A page of a batch of so many pairs, with every 50th row failed."""
    results: list[dict[str, Any]] = []
    for number in range(size):
        key = f"article-{number}"
        if number % 50 == 49:
            results.append({"id": key, "error": {"kind": "missing", "message": "has no copy"}})
            continue
        found = [{"type": "name", "severity": "major"}] * (number % 7)
        scores = {"quality": number * 37 % 101, "coverage": 0.5, "fidelity": 0.75}
        verdict = "unrelated" if number % 10 == 0 else "partial_copy"
        results.append({"id": key, "findings": found, "scores": scores, "verdict": verdict})
    overview = batch_page.read_overview((json.dumps(each).encode() for each in results), "r.jsonl")
    file = folder / "summary.html"
    file.write_text(batch_page.render(overview, "r.jsonl", None, folder), "utf-8")
    return file


def test_the_table_of_a_batch_sorts_and_filters(browser: Browser, tmp_path: Path) -> None:
    with opened(browser, a_batch_page(200, tmp_path)) as page:
        first = page.locator("#table tbody tr:not([hidden]) td").first
        quality = page.locator("#table th", has_text="Quality")
        column = page.locator("#table tbody td:nth-child(4)")
        worst = [float(text) for text in column.all_inner_texts()]
        assert worst == sorted(worst)
        quality.get_by_role("button").click()
        assert quality.get_attribute("aria-sort") == "descending"
        assert [float(text) for text in column.all_inner_texts()] == sorted(worst, reverse=True)
        page.locator("#table th", has_text="Row").get_by_role("button").click()
        assert first.inner_text() == "1"
        page.get_by_label("Pair", exact=True).fill("ARTICLE-12")
        page.get_by_label("Verdict", exact=True).select_option("unrelated")
        assert page.locator("#table tbody tr:not([hidden])").count() == 1
        assert page.locator("#matching").inner_text() == "1 of 196"
        assert page.get_by_text("has no copy").count() == 4


def test_a_batch_of_a_thousand_opens_in_two_seconds(browser: Browser, tmp_path: Path) -> None:
    with opened(browser, a_batch_page(1000, tmp_path)) as page:
        assert page.evaluate("performance.getEntriesByType('navigation')[0].duration") < 2000


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_on_the_page_of_a_batch(
    size: tuple[int, int], scheme: str, browser: Browser, tmp_path: Path
) -> None:
    with opened(browser, a_batch_page(60, tmp_path), size, color_scheme=scheme) as page:
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
