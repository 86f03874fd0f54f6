"""The limits and confidences of models/calibration, as typed values."""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from types import MappingProxyType
from typing import Any, ClassVar, get_type_hints

from mtqa.registry import Effort, find_model

SECTIONS: dict[str, Limits] = {}
"""The limits of each section of the file that a loaded module asks for."""


class Limits:
    """The limits of one section of the calibration file, read when one is first asked for.

    A module that decides by limits declares them, and keeps the only instance:

        class _Limits(Limits, section="additions"):
            strange: float
            '''Minimum chance of a word that the reference lacks.'''

        LIMITS = _Limits()

    Each annotated name is a value of the section. An `int` has to be whole. A `Mapping[str, float]`
    is a table.
    """

    section: ClassVar[str]

    def __init_subclass__(cls, section: str) -> None:
        """Takes the name of the section in the file."""
        cls.section = section

    def __init__(self) -> None:
        """Registers the section; nothing is read yet."""
        SECTIONS[self.section] = self

    def __getattr__(self, name: str) -> Any:
        """A limit; the first one asked for reads the section.

        Raises:
            AttributeError: The section has no such limit.
            ModelError: The calibration file is not the registered one.
        """
        names = self.names()
        if name not in names:
            raise AttributeError(f"{self.section!r} has no limit {name!r}")
        values = calibration()["limits"][self.section]
        for each, kind in names.items():
            vars(self)[each] = _typed(values[each]["value"], kind)
        return vars(self)[name]

    @classmethod
    def names(cls) -> dict[str, Any]:
        """The name of each limit, and its type."""
        return {name: kind for name, kind in get_type_hints(cls).items() if name != "section"}


def _typed(value: Any, kind: Any) -> Any:
    """A value of the file; JSON writes a whole number for a float, too."""
    if isinstance(value, dict):
        return MappingProxyType({key: float(each) for key, each in value.items()})
    return kind(value)


@cache
def calibration() -> Mapping[str, Any]:
    """The content of the calibration file.

    Raises:
        ModelError: The file is not the registered one.
    """
    content: dict[str, Any] = json.loads(find_model("calibration").read())
    return content


def warn_of_other_weights(effort: Effort = Effort.NORMAL) -> None:
    """Warns of each model whose weights are not those that the limits were measured with.

    Args:
        effort: The effort of the checker; the pair readers of other efforts do not matter.

    Raises:
        ModelError: The file is not the registered one, or a model is not installed.
    """
    unused = {each.pair_reader for each in Effort} - {effort.pair_reader}
    for name, digest in calibration()["for"].items():
        if name in unused:
            continue
        found = find_model(name).digest
        if not found.startswith(digest):
            warnings.warn(
                f"calibration.json was measured with {name}@{digest}, not {found[:8]}: limits and "
                "confidences do not fit; run models/calibration/fit.py",
                stacklevel=3,
            )


def calibration_signature() -> str:
    """The digest of the calibration file for the signature.

    Raises:
        ModelError: The file is not the registered one.
    """
    calibration()
    return f"calibration:{find_model('calibration').digest[:8]}"


@contextmanager
def changed(section: str, **limits: float) -> Iterator[None]:
    """Within it, the process has other limits in a section: to search for the best ones.

    Args:
        section: The section.
        limits: What to change in it.
    """
    one = SECTIONS[section]
    unknown = limits.keys() - one.names().keys()
    if unknown:
        raise AttributeError(f"{section!r} has no limit {unknown.pop()!r}")
    before = {name: getattr(one, name) for name in limits}
    vars(one).update(limits)
    try:
        yield
    finally:
        vars(one).update(before)
