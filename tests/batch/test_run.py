"""Batches: rows of every kind, bad rows, resumed runs, the summary."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from toy_encoder import Hashed

from mtqa import Checker, InputError, OutputError, Pair
from mtqa.batch.resume import Kept
from mtqa.batch.row_checker import Desk
from mtqa.batch.rows import BadRow, Row, read_rows
from mtqa.batch.run import run
from mtqa.pairs import Given
from mtqa.reports.summary import SummaryTable, Tally
from mtqa.text.loading import LONGEST

REFERENCE = "Ada Quist closed the harbour on Monday. Nobody was hurt when the boats left."
COPY = "Ada Quist shut the port on Monday."


def rows_of(text: str | bytes, path: Path | None = None) -> list[Row | BadRow]:
    data = text.encode() if isinstance(text, str) else text
    return list(read_rows(io.BytesIO(data), path))


def only(rows: list[Row | BadRow]) -> Row | BadRow:
    assert len(rows) == 1
    return rows[0]


def sides(row: Row | BadRow) -> tuple[str, str]:
    assert isinstance(row, Row), row
    return row.reference, row.copy


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("pairs.jsonl", '{"id": "x", "reference": "a b", "copy": "c, d"}\n'),
        ("pairs.jsonl", '\ufeff\n{"id": "x", "copy": "c, d", "reference": "a b"}'),
        ("pairs.csv", 'id,reference,copy\nx,a b,"c, d"\n'),
        ("pairs.csv", '\ufeffid;reference;copy\r\nx;a b;"c, d"\r\n'),
        ("pairs.csv", '"Copy","note","Reference","ID"\n"c, d","","a b","x"\n'),
        ("pairs.tsv", "copy\treference\tid\nc, d\ta b\tx\n"),
        ("pairs.txt", "copy\treference\tid\nc, d\ta b\tx\n"),
        (None, '\n{"id": "x", "reference": "a b", "copy": "c, d"}\n'),
        (None, 'id,reference,copy\nx,a b,"c, d"\n'),
    ],
)
def test_rows_are_read_from_every_format(tmp_path: Path, name: str | None, text: str) -> None:
    row = only(rows_of(text, tmp_path / name if name else None))
    assert sides(row) == ("a b", "c, d")
    assert row.id == "x"
    assert row.end == len(text.encode())


def test_a_field_may_run_over_several_lines(tmp_path: Path) -> None:
    rows = rows_of('reference,copy\n"a\n\nb, ""c""",d\ne,f\n', tmp_path / "pairs.csv")
    assert [sides(row) for row in rows] == [('a\n\nb, "c"', "d"), ("e", "f")]


def test_rows_without_an_id_are_called_by_their_number() -> None:
    rows = rows_of(
        '{"reference": "a", "copy": "b"}\n\n[]\n{"id": 7, "reference": "a", "copy": "b"}'
    )
    assert [row.id for row in rows] == ["1", "2", "7"]


def test_a_first_row_that_is_a_list_is_but_a_bad_row() -> None:
    first, second = rows_of('["a", {"b": 1}]\n{"reference": "a", "copy": "b"}\n')
    assert isinstance(first, BadRow)
    assert isinstance(second, Row)


@pytest.mark.parametrize("name", ["pairs.csv", "pairs.tsv", "pairs.jsonl", None])
@pytest.mark.parametrize("text", ["", "\n \n", "\ufeff", "\ufeff\r\n", "reference,copy\n"])
def test_a_file_without_a_row_is_refused(tmp_path: Path, name: str | None, text: str) -> None:
    if name == "pairs.jsonl" and "reference" in text:
        text = ""
    with pytest.raises(InputError, match="has no pairs"):
        rows_of(text, tmp_path / name if name else None)


