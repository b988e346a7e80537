"""Time, size and peak memory of the tables of a large run.

    python tests/bench/tables.py [units]

Every format in a process of its own; the memory is the whole process's, with the ranking of 10,000 units in it.
"""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module
from pathlib import Path
from time import perf_counter

TESTS = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TESTS), str(TESTS.parent)]

from formats.family import Watch  # noqa: E402 - the folder of tests is no package
from rankings.samples import many  # noqa: E402

from auditor.render.to_terminal import Look  # noqa: E402

FORMATS = {
    "terminal": ("to_ranking_terminal", "ranking_terminal", Look(verbosity=1)),
    "csv": ("to_csv", "to_csv"),
    "jsonl": ("to_jsonl", "to_jsonl"),
    "parquet": ("to_parquet", "to_parquet"),
    "html": ("to_ranking_html", "ranking_html"),
    "xlsx": ("to_xlsx", "to_xlsx"),
}


def render(name: str, units: int) -> None:
    """Render once and print seconds and bytes."""
    module, function, *more = FORMATS[name]
    ranking = many(units)
    renderer = getattr(import_module(f"auditor.render.{module}"), function)
    began = perf_counter()
    made = renderer(ranking, *more)
    seconds = perf_counter() - began
    size = len(made.encode() if isinstance(made, str) else made)
    print(f"{name:>9} {seconds:6.2f} s {size / 1e6:6.2f} MB", end="", flush=True)


def main(units: int) -> None:
    """Render every format in turn."""
    for name in FORMATS:
        with subprocess.Popen([sys.executable, __file__, str(units), name]) as process, Watch(process.pid) as watch:
            process.wait()
        print(f"  peak {watch.peak / 1e6:4.0f} MB")


if __name__ == "__main__":
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    if len(sys.argv) > 2:
        render(sys.argv[2], wanted)
    else:
        main(wanted)
