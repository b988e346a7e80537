"""The store of a scoring run: a SQLite file to which every result goes the moment it is there, whole or not at all.

Results are kept by what they hang on (`store_schema.KEY`), so that a run judges only what no run has judged yet.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from auditor.batch.rows import CARD, EVIDENCE, FLAW, VERDICT, Rows
from auditor.batch.store_schema import KEY, check, migrate
from auditor.card import Unreadable
from auditor.errors import OutputError, why
from auditor.load import absolute
from auditor.version import __version__

_WAIT_SECONDS = 30.0
"""How long to wait for another program that writes to the same store."""
WORDED = frozenset(("title", "reason", "advice", "basis"))
"""Columns of a verdict that are kept in `wording`."""
_MOST_WORDINGS = 50_000
"""Texts remembered with their numbers; more would fill the memory of a long run."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a run judges by: the part of a result's key that all its files share."""

    checklist_sha256: str
    program_sha256: str
    asked: str


@dataclass(frozen=True, slots=True)
class File:
    """A file as a run found it."""

    path: str
    """Absolute."""
    shown: str
    """As the user named it."""
    sha256: str
    """Of its content; empty where that could not be got at."""
    modified: float
    """Seconds since 1970; 0 where unknown."""

    @property
    def suffix(self) -> str:
        """The end of the name, which has a say in how the content is read."""
        return printable(Path(self.path).suffix.lower())


