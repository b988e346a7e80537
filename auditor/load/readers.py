"""Bytes -> `Extract`: picks the reader that fits the content. Readers are imported when first needed.

Plain texts need none of the libraries behind the other formats, and those are slow to import.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from auditor.errors import ReadError
from auditor.load import from_text
from auditor.load.extract import Extract
from auditor.load.kinds import Kind, kind_of, refuse
from auditor.load.page import COVERED, MANY_OUTLINES, SCANNED_CHARS, OnPage, Page

if TYPE_CHECKING:
    from auditor.load.child import Child
    from auditor.load.from_ofd import Picture
    from auditor.load.safe_zip import SafeZip

_MARKDOWN = {".md", ".markdown"}
_SUFFIXES = {
    "txt": {"", ".txt", ".text", *_MARKDOWN},
    "docx": {"", ".docx", ".docm", ".dotx", ".dotm"},
    "pdf": {"", ".pdf"},
    "image": {"", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".gif", ".webp"},
    "doc": {"", ".doc", ".dot", ".wps", ".wpt"},
    "rtf": {"", ".rtf", ".doc"},
    "odt": {"", ".odt"},
    "ofd": {"", ".ofd"},
    "html": {"", ".html", ".htm", ".xhtml", ".shtml", ".mht", ".mhtml", ".jsp", ".asp", ".aspx", ".php"},
}
_SUFFIXES["md"] = _SUFFIXES["txt"]
_CALLED = {
    "txt": "纯文本",
    "md": "纯文本",
    "docx": " Word 文档（docx）",
    "pdf": " PDF 文件",
    "image": "图片",
    "doc": "旧版 Word 或 WPS 文档",
    "rtf": " RTF 文件",
    "odt": " OpenDocument 文档",
    "ofd": " OFD 版式文件",
    "html": "网页",
}
_KNOWN = frozenset().union(*_SUFFIXES.values()) | {".xls", ".xlsx", ".zip"}
_HEADING = re.compile(r"^#{1,6} +\S", re.MULTILINE)
_FORMS = {Kind.DOC: "doc", Kind.RTF: "rtf", Kind.ODT: "odt"}
_MOST_SCANS = 100
_SURE = 0.9
"""Mean certainty of a page below which the user is told; clean scans stand at 0.99."""
_NO_TEXT = '请改用报告的 Word 原稿；没有原稿的，安装文字识别组件（pip install "auditor[ocr]"）后再审。'


def extract(data: bytes, name: str, on_page: OnPage | None = None) -> tuple[str, Extract]:
    """Read a file's content; return the format's name, such as docx, and what was read.

    Raises `ReadError`: those of the readers, and unsupported for a kind that has none.
    """
    kind = kind_of(data)
    if kind is Kind.TEXT:
        read = from_text.read(data, name)
        return "md" if PurePath(name).suffix.lower() in _MARKDOWN or _is_markdown(read.text) else "txt", read
    if kind is Kind.PDF:
        return "pdf", _laid_out(_child().pages("pdf", data, name, recognise=recognises(), on_page=on_page), name)
    if kind is Kind.IMAGE:
        if not recognises():
            raise _picture(name)
        return "image", _laid_out(_child().pages("picture", data, name, on_page=on_page), name)
    if kind is Kind.ZIP:
        return _from_zip(data, name, on_page)
    if kind is Kind.HTML:
        from auditor.load import from_html

        return "html", from_html.read(data, name)
    from auditor.load import from_office

    if kind in from_office.KINDS:
        return _FORMS[kind], _from_zip(from_office.to_docx(data, kind, name), name)[1]
    raise refuse(kind, name)


def suffix_warnings(name: str, form: str) -> list[str]:
    """Say where the name promises another format than the content holds."""
    suffix = PurePath(name).suffix.lower()
    if suffix in _SUFFIXES[form] or suffix not in _KNOWN:
        return []
    called = _CALLED[form]
    return [f"文件后缀是 {suffix}，内容却是{called}，已按{called.split('（')[0]}读取。"]


def _from_zip(data: bytes, name: str, on_page: OnPage | None = None) -> tuple[str, Extract]:
    """Read what is packed in a zip; archives of several files are refused."""
    from auditor.load import from_docx, from_office
    from auditor.load.safe_zip import SafeZip

    archive = SafeZip(data, name)
    kind = archive.kind()
    if kind is Kind.DOCX:
        read = from_docx.read(archive, name)
        return "docx", _with_scans(archive, read, from_docx.scans(archive), name, on_page)
    if kind is Kind.ODT:
        return "odt", _from_zip(from_office.to_docx(data, kind, name), name)[1]
    if kind is Kind.OFD:
        return "ofd", _from_ofd(archive, name, on_page)
    raise refuse(kind, name)


def _with_scans(archive: SafeZip, read: Extract, scans: list[str], name: str, on_page: OnPage | None) -> Extract:
    """Read the page-sized pictures of a Word file that hardly holds a text of its own; of others only tell."""
    if not scans:
        return read
    if len(read.text.strip()) >= SCANNED_CHARS:
        told = f"文中有 {len(scans)} 张整页大小的图片，其中的文字没有读，未计入审核。"
        return replace(read, warnings=(*read.warnings, told))
    if not recognises():
        raise _picture(name)
    if len(scans) > _MOST_SCANS:
        said = f"「{name}」里有 {len(scans)} 张图片，不像一份报告。"
        raise ReadError("too-large", said, "请只留报告正文的扫描页，另存一份后再审。")
    pages = []
    for at, scan in enumerate(scans):
        pages.extend(_child().pages("picture", archive.read(scan), name))
        if on_page:
            on_page(at + 1, len(scans))
    return _below(read, _laid_out(pages, name))


def _below(first: Extract, scans: Extract) -> Extract:
    """Put what was recognised below a document's own text."""
    own = f"{first.text.strip()}\n" if first.text.strip() else ""
    return replace(
        scans,
        text=own + scans.text,
        warnings=first.warnings + scans.warnings,
        page_starts=(0, *(start + len(own) for start in scans.page_starts[1:])),
        recognised=tuple((start + len(own), end + len(own)) for start, end in scans.recognised),
    )


