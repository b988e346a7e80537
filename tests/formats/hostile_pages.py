"""Laid-out pages that mean harm: PDF, OFD and pictures, written by hand."""

from __future__ import annotations

import random
import struct
import zlib
from collections.abc import Callable

from formats.hostile_zip import pack, zeros

_FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
_DRAW = b"BT /F1 12 Tf 50 700 Td (law) Tj ET"


def stream(content: bytes, keys: bytes = b"") -> bytes:
    """Return a stream object's body."""
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), keys, content)


def pdf(*objects: bytes, trailer: bytes = b"/Root 1 0 R", xref: int | None = None, version: bytes = b"1.7") -> bytes:
    """Write objects, numbered from 1, with a table of where they stand."""
    out = bytearray(b"%PDF-" + version + b"\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out) if xref is None else xref
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, start)
    return bytes(out)


def page(
    *more: bytes, box: bytes = b"0 0 595 842", kids: bytes = b"[3 0 R]", count: int = 1, root: bytes = b"",
    content: bytes = b"", keys: bytes = b"",
) -> bytes:  # fmt: skip
    """Write a file of one page; object 4 is its content, 5 its font, `more` begin with 6."""
    return pdf(
        b"<< /Type /Catalog /Pages 2 0 R %s >>" % root,
        b"<< /Type /Pages /Kids %s /Count %d >>" % (kids, count),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [%s] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> "
        b"/XObject << /X 6 0 R >> >> %s >>" % (box, keys),
        content or stream(_DRAW),
        _FONT,
        *more,
    )


def _picture(width: int, height: int, data: bytes) -> bytes:
    keys = b"/Subtype /Image /Width %d /Height %d /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /FlateDecode"
    return page(stream(data, keys % (width, height)), content=stream(b"500 0 0 500 0 0 cm /X Do"))


def _locked() -> bytes:
    trailer = b"/Root 1 0 R /Encrypt 2 0 R /ID [<%s> <%s>]" % (b"00" * 16, b"00" * 16)
    lock = b"<< /Filter /Standard /V 2 /R 3 /Length 128 /P -44 /O <%s> /U <%s> >>" % (b"5a" * 32, b"a5" * 32)
    return pdf(b"<< /Type /Catalog /Pages 3 0 R >>", lock, b"<< /Type /Pages /Kids [] /Count 0 >>", trailer=trailer)


def _tree(depth: int) -> bytes:
    """Return a page tree in which every node names the next twice: 2 ** depth pages."""
    nodes = [b"<< /Type /Pages /Kids [%d 0 R %d 0 R] /Count 2 >>" % (at + 3, at + 3) for at in range(depth)]
    leaf = b"<< /Type /Page /MediaBox [0 0 100 100] >>"
    return pdf(b"<< /Type /Catalog /Pages 2 0 R >>", *nodes, leaf)


def _form_circle() -> bytes:
    form = stream(
        b"/X Do /X Do", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >>"
    )
    return page(form, content=stream(b"/X Do " * 1000))


def _object_streams() -> bytes:
    own = b"/Type /ObjStm /N 1 /First 4 /Extends 6 0 R"
    return page(stream(b"6 0 << /Length 6 0 R >>", own), content=b"<< /Length 6 0 R >>\nstream\nx\nendstream")


