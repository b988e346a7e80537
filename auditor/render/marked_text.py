"""A scorecard -> its report's text in lines of pieces, each of which knows the passages that it belongs to.

Every character of a line stands in exactly one piece; offsets are not touched, so that nothing shifts. Linear in the
text; what a piece looks like is the renderer's.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from auditor.card import Evidence, Flaw, Part, Scorecard, Verdict
from auditor.model import Level

BLANKS = " \t\r\f\v\u3000\u00a0"
"""A line of nothing else is not shown."""


class Sort(StrEnum):
    """What a passage is to what it belongs to."""

    QUOTE = "quote"
    """Shows the level of a row."""
    NEAR = "near"
    """Comes closest to a row that the report does not speak of."""
    FLAW = "flaw"


@dataclass(frozen=True, slots=True)
class Mark:
    """A passage of the text that something is said about."""

    id: str
    """Of this passage: q-E2-1 the first quote of row E2, n-E2 what comes near to it, f-1-1 the first flaw."""
    of: str
    """What is said about it: the row's id, or f-1 for the first flaw."""
    title: str
    sort: Sort
    start: int
    end: int
    level: Level | None = None
    """Of the row; None where it does not apply, and for flaws."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line in which nothing begins or ends."""

    text: str
    marks: tuple[Mark, ...]
    """The passages that hold it, by where they begin."""
    opening: tuple[Mark, ...] = ()
    """Those that begin with it."""
    pages: tuple[int, ...] = ()
    """The pages, from 1, that begin with it."""
    heading: int | None = None
    """Which part's heading it is of, as an index into the outline."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line with something in it."""

    number: int
    """In the document, from 1."""
    pieces: tuple[Piece, ...]
    level: int = 0
    """Of the heading that fills the line; 0 for any other line."""
    title: bool = False
    """It is the report's title."""


def quote_id(row: str, number: int) -> str:
    """Name a quote of a row, from 1."""
    return f"q-{row}-{number}"


def near_id(row: str) -> str:
    """Name the passage that comes near to a row."""
    return f"n-{row}"


def marks_of(card: Scorecard) -> list[Mark]:
    """List the passages that a result speaks of, row by row, then its flaws; none for a text without a grade."""
    if card.refusal:
        return []
    return [mark for v in card.verdicts for mark in _of_row(v)] + [
        _of_flaw(flaw, at) for at, flaw in enumerate(card.flaws, 1)
    ]


def _of_row(verdict: Verdict) -> Iterator[Mark]:
    title, level = f"{verdict.rule} {verdict.title}", verdict.level if verdict.applicable else None

    def made(id: str, at: Evidence, sort: Sort) -> Mark:
        return Mark(id, verdict.rule, title, sort, at.start, at.end, level)

    for number, evidence in enumerate(verdict.evidence, 1):
        yield made(quote_id(verdict.rule, number), evidence, Sort.QUOTE)
    if verdict.nearest:
        yield made(near_id(verdict.rule), verdict.nearest, Sort.NEAR)


def _of_flaw(flaw: Flaw, number: int) -> Mark:
    return Mark(f"f-{number}-1", f"f-{number}", flaw.explain, Sort.FLAW, flaw.start, flaw.end)


def lines_of(card: Scorecard) -> list[Line]:
    """Cut the text of a report; what begins where nothing is shown, such as an empty line, begins with what follows."""
    document = card.document
    sweep = _Sweep(
        sorted(marks_of(card), key=lambda mark: mark.start), sorted(document.page_starts), list(card.outline)
    )
    title = _squeezed(card.title)
    lines: list[Line] = []
    start = 0
    for number, text in enumerate(document.text.split("\n"), 1):
        if text.strip(BLANKS):
            line = sweep.line(number, start, text)
            if title and _squeezed(text) == title:
                line, title = Line(line.number, line.pieces, title=True), ""
            lines.append(line)
        start += len(text) + 1
    rest = sweep.rest()
    return [*lines, Line(document.text.count("\n") + 1, (rest,))] if rest else lines


def _squeezed(text: str) -> str:
    return "".join(text.split())


class _Sweep:
    """Goes over the lines once, from the first to the last."""

    def __init__(self, marks: Sequence[Mark], pages: Sequence[int], outline: Sequence[Part]) -> None:
        self._marks, self._pages, self._outline = marks, pages, outline
        self._cuts = sorted(
            {at for mark in marks for at in (mark.start, mark.end)}
            | {at for part in outline for at in (part.start, part.heading_end)}
            | set(pages)
        )
        self._next_mark = self._next_page = self._next_part = 0
        self._held: tuple[Mark, ...] = ()

    def line(self, number: int, start: int, text: str) -> Line:
        end = start + len(text)
        inside = self._cuts[bisect_right(self._cuts, start) : bisect_left(self._cuts, end)]
        pieces = tuple(
            self._piece(low, text[low - start : high - start]) for low, high in pairwise([start, *inside, end])
        )
        heading = next((piece.heading for piece in pieces if piece.heading is not None), None)
        fills = heading is not None and all(p.heading == heading or not p.text.strip(BLANKS) for p in pieces)
        return Line(number, pieces, self._outline[heading].level if fills and heading is not None else 0)

    def rest(self) -> Piece | None:
        """Return what begins after the last line, without text."""
        marks, pages = tuple(self._marks[self._next_mark :]), len(self._pages)
        left = tuple(range(self._next_page + 1, pages + 1))
        return Piece("", (), marks, left) if marks or left else None

    def _piece(self, start: int, text: str) -> Piece:
        first_mark, first_page = self._next_mark, self._next_page
        while self._next_mark < len(self._marks) and self._marks[self._next_mark].start <= start:
            self._next_mark += 1
        while self._next_page < len(self._pages) and self._pages[self._next_page] <= start:
            self._next_page += 1
        while self._next_part < len(self._outline) and self._outline[self._next_part].heading_end <= start:
            self._next_part += 1
        opening = tuple(self._marks[first_mark : self._next_mark])
        self._held = tuple(mark for mark in self._held + opening if mark.end > start)
        part = self._outline[self._next_part] if self._next_part < len(self._outline) else None
        heading = self._next_part if part and part.start <= start else None
        return Piece(text, self._held, opening, tuple(range(first_page + 1, self._next_page + 1)), heading)
