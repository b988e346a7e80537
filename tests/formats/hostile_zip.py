"""Archives that are broken or mean harm. `GOOD` is a report; `word` packs one around any body."""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass

REPORT = (
    "青山县白水镇2023年度法治政府建设情况报告\n2023年，我镇扎实推进法治政府建设。现报告如下：\n一、工作开展情况\n"
    "全镇22名执法人员持有行政执法证，一律持证上岗。聘请法律顾问1名，审查合同12件。\n"
    "青山县白水镇人民政府\n2024年1月5日\n"
)
WORD = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CHUNK = 10_000_000


@dataclass(frozen=True, slots=True)
class Entry:
    """A member written as told, true or not."""

    name: str
    packed: bytes
    size: int
    method: int = zipfile.ZIP_DEFLATED
    flags: int = 0
    at: int | None = None
    """Offset of another member's content that this one claims as its own."""


def raw_zip(entries: Iterable[Entry]) -> bytes:
    """Write an archive without asking whether it makes sense."""
    body, directory, count = bytearray(), bytearray(), 0
    for entry in entries:
        name = entry.name.encode()
        common = struct.pack("<HHHHHIIIHH", 20, entry.flags, entry.method, 0, 33, 0, len(entry.packed), entry.size,
                             len(name), 0)  # fmt: skip
        at = len(body) if entry.at is None else entry.at
        if entry.at is None:
            body += b"PK\x03\x04" + common + name + entry.packed
        directory += b"PK\x01\x02" + struct.pack("<H", 20) + common + struct.pack("<HHHII", 0, 0, 0, 0, at) + name
        count += 1
    end = struct.pack("<HHHHIIH", 0, 0, count & 0xFFFF, count & 0xFFFF, len(directory), len(body), 0)
    return bytes(body + directory) + b"PK\x05\x06" + end


def zeros(size: int, *, wrapped: bool = False) -> bytes:
    """Return deflated zeros, about a thousandth of their size; `wrapped` for the zlib format."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    chunk = packer.compress(bytes(_CHUNK)) + packer.flush(zlib.Z_FULL_FLUSH)
    raw = chunk * (size // _CHUNK) + b"\x03\x00"
    return b"\x78\xda" + raw + struct.pack(">I", ((size % 65521) << 16) | 1) if wrapped else raw


def pack(members: dict[str, bytes | str]) -> bytes:
    """Pack members properly."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def parts(body: str = "", **more: bytes | str) -> dict[str, bytes | str]:
    """Return the members of a Word file; `more` replaces word/<name>.xml."""
    links = "".join(
        f'<Relationship Id="{name}" Type="{_OFFICE}/{name}" Target="{name}.xml"/>' for name in ("numbering", "styles")
    )
    members: dict[str, bytes | str] = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"<w:document {WORD}><w:body>{body or paragraphs(REPORT)}</w:body></w:document>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>',
        "word/numbering.xml": f"<w:numbering {WORD}/>",
        "word/styles.xml": f"<w:styles {WORD}/>",
    }
    return members | {f"word/{name}.xml": content for name, content in more.items()}


def paragraphs(text: str) -> str:
    """Return a text as paragraphs of a Word file."""
    return "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in text.split("\n"))


def word(body: str = "", **more: bytes | str) -> bytes:
    """Return a Word file."""
    return pack(parts(body, **more))


GOOD = word()


def _with_bomb(name: str, size: int, claimed: int | None = None) -> bytes:
    """Return a Word file in which one member unpacks to zeros."""
    rows = [(each, content.encode() if isinstance(content, str) else content) for each, content in parts().items()]
    packer = [Entry(each, zlib.compress(content)[2:-4], len(content)) for each, content in rows if each != name]
    return raw_zip([*packer, Entry(name, zeros(size), size if claimed is None else claimed)])


def _nested(depth: int) -> bytes:
    data = raw_zip([Entry("0.bin", zeros(100_000_000), 100_000_000)])
    for level in range(depth):
        data = pack({f"{level}-{at}.zip": data for at in range(4)})
    return data


def _overlapping(count: int) -> bytes:
    """Return an archive whose members all claim the same packed bytes."""
    packed = zeros(90_000_000)
    first = Entry("word/0.xml", packed, 90_000_000)
    return raw_zip([first, *(Entry(f"word/{at}.xml", packed, 90_000_000, at=0) for at in range(1, count))])


