"""Report text -> Word files: as typed, and with everything that hides, moves and numbers text in Word."""

from __future__ import annotations

from formats import sheet
from formats.boxed import boxed
from formats.numbered import numbered
from formats.outline import outline
from formats.tracked import tracked

__all__ = ["boxed", "numbered", "plain", "tracked"]


def plain(text: str, header: str = "") -> bytes:
    """Write a report as an office types it; `header` runs over every page."""
    return sheet.fill(sheet.blank(header), [sheet.plain(paragraph) for paragraph in outline(text)])
