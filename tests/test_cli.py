"""The command line: what it prints, what it refuses and in which words, its exit codes."""

from __future__ import annotations

import io
import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

import mtqa
from mtqa import Checker, cli
from mtqa.options import Setting
from mtqa.registry import DEFAULT_MODEL

REFERENCE = "Ada Quist closed the harbour on Monday. Nobody was hurt when the boats left.\n"
COPY = "Ada Quist shut the port on Monday.\n"
LAUNCH = [sys.executable, "-c", "from mtqa.cli import main; main()"]


class Done(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str


Run = Callable[..., Done]


@pytest.fixture
def run(
    checker: Checker,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsysbinary: pytest.CaptureFixture[bytes],
) -> Run:
    """Runs a command line in this process, in a folder of its own, with the one checker."""
    load = Setting.checker

    def made(setting: Setting) -> Checker:
        usual = Setting(DEFAULT_MODEL, "auto", "wmt", "normal")
        return checker if setting == usual else load(setting)

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(Setting, "checker", made)
    (tmp_path / "reference.txt").write_text(REFERENCE, "utf-8")
    (tmp_path / "copy.txt").write_text(COPY, "utf-8")

    def run(*arguments: str, given: bytes | io.BytesIO = b"") -> Done:
        stream = given if isinstance(given, io.BytesIO) else io.BytesIO(given)
        monkeypatch.setattr(sys, "argv", ["mtqa", *arguments])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(stream))
        with pytest.raises(SystemExit) as ended:
            cli.main()
        out, err = capsysbinary.readouterr()
        assert isinstance(ended.value.code, int)
        return Done(ended.value.code, out.decode(), err.decode())

    return run


def test_the_text_report_goes_to_the_terminal(run: Run) -> None:
    done = run("check", "reference.txt", "copy.txt")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("copy.txt ")
    assert "quality" in done.out
    assert "\x1b" not in done.out


def test_the_json_report_is_the_one_that_the_library_makes(run: Run, checker: Checker) -> None:
    done = run("check", "reference.txt", "copy.txt", "-f", "json")
    made = checker.check(REFERENCE, COPY, reference_name="reference.txt", copy_name="copy.txt")
    assert json.loads(done.out) == json.loads(made.to_json())
    assert done.out.endswith("}\n")


def test_a_report_can_be_written_to_a_file_and_replaces_what_was_there(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / "report.json").write_text("old", "utf-8")
    done = run("check", "reference.txt", "copy.txt", "-f", "json", "-o", "report.json")
    assert done == (0, "", "")
    assert json.loads((tmp_path / "report.json").read_text("utf-8"))["schema"] == "mtqa.report/1"
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "copy.txt",
        "reference.txt",
        "report.json",
    ]


FORMS = {"text": "copy.txt ", "json": "{\n", "html": "<!DOCTYPE html>"}


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("r.html", "html"),
        ("r.HTM", "html"),
        ("r.json", "json"),
        ("r.txt", "text"),
        ("r.report", "text"),
        ("html", "text"),
        (".html", "text"),
    ],
)
def test_the_ending_of_the_file_says_the_format(
    run: Run, tmp_path: Path, name: str, form: str
) -> None:
    assert run("check", "reference.txt", "copy.txt", "-o", name) == (0, "", "")
    assert (tmp_path / name).read_text("utf-8").startswith(FORMS[form])


@pytest.mark.parametrize(
    ("name", "form", "said"),
    [
        ("r.html", "text", "but the name ends in .html"),
        ("r.json", "html", "but the name ends in .json"),
        ("r.txt", "json", "but the name ends in .txt"),
        ("r.html", "html", ""),
        ("r.report", "json", ""),
        ("r", "html", ""),
    ],
)
def test_a_format_that_is_asked_for_goes_before_the_ending_and_that_is_said(
    run: Run, tmp_path: Path, name: str, form: str, said: str
) -> None:
    done = run("check", "reference.txt", "copy.txt", "-o", name, "-f", form)
    told = f"mtqa: {name}: written as {form} because of -f, {said}\n" if said else ""
    assert done == (0, "", told)
    assert (tmp_path / name).read_text("utf-8").startswith(FORMS[form])


