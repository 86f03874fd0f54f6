"""The report of a check: its data, and methods to show it."""

from __future__ import annotations

from mtqa.results.report import ReportData


class Report(ReportData):
    """The result of checking one pair.

    The data has a class of its own, `ReportData`: the renderers depend on the data and this class
    depends on the renderers, so the imports make no circle. Renderers are loaded when first used.
    """

    __slots__ = ()

    def to_text(self, *, width: int = 80, color: bool = False, with_sum: bool = False) -> str:
        """The report as plain text.

        Args:
            width: Maximum width in columns; 120 at most are used.
            color: Whether to write escape sequences for bold and coloured text.
            with_sum: Whether to show how the quality is computed, and the MQM points.
        """
        from mtqa.reports import text

        return text.render(self, width=width, color=color, with_sum=with_sum)

    def to_html(self) -> str:
        """The report as a self-contained HTML page."""
        from mtqa.reports import pair_page

        return pair_page.render(self)
