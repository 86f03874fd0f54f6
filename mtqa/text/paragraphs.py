"""Splits a text into paragraphs at blank lines and line ends, and joins wrapped lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from mtqa.text.spans import trimmed

_SHORTEST_WRAP = 40


_LONGEST_WRAP = 120


def paragraph_spans(text: str) -> list[tuple[int, int]]:
    """The paragraphs of a text, as half-open spans without surrounding white space.

    Blank lines and line ends separate paragraphs, unless the lines between two blank lines are
    one text wrapped at a fixed width.
    """
    return [
        trimmed(text, start, end)
        for block in _blocks(text)
        for start, end in _unwrapped(text, block)
    ]


def _blocks(text: str) -> Iterator[list[tuple[int, int]]]:
    """Runs of lines without a blank line or page break, as spans."""
    block: list[tuple[int, int]] = []
    end = 0
    for line in text.splitlines(keepends=True):
        start, end = end, end + len(line)
        if not line.isspace():
            block.append((start, end))
        if block and (line.isspace() or line[-1] in "\f\u2029"):
            yield block
            block = []
    if block:
        yield block


def _unwrapped(text: str, lines: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The paragraphs of one block: its lines, joined where they were wrapped.

    A line is full if the first word of the next one would not have fitted. The block counts as
    wrapped if every line that is not full ends a sentence, and enough breaks are inside sentences.
    """
    spans = [trimmed(text, *line) for line in lines]
    width = max(end - start for start, end in spans)
    full = [
        end - start + 1 + len(_first_word(text, *following)) > width
        for (start, end), following in pairwise(spans)
    ]
    ends = [_ends_with_stop(text, end) for _, end in spans]
    inside = sum(
        is_full and not stops and text[following[0]].islower()
        for is_full, stops, following in zip(full, ends, spans[1:], strict=False)
    )
    is_wrapped = (
        _SHORTEST_WRAP <= width <= _LONGEST_WRAP
        and inside > 0
        and inside * 4 >= sum(full)
        and all(is_full or stops for is_full, stops in zip(full, ends, strict=False))
    )
    if not is_wrapped:
        yield from spans
        return
    first = spans[0][0]
    for is_full, (_, end), following in zip(full, spans, spans[1:], strict=False):
        if not is_full:
            yield first, end
            first = following[0]
    yield first, spans[-1][1]


def _first_word(text: str, start: int, end: int) -> str:
    return text[start : min(end, start + _LONGEST_WRAP)].split(maxsplit=1)[0]


def _ends_with_stop(text: str, end: int) -> bool:
    return text[max(0, end - 4) : end].rstrip("\"'“”’»)]").endswith((".", "!", "?", "…", ":"))
