"""Pages and the reports on them, made by hand."""

from __future__ import annotations

from html.parser import HTMLParser

from mtqa import Finding, FindingType, Report, Scores, Severity, Verdict
from mtqa.results.groups import Group
from mtqa.text.document import Document
from mtqa.text.reading import read_document

HOSTILE = (
    "<script>window.hacked = 1</script>",
    '" onmouseover="window.hacked = 1" x="',
    "' onfocus='window.hacked = 1' autofocus '",
    '<a href="javascript:window.hacked = 1">Read</a>',
    "<img src=x onerror=window.hacked=1>",
    "</style></title></textarea><script>window.hacked = 1</script>",
    "&lt;script&gt; &amp;lt; &#60;b&#62; &quot;",
    "]]> <!-- --> <![CDATA[ {{ 7 * 7 }} {% raw %}",
    "\u202egnp.exe\u2066 \u200f",
    "\x00\x07\x1b[31m \ud800",
)


class Elements(HTMLParser):
    """The start tags of a page, its policy, and the text that a reader sees of it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self._inside = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._inside = tag

    def handle_endtag(self, tag: str) -> None:
        self._inside = "" if tag == self._inside else self._inside

    def handle_data(self, data: str) -> None:
        if self._inside not in ("style", "script"):
            self.text += data

    def values(self, attribute: str) -> list[str]:
        return [value for _, attrs in self.tags if (value := attrs.get(attribute)) is not None]


def a_report(
    reference: str, copy: str, groups: tuple[Group, ...], *findings: Finding, key: str = "pair"
) -> Report:
    return Report(
        id=key,
        signature="mtqa:0.1.0|model:toy",
        reference=read_document(reference, "reference.txt").as_given(),
        copy=read_document(copy, "copy.txt").as_given(),
        groups=groups,
        findings=findings,
        scores=Scores(61.4, 0.58, 0.83),
        verdict=Verdict.PARTIAL_COPY,
    )


def a_finding(
    reference: tuple[Document, int, int] | None,
    copy: tuple[Document, int, int] | None = None,
    message: str = "it is wrong",
) -> Finding:
    left, right = (side and side[0].place(*side[1:]) for side in (reference, copy))
    return Finding(FindingType.NAME, Severity.MAJOR, 0.9, message, "misspelled", left, right)


def sentences(*words: str) -> str:
    return "\n\n".join(f"The {word} stood in the long street of the old town." for word in words)


def linked(*pairs: tuple[tuple[int, ...], tuple[int, ...]]) -> tuple[Group, ...]:
    return tuple(Group(*pair, 0.9 if all(pair) else None) for pair in pairs)


def squeezed(text: str) -> str:
    return "".join(text.split())
