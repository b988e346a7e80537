"""What a store holds of its runs -> scorecards and entries of tables, one after another."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from auditor.batch.rows import CARD, EVIDENCE, FLAW, NEAREST, VERDICT, Rows, card_of
from auditor.batch.store import WORDED, Store
from auditor.batch.store_schema import KEY
from auditor.batch.units import unit_of
from auditor.card import Refusal, RefusalCode, Scorecard, Unreadable
from auditor.model import Level, UnitKind
from auditor.ranking import Entry

_SHARED = ("checklist_sha256", "program_sha256", "asked")
_JUDGED = (
    "file JOIN run ON run.id = file.run JOIN result ON result.file_sha256 = file.file_sha256"
    f" AND result.suffix = file.suffix AND {' AND '.join(f'result.{name} = run.{name}' for name in _SHARED)}"
)
"""Files with the result of the run that saw them last."""
_LEVELS = (
    "(SELECT group_concat(rule || '=' || level) FROM verdict WHERE verdict.result = result.id AND applicable) AS levels"
)
_FLAWS = "(SELECT count(*) FROM flaw WHERE flaw.result = result.id) AS flaws"


@dataclass(frozen=True, slots=True)
class Kept:
    """A file with its result as the store holds them."""

    path: str
    """Absolute."""
    shown: str
    """As the user named it."""
    key: tuple[str, ...]
    """As `store_schema.KEY`."""
    seal: str
    rows: Rows

    def card(self) -> Scorecard:
        """Return the scorecard."""
        return card_of(self.rows, self.shown, self.key[0])


def results(store: Store, run: int | None = None) -> Iterator[Kept]:
    """Yield the results of the files of a run, or of all runs, by path."""
    columns = ", ".join(f"result.{name}" for name in ("id", *KEY, "seal", *CARD))
    found = store.ask(
        f"SELECT file.path, file.shown, {columns} FROM {_JUDGED} WHERE ?1 IS NULL OR file.run = ?1 ORDER BY file.shown",
        run,
    )
    for path, shown, result, *cells in found:
        key, seal, card = tuple(cells[: len(KEY)]), cells[len(KEY)], tuple(cells[len(KEY) + 1 :])
        yield Kept(path, shown, key, seal, _rows(store, result, card))


def failures(store: Store, run: int) -> list[Unreadable]:
    """Return the files of a run that gave no result, by path."""
    found = store.ask(
        "SELECT file.shown, code, message, hint FROM file JOIN failure ON failure.path = file.path"
        " WHERE file.run = ? ORDER BY file.shown",
        run,
    )
    return [Unreadable(*row) for row in found]


def entries(store: Store, run: int, rows: Sequence[str]) -> Iterator[Entry]:
    """Yield the judged files of a run by path, as tables need them; `rows` are the ids of the tables' rows."""
    return _entries(store, rows, "file.run = ?1", run)


def earlier(store: Store, run: int, rows: Sequence[str]) -> Iterator[Entry]:
    """Yield the files that only earlier runs saw, as far as they were judged by the same rules and program."""
    same = " AND ".join(f"run.{name} = (SELECT {name} FROM run WHERE id = ?1)" for name in _SHARED)
    return _entries(store, rows, f"file.run <> ?1 AND {same}", run)


def _rows(store: Store, result: int, card: tuple[Any, ...]) -> Rows:
    names = ", ".join(
        f"(SELECT text FROM wording WHERE id = {name})" if name in WORDED else f'"{name}"' for name in VERDICT
    )
    verdicts = store.ask(f"SELECT {names} FROM verdict WHERE result = ? ORDER BY place", result)
    # the nearest passage of a verdict stands behind its evidence, as `rows_of` puts it
    order = f"place, number = {NEAREST}, number"
    evidence = store.ask(f"SELECT {_quoted(EVIDENCE)} FROM evidence WHERE result = ? ORDER BY {order}", result)
    flaws = store.ask(f"SELECT {_quoted(FLAW)} FROM flaw WHERE result = ? ORDER BY number", result)
    return Rows(card, tuple(verdicts), tuple(evidence), tuple(flaws))


def _quoted(columns: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in columns)


def _entries(store: Store, rows: Sequence[str], which: str, run: int) -> Iterator[Entry]:
    plain = ("title", "date", "score", "max_score", "grade", "year")
    columns = ", ".join(f"result.{name}" for name in (*plain, "file_sha256", "unit", "kind", "passed", "refusal"))
    found = store.ask(
        f"SELECT file.shown, file.path, file.modified, {_LEVELS}, {_FLAWS}, {columns} FROM {_JUDGED}"
        f" WHERE {which} ORDER BY file.shown",
        run,
    )
    for shown, path, modified, levels, flaws, *cells in found:
        sha256, unit, kind, passed, refusal = cells[len(plain) :]
        yield Entry(
            path=shown,
            sha256=sha256,
            unit=unit_of(unit, path),
            kind=UnitKind(kind),
            modified=modified,
            passed=None if passed is None else bool(passed),
            levels=_levels(levels, rows),
            flaws=flaws,
            refusal=_refusal(refusal),
            **dict(zip(plain, cells, strict=False)),
        )


def _levels(written: str | None, rows: Sequence[str]) -> tuple[Level | None, ...]:
    """Read E1=3,E2=0 in the order of the rows."""
    found = dict(part.split("=") for part in written.split(",")) if written else {}
    return tuple(Level(int(found[row])) if row in found else None for row in rows)


def _refusal(written: str | None) -> Refusal | None:
    if not written:
        return None
    read = json.loads(written)
    return Refusal(RefusalCode(read["code"]), read["reason"])
