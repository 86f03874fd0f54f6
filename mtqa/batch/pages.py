"""The pair pages of a batch: a folder with one HTML file a row."""

from __future__ import annotations

from pathlib import Path

from mtqa.files import replacing, require_folder
from mtqa.reports.page import page_name
from mtqa.reports.report import Report


class PageFolder:
    """A folder that takes the pair pages of a batch, one file a row."""

    def __init__(self, folder: Path) -> None:
        """Makes the folder, if it is not there.

        Raises:
            OutputError: It cannot be made, or nothing can be written there.
        """
        self._folder = folder
        require_folder(folder)

    def write(self, number: int, report: Report) -> None:
        """Writes the page of a row, counted from 1.

        Raises:
            OutputError: It cannot be written.
        """
        with replacing(self._folder / page_name(number, report.id or "")) as file:
            file.write(report.to_html())
