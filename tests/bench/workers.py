"""How much faster two workers are than one, beside what two processes that only count gain on this machine.

python tests/bench/workers.py [--documents 400]

Rounds of one and two are interleaved. Where counting gains at least 1.85, two workers must gain 1.7; ends with 1
otherwise, and says so where the machine cannot tell.
"""

from __future__ import annotations

import argparse
import multiprocessing
import statistics
import sys
import tempfile
import time
from pathlib import Path

from corpus import write

from auditor.batch.local import LocalEngine
from auditor.batch.run import score
from auditor.batch.store import Store
from auditor.batch.task import Order
from auditor.batch.worker import Limits
from auditor.rulebook import read_rules

ROUNDS = 3
CONTROL, BAR = 1.85, 1.7
_COUNTS = 30_000_000


class Deaf:
    """Hears of every file and does nothing."""

    def kept(self) -> None:
        """One more file had been judged before."""

    def judged(self, *, failed: bool) -> None:
        """One more file is done."""


def spin(_: int) -> None:
    """Keep a processor busy."""
    for _ in range(_COUNTS):
        pass


def spinning(processes: int) -> float:
    """Return counts a second, in units of one process's work."""
    with multiprocessing.get_context("spawn").Pool(processes) as pool:
        pool.map(spin, range(0))
        began = time.perf_counter()
        pool.map(spin, range(processes), chunksize=1)
        return processes / (time.perf_counter() - began)


def judging(paths: list[str], order: Order, jobs: int) -> float:
    """Return reports a second of a whole run, store included, without the start of its workers."""
    with (
        tempfile.TemporaryDirectory() as folder,
        Store(Path(folder, "s.sqlite")) as store,
        LocalEngine(order, jobs, Limits()) as engine,
    ):
        warm = paths[: 2 * jobs]
        score(warm, order, engine, store, Deaf())
        began = time.perf_counter()
        score(paths[len(warm) :], order, engine, store, Deaf())
        return (len(paths) - len(warm)) / (time.perf_counter() - began)


def main() -> int:
    """Print the speed-ups."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--documents", type=int, default=400)
    count = parser.parse_args().documents
    order = Order(read_rules())
    speeds: dict[str, list[float]] = {name: [] for name in ("count 1", "count 2", "judge 1", "judge 2")}
    with tempfile.TemporaryDirectory() as folder:
        paths = sorted(str(path) for path in write(Path(folder), count).rglob("*.txt"))
        for _ in range(ROUNDS):
            for jobs in (1, 2):
                speeds[f"count {jobs}"].append(spinning(jobs))
                speeds[f"judge {jobs}"].append(judging(paths, order, jobs))
    control, gain = (
        statistics.median(two / one for one, two in zip(speeds[f"{what} 1"], speeds[f"{what} 2"], strict=True))
        for what in ("count", "judge")
    )
    one, two = (statistics.median(speeds[f"judge {jobs}"]) for jobs in (1, 2))
    print(f"{count} reports, medians of {ROUNDS} interleaved rounds")
    print(f"counting, two processes against one   {control:5.2f} x")
    print(f"judging, two workers against one      {gain:5.2f} x   {one:.1f} -> {two:.1f} reports/s")
    if control < CONTROL:
        print(f"this machine cannot tell: counting gains less than {CONTROL}")
        return 0
    return 0 if gain >= BAR else 1


if __name__ == "__main__":
    sys.exit(main())
