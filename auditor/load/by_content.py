"""Path or bytes -> `Document`: size limits, the reader that fits the content, and what was odd about it."""

from __future__ import annotations

import hashlib
import re
import stat
from pathlib import Path, PurePath

from auditor.errors import ReadError, why
from auditor.load import from_text
from auditor.load.extract import Extract
from auditor.load.kinds import Kind, kind_of, refuse
from auditor.model import Document

MAX_FILE_BYTES = 50_000_000
_TEXT_SUFFIXES = {"", ".txt", ".text", ".md", ".markdown"}
_DOCX_SUFFIXES = {"", ".docx", ".docm", ".dotx", ".dotm"}
_HTML_SUFFIXES = {"", ".html", ".htm", ".xhtml", ".shtml", ".mht", ".mhtml", ".jsp", ".asp", ".aspx", ".php"}
_FOREIGN_SUFFIXES = {".doc", ".wps", ".rtf", ".pdf", ".ofd", ".xls", ".xlsx", ".zip", ".odt"}
_HEADING = re.compile(r"^#{1,6} +\S", re.MULTILINE)
_LOCKED = (32, 33)  # ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION


def load_file(path: Path) -> Document:
    """Read a file of any supported format.

    `Document.path` is the path as given. Raises `ReadError` with the code not-found, is-folder, no-permission, locked
    or read-failed for a file that cannot be got at, and those of `load_bytes` for its content. Never waits on pipes
    and devices.
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
            raise ReadError("is-folder", f"「{path}」是文件夹，不是文件。", "请指定文件夹里的某一份报告。")
        if not stat.S_ISREG(state.st_mode):
            raise ReadError("unsupported", f"「{path}」是管道或设备，不是普通文件。", "请先把内容存成普通文件再读。")
        if state.st_size > MAX_FILE_BYTES:
            raise _too_large(str(path), state.st_size)
        with path.open("rb") as stream:
            # one byte over the limit is enough to notice a file that grew after it was measured
            data = stream.read(MAX_FILE_BYTES + 1)
    except (OSError, ValueError) as error:
        raise _explain(path, error) from error
    return load_bytes(data, str(path))


def load_bytes(data: bytes, name: str = "-") -> Document:
    """Read a file's content; `name` is shown in messages, and its suffix is compared with the content.

    Line ends become line feeds before offsets are counted; a leading byte order mark is no part of the text. Raises
    `ReadError`: empty, too-large, unsupported, encrypted, damaged, unsafe or not-text.
    """
    if len(data) > MAX_FILE_BYTES:
        raise _too_large(name, len(data))
    form, extract = _extract(data, name)
    if not extract.text.strip():
        raise ReadError("empty", f"「{name}」里没有文字。", "请确认存的是正文；扫描图片要先识别成文字再存。")
    suffix = PurePath(name).suffix.lower()
    return Document.of(
        extract.text,
        path=name,
        sha256=hashlib.sha256(data).hexdigest(),
        format=form,
        quality=from_text.quality_of(extract.text),
        warnings=(*_suffix_warnings(suffix, form), *extract.warnings, *from_text.odd_warnings(extract.text)),
        page_starts=extract.page_starts,
        blank_pages=extract.blank_pages,
        recognised=extract.recognised,
        confidence=extract.confidence,
        published=extract.published,
        source=extract.source,
    )


def _extract(data: bytes, name: str) -> tuple[str, Extract]:
    """Read a file's content with the reader for its kind; return the format's name and what was read."""
    kind = kind_of(data)
    if kind is Kind.TEXT:
        extract = from_text.read(data, name)
        markdown = PurePath(name).suffix.lower() in {".md", ".markdown"} or _looks_like_markdown(extract.text)
        return "md" if markdown else "txt", extract
    if kind is Kind.ZIP:
        return "docx", _from_zip(data, name)
    if kind is Kind.HTML:
        from auditor.load import from_html

        return "html", from_html.read(data, name)
    raise refuse(kind, name)


def _from_zip(data: bytes, name: str) -> Extract:
    """Read a Word file and refuse every other archive."""
    # lxml is slow to import, and plain texts need none of it
    from auditor.load import from_docx
    from auditor.load.safe_zip import SafeZip

    archive = SafeZip(data, name)
    kind = archive.kind()
    if kind is not Kind.DOCX:
        raise refuse(kind, name)
    return from_docx.read(archive, name)


def _looks_like_markdown(text: str) -> bool:
    """Return whether two lines open as Markdown headings; one alone may be a stray sign."""
    found = _HEADING.finditer(text)
    return next(found, None) is not None and next(found, None) is not None


def _suffix_warnings(suffix: str, form: str) -> list[str]:
    """Say where the name promises another format than the content holds."""
    if form == "docx" and suffix not in _DOCX_SUFFIXES:
        return [f"文件后缀是 {suffix}，内容却是 Word 文档（docx），已按 Word 文档读取。"]
    if form == "html":
        return [] if suffix in _HTML_SUFFIXES else [f"文件后缀是 {suffix}，内容却是网页，已按网页读取。"]
    if form != "docx" and suffix in (_DOCX_SUFFIXES | _HTML_SUFFIXES | _FOREIGN_SUFFIXES) - _TEXT_SUFFIXES:
        return [f"文件后缀是 {suffix}，内容却是纯文本，已按纯文本读取。"]
    return []


def _too_large(name: str, size: int) -> ReadError:
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
