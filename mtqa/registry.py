"""Finds the registered models on this machine and verifies their files."""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from mtqa.errors import ModelError

DEFAULT_MODEL = "all-MiniLM-L6-v2"


class Effort(StrEnum):
    """How much a checker reads of a pair."""

    FAST = "fast"
    """Sentences only."""
    NORMAL = "normal"
    """Also groups that are not verbatim, both sides together, by the pair reader."""
    THOROUGH = "thorough"
    """The same by a larger pair reader, which is a package of its own."""

    @property
    def pair_reader(self) -> str | None:
        """The registered name of its pair reader; None if it has none."""
        return _PAIR_READERS.get(self)

    @classmethod
    def chosen(cls, effort: str | None, *, fast: bool) -> Effort:
        """The effort of the two arguments of a checker.

        Args:
            effort: Its name; None for the usual one.
            fast: Whether it is `FAST`.

        Raises:
            ValueError: There is no such effort, or the arguments contradict each other.
        """
        given = cls(effort or (cls.FAST if fast else cls.NORMAL))
        if fast and given is not cls.FAST:
            raise ValueError(f"fast contradicts effort {given}; give one of them")
        return given


_PAIR_READERS = {Effort.NORMAL: "pairs", Effort.THOROUGH: "thorough"}


@dataclass(frozen=True, slots=True)
class ModelFiles:
    """A registered model on this machine.

    Attributes:
        name: Its name in the registry.
        folder: The folder of its files.
        weights: The names of the files with the weights.
        digests: SHA-256 of each registered file in hexadecimal, by file name.
        remedy: What the user can do about a file that is not the registered one.
    """

    name: str
    folder: Path
    weights: tuple[str, ...]
    digests: Mapping[str, str]
    remedy: str

    @property
    def digest(self) -> str:
        """SHA-256 of its weights, in hexadecimal; of the digests of several files."""
        of_files = [self.digests[file] for file in self.weights]
        if len(of_files) == 1:
            return of_files[0]
        return hashlib.sha256("".join(of_files).encode()).hexdigest()

    def read_weights(self) -> Iterator[bytes]:
        """The bytes of each file with weights, verified.

        Raises:
            ModelError: A file cannot be read, or is not the registered one.
        """
        return map(self.read, self.weights)

    def read(self, file: str | None = None) -> bytes:
        """The bytes of a file, verified.

        The returned bytes are the hashed ones, so the file cannot be swapped in between.

        Args:
            file: Name of a registered file; None for the only one with weights.

        Raises:
            ModelError: The file cannot be read, or is not the registered one.
        """
        file = file or self.weights[0]
        path = self.folder / file
        try:
            content = path.read_bytes()
        except OSError as error:
            raise ModelError(
                f"model {self.name}: cannot read {path}: {error.strerror}; {self.remedy}"
            ) from error
        digest, registered = hashlib.sha256(content).hexdigest(), self.digests[file]
        if digest != registered:
            raise ModelError(
                f"model {self.name}: {path} is not the registered file "
                f"(SHA-256 {digest[:8]}, not {registered[:8]}); {self.remedy}"
            )
        return content


def models_folder() -> Path:
    """The folder of the registry: in the installed package, or next to it in a checkout."""
    installed = Path(__file__).with_name("models")
    return installed if installed.is_dir() else Path(__file__).parent.parent / "models"


@cache
def known_models() -> tuple[str, ...]:
    """The names of the encoders in the registry."""
    return tuple(name for name, entry in _entries().items() if entry["role"] == "encoder")


@cache
def find_model(name: str) -> ModelFiles:
    """The files of a registered model.

    Args:
        name: Its name in the registry.

    Raises:
        ModelError: The model's package is not installed, or its weights are not registered.
    """
    entry = _entries()[name]
    weights = entry["weights"]
    if not weights:
        raise ModelError(
            f"model {name}: this version of mtqa has no weights for it; use --effort normal"
        )
    package = entry.get("package")
    source = entry.get("install") or str(package)
    base = _package_folder(name, package, source) if package else models_folder()
    remedy = (
        f"reinstall its package with: pip install --force-reinstall {source}"
        if package
        else "reinstall mtqa; if you trained it, run models/register.py"
    )
    files = (weights,) if isinstance(weights, str) else tuple(weights)
    return ModelFiles(name, base / entry["folder"], files, entry["files"], remedy)


def installed_efforts() -> tuple[Effort, ...]:
    """The efforts whose models are on this machine."""
    return tuple(effort for effort in Effort if _is_installed(effort.pair_reader))


def _is_installed(name: str | None) -> bool:
    with contextlib.suppress(ModelError):
        return name is None or bool(find_model(name))
    return False


def weights_digest(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal.

    Raises:
        ModelError: The file cannot be read.
    """
    try:
        with path.open("rb") as weights:
            return hashlib.file_digest(weights, "sha256").hexdigest()
    except OSError as error:
        raise ModelError(f"model file {path}: {error.strerror}; reinstall the model") from error


def _entries() -> dict[str, dict[str, Any]]:
    path = models_folder() / "registry.json"
    entries: dict[str, dict[str, Any]] = json.loads(path.read_text("utf-8"))
    return entries


def _package_folder(name: str, package: str, source: str) -> Path:
    """The folder of an installed package.

    Args:
        name: The name of its model.
        package: Its name.
        source: What pip installs it from.
    """
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise ModelError(
            f"model {name}: its package is not installed; install it with: pip install {source}"
        )
    return Path(spec.origin).parent


@cache
def code_signature() -> str:
    """A digest of the names and contents of the package's source files, line ends ignored."""
    folder = Path(__file__).parent
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*.py")}
    digest = hashlib.sha256()
    for name in sorted(files):
        content = files[name].read_bytes().replace(b"\r\n", b"\n")
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    return f"code:{digest.hexdigest()[:8]}"
