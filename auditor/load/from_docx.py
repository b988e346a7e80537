"""Word document -> text as a reader of the final version sees it; headers, footers, notes and comments stay out.

Paragraphs and table rows become lines, in document order. Automatic numbers are worked out in `from_docx_numbers`.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from lxml import etree

from auditor.errors import ReadError
from auditor.load.extract import Extract
from auditor.load.from_docx_numbers import Numbers
from auditor.load.from_docx_styles import MC, Styles, W, child, value
from auditor.load.from_text import MAX_CHARS, too_long
from auditor.load.page import COVERED
from auditor.load.safe_zip import SafeZip

_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_DELETED = {f"{W}del", f"{W}moveFrom"}
_LEFT_OUT = _DELETED | {f"{W}{name}" for name in ("pPr", "rPr", "sdtPr", "instrText", "delText", "delInstrText", "rt")}
_BREAKS = {f"{W}br", f"{W}cr"}
_TABS = {f"{W}tab", f"{W}ptab"}
_BOX = f"{W}txbxContent"
_CHOICE, _FALLBACK, _ALTERNATE = f"{MC}Choice", f"{MC}Fallback", f"{MC}AlternateContent"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_PLACED = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_SCAN = 7_560_000 * 10_692_000 * COVERED
"""Area of a picture, in square EMU, from which it may be a scan: A4 is 210 by 297 mm of 36,000 each."""
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_LINE_BREAK = re.compile(r"[\r\n]+")
_LABEL_CHARS = 4
"""Paragraphs of a table cell up to this length are one label written downwards, such as 法治/建设."""
_ODDITIES = (
    ({"ins", "del", "moveFrom"}, "文中有未接受的修订，已按接受全部修订后的文字读取。"),
    ({"footnoteReference", "endnoteReference"}, "文中有脚注或尾注，其内容未计入审核。"),
    ({"altChunk"}, "文中嵌入了另一份文档，其内容读不到；请用 Word 或 WPS 打开后另存一份再审。"),
)


def read(archive: SafeZip, name: str) -> Extract:
    """Read the body text of a document, with warnings about what was left out.

    Table cells are joined with a tab, rows and paragraphs with a line feed. Raises `ReadError`: damaged, unsafe,
    encrypted or too-large.
    """
    main = _target(archive, "", "officeDocument") or "word/document.xml"
    root = _part(archive, main)
    body = child(root, "body")
    if body is None:
        raise ReadError("damaged", f"「{name}」已损坏：没有正文。", "请用 Word 或 WPS 打开，另存一份再审。")
    styles = Styles(_related(archive, main, "styles"))
    numbers = Numbers(_related(archive, main, "numbering"), styles)
    reader = _Reader(name, styles, numbers)
    text = "\n".join(reader.lines_of(body))
    warnings = [line for names, line in _ODDITIES if next(root.iter(*(W + one for one in names)), None) is not None]
    if numbers.missing:
        warnings.append(f"有 {numbers.missing} 段的自动编号在文件里没有定义，编号读不出来，可能影响分节，请核对。")
    if reader.hidden:
        warnings.append("文中有隐藏文字，未计入审核。")
    return Extract(text, tuple(warnings))


def scans(archive: SafeZip) -> list[str]:
    """Return the members that a document shows as pictures of a page's size, in order: scans pasted into it."""
    if not any("/media/" in name for name in archive.names):
        return []
    main = _target(archive, "", "officeDocument") or "word/document.xml"
    targets = {name: member for name, _, member in _links(archive, main)}
    found: list[str] = []
    for drawing in _part(archive, main).iter(f"{W}drawing"):
        extent = next(drawing.iter(f"{_PLACED}extent"), None)
        if extent is None or _length(extent.get("cx")) * _length(extent.get("cy")) < _SCAN:
            continue
        names = (node.get(f"{_LINK}embed", "") for node in drawing.iter(f"{_DRAWING}blip"))
        found.extend(targets[name] for name in names if name in targets)
    return found