@pytest.mark.parametrize("side", [0, 1])
def test_one_of_the_two_may_come_from_standard_input(run: Run, side: int) -> None:
    names, texts = ["reference.txt", "copy.txt"], [REFERENCE, COPY]
    names[side] = "-"
    done = run("check", *names, "-f", "json", given=texts[side].encode())
    assert done.code == 0
    assert json.loads(done.out)[("reference", "copy")[side]]["name"] == "standard input"


def test_a_byte_order_mark_is_fine(run: Run, tmp_path: Path) -> None:
    (tmp_path / "marked.txt").write_bytes(b"\xef\xbb\xbf" + REFERENCE.encode())
    done = run("check", "marked.txt", "reference.txt", "-f", "json")
    made = json.loads(done.out)
    assert made["reference"]["sentences"] == made["copy"]["sentences"]


def test_line_ends_are_left_as_they_are(run: Run, tmp_path: Path) -> None:
    (tmp_path / "dos.txt").write_bytes(b"One is here.\r\n\r\nTwo is here.\r\n")
    made = json.loads(run("check", "dos.txt", "dos.txt", "-f", "json").out)
    assert [sentence["start"] for sentence in made["copy"]["sentences"]] == [0, 16]


def test_a_gate_that_fails_exits_with_1_and_says_why(run: Run) -> None:
    assert run("check", "reference.txt", "reference.txt", "--fail-under", "100").code == 0
    done = run("check", "reference.txt", "copy.txt", "--fail-under", "99.9")
    assert done.code == 1
    assert re.fullmatch(
        r"mtqa: quality of copy\.txt is \d+\.\d+, below --fail-under 99\.9\n", done.err
    )
    assert "quality" in done.out


@pytest.mark.parametrize(("gate", "code"), [(-0.00001, 0), (0, 0), (0.00001, 1)])
def test_a_gate_that_is_all_but_met_is_not_said_to_be_met(
    run: Run, checker: Checker, gate: float, code: int
) -> None:
    gate += checker.check(REFERENCE, COPY).scores.quality
    done = run("check", "reference.txt", "copy.txt", "--fail-under", repr(gate))
    assert done.code == code
    if code:
        said = re.search(r" is ([\d.]+), below --fail-under ([\d.]+)\n", done.err)
        assert said
        assert float(said[1]) < float(said[2]) == gate


def test_findings_can_be_held_to_a_confidence(run: Run) -> None:
    everything = json.loads(run("check", "reference.txt", "copy.txt", "-f", "json").out)
    most = max(finding["confidence"] for finding in everything["findings"])
    done = run("check", "reference.txt", "copy.txt", "-f", "json", "--min-confidence", "1")
    sure = json.loads(done.out)
    assert [finding for finding in sure["findings"] if finding["confidence"] < 1] == []
    assert most < 1
    assert sure["scores"].pop("mqm")["findings"] == []
    assert everything["scores"].pop("mqm")["findings"] != []
    assert sure["scores"] == everything["scores"]


def test_the_sum_behind_the_quality_can_be_asked_for(run: Run) -> None:
    plain = run("check", "reference.txt", "copy.txt").out
    told = run("check", "reference.txt", "copy.txt", "-v").out
    assert "MQM" not in plain
    assert "points per 1,000 reference words (weights wmt: " in told


