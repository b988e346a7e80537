"""Styles part of a Word document -> what styles say about hiding and numbering; the look of text is of no interest.

Holds the small ways into WordprocessingML as well, since styles are its lowest layer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_OFF = {"0", "false", "off"}
_MAX_DIGITS = 6
_LONGEST_CHAIN = 50
"""Styles based on one another; word processors allow a dozen."""


def child(node: etree._Element | None, name: str) -> etree._Element | None:
    """Return the first child of a WordprocessingML name; None for none, and for no parent."""
    return None if node is None else node.find(W + name)


def value(node: etree._Element | None, default: str = "") -> str:
    """Return the `w:val` of an element."""
    return default if node is None else node.get(f"{W}val", default)


def number(text: str | None, default: int) -> int:
    """Return a number written in a file; the default for none, for other text and for absurd lengths."""
    digits = (text or "").strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= _MAX_DIGITS else default


def is_on(node: etree._Element | None) -> bool | None:
    """Return what a switch such as `w:vanish` says; None where it is not set."""
    return None if node is None else value(node, "1") not in _OFF


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says itself; empty and None where it says nothing."""

    based_on: str
    vanish: bool | None
    number: str
    """numId of the list that its paragraphs are in."""
    level: str


class Styles:
    """The styles of a document, with what they take over from those they are based on."""

    def __init__(self, root: etree._Element | None) -> None:
        """Index a styles part; `None` stands for a document without one."""
        self._by_id: dict[str, Style] = {}
        self._default = ""
        for style in () if root is None else root.iterfind(f"{W}style"):
            name = style.get(f"{W}styleId", "")
            self._by_id[name] = _read(style)
            if style.get(f"{W}type") == "paragraph" and is_on_attribute(style.get(f"{W}default")):
                self._default = name

    def of(self, paragraph: etree._Element) -> str:
        """Return the id of a paragraph's style; that of the default style where none is named."""
        return value(child(child(paragraph, "pPr"), "pStyle"), self._default)

    def chain(self, name: str) -> Iterator[tuple[str, Style]]:
        """Return a style and those it is based on, nearest first; circles and endless chains are cut."""
        seen: set[str] = set()
        while name in self._by_id and name not in seen and len(seen) < _LONGEST_CHAIN:
            seen.add(name)
            style = self._by_id[name]
            yield name, style
            name = style.based_on

    def hides(self, paragraph: etree._Element) -> bool:
        """Return whether the paragraph's style hides its text."""
        return self._vanish(self.of(paragraph)) or False

    def hides_run(self, run: etree._Element, inherited: bool) -> bool:
        """Return whether a run is hidden: by itself, by its character style or by what it inherits."""
        look = child(run, "rPr")
        own = is_on(child(look, "vanish"))
        if own is None:
            own = self._vanish(value(child(look, "rStyle")))
        return inherited if own is None else own

    def _vanish(self, name: str) -> bool | None:
        for _, style in self.chain(name):
            if style.vanish is not None:
                return style.vanish
        return None


def _read(node: etree._Element) -> Style:
    """Read a style once: it may be asked for by every paragraph."""
    number = child(child(node, "pPr"), "numPr")
    return Style(
        based_on=value(child(node, "basedOn")),
        vanish=is_on(child(child(node, "rPr"), "vanish")),
        number=value(child(number, "numId")),
        level=value(child(number, "ilvl")),
    )


def is_on_attribute(text: str | None) -> bool:
    """Return what a switch written as an attribute says."""
    return text is not None and text not in _OFF
