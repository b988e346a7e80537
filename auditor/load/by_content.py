"""Path or bytes -> `Document`: the reader that fits the content, and what was odd about it."""

from __future__ import annotations

import hashlib
from pathlib import Path

from auditor.errors import ReadError
from auditor.load import from_text
from auditor.load.disk import MAX_FILE_BYTES, read_whole, too_large
from auditor.load.page import OnPage
from auditor.load.readers import extract, suffix_warnings
from auditor.model import Document


def load_file(path: Path, on_page: OnPage | None = None) -> Document:
    """Read a file of any supported format, also one inside a zip archive: reports.zip/镇/报告.docx.

    `Document.path` is the path as given; `on_page` hears how many pages of how many are read, where that takes time.
    Raises `ReadError` as `read_whole` does for a file that cannot be got at, and as `load_bytes` for its content.
    """
    return load_bytes(read_bytes(path), str(path), on_page)


def read_bytes(path: Path) -> bytes:
    """Read a file's content, also of one inside a zip archive. Raises `ReadError` as `read_whole` does."""
    if any(parent.suffix.lower() == ".zip" and parent.is_file() for parent in path.parents):
        from auditor.load.archive import read_member

        return read_member(path)
    return read_whole(path)


def load_bytes(data: bytes, name: str = "-", on_page: OnPage | None = None) -> Document:
    """Read a file's content; `name` is shown in messages, and its suffix is compared with the content.

    Line ends become line feeds before offsets are counted; a leading byte order mark is no part of the text. Raises
    `ReadError`: empty, too-large, unsupported, encrypted, damaged, unsafe, not-text, no-text, timeout or crashed.
    """
    if len(data) > MAX_FILE_BYTES:
        raise too_large(name, len(data))
    form, read = extract(data, name, on_page)
    if not read.text.strip():
        raise ReadError("empty", f"「{name}」里没有文字。", "请打开看看，确认存的是报告正文。")
    return Document.of(
        read.text,
        path=name,
        sha256=hashlib.sha256(data).hexdigest(),
        format=form,
        quality=from_text.quality_of(read.text),
        warnings=(*suffix_warnings(name, form), *read.warnings, *from_text.odd_warnings(read.text)),
        page_starts=read.page_starts,
        unread_pages=read.unread_pages,
        recognised=read.recognised,
        confidence=read.confidence,
        page_confidence=read.page_confidence,
        published=read.published,
        source=read.source,
    )