def test_the_log_goes_to_standard_error_when_it_is_asked_for(run: Run, tmp_path: Path) -> None:
    (tmp_path / "pairs.jsonl").write_text(GOOD, "utf-8")
    for command in (["check", "reference.txt", "copy.txt"], ["batch", "pairs.jsonl"]):
        quiet, loud = run(*command), run(*command, "-vv")
        assert "window: " not in quiet.err
        assert re.search(r"^mtqa: window: pairs 1, characters \d+$", loud.err, re.MULTILINE)
        assert "window: " not in run(*command, "--verbose").err
        assert "window: " not in run(*command).err, "the log ends with the command"


def test_a_run_from_nothing_shows_model_device_and_threads(tmp_path: Path) -> None:
    (tmp_path / "text.txt").write_text(REFERENCE, "utf-8")
    (tmp_path / "pairs.jsonl").write_text(GOOD, "utf-8")
    for command in (["check", "text.txt", "text.txt"], ["batch", "pairs.jsonl", "--workers", "2"]):
        done = launch(tmp_path, *command, "--device", "cpu", "-v")
        assert done.code == 0
        assert "mtqa: device cpu, threads " in done.err
        assert "|model:all-MiniLM-L6-v2@" in done.err


def test_a_check_and_a_batch_take_the_weights(run: Run, tmp_path: Path) -> None:
    (tmp_path / "pairs.jsonl").write_text(GOOD, "utf-8")
    checked = run("check", "reference.txt", "copy.txt", "-f", "json", "--weights", "mqm")
    batched = run("batch", "pairs.jsonl", "--weights", "mqm")
    for done in (checked, batched):
        made = json.loads(done.out)
        assert made["scores"]["mqm"]["preset"] == "mqm"
        assert made["signature"].endswith("|weights:mqm")


GERMAN = "Der Hafen wurde am Montag geschlossen. Niemand wurde verletzt, sagte die Leiterin."


@pytest.mark.parametrize("form", ["text", "json", "html"])
def test_a_copy_that_is_not_in_english_is_said_to_be_none(
    run: Run, tmp_path: Path, form: str
) -> None:
    (tmp_path / "copy.txt").write_text(GERMAN, "utf-8")
    done = run("check", "reference.txt", "copy.txt", "-f", form)
    assert done.code == 0
    assert done.err.startswith("mtqa: copy.txt seems to be in German; mtqa reads English only")
    assert done.err.count("\n") == 1


def test_a_batch_counts_what_is_not_in_english(run: Run) -> None:
    rows = [{"reference": REFERENCE, "copy": text} for text in (GERMAN, REFERENCE, GERMAN)]
    done = run("batch", "-", given="".join(json.dumps(row) + "\n" for row in rows).encode())
    assert done.code == 0
    assert done.err.endswith("mtqa: rows that seem not to be in English: 2\n")


BAD_FILES = {
    "absent": (None, "no such file"),
    "empty": (b"", "holds no text"),
    "blank": (b" \n\t\xe2\x80\x8b\n", "holds no text"),
    "png": (b"\x89PNG\r\n\x1a\n\x00\x00", "is a PNG image"),
    "pdf": (b"%PDF-1.7 \xe2\xe3", "is a PDF"),
    "docx": (b"PK\x03\x04\x14\x00", "office document"),
    "html": (b"<!DOCTYPE html><p>Ada Quist.</p>", "is an HTML page; save it as plain text"),
    "utf16": ("Ada Quist.".encode("utf-16"), "is UTF-16"),
    "utf16 without a mark": ("Ada Quist shut the port.".encode("utf-16-le"), "iconv -f UTF-16LE"),
    "utf16 the other way": ("Ada Quist shut the port.".encode("utf-16-be"), "iconv -f UTF-16BE"),
    "utf32": ("Ada".encode("utf-32"), "is UTF-32"),
    "latin1": ("Alemán said".encode("latin-1"), "byte 4 (0xe1) is not UTF-8"),
    "cut": ("Alemán".encode()[:5], "byte 4 (0xc3) is not UTF-8"),
    "nul": (b"one\x00two", "holds a NUL at character 3"),
    "half a pair": (b"a\xed\xa0\x80b", "byte 1 (0xed) is not UTF-8"),
    "too large": (b"word " * 2_000_001, "holds more than 10,000,000 bytes"),
}


