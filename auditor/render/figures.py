"""Figures that the tables of a ranking show beside the ranking's own."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.ranking import Bin, Coverage, Row, YearTable


def weakest_first(table: YearTable) -> list[Coverage]:
    """Return the rows by the share of units that did them, the lowest first; rows that apply to nobody last."""
    return sorted(table.coverage, key=lambda coverage: 2.0 if coverage.done is None else coverage.done)


def core_places(rows: Sequence[Row]) -> list[int]:
    """Return where the core rows stand among all."""
    return [at for at, row in enumerate(rows) if row.core]


def gained(coverage: Coverage) -> float | None:
    """Return the percentage points that a row gained on the year before; None where that is unknown."""
    if coverage.before is None or coverage.now is None:
        return None
    return round((coverage.now - coverage.before) * 100, 2)


def bin_title(bin: Bin) -> str:
    """Name a stretch of scores: 60-70."""
    return f"{bin.low:g}-{bin.high:g}"
