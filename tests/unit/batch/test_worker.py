"""A watched process that judges files: what a file does to it costs that file alone."""

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from auditor.batch.rows import Rows, card_of
from auditor.batch.task import Judge, Order, Task
from auditor.batch.worker import Limits, StoppedError, Worker
from auditor.card import Unreadable
from auditor.model import UnitKind

Start = Callable[..., Worker]
GOOD = "青山县白水镇2023年度法治政府建设情况报告\n全镇22名执法人员持有行政执法证。\n".encode()
# seconds of work: time enough to be killed over it
LONG = GOOD + ("一、工作情况\n" + "全镇22名执法人员全部持有行政执法证，" * 8_000).encode()


def processes() -> set[int]:
    """Return the worker processes of this test run that live."""
    found = set()
    for process in psutil.Process().children():
        with suppress(psutil.Error):
            if "worker_main" in " ".join(process.cmdline()):
                found.add(process.pid)
    return found


class Killer:
    """Kills every worker process a moment after it has begun, so many times."""

    def __init__(self, times: int, after: float) -> None:
        self.killed = 0
        self._times = times
        self._after = after
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run)

    def __enter__(self) -> "Killer":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _run(self) -> None:
        while self.killed < self._times and not self._over.wait(0.01):
            for pid in processes():
                with suppress(psutil.Error, ProcessLookupError, ChildProcessError):
                    if time.time() - psutil.Process(pid).create_time() > self._after:
                        os.kill(pid, signal.SIGKILL)
                        self.killed += 1
                        os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)


@pytest.fixture(autouse=True)
def _none_left() -> Iterator[None]:
    yield
    assert not processes()


def test_an_outcome_is_that_of_the_same_process(worker: Start, judge: Judge) -> None:
    task = Task("报告.txt", GOOD)
    one = worker()
    apart, here = one.judge(task), judge(task)
    assert (apart.sha256, apart.result, apart.attempts) == (here.sha256, here.result, 1)
    one.stop()


def test_one_process_judges_file_after_file(worker: Start) -> None:
    one = worker()
    one.judge(Task("甲.txt", GOOD))
    first = processes()
    one.judge(Task("乙.txt", GOOD))
    assert processes() == first and len(first) == 1
    one.stop()


def test_year_and_kind_are_handed_over(order: Order) -> None:
    one = Worker(Order(order.book, 2019, UnitKind.DEPARTMENT), Limits())
    outcome = one.judge(Task("报告.txt", GOOD))
    one.stop()
    assert isinstance(outcome.result, Rows)
    card = card_of(outcome.result, "报告.txt", outcome.sha256)
    assert (card.year, card.kind) == (2019, UnitKind.DEPARTMENT)


def test_asked_reads_back(order: Order) -> None:
    for one in (order, Order(order.book, 2019), Order(order.book, 2019, UnitKind.SUBDISTRICT)):
        assert Order.as_asked(order.book, one.asked) == one


def test_a_file_that_cannot_be_read_gives_the_reason(worker: Start) -> None:
    one = worker()
    outcome = one.judge(Task("空.txt", b""))
    assert isinstance(outcome.result, Unreadable)
    assert outcome.result.code == "empty"
    one.stop()


def test_a_file_is_read_by_its_path(worker: Start, put: Callable[..., Path]) -> None:
    one = worker()
    path = put("报告.txt", GOOD)
    assert one.judge(Task("报告.txt", place=str(path))).result == one.judge(Task("报告.txt", GOOD)).result
    one.stop()


def test_a_worker_killed_once_is_replaced_and_the_file_judged(worker: Start) -> None:
    one = worker()
    with Killer(1, after=0.7) as killer:
        outcome = one.judge(Task("长.txt", LONG))
    assert (killer.killed, outcome.attempts) == (1, 2)
    assert isinstance(outcome.result, Rows)
    one.stop()


def test_a_file_that_kills_its_worker_twice_gives_the_reason_and_the_next_is_judged(worker: Start) -> None:
    one = worker()
    with Killer(2, after=0.7) as killer:
        outcome = one.judge(Task("毒.txt", LONG))
    assert killer.killed == 2
    assert isinstance(outcome.result, Unreadable)
    assert (outcome.result.code, outcome.attempts) == ("crashed", 2)
    assert "毒.txt" in outcome.result.message
    assert isinstance(one.judge(Task("好.txt", GOOD)).result, Rows)
    one.stop()


def test_a_worker_killed_between_two_files_costs_neither(worker: Start) -> None:
    one = worker()
    one.judge(Task("甲.txt", GOOD))
    (pid,) = processes()
    os.kill(pid, signal.SIGKILL)
    os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
    outcome = one.judge(Task("乙.txt", GOOD))
    assert (type(outcome.result), outcome.attempts) == (Rows, 1)
    one.stop()


@pytest.mark.parametrize(("limits", "code"), [({"seconds": 0.2}, "timeout"), ({"memory": 1_000_000}, "memory")])
def test_a_file_over_a_limit_is_stopped(worker: Start, limits: dict[str, float], code: str) -> None:
    one = worker(**limits)
    outcome = one.judge(Task("大.txt", LONG))
    assert isinstance(outcome.result, Unreadable)
    assert (outcome.result.code, outcome.attempts) == (code, 2)
    assert outcome.result.hint
    one.stop()


def test_a_stopped_worker_judges_nothing(worker: Start) -> None:
    one = worker()
    failed: list[BaseException] = []

    def judge() -> None:
        try:
            one.judge(Task("长.txt", LONG))
        except StoppedError as error:
            failed.append(error)

    thread = threading.Thread(target=judge)
    thread.start()
    while not processes():
        thread.join(0.01)
    one.stop()
    thread.join()
    assert len(failed) == 1
