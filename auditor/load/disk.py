"""Path -> bytes, with what the user can do where the file cannot be got at."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from auditor.errors import ReadError, why

MAX_FILE_BYTES = 50_000_000
_LOCKED = (32, 33)  # ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION


def read_whole(path: Path) -> bytes:
    """Read a file of at most `MAX_FILE_BYTES`; never waits on pipes and devices.

    Raises `ReadError`: not-found, is-folder, no-permission, locked, read-failed, unsupported or too-large.
    """
    if _is_owner_file(path.name):
        raise ReadError(
            "locked",
            f"「{path.name}」是 Word 或 WPS 打开文档时留下的临时文件，不是文档本身。",
            "请改选同一文件夹里不带“~$”的原文件；原文件若正开着，先保存并关闭。",
        )
    try:
        state = path.stat()
        if stat.S_ISDIR(state.st_mode):
            if not os.access(path, os.R_OK | os.X_OK):
                raise ReadError(
                    "no-permission", f"没有权限打开文件夹「{path}」，其中的报告没有评。", "请检查文件夹的权限。"
                )
            raise ReadError("is-folder", f"「{path}」是文件夹，不是文件。", "请指定文件夹里的某一份报告。")
        if not stat.S_ISREG(state.st_mode):
            raise ReadError("unsupported", f"「{path}」是管道或设备，不是普通文件。", "请先把内容存成普通文件再读。")
        if state.st_size > MAX_FILE_BYTES:
            raise too_large(str(path), state.st_size)
        with path.open("rb") as stream:
            # one byte over the limit is enough to notice a file that grew after it was measured
            return stream.read(MAX_FILE_BYTES + 1)
    except (OSError, ValueError) as error:
        raise _explain(path, error) from error


def absolute(path: str | Path) -> Path:
    """Return where a path leads from here, without `..`; a link stays the name that it is."""
    return Path(os.path.abspath(path))  # noqa: PTH100 - `resolve` follows links, `Path.absolute` keeps `..`


def too_large(name: str, size: int) -> ReadError:
    """Build the error for a file of `size` bytes."""
    return ReadError(
        "too-large",
        f"「{name}」有 {size / 1_000_000:.1f} MB，超过 {MAX_FILE_BYTES // 1_000_000} MB 的上限。",
        "请删去图片和附件，只留报告正文后另存一份。",
    )


def _is_owner_file(name: str) -> bool:
    """Tell the marker that Word, WPS (~$) or LibreOffice (.~lock.) puts beside an open document."""
    return name.startswith("~$") or (name.startswith(".~lock.") and name.endswith("#"))


def _explain(path: Path, error: OSError | ValueError) -> ReadError:
    """Turn a failure of the file system into what the user can do about it."""
    if isinstance(error, (FileNotFoundError, NotADirectoryError, ValueError)):
        return ReadError("not-found", f"找不到文件「{path}」。", "请检查路径和文件名是否写对，含空格的路径要加引号。")
    if getattr(error, "winerror", None) in _LOCKED or (isinstance(error, PermissionError) and _has_owner(path)):
        return ReadError("locked", f"「{path}」正被 Word 或 WPS 打开，暂时读不了。", "请保存并关闭该文档后再试。")
    if isinstance(error, PermissionError):
        return ReadError(
            "no-permission", f"没有权限读取「{path}」。", "请检查文件权限，或把文件复制到自己的文件夹再试。"
        )
    return ReadError("read-failed", f"读取「{path}」时出错（{why(error)}）。", "请把文件复制到本机磁盘后再试。")


def _has_owner(path: Path) -> bool:
    """Return whether an owner file stands beside; Word drops up to two first letters of a long name."""
    try:
        return any((path.parent / f"~${path.name[drop:]}").exists() for drop in (0, 1, 2))
    except OSError:
        return False
