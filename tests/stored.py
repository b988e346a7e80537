"""What a store holds of its files, apart from numbers, times and places: two runs over the same reports are equal.

Of a file counts what the last run saw: a run that was killed never comes to forget what it saw.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

_LEFT_OUT = {"id", "result", "judged_at", "seconds", "attempts", "run", "modified", "path", "shown", "message"}
_WORDED = {"title", "reason", "advice", "basis"}
_NEWEST = "AS own WHERE NOT EXISTS (SELECT 1 FROM file WHERE file.path = own.path AND file.run > own.run)"
Content = dict[str, list[tuple[object, ...]]]


def content(store: Path) -> Content:
    """Return the rows of every table of results, sorted."""
    with closing(sqlite3.connect(store)) as connection:
        return {
            table: sorted(_rows(connection, table), key=repr)
            for table in ("file", "failure", "result", "verdict", "evidence", "flaw")
        }


def _rows(connection: sqlite3.Connection, table: str) -> Iterator[tuple[object, ...]]:
    seals = dict(connection.execute("SELECT id, seal FROM result"))
    wordings = dict(connection.execute("SELECT id, text FROM wording")) if table == "verdict" else {}
    found = connection.execute(f"SELECT * FROM {table} {_NEWEST if table in ('file', 'failure') else ''}")
    names = [column[0] for column in found.description]
    for row in found:
        cells = dict(zip(names, row, strict=True))
        kept = ((name, cell) for name, cell in cells.items() if name not in _LEFT_OUT)
        plain = (wordings.get(cell, cell) if name in _WORDED else cell for name, cell in kept)
        yield (seals.get(cells.get("result")), *plain)
