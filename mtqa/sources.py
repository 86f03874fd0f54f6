"""The program as a part of what a result depends on: its thresholds are code."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path


@cache
def code_signature() -> str:
    """A digest of the package's source files, their names included; line ends do not count."""
    folder = Path(__file__).parent
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*.py")}
    digest = hashlib.sha256()
    for name in sorted(files):
        content = files[name].read_bytes().replace(b"\r\n", b"\n")
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    return f"code:{digest.hexdigest()[:8]}"
