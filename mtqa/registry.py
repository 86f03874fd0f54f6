"""What models the project knows, where each lies on this machine, whether it is the real one."""

from __future__ import annotations

import hashlib
import importlib.util
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from mtqa.errors import ModelError

DEFAULT_MODEL = "all-MiniLM-L6-v2"


@dataclass(frozen=True, slots=True)
class ModelFiles:
    """A model that lies on this machine.

    Attributes:
        name: Its name in the registry.
        folder: Where its files lie.
        digest: SHA-256 of its weights, in hexadecimal digits.
    """

    name: str
    folder: Path
    digest: str


def models_folder() -> Path:
    """The folder of the registry: inside the installed package, or beside it in a checkout."""
    installed = Path(__file__).with_name("models")
    return installed if installed.is_dir() else Path(__file__).parent.parent / "models"


@cache
def known_models() -> tuple[str, ...]:
    """The names in the registry."""
    return tuple(_entries())


@cache
def find_model(name: str) -> ModelFiles:
    """Finds a model of the registry and checks its weights against the registered digest.

    Args:
        name: One of `known_models()`.

    Raises:
        ModelError: The model's package is not installed, or its weights are not the registered.
    """
    entry = _entries()[name]
    folder = _package_folder(name, entry["package"]) / entry["folder"]
    digest = weights_digest(folder / entry["weights"])
    if digest != entry["sha256"]:
        raise ModelError(
            f"model {name}: {folder / entry['weights']} is not the registered one "
            f"(SHA-256 {digest[:8]}, not {entry['sha256'][:8]}); "
            f"reinstall its package with: pip install --force-reinstall {entry['package']}"
        )
    return ModelFiles(name, folder, digest)


def weights_digest(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal digits.

    Raises:
        ModelError: The file cannot be read.
    """
    try:
        with path.open("rb") as weights:
            return hashlib.file_digest(weights, "sha256").hexdigest()
    except OSError as error:
        raise ModelError(f"model file {path}: {error.strerror}; reinstall the model") from error


def _entries() -> dict[str, dict[str, str]]:
    path = models_folder() / "registry.json"
    entries: dict[str, dict[str, str]] = json.loads(path.read_text("utf-8"))
    return entries


def _package_folder(name: str, package: str) -> Path:
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise ModelError(
            f"model {name}: its package is not installed; install it with: pip install {package}"
        )
    return Path(spec.origin).parent
