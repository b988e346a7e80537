"""A key -> the value that an earlier run kept under it, in the user's own cache folder; none is as good as no cache.

A kept value can run any code when it is read, so nothing is read but what only the user can have written. Nothing here
raises: a run without its cache is slower, and otherwise the same.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from pathlib import Path

from auditor.version import __version__

_MOST = 8
"""Values kept: the newest, of several rule sets and versions of the program."""
_SUM = sha256().digest_size


def key_of(parts: Iterable[bytes]) -> str:
    """Return the name of a value made of these parts by this very program and Python."""
    total = sha256(f"{__version__}\0{sys.version}\0".encode() + _modules())
    for part in parts:
        total.update(sha256(part).digest())
    return total.hexdigest()


@cache
def _modules() -> bytes:
    """Return a sum over the program's modules; name, size and time are as good as the content, and quicker to get."""
    total = sha256()
    for path in sorted(Path(__file__).parents[1].rglob("*.py")):
        state = path.stat()
        total.update(f"{path}\0{state.st_size}\0{state.st_mtime_ns}\0".encode())
    return total.digest()


def recall(key: str) -> object:
    """Return what was kept under a key; None where nothing was, or where it is damaged or not the user's own."""
    folder = _folder()
    if folder is None:
        return None
    try:
        if not _is_own(folder.lstat()):
            return None
        with (folder / key).open("rb") as file:
            if not _is_own(os.fstat(file.fileno())):
                return None
            total, data = file.read(_SUM), file.read()
        if sha256(data).digest() != total:
            return None
        from auditor.kept.packed import unpacked

        return unpacked(data)
    except Exception:
        # whatever is wrong with it, it can be made again
        return None


def keep(key: str, value: object) -> None:
    """Keep a value for later runs, where the folder can be written and the value can be pickled."""
    folder = _folder()
    if folder is None:
        return
    import tempfile

    from auditor.kept.packed import packed

    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not _is_own(folder.lstat()):
            return
        data = packed(value)
        handle, beside = tempfile.mkstemp(dir=folder)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(sha256(data).digest() + data)
            # another run reads the old one, the new one or none, never a part
            Path(beside).replace(folder / key)
        except BaseException:
            Path(beside).unlink(missing_ok=True)
            raise
        _tidy(folder)
    except Exception:
        # the run does without
        return


def _folder() -> Path | None:
    """Return where values are kept; None where the user wants no cache."""
    named = os.environ.get("AUDITOR_CACHE")
    if named is not None:
        return Path(named) / "kept" if named else None
    from platformdirs import user_cache_path

    folder = user_cache_path("auditor", appauthor=False) / "kept"
    # a user without a home has none for a cache either
    return folder if folder.is_absolute() else None


def _is_own(state: os.stat_result) -> bool:
    """Return whether nobody but the user can have written a folder or file."""
    if os.name == "nt":
        # the rights of the user's profile see to it
        return True
    return state.st_uid == os.getuid() and not state.st_mode & (stat.S_IRWXG | stat.S_IRWXO)


def _tidy(folder: Path) -> None:
    """Drop all but the newest values, and what runs that were killed have left."""
    newest = sorted(folder.iterdir(), key=lambda path: path.stat().st_mtime_ns, reverse=True)
    for path in newest[_MOST:]:
        path.unlink(missing_ok=True)
