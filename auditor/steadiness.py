"""What became of the verdicts on damaged reports, as values: `evaluate` makes them, `render` shows them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from auditor.card import Unreadable
from auditor.model import Level


@dataclass(frozen=True, slots=True)
class Tally:
    """Verdicts compared before and after damage."""

    n: int
    same: int
    """Verdicts that kept their level."""

    @property
    def share(self) -> float:
        """Return the share that kept their level, 0-1; 1 where nothing was compared."""
        return self.same / self.n if self.n else 1.0


@dataclass(frozen=True, slots=True)
class Change:
    """A verdict that damage changed."""

    path: str
    damage: str
    rule: str
    before: Level
    after: Level


@dataclass(frozen=True, slots=True)
class KindSteadiness:
    """How the verdicts bore one kind of damage."""

    damage: str
    group: str
    """layout or noise."""
    reports: int
    """Reports that the damage altered; the others say nothing of it and are not counted."""
    all: Tally
    rows: Mapping[str, Tally]
    """By row id, in the checklist's order."""
    left_out: tuple[str, ...]
    """Rows that judge what the damage takes away: there a changed verdict is right, so they are not counted."""


@dataclass(frozen=True, slots=True)
class RowSteadiness:
    """How the verdicts on one row bore all kinds of damage together."""

    rule: str
    title: str
    core: bool
    all: Tally


@dataclass(frozen=True, slots=True)
class Steadiness:
    """The whole result."""

    reports: int
    seed: int
    kinds: tuple[KindSteadiness, ...]
    rows: tuple[RowSteadiness, ...]
    """In the checklist's order."""
    changes: tuple[Change, ...]
    """By kind, report and row, in the order in which they were tried."""
    unreadable: tuple[Unreadable, ...] = ()
