"""The report as a user has it: its data, and how it is shown."""

from __future__ import annotations

from mtqa.results.report import ReportData


class Report(ReportData):
    """One pair of texts, aligned, checked and scored.

    The data has its own class, `ReportData`, which knows nothing of how it is shown: the renderers
    are made of it, and this class of the renderers. They are loaded when they are first used.
    """

    __slots__ = ()

    def to_text(self, *, width: int = 80, color: bool = False, with_sum: bool = False) -> str:
        """The report as plain text.

        Args:
            width: Columns to stay within, 120 at most.
            color: Whether to write the escape sequences that make text bold and coloured.
            with_sum: Whether to show how the quality comes about, and what the findings cost by
                MQM.
        """
        from mtqa.reports import text

        return text.render(self, width=width, color=color, with_sum=with_sum)

    def to_html(self) -> str:
        """The report as one HTML page that loads nothing."""
        from mtqa.reports import pair_page

        return pair_page.render(self)
