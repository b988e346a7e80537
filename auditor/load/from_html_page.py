"""Markup -> the lines that a browser shows, in order, and the boxes that hold them; what runs or is hidden stays out.

Nothing is judged here: navigation and footers are lines like others.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, cast

from lxml import etree

from auditor.errors import ReadError
from auditor.load.numerals import spell

MAX_MARKUP_BYTES = 9_500_000
"""The parser's own limit for one comment or text is 10,000,000; beyond it some broken pages take hours."""
MAX_DEPTH = 1_000
MAX_LINES = 200_000
_CHUNK_BYTES = 65_536
_BLOCKS = frozenset(
    ("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir", "div")
    + ("dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "frameset", "h1", "h2", "h3", "h4", "h5", "h6")
    + ("header", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table")
    + ("tbody", "td", "tfoot", "th", "thead", "tr", "ul")
)
_MUTE = frozenset(
    (
        "applet",
        "audio",
        "button",
        "canvas",
        "datalist",
        "del",
        "embed",
        "iframe",
        "math",
        "noframes",
        "noscript",
        "object",
    )
    + ("option", "rp", "rt", "script", "select", "style", "svg", "template", "textarea", "video", "xml")
)
_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all"
    r"|mso-element\s*:\s*(?:footnote|endnote|header|footer|comment)",
    re.I,
)
_HIDDEN_CLASSES = frozenset(("hide", "hidden", "d-none", "layui-hide"))
_SHOWN_BY_SCRIPT = "js_content"
"""The article of a public account is hidden until a script of the page has run."""
_KEEPS_BREAKS = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.I)
_NO_MARKER = re.compile(r"list-style(?:-type)?\s*:[^;]*\bnone\b", re.I)
_MARKERS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_NUMBERED = re.compile(
    r"[(（\[【]?\s*(?:\d{1,3}|[一二三四五六七八九十]{1,3}|[a-zA-Z])\s*[)）\]】、.．:：]|第.{1,3}[章条节项]|[①-⑳⑴-⒛]|[一二三四五六七八九十]是"
)
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef‘’“”…—"
_WRAP = re.compile(f"(?<=[{_WIDE}])\n(?=[{_WIDE}])")
_SHOWN = {
    **dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\xad")),
    **dict.fromkeys([0xA0, *range(0x2000, 0x200B)], " "),
}
_NAME_CHARS = 300


@dataclass(slots=True, eq=False)
class Box:
    """A block element; `first` and `last` are the lines in it, end excluded."""

    tag: str
    names: str
    parent: Box | None
    first: int
    last: int = 0
    children: list[Box] = field(default_factory=list)
    span: tuple[int, int] = (1, 1)
    """Columns and rows that a table cell takes."""


@dataclass(slots=True)
class Line:
    """A line of text, blanks at both ends cut off."""

    text: str
    linked: float
    """Share of its characters that stand in links, 0-1."""
    box: Box


@dataclass(slots=True)
class Page:
    """What a page shows, and what its head says of it."""

    lines: list[Line] = field(default_factory=list)
    root: Box = field(default_factory=lambda: Box("", "", None, 0))
    meta: dict[str, str] = field(default_factory=dict)
    """Content by lower-case name; of a repeated name the first that is not empty."""
    title: str = ""
    hidden: list[int] = field(default_factory=list)
    """Before which lines hidden text stands."""

    def boxes(self) -> list[Box]:
        """Return all boxes, parents before children."""
        found = [self.root]
        for box in found:
            found.extend(box.children)
        return found


class _TooDeepError(Exception):
    """Elements are nested beyond measure."""


class _TooManyError(Exception):
    """There are more lines than any report has."""


