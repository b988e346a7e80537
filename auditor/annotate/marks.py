"""Anchors -> marks of comments in a document's body.

Runs are split where a mark falls inside one; nothing else changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from itertools import chain

from lxml import etree

from auditor.annotate.anchors import Anchor, Edge

_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_BLANKS = " \t\r\n"


class Marks:
    """Puts marks into a tree of WordprocessingML, whatever its flavour."""

    def __init__(self, space: str, ids: Iterator[str]) -> None:
        """`space` is the namespace of the tree's elements, `ids` numbers that no annotation in it has."""
        self._space = space
        self._ids = ids
        self._run, self._look, self._text = self._names("r", "rPr", "t")
        self._unseen = {self._look, *self._names("lastRenderedPageBreak")}
        self._paragraph = self._names("p")[0]
        self._closed = set(self._names("sdt", "fldSimple"))
        """A field that is renewed and a control of plain text would lose what refers to a comment."""
        self._taken: dict[etree._Element, int] = {}
        """Blanks taken off the beginning of texts, which edges still count."""

    def put(
        self,
        anchors: Iterable[tuple[str, Anchor]],
        order: Mapping[etree._Element, int],
        own: Mapping[etree._Element, etree._Element],
    ) -> None:
        """Mark anchors by the ids of their comments, wider ones before those inside them.

        `own` leads from the elements of the anchors to those of this tree.
        """
        edges: dict[Edge, tuple[list[str], list[str]]] = {}
        for number, anchor in anchors:
            edges.setdefault(anchor.first, ([], []))[1].append(number)
            edges.setdefault(anchor.last, ([], []))[0].append(number)
        # from the end to the beginning, so that what is split stays whole up to the next edge
        for edge in sorted(edges, key=lambda edge: (order[edge.node], edge.offset), reverse=True):
            closing, opening = edges[edge]
            self._mark(own[edge.node], edge.offset, closing, opening)

    def _names(self, *names: str) -> list[str]:
        return [f"{{{self._space}}}{name}" for name in names]

    def _made(self, name: str, number: str = "") -> etree._Element:
        made = etree.Element(f"{{{self._space}}}{name}", nsmap={"w": self._space})
        if number:
            made.set(f"{{{self._space}}}id", number)
        return made

    def _mark(self, node: etree._Element, offset: int, closing: list[str], opening: list[str]) -> None:
        """Put marks at an edge: what ends there before what begins there."""
        place = self._gap(node, offset)
        for number in closing:
            end = self._made("commentRangeEnd", number)
            place.addprevious(end)
            reference = self._made("r")
            reference.append(self._made("commentReference", number))
            shut_in = [one for one in self._up(end) if one.tag in self._closed]
            (shut_in[-1] if shut_in else end).addnext(reference)
        for number in opening:
            place.addprevious(self._made("commentRangeStart", number))
        parent = place.getparent()
        if parent is not None:
            parent.remove(place)

    def _up(self, node: etree._Element) -> Iterator[etree._Element]:
        """Yield what is around a node in its paragraph."""
        for one in node.iterancestors():
            if one.tag == self._paragraph:
                return
            yield one

    def _gap(self, node: etree._Element, offset: int) -> etree._Element:
        """Open a gap between runs at an edge, and return an element that holds its place."""
        gap = self._made("gap")
        run = node.getparent()
        if run is None or run.tag != self._run:
            (node.addnext if offset else node.addprevious)(gap)
            return gap
        first = self._behind(node, offset)
        if first is None or not self._shows(chain([first], first.itersiblings())):
            run.addnext(gap)
        elif not self._shows(first.itersiblings(preceding=True)):
            run.addprevious(gap)
        else:
            run.addnext(gap)
            gap.addnext(self._parted(run, first))
        return gap

    def _shows(self, nodes: Iterable[etree._Element]) -> bool:
        """Return whether any of a run's children is more than look and layout."""
        return any(
            isinstance(node.tag, str)
            and node.tag not in self._unseen
            and (node.tag != self._text or bool(_kept(node, node.text or "")))
            for node in nodes
        )

    def _behind(self, node: etree._Element, offset: int) -> etree._Element | None:
        """Return the first child of a run behind an edge, a text cut in two for it; None behind the last."""
        if node.tag != self._text:
            return node.getnext() if offset else node
        # XML comments in a text count for nothing, and part it
        etree.strip_tags(node, etree.Comment, etree.ProcessingInstruction)
        text = node.text or ""
        offset -= self._taken.get(node, 0)
        left, right = text[:offset], text[offset:]
        if not _kept(node, left):
            return node
        if not _kept(node, right):
            return node.getnext()
        bare = not _keeps_blanks(node)
        behind = self._text_like(node, right)
        node.text = left
        node.addnext(behind)
        if bare:
            # blanks at the edges of the whole are shown to nobody, those at the cut are
            if left[-1] in _BLANKS:
                self._taken[node] = len(left) - len(left.lstrip(_BLANKS))
                self._keep_blanks(node, self._taken[node], len(left))
            if right[0] in _BLANKS:
                behind = self._keep_blanks(behind, 0, len(right.rstrip(_BLANKS)))
        return behind

    def _text_like(self, node: etree._Element, text: str) -> etree._Element:
        made = _twin(node)
        made.text = text
        return made

    def _keep_blanks(self, node: etree._Element, start: int, end: int) -> etree._Element:
        """Have a part of a text keep its blanks, the rest in texts of its own; return the part."""
        text = node.text or ""
        if start:
            node.addprevious(self._text_like(node, text[:start]))
        if end < len(text):
            node.addnext(self._text_like(node, text[end:]))
        node.text = text[start:end]
        node.set(_XML_SPACE, "preserve")
        return node

    def _parted(self, run: etree._Element, first: etree._Element) -> etree._Element:
        """Take a run's children from one on into a run of the same look."""
        right = _twin(run)
        look = run.find(self._look)
        if look is not None:
            same = deepcopy(look)
            same.tail = None
            for change in same.iter(*self._names("rPrChange", "ins", "del", "moveFrom", "moveTo")):
                change.set(self._names("id")[0], next(self._ids))
            right.append(same)
        for node in (first, *first.itersiblings()):
            right.append(node)
        return right


def _keeps_blanks(node: etree._Element) -> bool:
    return node.get(_XML_SPACE) == "preserve"


def _kept(node: etree._Element, text: str) -> str:
    """Return what of a text's beginning or end is shown, were it alone."""
    return text if _keeps_blanks(node) else text.strip(_BLANKS)


def _twin(node: etree._Element) -> etree._Element:
    """Return an element with the same name and attributes, and nothing in it."""
    made = node.makeelement(node.tag)
    for name, value in node.items():
        made.set(name, value)
    return made
