"""Lines of a file of pairs with their positions, and the records made of them."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO, NamedTuple

from mtqa.text.loading import LONGEST, TextError

LONGEST_LINE = 6 * LONGEST
"""Maximum number of bytes of a line, or of a record of several lines."""

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_BLOCK = 1 << 16

Fields = dict[str, Any]


class Record(NamedTuple):
    """A record of the input.

    Attributes:
        line: Number of its first line, from 1.
        end: Number of bytes of the input up to its end.
        fields: Its values by column or key, or its error.
    """

    line: int
    end: int
    fields: Fields | TextError


class Line(NamedTuple):
    """A line of the input.

    Attributes:
        number: From 1.
        end: Number of bytes of the input up to its end.
        data: Its bytes with the line end; longer than `LONGEST_LINE` if it was cut.
    """

    number: int
    end: int
    data: bytes

    @property
    def is_empty(self) -> bool:
        """Whether it has only a line end."""
        return not self.data.strip(b"\r\n")

    def text(self) -> str:
        """The line decoded.

        Raises:
            TextError: It is too long, or not UTF-8.
        """
        if len(self.data) > LONGEST_LINE:
            raise TextError("too_large", f"has more than {LONGEST_LINE:,} bytes; split the texts")
        try:
            return self.data.decode()
        except UnicodeDecodeError as error:
            raise TextError(
                "encoding",
                f"byte {error.start} (0x{self.data[error.start]:02x}) is not UTF-8; "
                "save the file as UTF-8 (in Excel: “CSV UTF-8”)",
            ) from None


class Lines(Iterator[Line]):
    """The lines of a stream, read as they are taken; lines can be put back."""

    def __init__(self, source: BinaryIO) -> None:
        """Starts at the first line.

        Args:
            source: The stream; a byte-order mark at its start is removed.
        """
        self._source = source
        self._number = 0
        self._read = 0
        self._back: deque[Line] = deque()

    def __next__(self) -> Line:
        if self._back:
            return self._back.popleft()
        data = self._source.readline(LONGEST_LINE + 1)
        if not data:
            raise StopIteration
        self._number += 1
        self._read += len(data)
        if len(data) > LONGEST_LINE and not data.endswith(b"\n"):
            self._skip()
        if self._number == 1:
            data = data.removeprefix(_BYTE_ORDER_MARK)
        return Line(self._number, self._read, data)

    def put_back(self, lines: Iterable[Line]) -> None:
        """Puts lines back, in their order, before the lines that follow."""
        self._back.extendleft(reversed(list(lines)))

    def _skip(self) -> None:
        """Reads to the end of a line that is too long to keep."""
        while rest := self._source.readline(_BLOCK):
            self._read += len(rest)
            if rest.endswith(b"\n"):
                return
