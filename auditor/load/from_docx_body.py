"""Body of a Word document -> its text in pieces that know where in the file they stand.

The only walk of the body: who reads the text joins the pieces, who marks it up goes to their nodes. Footers, notes and
comments are no part of it; automatic numbers are worked out in `from_docx_numbers`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from lxml import etree

from auditor.load.from_docx_numbers import Numbers
from auditor.load.from_docx_styles import MC, Styles, W, child, value
from auditor.load.from_text import MAX_CHARS, too_long

_DELETED = {f"{W}del", f"{W}moveFrom"}
_LEFT_OUT = _DELETED | {f"{W}{name}" for name in ("pPr", "rPr", "sdtPr", "instrText", "delText", "delInstrText", "rt")}
_RUN, _TEXT, _MARK = f"{W}r", f"{W}t", f"{W}fldChar"
_BREAKS = {f"{W}br", f"{W}cr"}
_TABS = {f"{W}tab", f"{W}ptab"}
_BOX = f"{W}txbxContent"
_CHOICE, _FALLBACK, _ALTERNATE = f"{MC}Choice", f"{MC}Fallback", f"{MC}AlternateContent"
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_LINE_BREAK = re.compile(r"[\r\n]+")
_EDGE = " \t\r\n"
_LABEL_CHARS = 4
"""Paragraphs of a table cell up to this length are one label written downwards, such as 法治/建设."""


class Piece(NamedTuple):
    """Characters of the text, never none; the n-th of a `w:t` is the n-th of its own from `start` on."""

    text: str
    node: etree._Element | None = None
    """`w:t`, or the element that stands for the one character; None for automatic numbers and what joins lines."""
    start: int = 0


Line = list[Piece]
"""A paragraph or table row. It may hold line feeds of its own."""
_LINE_FEED, _TAB, _BLANK = Piece("\n"), Piece("\t"), Piece(" ")


def joined(lines: Iterable[Line], between: Piece = _LINE_FEED) -> Line:
    """Put lines one after the other, with a piece between any two."""
    pieces: Line = []
    for at, line in enumerate(lines):
        if at:
            pieces.append(between)
        pieces.extend(line)
    return pieces


class Walk:
    """Goes through the body once, in document order, because automatic numbers count on the way."""

    def __init__(self, name: str, styles: Styles, numbers: Numbers) -> None:
        """`name` is shown in messages."""
        self.hidden = False
        """Text was left out because Word does not show it."""
        self._name = name
        self._left = MAX_CHARS
        self._styles = styles
        self._numbers = numbers

    def lines_of(self, parent: etree._Element) -> list[Line]:
        """Return the paragraphs and table rows below an element. Raises `ReadError`: too-large."""
        lines: list[Line] = []
        # a deleted paragraph mark joins its paragraph with the next one
        carried: Line = []
        for block in _blocks(parent):
            if block.tag == f"{W}tbl":
                lines.extend([carried] if carried else [])
                lines.extend(self._rows(block))
                carried = []
                continue
            pieces, boxes = self._paragraph(block)
            if _mark_is_deleted(block):
                self._spend(_length(pieces))
                carried = carried + pieces
                lines.extend(boxes)
                continue
            shown = carried + pieces if carried else pieces
            bare = all(piece.text.isspace() for piece in shown)
            label = self._numbers.skip(block) if bare else self._numbers.label(block)
            self._spend(len(label) + _length(pieces))
            lines.append([Piece(label), *shown] if label else shown)
            lines.extend(boxes)
            carried = []
        return [*lines, carried] if carried else lines

    def _spend(self, length: int) -> None:
        """Refuse a text that grows too long before it fills the memory; its line end counts."""
        self._left -= length + 1
        if self._left < 0:
            raise too_long(self._name)

    def _paragraph(self, paragraph: etree._Element) -> tuple[Line, list[Line]]:
        """Return a paragraph's pieces and the lines of the text boxes anchored in it."""
        run = _Runs(self._styles, self._styles.hides(paragraph))
        run.walk(paragraph)
        self.hidden |= run.hidden
        boxes = [line for box in run.boxes for line in self.lines_of(box)]
        return run.pieces, boxes

    def _rows(self, table: etree._Element) -> list[Line]:
        """Return a table's rows as lines, rows without any text left out."""
        rows: list[Line] = []
        for row in _below(table, f"{W}tr"):
            if child(child(row, "trPr"), "del") is not None:
                continue
            cells = [self._cell(cell) for cell in _below(row, f"{W}tc")]
            filled = [lines for lines in cells if any(lines)]
            if len(filled) == 1 and len(cells) == 1:
                # a table of one cell is a frame around ordinary text
                rows.extend(filled[0])
            elif filled:
                rows.append(joined((_cell_line(lines) for lines in cells), _TAB))
        return rows

    def _cell(self, cell: etree._Element) -> list[Line]:
        """Return a cell's lines; a cell that continues the one above is empty, though files keep text in it."""
        merge = child(child(cell, "tcPr"), "vMerge")
        if merge is not None and value(merge, "continue") == "continue":
            return []
        return self.lines_of(cell)


class _Runs:
    """Collects what the runs of one paragraph show."""

    def __init__(self, styles: Styles, hides: bool) -> None:
        self.pieces: Line = []
        self.boxes: list[etree._Element] = []
        self.hidden = False
        self._styles = styles
        self._hides = hides
        self._fields: list[bool] = []
        """For every open field, outermost first: whether its instruction is still being read."""

    def walk(self, parent: etree._Element) -> None:
        """Collect the text below an element, in order."""
        for node in _shown(parent):
            tag = node.tag
            if tag == _RUN:
                self._run(node)
            elif tag == _TEXT and not len(node):
                self._leaf(node)
            elif tag == _BOX:
                self.boxes.append(node)
            elif tag == _MARK:
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
        self.hidden |= any(text.text for text in run.iter(_TEXT))
        for mark in run.iter(_MARK):
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
        if len(self._fields) > 1 and any(self._fields[:-1]):
            return
        if node.tag == _TEXT:
            self._text(node)
        elif node.tag in _TABS:
            self.pieces.append(Piece("\t", node))
        elif node.tag in _BREAKS:
            self.pieces.append(Piece("\n", node))
        elif node.tag == f"{W}noBreakHyphen":
            self.pieces.append(Piece("-", node))

    def _text(self, node: etree._Element) -> None:
        """Collect a text as it is shown: line breaks in the XML are blanks, and blanks at its edges may be none."""
        text, start = node.text or "", 0
        if node.get(_XML_SPACE) != "preserve":
            text = text.rstrip(_EDGE)
            start = len(text)
            text = text.lstrip(_EDGE)
            start -= len(text)
        if "\n" not in text and "\r" not in text:
            if text:
                self.pieces.append(Piece(text, node, start))
            return
        done = 0
        for gap in _LINE_BREAK.finditer(text):
            if gap.start() > done:
                self.pieces.append(Piece(text[done : gap.start()], node, start + done))
            self.pieces.append(Piece(" ", node, start + gap.start()))
            done = gap.end()
        if done < len(text):
            self.pieces.append(Piece(text[done:], node, start + done))


def _length(pieces: Line) -> int:
    return sum(len(piece.text) for piece in pieces)


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


def _cell_line(lines: list[Line]) -> Line:
    """Join the paragraphs of a cell: with a blank where they are one label written downwards."""
    lines = [line for line in lines if line]
    label = all(_length(line) <= _LABEL_CHARS for line in lines)
    return joined(lines, _BLANK if label else _LINE_FEED)
