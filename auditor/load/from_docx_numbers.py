"""Numbering part of a Word document -> the automatic number of every paragraph, which stands nowhere in its text.

How a number is spelt belongs to `numerals`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from auditor.load.from_docx_styles import Styles, W, child, is_on, number, value
from auditor.load.numerals import spell

_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_MAX_PATTERN = 60
"""Longer patterns are no numbers; a long one on every paragraph would blow the text up."""
_CLOSED = "、，。．：）】》"


@dataclass(frozen=True, slots=True)
class _Level:
    """How one level of a list counts and looks."""

    pattern: str
    """Such as （%2）; the digits are levels from 1."""
    spelling: str
    start: int
    suffix: str
    restart: int | None
    """0-based levels below this one restart the count; None: all levels above do."""
    style: str
    """Paragraph style that puts its paragraphs on this level; empty for none."""
    plain: bool
    """All numbers are written in Arabic digits."""


@dataclass(slots=True)
class _List:
    """An abstract numbering and where its count stands."""

    levels: dict[int, _Level]
    counts: list[int | None] = field(default_factory=lambda: [None] * _LEVELS)


@dataclass(frozen=True, slots=True)
class _Use:
    """A numbering instance: a list as some paragraphs use it."""

    counter: _List
    levels: dict[int, _Level]
    restarts: dict[int, int]
    """Levels that this use begins anew, and at which number."""
    begun: set[int] = field(default_factory=set)


class Numbers:
    """Counts through a document; ask for every paragraph once, in document order."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        """Index a numbering part; `None` stands for a document without automatic numbers."""
        self.missing = 0
        """Paragraphs that ask for a list which the file does not hold."""
        self._styles = styles
        self._uses: dict[str, _Use] = {}
        if root is not None:
            self._index(root)

    def label(self, paragraph: etree._Element) -> str:
        """Return a paragraph's number as Word shows it, with a blank where one must follow; empty for none.

        Bullets count as none: they are pictures from symbol fonts.
        """
        place = self._place(paragraph)
        if place is None:
            return ""
        use, at = place
        self._count(use, at)
        level = use.levels[at]
        if level.spelling == "bullet" or not level.pattern:
            return ""
        text = _PLACE.sub(lambda found: _spelt(use, int(found[1]) - 1, plain=level.plain), level.pattern)
        # 1.2023 and 第一章总则 would read wrong; 一、 and ① part themselves from what follows
        parted = level.suffix == "nothing" or text[-1:] in _CLOSED or "①" <= text[-1:] <= "㊿"
        return text if parted or not text else text.rstrip() + " "

    def skip(self, paragraph: etree._Element) -> str:
        """Count a paragraph without text: Word numbers it, but a lone number says nothing. Returns an empty label."""
        self.label(paragraph)
        return ""

    def _index(self, root: etree._Element) -> None:
        """Read lists and their uses."""
        abstracts = {node.get(f"{W}abstractNumId", ""): node for node in root.iterfind(f"{W}abstractNum")}
        lists = {key: _List(dict(_levels(node))) for key, node in abstracts.items()}
        links = {key: value(child(node, "numStyleLink")) for key, node in abstracts.items()}
        targets = {node.get(f"{W}numId", ""): value(child(node, "abstractNumId")) for node in root.iterfind(f"{W}num")}
        for node in root.iterfind(f"{W}num"):
            name = node.get(f"{W}numId", "")
            target = targets[name]
            # a list may stand in for the one that a list style names
            link = links.get(target, "")
            if link:
                target = targets.get(self._number_of_style(link), target)
            if target in lists:
                self._uses[name] = _use(node, lists[target])

    def _number_of_style(self, name: str) -> str:
        """Return the numId that a style sets, or takes over; empty for none."""
        for _, style in self._styles.chain(name):
            if style.number:
                return style.number
        return ""

    def _place(self, paragraph: etree._Element) -> tuple[_Use, int] | None:
        """Return the list use and the level of a paragraph; None for an unnumbered one."""
        direct = child(child(paragraph, "pPr"), "numPr")
        name = value(child(direct, "numId"))
        at = number(value(child(direct, "ilvl")) or None, -1)
        style = self._styles.of(paragraph)
        by_style = not name
        name = name or self._number_of_style(style)
        use = self._uses.get(name)
        if use is None:
            # 0 takes a number away
            self.missing += name not in ("", "0")
            return None
        if at < 0:
            at = self._level_of_style(use, style) if by_style else 0
        return (use, at) if at in use.levels else None

    def _level_of_style(self, use: _Use, name: str) -> int:
        """Return the level that names the style, then the one that the style names, then the first."""
        for each, style in self._styles.chain(name):
            for at, level in use.levels.items():
                if level.style == each:
                    return at
            if style.level:
                return number(style.level, 0)
        return 0

    def _count(self, use: _Use, at: int) -> None:
        """Move the count of a level on and start those below it anew."""
        counts = use.counter.counts
        last = counts[at]
        if at in use.restarts and at not in use.begun:
            counts[at] = use.restarts[at]
        else:
            counts[at] = use.levels[at].start if last is None else last + 1
        use.begun.add(at)
        for below in range(at + 1, _LEVELS):
            level = use.levels.get(below)
            limit = None if level is None else level.restart
            if limit is None or at < limit:
                counts[below] = None


def _spelt(use: _Use, at: int, *, plain: bool) -> str:
    """Spell the count of a level; one that has not begun shows its first number."""
    level = use.levels.get(at)
    if level is None:
        return ""
    count = use.counter.counts[at]
    return spell(level.start if count is None else count, "decimal" if plain else level.spelling)


def _use(node: etree._Element, counter: _List) -> _Use:
    """Read a numbering instance with what it changes of its list."""
    levels = dict(counter.levels)
    restarts: dict[int, int] = {}
    for change in node.iterfind(f"{W}lvlOverride"):
        at = number(change.get(f"{W}ilvl"), 0)
        if at >= _LEVELS:
            continue
        own = child(change, "lvl")
        if own is not None:
            levels[at] = _level(own)
        start = child(change, "startOverride")
        if start is not None and at in levels:
            restarts[at] = number(value(start), 1)
            levels[at] = replace(levels[at], start=restarts[at])
    return _Use(counter, levels, restarts)


def _levels(node: etree._Element) -> Iterator[tuple[int, _Level]]:
    for level in node.iterfind(f"{W}lvl"):
        at = number(level.get(f"{W}ilvl"), _LEVELS)
        if at < _LEVELS:
            yield at, _level(level)


def _level(node: etree._Element) -> _Level:
    """Read a level; what it does not say is as the format's standard has it."""
    pattern = value(child(node, "lvlText"))
    restart = child(node, "lvlRestart")
    return _Level(
        pattern=pattern if len(pattern) <= _MAX_PATTERN else "",
        spelling=value(child(node, "numFmt"), "decimal"),
        start=number(value(child(node, "start")), 0),
        suffix=value(child(node, "suff"), "tab"),
        restart=None if restart is None else number(value(restart), 0),
        style=value(child(node, "pStyle")),
        plain=is_on(child(node, "isLgl")) or False,
    )
