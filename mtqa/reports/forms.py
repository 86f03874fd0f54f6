"""The formats of a report by their names: text, JSON, HTML."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mtqa.reports.report import Report

FORMS = ("text", "json", "html")

_BY_ENDING = {".html": "html", ".htm": "html", ".json": "json", ".txt": "text"}


def form_of(asked: str | None, file: str | None) -> tuple[str, str]:
    """The format of a report: as asked for, else by the ending of its file, else text.

    Returns:
        The format, and a warning if the ending names another one.
    """
    ending = Path(file or "").suffix.lower()
    named = _BY_ENDING.get(ending)
    if asked and named and asked != named:
        return asked, f"{file}: written as {asked} because of -f, but the name ends in {ending}"
    return asked or named or "text", ""


def rendered(
    report: Report, form: str, *, width: int = 80, color: bool = False, with_sum: bool = False
) -> str:
    """A report in a format.

    Args:
        report: The report.
        form: One of `FORMS`.
        width: Maximum width of a text in columns.
        color: Whether to colour a text.
        with_sum: Whether a text shows how the quality is computed.
    """
    if form == "json":
        return report.to_json(indent=2) + "\n"
    if form == "html":
        return report.to_html()
    return report.to_text(width=width, color=color, with_sum=with_sum)
