"""A run over a Dask cluster of this machine beside one without, undisturbed and with a Dask worker killed.

python tests/bench/cluster.py [--documents 1000]

Ends with 1 where the stores differ. Needs the extra `dask`.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import psutil
from corpus import ROOT, write

sys.path.insert(0, str(ROOT / "tests"))

from stored import content  # noqa: E402 - the folder of tests is no package

DASK = ("--engine", "dask", "-j", "2")


def start(folder: Path, store: Path, *more: str) -> subprocess.Popen[bytes]:
    """Start a run over a folder."""
    command = [sys.executable, "-m", "auditor", "score", str(folder), "--store", str(store), "-q", *more]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)


def dask_worker(run: int) -> psutil.Process:
    """Return a Dask worker of a run as soon as it judges: it has a process of its own below it."""
    while True:
        for process in psutil.Process(run).children(recursive=True):
            with suppress(psutil.Error):
                if "worker_main" in " ".join(process.cmdline()):
                    return process.parents()[0]


def main() -> int:
    """Print how each run ended."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--documents", type=int, default=1000)
    count = parser.parse_args().documents
    with tempfile.TemporaryDirectory() as made:
        folder = write(Path(made, "reports"), count)
        stores = {name: Path(made, f"{name}.sqlite") for name in ("local", "dask", "dask, a worker killed")}
        for name, store in stores.items():
            began = time.perf_counter()
            with start(folder, store, *(DASK if name != "local" else ())) as process:
                if "killed" in name:
                    dask_worker(process.pid).kill()
            seconds = time.perf_counter() - began
            print(
                f"{name:24} code {process.returncode}, {seconds:6.1f} s, {count / seconds:6.1f} reports/s", flush=True
            )
        held = {name: content(store) for name, store in stores.items()}
    equal = all(one == held["local"] for one in held.values())
    print(f"{count} reports, stores equal: {'yes' if equal else 'NO'}")
    return 0 if equal and len(held["local"]["result"]) == count else 1


if __name__ == "__main__":
    sys.exit(main())
