"""What the user names on the command line -> the files to audit; results -> files, whole or not at all."""

from __future__ import annotations

import glob
import os
import sys
import tempfile
from pathlib import Path

from auditor.errors import OutputError, ReadError, UsageError, why

# what a folder is searched for; kinds that cannot be read yet become a row with the reason, not a gap
SUFFIXES = frozenset(
    (".txt", ".md", ".markdown", ".docx", ".doc", ".wps", ".pdf", ".ofd", ".rtf", ".html", ".htm", ".mht", ".mhtml")
)


def collect(names: list[str]) -> list[str]:
    """Return the files in the order named, folders searched by name, each file once; `-` stays.

    A name that does not exist stays too, so that reading it gives the reason. Raises `ReadError` when nothing is left,
    `UsageError` for an empty name.
    """
    found: dict[str, str] = {}
    for name in names:
        for path in _expand(name):
            found.setdefault(path if path == "-" else str(Path(path).resolve()), path)
    if not found:
        raise ReadError(
            "nothing-to-audit",
            f"“{'、'.join(names)}”里没有可以评定的报告。",
            f"文件夹里应有 {'、'.join(sorted(SUFFIXES))} 文件。",
        )
    return list(found.values())


def _expand(name: str) -> list[str]:
    if not name:
        raise UsageError("empty-name", "有一个文件名是空的。", "请写出文件或文件夹的名称。")
    if name == "-":
        return [name]
    path = Path(name)
    if path.is_dir():
        inside = (p for p in path.rglob("*") if p.suffix.lower() in SUFFIXES and p.is_file())
        return [
            str(p)
            for p in sorted(inside)
            if not any(part.startswith((".", "~$")) for part in p.relative_to(path).parts)
        ]
    if not path.exists() and any(c in name for c in "*?["):
        # the Windows shell hands patterns over as they are
        names = sorted(glob.glob(name))  # noqa: PTH207 - the pattern may hold a drive or be relative
        return [inside for found in names for inside in _expand(found)]
    return [name]


def write_whole(path: Path, text: str) -> None:
    """Write a file beside its place and move it there: readers see the old or the new one. Raises `OutputError`."""
    try:
        handle, beside = tempfile.mkstemp(dir=path.parent or Path(), prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", errors="replace", newline="\n") as file:
                file.write(text)
            Path(beside).chmod(0o644)
            Path(beside).replace(path)
        except BaseException:
            Path(beside).unlink(missing_ok=True)
            raise
    except OSError as error:
        said = f"结果写不进“{path}”：{why(error)}。"
        raise OutputError("cannot-write", said, "请检查文件夹是否存在、文件是否正被 Word 或 Excel 打开。") from None


def write_out(text: str, *, utf8: bool) -> None:
    """Print a result: JSON always as UTF-8 with LF, text for people in the console's own encoding."""
    if utf8 and hasattr(sys.stdout, "buffer"):
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode("utf-8", "replace"))
        sys.stdout.buffer.flush()
    else:
        sys.stdout.write(text)
        sys.stdout.flush()
