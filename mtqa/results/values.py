"""Values of untrusted JSON, checked when they are read; errors name the path of the value."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from typing import TypeVar

from mtqa.errors import InputError
from mtqa.text.loading import printable

Choice = TypeVar("Choice", bound=StrEnum)
Taken = TypeVar("Taken")

_LONGEST_SHOWN = 40
_LARGEST_SHOWN = 10**15


class Value:
    """A JSON value and its path.

    Every method raises a one-line `InputError` if the value has another type or range.
    """

    def __init__(self, content: object, place: str, name: str) -> None:
        """Wraps a value.

        Args:
            content: The value, as a JSON reader gives it.
            place: Its path, such as `findings[2].confidence`; empty for the whole.
            name: Name of the whole in errors.
        """
        self._content = content
        self._place = place
        self._name = name

    def __getitem__(self, key: str) -> Value:
        """The value at a key of an object."""
        fields = self._object()
        if key not in fields:
            raise self.error(f"has no {key}")
        return self._inner(fields[key], key)

    def get(self, key: str, take: Callable[[Value], Taken]) -> Taken | None:
        """The value at a key of an object, read with `take`; None if it is absent or null."""
        content = self._object().get(key)
        return None if content is None else take(self._inner(content, key))

    def fields(self) -> Iterator[tuple[str, Value]]:
        """The keys and values of an object."""
        for key, content in self._object().items():
            if not isinstance(key, str):
                raise self.error("has a key that is not a string")
            yield key, self._inner(content, shown(key))

    def items(self) -> list[Value]:
        """The values of an array."""
        if not isinstance(self._content, list | tuple):
            raise self._unlike("an array")
        return [
            Value(content, f"{self._place}[{index}]", self._name)
            for index, content in enumerate(self._content)
        ]

    def text(self) -> str:
        """A string."""
        if not isinstance(self._content, str):
            raise self._unlike("a string")
        return self._content

    def choice(self, kind: type[Choice]) -> Choice:
        """A member of an enumeration, given by its value."""
        if self.text() not in list(kind):
            raise self._unlike(f"one of {', '.join(kind)}")
        return kind(self.text())

    def whole(self, least: int, most: int) -> int:
        """An integer within bounds."""
        content = self._content
        if isinstance(content, int) and not isinstance(content, bool) and least <= content <= most:
            return content
        raise self._unlike(f"an integer from {least:,} to {most:,}")

    def number(self, least: float, most: float) -> float:
        """A number within bounds; not-a-number is out of bounds."""
        content = self._content
        if isinstance(content, bool) or not isinstance(content, int | float):
            raise self._unlike("a number")
        if least <= content <= most:
            return float(content)
        raise self._unlike(f"a number from {least:g} to {most:g}")

    def error(self, fault: str) -> InputError:
        """The error for a fault of this value."""
        place = f"{self._place} " if self._place else ""
        return InputError(f"{self._name}: {place}{fault}; give a report as mtqa writes it")

    def _unlike(self, wanted: str) -> InputError:
        return self.error(f"is {shown(self._content)}, not {wanted}")

    def _object(self) -> Mapping[str, object]:
        if not isinstance(self._content, Mapping):
            raise self._unlike("an object")
        return self._content

    def _inner(self, content: object, key: str) -> Value:
        return Value(content, f"{self._place}.{key}" if self._place else key, self._name)


def shown(content: object) -> str:
    """A value as an error shows it: short, on one line, safe for a terminal."""
    if isinstance(content, str):
        text = printable(content[: 4 * _LONGEST_SHOWN])
        return f"“{text if len(text) <= _LONGEST_SHOWN else f'{text[:_LONGEST_SHOWN]}…'}”"
    if content is None or isinstance(content, bool):
        return {None: "null", True: "true", False: "false"}[content]
    if isinstance(content, float):
        return f"{content:g}"
    if isinstance(content, int):
        return f"{content:,}" if abs(content) <= _LARGEST_SHOWN else "a huge number"
    if isinstance(content, Mapping):
        return "an object"
    return "an array" if isinstance(content, list | tuple) else f"a {type(content).__name__}"
