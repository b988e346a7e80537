"""Rows of values -> a worksheet that is ready to read, filter and print. Text never becomes a formula or a link."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from typing import BinaryIO

from rich.cells import cell_len
from xlsxwriter import Workbook

from auditor.model import Level
from auditor.render.visible import visible
from auditor.render.wording import LEVELS, NOT_APPLICABLE

Cell = str | int | float | Level | None

PLAIN = "General"
SCORE = "0.00"
SHARE = "0.0%"
CHANGE = "+0.00;-0.00;0.00"

ACCENT = "#1F7A66"
_COLORS = {
    Level.ABSENT: ("#F8D0C8", "#7A1A0C"),
    Level.MENTIONED: ("#FDEAB8", "#5F4400"),
    Level.DONE: ("#CFE8E0", "#0B4F43"),
    Level.EVIDENCED: (ACCENT, "#FFFFFF"),
}
"""Ground and letters."""
_MOST = 32_767
"""Characters of a cell, as UTF-16 counts them."""
_NARROW, _SMALL, _WIDE = 6, 12, 60
"""Widths of columns."""
_LINE = 16
"""Points of a line; Chinese letters stand taller than the program's own of the same size."""
_MOST_LINES = 12
_A4 = 9
_LONG_AGO = datetime(2020, 1, 1)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table."""

    title: str
    format: str = PLAIN
    """Number format of Excel."""
    width: int | None = None
    """In Latin characters; None for what its text needs."""


class Book:
    """A workbook in memory, with the formats that its sheets share. The same sheets give the same bytes."""

    def __init__(self, out: BinaryIO, title: str) -> None:
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self.workbook = Workbook(out, options | {"strings_to_numbers": False})
        self.workbook.set_properties({"title": visible(title), "created": _LONG_AGO})
        self.header = self.workbook.add_format(
            {"bold": True, "bg_color": "#17463C", "font_color": "#FFFFFF", "text_wrap": True, "align": "center",
             "valign": "vcenter", "border": 1, "border_color": "#FFFFFF"}
        )  # fmt: skip
        self.text = self.workbook.add_format({"valign": "vcenter", "text_wrap": True})
        self.off = self.workbook.add_format(
            {"align": "center", "valign": "vcenter", "font_color": "#6B6B6B", "italic": True}
        )
        self.levels = {
            level: self.workbook.add_format({"num_format": _words(level), "align": "center", "valign": "vcenter"})
            for level in Level
        }
        self.shades = {
            # the word too: it changes with a level that the reader corrects
            level: self.workbook.add_format({"bg_color": ground, "font_color": ink, "num_format": f'"{LEVELS[level]}"'})
            for level, (ground, ink) in _COLORS.items()
        }

    def close(self) -> None:
        """Write the workbook out."""
        self.workbook.close()


class Sheet:
    """A worksheet with one table: header frozen and repeated in print, filter buttons, as wide as a page."""

    def __init__(self, book: Book, name: str, columns: Sequence[Column], *, frozen: int = 0, tall: int = 30) -> None:
        self._book = book
        self._columns = columns
        self._next = 1
        self._lines: dict[int, int] = {}
        """How many lines the rows with long texts take; programs but Excel do not find out themselves."""
        self._widths = [cell_len(column.title) + 3 for column in columns]
        self._formats = [book.workbook.add_format({"num_format": c.format, "valign": "vcenter"}) for c in columns]
        self.page = book.workbook.add_worksheet(name)
        self.page.set_row(0, tall)
        for at, column in enumerate(columns):
            self.page.write_string(0, at, _held(column.title), book.header)
        self.page.freeze_panes(1, frozen)
        self.page.repeat_rows(0)
        self.page.set_landscape()
        self.page.set_paper(_A4)
        self.page.fit_to_pages(1, 0)
        self.page.set_footer("&L&A&R第 &P 页，共 &N 页")

    def add(self, cells: Sequence[Cell]) -> None:
        """Write the next row, a cell for every column; None leaves the cell empty."""
        for at, cell in enumerate(cells):
            self._write(at, cell)
        self._next += 1

    def _write(self, at: int, cell: Cell) -> None:
        if isinstance(cell, Level):
            self.page.write_number(self._next, at, int(cell), self._book.levels[cell])
        elif cell == NOT_APPLICABLE:
            self.page.write_string(self._next, at, NOT_APPLICABLE, self._book.off)
        elif isinstance(cell, str):
            held = _held(cell)
            self._make_room(at, cell_len(held))
            self.page.write_string(self._next, at, held, self._book.text)
        elif cell is not None:
            self.page.write_number(self._next, at, cell, self._formats[at])

    def _make_room(self, at: int, length: int) -> None:
        """Widen the column for a text of so many Latin characters, or give the row more lines."""
        self._widths[at] = max(self._widths[at], length + 2)
        lines = ceil(length / ((self._columns[at].width or _WIDE) - 2))
        if lines > 1:
            self._lines[self._next] = max(self._lines.get(self._next, 1), min(lines, _MOST_LINES))

    @property
    def last(self) -> int:
        """Number of the last row written, from 0; 0 is the header."""
        return self._next - 1

    def shade_levels(self, first: int, last: int) -> None:
        """Colour the levels of the columns from `first` to `last`."""
        if not self.last or last < first:
            return
        # an empty cell equals 0 otherwise
        empty = {"type": "blanks", "format": None, "stop_if_true": True}
        self.page.conditional_format(1, first, self.last, last, empty)
        for level, shade in self._book.shades.items():
            rule = {"type": "cell", "criteria": "==", "value": int(level), "format": shade}
            self.page.conditional_format(1, first, self.last, last, rule)

    def bars(self, title: str, most: float) -> None:
        """Draw a bar behind the numbers of a column, whole at `most`."""
        at = [column.title for column in self._columns].index(title)
        if self.last:
            rule = {"type": "data_bar", "bar_solid": True, "bar_color": "#8FCBBB", "min_type": "num", "max_type": "num"}
            self.page.conditional_format(1, at, self.last, at, rule | {"min_value": 0, "max_value": most})

    def beside(self, first: int, head: tuple[str, str], rows: Iterable[tuple[str, float]]) -> None:
        """Write a small table of names and numbers beside the sheet's own, from the column `first` on."""
        for at, title in enumerate(head, first):
            self.page.write_string(0, at, title, self._book.header)
        for row, (name, number) in enumerate(rows, 1):
            self.page.write_string(row, first, _held(name), self._book.text)
            self.page.write_number(row, first + 1, number)
        self.page.set_column(first, first + 1, _SMALL)

    def close(self) -> None:
        """Set widths, heights and the filter; after the last row."""
        for at, column in enumerate(self._columns):
            self.page.set_column(at, at, column.width or min(max(self._widths[at], _NARROW), _WIDE))
        for row, lines in self._lines.items():
            self.page.set_row(row, lines * _LINE)
        self.page.autofilter(0, 0, self.last, len(self._columns) - 1)


def fill(sheet: Sheet, rows: Iterable[Sequence[Cell]]) -> None:
    """Write all rows and close; a table without rows says so."""
    for cells in rows:
        sheet.add(cells)
    if not sheet.last:
        sheet.add(["没有"])
    sheet.close()


def _words(level: Level) -> str:
    """Return a number format that shows a level as its word, and its neighbour's: there is room for two."""
    low, high = (Level.ABSENT, Level.MENTIONED) if level < Level.DONE else (Level.DONE, Level.EVIDENCED)
    return f'[={low:d}]"{LEVELS[low]}";[={high:d}]"{LEVELS[high]}";0'


def _held(text: str) -> str:
    """Return what a cell can hold of a text."""
    shown = visible(text)
    units = shown.encode("utf-16-le")
    return shown if len(units) <= 2 * _MOST else units[: 2 * (_MOST - 1)].decode("utf-16-le", "ignore") + "…"
