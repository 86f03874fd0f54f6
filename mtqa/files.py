"""Inputs and outputs of the command line: checked before the slow work, never half written."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import IO, BinaryIO, TextIO

from mtqa.errors import OutputError
from mtqa.text.loading import LONGEST, decode, read_text, unreadable

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

STANDARD = "-"
"""The path that means standard input."""


@contextmanager
def opened(path: str) -> Iterator[BinaryIO]:
    """A file to read as bytes, or standard input.

    Raises:
        TextError: It cannot be opened.
    """
    if path == STANDARD:
        yield sys.stdin.buffer
        return
    with ExitStack() as stack:
        try:
            file = stack.enter_context(Path(path).open("rb"))
        except (OSError, ValueError) as error:
            raise unreadable(path, error) from None
        yield file


def read_input(path: str) -> str:
    """The text of a file, or of standard input.

    Raises:
        TextError: It cannot be read, or is not plain text.
    """
    if path == STANDARD:
        return decode(sys.stdin.buffer.read(LONGEST + 1), "standard input")
    return read_text(Path(path), path)


def input_name(path: str) -> str:
    """The name of an input in a report."""
    return "standard input" if path == STANDARD else Path(path).name


def require_writable(path: Path, *inputs: Path) -> None:
    """Refuses an output path that cannot be written, or that is one of the inputs.

    Raises:
        OutputError: The path is a folder or an input, its folder is missing, or permission is.
    """
    try:
        if path.is_dir():
            raise OutputError(f"{path}: is a folder; name a file in it")
        if not path.parent.is_dir():
            raise OutputError(f"{path}: its folder does not exist; create it first")
        if not os.access(path if path.exists() else path.parent, os.W_OK):
            raise OutputError(f"{path}: cannot be written (permission denied); name another file")
        for read in inputs:
            if path.exists() and read.exists() and path.samefile(read):
                raise OutputError(f"{path}: is also an input; name another output file")
    except (OSError, ValueError) as error:
        raise not_written(path, error) from None


def require_folder(path: Path) -> None:
    """Makes a folder for output files, if it does not exist.

    Raises:
        OutputError: The folder cannot be made or written.
    """
    try:
        path.mkdir(exist_ok=True)
        _new_file(path).unlink()
    except (OSError, ValueError) as error:
        raise not_written(path, error) from None


def not_written(path: Path, error: Exception) -> OutputError:
    """The error for a file that the system refuses to write."""
    reason = getattr(error, "strerror", None) or error
    return OutputError(f"{path}: cannot be written ({reason}); check the disk or name another file")


@contextmanager
def replacing(path: Path) -> Iterator[TextIO]:
    """A file to write as UTF-8; its old content stays until the new content is complete.

    Raises:
        OutputError: The file cannot be written.
    """
    try:
        target = path.resolve()
        if target.is_symlink():  # a loop, which `resolve` does not refuse from Python 3.13 on
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
        is_regular = target.is_file() or not target.exists()
        part = _new_file(target.parent) if is_regular else target
    except (OSError, RuntimeError, ValueError) as error:
        raise not_written(path, error) from None
    try:
        with part.open("w", encoding="utf-8", errors="backslashreplace", newline="") as file:
            yield file
        if is_regular:
            if target.exists():
                shutil.copymode(target, part)
            part.replace(target)
    except BaseException as error:
        if is_regular:
            with suppress(OSError):  # this error must not hide the first one
                part.unlink()
        if isinstance(error, OSError) and not isinstance(error, BrokenPipeError):
            raise not_written(path, error) from None
        raise


def _new_file(folder: Path) -> Path:
    """A new file with an unpredictable name, so that no planted link can redirect it."""
    path = folder / f".mtqa-{secrets.token_hex(8)}.part"
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666))
    return path


def hold(file: IO[bytes]) -> None:
    """Locks an open file against other runs of mtqa until it is closed.

    Does nothing where the system or its file server has no locks.

    Raises:
        OutputError: Another run has locked the file.
    """
    if fcntl is None:
        return
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise OutputError(
            f"{file.name}: another run is writing to it; wait until it ends, or name another file"
        ) from None
    except OSError:
        return
