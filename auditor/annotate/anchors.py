"""Spans of a document's text -> the places in its body between which a comment on them may stand.

Word takes the marks of a comment beside runs: not inside text boxes, phonetic guides, fallbacks and what it does not
know. What is shut in there is commented at the outermost element around it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from auditor.load.from_docx_body import Piece
from auditor.load.from_docx_styles import MC, W, child

_RUN, _TEXT, _PARAGRAPH, _CONTROL = f"{W}r", f"{W}t", f"{W}p", f"{W}sdt"
_FALLBACK = f"{MC}Fallback"
_OPEN = frozenset(
    W + name
    for name in (
        *("ins", "moveTo", "hyperlink", "smartTag", "customXml", "fldSimple"),
        *("sdt", "sdtContent", "dir", "bdo"),
    )
)
"""What may stand round a run in a paragraph and hold marks itself."""


@dataclass(frozen=True, slots=True)
class Edge:
    """A place between characters."""

    node: etree._Element
    """A `w:t` or another child of a run; else an element beside runs."""
    offset: int
    """In a `w:t` the characters before it; else 0 before the element and 1 behind it."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """Between what a comment's marks stand."""

    first: Edge
    last: Edge
    exact: bool
    """False: more than the words is between the marks, or others than these."""


class Anchors:
    """The places of a document's characters."""

    def __init__(self, placed: Sequence[tuple[int, Piece]], order: Mapping[etree._Element, int]) -> None:
        """`placed` are the pieces of a text by rising offset, `order` the elements of the body in document order."""
        self._starts = [start for start, _ in placed]
        self._pieces = [piece for _, piece in placed]
        self._order = order
        self._units: dict[etree._Element, etree._Element | None] = {}

    def of(self, start: int, end: int) -> Anchor | None:
        """Return where a comment on a span stands; near it where its words are nowhere in the file, None for nowhere.

        The order of the file counts: a text box comes after its paragraph in the text, and stands inside it.
        """
        at = max(bisect_right(self._starts, start) - 1, 0)
        edges: list[Edge] = []
        exact = True
        for place in range(at, len(self._pieces)):
            if self._starts[place] >= end:
                break
            piece = self._pieces[place]
            low = max(start - self._starts[place], 0)
            high = min(end - self._starts[place], len(piece.text))
            unit = self._unit(piece)
            if unit is None or low >= high:
                exact = exact and piece.node is None
                continue
            exact = exact and unit is piece.node
            edges += _around(unit, piece, low, high)
        if not edges:
            exact = False
            edges = self._near(at)
        if not edges:
            return None
        by_place = sorted(edges, key=lambda edge: (self._order[edge.node], edge.offset))
        return Anchor(by_place[0], by_place[-1], exact)

    def _near(self, at: int) -> list[Edge]:
        """Return the edges of the next piece that marks may stand at, or of the last one before."""
        for place in (*range(at, len(self._pieces)), *range(at - 1, -1, -1)):
            piece = self._pieces[place]
            unit = self._unit(piece)
            if unit is not None:
                return _around(unit, piece, 0, len(piece.text))
        return []

    def _unit(self, piece: Piece) -> etree._Element | None:
        """Return what marks may stand at for a piece: its own node, or what shuts it in; None for nothing."""
        if piece.node is None:
            return None
        if piece.node not in self._units:
            self._units[piece.node] = _unit(piece.node)
        return self._units[piece.node]


def _around(unit: etree._Element, piece: Piece, low: int, high: int) -> list[Edge]:
    if unit is piece.node and unit.tag == _TEXT and _is_run(unit.getparent()):
        return [Edge(unit, piece.start + low), Edge(unit, piece.start + high)]
    return [Edge(unit, 0), Edge(unit, 1)]


def _is_run(node: etree._Element | None) -> bool:
    return node is not None and node.tag == _RUN


def _unit(node: etree._Element) -> etree._Element | None:
    """Return the outermost child of a run, or the outermost element that marks cannot stand in, around a node."""
    path = [node, *node.iterancestors()]
    paragraphs = [at for at, one in enumerate(path) if one.tag == _PARAGRAPH]
    # a paragraph in a fallback is one that Word may never show
    if not paragraphs or any(one.tag == _FALLBACK for one in path[paragraphs[-1] :]):
        return None
    # a box holds paragraphs of its own: the outermost one is the paragraph that the box hangs on
    for at in range(paragraphs[-1] - 1, 0, -1):
        if path[at].tag == _RUN:
            return path[at - 1]
        if path[at].tag not in _OPEN or _is_bound(path[at]):
            return path[at]
    return node


def _is_bound(node: etree._Element) -> bool:
    """Return whether Word fills a content control anew from other data whenever it opens the file."""
    return node.tag == _CONTROL and child(child(node, "sdtPr"), "dataBinding") is not None
