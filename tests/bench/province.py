"""What a province's reports take, from what a few take here: processors' time, disk, and hours on so many of them.

python tests/bench/province.py [--reports 640000] [--scans 0.1]

Scores Word files, text PDF and scans with `auditor score` on all processors of a machine that does nothing else, and
multiplies the time by their number. Scans need the extra `ocr`, PDF and scans need LibreOffice to be made.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from corpus import ROOT, reports

sys.path[:0] = [str(ROOT / "tests"), str(ROOT)]

from formats import office, scan, word  # noqa: E402 - the folder of tests is no package

WORD, PRINTED, SCANNED = 400, 60, 6
PROCESSORS = (8, 32, 128)


@dataclass(frozen=True, slots=True)
class Kind:
    """What files of a kind take, each."""

    name: str
    files: int
    seconds: float
    """Of one processor."""
    stored: float
    """Bytes in the store."""
    size: float
    """Bytes of the file."""


def measure(name: str, files: Iterable[tuple[str, bytes]], folder: Path) -> Kind:
    """Score files of a kind, the start of the run included."""
    place = folder / name
    place.mkdir()
    sizes = [(place / file).write_bytes(data) for file, data in files]
    store = folder / f"{name}.sqlite"
    command = [sys.executable, "-m", "auditor", "score", str(place), "--store", str(store), "-q"]
    began = time.perf_counter()
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    seconds = (time.perf_counter() - began) * (os.cpu_count() or 1)
    return Kind(name, len(sizes), seconds / len(sizes), store.stat().st_size / len(sizes), sum(sizes) / len(sizes))


def printed(count: int) -> dict[str, bytes]:
    """Return reports as PDF with a text of their own."""
    made = {f"{at}.docx": word.plain(text) for at, (_, text) in enumerate(reports(count))}
    return {f"{Path(name).stem}.pdf": data for name, data in office.convert_all(made, "pdf").items()}


def main() -> int:
    """Print what was measured and what follows."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--reports", type=int, default=640_000)
    parser.add_argument("--scans", type=float, default=0.1)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        words = ((f"{at}.docx", word.plain(text)) for at, (_, text) in enumerate(reports(WORD)))
        kinds = [measure("docx", words, folder)]
        if office.AVAILABLE:
            pdf = printed(PRINTED)
            kinds.append(measure("pdf", pdf.items(), folder))
            few = list(pdf.items())[:SCANNED]
            kinds.append(measure("scans", [(name, scan.clean(data)) for name, data in few], folder))
    print(f"{os.cpu_count()} processors here; each file:")
    for kind in kinds:
        print(
            f"  {kind.name:6} {kind.files:4} files of {kind.size / 1000:7.0f} kB   {kind.seconds * 1000:9.1f} ms of a"
            f" processor   {kind.stored / 1000:5.1f} kB in the store"
        )
    if len(kinds) < 3:
        return 0
    plain, _, scans = kinds
    parts = {"texts": (1 - asked.scans, plain), "scans": (asked.scans, scans)}
    hours = {name: asked.reports * share * kind.seconds / 3600 for name, (share, kind) in parts.items()}
    stored = sum(asked.reports * share * kind.stored for share, kind in parts.values())
    print(f"{asked.reports:,} reports, {asked.scans:.0%} scans:")
    print(f"  {hours['texts']:.0f} + {hours['scans']:.0f} processor hours (texts + scans), store {stored / 1e9:.1f} GB")
    for count in PROCESSORS:
        print(f"  on {count:3} processors {sum(hours.values()) / count:7.1f} hours")
    return 0


if __name__ == "__main__":
    sys.exit(main())