def parse(markup: str, name: str) -> Page:
    """Read markup without ever fetching anything. Raises `ReadError`: too-large or unsafe.

    The parser's events are taken one by one: its tree costs square time for elements of many attributes, and ends at
    256 levels without a word.
    """
    data = markup.replace("\x00", "").encode("utf-8", "replace")
    if len(data) > MAX_MARKUP_BYTES:
        raise _too_large(name)
    target = _Target()
    parser = etree.HTMLParser(target=cast(Any, target), encoding="utf-8", no_network=True, huge_tree=False)
    try:
        # in pieces, because the parser does not stop within one when the target raises
        for start in range(0, len(data), _CHUNK_BYTES):
            parser.feed(data[start : start + _CHUNK_BYTES])
        if data:
            parser.close()
    except _TooDeepError as error:
        raise ReadError(
            "unsafe",
            f"「{name}」的网页元素嵌套超过 {MAX_DEPTH} 层，已拒绝读取。",
            "正常的网页不会这样。请在浏览器里打开，把报告正文复制到 Word 后再审。",
        ) from error
    except _TooManyError as error:
        raise _too_large(name) from error
    except etree.LxmlError as error:
        raise ReadError("damaged", f"「{name}」不是完整的网页。", "请在浏览器里重新打开，另存一份后再审。") from error
    return target.finish()


def _too_large(name: str) -> ReadError:
    return ReadError("too-large", f"「{name}」的网页内容过大。", "请在浏览器里打开，把报告正文复制到 Word 后再审。")


@dataclass(slots=True)
class _Open:
    """An element that has not ended yet."""

    tag: str
    box: Box | None = None
    link: bool = False
    mutes: bool = False
    hides: bool = False
    keeps: bool = False


