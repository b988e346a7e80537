"""Zip of reports -> its files, read one by one from memory; nothing is unpacked to disk.

A file in an archive goes by the archive's path with its name behind it: reports.zip/镇/报告.docx.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path, PurePosixPath

from auditor.errors import ReadError
from auditor.load.disk import read_whole
from auditor.load.kinds import Kind, kind_of
from auditor.load.safe_zip import SafeZip


def files_in(path: Path) -> list[Path]:
    """Return the paths of the files in an archive, sorted; empty if it is a single document, such as a .docx.

    Hidden files and what systems add (__MACOSX, ~$) are left out. Raises `ReadError` as `read_whole` and `SafeZip` do.
    """
    opened = _opened(path)
    return sorted(path / name for name in opened[1] if not _is_hidden(name)) if opened else []


def read_member(path: Path) -> bytes:
    """Read a file in an archive. Raises `ReadError`: not-found, and those of `read_whole` and `SafeZip`."""
    holder = next((parent for parent in path.parents if parent.suffix.lower() == ".zip" and parent.is_file()), None)
    opened = _opened(holder) if holder else None
    name = path.relative_to(holder).as_posix() if holder else ""
    if not opened or name not in opened[1]:
        raise ReadError("not-found", f"找不到文件「{path}」。", "请检查压缩包和其中的文件名是否写对。")
    archive, names = opened
    return archive.read(names[name])


def _opened(path: Path) -> tuple[SafeZip, dict[str, str]] | None:
    """Open an archive; return it with its members' names as shown and as written in it. None for other files."""
    return _open(path, path.stat().st_mtime_ns if path.exists() else 0)


@lru_cache(maxsize=1)
def _open(path: Path, modified: int) -> tuple[SafeZip, dict[str, str]] | None:
    """Open an archive once for all of its members; `modified` notices that it was written anew."""
    data = read_whole(path)
    if kind_of(data) is not Kind.ZIP:
        return None
    archive = SafeZip(data, str(path))
    if archive.kind() is not Kind.ZIP:
        return None
    named = ((_inside(_shown(name)), name) for name in archive.names if not name.endswith(("/", "\\")))
    return archive, {inside: name for inside, name in named if inside}


def _shown(name: str) -> str:
    """Return a name as its writer saw it: Chinese Windows writes GBK and does not say so."""
    try:
        raw = name.encode("cp437")
    except UnicodeEncodeError:
        return name
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return name


def _inside(name: str) -> str:
    """Return a name as a plain path below the archive; empty for one that leads out of it."""
    parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".")]
    leads_out = name.startswith(("/", "\\")) or ".." in parts or any(":" in part for part in parts)
    return "" if leads_out else "/".join(parts)


def _is_hidden(name: str) -> bool:
    return any(part.startswith((".", "~$", "__MACOSX")) for part in PurePosixPath(name).parts)
