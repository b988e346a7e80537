"""A scoring run killed again and again, parent and workers, beside one that nobody disturbs: are their stores equal?

python tests/bench/kill.py [--documents 10000] [--kills 10] [--seed 1]

Kills with SIGKILL at random moments: a worker, or the run itself, which is then started anew. In the end every file
must have exactly one result, and every row of the store must be that of the undisturbed run. Ends with 1 otherwise.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import psutil
from corpus import ROOT, write

sys.path.insert(0, str(ROOT / "tests"))

from stored import content  # noqa: E402


def start(folder: Path, store: Path) -> subprocess.Popen[bytes]:
    """Start a run over a folder."""
    command = [sys.executable, "-m", "auditor", "score", str(folder), "--store", str(store), "-q"]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)


def undisturbed(folder: Path, store: Path) -> float:
    """Run to the end; return seconds."""
    began = time.perf_counter()
    if start(folder, store).wait() != 0:
        raise SystemExit("the undisturbed run failed")
    return time.perf_counter() - began


def disturbed(folder: Path, store: Path, kills: int, seconds: float, drawn: random.Random) -> tuple[int, int]:
    """Run to the end with kills spread over the time that it takes; return how many hit workers and runs."""
    process = start(folder, store)
    workers = runs = 0
    while workers + runs < kills:
        with suppress(subprocess.TimeoutExpired):
            process.wait(drawn.uniform(0.2, 1.2) * seconds / (kills + 1))
            raise SystemExit(f"the run ended after {workers + runs} kills: more documents are needed")
        children = psutil.Process(process.pid).children()
        if children and drawn.random() < 0.5:
            drawn.choice(children).kill()
            workers += 1
        else:
            process.kill()
            process.wait()
            runs += 1
            process = start(folder, store)
    if process.wait() != 0:
        raise SystemExit("the last run failed")
    return workers, runs


def main() -> int:
    """Print how it went."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = write(Path(made, "reports"), asked.documents)
        calm, wild = Path(made, "calm.sqlite"), Path(made, "wild.sqlite")
        seconds = undisturbed(folder, calm)
        workers, runs = disturbed(folder, wild, asked.kills, seconds, random.Random(asked.seed))
        one, other = content(calm), content(wild)
    results, failures = len(other["result"]), len(other["failure"])
    equal = one == other
    print(f"{asked.documents} documents, undisturbed {seconds:.0f} s; killed: {workers} workers, {runs} runs")
    print(f"results {results}, failures {failures}, equal to the undisturbed run: {'yes' if equal else 'NO'}")
    return 0 if equal and results == asked.documents else 1


if __name__ == "__main__":
    sys.exit(main())
