"""Counts per report -> intervals: reports are drawn again with replacement, since rows of one report hang together."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from statistics import quantiles

Statistics = Callable[[Sequence[float]], Sequence[float | None]]


def intervals(
    tallies: Sequence[Sequence[float]], statistics: Statistics, *, resamples: int, seed: int
) -> list[tuple[float, float] | None]:
    """Return the 95 % percentile interval of each statistic of added-up tallies, at least one tally.

    The same seed gives the same intervals. None for a statistic that fewer than two draws could give, and for all of
    them when there is only one tally: drawing it again says nothing of other reports.
    """
    width = len(statistics([sum(column) for column in zip(*tallies, strict=True)]))
    if len(tallies) < 2:
        return [None] * width
    chance = random.Random(seed)
    draws = []
    for _ in range(resamples):
        drawn = chance.choices(tallies, k=len(tallies))
        draws.append(statistics([sum(column) for column in zip(*drawn, strict=True)]))
    return [_interval([value for value in column if value is not None]) for column in zip(*draws, strict=True)]


def _interval(values: list[float]) -> tuple[float, float] | None:
    if len(values) < 2:
        return None
    # forty equal parts: the outer cuts leave 2.5 % on either side
    cuts = quantiles(values, n=40, method="inclusive")
    return cuts[0], cuts[-1]
