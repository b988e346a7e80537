"""Ranking -> one flat record a file: what the tables for programs and spreadsheets are made from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from auditor.card import Unreadable
from auditor.model import Level, UnitKind
from auditor.ranking import Entry, Ranking, Standing, YearTable
from auditor.render.visible import encodable


class Status(StrEnum):
    """What became of a file."""

    COUNTED = "counted"
    """Ranked."""
    OTHER_VERSION = "other_version"
    """Judged, but another report of the unit on the year counts."""
    REFUSED = "refused"
    """A text without a grade."""
    UNREADABLE = "unreadable"
    """Gave no result."""


@dataclass(frozen=True, slots=True)
class Record:
    """A file of the run. Text is as read, but for characters that UTF-8 cannot hold; what is not known is empty."""

    status: Status
    path: str
    sha256: str = ""
    year: int | None = None
    county: str = ""
    unit: str = ""
    folder: str = ""
    guessed: bool = False
    kind: UnitKind | None = None
    """None for a file that was not read."""
    title: str = ""
    date: str = ""
    rank: int | None = None
    tied: bool = False
    score: float | None = None
    """None, with all that follows from it, for a text without a grade."""
    max_score: float | None = None
    percent: float | None = None
    grade: str | None = None
    passed: bool | None = None
    change: float | None = None
    """Percentage points gained on the year before; only for what counts."""
    levels: tuple[Level | None, ...] = ()
    """In the order of `Ranking.rows`; empty for a text without a grade."""
    flaws: int | None = None
    code: str = ""
    """Why there is no grade or no result."""
    reason: str = ""
    hint: str = ""


def records(ranking: Ranking) -> Iterator[Record]:
    """Yield every file once: the years as they stand, each unit followed by its other versions, then the rest."""
    for table in ranking.years:
        yield from graded(table)
    for entry in ranking.refused:
        yield _refused(entry)
    for row in ranking.unreadable:
        yield _unreadable(row)


def graded(table: YearTable) -> Iterator[Record]:
    """Yield the files of a year by rank, each followed by its other versions."""
    for standing in table.standings:
        yield _graded(standing.entry, Status.COUNTED, standing)
        for other in standing.others:
            yield _graded(other, Status.OTHER_VERSION)


def _read(entry: Entry, status: Status) -> Record:
    """Tell whose report a file is."""
    unit = entry.unit
    return Record(
        status,
        encodable(entry.path),
        entry.sha256,
        entry.year,
        county=encodable(unit.county),
        unit=encodable(unit.name),
        folder=encodable(unit.folder),
        guessed=unit.guessed,
        kind=entry.kind,
        title=encodable(entry.title),
        date=encodable(entry.date),
    )


def _graded(entry: Entry, status: Status, standing: Standing | None = None) -> Record:
    """Add the result, and the place of what counts."""
    return replace(
        _read(entry, status),
        rank=standing.rank if standing else None,
        tied=standing.tied if standing else False,
        score=entry.score,
        max_score=entry.max_score,
        percent=entry.percent,
        grade=entry.grade,
        passed=entry.passed,
        change=standing.change if standing else None,
        levels=entry.levels,
        flaws=entry.flaws,
    )


def _refused(entry: Entry) -> Record:
    read = _read(entry, Status.REFUSED)
    if entry.refusal is None:
        return read
    return replace(read, code=entry.refusal.code.value, reason=encodable(entry.refusal.reason))


def _unreadable(row: Unreadable) -> Record:
    return Record(
        Status.UNREADABLE,
        encodable(row.path),
        code=row.code,
        reason=encodable(row.message),
        hint=encodable(row.hint),
    )
