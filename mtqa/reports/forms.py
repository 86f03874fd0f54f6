"""The forms of a report, by name: text, JSON, HTML."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mtqa.reports.report import Report

FORMS = ("text", "json", "html")

_BY_ENDING = {".html": "html", ".htm": "html", ".json": "json", ".txt": "text"}


def form_of(file: str) -> str | None:
    """The form that the ending of a file names; None where it names none."""
    return _BY_ENDING.get(Path(file).suffix.lower())


def rendered(
    report: Report, form: str, *, width: int = 80, color: bool = False, with_sum: bool = False
) -> str:
    """A report in a form.

    Args:
        report: The report.
        form: One of `FORMS`.
        width: Columns of a text to stay within.
        color: Whether a text is coloured.
        with_sum: Whether a text shows how the quality comes about.
    """
    if form == "json":
        return report.to_json(indent=2) + "\n"
    if form == "html":
        return report.to_html()
    return report.to_text(width=width, color=color, with_sum=with_sum)
