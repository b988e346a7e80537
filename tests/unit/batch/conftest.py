"""Orders, workers and stores with few rules: what is tested here hangs on no verdict."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from auditor.batch.store import Store
from auditor.batch.task import Judge, Order
from auditor.batch.worker import Limits, Worker
from auditor.rulebook import read_rules

Dump = Callable[[Path], dict[str, list[tuple[object, ...]]]]
_TIMES = ("id", "result", "judged_at", "seconds", "attempts", "begun_at", "ended_at", "modified")


@pytest.fixture(scope="session")
def order(few_rules: Path) -> Order:
    return Order(read_rules(few_rules))


@pytest.fixture(scope="session")
def judge(order: Order) -> Judge:
    return Judge(order)


@pytest.fixture
def worker(order: Order) -> Iterator[Callable[..., Worker]]:
    """Start workers with limits; all are stopped in the end."""
    made = []

    def start(**limits: float) -> Worker:
        made.append(Worker(order, Limits(**limits)))
        return made[-1]

    yield start
    for one in made:
        one.stop()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "记录.sqlite") as opened:
        yield opened


@pytest.fixture(scope="session")
def dump() -> Dump:
    """Return everything that a store holds of its files, without numbers and times that differ from run to run."""

    def read(path: Path) -> dict[str, list[tuple[object, ...]]]:
        with closing(sqlite3.connect(path)) as connection:
            return {name: sorted(rows, key=repr) for name, rows in _tables(connection)}

    return read


def _tables(connection: sqlite3.Connection) -> Iterator[tuple[str, list[tuple[object, ...]]]]:
    wordings = dict(connection.execute("SELECT id, text FROM wording"))
    of = dict(connection.execute("SELECT id, seal FROM result"))
    for table in ("file", "failure", "result", "verdict", "evidence", "flaw"):
        found = connection.execute(f"SELECT * FROM {table}")
        names = [column[0] for column in found.description]
        rows = []
        for row in found:
            cells = dict(zip(names, row, strict=True))
            seal = of.get(cells.get("result"), "")
            kept = {n: wordings[c] if _worded(table, n) else c for n, c in cells.items() if n not in (*_TIMES, "run")}
            rows.append((seal, *kept.values()))
        yield table, rows


def _worded(table: str, name: str) -> bool:
    return table == "verdict" and name in ("title", "reason", "advice", "basis")