BAD_ROWS = {
    "no JSON": (b"reference", "json", "is not JSON"),
    "cut JSON": (b'{"reference": "a", "copy": "b', "json", "is not JSON"),
    "no object": (b'["a", "b"]', "json", "is not a JSON object"),
    "a mere text": (b'"a"', "json", "is not a JSON object"),
    "too deep": (b"[" * 100_000, "json", "recursion"),
    "a number too long": (b'{"id": ' + b"9" * 5000 + b"}", "json", "4300"),
    "no copy": (b'{"reference": "a"}', "missing", "no copy"),
    "nothing": (b"{}", "missing", "no reference"),
    "null": (b'{"reference": null, "copy": "b"}', "missing", "no reference"),
    "a number": (b'{"reference": 1, "copy": "b"}', "type", "reference: is not a text"),
    "a list": (b'{"reference": "a", "copy": ["b"]}', "type", "copy: is not a text"),
    "a list for an id": (b'{"id": [1], "reference": "a", "copy": "b"}', "type", "id:"),
    "true for an id": (b'{"id": true, "reference": "a", "copy": "b"}', "type", "id:"),
    "a number for a path": (b'{"reference": "a", "copy_path": 1}', "type", "copy_path"),
    "empty": (b'{"reference": "", "copy": "b"}', "empty", "reference: holds no text"),
    "blank": (b'{"reference": "a", "copy": " \\u200b\\n"}', "empty", "copy: holds no text"),
    "no UTF-8": (b'{"reference": "caf\xe9", "copy": "b"}', "encoding", "0xe9"),
    "half a pair": (b'{"reference": "a\\ud800", "copy": "b"}', "encoding", "U+D800"),
    "a NUL": (b'{"reference": "a", "copy": "b\\u0000"}', "not_text", "copy: holds a NUL"),
    "a text too long": (
        b'{"reference": "a", "copy": "%s"}' % (b"x" * (LONGEST + 1)),
        "too_large",
        "copy: has more than 10,000,000 characters",
    ),
    "a line too long": (
        b'{"reference": "a", "copy": "%s"}' % (b"x" * (6 * LONGEST)),
        "too_large",
        "has more than 60,000,000 bytes",
    ),
    "a path outside": (b'{"reference": "a", "copy_path": "../x.txt"}', "path", "leads outside"),
    "a path from the root": (b'{"reference": "a", "copy_path": "/x.txt"}', "path", "outside"),
    "a link outside": (b'{"reference": "a", "copy_path": "link.txt"}', "path", "leads outside"),
    "a folder": (b'{"reference": "a", "copy_path": "."}', "path", "is no file"),
    "a pipe": (b'{"reference": "a", "copy_path": "pipe"}', "path", "is no file"),
    "a path with NUL": (b'{"reference": "a", "copy_path": "\\u0000"}', "path", "is no path"),
    "a path too long": (b'{"reference": "a", "copy_path": "%s"}' % (b"x" * 5000), "path", "xxx…"),
    "no such file": (b'{"reference": "a", "copy_path": "none.txt"}', "file", "none.txt: no such"),
    "a line end in a name": (b'{"reference": "a", "copy_path": "no\\n"}', "file", r"'no\n': no"),
    "an escape in a name": (b'{"reference": "a", "copy_path": "\\u001b"}', "file", r"'\x1b': no"),
    "text and file": (b'{"reference": "a", "copy": "b", "copy_path": "c"}', "type", "one of them"),
    "a key twice": (b'{"reference": "a", "copy": "b", "copy": "c"}', "json", "2 values of 'copy'"),
    "an image": (b'{"reference": "a", "copy_path": "a.png"}', "not_text", "a.png: is a PNG"),
}


def folder_of_pairs(tmp_path: Path) -> Path:
    """A folder with what the bad rows point at."""
    folder = tmp_path / "pairs"
    folder.mkdir()
    (tmp_path / "x.txt").write_text("secret", "utf-8")
    (folder / "link.txt").symlink_to(tmp_path / "x.txt")
    (folder / "a.png").write_bytes(b"\x89PNG\r\n")
    os.mkfifo(folder / "pipe")
    return folder


