"""What a worker is told and what it answers. The same function judges on this machine and on others."""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass
from pathlib import Path

from auditor.batch.rows import Rows, rows_of
from auditor.book import RuleBook
from auditor.card import Unreadable
from auditor.errors import AuditorError
from auditor.load import read_bytes
from auditor.model import UnitKind
from auditor.pipeline import Auditor, audit_bytes


@dataclass(frozen=True, slots=True)
class Order:
    """What all files of a run are judged by."""

    book: RuleBook
    year: int | None = None
    """In place of what the reports say."""
    kind: UnitKind | None = None

    @property
    def asked(self) -> str:
        """Name what overrides the reports, as part of a result's key; empty for nothing."""
        parts = (f"year={self.year}" if self.year else "", f"kind={self.kind.value}" if self.kind else "")
        return " ".join(part for part in parts if part)

    @classmethod
    def as_asked(cls, book: RuleBook, asked: str) -> Order:
        """Return the order whose `asked` reads so."""
        said = dict(part.split("=") for part in asked.split())
        year, kind = said.get("year"), said.get("kind")
        return cls(book, int(year) if year else None, UnitKind(kind) if kind else None)


@dataclass(frozen=True, slots=True)
class Task:
    """A file to judge."""

    path: str
    """As shown to the user."""
    data: bytes | None = None
    """The file's content; None: whoever judges reads it."""
    place: str = ""
    """Absolute path to read it from."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a task."""

    path: str
    sha256: str
    """Of the content that was judged; empty where it could not be got at."""
    result: Rows | Unreadable
    seconds: float
    """Wall clock of the attempt that gave the result."""
    attempts: int = 1


class Judge:
    """A rule set made ready for task after task."""

    def __init__(self, order: Order) -> None:
        """Compile the phrases. Raises `RulesError`."""
        self._order = order
        self._auditor = Auditor(order.book)

    def __call__(self, task: Task) -> Outcome:
        """Judge a file; one that cannot be read, or on which the program fails, gives the reason in place of rows."""
        began = time.perf_counter()
        sha256 = ""
        result: Rows | Unreadable
        try:
            data = task.data if task.data is not None else read_bytes(Path(task.place))
            sha256 = hashlib.sha256(data).hexdigest()
            order = self._order
            result = rows_of(audit_bytes(data, self._auditor, name=task.path, year=order.year, kind=order.kind))
        except AuditorError as error:
            result = Unreadable(task.path, error.code, error.message, error.hint)
        except MemoryError:
            result = Unreadable(task.path, "memory", f"「{task.path}」使内存不够用。", "请减少并行数（-j）后再试。")
        except Exception as error:
            # a fault of the program on one file must not take the others with it
            result = Unreadable(
                task.path, "fault", f"「{task.path}」使程序出错（{type(error).__name__}：{error}）。", _FAULT
            )
        return Outcome(task.path, sha256, result, time.perf_counter() - began)


_FAULT = "这是程序的缺陷，请把这份文件和这句话发给维护者。"