def _length(written: str | None) -> int:
    """Return a length in EMU; 0 for none and for absurd ones."""
    return int(written) if written and written.isascii() and written.isdigit() and len(written) < 10 else 0


def _links(archive: SafeZip, source: str) -> Iterator[tuple[str, str, str]]:
    """Yield id, type and member of what a part (empty: the package) names and the archive holds."""
    folder, own = posixpath.split(source)
    links = posixpath.join(folder, "_rels", f"{own}.rels")
    for link in archive.xml(links) if links in archive.names else ():
        member = posixpath.normpath(posixpath.join("/", folder, link.get("Target", ""))).lstrip("/")
        if member in archive.names:
            yield link.get("Id", ""), link.get("Type", ""), member


def _target(archive: SafeZip, source: str, kind: str) -> str:
    """Return the member that a part (empty: the package) names as its `kind`; empty if none, or if it is missing.

    Most writers use the same few names, but some add figures to them: document2.xml.
    """
    return next((member for _, type_, member in _links(archive, source) if type_.endswith(f"/{kind}")), "")


def _related(archive: SafeZip, source: str, kind: str) -> etree._Element | None:
    """Read the part that another names as its `kind`; None if there is none."""
    member = _target(archive, source, kind)
    return _part(archive, member) if member else None


def _part(archive: SafeZip, member: str) -> etree._Element:
    """Read a part; the strict flavour of the format differs in nothing but its namespace."""
    return archive.parse(archive.read(member).replace(_STRICT, W[1:-1].encode()), member)


class _Reader:
    """Walks the body once, in document order, because automatic numbers count on the way."""

    def __init__(self, name: str, styles: Styles, numbers: Numbers) -> None:
        self.hidden = False
        self._name = name
        self._left = MAX_CHARS
        self._styles = styles
        self._numbers = numbers

    def lines_of(self, parent: etree._Element) -> list[str]:
        """Return the paragraphs and table rows below an element; a paragraph may hold line feeds of its own."""
        lines: list[str] = []
        # a deleted paragraph mark joins its paragraph with the next one
        carried = ""
        for block in _blocks(parent):
            if block.tag == f"{W}tbl":
                lines.extend([carried] if carried else [])
                lines.extend(self._rows(block))
                carried = ""
                continue
            text, boxes = self._paragraph(block)
            if _mark_is_deleted(block):
                self._spend(text)
                carried += text
                lines.extend(boxes)
                continue
            label = self._numbers.label(block) if (carried + text).strip() else self._numbers.skip(block)
            self._spend(label + text)
            lines.append(label + carried + text)
            lines.extend(boxes)
            carried = ""
        return [*lines, carried] if carried else lines

    def _spend(self, text: str) -> None:
        """Refuse a text that grows too long before it fills the memory; its line end counts."""
        self._left -= len(text) + 1
        if self._left < 0:
            raise too_long(self._name)

    def _paragraph(self, paragraph: etree._Element) -> tuple[str, list[str]]:
        """Return a paragraph's text and the lines of the text boxes anchored in it."""
        run = _Runs(self._styles, self._styles.hides(paragraph))
        run.walk(paragraph)
        self.hidden |= run.hidden
        boxes = [line for box in run.boxes for line in self.lines_of(box)]
        return "".join(run.pieces), boxes

    def _rows(self, table: etree._Element) -> list[str]:
        """Return a table's rows as lines, rows without any text left out."""
        rows = []
        for row in _below(table, f"{W}tr"):
            if child(child(row, "trPr"), "del") is not None:
                continue
            cells = [self._cell(cell) for cell in _below(row, f"{W}tc")]
            filled = [lines for lines in cells if any(lines)]
            if len(filled) == 1 and len(cells) == 1:
                # a table of one cell is a frame around ordinary text
                rows.extend(filled[0])
            elif filled:
                rows.append("\t".join(_cell_text(lines) for lines in cells))
        return rows

    def _cell(self, cell: etree._Element) -> list[str]:
        """Return a cell's lines; a cell that continues the one above is empty, though files keep text in it."""
        merge = child(child(cell, "tcPr"), "vMerge")
        if merge is not None and value(merge, "continue") == "continue":
            return []
        return self.lines_of(cell)


