"""Pages of lines -> text with whole paragraphs: what a page adds (numbers, running headers, line ends) goes again.

Places on the page decide, not words, so the same step serves PDF, OFD and recognised pictures. Two columns are not
told apart.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from auditor.load.extract import Extract
from auditor.load.page import Page
from auditor.load.rows import Row, rows_of, units, without_frame

_TOKEN = re.compile(r"[0-9A-Za-z０-９.%％,/]+|.")
_OPENING = "（《“‘〔【「([<"
_CLOSING = "，。、；：？！）》”’〕】」,.;:?!)]>%％"
_ITEM = re.compile(
    r"[（(]?[一二三四五六七八九十]{1,3}[）)、是]|[0-9]{1,2}[.．、]\D|第[一二三四五六七八九十]{1,3}[，、章节]"
)
"""What opens an item of a list; without an indent nothing else tells it from a line that goes on."""
_ENDING = "。；：！？;!?"
_INDENT = 1.2
"""Characters from which a row is indented."""
_WIDE_LINE = 12
"""Characters of a line that can show by itself how far the page is written on."""
_EARLY = 6.0
"""Characters of room from which a row surely ends its paragraph."""
_SLACK = 0.6
"""Characters that a full line may fall short by beside what did not fit."""
_WIDE_SLACK = 3.0
"""The same where paragraphs open with an indent: programs differ in what they hold together, the indent decides."""


@dataclass(frozen=True, slots=True)
class _Body:
    """Where the running text of a page begins and ends, and the width of a Chinese character."""

    left: float
    right: float
    em: float
    pitch: float
    """From a line's top to the next one's, as it is most often."""
    indents: bool = False
    """Paragraphs open with an indent."""


def lay_out(pages: Sequence[Page]) -> Extract:
    """Return the text of laid-out pages: a line a paragraph, cells of a row joined with a tab.

    Page starts and recognised spans count in the text.
    """
    rows = [rows_of(page, number) for number, page in enumerate(pages)]
    kept = without_frame(rows, pages)
    bodies = _bodies(kept)
    writer = _Writer(len(pages))
    before: Row | None = None
    flat = [row for page in kept for row in page]
    for at, row in enumerate(flat):
        after = flat[at + 1] if at + 1 < len(flat) else None
        writer.add(row, joined=before is not None and _continues(before, row, after, bodies))
        before = row
    return writer.extract(tuple(number for number, page in enumerate(pages, 1) if page.picture))


class _Writer:
    """Puts rows into one text and keeps count of pages and of what was recognised."""

    def __init__(self, pages: int) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._starts: list[int | None] = [None] * pages
        self._spans: list[tuple[int, int]] = []
        self._sure = [0.0] * pages
        self._weight = [0] * pages

    def add(self, row: Row, *, joined: bool) -> None:
        """Append a row to the paragraph before it, or below it."""
        last = self._pieces[-1][-1:] if self._pieces else ""
        if self._pieces:
            words = (last + row.text[:1]).isascii() and last.isalpha() and row.text[:1].isalpha()
            self._append((" " if words else "") if joined else "\n")
        if self._starts[row.page] is None:
            self._starts[row.page] = self._length
        start = self._length
        self._append(row.text)
        if row.recognised:
            self._sure[row.page] += row.confidence * len(row.text)
            self._weight[row.page] += len(row.text)
            if self._spans and joined and self._spans[-1][1] >= start - 1:
                start = self._spans.pop()[0]
            self._spans.append((start, self._length))

    def _append(self, text: str) -> None:
        if text:
            self._pieces.append(text)
            self._length += len(text)

    def extract(self, unread: tuple[int, ...]) -> Extract:
        """Return what was written; a page that added nothing starts where the next one does."""
        starts: list[int] = []
        following = self._length
        for start in reversed(self._starts):
            following = following if start is None else start
            starts.append(following)
        return Extract(
            "".join(self._pieces),
            page_starts=tuple(reversed(starts)),
            unread_pages=unread,
            recognised=tuple(self._spans),
            confidence=_mean(sum(self._sure), sum(self._weight)),
            page_confidence=tuple(map(_mean, self._sure, self._weight)) if any(self._weight) else (),
        )


def _mean(total: float, count: int) -> float | None:
    return round(total / count, 4) if count else None


def _bodies(pages: list[list[Row]]) -> dict[int, _Body]:
    """Find for every page where its running text begins and ends; duplex margins shift from page to page."""
    rows = [row for page in pages for row in page if "\t" not in row.text]
    if not rows:
        return {}
    long = sorted(rows, key=lambda row: units(row.text))[len(rows) // 2 :]
    em = median((row.right - row.left) / max(units(row.text), 0.5) for row in long) or 1
    edges = [_edges(page, em) if page else (0.0, 0.0) for page in pages]
    widths = sorted(right - left for left, right in edges)
    # a few pages may be wider than the rest, by a table or by what was misplaced in recognising
    width = widths[-1 - len(widths) // 4] - em
    full = [at for at, (left, right) in enumerate(edges) if right - left >= width]
    steps = [row.top - before.top for before, row in zip(rows, rows[1:], strict=False) if row.page == before.page]
    pitch = median(steps) if steps else 0.0
    bodies = {}
    for number in range(len(pages)):
        # a page of short lines does not show how wide it is: the one before it does
        model = max((at for at in full if at <= number), default=full[0])
        left, right = edges[model]
        bodies[number] = _Body(left, right, em, pitch)
    indents = _indents(rows, bodies)
    return {number: replace(body, indents=indents) for number, body in bodies.items()}


def _edges(rows: list[Row], em: float) -> tuple[float, float]:
    """Return where lines begin and end that are as wide as the page allows."""
    # a comma at the end of a line may hang out into the margin
    plain = [row for row in rows if row.text[-1] not in _CLOSING] or rows
    left = _edge([row.left for row in rows], em / 2, max(2, len(rows) // 12))
    right = -_edge([-row.right for row in plain], em / 2, max(2, len(plain) // 12))
    # one line may show it alone: a title, the only paragraph of two lines; recognition may misplace one
    wide = [row for row in plain if len(row.text) >= _WIDE_LINE and not row.recognised]
    return min([left, *(row.left for row in wide)]), max([right, *(row.right for row in wide)])


def _indents(rows: list[Row], bodies: dict[int, _Body]) -> bool:
    """Return whether rows below one that ended early are mostly indented."""
    openings = [
        row.left - bodies[row.page].left > _INDENT * bodies[row.page].em
        for before, row in zip(rows, rows[1:], strict=False)
        if bodies[before.page].right - before.right > _EARLY * bodies[before.page].em
    ]
    return sum(openings) > 0.6 * len(openings)


def _edge(places: list[float], width: float, few: int) -> float:
    """Return the smallest place that is shared, within a width, by at least a few; the smallest of all if none is."""
    places = sorted(places)
    for at, place in enumerate(places):
        if at + few <= len(places) and places[at + few - 1] - place <= width:
            return place
    return places[0]


def _continues(before: Row, row: Row, after: Row | None, bodies: dict[int, _Body]) -> bool:
    """Return whether a row goes on with the paragraph of the row before."""
    body = bodies[before.page]
    if "\t" in before.text or "\t" in row.text:
        return False
    if abs(before.height - row.height) > 0.2 * max(before.height, row.height) and not row.recognised:
        return False
    if row.page == before.page and row.top - before.top > max(2.2 * max(before.height, row.height), 1.3 * body.pitch):
        return False
    if not body.indents and before.text[-1] in _ENDING and _ITEM.match(row.text):
        return False
    if not _is_full(before, row, body):
        return False
    indent = row.left - bodies[row.page].left
    if indent < _INDENT * body.em:
        # what begins far to the right is a date or a name, not the first line of running text
        return before.left - body.left < _EARLY * body.em
    if _symmetrical(before, body) and _centred(row, bodies[row.page]):
        return True
    return after is not None and before.text[-1] not in _ENDING and _hangs(row, after, bodies)


def _is_full(row: Row, after: Row, body: _Body) -> bool:
    """Return whether a row ended because what begins the next one did not fit any more."""
    em = max((after.right - after.left) / max(units(after.text), 0.5), body.em)
    flush = after.left - body.left < _INDENT * body.em
    slack = _WIDE_SLACK if body.indents and flush else _SLACK
    if row.recognised and row.text[-1] in _CLOSING:
        # recognition measures the ink, and a comma has it on the left
        slack += _SLACK
    return _room(row, body) <= (units(_unbreakable(after.text)) + slack) * em


def _room(row: Row, body: _Body) -> float:
    """Return the width that a row left unused; a centred one leaves half of it on either side."""
    room = body.right - row.right
    return 2 * room if _centred(row, body) else room


def _centred(row: Row, body: _Body) -> bool:
    """Return whether a row stands in the middle; one that is indented like a paragraph's first may do so by chance."""
    indent = (row.left - body.left) / body.em
    return indent > _INDENT and abs(indent - 2) > 0.6 and _symmetrical(row, body)


def _symmetrical(row: Row, body: _Body) -> bool:
    return abs((row.left - body.left) - (body.right - row.right)) < _INDENT * body.em


def _unbreakable(text: str) -> str:
    """Return what must not be parted at the beginning of a text: a number or word, with the signs bound to it."""
    at = 0
    while at < len(text) and text[at] in _OPENING:
        at += 1
    token = _TOKEN.match(text, at)
    at = token.end() if token else at
    while at < len(text) and text[at] in _CLOSING:
        at += 1
    return text[:at]


def _hangs(row: Row, after: Row, bodies: dict[int, _Body]) -> bool:
    """Return whether a row belongs to a block that is indented as a whole: the next row begins where it does."""
    body = bodies[row.page]
    return _is_full(row, after, body) and after.page == row.page and abs(after.left - row.left) < 0.5 * body.em
