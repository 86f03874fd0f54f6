"""The batch page: reports counted one by one, the worst pairs and the failed rows listed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from mtqa.errors import InputError
from mtqa.reports.batch_page import MOST_FAILED, MOST_PAIRS, read_overview, render
from mtqa.reports.page import page_name


def a_result(key: str, quality: float, *findings: tuple[str, str]) -> dict[str, Any]:
    return {
        "id": key,
        "findings": [{"type": kind, "severity": severity} for kind, severity in findings],
        "scores": {"quality": quality, "coverage": 0.5, "fidelity": 0.75},
        "verdict": "partial_copy",
    }


def a_failure(key: str, message: str = "has no copy") -> dict[str, Any]:
    return {"id": key, "error": {"kind": "missing", "message": message}}


def lines(*results: dict[str, Any]) -> list[bytes]:
    return [json.dumps(result).encode() + b"\n" for result in results]


def test_the_reports_are_counted() -> None:
    overview = read_overview(
        lines(
            a_result("a", 10, ("name", "major"), ("name", "major")),
            a_result("b", 100, ("number", "critical")),
            a_failure("c"),
        ),
        "r.jsonl",
    )
    assert overview.pairs == 2
    assert overview.mean_quality == 55
    assert overview.findings == {("name", "major"): 2, ("number", "critical"): 1}
    assert (overview.bins[2], overview.bins[-1], sum(overview.bins)) == (1, 1, 2)
    assert overview.verdicts == {"partial_copy": 2}
    assert [(row.number, row.id, row.message) for row in overview.failed] == [
        (3, "c", "has no copy")
    ]


def test_the_worst_pairs_are_kept_the_worst_first_and_equals_in_their_order() -> None:
    many = MOST_PAIRS + 500
    results = [a_result(f"p{i}", 100 - i % 100) for i in range(many)]
    worst = read_overview(lines(*results), "r.jsonl").worst
    wanted = sorted(range(many), key=lambda i: (100 - i % 100, i))[:MOST_PAIRS]
    assert [row.id for row in worst] == [f"p{i}" for i in wanted]


def test_the_overview_does_not_grow_with_the_batch() -> None:
    def failing() -> Iterator[bytes]:
        for number in range(3 * MOST_FAILED):
            yield from lines(a_failure(f"{number}", "x" * 10_000))

    overview = read_overview(failing(), "r.jsonl")
    assert overview.errors.total() == 3 * MOST_FAILED
    assert len(overview.failed) == MOST_FAILED
    assert all(len(row.message) < 1000 for row in overview.failed)


@pytest.mark.parametrize(
    "line",
    [
        b"no json\n",
        b"[]\n",
        b"7\n",
        b"{}\n",
        b'{"id": "a"}\n',
        b'{"id": "a", "error": "none"}\n',
        b"\xff\xfe\n",
        b"[" * 100_000 + b"\n",
        *lines(a_result("a", float("nan"))),
        *lines(a_result("a", 101)),
        *lines(a_result("a", 50, ("unheard", "major"))),
        *lines(a_result("a", 50) | {"verdict": "guilty"}),
        *lines(a_result("a", 50) | {"findings": None}),
    ],
)
def test_a_line_that_is_no_report_is_refused_by_its_number(line: bytes) -> None:
    with pytest.raises(InputError, match=r"r\.jsonl: line 2 is not a report"):
        read_overview([*lines(a_result("a", 50)), line], "r.jsonl")


def test_a_last_line_left_half_written_is_passed_over() -> None:
    whole = lines(a_result("a", 50), a_result("b", 60))
    assert read_overview([whole[0], whole[1][:20]], "r.jsonl").pairs == 1


def test_pages_that_exist_are_linked_from_where_the_batch_page_lies(tmp_path: Path) -> None:
    pages = tmp_path / "pair pages"
    pages.mkdir()
    (pages / page_name(2, "b")).write_text("there")
    overview = read_overview(lines(a_result("a", 50), a_result("b", 60)), "r.jsonl")
    page = render(overview, "r.jsonl", pages, tmp_path)
    assert page.count("<a href=") == 1
    assert '<a href="pair%20pages/000002-b.html">b</a>' in page


def test_what_a_batch_says_is_shown_and_not_obeyed() -> None:
    hostile = "<script>alert(1)</script>\u202e"
    results = lines(a_result(hostile, 50), a_failure(hostile, hostile))
    page = render(read_overview(results, hostile), hostile, None, Path())
    assert page.count("<script>") == 1
    assert "&lt;script&gt;alert(1)&lt;/script&gt;&lt;U+202E&gt;" in page


@pytest.mark.parametrize("results", [[], [a_failure("a")]], ids=["empty", "failed"])
def test_a_batch_without_a_pair_has_a_page_too(results: list[dict[str, Any]]) -> None:
    page = render(read_overview(lines(*results), "r.jsonl"), "r.jsonl", None, Path())
    assert "0 pairs" in page
    assert "<table id" not in page
