"""A run that goes on: it never harms a file, and never keeps what its rows would not give now."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from mtqa import Checker, OutputError
from mtqa.batch.resume import Kept
from mtqa.batch.row_checker import Desk
from mtqa.batch.rows import read_rows
from mtqa.batch.run import run
from mtqa.reports.summary import SummaryTable, Tally

Row = dict[str, Any] | str
slow = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)

REFERENCE = "Ada Quist closed the harbour on Monday. Nobody was hurt."
ROWS: list[Row] = [
    {"id": "one", "reference": REFERENCE, "copy": "Ada Quist shut the port on Monday."},
    {"id": "two", "reference": REFERENCE},
    {"id": "three", "reference": "One boat left.", "copy": "One ship left."},
    "no JSON",
    {"id": "five", "reference": "Two boats left.", "copy": "Two ships went."},
]
NAMELESS = [
    {key: text for key, text in row.items() if key != "id"} if isinstance(row, dict) else row
    for row in ROWS
]


def given_rows(rows: list[Row]) -> io.BytesIO:
    lines = (row if isinstance(row, str) else json.dumps(row) for row in rows)
    return io.BytesIO("".join(f"{line}\n" for line in lines).encode())


def resume(checker: Checker, path: Path, rows: list[Row]) -> bytes:
    """Goes on with a file, counts all that it holds, and gives its bytes."""
    tally, table = Tally(), SummaryTable(io.StringIO())
    given = read_rows(given_rows(rows), Path("pairs.jsonl"))
    with path.open("ab", buffering=0) as output:
        for result in run(Desk(checker), given, output, Kept(path)):
            tally.add(result.content)
            table.add(result.content)
    assert tally.rows == len(rows)
    return path.read_bytes()


def refusal(checker: Checker, path: Path, rows: list[Row]) -> str:
    """What a run says that goes on with a file, which it must leave as it is."""
    before = path.read_bytes()
    with pytest.raises(OutputError) as refused:
        resume(checker, path, rows)
    assert path.read_bytes() == before
    said = str(refused.value)
    assert said.startswith(f"{path}: ")
    assert "\n" not in said
    assert "name another file" in said
    return said


@pytest.fixture(scope="module")
def whole(checker: Checker, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """What a run that nothing interrupts writes."""
    return resume(checker, tmp_path_factory.mktemp("whole") / "reports.jsonl", ROWS)


FOREIGN = {
    "notes without an end": b"my only notes, 20 years of work, one line without an end",
    "notes": b"first line\nsecond line\n",
    "notes with a half line": b"first line\nsecond line",
    "a JSON array": b'[{"a":1},{"b":2}]',
    "a JSON object": b'{"id": 5, "notes": "20 years of work"}',
    "one with the id of the first row": b'{"id": "one", "notes": "20 years of work"}',
    "one as an error might be": b'{"id": "one", "error": "20 years of work"}',
    "a report of another pair": b'{"schema": "mtqa.report/1", "id": "one more", "signature"',
    "a report of another kind": b'{"schema": "mtqa.report/2", "id": "one", "signature"',
    "rows": b'{"id": "one", "reference": "a", "copy": "b"}\n',
    "an empty line": b"\n",
    "zero bytes": bytes(100),
}


@pytest.mark.parametrize("case", FOREIGN)
def test_a_file_that_is_not_of_a_batch_is_refused_and_stays_as_it_is(
    checker: Checker, tmp_path: Path, case: str
) -> None:
    path = tmp_path / "mine"
    path.write_bytes(FOREIGN[case])
    refusal(checker, path, ROWS)


@pytest.mark.parametrize("case", FOREIGN)
def test_reports_with_something_else_behind_them_stay_as_they_are(
    checker: Checker, tmp_path: Path, whole: bytes, case: str
) -> None:
    path = tmp_path / "reports.jsonl"
    path.write_bytes(whole.splitlines(keepends=True)[0] + FOREIGN[case])
    refusal(checker, path, ROWS)


@slow
@given(st.binary(min_size=1, max_size=60), st.integers(0, 5))
@example(b'{"', 0)
def test_whatever_stands_in_a_file_is_gone_on_with_or_left_alone(
    checker: Checker, tmp_path: Path, whole: bytes, noise: bytes, kept: int
) -> None:
    path = tmp_path / "reports.jsonl"
    lines = whole.splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:kept]) + noise)
    if kept < len(lines) and lines[kept].startswith(noise):
        assert resume(checker, path, ROWS) == whole
    elif not noise.startswith((b'{"schema": "mtqa.report/1", "id": "', b'{"id": "')):
        refusal(checker, path, ROWS)


def changed(**fields: object) -> Callable[[dict[str, Any]], object]:
    return lambda content: content | fields


UNCOUNTABLE: dict[str, Callable[[dict[str, Any]], object]] = {
    "an id and a verdict alone": lambda _: {"id": "one", "verdict": "x"},
    "an error that is a text": lambda _: {"id": "one", "error": "boom"},
    "an error without a message": lambda _: {"id": "one", "error": {"kind": "json"}},
    "an error of numbers": lambda _: {"id": "one", "error": {"kind": 1, "message": 2}},
    "an id that is a number": changed(id=1),
    "no findings": changed(findings=None),
    "findings that are texts": changed(findings=["name"]),
    "findings of no type": changed(findings=[{"type": "x", "severity": "minor"}]),
    "findings of no severity": changed(findings=[{"type": "name"}]),
    "an unknown verdict": changed(verdict="x"),
    "a verdict that is a list": changed(verdict=[]),
    "no scores": changed(scores={}),
    "scores that are texts": changed(scores={"quality": "x"}),
    "a score that is no number": lambda content: (
        content | {"scores": content["scores"] | {"quality": float("nan")}}
    ),
    "a score too large": lambda content: (
        content | {"scores": content["scores"] | {"quality": 10**400}}
    ),
    "no penalties": lambda content: content | {"scores": content["scores"] | {"mqm": None}},
    "no signature": changed(signature=None),
    "another schema": changed(schema="mtqa.report/2"),
    "a list": lambda content: [content],
    "nothing": lambda _: None,
}


@pytest.mark.parametrize("case", UNCOUNTABLE)
def test_a_line_that_cannot_be_counted_is_refused(
    checker: Checker, tmp_path: Path, whole: bytes, case: str
) -> None:
    path = tmp_path / "reports.jsonl"
    first, _, rest = whole.partition(b"\n")
    path.write_bytes(json.dumps(UNCOUNTABLE[case](json.loads(first))).encode() + b"\n" + rest)
    assert "line 1 is not a report of a batch; remove that line" in refusal(checker, path, ROWS)


OTHER = {"reference": "Three boats left.", "copy": "Three ships left."}
EDITS: dict[str, tuple[Callable[[list[Row]], list[Row]], int]] = {
    "a row put on top": (lambda rows: [OTHER, *rows], 1),
    "a row put in": (lambda rows: [*rows[:2], OTHER, *rows[2:]], 3),
    "the first row taken out": (lambda rows: rows[1:], 1),
    "a row taken out": (lambda rows: [*rows[:2], *rows[3:]], 3),
    "shuffled": (lambda rows: [rows[2], rows[1], rows[0], *rows[3:]], 1),
    "a text changed": (lambda rows: [*rows[:2], {**rows[2], "copy": "x"}, *rows[3:]], 3),  # type: ignore[dict-item]
    "texts exchanged": (
        lambda rows: [
            *rows[:2],
            {**rows[2], "reference": "One ship left.", "copy": "One boat left."},  # type: ignore[dict-item]
            *rows[3:],
        ],
        3,
    ),
    "a row repaired": (lambda rows: [rows[0], {**rows[1], "copy": "x"}, *rows[2:]], 2),  # type: ignore[dict-item]
    "a row broken": (lambda rows: [{**rows[0], "copy": ""}, *rows[1:]], 1),  # type: ignore[dict-item]
    "broken in another way": (lambda rows: [rows[0], {**rows[1], "copy": ""}, *rows[2:]], 2),  # type: ignore[dict-item]
    "rows cut off": (lambda rows: rows[:3], 4),
}


@pytest.mark.parametrize("rows", [ROWS, NAMELESS], ids=["ids", "numbers"])
@pytest.mark.parametrize("case", EDITS)
def test_rows_that_changed_are_refused_with_the_line_that_does_not_fit(
    checker: Checker, tmp_path: Path, case: str, rows: list[Row]
) -> None:
    path = tmp_path / "reports.jsonl"
    resume(checker, path, rows)
    edit, number = EDITS[case]
    said = refusal(checker, path, edit(rows))
    assert f"{path}: line {number} " in said
    assert "remove that line and all after it" in said


POOL: list[Row] = [*NAMELESS, OTHER, {**OTHER, "id": "1"}, {"reference": "a"}, "[]"]


@slow
@given(
    st.lists(st.sampled_from(POOL), min_size=1, max_size=4),
    st.lists(st.sampled_from(POOL), min_size=1, max_size=4),
    st.integers(0, 3),
    st.floats(0, 1),
)
def test_a_run_that_goes_on_makes_what_a_new_one_makes_or_changes_nothing(
    checker: Checker,
    tmp_path: Path,
    before: list[Row],
    after: list[Row],
    common: int,
    share: float,
) -> None:
    path, anew = tmp_path / "reports.jsonl", tmp_path / "anew.jsonl"
    after = [*before[:common], *after]
    path.unlink(missing_ok=True)
    anew.unlink(missing_ok=True)
    made = resume(checker, path, before)
    path.write_bytes(made[: round(share * len(made))])
    kept = path.read_bytes()
    wanted = resume(checker, anew, after)
    if wanted.startswith(kept):
        assert resume(checker, path, after) == wanted
        return
    try:
        made = resume(checker, path, after)
    except OutputError:
        made = wanted if path.read_bytes() == kept else b""
    assert made == wanted  # a half line that both rows could have begun with is made anew


def test_a_report_of_another_version_or_model_is_refused(
    checker: Checker, tmp_path: Path, whole: bytes
) -> None:
    path = tmp_path / "reports.jsonl"
    path.write_bytes(whole.replace(b'"signature": "mtqa:', b'"signature": "mtqa:9', 1))
    assert "line 1 ('one') was made by mtqa:9" in refusal(checker, path, ROWS)


def test_a_report_without_a_digest_is_refused(
    checker: Checker, tmp_path: Path, whole: bytes
) -> None:
    path = tmp_path / "reports.jsonl"
    first, _, rest = whole.partition(b"\n")
    content = json.loads(first)
    del content["digest"]
    path.write_bytes(json.dumps(content).encode() + b"\n" + rest)
    assert "line 1 has no digest" in refusal(checker, path, ROWS)


def test_a_long_id_makes_a_short_complaint(checker: Checker, tmp_path: Path) -> None:
    path = tmp_path / "reports.jsonl"
    row: Row = {**OTHER, "id": "x" * 100_000}
    resume(checker, path, [row])
    assert len(refusal(checker, path, [OTHER])) < 400
