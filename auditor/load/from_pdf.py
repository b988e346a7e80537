"""PDF -> pages of lines of print, from the text layer. A page that only shows a picture has no lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pypdfium2
from pypdfium2 import raw

from auditor.load.page import COVERED, MANY_OUTLINES, Line, Page

_LINE = re.compile(r"[^\r\n]+")
_BLANKS = re.compile(r"[ \u00a0\u3000\t]+")
_CELL_GAP = 2.0
"""Heights of blank space from which a line is two cells of a table row."""
_WIDE_FROM = "\u2e80"
_APART = re.compile(r"[“”‘’—…·](?:\s|$)|\s[“”‘’—…·]")
_HYPHEN = "\ufffe\x02"
"""What pdfium puts for a hyphen that ends a line."""

Box = tuple[float, float, float, float]


def read_page(page: pypdfium2.PdfPage) -> Page:
    """Return the lines of a page's text layer, upright and counted from the upper left corner, in points."""
    width, height = page.get_size()
    text_page = page.get_textpage()
    try:
        return Page(width, height, tuple(_lines(text_page, _upright(page))))
    finally:
        text_page.close()


def is_drawn(page: pypdfium2.PdfPage) -> bool:
    """Return whether something that may be text is drawn on a page: a large picture, or letters as outlines."""
    width, height = page.get_size()
    covered = 0.0
    outlines = 0
    for thing in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_PATH]):
        if thing.type == raw.FPDF_PAGEOBJ_PATH:
            outlines += 1
            continue
        left, bottom, right, top = thing.get_bounds()
        covered += max(right - left, 0) * max(top - bottom, 0)
    return covered >= COVERED * width * height or outlines >= MANY_OUTLINES


def _lines(text_page: pypdfium2.PdfTextPage, upright: Callable[[Box], Box]) -> Iterator[Line]:
    text = _text_of(text_page)
    for found in _LINE.finditer(text):
        if _is_disordered(text_page, text, *found.span()):
            yield _by_place(text_page, text, *found.span(), upright)
        else:
            yield from _cells(text_page, text, *found.span(), upright)


def _is_disordered(text_page: pypdfium2.PdfTextPage, text: str, start: int, end: int) -> bool:
    """Return whether a line's quotation marks stand elsewhere than in the text: some writers draw them apart."""
    if not _APART.search(text, start, end):
        return False
    lefts = [_box(text_page, at)[0] for at in range(start, end) if not text[at].isspace()]
    return any(after < before for before, after in zip(lefts, lefts[1:], strict=False))


def _by_place(text_page: pypdfium2.PdfTextPage, text: str, start: int, end: int, upright: Callable[[Box], Box]) -> Line:
    """Read a line's characters from left to right, whatever order they were drawn in."""
    signs = sorted((upright(_box(text_page, at)), text[at]) for at in range(start, end) if not text[at].isspace())
    tall = max((box for box, _ in signs), key=lambda box: box[3] - box[1])
    return Line("".join(sign for _, sign in signs), signs[0][0][0], signs[-1][0][2], tall[1], tall[3])


def _text_of(text_page: pypdfium2.PdfTextPage) -> str:
    """Return one character for every place that has a box."""
    count = text_page.count_chars()
    text: str = text_page.get_text_range() if count else ""
    if len(text) != count:
        # characters without a meaning are left out of the text, those beyond the basic plane may count twice
        codes = (raw.FPDFText_GetUnicode(text_page, at) for at in range(count))
        text = "".join(chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd" for code in codes)
    return text


def _cells(
    text_page: pypdfium2.PdfTextPage, text: str, start: int, end: int, upright: Callable[[Box], Box]
) -> Iterator[Line]:
    """Cut a line where a wide blank stands, and drop the blanks that only part Chinese from figures."""
    while start < end and text[start].isspace():
        start += 1
    full = end
    while end > start and (text[end - 1].isspace() or text[end - 1] in _HYPHEN):
        end -= 1
    if start == end:
        return
    # a blank that the writer typed where the line broke parts what the next line goes on with
    tail = " " if end < full and raw.FPDFText_IsGenerated(text_page, end) == 0 and text[end].isspace() else ""
    pieces: list[str] = []
    first = at = start
    for blank in _BLANKS.finditer(text, start, end):
        before, after = upright(_box(text_page, blank.start() - 1)), upright(_box(text_page, blank.end()))
        pieces.append(text[at : blank.start()])
        at = blank.end()
        if after[0] - before[2] > _CELL_GAP * max(before[3] - before[1], 1):
            yield _line(text_page, "".join(pieces), first, blank.start() - 1, upright)
            pieces, first = [], at
        elif not _is_added(text_page, text, blank):
            pieces.append(" ")
    pieces.append(text[at:end] + tail)
    yield _line(text_page, "".join(pieces), first, end - 1, upright)


def _is_added(text_page: pypdfium2.PdfTextPage, text: str, blank: re.Match[str]) -> bool:
    """Return whether a blank stands for a mere gap beside a Chinese character."""
    beside = max(text[blank.start() - 1], text[blank.end()]) >= _WIDE_FROM
    return beside and all(raw.FPDFText_IsGenerated(text_page, at) == 1 for at in range(*blank.span()))


def _line(text_page: pypdfium2.PdfTextPage, text: str, first: int, last: int, upright: Callable[[Box], Box]) -> Line:
    begin, middle, end = (upright(_box(text_page, at)) for at in (first, (first + last) // 2, last))
    # a comma's box may be lower than its neighbours': the highest of three tells the line's own
    top, bottom = max(((box[1], box[3]) for box in (begin, middle, end)), key=lambda edge: edge[1] - edge[0])
    return Line(text, begin[0], max(end[2], begin[2]), top, bottom)


def _box(text_page: pypdfium2.PdfTextPage, at: int) -> Box:
    """Return left, bottom, right, top in the page's own space. The loose box is alike for all of a font's signs."""
    box: Box = text_page.get_charbox(at, loose=True)
    return box


def _upright(page: pypdfium2.PdfPage) -> Callable[[Box], Box]:
    """Return what turns a box of the page's own space into left, top, right, bottom of the page as shown."""
    left, bottom, right, top = page.get_cropbox()
    turn = page.get_rotation() % 360
    if turn == 90:
        return lambda box: (box[1] - bottom, box[0] - left, box[3] - bottom, box[2] - left)
    if turn == 180:
        return lambda box: (right - box[2], box[1] - bottom, right - box[0], box[3] - bottom)
    if turn == 270:
        return lambda box: (top - box[3], right - box[2], top - box[1], right - box[0])
    return lambda box: (box[0] - left, top - box[3], box[2] - left, top - box[1])
