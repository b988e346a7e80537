"""Lines of a page -> the same lines, but one for every row of a table of data."""

from __future__ import annotations

from auditor.load.from_html_page import Box, Line, Page

_SHORT_CHARS = 20
"""Paragraphs of a table cell up to this length stand in one line."""
_MERGED_CELLS = 50
"""Cells merged downwards beside one another; without a bound a small page makes a text of gigabytes."""
_CELL_CHARS = 400
"""A table with a longer cell lays out a page."""


def with_rows(page: Page) -> Page:
    """Make every row of a table of data one line."""
    boxes = page.boxes()
    rows: dict[int, tuple[int, str]] = {}
    for box in boxes:
        if box.tag == "table" and _is_data(page, box):
            rows.update(_rows(page, box))
    if not rows:
        return page
    lines: list[Line] = []
    places: list[int] = []
    at = 0
    while at < len(page.lines):
        line = page.lines[at]
        last, text = rows.get(at, (at + 1, line.text))
        places.extend([len(lines)] * (last - at))
        if at in rows:
            total = sum(len(one.text) for one in page.lines[at:last])
            line.linked = sum(one.linked * len(one.text) for one in page.lines[at:last]) / total
        for part in text.split("\n"):
            lines.append(Line(part, line.linked, line.box))
        at = last
    places.append(len(lines))
    for box in boxes:
        box.first, box.last = places[box.first], places[box.last]
    page.lines, page.hidden = lines, [places[at] for at in page.hidden]
    return page


def _table_rows(table: Box) -> list[Box]:
    """Return a table's own rows, through the wrappers that mark-up allows."""
    found = list(table.children)
    rows: list[Box] = []
    for box in found:
        if box.tag == "tr":
            rows.append(box)
        elif box.tag in ("tbody", "thead", "tfoot", "form"):
            found.extend(box.children)
    return sorted(rows, key=lambda row: row.first)


def _is_data(page: Page, table: Box) -> bool:
    """Tell a table of data from one that lays out a page: rows of several short cells, no table inside."""
    rows = [[cell for cell in row.children if cell.tag in ("td", "th")] for row in _table_rows(table)]
    wide = sum(1 for row in rows if sum(1 for cell in row if cell.last > cell.first) > 1)
    if not wide:
        return False
    for cell in (cell for row in rows for cell in row):
        if sum(len(line.text) for line in page.lines[cell.first : cell.last]) > _CELL_CHARS and len(cell.children) != 0:
            return False
    inner = list(table.children)
    for box in inner:
        if box.tag == "table":
            return False
        inner.extend(box.children)
    return True


def _rows(page: Page, table: Box) -> dict[int, tuple[int, str]]:
    """Return, by first line, the line after a row and the row's text; cells merged downwards leave empty ones below."""
    merged: dict[int, int] = {}
    rows = {}
    for row in _table_rows(table):
        cells: list[str] = []
        column = 0
        below: dict[int, int] = {}
        for cell in row.children:
            while merged.get(column):
                cells.append("")
                column += 1
            cells.append(_cell_text([line.text for line in page.lines[cell.first : cell.last]]))
            if cell.span[1] > 1 and len(merged) < _MERGED_CELLS:
                below[column] = cell.span[1]
            column += cell.span[0]
        cells.extend("" for at, left in merged.items() if left and at >= column)
        merged = {at: left - 1 for at, left in merged.items() if left > 1} | {
            at: left - 1 for at, left in below.items()
        }
        rows[row.first] = (row.last, "\t".join(cells))
    return rows


def _cell_text(lines: list[str]) -> str:
    """Join the paragraphs of a cell: with a blank unless one is long."""
    return ("\n" if any(len(line) > _SHORT_CHARS for line in lines) else " ").join(lines)
