"""What the readers of laid-out pages (PDF, OFD, pictures) hand to `layout`: lines of print with their places."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

OnPage = Callable[[int, int], None]
"""Called with the number of pages read and the number of all."""

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

    def as_json(self) -> dict[str, Any]:
        """Return what JSON can hold of it."""
        return asdict(self)

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Page:
        """Build a page from what `as_json` gave. Raises `TypeError` for anything else."""
        return cls(**(value | {"lines": tuple(Line(**line) for line in value["lines"])}))
