"""What a reader gets out of a file, before it becomes a `Document`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Extract:
    """The text of a file in reading order: one line a paragraph or table row, cells joined with a tab."""

    text: str
    warnings: tuple[str, ...] = ()
    """Chinese sentences about what was odd or left out."""
    page_starts: tuple[int, ...] = ()
    """Offset of every page's first character, blank ones included; empty when the format has no pages."""
    unread_pages: tuple[int, ...] = ()
    """Pages, from 1, that show a picture in place of text and were not recognised."""
    recognised: tuple[tuple[int, int], ...] = ()
    """Spans whose characters were recognised from a picture and may be misread."""
    confidence: float | None = None
    """Mean certainty of the recognised characters, 0-1; None where nothing was recognised."""
    page_confidence: tuple[float | None, ...] = ()
    """The same for every page; empty where nothing was recognised."""
    published: str = ""
    """Date that the page around the report bears, as written; never the report's own."""
    source: str = ""
    """Where the page around the report says it comes from."""
