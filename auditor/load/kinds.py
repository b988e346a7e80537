"""First bytes -> kind of file, and what to tell the user of each kind that is not read."""

from __future__ import annotations

import re
from enum import StrEnum

from auditor.errors import ReadError


class Kind(StrEnum):
    """What a file's content is, whatever its name says; the value is shown to the user."""

    TEXT = "纯文本"
    ZIP = "压缩包"
    DOCX = "Word 文档"
    XLSX = "Excel 表格"
    PPTX = "演示文稿"
    OFD = "OFD 版式文件"
    ODT = "OpenDocument 文档"
    EPUB = "电子书"
    PDF = "PDF 文件"
    DOC = "旧版 Word 或 WPS 文档"
    XLS = "旧版 Excel 表格"
    PPT = "旧版演示文稿"
    OLE = "旧版 Office 文件"
    LOCKED = "加了密码的 Office 文件"
    GUARDED = "被文档安全软件加密的文件"
    RTF = "RTF 文件"
    HTML = "网页"
    XML = "XML 文件"
    IMAGE = "图片"
    HEIC = "HEIC 照片"
    MEDIA = "视频或音频"
    ARCHIVE = "RAR 或 7z 一类的压缩包"


_AS_DOCX = "请用 Word 或 WPS 打开，另存为 .docx 后再审。"
_PASTE = "请把报告正文复制到 Word 或记事本，存为 .docx 或 .txt 后再审。"
_UNPACK = "请先解压再评；zip 里的报告也可以直接写出文件名，如 报告.zip/白水镇/报告.docx。"
_HINTS = {
    Kind.ZIP: _UNPACK,
    Kind.ARCHIVE: "请先解压，再选择里面的报告。",
    Kind.OLE: _AS_DOCX,
    Kind.XML: _AS_DOCX,
    Kind.EPUB: _PASTE,
    Kind.HEIC: "请在手机或电脑上另存为 JPG 后再审；最好改用报告的 Word 原稿。",
    Kind.MEDIA: "请选择报告文件。",
    Kind.XLSX: _PASTE,
    Kind.XLS: _PASTE,
    Kind.PPTX: _PASTE,
    Kind.PPT: _PASTE,
}
_MAGIC = (
    (b"PK\x03\x04", Kind.ZIP),
    (b"PK\x05\x06", Kind.ZIP),
    (b"PK\x07\x08", Kind.ZIP),
    (b"%PDF-", Kind.PDF),
    (b"{\\rtf", Kind.RTF),
    (b"\x89PNG\r\n\x1a\n", Kind.IMAGE),
    (b"\xff\xd8\xff", Kind.IMAGE),
    (b"GIF87a", Kind.IMAGE),
    (b"GIF89a", Kind.IMAGE),
    (b"II*\x00", Kind.IMAGE),
    (b"MM\x00*", Kind.IMAGE),
    (b"7z\xbc\xaf\x27\x1c", Kind.ARCHIVE),
    (b"Rar!\x1a\x07", Kind.ARCHIVE),
    (b"\x1f\x8b\x08", Kind.ARCHIVE),
    (b"\xfd7zXZ\x00", Kind.ARCHIVE),
    (b"%TSD-Header-###%", Kind.GUARDED),
)
_HEIC = (b"heic", b"heix", b"heif", b"mif1", b"msf1", b"avif")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS = (
    ("EncryptedPackage", Kind.LOCKED),
    ("WordDocument", Kind.DOC),
    ("Workbook", Kind.XLS),
    ("PowerPoint Document", Kind.PPT),
)
_COMMENT = re.compile(rb"<!--.*?-->", re.S)
_HTML = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html|head|body|meta)\b", re.I)
WEB_ARCHIVE = re.compile(rb"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*MIME-Version:", re.I)


def kind_of(data: bytes) -> Kind:
    """Tell the kind of a file from its content; text where nothing speaks for another kind. Never raises."""
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    if data.startswith(_OLE):
        return _ole_kind(data)
    if b"E-SafeNet" in data[:1024] and b"\x00" in data[:1024]:
        return Kind.GUARDED
    if data[4:8] == b"ftyp":
        return Kind.HEIC if data[8:12] in _HEIC else Kind.MEDIA
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return Kind.IMAGE
    if data[:2] == b"BM" and data[2:6] == len(data).to_bytes(4, "little"):
        return Kind.IMAGE
    if b"%PDF-" in data[:1024] and b"%%EOF" in data[-2048:]:
        return Kind.PDF
    # without NUL bytes mark-up in UTF-16 looks like mark-up in ASCII
    head = data[:4096].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if _HTML.match(_COMMENT.sub(b"", head)) or WEB_ARCHIVE.match(head):
        return Kind.HTML
    return Kind.XML if head.startswith(b"<?xml") else Kind.TEXT


def _ole_kind(data: bytes) -> Kind:
    """Tell the kinds of Office's old container apart by the names of their streams."""
    for name, kind in _OLE_STREAMS:
        if name.encode("utf-16-le") in data:
            return kind
    return Kind.OLE


def refuse(kind: Kind, name: str) -> ReadError:
    """Build the error for a kind that is not read: encrypted or unsupported."""
    if kind is Kind.LOCKED:
        return ReadError(
            "encrypted", f"「{name}」加了打开密码，读不了。", "请用 Word 或 WPS 打开，取消密码后另存一份。"
        )
    if kind is Kind.GUARDED:
        return ReadError("encrypted", f"「{name}」被单位的文档安全软件加密，读不了。", "请先按本单位流程解密后再审。")
    return ReadError("unsupported", f"「{name}」是{kind.value}，不能直接审核。", _HINTS[kind])
