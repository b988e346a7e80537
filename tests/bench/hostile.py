"""Audit every hostile file on its own and print outcome, seconds and peak memory of each, worst first.

python tests/bench/hostile.py [part of a name ...]

Ends with 1 where a file takes more than 90 seconds or a gigabyte, or where the program ends with another code than
0 (a report after all) or 3.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(TESTS))

from formats.family import Watch  # noqa: E402 - the folder of tests is no package
from formats.hostile import KINDS  # noqa: E402

MOST_SECONDS = 90
MOST_MEGABYTES = 1000


def run(path: Path) -> tuple[int | None, float, float]:
    """Audit a file; return the exit code, None for one that had to be stopped, the seconds and the megabytes."""
    began = time.perf_counter()
    command = [sys.executable, "-m", "auditor", "check", str(path), "-q"]
    with subprocess.Popen(command, cwd=TESTS.parent, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        with Watch(process.pid) as watch:
            try:
                code: int | None = process.wait(MOST_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                code = None
        return code, time.perf_counter() - began, watch.peak / 1e6


def main(wanted: list[str]) -> int:
    """Run all kinds, or those with a wanted word in their name."""
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for name, make in KINDS.items():
            if wanted and not any(word in name for word in wanted):
                continue
            path = Path(folder) / name
            path.write_bytes(make())
            rows.append((name, *run(path)))
            path.unlink()
    for name, code, seconds, megabytes in sorted(rows, key=lambda row: -row[2]):
        print(f"{'stopped' if code is None else code:>7} {seconds:7.2f} s {megabytes:7.0f} MB  {name}")
    good = all(code in (0, 3) and mega < MOST_MEGABYTES for _, code, _, mega in rows)
    print(f"{len(rows)} kinds, {sum(row[2] for row in rows):.0f} s, peak {max(row[3] for row in rows):.0f} MB")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
