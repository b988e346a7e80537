"""What a store holds of its runs -> scorecards and entries of tables, one after another."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from auditor.batch.rows import CARD, EVIDENCE, FLAW, NEAREST, VERDICT, Rows, card_of
from auditor.batch.store import WORDED, Store, damaged, named
from auditor.batch.store_schema import KEY
from auditor.batch.units import unit_of
from auditor.card import Refusal, RefusalCode, Scorecard, Unreadable
from auditor.errors import OutputError
from auditor.model import Level, UnitKind
from auditor.ranking import Entry

_SHARED = ("checklist_sha256", "program_sha256", "asked")
_JUDGED = (
    "file JOIN run ON run.id = file.run {how} JOIN result ON result.file_sha256 = file.file_sha256"
    f" AND result.suffix = file.suffix AND {' AND '.join(f'result.{name} = run.{name}' for name in _SHARED)}"
)
"""Files with the result that hangs on what their run judged by."""
_NEWEST = "NOT EXISTS (SELECT 1 FROM file AS later WHERE later.path = file.path AND later.run > file.run)"
"""Of a file that several runs saw, what the last one saw."""
_LEVELS = (
    "(SELECT group_concat(rule || '=' || level) FROM verdict WHERE verdict.result = result.id AND applicable) AS levels"
)
_FLAWS = "(SELECT count(*) FROM flaw WHERE flaw.result = result.id) AS flaws"


@dataclass(frozen=True, slots=True)
class Kept:
    """A result as a store holds it."""

    key: tuple[str, ...]
    """As `store_schema.KEY`."""
    seal: str
    rows: Rows


@dataclass(frozen=True, slots=True)
class Seen:
    """A file as a run saw it, with the number of its result."""

    run: int
    path: str
    """Where it lies, absolute."""
    shown: str
    """As the user named it."""
    result: int | None
    """None for a file without one."""
    failed: bool
    """It is known why it has none."""


def cards(store: Store, run: int) -> Iterator[Scorecard]:
    """Yield the scorecards of a run's files by path."""
    for seen in files(store, run):
        if seen.result is not None:
            kept = kept_as(store, seen.result)
            with _sensible(store):
                card = card_of(kept.rows, seen.shown, kept.key[0])
            yield card


def files(store: Store, run: int | None = None) -> list[Seen]:
    """Return the files of a run by path; for None every file that any run saw, as the last one saw it."""
    which = "file.run = ?1" if run is not None else f"?1 IS NULL AND {_NEWEST}"
    found = store.ask(
        "SELECT file.run, file.path, file.shown, result.id, EXISTS (SELECT 1 FROM failure WHERE failure.run = file.run"
        f" AND failure.path = file.path) FROM {_JUDGED.format(how='LEFT')} WHERE {which} ORDER BY file.shown",
        run,
    )
    with _sensible(store):
        return [
            Seen(r, str(store.place(named(path))), named(shown), at, bool(bad)) for r, path, shown, at, bad in found
        ]


def has_ended(store: Store, run: int) -> bool:
    """Return whether a run came to its end."""
    return bool(store.ask("SELECT 1 FROM run WHERE id = ? AND ended_at IS NOT NULL", run))


def numbers(store: Store) -> list[int]:
    """Return the numbers of all results."""
    return [number for (number,) in store.ask("SELECT id FROM result ORDER BY id")]


def kept_as(store: Store, result: int) -> Kept:
    """Return a result by its number."""
    columns = _quoted((*KEY, "seal", *CARD))
    names = ", ".join(
        f"(SELECT text FROM wording WHERE id = {name})" if name in WORDED else f'"{name}"' for name in VERDICT
    )
    ((*cells,),) = store.ask(f"SELECT {columns} FROM result WHERE id = ?", result)
    verdicts = store.ask(f"SELECT {names} FROM verdict WHERE result = ? ORDER BY place", result)
    # the nearest passage of a verdict stands behind its evidence, as `rows_of` puts it
    order = f"place, number = {NEAREST}, number"
    evidence = store.ask(f"SELECT {_quoted(EVIDENCE)} FROM evidence WHERE result = ? ORDER BY {order}", result)
    flaws = store.ask(f"SELECT {_quoted(FLAW)} FROM flaw WHERE result = ? ORDER BY number", result)
    key, seal, card = tuple(cells[: len(KEY)]), cells[len(KEY)], tuple(cells[len(KEY) + 1 :])
    return Kept(key, seal, Rows(card, tuple(verdicts), tuple(evidence), tuple(flaws)))


def failures(store: Store, run: int) -> list[Unreadable]:
    """Return the files of a run that gave no result, by path."""
    found = store.ask(
        "SELECT file.shown, code, message, hint FROM file JOIN failure USING (run, path)"
        " WHERE file.run = ? ORDER BY file.shown",
        run,
    )
    with _sensible(store):
        return [Unreadable(named(shown), code, message, hint) for shown, code, message, hint in found]


def entries(store: Store, run: int, rows: Sequence[str]) -> list[Entry]:
    """Return the judged files of a run by path, as tables need them; `rows` are the ids of the tables' rows."""
    return _entries(store, rows, "file.run = ?1", run)


def earlier(store: Store, run: int, rows: Sequence[str]) -> list[Entry]:
    """Return the files that only earlier runs saw, as far as they were judged by the same rules and program.

    What the run saw of the same content under another name is left out.
    """
    same = " AND ".join(f"run.{name} = (SELECT {name} FROM run WHERE id = ?1)" for name in _SHARED)
    new = "file.file_sha256 NOT IN (SELECT file_sha256 FROM file AS own WHERE own.run = ?1)"
    apart = "file.path NOT IN (SELECT path FROM file AS own WHERE own.run = ?1)"
    return _entries(store, rows, f"file.run < ?1 AND {same} AND {new} AND {apart} AND {_NEWEST}", run)


def _quoted(columns: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in columns)


def _entries(store: Store, rows: Sequence[str], which: str, run: int) -> list[Entry]:
    plain = ("title", "date", "score", "max_score", "grade", "year")
    columns = ", ".join(f"result.{name}" for name in (*plain, "file_sha256", "unit", "kind", "passed", "refusal"))
    found = store.ask(
        f"SELECT file.shown, file.path, file.modified, {_LEVELS}, {_FLAWS}, {columns} FROM {_JUDGED.format(how='')}"
        f" WHERE {which} ORDER BY file.shown",
        run,
    )
    with _sensible(store):
        return [_entry(store, rows, plain, *row) for row in found]


def _entry(
    store: Store, rows: Sequence[str], plain: Sequence[str], shown: Any, path: Any, modified: float, levels: Any,
    flaws: int, *cells: Any,
) -> Entry:  # fmt: skip
    sha256, unit, kind, passed, refusal = cells[len(plain) :]
    return Entry(
        path=named(shown),
        sha256=sha256,
        unit=unit_of(unit, str(store.place(named(path)))),
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


@contextmanager
def _sensible(store: Store) -> Iterator[None]:
    """Turn what makes no sense, as no run can have written it, into what the user can do about it."""
    try:
        yield
    except OutputError:
        raise
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise damaged(store.path) from error
