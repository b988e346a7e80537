"""Time to audit a report of 4,000 characters and one of 400,000, each on a single line, and their ratio.

python tests/bench/growth.py

A hundred times the text may take at most 120 times as long; ends with 1 above that.
"""

from __future__ import annotations

import statistics
import sys
import time
from itertools import cycle, islice
from pathlib import Path

from auditor.model import Document
from auditor.pipeline import Auditor
from auditor.rulebook import read_rules

SIZES = (4_000, 400_000)
ROUNDS = (15, 3)
BAR = 120
SEEDS = sorted((Path(__file__).resolve().parents[2] / "seeds").glob("*.txt"))


def seconds(auditor: Auditor, document: Document, rounds: int) -> float:
    """Return the median time of an audit."""
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        auditor.audit(document)
        times.append(time.perf_counter() - began)
    return statistics.median(times)


def main() -> int:
    """Print both times and their ratio."""
    auditor = Auditor(read_rules())
    line = "".join("".join(path.read_text(encoding="utf-8").split()) for path in SEEDS)
    documents = [Document.of("".join(islice(cycle(line), size))) for size in SIZES]
    auditor.audit(documents[0])
    times = [seconds(auditor, document, rounds) for document, rounds in zip(documents, ROUNDS, strict=True)]
    for size, taken in zip(SIZES, times, strict=True):
        print(f"{size:>9,} characters {taken * 1000:10.1f} ms")
    ratio = times[1] / times[0]
    print(f"ratio {ratio:.1f}, bar {BAR}")
    return 0 if ratio <= BAR else 1


if __name__ == "__main__":
    sys.exit(main())