class _Runs:
    """Collects what the runs of one paragraph show."""

    def __init__(self, styles: Styles, hides: bool) -> None:
        self.pieces: list[str] = []
        self.boxes: list[etree._Element] = []
        self.hidden = False
        self._styles = styles
        self._hides = hides
        self._fields: list[bool] = []
        """For every open field, outermost first: whether its instruction is still being read."""

    def walk(self, parent: etree._Element) -> None:
        """Collect the text below an element, in order."""
        for node in _shown(parent):
            if node.tag == f"{W}r":
                self._run(node)
            elif node.tag == _BOX:
                self.boxes.append(node)
            elif node.tag == f"{W}fldChar":
                self._field(node)
            elif len(node):
                self.walk(node)
            else:
                self._leaf(node)

    def _run(self, run: etree._Element) -> None:
        """Collect a run unless it is hidden; fields begin and end in hidden runs, too."""
        if not self._styles.hides_run(run, self._hides):
            self.walk(run)
            return
        self.hidden |= any(text.text for text in run.iter(f"{W}t"))
        for mark in run.iter(f"{W}fldChar"):
            self._field(mark)

    def _field(self, mark: etree._Element) -> None:
        """Follow a field from its instruction to its result."""
        kind = mark.get(f"{W}fldCharType")
        if kind == "begin":
            self._fields.append(True)
        elif kind == "separate" and self._fields:
            self._fields[-1] = False
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _leaf(self, node: etree._Element) -> None:
        """Collect a piece of text, or what stands for one."""
        # the result of a field inside another field's instruction is shown to nobody
        if any(self._fields[:-1]):
            return
        if node.tag == f"{W}t":
            text = _LINE_BREAK.sub(" ", node.text or "")
            self.pieces.append(text if node.get(_XML_SPACE) == "preserve" else text.strip(" \t"))
        elif node.tag in _TABS:
            self.pieces.append("\t")
        elif node.tag in _BREAKS:
            self.pieces.append("\n")
        elif node.tag == f"{W}noBreakHyphen":
            self.pieces.append("-")


def _shown(parent: etree._Element) -> Iterator[etree._Element]:
    """Return the children that the final version shows: of alternatives the first, nothing that was deleted."""
    for node in parent:
        if node.tag == _ALTERNATE:
            choice = node.find(_CHOICE)
            choice = node.find(_FALLBACK) if choice is None else choice
            if choice is not None:
                yield choice
        elif node.tag not in _LEFT_OUT:
            yield node


def _below(parent: etree._Element, tag: str) -> list[etree._Element]:
    """Return the nearest elements of a tag, through content controls and other wrappers."""
    found: list[etree._Element] = []
    for node in _shown(parent):
        if node.tag == tag:
            found.append(node)
        elif len(node):
            found.extend(_below(node, tag))
    return found


def _blocks(parent: etree._Element) -> list[etree._Element]:
    """Return the nearest paragraphs and tables, through content controls and other wrappers."""
    found: list[etree._Element] = []
    for node in _shown(parent):
        if node.tag in (f"{W}p", f"{W}tbl"):
            found.append(node)
        elif len(node):
            found.extend(_blocks(node))
    return found


def _mark_is_deleted(paragraph: etree._Element) -> bool:
    """Return whether a revision took the paragraph's end away."""
    marks = child(child(paragraph, "pPr"), "rPr")
    return marks is not None and any(mark.tag in _DELETED for mark in marks)


def _cell_text(lines: list[str]) -> str:
    """Join the paragraphs of a cell: with a blank where they are one label written downwards."""
    lines = [line for line in lines if line]
    label = all(len(line) <= _LABEL_CHARS for line in lines)
    return (" " if label else "\n").join(lines)
