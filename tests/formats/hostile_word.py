"""Word files and other XML in zips whose parts mean harm: entities, circles, depth, sheer numbers."""

from __future__ import annotations

from collections.abc import Callable

from formats.hostile_zip import REPORT, WORD, pack, paragraphs, parts, word

LAUGHS = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{at} "{f"&a{at - 1};" * 10}">' for at in range(1, 12))
_TEXT = "<w:r><w:t>法治政府建设</w:t></w:r>"
_BOX = ("<w:p><w:r><w:pict><w:txbxContent>", "</w:txbxContent></w:pict></w:r></w:p>")
_P = f"<w:p>{_TEXT}</w:p>"


def _doctype(subset: str, use: str = "", encoding: str = "utf-8", before: str = "") -> bytes:
    body = f"<w:document {WORD}><w:body>{paragraphs(use + REPORT)}</w:body></w:document>"
    declared = f'<?xml version="1.0" encoding="{encoding}"?>{before}<!DOCTYPE x [{subset}]>{body}'
    return declared.encode(encoding)


def _deep(opening: str, closing: str, times: int, inner: str = _P) -> str:
    return opening * times + inner + closing * times


def _styles(count: int, target: Callable[[int], int]) -> str:
    rows = (
        f'<w:style w:type="paragraph" w:styleId="s{at}"><w:basedOn w:val="s{target(at)}"/></w:style>'
        for at in range(count)
    )
    return f"<w:styles {WORD}>{''.join(rows)}</w:styles>"


def _numbering(inner: str) -> str:
    return f"<w:numbering {WORD}>{inner}</w:numbering>"


def _numbered(level: int, name: str = "1", times: int = 1) -> str:
    place = f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{name}"/></w:numPr></w:pPr>'
    return f"<w:p>{place}{_TEXT}</w:p>" * times


def _styled(times: int = 1) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="s0"/></w:pPr>{_TEXT}</w:p>' * times


_LEVELS = '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="{}"><w:start w:val="{}"/>{}</w:lvl></w:abstractNum>'
_NUM = '<w:num w:numId="1"><w:abstractNumId w:val="1"/>{}</w:num>'
_CHANGED = '<w:lvlOverride w:ilvl="99999"><w:lvl w:ilvl="99999"><w:start w:val="1"/></w:lvl></w:lvlOverride>'
_LINK = (
    '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="s0"/></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="2"><w:numStyleLink w:val="s1"/></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>'
)
_LINKED = "".join(
    f'<w:style w:styleId="s{at}"><w:pPr><w:numPr><w:numId w:val="{2 - at}"/></w:numPr></w:pPr></w:style>'
    for at in (0, 1)
)
_OFD = '<ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016"><ofd:DocBody><ofd:DocRoot>{}</ofd:DocRoot></ofd:DocBody></ofd:OFD>'


def _many(count: int) -> str:
    return "".join(f'<w:num w:numId="{at}"><w:abstractNumId w:val="1"/></w:num>' for at in range(count))


def _table(rows: int, columns: int) -> str:
    row = "<w:tr>" + "<w:tc><w:p/></w:tc>" * columns + "</w:tr>"
    return "<w:tbl>" + row * rows + "</w:tbl>"


def _sheet(subset: str) -> bytes:
    return pack(
        {"[Content_Types].xml": "<Types/>", "xl/workbook.xml": f"<!DOCTYPE x [{subset}]><workbook>&a11;</workbook>"}
    )