@pytest.mark.parametrize("case", BAD_ROWS)
def test_a_bad_row_says_what_is_wrong_and_the_next_one_is_read(tmp_path: Path, case: str) -> None:
    folder = folder_of_pairs(tmp_path)
    line, kind, said = BAD_ROWS[case]
    good = b'{"id": "good", "reference": "a", "copy": "b"}'
    rows = rows_of(b"\n".join([good, line, good]), folder / "pairs.jsonl")
    assert [row.id for row in rows] == ["good", "2", "good"]
    bad = rows[1]
    assert isinstance(bad, BadRow)
    assert bad.kind == kind
    assert bad.message.startswith("line 2: ")
    assert said in bad.message
    assert len(bad.message) < 400


BAD_CSV_ROWS = {
    "too many fields": (b"x,a,b,c", "csv", "more than 3 fields under 3 columns"),
    "too few fields": (b"x,a", "missing", "no copy"),
    "a stray quotation mark": (b'x,"a"b,c', "csv", "check its quotation marks"),
    "no UTF-8": (b"x,caf\xe9,b", "encoding", "0xe9"),
    "a field too long": (b"x,%s,b" % (b"x" * (LONGEST + 1)), "too_large", "10,000,000 characters"),
    "a line too long": (b"x," + b"a," * (3 * LONGEST), "too_large", "60,000,000 bytes"),
    "a NUL": (b"x,a\0,b", "not_text", "reference: holds a NUL"),
    "an empty text": (b"x,,b", "empty", "reference: holds no text"),
}


@pytest.mark.parametrize("case", BAD_CSV_ROWS)
def test_a_bad_csv_row_says_what_is_wrong_and_the_next_one_is_read(
    tmp_path: Path, case: str
) -> None:
    line, kind, said = BAD_CSV_ROWS[case]
    data = b"\n".join([b"id,reference,copy", b"good,a,b", line, b"good,a,b"])
    first, bad, last = rows_of(data, tmp_path / "pairs.csv")
    assert sides(first) == sides(last) == ("a", "b")
    assert isinstance(bad, BadRow)
    assert bad.kind == kind
    assert bad.message.startswith("line 3: ")
    assert said in bad.message


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("pairs.csv", b"left,right\na,b\n", "has no columns reference and copy"),
        ("pairs.csv", b"reference,text\na,b\n", "has no columns reference and copy"),
        ("pairs.csv", b"id,reference,copy\r1,a,b\r", "carriage returns alone"),
        ("pairs.jsonl", b'{"reference": "a",\r"copy": "b"}\r', "carriage returns alone"),
        ("pairs.csv", b"id,reference,Copy,copy \n", "2 columns named copy; rename"),
        ("pairs.tsv", b"reference\tnote\tcopy\tnote\n", "2 columns named note; rename"),
        ("pairs.csv", b"sep=;\nleft;right\n", "has no columns"),
        ("pairs.csv", b"sep=;\n", "has no columns"),
        ("pairs.jsonl", b'{\n  "reference": "a",\n', "has a JSON object over several lines"),
        ("pairs.jsonl", b'{"id": 1,\n "reference": "a",\n', "object over several lines"),
        ("pairs.jsonl", b'[\n  {\n    "reference": "a"', "is a JSON array"),
        ("pairs.json", b'[{"reference": "a", "copy": "b"}]', "is a JSON array"),
        ("pairs.json", b'[\n  {\n    "reference": "a"', "is a JSON array"),
        ("pairs.tsv", "reference\tcopy\na\tb\n".encode("utf-16"), "is UTF-16; .*Excel"),
        ("pairs.csv", b"PK\x03\x04\x14\x00", "office document"),
        ("pairs.jsonl", b"\x1f\x8b\x08\x00", "is a gzip archive"),
    ],
)
def test_a_file_that_holds_no_rows_is_refused_as_a_whole(
    tmp_path: Path, name: str, data: bytes, said: str
) -> None:
    with pytest.raises(InputError, match=said) as refused:
        rows_of(data, tmp_path / name)
    assert name in str(refused.value)


def test_texts_may_lie_in_files_beside_the_pairs(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "one.txt").write_bytes(b"\xef\xbb\xbfIn a file.\r\n")
    given = {"reference_path": "texts/one.txt", "copy": "", "copy_path": "./texts/../texts/one.txt"}
    row = only(rows_of(json.dumps(given), tmp_path / "pairs.jsonl"))
    assert sides(row) == ("In a file.\r\n", "In a file.\r\n")
    assert isinstance(row, Row)
    assert row.reference_name == "texts/one.txt"


