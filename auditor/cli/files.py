"""What the user names on the command line -> the files to audit; results -> files, whole or not at all."""

from __future__ import annotations

import glob
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from auditor.card import MARK
from auditor.errors import OutputError, ReadError, UsageError, why

SUFFIXES = frozenset(
    (".txt", ".md", ".markdown", ".docx", ".docm", ".doc", ".wps", ".rtf", ".odt", ".pdf", ".ofd")
    + (".html", ".htm", ".mht", ".mhtml", ".tif", ".tiff", ".zip")
)
"""What a folder or a zip archive is searched for; other pictures in it are photos more often than reports."""
COMMENTED = "（批注）"
"""What a report's copy with comments is called after its own name."""
_HEAD = 4_000
"""Bytes of a page in which its mark stands."""


def collect(names: list[str], *, links: bool = False) -> list[str]:
    """Return the files in the order named, folders and zip archives searched, each file once; `-` stays.

    With `links`, a link and what it leads to are two.

    A name that does not exist stays too, so that reading it gives the reason. Raises `ReadError` when nothing is left,
    `UsageError` for an empty name.
    """
    found: dict[str, str] = {}
    for name in names:
        for path in _expand(name):
            found.setdefault(path if path == "-" or links else _place(path), path)
    if not found:
        raise ReadError(
            "nothing-to-audit",
            f"“{'、'.join(names)}”里没有可以评定的报告。",
            f"文件夹里应有 {'、'.join(sorted(SUFFIXES))} 文件。",
        )
    return list(found.values())


def _place(path: str) -> str:
    """Return where a path leads; a link that leads round in circles stays, so that reading it gives the reason."""
    try:
        return str(Path(path).resolve())
    except (OSError, RuntimeError):
        return path


def _expand(name: str) -> list[str]:
    if not name:
        raise UsageError("empty-name", "有一个文件名是空的。", "请写出文件或文件夹的名称。")
    if name == "-":
        return [name]
    path = Path(name)
    try:
        folder, there = path.is_dir(), path.exists()
    except OSError:
        # such as a name longer than the system allows: reading it gives the reason
        return [name]
    if folder:
        return [name for place in sorted(_inside(path)) for name in _unpacked(place)]
    if not there and any(c in name for c in "*?["):
        # the Windows shell hands patterns over as they are
        names = sorted(glob.glob(name))  # noqa: PTH207 - the pattern may hold a drive or be relative
        return [inside for found in names for inside in _expand(found)]
    return _unpacked(path) if path.is_file() else [name]


def _inside(folder: Path) -> Iterator[Path]:
    """Yield the reports below a folder, without the pages and commented copies that earlier runs left among them.

    A folder that cannot be opened and a link that leads nowhere are among them, so that reading them gives the reason.
    """
    shut: list[Path] = []
    for place, folders, names in os.walk(folder, onerror=lambda error: shut.append(Path(error.filename))):
        folders[:] = [name for name in folders if not name.startswith((".", "~$"))]
        for name in names:
            path = Path(place, name)
            named_so = path.suffix.lower() in SUFFIXES and not name.startswith((".", "~$"))
            # neither pipes nor devices; a link that leads nowhere is not there either
            if named_so and (path.is_file() or not path.exists()) and not _is_result(path):
                yield path
    yield from shut


def _is_result(path: Path) -> bool:
    """Return whether a file is made of a result; one that cannot be opened gives its reason when it is read."""
    if path.stem.endswith(COMMENTED):
        return True
    if path.suffix.lower() not in (".html", ".htm"):
        return False
    try:
        with path.open("rb") as file:
            return MARK.encode() in file.read(_HEAD)
    except OSError:
        return False


def _unpacked(path: Path) -> list[str]:
    """Return the reports in an archive; for any other file, and an archive without reports, the file itself."""
    if path.suffix.lower() != ".zip":
        return [str(path)]
    # archives need a library that plain texts do without
    from auditor.load.archive import files_in

    try:
        return [str(p) for p in files_in(path) if p.suffix.lower() in SUFFIXES] or [str(path)]
    except ReadError:
        # reading it will give the reason
        return [str(path)]


def write_whole(path: Path, parts: Iterable[str | bytes]) -> None:
    """Write a file beside its place and move it there: readers see the old or the new one. Raises `OutputError`."""
    try:
        handle, beside = tempfile.mkstemp(dir=path.parent or Path(), prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                for part in parts:
                    file.write(_bytes(part))
            Path(beside).chmod(0o644)
            Path(beside).replace(path)
        except BaseException:
            Path(beside).unlink(missing_ok=True)
            raise
    except OSError as error:
        said = f"结果写不进“{path}”：{why(error)}。"
        raise OutputError("cannot-write", said, "请检查文件夹是否存在、文件是否正被 Word 或 Excel 打开。") from None


def write_out(part: str | bytes, *, utf8: bool) -> None:
    """Print a result: for programs always as UTF-8 with LF, text for people in the console's own encoding."""
    if isinstance(part, str) and not (utf8 and hasattr(sys.stdout, "buffer")):
        sys.stdout.write(part)
        sys.stdout.flush()
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(_bytes(part))
    sys.stdout.buffer.flush()


def _bytes(part: str | bytes) -> bytes:
    return part if isinstance(part, bytes) else part.encode("utf-8", "replace")