def _own_copy() -> bytes:
    """Return an archive whose only member claims the whole file, itself included."""
    packed = b"\x00" * 200
    return raw_zip([Entry("r/r.zip", packed, 1000, method=zipfile.ZIP_STORED), Entry("r.zip", packed, 1000, at=0)])


def _twice() -> bytes:
    content = {name: c.encode() if isinstance(c, str) else c for name, c in parts().items()}
    rows = [Entry(name, zlib.compress(c)[2:-4], len(c)) for name, c in content.items()]
    return raw_zip([*rows, *rows, Entry("word/document.xml", zlib.compress(b"<x/>")[2:-4], 4)])


def _locked() -> bytes:
    rows = [(name, c.encode() if isinstance(c, str) else c) for name, c in parts().items()]
    return raw_zip(Entry(name, b"\x55" * 12 + zlib.compress(c)[2:-4], len(c), flags=1) for name, c in rows)


def _flipped(step: int) -> bytes:
    data = bytearray(GOOD)
    for at in range(40, len(data), step):
        data[at] ^= 0x5A
    return bytes(data)


def _crowd(count: int) -> bytes:
    return raw_zip(Entry(f"word/{at}", b"", 0, method=zipfile.ZIP_STORED) for at in range(count))


def _cut(part: float, data: bytes = GOOD) -> Callable[[], bytes]:
    return lambda: data[: int(len(data) * part)]


def _behind(front: bytes) -> bytes:
    return front + GOOD


def _counts_wrong() -> bytes:
    data = bytearray(GOOD)
    struct.pack_into("<HH", data, len(data) - 14, 60_000, 60_000)
    return bytes(data)


def _directory_far_away() -> bytes:
    data = bytearray(GOOD)
    struct.pack_into("<II", data, len(data) - 10, 0xFFFFFFF0, 0xFFFFFFF0)
    return bytes(data)


_EVIL = (
    "../../../etc/cron.d/x",
    "/etc/passwd",
    "C:\\Windows\\x.dll",
    "CON",
    "word/NUL",
    "word/..",
    "a/" * 500 + "x",
    "",
)
ZIPS: dict[str, Callable[[], bytes]] = {
    "炸弹一个成员.docx": lambda: _with_bomb("word/media/a.bin", 1_000_000_000),
    "炸弹正文.docx": lambda: _with_bomb("word/document.xml", 300_000_000),
    "炸弹谎报大小.docx": lambda: _with_bomb("word/document.xml", 1_000_000_000, claimed=1_000),
    "炸弹关系表.docx": lambda: _with_bomb("_rels/.rels", 90_000_000, claimed=9_000_000),
    "炸弹层层套.zip": lambda: _nested(5),
    "炸弹层层套.docx": lambda: _nested(3),
    "炸弹重叠成员.docx": lambda: _overlapping(3_000),
    "包含自身.zip": _own_copy,
    "六万成员.docx": lambda: _crowd(60_000),
    "四千成员.docx": lambda: pack(parts() | {f"word/{at}.bin": b"x" for at in range(4_000)}),
    "成员重名.docx": _twice,
    "越界路径.docx": lambda: pack(parts() | dict.fromkeys(_EVIL, b"x")),
    "加密压缩.docx": _locked,
    "加密压缩.zip": lambda: raw_zip([Entry("报告.txt", b"\x55" * 200, 188, flags=1)]),
    "压缩方式不明.docx": lambda: raw_zip(Entry(name, b"x" * 50, 500, method=99) for name in parts()),
    "条目数不符.docx": _counts_wrong,
    "目录在天边.docx": _directory_far_away,
    "前面有程序.docx": lambda: _behind(b"MZ" + bytes(4000)),
    "断在头上.docx": _cut(0.02),
    "断在一半.docx": _cut(0.5),
    "断在尾上.docx": _cut(0.99),
    "只剩目录.docx": lambda: GOOD[GOOD.index(b"PK\x01\x02") :],
    "翻转字节.docx": lambda: _flipped(97),
    "空压缩包.docx": lambda: b"PK\x05\x06" + bytes(18),
    "成员被调换.docx": lambda: pack(dict(zip(parts(), reversed(parts().values()), strict=True))),
    "断开的表格.xlsx": _cut(0.6, pack({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<workbook/>" * 200})),
    "压缩包里是报告.zip": lambda: pack({"报告.docx": GOOD}),
    "随机尾巴.docx": lambda: GOOD + random.Random(1).randbytes(70_000),
}
