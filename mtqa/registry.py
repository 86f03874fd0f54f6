"""Finds the registered models on this machine and verifies their files."""

from __future__ import annotations

import hashlib
import importlib.util
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from mtqa.errors import ModelError

DEFAULT_MODEL = "all-MiniLM-L6-v2"


@dataclass(frozen=True, slots=True)
class ModelFiles:
    """A registered model on this machine.

    Attributes:
        name: Its name in the registry.
        folder: The folder of its files.
        weights: The name of the file with the weights.
        digests: SHA-256 of each registered file in hexadecimal, by file name.
        remedy: What the user can do about a file that is not the registered one.
    """

    name: str
    folder: Path
    weights: str
    digests: Mapping[str, str]
    remedy: str

    @property
    def digest(self) -> str:
        """SHA-256 of its weights, in hexadecimal."""
        return self.digests[self.weights]

    def read(self, file: str | None = None) -> bytes:
        """The bytes of a file, verified.

        The returned bytes are the hashed ones, so the file cannot be swapped in between.

        Args:
            file: Name of a registered file; None for the weights.

        Raises:
            ModelError: The file cannot be read, or is not the registered one.
        """
        file = file or self.weights
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
        ModelError: The model's package is not installed.
    """
    entry = _entries()[name]
    package = entry.get("package")
    base = _package_folder(name, package) if package else models_folder()
    remedy = (
        f"reinstall its package with: pip install --force-reinstall {package}"
        if package
        else "reinstall mtqa; if you trained it, run models/register.py"
    )
    return ModelFiles(name, base / entry["folder"], entry["weights"], entry["files"], remedy)


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


def _package_folder(name: str, package: str) -> Path:
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise ModelError(
            f"model {name}: its package is not installed; install it with: pip install {package}"
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
