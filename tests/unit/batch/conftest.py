"""Orders, workers and stores with few rules: what is tested here hangs on no verdict."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from auditor.batch.store import Store
from auditor.batch.task import Judge, Order
from auditor.batch.worker import Limits, Worker
from auditor.rulebook import read_rules


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