_GOOD = page()
PDFS: dict[str, Callable[[], bytes]] = {
    "断在头上.pdf": lambda: _GOOD[:60],
    "断在一半.pdf": lambda: _GOOD[: len(_GOOD) // 2],
    "断在尾上.pdf": lambda: _GOOD[:-20],
    "只有标记.pdf": lambda: b"%PDF-1.7\n%%EOF",
    "加密.pdf": _locked,
    "空页.pdf": lambda: page(content=stream(b"")),
    "索引成环.pdf": lambda: pdf(b"<< /Type /Catalog >>", trailer=b"/Root 1 0 R /Prev 0", xref=9),
    "索引指向自身.pdf": lambda: _GOOD.replace(b"trailer\n<<", b"trailer\n<< /Prev %d" % _GOOD.rindex(b"xref\n0")),
    "页树成环.pdf": lambda: page(kids=b"[2 0 R 3 0 R]", count=2),
    "页树翻倍.pdf": lambda: _tree(60),
    "自称百万页.pdf": lambda: page(count=1_000_000),
    "页面重复.pdf": lambda: page(kids=b"[" + b"3 0 R " * 200_000 + b"]", count=200_000),
    "页面十亿点.pdf": lambda: page(box=b"0 0 1000000000 1000000000"),
    "页面为负.pdf": lambda: page(box=b"9 9 -9 -1e30"),
    "数组深套.pdf": lambda: page(b"[" * 200_000 + b"]" * 200_000, keys=b"/X 6 0 R"),
    "字典深套.pdf": lambda: page(keys=b"<< /A " * 50_000 + b">>" * 50_000),
    "图片炸弹.pdf": lambda: _picture(60_000, 60_000, zeros(1_000_000_000, wrapped=True)),
    "图片谎报.pdf": lambda: _picture(2_000_000_000, 2_000_000_000, b"x"),
    "内容流炸弹.pdf": lambda: page(content=stream(zeros(1_000_000_000, wrapped=True), b"/Filter /FlateDecode")),
    "内容流多重压缩.pdf": lambda: page(
        content=stream(zlib.compress(zeros(1_000_000_000, wrapped=True)), b"/Filter [/FlateDecode /FlateDecode]")
    ),
    "内容流百万字.pdf": lambda: page(
        content=stream(zlib.compress(b"BT /F1 9 Tf " + b"(a) Tj 1 0 Td " * 400_000 + b"ET"), b"/Filter /FlateDecode")
    ),
    "图形栈深.pdf": lambda: page(content=stream(b"q " * 500_000)),
    "表单成环.pdf": _form_circle,
    "对象流成环.pdf": _object_streams,
    "带脚本.pdf": lambda: page(root=b"/OpenAction << /S /JavaScript /JS (while(true){}) >>"),
    "要启动程序.pdf": lambda: page(root=b"/OpenAction << /S /Launch /F (/bin/sh) >>"),
    "字体无映射.pdf": lambda: page().replace(
        b"/Type1 /BaseFont /Helvetica", b"/Type0 /BaseFont /X /Encoding /Identity-H"
    ),
    "长度成环.pdf": lambda: page(content=b"<< /Length 4 0 R >>\nstream\nx\nendstream"),
    "对象号超大.pdf": lambda: _GOOD.replace(b"/Contents 4 0 R", b"/Contents 99999999999 0 R"),
}

_NS = 'xmlns:ofd="http://www.ofdspec.org/2016"'
_ROOT = f"<ofd:OFD {_NS}><ofd:DocBody><ofd:DocRoot>{{}}</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
_AREA = "<ofd:Area><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:Area>"


def _ofd(
    text: str = "", *, pages: str = '<ofd:Page ID="1" BaseLoc="Pages/P.xml"/>', root: str = "Doc_0/Document.xml",
    extra: str = "", **more: bytes | str,
) -> bytes:  # fmt: skip
    shown = text or _spaced("5")
    members: dict[str, bytes | str] = {
        "OFD.xml": _ROOT.format(root),
        "Doc_0/Document.xml": f"<ofd:Document {_NS}><ofd:CommonData><ofd:PageArea>{_AREA}</ofd:PageArea>{extra}"
        f"</ofd:CommonData><ofd:Pages>{pages}</ofd:Pages></ofd:Document>",
        "Doc_0/Pages/P.xml": f'<ofd:Page {_NS}><ofd:Template TemplateID="9"/><ofd:Content>'
        f'<ofd:Layer ID="2">{shown}</ofd:Layer></ofd:Content></ofd:Page>',
    }
    return pack(members | more)


def _spaced(delta: str, text: str = "法治") -> str:
    code = f'<ofd:TextCode X="0" Y="5" DeltaX="{delta}">{text}</ofd:TextCode>'
    return f'<ofd:TextObject ID="3" Boundary="0 0 9 9" Size="5">{code}</ofd:TextObject>'


_TEMPLATE = '<ofd:TemplatePage ID="9" BaseLoc="Pages/P.xml"/>'
OFDS: dict[str, Callable[[], bytes]] = {
    "间距炸弹.ofd": lambda: _ofd(_spaced("g 1000000000 1")),
    "间距无穷.ofd": lambda: _ofd(_spaced("1e400 nan inf -inf")),
    "间距一百万个.ofd": lambda: _ofd(_spaced("1 " * 1_000_000)),
    "坐标超大.ofd": lambda: _ofd(_spaced("g 2 1e300").replace("0 0 9 9", "1e300 -1e300 9e99 1e-300")),
    "模板成环.ofd": lambda: _ofd(extra=_TEMPLATE),
    "缺文档.ofd": lambda: _ofd(root="Doc_9/Document.xml"),
    "越界路径.ofd": lambda: _ofd(root="../../../etc/passwd"),
    "页面重复.ofd": lambda: _ofd(pages='<ofd:Page ID="1" BaseLoc="Pages/P.xml"/>' * 50_000),
    "页面是文档自己.ofd": lambda: _ofd(pages='<ofd:Page ID="1" BaseLoc="Document.xml"/>'),
    "没有页.ofd": lambda: _ofd(pages=""),
    "页面越界.ofd": lambda: _ofd(pages='<ofd:Page ID="1" BaseLoc="../../../../etc/passwd"/>'),
    "图层深套.ofd": lambda: _ofd('<ofd:PageBlock ID="4">' * 200 + "</ofd:PageBlock>" * 200),
    "文字对象二十万.ofd": lambda: _ofd(_spaced("1", "法") * 100_000),
    "断在一半.ofd": lambda: _ofd()[:400],
}


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _png(width: int, height: int, data: bytes) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")


def _tiff(width: int, height: int, following: int) -> bytes:
    tags = ((256, 4, 1, width), (257, 4, 1, height), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 1), (273, 4, 1, 0),
            (277, 3, 1, 1), (278, 4, 1, height), (279, 4, 1, width))  # fmt: skip
    rows = b"".join(struct.pack("<HHII", *tag) for tag in tags)
    return b"II*\x00" + struct.pack("<I", 8) + struct.pack("<H", len(tags)) + rows + struct.pack("<I", following)