@pytest.mark.parametrize("case", BAD_FILES)
@pytest.mark.parametrize("side", [0, 1])
def test_a_file_that_is_no_text_is_refused_in_one_line(
    run: Run, tmp_path: Path, case: str, side: int
) -> None:
    content, said = BAD_FILES[case]
    if content is not None:
        (tmp_path / "bad.txt").write_bytes(content)
    names = ["reference.txt", "copy.txt"]
    names[side] = "bad.txt"
    assert_refused(run("check", *names), "bad.txt", said)


def assert_refused(done: Done, *said: str) -> None:
    assert done.code == 2
    assert done.out == ""
    assert done.err.startswith("mtqa: ")
    assert done.err.count("\n") == 1
    for words in said:
        assert words in done.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["check", ".", "copy.txt"], ".: is a folder"),
        (["check", "https://a.example/b", "copy.txt"], "https://a.example/b: URLs are not fetched"),
        (["batch", "https://a.example/b.csv"], "https://a.example/b.csv: URLs are not fetched"),
        (["check", "reference.txt"], "Missing argument 'COPY'"),
        (["check", "-", "-"], "only one of REFERENCE and COPY"),
        (["check", "reference.txt", "copy.txt", "-f", "xml"], "'xml' is not one of"),
        (["check", "reference.txt", "copy.txt", "--fail-under", "101"], "is not in 0 to 100"),
        (["check", "reference.txt", "copy.txt", "--fail-under", "-1"], "is not in 0 to 100"),
        (["check", "reference.txt", "copy.txt", "--fail-under", "nan"], "is not in 0 to 100"),
        (["check", "reference.txt", "copy.txt", "--fail-under", "high"], "not a valid float"),
        (["check", "reference.txt", "copy.txt", "--min-confidence", "1.1"], "is not in 0 to 1"),
        (["check", "reference.txt", "copy.txt", "--device", "abacus"], "'abacus' is not one of"),
        (["check", "reference.txt", "copy.txt", "--weights", "lead"], "'lead' is not one of"),
        (["check", "reference.txt", "copy.txt", "-o", "."], ".: is a folder"),
        (["check", "reference.txt", "copy.txt", "-o", "no/r.txt"], "its folder does not exist"),
        (["check", "reference.txt", "copy.txt", "-o", "copy.txt"], "is also an input"),
        (["check", "reference.txt", "copy.txt", "-o", "./copy.txt"], "is also an input"),
        (["check", "reference.txt", "copy.txt", "-o", "x" * 300], "File name too long"),
        (["check", "reference.txt", "copy.txt", "--shout"], "No such option"),
        (["check", "reference.txt", "copy.txt", "-o", ""], "-o has an empty file name"),
        (["summary", os.devnull], "has no report"),
        (["chekc"], "No such command"),
        (["batch"], "Missing argument 'PAIRS'"),
        (["batch", "absent.jsonl"], "absent.jsonl: no such file"),
        (["batch", "."], ".: is a folder"),
        (["batch", "copy.txt", "-o", "copy.txt"], "is also an input"),
        (["batch", "copy.txt", "--resume"], "--resume needs the -o"),
        (["batch", "copy.txt", "-o", "a", "--summary", "a"], "is also the file of the reports"),
        (["batch", "copy.txt"], "copy.txt: its first line (Ada Quist shut the port"),
    ],
)
def test_what_cannot_be_done_is_refused_in_one_line(
    run: Run, arguments: list[str], said: str
) -> None:
    assert_refused(run(*arguments), said)


def test_a_file_name_cannot_give_orders_to_the_terminal(run: Run) -> None:
    assert_refused(run("check", "\x1b[2J\nno\u202e.txt", "copy.txt"), "<U+001B>[2J no<U+202E>.txt")


