"""Tasks -> outcomes on this machine: as many workers as asked for, each with one file in flight."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import suppress
from itertools import islice
from queue import SimpleQueue
from types import TracebackType
from typing import Protocol, Self

from auditor.batch.task import Order, Outcome, Task
from auditor.batch.worker import Limits, Worker


class Engine(Protocol):
    """What maps tasks to outcomes, in any order; leaving its context ends all that it started."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def outcomes(self, tasks: Iterator[Task]) -> Iterator[Outcome]:
        """Yield an outcome for every task, taking tasks as workers fall free."""
        ...


def processors() -> int:
    """Return how many processors this program may use."""
    with suppress(AttributeError):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class LocalEngine:
    """Worker processes on this machine, each minded by a thread."""

    def __init__(self, order: Order, jobs: int, limits: Limits) -> None:
        """Start nothing yet. `jobs` workers, one a processor for 0."""
        self._jobs = jobs or processors()
        self._workers = [Worker(order, limits) for _ in range(self._jobs)]
        self._threads = ThreadPoolExecutor(self._jobs, "worker")
        self._idle: SimpleQueue[Worker] = SimpleQueue()
        for worker in self._workers:
            self._idle.put(worker)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for worker in self._workers:
            worker.stop()
        self._threads.shutdown(cancel_futures=True)

    def outcomes(self, tasks: Iterator[Task]) -> Iterator[Outcome]:
        """Yield an outcome for every task, in the order in which they are done."""
        # a file waits for every worker, so that none falls idle while a result is put away
        waiting: set[Future[Outcome]] = {self._threads.submit(self._judge, t) for t in islice(tasks, 2 * self._jobs)}
        while waiting:
            done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
            waiting |= {self._threads.submit(self._judge, task) for task in islice(tasks, len(done))}
            for future in done:
                yield future.result()

    def _judge(self, task: Task) -> Outcome:
        worker = self._idle.get()
        try:
            return worker.judge(task)
        finally:
            self._idle.put(worker)