def _gif(frames: int) -> bytes:
    frame = b"\x2c\x00\x00\x00\x00\xff\xff\xff\xff\x00\x02\x02\x44\x01\x00"
    return b"GIF89a\xff\xff\xff\xff\x80\x00\x00" + bytes(6) + frame * frames + b";"


_JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
_BMP = b"BM" + struct.pack("<IHHIIiiHH", 54, 0, 0, 54, 40, 2**31 - 1, 2**31 - 1, 1, 24) + bytes(24)
PICTURES: dict[str, Callable[[], bytes]] = {
    "图片炸弹.png": lambda: _png(50_000, 50_000, zeros(2_500_050_000, wrapped=True)),
    "图片谎报大小.png": lambda: _png(2_000_000_000, 2_000_000_000, b"x"),
    "图片注释炸弹.png": lambda: (
        _png(1, 1, b"x")[:-12] + _chunk(b"zTXt", b"a\x00\x00" + zeros(1_000_000_000, wrapped=True))
    ),
    "图片零宽.png": lambda: _png(0, 0, b""),
    "图片断开.png": lambda: _png(100, 100, zlib.compress(bytes(10_100)))[:60],
    "图片炸弹.tif": lambda: _tiff(50_000, 50_000, 0),
    "图片成环.tif": lambda: _tiff(10, 10, 8),
    "图片断开.jpg": lambda: _JPEG + b"\xff\xc0\x00\x11\x08\xea\x60\xea\x60\x03",
    "图片只有开头.jpg": lambda: b"\xff\xd8\xff",
    "动图百万帧.gif": lambda: _gif(1_000_000),
    "图片冒充.webp": lambda: b"RIFF\xff\xff\xff\xffWEBPVP8L" + random.Random(1).randbytes(500),
    "图片自称巨大.bmp": lambda: _BMP,
}
