"""The sheet of an official document (GB/T 9704-2012) in Word: page, styles, page number, and small pieces of markup."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from formats.outline import Paragraph, Place

if TYPE_CHECKING:
    from docx.document import Document
    from docx.section import _Footer

LEAK = "此句不应读到"
"""Stands in all that is no part of the final version's body."""
SPACES = (
    f"{nsdecls('w', 'r')} "
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
# typeface, half points, the rest of the paragraph's properties
_LOOKS = {
    Place.HEAD: ("方正小标宋简体", 60, '<w:jc w:val="center"/>'),
    Place.CODE: (
        "仿宋_GB2312",
        32,
        '<w:pBdr><w:bottom w:val="single" w:sz="18" w:space="6" w:color="FF0000"/></w:pBdr>'
        '<w:spacing w:before="280" w:after="560"/><w:jc w:val="center"/>',
    ),
    Place.TITLE: ("方正小标宋简体", 44, '<w:spacing w:line="640" w:lineRule="exact"/><w:jc w:val="center"/>'),
    Place.ADDRESSEE: ("仿宋_GB2312", 32, '<w:spacing w:before="560" w:line="560" w:lineRule="exact"/>'),
    Place.CHAPTER: ("黑体", 32, '<w:ind w:firstLineChars="200" w:firstLine="640"/>'),
    # not justified: LibreOffice 7.4 then swallows signs that hang out into the margin
    Place.BODY: ("仿宋_GB2312", 32, '<w:ind w:firstLineChars="200" w:firstLine="640"/>'),
    Place.SIGNATURE: (
        "仿宋_GB2312",
        32,
        # room for the upper half of the seal
        '<w:spacing w:before="1120" w:line="560" w:lineRule="exact"/>'
        '<w:ind w:rightChars="200" w:right="640"/><w:jc w:val="right"/>',
    ),
    Place.DATE: ("仿宋_GB2312", 32, '<w:ind w:rightChars="400" w:right="1280"/><w:jc w:val="right"/>'),
    Place.COPIES: ("仿宋_GB2312", 28, '<w:ind w:leftChars="100" w:left="280"/>'),
}
_PITCH = '<w:spacing w:line="560" w:lineRule="exact"/>'
_ITEM = re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)][^。]{2,30}(?:。|$)")


def blank(header: str = "") -> Document:
    """Return an empty document with page, styles and page number; `header` runs over every page."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(25)
    document.settings.odd_and_even_pages_header_footer = True
    _set_defaults(document)
    for place, (face, size, look) in _LOOKS.items():
        _add_style(document, place, face, size, look)
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        _number_pages(footer, side)
    if header:
        for part in (section.header, section.even_page_header):
            part.paragraphs[0].text = header
    return document


def _set_defaults(document: Document) -> None:
    """Take the template's English ways away: the gap after paragraphs, and a language that draws Japanese glyphs."""
    defaults = document.styles.element.find(qn("w:docDefaults"))
    defaults.find(f".//{qn('w:lang')}").set(qn("w:eastAsia"), "zh-CN")
    spacing = defaults.find(f".//{qn('w:spacing')}")
    for name, value in (("after", "0"), ("line", "240")):
        spacing.set(qn(f"w:{name}"), value)


def _add_style(document: Document, place: Place, face: str, size: int, look: str) -> None:
    """Add a style; what is set in points as well as in characters is what the two kinds of office programs read."""
    style = document.styles.add_style(place.value, WD_STYLE_TYPE.PARAGRAPH)
    pitch = "" if "w:spacing" in look or place is Place.HEAD else _PITCH
    # the schema wants border, spacing, indent, alignment in this order, and the looks are written in it
    properties = parse_xml(f"<w:pPr {nsdecls('w')}>{pitch}{look}</w:pPr>")
    style.element.get_or_add_pPr().getparent().replace(style.element.pPr, properties)
    style.font.size = Pt(size / 2)
    style.element.rPr.insert(0, parse_xml(fonts(face, declared=True)))
    if place is Place.HEAD:
        style.font.color.rgb = RGBColor(255, 0, 0)


def fonts(face: str, *, declared: bool = False) -> str:
    """Return the fonts of a run: the Chinese face, and Times for digits and letters."""
    spaces = f" {nsdecls('w')}" if declared else ""
    return f'<w:rFonts{spaces} w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="{face}"/>'


def _number_pages(footer: _Footer, side: str) -> None:
    """Put "— 1 —" at the outer edge."""
    paragraph = footer.paragraphs[0]._p
    field = "".join(
        (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
            '<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>',
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
            run("1"),
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        )
    )
    made = parse_xml(
        f'<w:p {nsdecls("w")}><w:pPr><w:jc w:val="{side}"/></w:pPr>{run("— ")}{field}{run(" —")}</w:p>'.replace(
            "<w:r><w:t", f'<w:r><w:rPr>{fonts("宋体")}<w:sz w:val="28"/></w:rPr><w:t'
        )
    )
    paragraph.getparent().replace(paragraph, made)


def run(text: str, look: str = "") -> str:
    """Return the markup of a run."""
    look = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""


def runs(text: str) -> str:
    """Return a paragraph's runs; the sentence that heads an item （一） has a face of its own."""
    item = _ITEM.match(text)
    if item is None:
        return run(text)
    return run(item[0], fonts("楷体_GB2312")) + run(text[item.end() :])


def para(place: Place, inner: str, look: str = "", mark: str = "") -> str:
    """Return the markup of a paragraph; `look` goes into its properties, `mark` into those of its end."""
    mark = f"<w:rPr>{mark}</w:rPr>" if mark else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{place.value}"/>{look}{mark}</w:pPr>{inner}</w:p>'


def plain(paragraph: Paragraph) -> str:
    """Return the markup of a paragraph as an office types it."""
    return para(paragraph.place, runs(paragraph.text))


def fill(document: Document, blocks: list[str]) -> bytes:
    """Put paragraphs and tables into a document and return the file."""
    body = document.element.body
    made = parse_xml(f"<w:body {SPACES}>{''.join(blocks)}</w:body>")
    end = body.find(qn("w:sectPr"))
    for block in list(made):
        end.addprevious(block)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
