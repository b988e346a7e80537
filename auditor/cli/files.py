"""What the user names on the command line -> the files to audit; results -> files, whole or not at all."""

from __future__ import annotations

import glob
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from auditor.card import AUTHOR, MARK
from auditor.errors import OutputError, ReadError, UsageError, why

SUFFIXES = frozenset(
    (".txt", ".md", ".markdown", ".docx", ".docm", ".doc", ".wps", ".rtf", ".odt", ".pdf", ".ofd")
    + (".html", ".htm", ".mht", ".mhtml", ".tif", ".tiff", ".zip")
)
"""What a folder or a zip archive is searched for; other pictures in it are photos more often than reports."""
COMMENTED = "（批注）"
"""Ends the name of a report's commented copy."""
_OF_WORD = frozenset((".docx", ".docm", ".dotx", ".dotm"))
_MARKED = frozenset((".html", ".htm", ".md", ".markdown", ".txt"))
_NEAR = 4_000
"""Bytes of either end of a result in which its mark stands."""
_COMMENTS = 4_000_000
"""Bytes of a comments part that are looked through."""


def collect(names: list[str], *, everything: bool = False) -> list[str]:
    """Return the files in the order named, folders and zip archives searched, each file once; `-` stays.

    What earlier runs left in a folder is passed over, and so told on standard error. With `everything` it is not, and
    a link and what it leads to are two.

    A name that does not exist stays too, so that reading it gives the reason. Raises `ReadError` when nothing is left,
    `UsageError` for an empty name.
    """
    found: dict[str, str] = {}
    for name in names:
        for path in _expand(name, everything):
            found.setdefault(path if path == "-" or everything else _place(path), path)
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


def _expand(name: str, everything: bool) -> list[str]:
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
        places = sorted(_inside(path))
        kept = places if everything else [place for place in places if not _is_left_over(place)]
        if len(kept) < len(places):
            print(f"跳过以前写出的结果 {len(places) - len(kept)} 个。", file=sys.stderr)
        return [name for place in kept for name in _unpacked(place)]
    if not there and any(c in name for c in "*?["):
        # the Windows shell hands patterns over as they are
        names = sorted(glob.glob(name))  # noqa: PTH207 - the pattern may hold a drive or be relative
        return [inside for found in names for inside in _expand(found, everything)]
    return _unpacked(path) if path.is_file() else [name]


def _inside(folder: Path) -> Iterator[Path]:
    """Yield the reports below a folder, and what earlier runs left among them.

    A folder that cannot be opened and a link that leads nowhere are among them, so that reading them gives the reason.
    """
    shut: list[Path] = []
    for place, folders, names in os.walk(folder, onerror=lambda error: shut.append(Path(error.filename))):
        folders[:] = [name for name in folders if not name.startswith((".", "~$"))]
        for name in names:
            path = Path(place, name)
            named_so = path.suffix.lower() in SUFFIXES and not name.startswith((".", "~$"))
            # neither pipes nor devices; a link that leads nowhere is not there either
            if named_so and (path.is_file() or not path.exists()):
                yield path
    yield from shut


def _is_left_over(path: Path) -> bool:
    """Return whether a file in a folder of reports is what an earlier run left there.

    A commented copy counts as such only beside the report that it is of: one that came alone may be what a unit has
    gone on writing in and handed in, and would be missing in a ranking.
    """
    if path.suffix.lower() not in _OF_WORD:
        return is_result(path)
    own = path.stem.removesuffix(COMMENTED)
    return own != path.stem and is_result(path) and any(_names(one, own) for one in path.parent.iterdir())


def _names(path: Path, own: str) -> bool:
    """Return whether a file is the report of which a copy is called `own`, with or without its suffix."""
    return path.suffix.lower() in SUFFIXES and own in (path.stem, path.name)


def is_result(path: Path) -> bool:
    """Return whether a file is made of a result; one that cannot be opened gives its reason when it is read."""
    suffix = path.suffix.lower()
    try:
        if suffix in _OF_WORD:
            return _is_commented(path)
        if suffix not in _MARKED:
            return False
        with path.open("rb") as file:
            head = file.read(_NEAR)
            file.seek(max(file.seek(0, os.SEEK_END) - _NEAR, 0))
            return MARK.encode() in head or MARK.encode() in file.read()
    except (OSError, ValueError):
        return False


def _is_commented(path: Path) -> bool:
    """Return whether a Word file holds comments of this program."""
    # drafts in folders are many, and most hold no comments
    import zipfile

    try:
        with zipfile.ZipFile(path) as archive:
            names = [name for name in archive.namelist() if name.endswith("comments.xml")]
            return any(AUTHOR.encode() in archive.open(name).read(_COMMENTS) for name in names[:1])
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError):
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
    """Write a file beside its place and move it there: readers see the old or the new one. Raises `OutputError`.

    A link stays, and what it leads to is written; a device takes what it gets.
    """
    named = path
    try:
        path = path.resolve()
        if path.exists() and not path.is_file() and not path.is_dir():
            with path.open("wb") as device:
                for part in parts:
                    device.write(_bytes(part))
            return
        rights = path.stat().st_mode & 0o777 if path.exists() else _new_file_rights()
        handle, beside = tempfile.mkstemp(dir=path.parent, prefix=".aud")
        try:
            with os.fdopen(handle, "wb") as file:
                for part in parts:
                    file.write(_bytes(part))
            Path(beside).chmod(rights)
            Path(beside).replace(path)
        except BaseException:
            Path(beside).unlink(missing_ok=True)
            raise
    except (OSError, RuntimeError) as error:
        said = why(error) if isinstance(error, OSError) else "链接绕成了圈"
        hint = "请检查文件夹是否存在、文件是否正被 Word 或 Excel 打开。"
        raise OutputError("cannot-write", f"结果写不进“{named}”：{said}。", hint) from None


def _new_file_rights() -> int:
    """Return the rights that the user wants new files to have."""
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


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
