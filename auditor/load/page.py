"""What the readers of laid-out pages (PDF, OFD, pictures) hand to `layout`: lines of print with their places."""

from __future__ import annotations

from dataclasses import dataclass


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
