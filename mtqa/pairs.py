"""Pairs of a reference and a copy, as a checker takes them, and errors of bad pairs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mtqa.errors import InputError
from mtqa.text.loading import TextError, read_text_inside, require_text
from mtqa.text.reading import ReadDocument, read_document


@dataclass(frozen=True, slots=True)
class Pair:
    """A reference and a copy to check against it.

    Attributes:
        reference: The original article.
        copy: The text suspected to be its round-trip translation.
        id: Id of the pair in the report.
        reference_name: Name of the reference in the report, such as its file name.
        copy_name: Name of the copy in the report.
    """

    reference: str
    copy: str
    id: str | None = None
    reference_name: str = ""
    copy_name: str = ""


@dataclass(frozen=True, slots=True)
class PairError:
    """A pair that cannot be checked.

    Attributes:
        id: Id of the pair.
        kind: `type`, or the kind of a `TextError`: `empty`, `encoding`, `not_text`, ...
        message: One line that says what is wrong and what to do.
    """

    id: str | None
    kind: str
    message: str

    @property
    def characters(self) -> int:
        """None: no text of it is read."""
        return 0

    def to_dict(self) -> dict[str, Any]:
        """The error as a line of a batch."""
        return {"id": self.id, "error": {"kind": self.kind, "message": self.message}}

    @classmethod
    def of(cls, error: InputError | TypeError, id: str | None) -> PairError:  # noqa: A002 - its field
        """The error of a pair with an id."""
        kind = "type" if isinstance(error, TypeError) else getattr(error, "kind", "input")
        return cls(id, kind, str(error))


Given = Pair | Mapping[str, Any] | tuple[str, str] | list[str]
"""What `check_many` takes for a pair."""


@dataclass(frozen=True, slots=True)
class OpenPair:
    """A pair with both texts read.

    Attributes:
        id: What the pair calls itself.
        reference: The original article.
        copy: The text suspected to be its round-trip translation.
    """

    id: str | None
    reference: ReadDocument
    copy: ReadDocument

    @property
    def characters(self) -> int:
        """The length of both texts."""
        return len(self.reference.text) + len(self.copy.text)

    def sentence_texts(self) -> list[str]:
        """The sentences of the reference, then those of the copy."""
        return [*self.reference.sentence_texts(), *self.copy.sentence_texts()]


def open_pairs(pairs: Iterable[Given], *, is_raised: bool) -> Iterator[OpenPair | PairError]:
    """Pairs with their texts read, lazily.

    Args:
        pairs: The pairs.
        is_raised: Whether to raise the error of a bad pair; else a `PairError` takes its place.

    Raises:
        InputError: A text is blank, too long or no text.
        TypeError: An item is no pair.
    """
    for number, given in enumerate(pairs, start=1):
        try:
            opened: OpenPair | PairError = _opened(as_pair(given, number))
        except (InputError, TypeError) as error:
            if is_raised:
                raise
            opened = PairError.of(error, id_of(given))
        yield opened


def _opened(pair: Pair) -> OpenPair:
    names = pair.reference_name or "reference", pair.copy_name or "copy"
    reference, copy = (
        read_document(require_text(text, name), name)
        for text, name in zip((pair.reference, pair.copy), names, strict=True)
    )
    return OpenPair(pair.id, reference, copy)


def as_pair(given: object, number: int) -> Pair:
    """An item of a sequence of pairs as a `Pair`.

    Args:
        given: A `Pair`, a mapping with the keys of a batch row (`reference` or `reference_path`,
            `copy` or `copy_path`, optionally `id`), or a tuple or list of two texts. Paths name
            files in the working directory or below it.
        number: Number of the item, from 1.

    Raises:
        TypeError: The item is something else.
        InputError: A file that the item names cannot be read.
    """
    name = f"pair {number}"
    if isinstance(given, Mapping):
        given = _of_row(given, name)
    elif isinstance(given, tuple | list) and len(given) == 2:
        given = Pair(*given)
    if not isinstance(given, Pair):
        raise TypeError(
            f"{name}: is {_type_of(given)}; give a Pair, a mapping with reference and copy, or a "
            "tuple of two texts"
        )
    for key in ("reference", "copy", "reference_name", "copy_name"):
        require_str(getattr(given, key), f"{name}: {key}")
    if given.id is not None:
        require_str(given.id, f"{name}: id")
    return given


def require_str(value: object, name: str) -> None:
    """Refuses a value that is not a `str`; `name` is its name in the error.

    Raises:
        TypeError: The value is not a `str`.
    """
    if not isinstance(value, str):
        raise TypeError(f"{name} is {_type_of(value)}; give a str")


def id_of(given: object) -> str | None:
    """The id of an item, if it has one."""
    key = given.get("id") if isinstance(given, Mapping) else getattr(given, "id", None)
    if key is None or key == "" or isinstance(key, bool):
        return None
    return str(key) if isinstance(key, str | int | float) else None


def _of_row(row: Mapping[Any, Any], name: str) -> Pair:
    """The pair of a mapping with the keys of a batch row."""
    texts: list[Any] = []
    names = []
    for side in ("reference", "copy"):
        text, path = row.get(side), row.get(f"{side}_path")
        if text is None and path is None:
            keys = ", ".join(sorted(map(repr, row))[:8]) or "no keys"
            raise TypeError(f"{name}: has no {side} ({keys}); give {side} or {side}_path")
        if text and path:
            raise TextError("both", f"{name}: has {side} and {side}_path; give one of them")
        names.append("" if path is None else str(path))
        if path is None:
            texts.append(text)
            continue
        if not isinstance(path, str | Path):
            raise TypeError(f"{name}: {side}_path is {_type_of(path)}; give a str or a Path")
        texts.append(read_text_inside(Path(), str(path), "the working directory"))
    reference, copy = texts
    return Pair(reference, copy, id_of(row), *names)


def _type_of(value: object) -> str:
    """The type of a value, for an error."""
    if isinstance(value, tuple | list):
        return f"a {type(value).__name__} of {len(value)}"
    return "None" if value is None else f"of type {type(value).__name__}"
