"""Tasks -> outcomes on a Dask cluster: the same function as on one machine, on many.

Every thread of a Dask worker minds a watched process of its own (`worker.Worker`), so that a bad file kills neither the
Dask worker nor a neighbour's task; limits and the second attempt are that process's. A Dask worker that dies itself
has its files judged by another.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from concurrent.futures import CancelledError
from contextlib import suppress
from itertools import islice
from types import TracebackType
from typing import Any, Self

from distributed import Client, Future, KilledWorker, LocalCluster, WorkerPlugin, get_worker, wait

from auditor.batch.local import processors
from auditor.batch.seal import program_sha256
from auditor.batch.task import Order, Outcome, Task
from auditor.batch.worker import ATTEMPTS, Limits, Worker
from auditor.card import Unreadable
from auditor.errors import OutputError, UsageError

_CONNECT_SECONDS = 10.0
_LOOK_SECONDS = 5.0
_EMPTY_SECONDS = 120.0
"""How long a cluster may be without any worker before the run is given up."""
_PLUGIN = "auditor"


class _Minder(WorkerPlugin):  # type: ignore[misc]
    """What a Dask worker needs to judge; workers that join later get it too."""

    name = _PLUGIN

    def __init__(self, order: Order, limits: Limits) -> None:
        self._order = order
        self._limits = limits

    def setup(self, worker: Any) -> None:
        """Make room for the watched processes, one a thread."""
        self._own = threading.local()
        self._all: list[Worker] = []

    def teardown(self, worker: Any) -> None:
        """End them."""
        for one in self._all:
            one.stop()

    def judge(self, task: Task) -> Outcome:
        """Judge a file in this thread's process."""
        if not hasattr(self._own, "worker"):
            self._own.worker = Worker(self._order, self._limits)
            self._all.append(self._own.worker)
        outcome: Outcome = self._own.worker.judge(task)
        return outcome


def _judge(task: Task, program: str) -> Outcome | None:
    """Judge a file on a Dask worker; None where that has another program than whoever asks."""
    if program_sha256() != program:
        return None
    minder: _Minder = get_worker().plugins[_PLUGIN]
    return minder.judge(task)


class DaskEngine:
    """A cluster at an address, or one of this machine's own."""

    def __init__(self, order: Order, jobs: int, limits: Limits, address: str | None) -> None:
        """Start nothing yet; `jobs` counts for a cluster of this machine's own."""
        self._order = order
        self._limits = limits
        self._jobs = jobs or processors()
        self._address = address
        self._cluster: Any = None
        self._client: Any = None

    def __enter__(self) -> Self:
        """Start or reach the cluster. Raises `UsageError`."""
        # what goes wrong is told in this program's own words
        for library in ("distributed", "tornado", "asyncio"):
            logging.getLogger(library).setLevel(logging.CRITICAL)
        try:
            self._cluster = None if self._address else _own_cluster(self._jobs)
            self._client = Client(self._address or self._cluster, timeout=_CONNECT_SECONDS)
            self._client.register_plugin(_Minder(self._order, self._limits))
        except (OSError, ValueError) as error:
            self._close()
            said = f"连不上调度器“{self._address}”（{error}）。"
            hint = "地址的写法如 tcp://10.0.0.5:8786；请检查调度器是否已启动。"
            raise UsageError("no-scheduler", said, hint) from None
        except BaseException:
            self._close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()

    def _close(self) -> None:
        for part in (self._client, self._cluster):
            # half started, it may not know how to stop
            with suppress(Exception):
                if part is not None:
                    part.close(timeout=_CONNECT_SECONDS)

    def outcomes(self, tasks: Iterator[Task]) -> Iterator[Outcome]:
        """Yield an outcome for every task, in the order in which they are done. Raises `OutputError`."""
        flying: dict[Future, Task] = {}
        self._send(tasks, flying)
        while flying:
            for future in self._done(flying):
                yield self._outcome(future, flying.pop(future))
            self._send(tasks, flying)

    def _send(self, tasks: Iterator[Task], flying: dict[Future, Task]) -> None:
        """Keep every thread of the cluster busy, with a file in wait for each."""
        room = max(2 * sum(self._client.nthreads().values()), 2) - len(flying)
        for task in islice(tasks, max(room, 0)):
            future = self._client.submit(_judge, task, program_sha256(), pure=False, retries=1)
            flying[future] = task

    def _done(self, flying: dict[Future, Task]) -> set[Future]:
        """Wait until a file is done."""
        given_up = time.monotonic() + _EMPTY_SECONDS
        while True:
            try:
                return set(wait(list(flying), timeout=_LOOK_SECONDS, return_when="FIRST_COMPLETED").done)
            except TimeoutError:
                if self._client.nthreads():
                    given_up = time.monotonic() + _EMPTY_SECONDS
                elif time.monotonic() > given_up:
                    said = f"集群里已有 {_EMPTY_SECONDS:.0f} 秒没有任何工作节点。"
                    raise _lost(said) from None
            except CancelledError:
                raise _lost("与集群的连接断了。") from None

    def _outcome(self, future: Future, task: Task) -> Outcome:
        try:
            outcome: Outcome | None = future.result()
        except KilledWorker:
            said = f"「{task.path}」几次都随工作节点一起中断。"
            why = Unreadable(
                task.path, "crashed", said, "请检查工作节点的内存，或在本机用 auditor check 单独评这一份。"
            )
            return Outcome(task.path, "", why, 0.0, ATTEMPTS)
        except CancelledError:
            raise _lost("与集群的连接断了。") from None
        if outcome is None:
            said = "集群上的程序（或它的组件）与本机的不同，评出来的不能放在一起。"
            raise UsageError("other-program", said, "请在各台机器上装同一个版本，用 requirements.lock 固定组件的版本。")
        return outcome


def _own_cluster(jobs: int) -> LocalCluster:
    """Start a cluster on this machine that nobody else can reach."""
    return LocalCluster(
        n_workers=jobs, threads_per_worker=1, host="127.0.0.1", dashboard_address=None, memory_limit=0,
        silence_logs=logging.CRITICAL,
    )  # fmt: skip


def _lost(said: str) -> OutputError:
    return OutputError("cluster-lost", said, "已评的结果都已存好；请检查集群，再运行一次同样的命令接着评。")
