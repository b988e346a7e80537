"""Page -> the lines of its article, and what the page says of itself around them."""

from __future__ import annotations

from dataclasses import dataclass

from auditor.load.from_html_cues import (
    closes,
    is_apart,
    is_bar,
    is_card_label,
    is_end,
    moment_in,
    published_in,
    source_in,
    squeeze,
)
from auditor.load.from_html_page import Page
from auditor.load.from_html_search import ENOUGH_CHARS, LINKED, Search

_CELLS = frozenset(("td", "th", "dd", "li"))
_PUBLISHED_KEYS = ("pubdate", "publishdate", "article:published_time")
_SOURCE_KEYS = ("contentsource", "source")
_HEAD_LINES = 8
"""Where an article has no prose, its first lines may tell of the page."""


@dataclass(frozen=True, slots=True)
class Article:
    """The article's lines, title first where the page shows one, and what stood beside it."""

    lines: list[str]
    published: str
    source: str
    hides: bool
    """Whether hidden text stands within it."""


def find(page: Page) -> Article:
    """Find the article; without any prose it is all that is not a link. Never raises."""
    search = Search(page)
    box, anchor = search.by_title() or (search.by_prose(), None)
    start, title = box.first, ""
    if anchor is not None:
        title = search.anchor_text(anchor)
        if box.first <= anchor[0] < box.last:
            start = search.opening(anchor, box)
    body, dropped = _body(page, search, start, box.last)
    # what stands shortly before the body tells of the page, too
    near = [line.text for line in page.lines[max(0, start - 12) : start] if line.linked < LINKED]
    published, source = _origin(page, dropped + near)
    lines = [page.lines[at].text for at in body]
    title = title or search.title_before(box, headed=bool(body) and not search.prose[body[0]])
    if title and not _opens_with(lines, title):
        lines.insert(0, title)
    hides = bool(body) and any(body[0] < at <= body[-1] for at in page.hidden)
    return Article(lines, published, source, hides)


def _body(page: Page, search: Search, first: int, last: int) -> tuple[list[int], list[str]]:
    """Return the report's lines within a range, and the page's own lines among them and around."""
    off: set[int] = set()
    prose = search.prose_in(first, last)
    for box in search.junk(0.4 * prose):
        if first <= box.first and box.last <= last:
            off.update(range(box.first, box.last))
    own = max((at for at in range(first, last) if at not in off and search.is_own(at)), default=first)
    kept: list[int] = []
    dropped: list[str] = []
    read = 0
    for at in range(first, last):
        line = page.lines[at]
        if at > own and read and read >= min(ENOUGH_CHARS // 2, 0.3 * prose) and is_end(line.text):
            break
        quotes = kept and at < own and search.is_quoting(at, kept[-1])
        if at in off or (line.linked > LINKED and not quotes) or is_bar(line.text):
            dropped.append(line.text)
            continue
        kept.append(at)
        read += search.prose[at]
    return _without_ends(page, search, kept, dropped), dropped


def _without_ends(page: Page, search: Search, kept: list[int], dropped: list[str]) -> list[int]:
    """Take the page's own lines off the head and the tail of a report; they are added to `dropped`."""
    texts = [page.lines[place].text for place in kept]
    prose = (at for at, place in enumerate(kept) if search.prose[place] and not is_apart(texts[at]))
    head = next(prose, _HEAD_LINES)
    body: list[int] = []
    for at, place in enumerate(kept):
        # the cell after a label without a value holds it
        value = at and is_card_label(texts[at - 1]) and page.lines[place].box.tag in _CELLS
        if at < head and (value or is_apart(texts[at])):
            dropped.append(texts[at])
        else:
            body.append(place)
    while body and closes(page.lines[body[-1]].text):
        dropped.append(page.lines[body.pop()].text)
    return body


def _origin(page: Page, around: list[str]) -> tuple[str, str]:
    """Return the page's date and source: from its head, else from the lines around the article."""
    published = next((page.meta[key] for key in _PUBLISHED_KEYS if key in page.meta), "")
    source = next((page.meta[key] for key in _SOURCE_KEYS if key in page.meta), "")
    for find_date in (published_in, moment_in):
        published = published or next(filter(None, map(find_date, around)), "")
    return published, source or next(filter(None, map(source_in, around)), "")


def _opens_with(lines: list[str], title: str) -> bool:
    """Return whether the lines above the first paragraph, or its beginning, show the title."""
    wanted = squeeze(title)
    for at, line in enumerate(lines[:6]):
        if squeeze("".join(lines[at : at + 4])).startswith(wanted):
            return True
        if "。" in line:
            return False
        if wanted in squeeze(line):
            return True
    return False
