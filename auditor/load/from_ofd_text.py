"""Text objects of an OFD page -> lines of print: where every character stands, and which runs make up one line."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate

from lxml import etree

from auditor.load.from_ofd_parts import children
from auditor.load.page import Line

Matrix = tuple[float, float, float, float, float, float]
"""a, b, c, d, e, f: x' = a·x + c·y + e, y' = b·x + d·y + f."""
IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f]")
_LARGEST = 1e6
"""A kilometre: what is larger is no length on paper, and would not survive multiplication."""
_SMALLEST = 0.01
"""Millimetres; keeps a type squeezed to nothing from being divided by."""
_ASCENT = 0.86
"""Share of a Chinese character's box above the baseline."""
_DEFAULT_SIZE = 3.7
"""五号 in millimetres, where a size is missing or none."""
_SAME_LINE = 0.35
"""Characters by which baselines of one line may differ; lines themselves are more than one apart."""
_TWICE = 0.25
"""Characters by which a run may be shifted that is printed twice to look bold."""
_BLANK_GAP = 1.0
"""Characters from which a gap is a blank; justified lines have narrower ones everywhere."""
_WORD_GAP = 0.4
"""The same between figures or Latin letters, which are not spread."""
_CELL_GAP = 2.5
"""Characters beyond which a gap parts the cells of a table."""


@dataclass(frozen=True, slots=True)
class Run:
    """The characters of one TextCode, blanks at its ends left out, in page coordinates."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    baseline: float
    size: float
    level: bool
    """It reads from left to right."""


def number(value: str | None, default: float) -> float:
    """Read a length; the default stands for what is missing, no number, or beyond any page."""
    try:
        found = float(value or "")
    except ValueError:
        return default
    return found if abs(found) <= _LARGEST else default


def numbers(value: str | None, count: int) -> tuple[float, ...] | None:
    """Read an array (ST_Array, ST_Box) of at least `count` numbers; None if it is none."""
    found = tuple(number(one, math.nan) for one in (value or "").replace(",", " ").split(maxsplit=count)[:count])
    return None if len(found) < count or any(math.isnan(one) for one in found) else found


def placed(outer: Matrix, node: etree._Element) -> Matrix:
    """Return what leads from an object's own space to the page: its CTM, its Boundary's corner, then `outer`."""
    a, b, c, d, e, f = numbers(node.get("CTM"), 6) or IDENTITY
    x, y = (numbers(node.get("Boundary"), 4) or IDENTITY[4:])[:2]
    e, f = e + x, f + y
    m, n, o, p, q, r = outer
    return (
        m * a + o * b,
        n * a + p * b,
        m * c + o * d,
        n * c + p * d,
        m * e + o * f + q,
        n * e + p * f + r,
    )


def box(matrix: Matrix, left: float, top: float, right: float, bottom: float) -> tuple[float, float, float, float]:
    """Return left, top, right, bottom of the upright box around a box that was moved by the matrix."""
    a, b, c, d, e, f = matrix
    xs = [a * x + c * y + e for x in (left, right) for y in (top, bottom)]
    ys = [b * x + d * y + f for x in (left, right) for y in (top, bottom)]
    return min(xs), min(ys), max(xs), max(ys)


def runs_of(node: etree._Element, outer: Matrix) -> Iterator[Run]:
    """Return the runs of a TextObject; a TextCode of blanks gives none.

    The characters are those of the text, whatever glyphs a CGTransform draws for them.
    """
    matrix = placed(outer, node)
    size = number(node.get("Size"), 0)
    size = size if size > 0 else _DEFAULT_SIZE
    wide = size * abs(number(node.get("HScale"), 1) or 1)
    x = y = 0.0
    for code in children(node, "TextCode"):
        # a place that is not given is that of the code before
        x, y = number(code.get("X"), x), number(code.get("Y"), y)
        text = _visible(code.text or "")
        if text.strip():
            yield _run(text, _steps(code, text, wide), (x, y), (size, wide), matrix)


def _visible(text: str) -> str:
    """Drop what only lays out the XML, and control characters, none of which has a place of its own."""
    if "\n" in text or "\r" in text:
        text = "".join(part.strip(" \t") for part in text.splitlines())
    return _CONTROL.sub("", text)


def _steps(code: etree._Element, text: str, wide: float) -> tuple[list[float], list[float]]:
    """Return the ways across and down from each character to the next; across its width where nothing is said."""
    count = len(text) - 1
    across = _deltas(code.get("DeltaX"), count)
    down = _deltas(code.get("DeltaY"), count)
    if not across and any(down):
        # set downwards: without DeltaX the characters stand one below the other
        across = [0.0] * count
    across += [_width(char) * wide for char in text[len(across) : count]]
    down += [0.0] * (count - len(down))
    return across, down


def _deltas(value: str | None, limit: int) -> list[float]:
    """Read DeltaX or DeltaY, where `g 3 5.6` stands for three times 5.6; at most `limit` of them."""
    found: list[float] = []
    parts = iter((value or "").split())
    for part in parts:
        if len(found) >= limit:
            break
        if part.lower() == "g":
            times = _times(next(parts, ""), limit - len(found))
            found.extend([number(next(parts, None), 0)] * times)
        else:
            found.append(number(part, 0))
    return found


def _times(value: str, limit: int) -> int:
    """Read how often a step is taken; no more often than there are characters left."""
    try:
        return int(min(float(value), limit))
    except (ValueError, OverflowError):
        return 0


def _width(char: str) -> float:
    """Return the share of a full character: signs of ambiguous width are full in Chinese type."""
    return 1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.5


def _run(
    text: str,
    steps: tuple[list[float], list[float]],
    start: tuple[float, float],
    sizes: tuple[float, float],
    matrix: Matrix,
) -> Run:
    """Place a text that is not blank. `sizes` are the type's height and the width of a full character."""
    size, wide = sizes
    first = len(text) - len(text.lstrip())
    text = text.strip()
    xs, ys = (
        list(accumulate(way[first : first + len(text) - 1], initial=begin + sum(way[:first])))
        for way, begin in zip(steps, start, strict=True)
    )
    left, right = min(xs), max(x + _width(char) * wide for x, char in zip(xs, text, strict=True))
    top, bottom = min(ys), max(ys)
    a, b, c, d, _, f = matrix
    height = max(size * math.hypot(c, d), _SMALLEST)
    level = a > 0 and d > 0 and abs(b) < 0.05 * a and bottom - top < _SAME_LINE * size
    edges = box(matrix, left, top - _ASCENT * size, right, bottom + (1 - _ASCENT) * size)
    return Run(text, edges[0], edges[2], edges[1], edges[3], b * left + d * ys[0] + f, height, level)