@given(st.binary(max_size=200))
def test_no_bytes_end_the_reading_of_json_lines(noise: bytes) -> None:
    good = b'{"id": "good", "reference": "a", "copy": "b"}'
    rows = rows_of(b"\n".join([good, noise, good]), Path("pairs.jsonl"))
    assert rows[0].id == rows[-1].id == "good"


@given(st.binary(max_size=200))
def test_no_bytes_end_the_reading_of_csv(noise: bytes) -> None:
    rows = rows_of(b"\n".join([b"id,reference,copy", b"good,a,b", noise]), Path("pairs.csv"))
    assert rows[0].id == "good"


PAIRS = [
    {"id": "one", "reference": REFERENCE, "copy": COPY},
    {"id": "none", "reference": REFERENCE},
    {"id": "\u2028\ud800", "reference": COPY, "copy": COPY},
    {"reference": REFERENCE, "copy": REFERENCE},
    {"id": "last", "reference": COPY, "copy": REFERENCE},
]
GIVEN = "".join(json.dumps(pair) + "\n" for pair in PAIRS)


def batch(checker: Checker, path: Path, given: str = GIVEN) -> list[dict[str, Any]]:
    """Goes on with the reports in a file, or begins it; the contents of the whole."""
    rows = read_rows(io.BytesIO(given.encode()), None)
    with path.open("ab", buffering=0) as output:
        return [result.content for result in run(Desk(checker), rows, output, Kept(path))]


@pytest.fixture(scope="module")
def whole(checker: Checker, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """What a run that nothing interrupts writes."""
    path = tmp_path_factory.mktemp("whole") / "reports.jsonl"
    batch(checker, path)
    return path.read_bytes()


def test_every_row_is_answered_in_its_place(whole: bytes) -> None:
    made = [json.loads(line) for line in whole.splitlines()]
    assert [content["id"] for content in made] == ["one", "none", "\u2028\ud800", "4", "last"]
    assert made[1] == {
        "id": "none",
        "error": {
            "kind": "missing",
            "message": "line 2: the row has no copy; give copy or copy_path",
        },
    }
    assert all(made[at]["schema"] == "mtqa.report/1" for at in (0, 2, 3, 4))


def test_a_report_in_a_batch_is_the_one_that_a_single_check_makes(
    checker: Checker, whole: bytes
) -> None:
    alone = checker.check(REFERENCE, COPY, id="one")
    made = json.loads(whole.splitlines()[0])
    assert made.pop("digest") == hashlib.sha256(f"{REFERENCE}\0{COPY}".encode()).hexdigest()
    assert made == json.loads(alone.to_json())


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.floats(0, 1))
def test_a_run_killed_at_any_byte_goes_on_to_the_same_file(
    checker: Checker, tmp_path: Path, whole: bytes, share: float
) -> None:
    path = tmp_path / "reports.jsonl"
    path.write_bytes(whole[: round(share * len(whole))])
    contents = batch(checker, path)
    assert path.read_bytes() == whole
    assert contents == [json.loads(line) for line in whole.splitlines()]


def test_a_finished_run_has_nothing_left_to_do(
    checker: Checker, tmp_path: Path, whole: bytes
) -> None:
    path = tmp_path / "reports.jsonl"
    path.write_bytes(whole)
    rows = read_rows(io.BytesIO(GIVEN.encode()), None)
    with path.open("ab", buffering=0) as output:
        results = list(run(Desk(checker), rows, output, Kept(path)))
    assert not any(result.is_new for result in results)
    assert path.read_bytes() == whole


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (b'"id": "one"', b'"id": "two"', "has 'two', but the pairs have 'one'"),
        (b'"signature": "mtqa:', b'"signature": "mtqa:9', "was made by mtqa:9"),
        (b'{"schema"', b'["schema"', "line 1 is not a report of a batch"),
        (b'"verdict"', b'"judgement"', "line 1 is not a report of a batch"),
        (b"\n", b"\n\n", "line 2 is not a report of a batch"),
    ],
)
def test_reports_of_another_run_are_not_gone_on_with(
    checker: Checker, tmp_path: Path, whole: bytes, old: bytes, new: bytes, said: str
) -> None:
    path = tmp_path / "reports.jsonl"
    path.write_bytes(whole.replace(old, new, 1))
    with pytest.raises(OutputError, match=said):
        batch(checker, path)


