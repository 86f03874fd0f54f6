"""The pair pages of a batch: a folder with one HTML file per row."""

from __future__ import annotations

from pathlib import Path

from mtqa.files import replacing, require_folder
from mtqa.reports.page import page_name
from mtqa.reports.report import Report


class PageFolder:
    """A folder for the pair pages of a batch, one file per row."""

    def __init__(self, folder: Path) -> None:
        """Makes the folder, if it does not exist.

        Raises:
            OutputError: The folder cannot be made or written.
        """
        self._folder = folder
        require_folder(folder)

    def write(self, number: int, report: Report) -> None:
        """Writes the page of a row, counted from 1.

        Raises:
            OutputError: The page cannot be written.
        """
        with replacing(self._folder / page_name(number, report.id or "")) as file:
            file.write(report.to_html())
