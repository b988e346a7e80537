"""Entries of a run -> ranking: whose report counts, who stands where, how every row is covered."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from statistics import mean, median

from auditor.book import RuleBook
from auditor.card import Unreadable
from auditor.model import Level
from auditor.overlay import lay
from auditor.ranking import Band, Bin, Coverage, Entry, Ranking, Row, Standing, YearTable
from auditor.version import __version__

_BIN = 10
"""Width of a bar of the distribution, in percent."""
_DATE = re.compile(r"([\d〇○零一二三四五六七八九]{4})年(\w{1,3})月(?:(\w{1,3})日)?")
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")


@dataclass(frozen=True, slots=True)
class _Counted:
    """A unit's reports on a year: the one that counts, and its other versions."""

    entry: Entry
    others: tuple[Entry, ...]


def rank(
    entries: Sequence[Entry],
    unreadable: Sequence[Unreadable],
    book: RuleBook,
    program_sha256: str,
    *,
    earlier: Iterable[Entry] = (),
) -> Ranking:
    """Put a run into tables; their rows are those of `table_rows`.

    `earlier` are files that the run did not see, only good for a comparison with last year.
    """
    present = len(entries)
    named = _named([*entries, *earlier])
    graded, past = ([e for e in part if not e.refusal] for part in (named[:present], named[present:]))
    names = _Names([*graded, *past])
    now = _counted(graded, names)
    rows, grades = table_rows(book), [name for name, _ in _base(book).grades]
    known = {key: one.entry for counted in (_counted(past, names), now) for key, one in counted.items()}
    return Ranking(
        checklist=book.title,
        version=book.version,
        checklist_sha256=book.sha256,
        program=__version__,
        program_sha256=program_sha256,
        rows=rows,
        years=tuple(
            _year_table(year, {unit: one for (of, unit), one in now.items() if of == year}, known, rows, grades)
            for year in sorted({year for year, _ in now}, key=lambda year: -(year or 0))
        ),
        refused=tuple(entry for entry in entries if entry.refusal),
        unreadable=tuple(unreadable),
    )


def table_rows(book: RuleBook) -> tuple[Row, ...]:
    """Return the rows of the tables: the checklist's as the user's own overlay has them, then what others bring."""
    base = _base(book)
    brought = [rule for overlay in book.overlays for rule in overlay.rows if base.rule(rule.id) is None]
    return tuple(Row(r.id, r.title, r.group, r.core, r.points) for r in (*base.rules, *brought))


def _base(book: RuleBook) -> RuleBook:
    """Return the checklist with the overlays that are laid for every report."""
    return lay(book, (overlay for overlay in book.overlays if overlay.always))


def _named(entries: Iterable[Entry]) -> list[Entry]:
    """Leave a unit's folder out where no year has another unit to set it apart from."""
    entries = list(entries)
    folders: dict[tuple[int | None, tuple[str, str]], set[str]] = {}
    for entry in entries:
        folders.setdefault((entry.year, _plain(entry)), set()).add(entry.unit.folder)
    several = {unit for (_, unit), found in folders.items() if len(found) > 1}
    return [
        entry if _plain(entry) in several else replace(entry, unit=replace(entry.unit, folder="")) for entry in entries
    ]


class _Names:
    """Tells which entries are of the same unit: the same name in the same county, its city told or not."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        """Look which cities a county is told to be of."""
        self._cities: dict[tuple[str, str], set[str]] = {}
        for entry in entries:
            if entry.unit.city:
                self._cities.setdefault(_plain(entry), set()).add(entry.unit.city)

    def of(self, entry: Entry) -> tuple[str, ...]:
        """Return what all entries of a unit have in common, and no other's."""
        plain = _plain(entry)
        several = len(self._cities.get(plain, ())) > 1
        return (*plain, entry.unit.city if several else "", entry.unit.folder)


def _plain(entry: Entry) -> tuple[str, str]:
    unit = entry.unit
    return unit.name, unit.county.removeprefix(unit.city)