def test_more_reports_than_rows_are_not_gone_on_with(
    checker: Checker, tmp_path: Path, whole: bytes
) -> None:
    path = tmp_path / "reports.jsonl"
    path.write_bytes(whole)
    with pytest.raises(OutputError, match="'last', but the pairs end"):
        batch(checker, path, GIVEN[: GIVEN.index('{"id": "last"')])


DANGEROUS = "".join(
    json.dumps({"reference": REFERENCE, "copy": copy}) + "\n"
    for copy in (COPY, "Some dynamite here.", COPY)
)


def test_five_hundred_bad_rows_of_every_kind_lose_no_good_one(
    checker: Checker, tmp_path: Path
) -> None:
    folder = folder_of_pairs(tmp_path)
    kinds = [line for line, _, _ in BAD_ROWS.values() if len(line) < LONGEST]
    lines = [line for _ in range(500 // len(kinds) + 1) for line in kinds][:499]
    huge = b'{"reference": "a", "copy": "%s"}' % (b"x" * 20_000_000)
    path = folder / "pairs.jsonl"
    with path.open("wb") as file:
        for number, line in enumerate([*lines, huge]):
            file.write(json.dumps(GOOD | {"id": f"good-{number}"}).encode() + b"\n" + line + b"\n")
    with path.open("rb") as file:
        rows = read_rows(file, path)
        contents = [result.content for result in run(Desk(checker), rows, io.BytesIO())]
    good = [content for content in contents if "error" not in content]
    assert len(contents) == 1000
    assert [content["id"] for content in good] == [f"good-{number}" for number in range(500)]
    assert contents[::2] == good


GOOD = {"reference": REFERENCE, "copy": COPY}


class Explosive(Hashed):
    """An encoder that fails on one word."""

    def encode(self, sentences: list[str], /) -> npt.NDArray[np.float32]:
        """Vectors that tell one sentence from another."""
        if any("dynamite" in sentence for sentence in sentences):
            raise RuntimeError("bang")
        return super().encode(sentences)


def test_a_row_that_the_encoder_fails_on_is_answered_and_the_run_goes_on(tmp_path: Path) -> None:
    checker = Checker(Explosive(), device="cpu")
    made = batch(checker, tmp_path / "reports.jsonl", DANGEROUS)
    assert ["error" in content for content in made] == [False, True, False]
    assert made[1]["error"]["kind"] == "model"
    assert "bang" in made[1]["error"]["message"]
    assert made[1]["digest"] != made[0]["digest"] == made[2]["digest"]
    assert made[1]["signature"] == checker.signature


class Faulty(Checker):
    """A checker with a fault of its own."""

    def check_many(self, pairs: Iterable[Given], on_error: Any = "raise") -> Any:
        """Reports until a word comes that it cannot bear."""
        for pair in pairs:
            assert isinstance(pair, Pair)
            if "dynamite" in pair.copy:
                raise ZeroDivisionError("division by zero")
            yield from super().check_many([pair], on_error)


def test_a_row_that_breaks_the_checker_is_answered_and_the_run_goes_on(tmp_path: Path) -> None:
    made = batch(Faulty(device="cpu"), tmp_path / "reports.jsonl", DANGEROUS)
    assert ["error" in content for content in made] == [False, True, False]
    assert made[1]["error"] == {
        "kind": "internal",
        "message": "ZeroDivisionError: division by zero; please report it",
    }


def test_rows_are_read_only_as_they_are_needed(checker: Checker) -> None:
    read = 0

    def endless() -> Iterator[Row]:
        nonlocal read
        while True:
            read += 1
            yield Row(str(read), read, COPY, COPY)

    results = run(Desk(checker), endless(), io.BytesIO())
    assert next(results).content["id"] == "1"
    assert read * 2 * len(COPY) <= 10_000 + 2 * len(COPY)


def test_long_texts_make_short_windows(checker: Checker) -> None:
    read = 0

    def endless() -> Iterator[Row]:
        nonlocal read
        while True:
            read += 1
            yield Row(str(read), read, "word " * 120_000, COPY)

    results = run(Desk(checker), endless(), io.BytesIO())
    next(results)
    assert read <= 2


def test_the_tally_counts_verdicts_findings_and_errors(whole: bytes) -> None:
    tally = Tally()
    made = [json.loads(line) for line in whole.splitlines()]
    for content in made:
        tally.add(content)
    assert (tally.rows, tally.verdicts.total()) == (5, 4)
    assert tally.errors == {"missing": 1}
    findings = sum(len(content.get("findings", ())) for content in made)
    assert tally.findings.total() == findings > 0
    assert list(tally.lines())[-1] == "rows with errors: missing 1"


def test_the_summary_has_one_row_a_pair(whole: bytes) -> None:
    file = io.StringIO()
    table = SummaryTable(file)
    made = [json.loads(line) for line in whole.splitlines()]
    for content in made:
        table.add(content)
    rows = list(csv.DictReader(io.StringIO(file.getvalue(), newline="")))
    assert [row["id"] for row in rows] == ["one", "none", "<U+D800>", "4", "last"]
    assert rows[0]["verdict"] == made[0]["verdict"]
    assert float(rows[0]["quality"]) == made[0]["scores"]["quality"]
    assert float(rows[0]["mqm_per_1000_words"]) == made[0]["scores"]["mqm"]["per_1000_words"] > 0
    assert rows[1]["mqm_per_1000_words"] == ""
    for row, content in zip(rows, made, strict=True):
        severities = [finding["severity"] for finding in content.get("findings", ())]
        for severity in ("critical", "major", "minor"):
            assert int(row[severity] or 0) == severities.count(severity)
        counted = sum(int(row[kind] or 0) for kind in ("name", "number", "dropped_sentence"))
        found = [finding["type"] for finding in content.get("findings", ())]
        assert counted == sum(kind in ("name", "number", "dropped_sentence") for kind in found)
    assert rows[1]["error"].startswith("line 2: the row has no copy")


BLANKS = "\u00a0\u200b\ufeff\u3000\x0b\0\x1b\u202e\u2060\u200d\u00ad\t\r\n\u0301\u2028\U000e0020 "


@given(st.text(st.sampled_from(BLANKS)), st.sampled_from("=+-@＝＋－＠﹦﹢﹣﹫"))
def test_no_cell_of_the_summary_is_a_formula_or_obeyed(blanks: str, sign: str) -> None:
    name = f"{blanks}{sign}1+1"
    file = io.StringIO()
    SummaryTable(file).add({"id": name, "error": {"kind": "json", "message": name}})
    cells = list(csv.reader(io.StringIO(file.getvalue(), newline="")))[1]
    for cell in cells:
        joined = "".join(each for each in cell if each not in BLANKS)
        assert not joined.startswith(tuple("=+-@＝＋－＠﹦﹢﹣﹫"))
        assert not {"\0", "\x1b", "\x0b", "\u202e", "\u200b", "\ufeff"} & {*cell}


def test_ids_that_stand_twice_are_told_once() -> None:
    tally = Tally()
    for key in ("a", "b\x1b", "a", "b\x1b", "b\x1b", "c"):
        tally.add({"id": key, "error": {"kind": "json", "message": ""}})
    lines = list(tally.lines())
    assert lines[0] == "3 rows repeat an earlier id, such as a; give each row an id of its own"
    assert len(lines) == 2


def test_an_interrupt_in_the_clearing_up_behind_a_window_ends_the_run(
    checker: Checker, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        monkeypatch.undo()
        raise KeyboardInterrupt

    monkeypatch.setattr(ThreadPoolExecutor, "shutdown", interrupted)
    with pytest.raises(KeyboardInterrupt):
        list(Desk(checker).answer([Row("a", 1, REFERENCE, COPY)]))