def _from_ofd(archive: SafeZip, name: str, on_page: OnPage | None) -> Extract:
    """Read an OFD file; a scanner's, with a picture for a page, is recognised where that is possible."""
    from auditor.load import from_ofd

    shown = from_ofd.contents(archive, name)
    pages = []
    for at, page in enumerate(shown.pages):
        sparse = sum(len(line.text) for line in page.lines) < SCANNED_CHARS
        scan = next((p.member for p in shown.pictures[at] if p.member and _is_large(p, page)), "") if sparse else ""
        if scan and recognises():
            page = _child().pages("picture", archive.read(scan), name)[0].scaled(page.width)
        elif scan or (not page.lines and shown.outlines[at] >= MANY_OUTLINES):
            page = replace(page, picture=True)
        if on_page:
            on_page(at + 1, len(shown.pages))
        pages.append(page)
    read = _laid_out(pages, name)
    return replace(read, warnings=(*shown.warnings, *read.warnings))


def _is_large(picture: Picture, page: Page) -> bool:
    area = (picture.right - picture.left) * (picture.bottom - picture.top)
    return area >= COVERED * page.width * page.height


def _child() -> Child:
    """Return the process that reads PDF and pictures; what starts and watches it takes time to import."""
    from auditor.load.child import CHILD

    return CHILD


def recognises() -> bool:
    """Return whether pictures can be recognised; says so without importing the engine."""
    from importlib.util import find_spec

    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


def _laid_out(pages: Sequence[Page], name: str) -> Extract:
    """Put pages together and say which of them were recognised or could not be."""
    from auditor.load.layout import lay_out

    if sum(len(line.text) for page in pages for line in page.lines) > from_text.MAX_CHARS:
        raise from_text.too_long(name)
    read = lay_out(pages)
    if not read.text.strip() and read.unread_pages:
        raise _picture(name)
    return replace(read, warnings=(*read.warnings, *_page_warnings(read)))


def _page_warnings(read: Extract) -> list[str]:
    """Say which pages were recognised from pictures, which of them badly, and which could not be read."""
    warnings = []
    recognised = [page for page, sure in enumerate(read.page_confidence, 1) if sure is not None]
    if recognised:
        warnings.append(f"{_numbers(recognised)}是图片，文字为识别所得，可能有错，引文请核对原件。")
    poor = [page for page, sure in enumerate(read.page_confidence, 1) if sure is not None and sure < _SURE]
    if poor:
        warnings.append(f"{_numbers(poor)}识别得没有把握，请换清晰的扫描件或 Word 原稿。")
    if read.unread_pages:
        warnings.append(f"{_numbers(list(read.unread_pages))}是图片，没有识别，其中的文字未计入审核。{_NO_TEXT}")
    return warnings


def _numbers(pages: list[int]) -> str:
    """Name pages in runs: 第 1—3、5 页."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    return f"第 {'、'.join(str(r[0]) if len(r) == 1 else f'{r[0]}—{r[-1]}' for r in runs)} 页"


def _picture(name: str) -> ReadError:
    return ReadError("no-text", f"「{name}」是扫描件或图片，没有可以直接读的文字。", _NO_TEXT)


def _is_markdown(text: str) -> bool:
    """Return whether two lines open as Markdown headings; one alone may be a stray sign."""
    found = _HEADING.finditer(text)
    return next(found, None) is not None and next(found, None) is not None
