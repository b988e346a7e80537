"""What a result was made by: a hash of everything in the program that can change a verdict."""

from __future__ import annotations

import hashlib
import sys
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

_LIBRARIES = ("lxml", "onnxruntime", "opencc", "pypdfium2", "rapidfuzz", "rapidocr")
"""They read files or compare words; one that is missing counts as such."""
_PACKAGE = Path(__file__).resolve().parents[1]
_OUTSIDE = frozenset(("batch", "cli", "evaluate", "kept", "prepare.py", "render", "rules", "version.py"))
"""Rooms that no verdict hangs on, and the rules, which have a hash of their own."""


@cache
def program_sha256() -> str:
    """Return the SHA-256 over the program's own source, the libraries it judges with, and the version of Python."""
    total = hashlib.sha256()
    for path in sorted(_PACKAGE.rglob("*.py")):
        name = path.relative_to(_PACKAGE)
        if name.parts[0] not in _OUTSIDE:
            total.update(f"{name.as_posix()}\n".encode())
            # a checkout may write line ends in its own way
            total.update(path.read_bytes().replace(b"\r\n", b"\n"))
    for library in _LIBRARIES:
        total.update(f"{library} {_version(library)}\n".encode())
    total.update(f"python {sys.version_info.major}.{sys.version_info.minor}\n".encode())
    return total.hexdigest()


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return "-"