def _counted(entries: Iterable[Entry], names: _Names) -> dict[tuple[int | None, tuple[str, ...]], _Counted]:
    """Choose the report that counts of every unit and year: the one dated last, then written last, then by path."""
    versions: dict[tuple[int | None, tuple[str, ...]], list[Entry]] = {}
    for entry in entries:
        versions.setdefault((entry.year, names.of(entry)), []).append(entry)
    out = {}
    for key, found in versions.items():
        newest, *others = sorted(sorted(found, key=lambda e: e.path), key=_age, reverse=True)
        out[key] = _Counted(newest, tuple(others))
    return out


def _age(entry: Entry) -> tuple[tuple[int, ...], float]:
    """Return what orders versions: the date under the report, where there is one, then when the file was written."""
    found = _DATE.search(entry.date)
    return tuple(_number(part) for part in found.groups() if part) if found else (), entry.modified


def _number(written: str) -> int:
    """Read a year, month or day in Arabic or Chinese figures: 2025, 二〇二五, 十二, 二十, 三十一; 0 for neither."""
    tens, ten, ones = written.rpartition("十")
    figures = (f"{tens or '一'}{ones or '〇'}" if ten else written).translate(_DIGITS)
    return int(figures) if figures.isdecimal() else 0


def _year_table(
    year: int | None,
    counted: dict[tuple[str, ...], _Counted],
    known: dict[tuple[int | None, tuple[str, ...]], Entry],
    rows: Sequence[Row],
    grades: Sequence[str],
) -> YearTable:
    """Rank the units of a year; `known` are the reports that count of all units and years."""
    units = sorted(counted, key=lambda unit: _order(counted[unit].entry))
    standings: list[Standing] = []
    for _, equal in groupby(units, key=lambda unit: counted[unit].entry.percent):
        tied = list(equal)
        place = len(standings) + 1
        for unit in tied:
            one = counted[unit]
            before = known.get((year - 1, unit)) if year else None
            standings.append(Standing(place, len(tied) > 1, one.entry, before, one.others))
    # an overlay for certain years may have grades of its own
    names = dict.fromkeys([*grades, *(s.entry.grade or "" for s in standings)])
    scores = [standing.entry.percent for standing in standings]
    return YearTable(
        year=year,
        standings=tuple(standings),
        bands=tuple(Band(name, sum((s.entry.grade or "") == name for s in standings)) for name in names),
        coverage=tuple(_coverage(at, row, standings) for at, row in enumerate(rows)),
        bins=_bins(scores),
        mean=round(mean(scores), 2),
        median=round(median(scores), 2),
    )


def _order(entry: Entry) -> tuple[float, str, str, str]:
    return -entry.percent, entry.unit.county, entry.unit.name, entry.path


def _coverage(at: int, row: Row, standings: Sequence[Standing]) -> Coverage:
    levels = [standing.entry.levels[at] for standing in standings]
    both = [
        (standing.entry.levels[at], standing.before.levels[at])
        for standing in standings
        if standing.before and standing.entry.levels[at] is not None and standing.before.levels[at] is not None
    ]
    return Coverage(
        row=row,
        counts=(levels.count(Level(0)), levels.count(Level(1)), levels.count(Level(2)), levels.count(Level(3))),
        not_applicable=levels.count(None),
        before=_done([level for _, level in both]),
        now=_done([level for level, _ in both]),
    )


def _done(levels: Sequence[Level | None]) -> float | None:
    return sum(level is not None and level >= Level.DONE for level in levels) / len(levels) if levels else None


def _bins(scores: Sequence[float]) -> tuple[Bin, ...]:
    counts = [0] * (100 // _BIN)
    for score in scores:
        counts[min(int(score // _BIN), len(counts) - 1)] += 1
    return tuple(Bin(at * _BIN, (at + 1) * _BIN, count) for at, count in enumerate(counts))
