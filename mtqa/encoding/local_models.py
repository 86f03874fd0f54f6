"""Finds a user's model on this machine: a folder, or a name in the Hugging Face cache.

Nothing here uses the network or imports torch, so an unknown name is refused at once.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

from mtqa.errors import ModelError
from mtqa.registry import known_models

_NAME = re.compile(r"[\w.-]+(/[\w.-]+)?", re.ASCII)
_TRUSTED = "sentence_transformers."


def model_folder(model: str | Path) -> Path:
    """The folder of a sentence-transformers model.

    Args:
        model: A folder, or a name in the Hugging Face cache.

    Raises:
        ModelError: There is no such model on this machine, or it requires code other than that
            of sentence-transformers.
    """
    folder = Path(model)
    if not (str(model).strip() and folder.is_dir()):
        found = next(_snapshots(str(model)), None)
        if found is None:
            raise ModelError(
                f"model {model}: not on this machine, and nothing is downloaded; "
                f"known models: {', '.join(known_models())}; else give a folder"
            )
        folder = found
    _require_no_code(folder)
    return folder


def broken(folder: Path) -> ModelError:
    """The error for a model whose files cannot be read or loaded."""
    return ModelError(
        f"model folder {folder}: its files are broken or missing; export the model again"
    )


def _require_no_code(folder: Path) -> None:
    """Refuses a model with its own module classes, because loading it would run their code."""
    listing = folder / "modules.json"
    if not listing.is_file():
        return
    try:
        types = [module["type"] for module in json.loads(listing.read_text("utf-8"))]
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        raise broken(folder) from None
    for name in types:
        if not str(name).startswith(_TRUSTED):
            raise ModelError(
                f"model folder {folder}: modules.json asks for {name!r}, which is code of its own, "
                f"and such code is never run; use a model whose modules are all {_TRUSTED}*"
            )


def _snapshots(name: str) -> Iterator[Path]:
    """The folders of a name in the caches, most likely first."""
    if not _NAME.fullmatch(name):
        return
    names = [name] if "/" in name else [f"sentence-transformers/{name}", name]
    for cache in _caches():
        for full in names:
            repository = cache / f"models--{full.replace('/', '--')}"
            yield from _newest(repository)


def _newest(repository: Path) -> Iterator[Path]:
    """The snapshots of a repository: the main branch first, then newest first."""
    try:
        main = (repository / "refs" / "main").read_text("utf-8").strip()
        there = [path for path in (repository / "snapshots").iterdir() if path.is_dir()]
    except (OSError, ValueError):
        main, there = "", []
    yield from sorted(there, key=lambda path: (path.name != main, -path.stat().st_mtime))


def _caches() -> Iterator[Path]:
    """The caches of huggingface_hub and sentence-transformers."""
    home = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    places = (
        os.environ.get("SENTENCE_TRANSFORMERS_HOME"),
        os.environ.get("HF_HUB_CACHE") or os.environ.get("HUGGINGFACE_HUB_CACHE"),
        f"{os.environ['HF_HOME']}/hub" if os.environ.get("HF_HOME") else None,
        f"{home}/huggingface/hub",
    )
    yield from (Path(place).expanduser() for place in places if place)
