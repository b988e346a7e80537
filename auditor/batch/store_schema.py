"""The tables of a store, version by version. A step is never changed once released: a new one is added."""

from __future__ import annotations

import sqlite3

from auditor.errors import OutputError

KEY = ("file_sha256", "suffix", "checklist_sha256", "program_sha256", "asked")
"""What a result hangs on: content and suffix of the file, the rules, the program, and what overrode the report."""
APPLICATION = 0x61756474
"""Marks the file as a store of this program: "audt"."""

_V1 = (
    # titles, reasons, advice and legal bases come again and again
    "CREATE TABLE wording (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE)",
    """CREATE TABLE result (
        id INTEGER PRIMARY KEY, file_sha256 TEXT NOT NULL, suffix TEXT NOT NULL, checklist_sha256 TEXT NOT NULL,
        program_sha256 TEXT NOT NULL, asked TEXT NOT NULL, program_version TEXT NOT NULL, judged_at TEXT NOT NULL,
        seconds REAL NOT NULL, attempts INTEGER NOT NULL, seal TEXT NOT NULL,
        title TEXT NOT NULL, unit TEXT NOT NULL, year INTEGER, score REAL NOT NULL, max_score REAL NOT NULL,
        grade TEXT, passed INTEGER, ledger TEXT NOT NULL, kind TEXT NOT NULL, overlays TEXT NOT NULL, refusal TEXT,
        date TEXT NOT NULL, reading TEXT NOT NULL,
        UNIQUE (file_sha256, suffix, checklist_sha256, program_sha256, asked)
    )""",
    """CREATE TABLE verdict (
        result INTEGER NOT NULL REFERENCES result ON DELETE CASCADE, place INTEGER NOT NULL, rule TEXT NOT NULL,
        title INTEGER NOT NULL REFERENCES wording, "group" TEXT NOT NULL, core INTEGER NOT NULL,
        level INTEGER NOT NULL, flags TEXT NOT NULL, points REAL NOT NULL, max_points REAL NOT NULL,
        reason INTEGER NOT NULL REFERENCES wording, advice INTEGER NOT NULL REFERENCES wording,
        basis INTEGER NOT NULL REFERENCES wording, applicable INTEGER NOT NULL,
        PRIMARY KEY (result, place)
    ) WITHOUT ROWID""",
    """CREATE TABLE evidence (
        result INTEGER NOT NULL REFERENCES result ON DELETE CASCADE, place INTEGER NOT NULL, number INTEGER NOT NULL,
        quote TEXT NOT NULL, section TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
        line INTEGER NOT NULL, page INTEGER, recognised INTEGER NOT NULL,
        PRIMARY KEY (result, place, number)
    ) WITHOUT ROWID""",
    """CREATE TABLE flaw (
        result INTEGER NOT NULL REFERENCES result ON DELETE CASCADE, number INTEGER NOT NULL, kind TEXT NOT NULL,
        severity TEXT NOT NULL, quote TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
        line INTEGER NOT NULL, explain TEXT NOT NULL, suggest TEXT NOT NULL,
        PRIMARY KEY (result, number)
    ) WITHOUT ROWID""",
    # the folder is that in which the store lay
    """CREATE TABLE run (
        id INTEGER PRIMARY KEY, begun_at TEXT NOT NULL, ended_at TEXT, checklist_sha256 TEXT NOT NULL,
        program_sha256 TEXT NOT NULL, program_version TEXT NOT NULL, asked TEXT NOT NULL, folder NOT NULL
    )""",
    # a file as a run found it; without a hash where its content could not be got at. Paths below the store's folder are
    # relative to it, so that both can be moved; names that are no Unicode are kept as bytes
    """CREATE TABLE file (
        run INTEGER NOT NULL REFERENCES run ON DELETE CASCADE, path NOT NULL, shown NOT NULL,
        file_sha256 TEXT NOT NULL, suffix TEXT NOT NULL, modified REAL NOT NULL,
        PRIMARY KEY (run, path)
    ) WITHOUT ROWID""",
    "CREATE INDEX file_by_path ON file (path)",
    """CREATE TABLE failure (
        run INTEGER NOT NULL, path NOT NULL, code TEXT NOT NULL, message TEXT NOT NULL, hint TEXT NOT NULL,
        attempts INTEGER NOT NULL, seconds REAL NOT NULL, judged_at TEXT NOT NULL,
        PRIMARY KEY (run, path), FOREIGN KEY (run, path) REFERENCES file ON DELETE CASCADE
    ) WITHOUT ROWID""",
)

STEPS = [_V1]
"""STEPS[n] leads from version n to version n + 1."""


def migrate(connection: sqlite3.Connection, path: str) -> None:
    """Bring a store to this program's version, whole or not at all.

    Raises `OutputError` for a store of a newer program and for a database that is no store.
    """
    if _version(connection) == len(STEPS) and _application(connection) == APPLICATION:
        return
    # one that waited for another program's migration must look again
    connection.execute("BEGIN IMMEDIATE")
    try:
        version = _version(connection)
        tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if _application(connection) != APPLICATION and tables:
            raise _no_store(path)
        if version > len(STEPS):
            raise _newer(path)
        for step in STEPS[version:]:
            for statement in step:
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {len(STEPS)}")
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def check(connection: sqlite3.Connection, path: str) -> None:
    """Raise `OutputError` for what is no store of this program's version."""
    if _application(connection) != APPLICATION:
        raise _no_store(path)
    if _version(connection) > len(STEPS):
        raise _newer(path)
    if _version(connection) < len(STEPS):
        said = f"“{path}”是旧版本的程序写的。"
        raise OutputError("store-older", said, "请先用这个版本的程序运行一次 auditor score，它会把记录升级。")


def _no_store(path: str) -> OutputError:
    said = f"“{path}”是空的，或是别的程序的文件，不是评分记录。"
    return OutputError("not-a-store", said, "请另指定一个文件；评分记录默认在报告文件夹里，名叫“评分记录.sqlite”。")


def _newer(path: str) -> OutputError:
    said = f"“{path}”是更新版本的程序写的，这个版本读不了。"
    return OutputError("store-newer", said, "请升级程序，或另指定一个文件。")


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _application(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA application_id").fetchone()[0])
