"""What the command line may do to its own process, and a library may not to its host."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

_ENVIRONMENT = {
    # oneDNN and PyTorch else keep a kernel for each of a thousand batch sizes
    "ONEDNN_PRIMITIVE_CACHE_CAPACITY": "16",
    "LRU_CACHE_CAPACITY": "16",
    "HF_HUB_OFFLINE": "1",
}
_LOADING = "mtqa: loading the model …"


def prepare() -> None:
    """Sets what must be set before torch is loaded, where the user has not set it."""
    for name, value in _ENVIRONMENT.items():
        os.environ.setdefault(name, value)
    atexit.register(gc.freeze)  # else the end of the process looks for garbage in all of torch


@contextmanager
def loading() -> Iterator[None]:
    """Says on a terminal that the model is being loaded, for as long as that takes.

    No garbage is looked for meanwhile, nor later in what was loaded: it all stays. That saves a
    fifth of the processor's time of a short run.
    """
    terminal = sys.stderr if sys.stderr.isatty() else None
    if terminal:
        terminal.write(_LOADING)
        terminal.flush()
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_enabled:
            gc.enable()
        if terminal:
            terminal.write(f"\r{' ' * len(_LOADING)}\r")
            terminal.flush()
