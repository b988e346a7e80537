"""Files that are broken or mean harm, all made on the fly: file name -> its bytes.

What each reader has to stand; a name says what is wrong, its suffix what the file claims to be.
"""

from __future__ import annotations

import struct
from collections.abc import Callable

from formats.hostile_pages import OFDS, PDFS, PICTURES, page
from formats.hostile_text import TEXTS
from formats.hostile_word import WORDS
from formats.hostile_zip import GOOD, REPORT, ZIPS

READABLE = frozenset(
    ("其实是Word.doc", "其实是Word.pdf", "其实是Word.txt", "其实是Word.html", "其实是文字.docx", "其实是文字.pdf")
)
"""In truth good reports under a wrong name."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def ole(*names: str, following: int = _END, sectors: int = 1) -> bytes:
    """Write Office's old container: a directory with empty streams; `following` is what comes after its sector."""
    head = (
        _OLE
        + bytes(16)
        + struct.pack("<HHHHHHIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 0, 0, sectors, 1, 0, 4096, _END, 0, _END)
    )
    head += struct.pack("<II", 0, 0) + struct.pack("<I", _FREE) * 108
    fat = struct.pack("<II", _FAT, following) + struct.pack("<I", _FREE) * 126
    rows = b""
    for at, name in enumerate(("Root Entry", *names)[:4]):
        wide = (name + "\0").encode("utf-16-le")
        links = struct.pack("<III", _FREE, _FREE, 1 if at == 0 and names else _FREE)
        rows += wide.ljust(64, b"\0") + struct.pack("<HBB", len(wide), 5 if at == 0 else 2, 1) + links
        rows += bytes(36) + struct.pack("<IQ", 1, 2**40)
    return (head[:512].ljust(512, b"\0") + fat + rows.ljust(512, b"\0"))[: 512 * 3]


def _html(body: str, head: str = "") -> bytes:
    return f"<!DOCTYPE html><html><head><meta charset='utf-8'>{head}</head><body>{body}</body></html>".encode()


def _mht(body: str) -> bytes:
    return ("MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n" + body).encode()


def _rtf(body: bytes) -> bytes:
    return b"{\\rtf1\\ansi\\ansicpg936 " + body + b"}"


def _wrapped(text: str) -> str:
    return "".join(f"<p>{line}</p>" for line in text.split("\n"))


_LAUGHS = '<!DOCTYPE html [<!ENTITY a "ha"><!ENTITY b "' + "&a;" * 8 + '"><!ENTITY c "' + "&b;" * 8 + '">]>'
OTHERS: dict[str, Callable[[], bytes]] = {
    "其实是Word.doc": lambda: GOOD,
    "其实是Word.pdf": lambda: GOOD,
    "其实是Word.txt": lambda: GOOD,
    "其实是Word.html": lambda: GOOD,
    "其实是文字.docx": lambda: REPORT.encode("gb18030"),
    "其实是文字.pdf": lambda: REPORT.encode(),
    "其实是PDF.docx": page,
    "其实是PDF.txt": page,
    "其实是网页.doc": lambda: _html(_wrapped(REPORT)),
    "其实是程序.docx": lambda: b"MZ\x90\x00\x03" + bytes(range(256)) * 40 + b"This program cannot be run in DOS mode",
    "其实是程序.txt": lambda: b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 40,
    "其实是图片.pdf": lambda: b"\x89PNG\r\n\x1a\n" + bytes(64),
    "其实是七字压缩.docx": lambda: b"7z\xbc\xaf\x27\x1c" + bytes(300),
    "其实是网盘占位.docx": lambda: bytes(20_000),
    "安全软件加密.docx": lambda: b"\x62\x14\x23\x65" + bytes(40) + b"E-SafeNet" + bytes(2_000),
    "打开要密码.docx": lambda: ole("EncryptionInfo", "EncryptedPackage"),
    "打开要密码.xlsx": lambda: ole("EncryptedPackage"),
    "只有头.doc": lambda: _OLE,
    "头后是乱的.doc": lambda: _OLE + b"\xa5" * 9_000,
    "目录成环.doc": lambda: ole("WordDocument", following=1),
    "分区表成环.doc": lambda: ole("WordDocument", following=0),
    "自称四十亿扇区.doc": lambda: ole("WordDocument", sectors=0xFFFFFFF0),
    "冒充.wps": lambda: ole("WordDocument", "WpsDocument"),
    "组深套.rtf": lambda: _rtf(b"{" * 200_000 + b"}" * 200_000),
    "组不收口.rtf": lambda: _rtf(b"{\\b " * 100_000),
    "二进制超长.rtf": lambda: _rtf(b"\\bin2147483647 x"),
    "二进制为负.rtf": lambda: _rtf(b"\\bin-99999999 x"),
    "字符跳过超长.rtf": lambda: _rtf(b"\\uc2000000000\\u27861 x" * 10),
    "嵌入对象.rtf": lambda: _rtf(b"{\\object\\objdata " + b"01050000" * 50_000 + b"}"),
    "只有开头.rtf": lambda: b"{\\rtf1",
    "标签十万层.html": lambda: _html("<div>" * 100_000 + "法治"),
    "表格十万层.html": lambda: _html("<table><tr><td>" * 30_000 + "法治"),
    "标签不收口.html": lambda: _html("<b><i><a href=x>" * 60_000),
    "属性一百万个.html": lambda: _html(f"<p {' '.join(f'a{at}=1' for at in range(1_000_000))}>法治</p>"),
    "属性超长.html": lambda: _html(f"<p title='{'x' * 12_000_000}'>法治</p>"),
    "跳转到文件.html": lambda: _html("", "<meta http-equiv=refresh content='0;url=file:///etc/passwd'>"),
    "套着文件.html": lambda: _html("<iframe src='file:///etc/passwd'></iframe><img src='http://127.0.0.1:9/x'>"),
    "实体五千万字节.html": lambda: _html("&#27861;" * 5_000_000),
    "实体爆炸.html": lambda: _LAUGHS.encode() + b"<html><body>" + b"&c;" * 10_000 + b"</body></html>",
    "脚本不收口.html": lambda: _html("<script>" + "<!--" * 100_000),
    "注释不收口.html": lambda: b"<!--" * 100_000 + _html("法治"),
    "编码自相矛盾.html": lambda: _html("", "<meta charset='utf-7'><meta charset='gbk'>") + b"+/v8-\xff\xfe",
    "只有空标签.html": lambda: _html("<p></p>" * 300_000),
    "断了.mht": lambda: _mht("--x\nContent-Type: text/html\nContent-Transfer-Encoding: base64\n\nPGh0bWw"),
    "套了又套.mht": lambda: _mht("--x\nContent-Type: multipart/mixed; boundary=x\n\n" * 20_000),
    "没有分隔.mht": lambda: _mht("\n" * 500_000),
    "五千万字节以上.txt": lambda: b"\xe6\xb3\x95" * 17_000_000,
}
KINDS: dict[str, Callable[[], bytes]] = ZIPS | WORDS | TEXTS | PDFS | OFDS | PICTURES | OTHERS
