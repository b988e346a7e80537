"""Report text -> Word file with its body in tables: sentences go on in the next cell, and cells hold tables."""

from __future__ import annotations

from formats import sheet
from formats.outline import Paragraph, Place, outline

_TOP = {Place.HEAD, Place.CODE, Place.TITLE}
_ROWS = 3


def tabled(text: str) -> bytes:
    """Write a report whose paragraphs below the title are rows of two cells, every third row in a table of its own."""
    paragraphs = outline(text)
    blocks = [sheet.plain(p) for p in paragraphs if p.place in _TOP]
    body = [p for p in paragraphs if p.place not in _TOP]
    for at in range(0, len(body), _ROWS):
        *rows, last = body[at : at + _ROWS]
        blocks.append(_table("".join(map(_row, rows)) + _row_of(_cell(_table(_row(last))))))
        blocks.append("<w:p/>")
    return sheet.fill(sheet.blank(), blocks)


def _row(paragraph: Paragraph) -> str:
    middle = len(paragraph.text) // 2
    halves = (paragraph.text[:middle], paragraph.text[middle:])
    return _row_of("".join(_cell(sheet.para(paragraph.place, sheet.runs(half))) for half in halves))


def _row_of(cells: str) -> str:
    return f"<w:tr>{cells}</w:tr>"


def _cell(inner: str) -> str:
    # a cell has to end with a paragraph
    end = "<w:p/>" if inner.endswith("</w:tbl>") else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="4400" w:type="dxa"/></w:tcPr>{inner}{end}</w:tc>'


def _table(rows: str) -> str:
    grid = '<w:tblGrid><w:gridCol w:w="4400"/><w:gridCol w:w="4400"/></w:tblGrid>'
    return f'<w:tbl><w:tblPr><w:tblW w:w="8800" w:type="dxa"/></w:tblPr>{grid}{rows}</w:tbl>'
