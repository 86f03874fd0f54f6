"""Spans of a text, in code points."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A span of a document: `document.text[start:end] == text`, in code points."""

    start: int
    end: int
    text: str

    def overlaps(self, other: Place | None) -> bool:
        """Whether the two spans of the same document share a character."""
        return other is not None and self.start < other.end and other.start < self.end

    def excerpt(self, longest: int = 100) -> str:
        """Its text on one line, cut to `longest` characters."""
        flat = " ".join(self.text[: 4 * longest].split())
        return flat if len(flat) <= longest else flat[: longest - 1].rstrip() + "…"


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without surrounding white space; empty if there is nothing else."""
    while start < end and text[end - 1].isspace():
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    return start, end