class Store:
    """A store open for a run, or only to be read. All of its failures are `OutputError`."""

    def __init__(self, path: Path, *, wait: float = _WAIT_SECONDS, reading: bool = False) -> None:
        """Open, or make, a store; `wait` in seconds for one that is locked. `reading`: change and make nothing."""
        self.path = path
        self.folder = absolute(path).parent
        self._home: Path | None = None
        self._wordings: dict[str, int] = {}
        with self._telling():
            self._connection = self._opened(wait, reading=reading)
            try:
                if reading:
                    check(self._connection, str(path))
                else:
                    self._prepare()
            except BaseException:
                self._connection.close()
                raise

    def _opened(self, wait: float, *, reading: bool) -> sqlite3.Connection:
        if not reading:
            return sqlite3.connect(self.folder / self.path.name, timeout=wait, isolation_level=None)
        # where nobody can write, nobody changes it meanwhile
        kept_apart = os.access(self.folder, os.W_OK) or self.path.with_name(f"{self.path.name}-wal").exists()
        how = "mode=ro" if kept_apart else "immutable=1"
        place = (self.folder / self.path.name).as_uri()
        return sqlite3.connect(f"{place}?{how}", timeout=wait, isolation_level=None, uri=True)

    def _prepare(self) -> None:
        migrate(self._connection, str(self.path))
        # readers and a copy go on while a result is written; a killed run loses nothing that was committed
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = NORMAL")
        self._connection.execute("PRAGMA foreign_keys = ON")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with contextlib.suppress(sqlite3.Error):
            self._connection.close()

    def begin(self, judgement: Judgement) -> int:
        """Note that a run begins; return its number."""
        with self._telling():
            made = self._connection.execute(
                "INSERT INTO run (begun_at, checklist_sha256, program_sha256, program_version, asked, folder)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (_now(), judgement.checklist_sha256, judgement.program_sha256, __version__, judgement.asked,
                 stored(str(self.folder))),
            )  # fmt: skip
        assert made.lastrowid is not None
        return made.lastrowid

    def end(self, run: int) -> None:
        """Note that nothing more is asked of a run; what earlier ones saw of its files is forgotten."""
        with self._transaction():
            self._connection.execute("UPDATE run SET ended_at = ? WHERE id = ?", (_now(), run))
            self._connection.execute(
                "DELETE FROM file WHERE run IN (SELECT id FROM run WHERE id < ?1 AND ended_at IS NOT NULL)"
                " AND path IN (SELECT path FROM file WHERE run = ?1)",
                (run,),
            )

    def saw(self, run: int, file: File) -> None:
        """Note that a run found a file."""
        with self._telling():
            self._connection.execute(
                "INSERT OR REPLACE INTO file (run, path, shown, file_sha256, suffix, modified)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (run, self._kept_path(file.path), stored(file.shown), file.sha256, file.suffix, file.modified),
            )

    def has(self, file: File, judgement: Judgement) -> bool:
        """Return whether a file's content has been judged."""
        with self._telling():
            found = self._connection.execute(
                f"SELECT 1 FROM result WHERE {' AND '.join(f'{name} = ?' for name in KEY)}", _key(file, judgement)
            )
            return found.fetchone() is not None

    def keep(self, file: File, judgement: Judgement, rows: Rows, *, seconds: float, attempts: int) -> None:
        """Keep a result with all of its rows in one transaction; one that is there already stays as it is."""
        key = _key(file, judgement)
        with self._transaction():
            columns = (*KEY, "program_version", "judged_at", "seconds", "attempts", "seal", *CARD)
            cells = (*key, __version__, _now(), seconds, attempts, seal_of(key, rows), *rows.card)
            made = self._insert("OR IGNORE INTO result", columns, [cells])
            if made.rowcount == 1:
                result = self._connection.execute("SELECT last_insert_rowid()").fetchone()[0]
                verdicts = [tuple(self._worded(VERDICT, row)) for row in rows.verdicts]
                for table, names, inside in (
                    ("verdict", VERDICT, verdicts), ("evidence", EVIDENCE, rows.evidence), ("flaw", FLAW, rows.flaws),
                ):  # fmt: skip
                    self._insert(f"INTO {table}", ("result", *names), [(result, *row) for row in inside])

    def fail(self, run: int, file: File, why: Unreadable, *, seconds: float, attempts: int) -> None:
        """Keep why a file that a run saw gave no result."""
        said = (why.code, printable(why.message), printable(why.hint))
        with self._telling():
            self._connection.execute(
                "INSERT OR REPLACE INTO failure (run, path, code, message, hint, attempts, seconds, judged_at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (run, self._kept_path(file.path), *said, attempts, seconds, _now()),
            )

    def copy(self, path: Path) -> None:
        """Write a copy of the whole store as it is now, also while runs go on; a store in its place is replaced.

        Raises `OutputError`.
        """
        try:
            # by the database itself: what a killed run has left beside a store that is replaced must go with it
            with contextlib.closing(sqlite3.connect(absolute(path))) as other:
                self._connection.backup(other)
        except (sqlite3.Error, OSError) as error:
            said = f"副本写不进“{path}”（{why(error) if isinstance(error, OSError) else error}）。"
            raise OutputError("cannot-write", said, "请检查文件夹是否存在、磁盘有没有空间，或换一个文件名。") from error

    def ask(self, question: str, *values: object) -> list[tuple[Any, ...]]:
        """Return what a query brings."""
        with self._telling():
            return self._connection.execute(question, values).fetchall()

    def place(self, path: str) -> Path:
        """Return where a file lies whose path was kept: by the store, or where it was before the store was moved."""
        here = self.folder / path
        if self._home is None:
            found = self.ask("SELECT folder FROM run ORDER BY id DESC LIMIT 1")
            self._home = Path(named(found[0][0])) if found else self.folder
        return here if self._home == self.folder or here.exists() else self._home / path

    def _kept_path(self, path: str) -> str | bytes:
        place = Path(path)
        return stored(place.relative_to(self.folder).as_posix() if place.is_relative_to(self.folder) else path)

    def _insert(self, into: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> sqlite3.Cursor:
        names = ", ".join(f'"{name}"' for name in columns)
        marks = ", ".join("?" * len(columns))
        return self._connection.executemany(f"INSERT {into} ({names}) VALUES ({marks})", rows)

    def _worded(self, columns: Sequence[str], row: Sequence[object]) -> Iterator[object]:
        """Put numbers in place of texts that come again and again."""
        for name, cell in zip(columns, row, strict=True):
            yield self._wording(str(cell)) if name in WORDED else cell

    def _wording(self, text: str) -> int:
        number = self._wordings.get(text)
        if number is None:
            self._connection.execute("INSERT OR IGNORE INTO wording (text) VALUES (?)", (text,))
            (number,) = self._connection.execute("SELECT id FROM wording WHERE text = ?", (text,)).fetchone()
            if len(self._wordings) >= _MOST_WORDINGS:
                self._wordings.clear()
            self._wordings[text] = number
        return number

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._telling():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                # numbers given in this transaction are void
                self._wordings.clear()
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    @contextlib.contextmanager
    def _telling(self) -> Iterator[None]:
        """Turn a failure of the database into what the user can do about it."""
        try:
            yield
        except sqlite3.Error as error:
            raise _explain(self.path, error) from error


def seal_of(key: Sequence[str], rows: Rows) -> str:
    """Return the SHA-256 that ties a result to what it hangs on."""
    return sha256("\n".join((*key, rows.digest())).encode()).hexdigest()


def _key(file: File, judgement: Judgement) -> tuple[str, ...]:
    return file.sha256, file.suffix, judgement.checklist_sha256, judgement.program_sha256, judgement.asked


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def stored(name: str) -> str | bytes:
    """Return a file's name as a store keeps it: bytes for one in another encoding than the system's."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return os.fsencode(name)
    return name


def named(cell: str | bytes) -> str:
    """Return the name that was stored."""
    return os.fsdecode(cell) if isinstance(cell, bytes) else cell


def printable(text: str) -> str:
    """Put a question mark for what no text can hold, such as a byte of a file's name."""
    return text.encode("utf-8", "replace").decode()


_KEPT = "已评的结果都已存好，没有丢；"
_DAMAGED = "请把它改名留存（连同同名的 -wal、-shm 文件），再运行一次同样的命令从头评；有副本的，改名后换成副本接着评。"


def damaged(path: Path) -> OutputError:
    """Return the complaint about a store whose content makes no sense."""
    return OutputError("store-damaged", f"评分记录“{path}”已损坏，或被别的程序改坏。", _DAMAGED)


def _explain(path: Path, error: sqlite3.Error) -> OutputError:
    name = getattr(error, "sqlite_errorname", "")
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        said = f"评分记录“{path}”正被别的程序占用。"
        return OutputError("store-locked", said, f"{_KEPT}请关掉正打开它的程序，再运行一次同样的命令接着评。")
    if name.startswith(("SQLITE_FULL", "SQLITE_IOERR")):
        said = f"评分记录“{path}”写不进去：磁盘已满或读写出错。"
        return OutputError("store-full", said, f"{_KEPT}请腾出空间，再运行一次同样的命令接着评。")
    if name.startswith(("SQLITE_CANTOPEN", "SQLITE_READONLY", "SQLITE_PERM")):
        said = f"评分记录“{path}”打不开或不能写。"
        return OutputError(
            "store-unwritable", said, "请检查文件夹是否存在、有没有写的权限，或用 --store 另指定一个文件。"
        )
    return damaged(path)
