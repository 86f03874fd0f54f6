"""The command line: `mtqa check` for one pair, `mtqa batch` for many, `mtqa summary`."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

import click

from mtqa._version import __version__
from mtqa.batch.rows import read_rows
from mtqa.errors import InputError, MtqaError, OutputError
from mtqa.files import (
    STANDARD,
    hold,
    input_name,
    not_written,
    opened,
    read_input,
    replacing,
    require_writable,
)
from mtqa.options import Setting, checker_options, up_to, verbose_option
from mtqa.process import loading, prepare, text_style
from mtqa.reports.forms import FORMS, form_of, rendered
from mtqa.results.rounding import under
from mtqa.text.loading import printable

if TYPE_CHECKING:
    from mtqa.batch.resume import Kept
    from mtqa.batch.row_checker import Answerer
    from mtqa.reports.summary import Tally

_DONE, _GATE_FAILED, _REFUSED, _SOME_ROWS_FAILED = 0, 1, 2, 3
_INTERRUPTED, _PIPE_BROKEN = 130, 141


def main() -> None:
    """Runs the command line and exits; every error is one line on standard error."""
    prepare()
    sys.exit(_run())


def _run() -> int:
    try:
        with commands.make_context("mtqa", sys.argv[1:]) as context:
            code: int = commands.invoke(context)
        if sys.stdout is not None:
            sys.stdout.flush()
        return code
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
    except click.UsageError as error:
        command = error.ctx.command_path if error.ctx else "mtqa"
        _complain(f"{error.format_message().rstrip('.')}; see `{command} --help`")
    except MtqaError as error:
        _complain(str(error))
    except KeyboardInterrupt:
        _complain("interrupted")
        return _INTERRUPTED
    except OSError as error:
        if not isinstance(error, BrokenPipeError):
            _complain(f"standard output: cannot be written ({error.strerror or error})")
            return _REFUSED
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _PIPE_BROKEN
    return _REFUSED


def _complain(message: str) -> None:
    click.echo(f"mtqa: {printable(message)}", err=True)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="mtqa", message="%(prog)s %(version)s")
def commands() -> None:
    """Compare an article with its round-trip translation, and report what was lost or changed.

    Exit codes: 0 done; 1 a gate failed; 2 wrong usage or unreadable input; 3 a batch finished with
    errors in some rows; 130 interrupted.
    """


@commands.command(short_help="Check COPY against REFERENCE.")
@click.argument("reference")
@click.argument("copy")
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(FORMS),
    help="Format of the report.  [default: by the ending of the -o file, else text]",
)
@click.option(
    "-o", "--output", metavar="FILE", help="Write the report to FILE, not to standard output."
)
@verbose_option("A text report also shows how the quality is computed.")
@click.option(
    "--fail-under",
    metavar="QUALITY",
    type=float,
    callback=up_to(100),
    help="Exit with code 1 if the quality (0 to 100) is below QUALITY. The quality differs with "
    "--effort, so set a gate for each effort.",
)
@click.option(
    "--min-confidence",
    metavar="C",
    type=float,
    default=0.0,
    callback=up_to(1),
    help="Hide findings with confidence below C (0 to 1).",
)
@checker_options
def check(
    reference: str,
    copy: str,
    form: str | None,
    output: str | None,
    verbosity: int,
    fail_under: float | None,
    min_confidence: float,
    setting: Setting,
) -> int:
    """Check whether COPY is a round-trip translation of REFERENCE, and report its errors.

    Both are plain text files in UTF-8; one of them may be - to read standard input.
    """
    if output == "":
        raise click.UsageError("-o has an empty file name; name a file")
    if reference == copy == STANDARD:
        raise click.UsageError("only one of REFERENCE and COPY can be -, standard input")
    if output:
        require_writable(Path(output), Path(reference), Path(copy))
    texts = read_input(reference), read_input(copy)
    with loading():
        checker = setting.checker()
    report = checker.check(*texts, reference_name=input_name(reference), copy_name=input_name(copy))
    report = report.filtered(min_confidence=min_confidence)
    form, warning = form_of(form, output)
    width, color = text_style(to_terminal=not output)
    shown = rendered(report, form, width=width, color=color, with_sum=verbosity > 0)
    for line in filter(None, (warning, report.warning)):
        _complain(line)
    _write(shown, output)
    if fail_under is not None and report.scores.quality < fail_under:
        quality, gate = under(report.scores.quality, fail_under)
        _complain(f"quality of {copy} is {quality}, below --fail-under {gate}")
        return _GATE_FAILED
    return _DONE


@commands.command()
@click.argument("pairs")
@click.option(
    "-o",
    "--output",
    metavar="REPORTS.jsonl",
    help="Write one report per line to this file, not to standard output.",
)
@click.option("--resume", is_flag=True, help="Continue an interrupted run.")
@click.option(
    "--workers",
    metavar="N",
    type=click.IntRange(1, 256),
    default=1,
    show_default=True,
    help="Number of processes; each one loads the model.",
)
@click.option("--summary", metavar="FILE.csv", help="Also write a CSV file with one row per pair.")
@click.option("--html", "pages", metavar="FOLDER", help="Also write one HTML page per pair.")
@verbose_option()
@checker_options
def batch(
    pairs: str,
    output: str | None,
    resume: bool,
    workers: int,
    summary: str | None,
    pages: str | None,
    verbosity: int,
    setting: Setting,
) -> int:
    """Check every row of PAIRS.

    PAIRS is a file of JSON Lines, CSV or TSV in UTF-8, or - to read standard input. A row has
    "reference" and "copy", or "reference_path" and "copy_path" (files in the folder of PAIRS or
    below), and may have an "id". A row that cannot be read gives an error in its place.
    """
    from mtqa.batch import session

    if resume and not output:
        raise click.UsageError("--resume needs the -o REPORTS.jsonl of the interrupted run")
    session.require_places(pairs, output, summary, resume=resume)
    try:
        answering = session.answering(setting, workers, verbosity)
        tally = _run_batch(pairs, output, summary, pages, answering)
    except KeyboardInterrupt:
        _complain(f"interrupted{'; continue with --resume' if output else ''}")
        return _INTERRUPTED
    return _SOME_ROWS_FAILED if tally.errors else _DONE


@commands.command("summary", short_help="Make one HTML page from the reports of a batch.")
@click.argument("reports", metavar="REPORTS.jsonl")
@click.option(
    "-o", "--output", metavar="FILE", help="Write the page to FILE, not to standard output."
)
@click.option(
    "--html",
    "pages",
    metavar="FOLDER",
    help="Link the pages that `mtqa batch --html` wrote to FOLDER.  [default: the folder of FILE]",
)
def summarize(reports: str, output: str | None, pages: str | None) -> int:
    """Make one HTML page from REPORTS.jsonl, the output of `mtqa batch`; - is standard input."""
    from mtqa.reports.batch_page import read_overview, render

    if output:
        require_writable(Path(output), Path(reports))
    with opened(reports) as lines:
        overview = read_overview(lines, input_name(reports))
    if not (overview.pairs or overview.errors):
        raise InputError(f"{reports}: has no report; give the REPORTS.jsonl of `mtqa batch`")
    base = Path(output or ".").parent
    _write(render(overview, input_name(reports), Path(pages) if pages else base, base), output)
    return _DONE


def _run_batch(
    pairs: str,
    output: str | None,
    summary: str | None,
    pages: str | None,
    answering: AbstractContextManager[Answerer],
) -> Tally:
    """Checks the pairs, and prints the counts at the end."""
    from mtqa.batch.pages import PageFolder
    from mtqa.batch.run import run
    from mtqa.batch.session import counted
    from mtqa.reports.summary import SummaryTable

    with ExitStack() as stack:
        source = stack.enter_context(opened(pairs))
        rows = read_rows(source, None if pairs == STANDARD else Path(pairs))
        folder = PageFolder(Path(pages)) if pages else None
        # loading the model is slow, so first make sure that there are rows
        answerer = stack.enter_context(answering)
        sink, kept = stack.enter_context(_appended(output))
        table = SummaryTable(stack.enter_context(replacing(Path(summary)))) if summary else None
        tally, pace = counted(run(answerer, rows, sink, kept, folder), pairs, table)
    for line in (str(pace), *tally.lines()):
        _complain(line)
    return tally


@contextmanager
def _appended(path: str | None) -> Iterator[tuple[BinaryIO, Kept | None]]:
    """The output of a batch, opened to append, and the lines of an earlier run in it."""
    from mtqa.batch.resume import Kept

    if path is None:
        if sys.stdout is None:
            raise OutputError("standard output: is closed; name a file with -o")
        yield sys.stdout.buffer, None
        return
    target = Path(path)
    with ExitStack() as stack:
        try:
            file = cast(BinaryIO, stack.enter_context(target.open("ab", buffering=0)))
        except OSError as error:
            raise not_written(target, error) from None
        if target.is_file():
            hold(file)
        yield file, Kept(target) if target.is_file() else None


def _write(text: str, output: str | None) -> None:
    if output:
        with replacing(Path(output)) as file:
            file.write(text)
        return
    if sys.stdout is None:
        raise OutputError("standard output: is closed; name a file with -o")
    try:
        sys.stdout.buffer.write(text.encode(errors="backslashreplace"))
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise not_written(Path("standard output"), error) from None
