"""Page -> the box that holds its article: around its title where the page names one, else by prose against links."""

from __future__ import annotations

import re
from itertools import accumulate

from auditor.load.from_html_cues import is_apart, is_end, is_own, squeeze
from auditor.load.from_html_page import Box, Line, Page

_PROSE_CHARS = 20
ENOUGH_CHARS = 200
"""Prose that a box must hold after the title to be taken for the article."""
_MANY = 20
"""A title that stands more often than this on a page marks no place."""
LINKED = 0.6
"""A line with a larger share of its characters in links is one of navigation."""
_PAUSE = re.compile("[，。；：、,;]")
_JUNK_NAMES = re.compile(
    r"(?<![a-z])(?:b?d?share|crumb|breadcrumb|nav|menu|tool-?bar|relat(?:e|ed)|recommend|comment|pinglun|attach|fujian|"
    r"annex|prev|pager|pagination|qr-?code|ewm|erweima|search|login|copy-?right|aside|side-?bar|side|xiangguan|"
    r"xg(?:wj|wz|lj|yd|xw)|hot(?![a-z])|rank|dqwz|location)"
)
_JUNK_TAGS = frozenset(("nav", "aside", "footer", "menu", "dialog"))
_PARAGRAPHS = frozenset(("p", "span", "li", "center", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6"))
_HEADINGS = frozenset(("h1", "h2", "h3"))
_TITLE_NAMES = re.compile(r"(?<![a-z])(?:title|tit|biaoti|bt|headline)")
_SITE = re.compile(r"^\D*(?:政府|网|网站|门户|平台|首页|公开|专栏|频道)$")
_SEPARATORS = re.compile(r"\s*[_|｜>»-]+\s*|\s+[—–·]+\s*")


class Search:
    """Weighs a page's lines, and finds the box that holds the article."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.lines = page.lines
        self.boxes = page.boxes()
        # links tell nothing where one that was never closed swallowed the page
        prose = [len(line.text) for line in self.lines if len(line.text) > _PROSE_CHARS and _PAUSE.search(line.text)]
        linked = sum(
            len(line.text)
            for line in self.lines
            if line.linked > LINKED and len(line.text) > 4 * _PROSE_CHARS and "。" in line.text
        )
        if linked * 2 > sum(prose):
            for line in self.lines:
                line.linked = 0.0
        self.prose = [len(line.text) if _is_prose(line) else 0 for line in self.lines]
        self._prose_sums = [0, *accumulate(self.prose)]
        self.total = self._prose_sums[-1]

    def prose_in(self, first: int, last: int) -> int:
        """Return the characters of prose in a range of lines."""
        return self._prose_sums[max(last, first)] - self._prose_sums[first]

    def by_title(self) -> tuple[Box, tuple[int, int]] | None:
        """Return the article's box and the first of the lines that show its title; None if none does."""
        for name in self._names():
            found = []
            for anchor in self._anchors(name):
                box = self._climb(anchor)
                if box is not None:
                    found.append((box.last - box.first, box, anchor))
            if found:
                _, box, _ = min(found, key=lambda one: one[0])
                first = found[0][2]
                if first[0] < box.first:
                    # a title above the box and again within: the box begins as the report does
                    return box, first
                # of several titles above the text, as in an index card, the last
                inside = [anchor for _, other, anchor in found if other is box]
                return box, [one for one in inside if self.prose_in(inside[0][1], one[0]) < ENOUGH_CHARS // 2][-1]
        return None

    def anchor_text(self, anchor: tuple[int, int]) -> str:
        """Return the title as the page shows it."""
        return "".join(line.text for line in self.lines[anchor[0] : anchor[1]])

    def _names(self) -> list[str]:
        """Return what the page's head says the title is, the surest first, squeezed."""
        meta = self.page.meta
        sure = [meta.get(key, "") for key in ("articletitle", "og:title", "title")]
        parts = [part for part in _SEPARATORS.split(self.page.title) if part]
        guessed = ["".join(parts[:last]) for last in range(len(parts), 0, -1)] + parts[1:]
        # the first part is the title on most sites, the name of the site on some
        sites = [part for part in guessed if _SITE.search(part)] if len(parts) > 1 else []
        guessed = [part for part in guessed if not _SITE.search(part)]
        named = [squeeze(name) for name in [*sure, *guessed, *sites]]
        return [name for name in dict.fromkeys(named) if len(name) >= 6]

    def _anchors(self, name: str) -> list[tuple[int, int]]:
        """Return where up to three lines together read as the title, end excluded."""
        found = []
        for first in range(len(self.lines)):
            text = ""
            for last in range(first, min(first + 3, len(self.lines))):
                if self.lines[last].linked > LINKED:
                    break
                text += squeeze(self.lines[last].text)
                if text == name:
                    found.append((first, last + 1))
                if not name.startswith(text) or len(text) >= len(name):
                    break
            if len(found) > _MANY:
                break
        return found

    def _climb(self, anchor: tuple[int, int]) -> Box | None:
        """Return the smallest box around the title with prose enough after it; None if the page has none."""
        enough = min(ENOUGH_CHARS, self.total * 0.3)
        box: Box | None = self.lines[anchor[1] - 1].box
        while box is not None and (not self.total or self.prose_in(anchor[1], box.last) < enough):
            box = box.parent
        while box is not None and box.parent is not None and self._goes_on(box):
            box = box.parent
        return box

    def _goes_on(self, box: Box) -> bool:
        """Return whether the article goes on in the boxes beside: sections of one kind, or prose free of links."""
        above = box.parent
        if above is None or box.tag in ("td", "th"):
            return False
        if (above.first, above.last) == (box.first, box.last):
            return True
        beside = [child for child in above.children if child is not box and self.prose_in(child.first, child.last)]
        prose = self.prose_in(above.first, above.last) - self.prose_in(box.first, box.last)
        if not prose or self.prose_in(above.first, box.first) > self.prose_in(box.first, box.last):
            return False
        extra = [*self.lines[above.first : box.first], *self.lines[box.last : above.last]]
        if any(is_end(line.text) for line in extra):
            return False
        if any(_is_junk(child) for child in beside):
            return False
        kind = all((child.tag, child.names) == (box.tag, box.names) for child in beside)
        linked = sum(line.linked * len(line.text) for line in extra)
        return linked < 0.02 * prose or (kind and linked < 0.2 * prose)

    def opening(self, anchor: tuple[int, int], box: Box) -> int:
        """Return the line at which the report begins: behind the page's heading, else at the title in the text.

        Above a title in the text may stand the letterhead, in paragraphs like it.
        """
        line = self.lines[anchor[0]]
        if _is_title(line.box):
            return anchor[1]
        first = anchor[0]
        for at in range(anchor[0] - 1, max(box.first, anchor[0] - 6) - 1, -1):
            near = self.lines[at]
            if near.box is not line.box and (near.box.parent is not line.box.parent or near.box.tag != line.box.tag):
                break
            if near.linked > 0 or is_apart(near.text):
                break
            first = at
        return first

    def by_prose(self) -> Box:
        """Return the box in which prose outweighs links the most."""
        worth = []
        for at, line in enumerate(self.lines):
            if line.linked > LINKED:
                worth.append(-10.0 - 2 * len(line.text))
            elif is_end(line.text):
                worth.append(-100.0)
            else:
                worth.append(0.0 if self._is_teaser(at) else float(self.prose[at]))
        for box in self.junk(0.8 * self.total):
            for at in range(box.first, box.last):
                worth[at] = min(worth[at], -float(self.prose[at]))
        sums = [0.0, *accumulate(worth)]
        gain = {id(box): sums[box.last] - sums[box.first] for box in self.boxes}
        # of equal boxes the outermost: signatures and headings weigh nothing, and may stand in boxes of their own
        best = max(self.boxes, key=lambda box: gain[id(box)])
        if gain[id(best)] <= 0:
            return self.page.root
        # a single paragraph is no article, whatever links stand beside it
        while best.parent is not None and best.tag in _PARAGRAPHS:
            if best.last - best.first > 1 and gain[id(best.parent)] <= 0.5 * gain[id(best)]:
                break
            best = best.parent
        return best

    def junk(self, most: float) -> list[Box]:
        """Return the outermost boxes that stand beside an article, unless they hold more prose than `most`."""
        found = []
        inner = [self.page.root]
        for box in inner:
            if _is_junk(box) and self.prose_in(box.first, box.last) <= most:
                found.append(box)
            else:
                inner.extend(box.children)
        return found

    def is_quoting(self, at: int, before: int) -> bool:
        """Return whether a line of links is text that names laws: a paragraph like the one before, or amid prose."""
        line, last = self.lines[at], self.lines[before]
        if is_apart(last.text):
            return False
        alike = (line.box.tag, line.box.names, line.box.parent) == (last.box.tag, last.box.names, last.box.parent)
        if alike or last.box is line.box:
            return True
        around = self.lines[at - 1 : at] + self.lines[at + 1 : at + 2]
        return line.linked < 0.97 and len(line.text) >= _PROSE_CHARS and all(one.linked <= LINKED for one in around)

    def is_own(self, at: int) -> bool:
        """Return whether a line can only be the report's: dates in lists of links are not."""
        line = self.lines[at]
        listed = at > 0 and self.lines[at - 1].linked and line.text[0].isdigit()
        return not line.linked and not listed and is_own(line.text)

    def _is_teaser(self, at: int) -> bool:
        """Tell a summary of another page: under its linked title, or broken off."""
        line = self.lines[at]
        if line.text.endswith(("...", "……", "…", "详情", "[详细]", "更多>>")):
            return True
        above = self.lines[at - 1] if at else None
        return above is not None and above.linked > LINKED and len(above.text) >= 8 and _beside(above.box, line.box)

    def title_before(self, box: Box, *, headed: bool) -> str:
        """Return the title that the head names, or the nearest heading above the article; empty if there is none.

        `headed`: the article begins with a heading of its own, which is likelier than the name of the window.
        """
        named = self.page.meta.get("articletitle", "")
        if named:
            return named
        dated = False
        for at in range(box.first - 1, max(box.first - 12, 0) - 1, -1):
            line = self.lines[at]
            if is_apart(line.text):
                dated = True
                continue
            # unmarked, a title still stands right above the page's date
            if (_is_title(line.box) or dated) and line.linked < 0.1 and 6 <= len(line.text) <= 100:
                return line.text
            dated = False
        parts = _SEPARATORS.split(self.page.title)
        return parts[0] if not headed and len(parts) > 1 and _SITE.search(parts[-1]) and len(parts[0]) >= 6 else ""


def _is_prose(line: Line) -> bool:
    return line.linked < 0.3 and len(line.text) >= _PROSE_CHARS and _PAUSE.search(line.text) is not None


def _is_junk(box: Box) -> bool:
    """Return whether a box is named or marked as something beside the article."""
    return box.tag in _JUNK_TAGS or (box.names != " " and _JUNK_NAMES.search(box.names.lower()) is not None)


def _is_title(box: Box) -> bool:
    return box.tag in _HEADINGS or _TITLE_NAMES.search(box.names.lower()) is not None


def _beside(one: Box, other: Box) -> bool:
    """Return whether two boxes stand in the same one, or one of them in the other."""
    return one is other or one.parent is other or other.parent is one or one.parent is other.parent
