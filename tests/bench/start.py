"""Time from the command to its end, each run a new process, beside the bare import of the libraries it stands on.

python tests/bench/start.py [runs]

Medians of interleaved runs with warm disk caches and a warm cache of the rules; `auditor --version` may take 1.1 times
the bare imports, `auditor check` of one text 1.5 times. Ends with 1 where a bar is broken.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
RUNS = 25
REPORT = str(min((ROOT / "seeds").glob("*.txt")))
LIBRARIES = "imports of typer, rich, pydantic, rapidfuzz"
COMMANDS = {
    "python alone": ["-c", "pass"],
    LIBRARIES: ["-c", "import typer, rich, pydantic, rapidfuzz"],
    "auditor --version": ["-m", "auditor", "--version"],
    "auditor --help": ["-m", "auditor", "--help"],
    "auditor check one.txt": ["-m", "auditor", "check", REPORT],
    "auditor check one.txt -f json": ["-m", "auditor", "check", REPORT, "-f", "json"],
}
BARS = {"auditor --version": 1.1, "auditor check one.txt": 1.5}


def seconds(command: list[str], env: dict[str, str]) -> float:
    """Return the time of one run."""
    began = time.perf_counter()
    subprocess.run([sys.executable, *command], cwd=ROOT, env=env, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - began


def main() -> int:
    """Print a line a command."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else RUNS
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    with tempfile.TemporaryDirectory() as folder:
        # installed programs have their modules compiled
        env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        env |= {"XDG_CACHE_HOME": folder, "PYTHONPATH": str(ROOT)}
        for command in COMMANDS.values():
            seconds(command, env)
        for _ in range(runs):
            for name, command in COMMANDS.items():
                times[name].append(seconds(command, env))
    medians = {name: statistics.median(rounds) for name, rounds in times.items()}
    broken = 0
    print(f"medians of {runs} interleaved runs")
    for name, taken in medians.items():
        ratio, bar = taken / medians[LIBRARIES], BARS.get(name)
        broken += bar is not None and ratio > bar
        print(f"{name:44}{1000 * taken:8.0f} ms{ratio:7.2f} x" + (f"   bar {bar}" if bar else ""))
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
