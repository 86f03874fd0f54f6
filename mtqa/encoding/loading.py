"""Loads the reader of the pipeline from a name, a folder or an encoder; torch is imported here."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from mtqa.encoding.local_models import broken, model_folder
from mtqa.encoding.paired import Encoder, PairedReader
from mtqa.errors import ModelError
from mtqa.registry import DEFAULT_MODEL, Effort, find_model, weights_digest

if TYPE_CHECKING:
    from mtqa.encoding.readers import EmbeddedReader, Reader


def load_reader(
    model: str | Path | Encoder, device: str = "auto", *, effort: Effort = Effort.NORMAL
) -> Reader:
    """Loads an encoder from this machine; nothing is downloaded.

    Args:
        model: A name in the registry, a folder, the name of a sentence-transformers model in
            the local cache, or an object with `encode`.
        device: `auto` (CUDA, then MPS, then CPU), `cpu`, `cuda` or `mps`.
        effort: Which pair reader reads pairs, if any.

    Raises:
        ModelError: The model is unknown, missing or broken, or the device is not available.
    """
    from mtqa.encoding.devices import choose_device

    chosen = choose_device(device)
    if model == DEFAULT_MODEL:
        return _embedded(chosen, effort)
    if isinstance(model, str | Path):
        folder = model_folder(model)
        encoder = _sentence_transformer(folder, chosen)
        return PairedReader(encoder, _embedded(chosen, effort), _label(model, folder))
    if not isinstance(model, Encoder):
        raise ModelError(f"model {model!r}: has no encode(); give a name, a folder or an encoder")
    return PairedReader(model, _embedded(chosen, effort), type(model).__name__)


def _embedded(device: str, effort: Effort) -> EmbeddedReader:
    """The embedded model, loaded in a lane, whose single PyTorch thread suits its small layers."""
    from mtqa.encoding.lanes import Lanes
    from mtqa.encoding.model import EmbeddedModel
    from mtqa.encoding.readers import EmbeddedReader

    lanes = Lanes(device)

    def load(name: str) -> EmbeddedReader:
        model = EmbeddedModel(find_model(name), device)
        return EmbeddedReader(model, effort, lanes)

    [reader] = lanes.map(load, [DEFAULT_MODEL])
    return reader


def _sentence_transformer(folder: Path, device: str) -> Encoder:
    try:
        with _environment_kept(), _quiet():
            from sentence_transformers import SentenceTransformer

            encoder: Encoder = SentenceTransformer(
                str(folder), device=device, local_files_only=True
            )
            return encoder
    except Exception as error:
        raise broken(folder) from error


def _label(model: str | Path, folder: Path) -> str:
    """The name of a model in a signature: the end of its path, and the digest of its weights."""
    name = Path(model).name or folder.name
    weights = sorted(folder.glob("*.safetensors"))
    return f"{name}@{weights_digest(weights[0])[:8]}" if weights else name


@contextlib.contextmanager
def _environment_kept() -> Iterator[None]:
    """Restores environment variables that libraries set when they are imported."""
    before = dict(os.environ)
    try:
        yield
    finally:
        for name in os.environ.keys() - before.keys():
            del os.environ[name]
        os.environ.update(before)


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Hides the progress bars of transformers."""
    from transformers.utils import logging

    shown = logging.is_progress_bar_enabled()
    logging.disable_progress_bar()
    try:
        yield
    finally:
        if shown:
            logging.enable_progress_bar()
