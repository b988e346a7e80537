"""Peak memory of a worker after 100, 1,000 and 10,000 reports: at most 150 MB, and flat.

python tests/bench/memory.py [--documents 10000]

Ends with 1 above the bar, or when the last tenth part of the way still adds more than a twentieth.
"""

from __future__ import annotations

import argparse
import sys

import psutil
from corpus import reports

from auditor.batch.task import Order, Task
from auditor.batch.worker import Limits, Worker
from auditor.rulebook import read_rules

BAR = 150.0
GROWTH = 1.05
MARKS = (10, 100, 1_000, 10_000)


def main() -> int:
    """Print the peaks."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--documents", type=int, default=MARKS[-1])
    count = parser.parse_args().documents
    worker = Worker(Order(read_rules()), Limits())
    peaks: dict[int, float] = {}
    peak = 0
    for at, (name, text) in enumerate(reports(count), 1):
        worker.judge(Task(name, text.encode()))
        (process,) = psutil.Process().children()
        peak = max(peak, process.memory_info().rss)
        if at in MARKS or at == count:
            peaks[at] = peak / 1e6
            print(f"{at:>7,} reports   peak {peaks[at]:6.1f} MB", flush=True)
    worker.stop()
    *before, last = peaks.values()
    good = last <= BAR and (not before or last <= before[-1] * GROWTH)
    print(f"bar {BAR:.0f} MB, and at most {GROWTH} times the last but one: {'held' if good else 'BROKEN'}")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
