"""Labels and verdicts -> counts per report -> figures; every figure is a function of counts that add up."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from auditor.card import Scorecard, Verdict
from auditor.evaluate.gold import Label
from auditor.evaluation import Figure, Figures
from auditor.model import Level

_LEVELS = len(Level)
CELLS = _LEVELS * _LEVELS
"""Counts that a table of labels by verdicts takes."""
MEASURES = 7
"""Figures that such a table gives, see `Figures`."""
_PAIRS = [(gold, ours) for gold in range(_LEVELS) for ours in range(_LEVELS)]
_FAR = [(gold - ours) ** 2 for gold, ours in _PAIRS]
_SPACE = re.compile(r"\s+")

Counts = Sequence[float]
"""Judgements by label and verdict: cell `gold * 4 + ours`."""


def confusion(pairs: Sequence[tuple[int, int]]) -> list[float]:
    """Count pairs of the label's level and ours."""
    cells = [0.0] * CELLS
    for gold, ours in pairs:
        cells[gold * _LEVELS + ours] += 1
    return cells


def figures(cells: Counts, intervals: Sequence[tuple[float, float] | None] = ()) -> Figures:
    """Return the figures of counted judgements, at least one, with an interval for each where given."""
    bounds = intervals or [None] * MEASURES
    made = (Figure(value, *(bound or ())) for value, bound in zip(_measures(cells), bounds, strict=True))
    return Figures(int(sum(cells)), *made)


def _measures(cells: Counts) -> tuple[float, ...]:
    """Return the figures in the order of `Figures`; a precision or recall of nothing is 1."""
    rows = [cells[0:4], cells[4:8], cells[8:12], cells[12:16]]
    gold = [sum(row) for row in rows]
    ours = [a + b + c + d for a, b, c, d in zip(*rows, strict=True)]
    n = sum(gold)
    exact = cells[0] + cells[5] + cells[10] + cells[15]
    near = exact + cells[1] + cells[4] + cells[6] + cells[9] + cells[11] + cells[14]
    seen = sum(far * count for far, count in zip(_FAR, cells, strict=True))
    chance = sum(far * gold[a] * ours[b] for far, (a, b) in zip(_FAR, _PAIRS, strict=True) if far) / n
    kappa = 1 - seen / chance if chance else 1.0
    done = sum(rows[2][2:]) + sum(rows[3][2:])
    precision, recall, f1 = _f1(done, ours[2] + ours[3] - done, gold[2] + gold[3] - done)
    absent = _f1(cells[0], ours[0] - cells[0], gold[0] - cells[0])[2]
    return exact / n, near / n, kappa, precision, recall, f1, absent


def _f1(right: float, wrong: float, missed: float) -> tuple[float, float, float]:
    precision = right / (right + wrong) if right + wrong else 1.0
    recall = right / (right + missed) if right + missed else 1.0
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def overlaps(quote: str, gold: Sequence[str]) -> bool:
    """Return whether a quote shares with one of the label's a run of half of the shorter one, four characters or more.

    White space does not count. A quote of fewer than four characters overlaps nothing.
    """
    own = _SPACE.sub("", quote)
    for other in gold:
        short, long = sorted((own, _SPACE.sub("", other)), key=len)
        need = max(4, len(short) // 2)
        if any(short[at : at + need] in long for at in range(len(short) - need + 1)):
            return True
    return False


def compared(card: Scorecard, labels: Mapping[str, Label]) -> list[tuple[Label, Verdict]]:
    """Pair the labels, in their order, with the verdicts.

    A row that does not apply keeps its level, which is compared; without points it does not touch the score.
    """
    verdicts = {v.rule: v for v in card.verdicts}
    return [(label, verdicts[row]) for row, label in labels.items() if row in verdicts]


def tally(pairs: Sequence[tuple[Label, Verdict]], shares: Mapping[Level, float]) -> list[float]:
    """Count a report: all rows (16 cells), core rows (16), then hits and cases of evidence, flags and score error.

    The score error is in points of 100, its case one report; a report without points has none.
    """
    levels = [(label.level, v.level) for label, v in pairs]
    core = [(label.level, v.level) for label, v in pairs if v.core]
    shown = [(label, v) for label, v in pairs if label.level and v.level]
    hits = sum(any(overlaps(e.quote, label.evidence) for e in v.evidence) for label, v in shown)
    low = [(label, v) for label, v in pairs if max(label.level, v.level) <= Level.MENTIONED]
    equal = sum(label.flags == frozenset(v.flags) for label, v in low)
    most = sum(v.max_points for _, v in pairs)
    off = sum(v.points for _, v in pairs) - sum(v.max_points * shares[label.level] for label, v in pairs)
    error = [abs(off) / most * 100, 1] if most else [0, 0]
    return [*confusion(levels), *confusion(core), hits, len(shown), equal, len(low), *error]


def headline(counts: Counts) -> tuple[float | None, ...]:
    """Return every figure of added-up tallies: 7 over all rows, 7 over core rows, evidence, flags, score error.

    None where nothing was counted.
    """
    core = _measures(counts[CELLS : 2 * CELLS]) if any(counts[CELLS : 2 * CELLS]) else (None,) * MEASURES
    hits, shown, equal, low, error, reports = counts[2 * CELLS :]
    return (
        *_measures(counts[:CELLS]),
        *core,
        hits / shown if shown else None,
        equal / low if low else None,
        error / reports if reports else None,
    )
