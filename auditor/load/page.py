"""What the readers of laid-out pages (PDF, OFD, pictures) hand to `layout`: lines of print with their places."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from typing import Any

OnPage = Callable[[int, int], None]
"""Called with the number of pages read and the number of all."""

SCANNED_CHARS = 200
"""A page with fewer characters than this, and something large drawn on it, is taken for a scan: a header or a note may
stand over one. A scan that somebody had recognised before has more behind it."""
COVERED = 0.3
"""Share of a page from which a picture on it may be the scan of a text."""
MANY_OUTLINES = 100
"""Shapes on a page from which they may be letters drawn as outlines; ruled tables have fewer."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of print. Coordinates count from the page's upper left corner, right and down, in the page's unit."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    """`bottom - top` is the height of the characters' boxes, about the type size, not of the ink alone."""
    confidence: float = 1.0
    """How sure the recognition is, 0-1; 1 for a text layer."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page with its lines in any order."""

    width: float
    height: float
    lines: tuple[Line, ...]
    recognised: bool = False
    """The lines were recognised from a picture."""
    picture: bool = False
    """The page shows a picture that may hold text, which was not recognised."""

    def scaled(self, width: float) -> Page:
        """Return the page in the unit in which it is so wide, so that it fits the others of its document."""
        by = width / self.width if self.width else 1.0
        lines = (
            Line(one.text, one.left * by, one.right * by, one.top * by, one.bottom * by, one.confidence)
            for one in self.lines
        )
        return replace(self, width=width, height=self.height * by, lines=tuple(lines))

    def as_json(self) -> dict[str, Any]:
        """Return what JSON can hold of it."""
        return asdict(self)

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Page:
        """Build a page from what `as_json` gave. Raises `TypeError` for anything else."""
        return cls(**(value | {"lines": tuple(Line(**line) for line in value["lines"])}))
