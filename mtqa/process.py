"""What the command line may do to its own process, and a library may not to its host."""

from __future__ import annotations

import atexit
import gc
import logging
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from mtqa.text.loading import printable

_ENVIRONMENT = {
    # oneDNN and PyTorch else keep a kernel for each of a thousand batch sizes
    "ONEDNN_PRIMITIVE_CACHE_CAPACITY": "16",
    "LRU_CACHE_CAPACITY": "16",
    "HF_HUB_OFFLINE": "1",
}
_LEVELS = (logging.WARNING, logging.INFO, logging.DEBUG)
_LOADING = "mtqa: loading the model …"


class _Lines(logging.Handler):
    """Writes log records to standard error, wherever that leads at the time."""

    def emit(self, record: logging.LogRecord) -> None:
        """Writes one record as one line."""
        sys.stderr.write(f"mtqa: {printable(record.getMessage())}\n")


def show_log(verbosity: int) -> logging.Handler:
    """Has mtqa's log written to standard error.

    Args:
        verbosity: 0 for nothing but warnings, 1 for settings and surprises, 2 for every step.

    Returns:
        What writes it.
    """
    handler, log = _Lines(), logging.getLogger("mtqa")
    log.addHandler(handler)
    log.setLevel(_LEVELS[min(verbosity, len(_LEVELS) - 1)])
    return handler


@contextmanager
def logged(verbosity: int) -> Iterator[None]:
    """Has mtqa's log written to standard error for a while; see `show_log`."""
    log = logging.getLogger("mtqa")
    level, handler = log.level, show_log(verbosity)
    try:
        yield
    finally:
        log.removeHandler(handler)
        log.setLevel(level)


def prepare() -> None:
    """Sets what must be set before torch is loaded, where the user has not set it."""
    for name, value in _ENVIRONMENT.items():
        os.environ.setdefault(name, value)
    atexit.register(gc.freeze)  # else the end of the process looks for garbage in all of torch


@contextmanager
def loading() -> Iterator[None]:
    """Says on a terminal that the model is being loaded, for as long as that takes.

    Where the log is shown, it says so.

    No garbage is looked for meanwhile, nor later in what was loaded: it all stays. That saves a
    fifth of the processor's time of a short run.
    """
    is_logged = logging.getLogger("mtqa").isEnabledFor(logging.INFO)
    terminal = sys.stderr if sys.stderr.isatty() and not is_logged else None
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


def text_style(*, to_terminal: bool) -> tuple[int, bool]:
    """How many columns a text has, and whether it is coloured.

    Args:
        to_terminal: Whether it goes to standard output, which may be a terminal.
    """
    is_terminal = to_terminal and sys.stdout is not None and sys.stdout.isatty()
    is_plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return shutil.get_terminal_size().columns, is_terminal and not is_plain