def test_an_output_that_cannot_be_written_is_refused_before_the_model_is_loaded(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_early(_model: str, _device: str, _weights: str) -> Checker:
        raise AssertionError("the model was loaded")

    monkeypatch.setattr(Setting, "checker", too_early)
    assert_refused(run("check", "reference.txt", "copy.txt", "-o", "no/r.txt"), "no/r.txt")
    assert_refused(run("check", "absent.txt", "copy.txt"), "absent.txt")
    assert_refused(run("batch", "absent.jsonl"), "absent.jsonl")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_said_in_one_line(run: Run) -> None:
    assert_refused(run("check", "reference.txt", "copy.txt", "-o", "/dev/full"), "No space left")


GOOD = json.dumps({"id": "good", "reference": REFERENCE, "copy": COPY}) + "\n"
BAD = '{"id": "bad"}\n'


def test_a_batch_writes_one_report_a_line_and_sums_up(run: Run, tmp_path: Path) -> None:
    (tmp_path / "pairs.jsonl").write_text(GOOD * 2, "utf-8")
    done = run("batch", "pairs.jsonl", "-o", "reports.jsonl", "--summary", "summary.csv")
    assert (done.code, done.out) == (0, "")
    assert done.err.startswith("mtqa: 2 pairs, ")
    assert "mean quality" in done.err
    lines = (tmp_path / "reports.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["id"] for line in lines] == ["good", "good"]
    assert (tmp_path / "summary.csv").read_text("utf-8").count("\n") == 3


def test_a_batch_with_bad_rows_exits_with_3_and_says_which_kinds(run: Run, tmp_path: Path) -> None:
    (tmp_path / "pairs.jsonl").write_text(BAD + GOOD + BAD, "utf-8")
    done = run("batch", "pairs.jsonl")
    assert done.code == 3
    assert [json.loads(line)["id"] for line in done.out.splitlines()] == ["bad", "good", "bad"]
    assert done.err.endswith("mtqa: rows with errors: missing 2\n")


def test_a_batch_reads_standard_input(run: Run) -> None:
    done = run("batch", "-", given=b"reference,copy\nOne is here.,One is here.\n")
    assert done.code == 0
    assert json.loads(done.out)["id"] == "1"


def test_reports_are_never_overwritten(run: Run, tmp_path: Path) -> None:
    (tmp_path / "pairs.jsonl").write_text(GOOD, "utf-8")
    (tmp_path / "reports.jsonl").write_text("hours of work\n", "utf-8")
    done = run("batch", "pairs.jsonl", "-o", "reports.jsonl")
    assert_refused(
        done, "reports.jsonl: is not empty; continue it with --resume, or remove it first"
    )
    assert (tmp_path / "reports.jsonl").read_text("utf-8") == "hours of work\n"


def test_a_batch_goes_on_with_what_an_earlier_run_left(run: Run, tmp_path: Path) -> None:
    (tmp_path / "pairs.jsonl").write_text(GOOD + BAD + GOOD, "utf-8")
    reports = tmp_path / "reports.jsonl"
    assert run("batch", "pairs.jsonl", "-o", "reports.jsonl").code == 3
    whole = reports.read_bytes()
    reports.write_bytes(whole[: len(whole) // 2])
    done = run("batch", "pairs.jsonl", "-o", "reports.jsonl", "--resume", "--summary", "s.csv")
    assert done.code == 3
    assert reports.read_bytes() == whole
    assert (tmp_path / "s.csv").read_text("utf-8").count("\n") == 4


@pytest.mark.parametrize("name", ["pairs.csv", "pairs.tsv", "pairs.jsonl", "-"])
@pytest.mark.parametrize("given", [b"", b" \n\n", b"\xef\xbb\xbf", b"\xef\xbb\xbf\r\n"])
def test_a_batch_of_nothing_is_refused_and_leaves_nothing(
    run: Run, tmp_path: Path, name: str, given: bytes
) -> None:
    (tmp_path / "pairs").mkdir()
    if name != "-":
        name = f"pairs/{name}"
        (tmp_path / name).write_bytes(given)
    places = ("-o", "pairs/r.jsonl", "--summary", "pairs/s.csv", "--html", "pairs/pages")
    assert_refused(run("batch", name, *places, given=given), "has no pairs")
    assert [path.name for path in (tmp_path / "pairs").iterdir()] == [Path(name).name][
        name == "-" :
    ]


def test_a_header_without_rows_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "pairs.csv").write_text("id,reference,copy\n", "utf-8")
    assert_refused(run("batch", "pairs.csv", "-o", "r.jsonl"), "pairs.csv: has no pairs")
    assert not (tmp_path / "r.jsonl").exists()


@pytest.mark.skipif(not Path("/dev/null").exists(), reason="needs a device that is empty")
def test_the_empty_device_is_refused(run: Run) -> None:
    assert_refused(run("batch", "/dev/null"), "/dev/null: has no pairs")


@pytest.mark.parametrize(
    "notes", [b"20 years of work, one line without an end", b'[{"a":1},{"b":2}]', b"two\nlines"]
)
def test_a_file_that_is_none_of_a_batch_survives_a_resume(
    run: Run, tmp_path: Path, notes: bytes
) -> None:
    (tmp_path / "pairs.jsonl").write_text(GOOD, "utf-8")
    (tmp_path / "notes").write_bytes(notes)
    assert_refused(run("batch", "pairs.jsonl", "-o", "notes", "--resume"), "notes: ")
    assert (tmp_path / "notes").read_bytes() == notes


def test_names_of_any_length_that_the_system_bears_can_be_written(run: Run, tmp_path: Path) -> None:
    (tmp_path / "pairs.jsonl").write_text(GOOD, "utf-8")
    summary, report = "y" * 252, "z" * 255
    assert run("batch", "pairs.jsonl", "--summary", summary).code == 0
    assert run("check", "reference.txt", "copy.txt", "-o", report).code == 0
    assert (tmp_path / summary).read_text("utf-8").count("\n") == 2
    assert_refused(run("batch", "pairs.jsonl", "--summary", "y" * 256), "cannot be written")


def test_ids_that_stand_twice_are_told_in_the_end(run: Run, tmp_path: Path) -> None:
    (tmp_path / "pairs.jsonl").write_text(GOOD * 3, "utf-8")
    done = run("batch", "pairs.jsonl")
    assert done.code == 0
    assert "mtqa: 2 rows repeat an earlier id, such as good;" in done.err


def test_a_resume_that_does_not_fit_is_refused_in_one_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "pairs.jsonl").write_text(GOOD, "utf-8")
    (tmp_path / "reports.jsonl").write_text("hours of work\n", "utf-8")
    done = run("batch", "pairs.jsonl", "-o", "reports.jsonl", "--resume")
    assert_refused(done, "reports.jsonl: line 1 is not a report of a batch")


class Interrupted(io.BytesIO):
    """A stream whose reader is interrupted at its end."""

    def read(self, _size: int | None = -1, /) -> bytes:
        """An interrupt."""
        raise KeyboardInterrupt

    def readline(self, size: int | None = -1, /) -> bytes:
        """The next line, or an interrupt."""
        if line := super().readline(size):
            return line
        raise KeyboardInterrupt


def test_an_interrupted_batch_keeps_what_it_wrote_and_says_how_to_continue(
    run: Run, tmp_path: Path
) -> None:
    reports = tmp_path / "reports.jsonl"
    rows = Interrupted(GOOD.encode() * 300)  # more than a window, so that some are written
    done = run("batch", "-", "-o", "reports.jsonl", "--summary", "summary.csv", given=rows)
    assert done == (130, "", "mtqa: interrupted; continue with --resume\n")
    assert json.loads(reports.read_bytes().splitlines()[0])["id"] == "good"
    assert not (tmp_path / "summary.csv").exists()


def test_the_version_is_the_package_version(run: Run) -> None:
    assert run("--version") == (0, f"mtqa {mtqa.__version__}\n", "")


def test_the_help_says_what_efforts_do_to_the_quality_and_names_every_exit_code(run: Run) -> None:
    told = " ".join(run("check", "--help").out.split())
    assert "Compare qualities of the same effort only." in told
    assert "The quality differs with --effort, so set a gate for each effort." in told
    assert "Hide findings with confidence below C (0 to 1)." in told
    codes = " ".join(run("--help").out.split()).partition("Exit codes: ")[2]
    assert [code.split()[0] for code in codes.split("; ")] == ["0", "1", "2", "3", "130"]


def test_fast_is_another_name_of_an_effort(run: Run) -> None:
    files = "reference.txt", "copy.txt", "-f", "json"
    assert run("check", *files, "--fast") == run("check", *files, "--effort", "fast")
    assert run("check", *files, "--fast").out != run("check", *files, "--effort", "normal").out


def test_fast_and_another_effort_contradict_each_other(run: Run) -> None:
    done = run("check", "reference.txt", "copy.txt", "--fast", "--effort", "normal")
    assert done.code == 2
    assert "--fast and --effort normal contradict each other" in done.err


@pytest.mark.parametrize("command", [("check", "reference.txt", "copy.txt"), ("batch", "-")])
def test_an_effort_without_weights_is_refused_in_one_line(
    run: Run, command: tuple[str, ...]
) -> None:
    done = run(*command, "--effort", "thorough", given=GOOD.encode())
    assert (done.code, done.out) == (2, "")
    assert done.err == (
        "mtqa: model thorough: this version of mtqa has no weights for it; use --effort normal\n"
    )


def test_without_a_command_the_help_is_shown(run: Run) -> None:
    done = run()
    assert done.code == 2
    assert "Usage: mtqa" in done.err


@pytest.mark.parametrize("model", ["no-such-model", "broken"])
def test_a_model_that_is_unknown_or_broken_is_refused_in_one_line(
    tmp_path: Path, model: str
) -> None:
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "modules.json").write_text("{", "utf-8")
    (tmp_path / "copy.txt").write_text(COPY, "utf-8")
    done = launch(tmp_path, "check", "copy.txt", "copy.txt", "--model", model)
    assert_refused(done, model)


def launch(folder: Path, *arguments: str) -> Done:
    done = subprocess.run(
        [*LAUNCH, *arguments], cwd=folder, capture_output=True, text=True, check=False
    )
    return Done(done.returncode, done.stdout, done.stderr)


def test_a_run_from_nothing_writes_nothing_but_the_report(tmp_path: Path) -> None:
    (tmp_path / "reference.txt").write_text(REFERENCE, "utf-8")
    (tmp_path / "copy.txt").write_text(COPY, "utf-8")
    done = launch(tmp_path, "check", "reference.txt", "copy.txt", "--device", "cpu")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("copy.txt ")


def test_an_interrupt_ends_it_with_130_and_one_line(run: Run) -> None:
    done = run("check", "-", "copy.txt", given=Interrupted())
    assert done == (130, "", "mtqa: interrupted\n")


@pytest.mark.skipif(os.name != "posix", reason="needs pipes of a known size")
def test_a_reader_that_goes_away_ends_it_quietly(tmp_path: Path) -> None:
    rows = "".join(f'{{"id": {number}}}\n' for number in range(20_000))
    (tmp_path / "pairs.jsonl").write_text(rows, "utf-8")
    with subprocess.Popen(
        [*LAUNCH, "batch", "pairs.jsonl"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout
        assert process.stderr
        assert process.stdout.readline()
        process.stdout.close()
        assert process.wait() == 141
        assert process.stderr.read() == ""


def test_the_html_report_is_a_page_that_names_both_texts(run: Run) -> None:
    done = run("check", "reference.txt", "copy.txt", "-f", "html")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("<!DOCTYPE html>")
    assert "reference.txt" in done.out
    assert "copy.txt" in done.out


def test_a_batch_writes_a_page_a_pair_and_a_summary_links_them(run: Run, tmp_path: Path) -> None:
    row = {"reference": REFERENCE, "copy": COPY}
    rows = [row | {"id": "../a"}, {"id": "bad"}, row | {"id": "../a"}]
    (tmp_path / "pairs.jsonl").write_text("".join(json.dumps(each) + "\n" for each in rows))
    run("batch", "pairs.jsonl", "-o", "reports.jsonl", "--html", "pages")
    names = ["000001-a.html", "000003-a.html"]
    assert sorted(path.name for path in (tmp_path / "pages").iterdir()) == names
    assert run("summary", "reports.jsonl", "-o", "s.html", "--html", "pages").code == 0
    page = (tmp_path / "s.html").read_text("utf-8")
    assert [page.count(f'href="pages/{name}"') for name in names] == [1, 1]
    assert "1 row failed" in page


def test_a_resumed_batch_has_the_pages_of_the_whole(run: Run, tmp_path: Path) -> None:
    row = {"reference": REFERENCE, "copy": COPY}
    (tmp_path / "pairs.jsonl").write_text((json.dumps(row) + "\n") * 3)
    run("batch", "pairs.jsonl", "-o", "reports.jsonl", "--html", "pages")
    whole = {path.name: path.read_bytes() for path in (tmp_path / "pages").iterdir()}
    lines = (tmp_path / "reports.jsonl").read_bytes().splitlines(keepends=True)
    (tmp_path / "reports.jsonl").write_bytes(lines[0] + lines[1][:10])
    for name in sorted(whole)[1:]:
        (tmp_path / "pages" / name).unlink()
    run("batch", "pairs.jsonl", "-o", "reports.jsonl", "--html", "pages", "--resume")
    assert {path.name: path.read_bytes() for path in (tmp_path / "pages").iterdir()} == whole


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("summary", "absent.jsonl"), "absent.jsonl"),
        (("summary", "copy.txt"), "copy.txt: line 1 is not a report"),
        (("summary", "reports.jsonl", "-o", "reports.jsonl"), "is also an input"),
        (("summary", "reports.jsonl", "-o", "absent/s.html"), "absent/s.html"),
        (("batch", "pairs.jsonl", "--html", "copy.txt"), "copy.txt"),
    ],
)
def test_what_cannot_become_a_page_is_refused_in_one_line(
    run: Run, tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    (tmp_path / "pairs.jsonl").write_text('{"reference": "a b", "copy": "a b"}\n')
    (tmp_path / "reports.jsonl").write_text('{"id": "a", "error": {"kind": "x", "message": "y"}}\n')
    done = run(*arguments)
    assert (done.code, done.out) == (2, "")
    assert said in done.err
    assert done.err.count("\n") == 1


@pytest.mark.skipif(os.name == "nt", reason="the shell's way of closing an output")
@pytest.mark.parametrize("arguments", ["check {0} {0}", "batch {1}"])
def test_a_closed_standard_output_is_said_in_one_line(tmp_path: Path, arguments: str) -> None:
    text, pairs = tmp_path / "text.txt", tmp_path / "pairs.jsonl"
    text.write_text("Nobody was hurt.", "utf-8")
    pairs.write_text('{"reference": "Nobody was hurt.", "copy": "No one was."}\n', "utf-8")
    command = f"{shlex.quote(sys.executable)} -m mtqa {arguments.format(text, pairs)} >&-"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr == "mtqa: standard output: is closed; name a file with -o\n"
