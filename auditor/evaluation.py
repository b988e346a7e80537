"""What an evaluation against labelled reports found, as values: `evaluate` makes them, `render` shows them."""

from __future__ import annotations

from dataclasses import dataclass

from auditor.model import Level


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured value with the interval that resampling the reports gives."""

    value: float
    low: float | None = None
    """Lower bound of the 95 % interval; None where none is made, as for a single report."""
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """How well levels agree over some judgements; all but kappa are shares, 0-1."""

    n: int
    """Judgements: pairs of a report and a row that is labelled in it."""
    exact: Figure
    within_one: Figure
    """Levels differ by at most one."""
    kappa: Figure
    """Cohen's, weighted by the square of the difference; 1 perfect, 0 as by chance."""
    done_precision: Figure
    """Of what we call done or evidenced, the share that the label calls so too."""
    done_recall: Figure
    done_f1: Figure
    absent_f1: Figure


@dataclass(frozen=True, slots=True)
class Counted:
    """A figure of its own with what it was counted over."""

    n: int
    figure: Figure | None
    """None where nothing was counted."""


@dataclass(frozen=True, slots=True)
class RowFigures:
    """Agreement on one row of the checklist."""

    rule: str
    title: str
    core: bool
    figures: Figures


@dataclass(frozen=True, slots=True)
class Baseline:
    """What a judge without understanding would reach on the same reports."""

    name: str
    """`all-present` or `keyword-presence`."""
    all: Figures
    core: Figures | None


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A judgement whose level is not the label's."""

    doc: str
    row: str
    gold: Level
    ours: Level
    gold_quote: str
    """First of the label's quotes; empty if it has none."""
    quote: str
    """First of ours; empty at level 0."""
    reason: str


@dataclass(frozen=True, slots=True)
class Unlabelled:
    """Rows of the checklist that a report's labels say nothing of; they count nowhere."""

    doc: str
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Agreement of the verdicts with a folder of labelled reports."""

    gold: str
    """The folder as given."""
    reports: int
    all: Figures
    core: Figures | None
    """Over the rows that the rule set calls core; None when none of them is labelled."""
    rows: tuple[RowFigures, ...]
    """In the checklist's order, only those labelled."""
    flags: Counted
    """Share of equal flag sets where both levels are at most 1."""
    evidence: Counted
    """Share of judgements, both levels above 0, where one of our quotes overlaps one of the label's."""
    score_error: Counted
    """Mean distance between our score and the label's, in points of 100; `n` counts reports."""
    baselines: tuple[Baseline, ...]
    disagreements: tuple[Disagreement, ...]
    """In the order of the reports and of their labels."""
    unlabelled: tuple[Unlabelled, ...]
    unused: tuple[str, ...]
    """Texts in the folder that no label speaks of."""
    resamples: int
    seed: int
