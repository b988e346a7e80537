"""Counts -> the geometry of small charts, in the units of their view box."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from auditor.ranking import Bin
from auditor.render.figures import bin_title

WIDTH, HEIGHT = 360, 170
"""Of the histogram's view box."""
BASE = 146
"""Where its bars stand; what they measure is written below, how many they are above."""
_TALLEST = 118
_GAP = 6
_MARGIN = 14
"""Room for half of the first and of the last number below the axis."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar with what is written at it."""

    x: float
    y: float
    width: float
    height: float
    middle: float
    title: str
    count: int


def histogram(bins: Sequence[Bin]) -> list[Bar]:
    """Place a bar for every stretch of scores, the tallest for the most units; a single unit can be seen."""
    most = max((one.count for one in bins), default=0)
    slot = _slot(bins)
    bars = []
    for at, one in enumerate(bins):
        height = round(max(one.count / most * _TALLEST, 2), 1) if one.count else 0
        left = _MARGIN + at * slot
        x, middle = round(left + _GAP / 2, 1), round(left + slot / 2, 1)
        bars.append(Bar(x, round(BASE - height, 1), round(slot - _GAP, 1), height, middle, bin_title(one), one.count))
    return bars


def axis(bins: Sequence[Bin]) -> list[tuple[float, str]]:
    """Place the scores below the axis where one bar ends and the next begins."""
    edges = [one.low for one in bins] + [one.high for one in bins[-1:]]
    return [(round(_MARGIN + at * _slot(bins), 1), f"{edge:g}") for at, edge in enumerate(edges)]


def _slot(bins: Sequence[Bin]) -> float:
    return (WIDTH - 2 * _MARGIN) / max(len(bins), 1)


def stacked(counts: Sequence[int]) -> list[tuple[float, float]]:
    """Return where each part of a whole of 100 begins and how wide it is; empty where nothing was counted."""
    whole = sum(counts)
    if not whole:
        return []
    starts = [sum(counts[:at]) for at in range(len(counts))]
    return [
        (round(start / whole * 100, 2), round(count / whole * 100, 2))
        for start, count in zip(starts, counts, strict=True)
    ]
