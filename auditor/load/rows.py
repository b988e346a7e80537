"""Pages of lines -> rows: everything on one height of a page, without what the page itself adds."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from auditor.load.page import Line, Page

_WIDE = re.compile("[\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60\uffe0-\uffe6—…“”‘’·①-⓿]")
_NUMBER = re.compile(r"[-—–－―~·.\s]*第?\s*[0-9０-９]{1,4}\s*页?(?:\s*[/／,，共]+\s*[0-9]{1,4}\s*页?)?[-—–－―~·.\s]*")
_DIGITS = re.compile(r"[0-9０-９]+")
_MARGIN = 0.15
"""Share of the page's height, above and below, where page numbers and running headers stand."""
_CELL_GAP = 2.0
"""Characters between two pieces of a row from which they are cells of a table."""


@dataclass(frozen=True, slots=True)
class Row:
    """Everything on one height of a page."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    page: int
    recognised: bool
    confidence: float

    @property
    def height(self) -> float:
        """About the type size."""
        return self.bottom - self.top


def units(text: str) -> float:
    """Return the width of a text in Chinese characters."""
    text = text.rstrip()
    wide = len(_WIDE.findall(text))
    return wide + 0.5 * (len(text) - wide)


def rows_of(page: Page, number: int) -> list[Row]:
    """Put the lines of a page that share a height into rows, from top to bottom."""
    rows: list[list[Line]] = []
    for line in sorted(page.lines, key=lambda line: (line.top + line.bottom) / 2):
        middle = (line.top + line.bottom) / 2
        # the first and the last stand for all of a row: a page may have any number of pieces at one height
        ends = (rows[-1][0], rows[-1][-1]) if rows else ()
        if rows and all(one.top < middle < one.bottom or line.top < _middle(one) < line.bottom for one in ends):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [_row_of(sorted(lines, key=lambda line: line.left), number, page.recognised) for lines in rows]


def _middle(line: Line) -> float:
    return (line.top + line.bottom) / 2


def _row_of(lines: list[Line], page: int, recognised: bool) -> Row:
    text = lines[0].text
    for before, line in zip(lines, lines[1:], strict=False):
        em = min(_em_of(before), _em_of(line))
        text += ("\t" if line.left - before.right > _CELL_GAP * em else "") + line.text
    weight = sum(len(line.text) for line in lines)
    return Row(
        text=text,
        left=lines[0].left,
        right=max(line.right for line in lines),
        top=min(line.top for line in lines),
        bottom=max(line.bottom for line in lines),
        page=page,
        recognised=recognised,
        confidence=sum(line.confidence * len(line.text) for line in lines) / weight if weight else 0.0,
    )


def _em_of(line: Line) -> float:
    return (line.right - line.left) / max(units(line.text), 0.5)


def without_frame(pages: list[list[Row]], sizes: Sequence[Page]) -> list[list[Row]]:
    """Drop page numbers and what is repeated at the same height of several pages in the margins."""
    seen: dict[tuple[str, int], set[int]] = defaultdict(set)
    for rows, page in zip(pages, sizes, strict=True):
        for row in rows:
            if _in_margin(row, page):
                seen[_mark(row, page)].add(row.page)
    kept = []
    for rows, page in zip(pages, sizes, strict=True):
        inner = [row for row in rows if not (_in_margin(row, page) and _is_frame(row, page, seen))]
        kept.append(inner)
    return kept


def _in_margin(row: Row, page: Page) -> bool:
    return row.bottom < _MARGIN * page.height or row.top > (1 - _MARGIN) * page.height


def _mark(row: Row, page: Page) -> tuple[str, int]:
    """Return what tells a running header: its words without figures, and its height to a hundredth of the page."""
    return _DIGITS.sub("#", row.text.replace(" ", "")), round((row.top + row.bottom) / 2 / page.height * 50)


def _is_frame(row: Row, page: Page, seen: dict[tuple[str, int], set[int]]) -> bool:
    words, height = _mark(row, page)
    if _NUMBER.fullmatch(row.text):
        return True
    return len(set().union(*(seen.get((words, height + off), set()) for off in (-1, 0, 1)))) > 1