def lines_of(runs: Iterable[Run]) -> tuple[Line, ...]:
    """Put runs that stand on one baseline into lines, from top to bottom and left to right.

    Runs of a table's cells stay apart by the gap between them; what stands askew or upright is a line of its own.
    """
    found: list[Line] = []
    rows: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: run.baseline):
        if not run.level:
            found.append(_line([run], run.text))
        elif rows and run.baseline - rows[-1][0].baseline <= _SAME_LINE * min(run.size, rows[-1][0].size):
            rows[-1].append(run)
        else:
            rows.append([run])
    for row in rows:
        found.extend(_cells(row))
    return tuple(sorted(found, key=lambda line: (line.bottom, line.left)))


def _cells(row: list[Run]) -> Iterator[Line]:
    """Join the runs of a row up to the wide gaps, each as often as it is seen."""
    seen: dict[str, float] = {}
    cell: list[Run] = []
    pieces: list[str] = []
    edge = 0.0
    for run in sorted(row, key=lambda run: run.left):
        if run.left - seen.get(run.text, -math.inf) < _TWICE * run.size:
            continue
        seen[run.text] = run.left
        gap = (run.left - edge) / min(run.size, cell[-1].size) if cell else 0
        if gap > _CELL_GAP:
            yield _line(cell, "".join(pieces))
            cell, pieces = [], []
        elif gap >= _BLANK_GAP or (cell and gap > _WORD_GAP and _is_word(pieces[-1][-1]) and _is_word(run.text[0])):
            pieces.append(" ")
        edge = max(edge, run.right) if cell else run.right
        cell.append(run)
        pieces.append(run.text)
    yield _line(cell, "".join(pieces))


def _is_word(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _line(runs: list[Run], text: str) -> Line:
    return Line(
        text,
        min(run.left for run in runs),
        max(run.right for run in runs),
        min(run.top for run in runs),
        max(run.bottom for run in runs),
    )
