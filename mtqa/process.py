"""Changes to the process that only the command line may make, never the library."""

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
    # by default oneDNN and PyTorch cache a kernel for each of a thousand batch sizes
    "ONEDNN_PRIMITIVE_CACHE_CAPACITY": "16",
    "LRU_CACHE_CAPACITY": "16",
    "HF_HUB_OFFLINE": "1",
}
_LEVELS = (logging.WARNING, logging.INFO, logging.DEBUG)
_LOADING = "mtqa: loading the model …"


class _Lines(logging.Handler):
    """Writes log records to the current standard error."""

    def emit(self, record: logging.LogRecord) -> None:
        """Writes one record as one line."""
        sys.stderr.write(f"mtqa: {printable(record.getMessage())}\n")


def show_log(verbosity: int) -> logging.Handler:
    """Starts to write mtqa's log to standard error.

    Args:
        verbosity: 0 for warnings only, 1 for settings, 2 for every step.

    Returns:
        The handler that writes it.
    """
    handler, log = _Lines(), logging.getLogger("mtqa")
    log.addHandler(handler)
    log.setLevel(_LEVELS[min(verbosity, len(_LEVELS) - 1)])
    return handler


@contextmanager
def logged(verbosity: int) -> Iterator[None]:
    """Within it, mtqa's log is written to standard error; see `show_log`."""
    log = logging.getLogger("mtqa")
    level, handler = log.level, show_log(verbosity)
    try:
        yield
    finally:
        log.removeHandler(handler)
        log.setLevel(level)


def prepare() -> None:
    """Sets environment variables that torch reads when it is loaded, unless the user set them."""
    for name, value in _ENVIRONMENT.items():
        os.environ.setdefault(name, value)
    atexit.register(gc.freeze)  # without it, the exit collects garbage in all of torch


@contextmanager
def loading() -> Iterator[None]:
    """Within it, a terminal shows that the model is being loaded, unless the log is shown.

    Garbage collection is off meanwhile, and later leaves out what was loaded. That saves a fifth
    of the processor time of a short run.
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
    """The width of a text report in columns, and whether it is coloured.

    Args:
        to_terminal: Whether the text goes to standard output.
    """
    is_terminal = to_terminal and sys.stdout is not None and sys.stdout.isatty()
    is_plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return shutil.get_terminal_size().columns, is_terminal and not is_plain