class _Target:
    """Takes the parser's events and collects lines and boxes."""

    def __init__(self) -> None:
        self.page = Page()
        self._box = self.page.root
        self._open: list[_Open] = []
        self._pieces: list[str] = []
        self._linked = 0
        self._links = self._muted = self._hides = self._keeps = 0
        self._titles: list[str] | None = None
        self._lists: list[tuple[str, int] | None] = []
        self._label = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Open an element."""
        if len(self._open) >= MAX_DEPTH:
            raise _TooDeepError
        style = attributes.get("style", "")
        now = _Open(tag, mutes=tag in _MUTE, hides=_is_hidden(attributes, style))
        self._open.append(now)
        self._muted += now.mutes
        self._hides += now.hides
        if self._muted or self._hides:
            return
        if tag in _BLOCKS or "display:block" in style.replace(" ", ""):
            self._enter(now, attributes, style)
        elif tag == "br":
            self._flush()
        elif tag == "meta":
            self._note(attributes)
        elif tag == "title" and not self.page.title:
            self._titles = []
        now.link = _is_link(tag, attributes)
        self._links += now.link
        now.keeps = tag in ("pre", "listing", "xmp") or bool(style and _KEEPS_BREAKS.search(style))
        self._keeps += now.keeps

    def end(self, tag: str) -> None:
        """Close the innermost element of a tag, and what was left open in it."""
        while self._open:
            now = self._open.pop()
            self._leave(now)
            if now.tag == tag:
                return

    def data(self, text: str) -> None:
        """Take a piece of text."""
        if self._titles is not None:
            self._titles.append(text)
        elif self._muted:
            return
        elif self._hides:
            if text.strip() and self.page.hidden[-1:] != [len(self.page.lines)]:
                self.page.hidden.append(len(self.page.lines))
        elif self._keeps and "\n" in text:
            for at, line in enumerate(text.split("\n")):
                if at:
                    self._flush()
                self._take(line)
        else:
            self._take(text)

    def comment(self, text: str) -> None:
        """Leave a comment out."""

    def close(self) -> None:
        """End the page."""

    def finish(self) -> Page:
        """Return the page, whatever was left open."""
        while self._open:
            self._leave(self._open.pop())
        self._flush()
        self.page.root.last = len(self.page.lines)
        return self.page

    def _take(self, text: str) -> None:
        self._pieces.append(text)
        if self._links:
            self._linked += len("".join(text.split()))

    def _note(self, attributes: dict[str, str]) -> None:
        name = (attributes.get("name") or attributes.get("property") or "").strip().lower()
        content = " ".join(attributes.get("content", "")[:_NAME_CHARS].split())
        if name and content:
            self.page.meta.setdefault(name, content)

    def _enter(self, now: _Open, attributes: dict[str, str], style: str) -> None:
        """Open a block."""
        self._flush()
        names = f"{attributes.get('class', '')} {attributes.get('id', '')}"
        now.box = self._box = Box(now.tag, names, self._box, len(self.page.lines))
        if now.tag in ("td", "th"):
            now.box.span = _number(attributes, "colspan"), _number(attributes, "rowspan")
        elif now.tag == "ol":
            spelling = "none" if _NO_MARKER.search(style) else _MARKERS.get(attributes.get("type", ""), "decimal")
            self._lists.append((spelling, _number(attributes, "start")))
        elif now.tag in ("ul", "menu", "dir"):
            self._lists.append(None)
        elif now.tag == "li" and self._lists and (numbers := self._lists[-1]):
            spelling, count = numbers
            count = _number(attributes, "value", count)
            self._lists[-1] = (spelling, count + 1)
            # a mark of its own stands in the way of the list's
            plain = spelling != "none" and not _NO_MARKER.search(style)
            self._label = f"{spell(count, spelling)}. " if plain else ""

    def _leave(self, now: _Open) -> None:
        """Close an element."""
        self._muted -= now.mutes
        self._hides -= now.hides
        self._links -= now.link
        self._keeps -= now.keeps
        if now.tag == "title" and self._titles is not None:
            self.page.title = _shown("".join(self._titles)[:_NAME_CHARS])
            self._titles = None
        if now.box is None:
            return
        self._flush()
        box = now.box
        box.last = len(self.page.lines)
        if box.tag in ("ol", "ul", "menu", "dir") and self._lists:
            self._lists.pop()
        if box.tag == "li":
            self._label = ""
        if box.parent is not None:
            # boxes without text are of no use, except that an empty cell keeps its place
            if box.last > box.first or box.tag in ("td", "th"):
                box.parent.children.append(box)
            self._box = box.parent

    def _flush(self) -> None:
        """End the line."""
        if not self._pieces:
            return
        text = _shown("".join(self._pieces))
        linked, self._linked = self._linked, 0
        self._pieces.clear()
        if not text:
            return
        if len(self.page.lines) >= MAX_LINES:
            raise _TooManyError
        share = min(linked / max(len("".join(text.split())), 1), 1.0)
        if self._label and not _NUMBERED.match(text):
            text = self._label + text
        self._label = ""
        self.page.lines.append(Line(text, share, self._box))


def _shown(text: str) -> str:
    """Collapse blanks as browsers do; a line end between two Chinese characters is none."""
    text = _BLANKS.sub(lambda run: "\n" if "\n" in run[0] else " ", text)
    return _WRAP.sub("", text).replace("\n", " ").translate(_SHOWN).strip()


def _is_hidden(attributes: dict[str, str], style: str) -> bool:
    if attributes.get("id") == _SHOWN_BY_SCRIPT:
        return False
    if "hidden" in attributes or (style and _HIDING.search(style)):
        return True
    return not _HIDDEN_CLASSES.isdisjoint(attributes.get("class", "").split())


def _is_link(tag: str, attributes: dict[str, str]) -> bool:
    """Tell what leads away; an anchor or a jump within the page does not."""
    if tag == "a" and not attributes.get("href", "#").startswith("#"):
        return True
    onclick = attributes.get("onclick", "")
    return "location" in onclick or "open(" in onclick


def _number(attributes: dict[str, str], name: str, default: int = 1) -> int:
    written = attributes.get(name, "").strip()
    return int(written) if written.isascii() and written.isdigit() and len(written) < 4 else default
