"""What a checker takes, pairs of a reference and a copy, and what it gives for a bad one."""

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
    """A reference and the copy to hold against it.

    Attributes:
        reference: The original article.
        copy: The text suspected to be its round-trip translation.
        id: What the report calls the pair.
        reference_name: What the report calls the reference, such as its file's name.
        copy_name: What the report calls the copy.
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
        id: What the pair calls itself.
        kind: `type`, or the kind of a `TextError`: `empty`, `encoding`, `not_text`, ...
        message: One line: what is wrong, and the remedy.
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
    """The pair that an item of a sequence of pairs means.

    Args:
        given: A `Pair`, a mapping with the keys of a batch row (`reference` or `reference_path`,
            `copy` or `copy_path`, and perhaps `id`), or a tuple or list of two texts. Paths lead to
            files in the working directory or below it.
        number: Which item it is, from 1.

    Raises:
        TypeError: It is something else.
        InputError: A file that it names cannot be read.
    """
    name = f"pair {number}"
    if isinstance(given, Mapping):
        given = _of_row(given, name)
    elif isinstance(given, tuple | list) and len(given) == 2:
        given = Pair(*given)
    if not isinstance(given, Pair):
        raise TypeError(
            f"{name}: is {_told(given)}; give a Pair, a mapping with reference and copy, or a "
            "tuple of two texts"
        )
    for key in ("reference", "copy", "reference_name", "copy_name"):
        require_str(getattr(given, key), f"{name}: {key}")
    if given.id is not None:
        require_str(given.id, f"{name}: id")
    return given


def require_str(value: object, name: str) -> None:
    """Refuses what is no text; `name` says in the error what it is.

    Raises:
        TypeError: It is none.
    """
    if not isinstance(value, str):
        raise TypeError(f"{name} is {_told(value)}; give a str")


def id_of(given: object) -> str | None:
    """What an item calls itself, if it does."""
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
            raise TypeError(f"{name}: {side}_path is {_told(path)}; give a str or a Path")
        texts.append(read_text_inside(Path(), str(path), "the working directory"))
    reference, copy = texts
    return Pair(reference, copy, id_of(row), *names)


def _told(value: object) -> str:
    if isinstance(value, tuple | list):
        return f"a {type(value).__name__} of {len(value)}"
    return "None" if value is None else f"of type {type(value).__name__}"
