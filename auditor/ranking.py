"""A scoring run put into tables: ranking, heat map, coverage, distribution, year by year. Frozen, plain values."""

from __future__ import annotations

from dataclasses import dataclass

from auditor.card import Refusal, Unreadable
from auditor.model import Level, UnitKind

MARK = "由 auditor score 生成"
"""Stands near the beginning of every table that could be taken for a report, so that no run judges it."""


@dataclass(frozen=True, slots=True)
class Unit:
    """Whose report it is."""

    name: str
    """Such as 白水镇; where the report names nobody, what its file or folder is called."""
    county: str = ""
    """Such as 青山县, with the city where that is told; empty where neither report nor folder names it."""
    city: str = ""
    """What of `county` names the city; empty where none is told."""
    folder: str = ""
    """Sets units apart whose county is unknown; empty for the others."""
    guessed: bool = False
    """Named after the file or folder, since the report names nobody."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the checklist as a column of the tables."""

    id: str
    title: str
    group: str
    core: bool
    max_points: float
    """Of the plain checklist; an overlay may give a report other points."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A judged report, as far as tables need it."""

    path: str
    sha256: str
    unit: Unit
    kind: UnitKind
    year: int | None
    title: str
    date: str
    """As written under the report or its title; empty where none stands there."""
    modified: float
    """When the file was last written, in seconds since 1970; 0 where unknown."""
    score: float
    max_score: float
    grade: str | None
    passed: bool | None
    levels: tuple[Level | None, ...]
    """In the order of `Ranking.rows`; None where the row does not apply to the report."""
    flaws: int = 0
    refusal: Refusal | None = None

    @property
    def percent(self) -> float:
        """The score in percent of what could be had, to two places; 0 where no row applies."""
        return round(self.score / self.max_score * 100, 2) if self.max_score else 0.0


@dataclass(frozen=True, slots=True)
class Standing:
    """A unit's place in the ranking of a year, by its report that counts."""

    rank: int
    """From 1; equal scores share the better place, the next ones are passed over: 1, 2, 2, 4."""
    tied: bool
    entry: Entry
    before: Entry | None = None
    """The unit's report on the year before that counts, judged by the same program."""
    others: tuple[Entry, ...] = ()
    """Other versions of the report, which do not count; the newest first."""

    @property
    def change(self) -> float | None:
        """Percentage points gained on the year before; None where that is unknown."""
        return round(self.entry.percent - self.before.percent, 2) if self.before else None


@dataclass(frozen=True, slots=True)
class Band:
    """The units of a grade."""

    grade: str
    count: int


@dataclass(frozen=True, slots=True)
class Bin:
    """The units with scores from `low` up to, not including, `high` percent; the last bin holds 100 too."""

    low: float
    high: float
    count: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """How all units of a year stand on a row."""

    row: Row
    counts: tuple[int, int, int, int]
    """Units at each level, from absent to evidenced."""
    not_applicable: int
    before: float | None = None
    """`done` on the year before, over the units of which both years are known; None for none."""
    now: float | None = None
    """`done` of this year over the same units."""

    @property
    def applicable(self) -> int:
        """Units to which the row applies."""
        return sum(self.counts)

    @property
    def done(self) -> float | None:
        """Share of them that stand at done or evidenced, 0-1; None where the row applies to nobody."""
        return (self.counts[2] + self.counts[3]) / self.applicable if self.applicable else None


@dataclass(frozen=True, slots=True)
class YearTable:
    """The ranking of one year's reports."""

    year: int | None
    """None: the reports that do not tell their year."""
    standings: tuple[Standing, ...]
    """The best first; equal ones by county, name and path."""
    bands: tuple[Band, ...]
    """Every grade, the best first."""
    coverage: tuple[Coverage, ...]
    """In the order of `Ranking.rows`."""
    bins: tuple[Bin, ...]
    """Over 0 to 100, the lowest first."""
    mean: float
    """Of the units' scores in percent, to two places."""
    median: float


@dataclass(frozen=True, slots=True)
class Ranking:
    """A whole scoring run."""

    checklist: str
    """Title of the checklist."""
    version: str
    """Of the checklist."""
    checklist_sha256: str
    program: str
    """Version of the program."""
    program_sha256: str
    rows: tuple[Row, ...]
    years: tuple[YearTable, ...]
    """The newest first, the year that nobody tells last; empty when no report was graded."""
    refused: tuple[Entry, ...]
    """Texts without a grade: not reports, or read too badly."""
    unreadable: tuple[Unreadable, ...]
    """Files that gave no result, by path."""