_FILE = '<!ENTITY e SYSTEM "file:///etc/passwd">'
_PARAMETER = '<!ENTITY % p SYSTEM "file:///etc/passwd"><!ENTITY % q "<!ENTITY e \'%p;\'>">%q;'
WORDS: dict[str, Callable[[], bytes]] = {
    "实体爆炸.docx": lambda: word(document=_doctype(LAUGHS, "&a11;")),
    "实体爆炸藏在注释后.docx": lambda: word(document=_doctype(LAUGHS, "&a11;", before=f"<!--{'x' * 9000}-->")),
    "实体平方.docx": lambda: word(document=_doctype(f'<!ENTITY a "{"x" * 50_000}">', "&a;" * 50_000)),
    "外部实体.docx": lambda: word(document=_doctype(_FILE, "&e;")),
    "外部实体藏在注释后.docx": lambda: word(document=_doctype(_FILE, "&e;", before=f"<!--{'x' * 9000}-->")),
    "参数实体.docx": lambda: word(document=_doctype(_PARAMETER, "&e;")),
    "实体写成UTF16.docx": lambda: word(document=_doctype(_FILE, "&e;", "utf-16")),
    "实体写在样式里.docx": lambda: word(styles=_doctype(LAUGHS, "&a11;")),
    "实体爆炸.xlsx": lambda: _sheet(LAUGHS),
    "实体爆炸.ofd": lambda: pack({"OFD.xml": f"<!DOCTYPE x [{LAUGHS}]><x>&a11;</x>"}),
    "外部实体.ofd": lambda: pack({"OFD.xml": f"<!DOCTYPE x [{_FILE}]>{_OFD.format('&e;')}"}),
    "样式成环.docx": lambda: word(_styled(), styles=_styles(2, lambda at: 1 - at)),
    "样式靠自己.docx": lambda: word(_styled(), styles=_styles(1, lambda at: at)),
    "样式长链.docx": lambda: word(_styled(5_000), styles=_styles(5_000, lambda at: at + 1)),
    "编号成环.docx": lambda: word(
        _numbered(0), numbering=_numbering(_LINK), styles=f"<w:styles {WORD}>{_LINKED}</w:styles>"
    ),
    "编号级别超大.docx": lambda: word(
        _numbered(999_999), numbering=_numbering(_LEVELS.format(999_999, 1, "") + _NUM.format(""))
    ),
    "编号改写级别超大.docx": lambda: word(
        _numbered(99_999),
        numbering=_numbering(
            _LEVELS.format(0, 1, "")
            + _NUM.format(
                '<w:lvlOverride w:ilvl="99999"><w:lvl w:ilvl="99999"><w:start w:val="1"/></w:lvl></w:lvlOverride>'
            )
        ),
    ),
    "编号起点超大.docx": lambda: word(
        _numbered(0, times=50),
        numbering=_numbering(_LEVELS.format(0, "9" * 4000, '<w:lvlText w:val="%1"/>') + _NUM.format("")),
    ),
    "编号样子超长.docx": lambda: word(
        _numbered(0, times=50_000),
        numbering=_numbering(
            _LEVELS.format(0, 780, f'<w:numFmt w:val="lowerLetter"/><w:lvlText w:val="{"%1" * 30}"/>') + _NUM.format("")
        ),
    ),
    "样式几十万个.docx": lambda: word(
        styles=f"<w:styles {WORD}>" + "".join(f"<w:style w:styleId='s{at}'/>" for at in range(700_000)) + "</w:styles>"
    ),
    "编号几十万个.docx": lambda: word(numbering=_numbering(_LEVELS.format(0, 1, "") + _many(280_000))),
    "百万格表.docx": lambda: word(_table(10_000, 100)),
    "大表.docx": lambda: word(_table(1_000, 200)),
    "十万段.docx": lambda: word("<w:p/>" * 100_000 + paragraphs(REPORT)),
    "十万段有字.docx": lambda: word(_P * 100_000),
    "百万个空元素.docx": lambda: word("<w:x/>" * 1_900_000),
    "千万个元素.docx": lambda: word("<w:x/>" * 8_000_000),
    "百万个属性.docx": lambda: word("<w:p " + " ".join(f"w:a{at}=''" for at in range(1_000_000)) + "/>"),
    "一段百万节.docx": lambda: word(f"<w:p>{'<w:r><w:t>法</w:t></w:r>' * 250_000}</w:p>"),
    "深套表格.docx": lambda: word(_deep("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>", 80)),
    "过深的表格.docx": lambda: word(_deep("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>", 30_000)),
    "深套控件.docx": lambda: word(_deep("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>", 120)),
    "深套文本框.docx": lambda: word(
        _deep("<w:p><w:r><w:pict><w:txbxContent>", "</w:txbxContent></w:pict></w:r></w:p>", 60)
    ),
    "深套节.docx": lambda: word(f"<w:p>{_deep('<w:r>', '</w:r>', 240, '<w:t>法</w:t>')}</w:p>"),
    "域不收口.docx": lambda: word("<w:p>" + "<w:r><w:fldChar w:fldCharType='begin'/></w:r>" * 50_000 + "</w:p>" + _P),
    "正文指向自身.docx": lambda: pack(
        parts() | {"_rels/.rels": str(parts()["_rels/.rels"]).replace("word/document.xml", "_rels/.rels")}
    ),
    "正文指向外面.docx": lambda: pack(
        parts() | {"_rels/.rels": str(parts()["_rels/.rels"]).replace("word/document.xml", "../../../../etc/passwd")}
    ),
    "正文空白.docx": lambda: word("<w:p/>"),
    "没有正文.docx": lambda: word(document=f"<w:document {WORD}/>"),
    "正文是别的.docx": lambda: word(document="<html><body>x</body></html>"),
    "正文断在中间.docx": lambda: word(document=str(parts()["word/document.xml"])[:400]),
    "正文里有空字节.docx": lambda: word(document=str(parts()["word/document.xml"]).replace("镇", "\x00")),
    "自称UTF7.docx": lambda: word(document='<?xml version="1.0" encoding="utf-7"?><w:document/>'),
}
