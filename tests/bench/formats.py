"""The same report in every kind of file: how many verdicts (level and flags) equal those of the plain text.

python tests/bench/formats.py                     all labelled reports, all kinds but scans
python tests/bench/formats.py --scans w10 w22     scans as well, of these reports only (3 s a page)
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random
from time import perf_counter

TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(TESTS), str(TESTS.parent)]

from formats import ofd, office, scan, web, word  # noqa: E402

from auditor.card import Scorecard  # noqa: E402
from auditor.load import load_bytes  # noqa: E402
from auditor.pipeline import Auditor  # noqa: E402
from auditor.rulebook import read_rules  # noqa: E402

Files = Mapping[str, bytes]
"""File name -> content, one for every report."""


@dataclass
class Tally:
    """What came of one kind of file."""

    reports: int = 0
    rows: int = 0
    equal: int = 0
    seconds: float = 0.0
    pages: int = 0
    worst: str = ""


def main() -> None:
    """Make the files, audit them and print a line a kind."""
    parser = argparse.ArgumentParser()
    parser.add_argument("reports", nargs="*")
    parser.add_argument("--scans", action="store_true")
    parser.add_argument("--kinds", default="", help="substring of the kinds wanted")
    args = parser.parse_args()
    names = args.reports or [path.stem for path in sorted((TESTS / "gold" / "texts").glob("*.txt"))]
    texts = {name: (TESTS / "gold" / "texts" / f"{name}.txt").read_text("utf-8") for name in names}
    auditor = Auditor(read_rules())
    wanted = {name: auditor.audit(load_bytes(text.encode(), "a.txt")) for name, text in texts.items()}
    print(f"{os.cpu_count()} cores, {len(names)} reports; equal: level and flags of a row as in the plain text")
    for kind, make in kinds(scans=args.scans):
        if args.kinds in kind:
            print(line(kind, tally(make(texts), auditor, wanted)), flush=True)


def kinds(*, scans: bool) -> Iterator[tuple[str, Callable[[Mapping[str, str]], Files]]]:
    """Yield every kind of file with what makes it of all reports at once."""
    made: list[tuple[str, str, Callable[[str], bytes]]] = [
        ("docx", ".docx", word.plain),
        ("docx, automatic numbers", ".docx", word.numbered),
        ("docx, tracked changes", ".docx", lambda text: word.tracked(text, Random(len(text)))),
        ("docx, boxes and fields", ".docx", word.boxed),
        ("OFD", ".ofd", ofd.ofd),
        # the page with a table of its own shows more than the report
        *((f"web page, {name}", ".html", partial(page, name)) for name in web.KINDS if name not in web.WITH_TABLE),
    ]
    for kind, suffix, make in made:
        yield kind, lambda texts, make=make, suffix=suffix: {n + suffix: make(t) for n, t in texts.items()}
    if office.AVAILABLE:
        for to in ("pdf", "doc", "rtf"):
            yield to.upper() if to == "pdf" else f".{to}", partial(by_office, to=to)
        if scans:
            yield "scans, clean, 200 dpi", partial(scanned, lambda pdf, _: scan.clean(pdf))
            yield "scans, askew, blurred, noisy, sealed", partial(scanned, scan.noisy)


def page(name: str, text: str) -> bytes:
    """Return a report as one kind of web page."""
    return web.pages(text)[name]


def by_office(texts: Mapping[str, str], to: str) -> Files:
    """Return reports as the office program writes them."""
    made = office.convert_all({f"{name}.docx": word.plain(text) for name, text in texts.items()}, to)
    return {f"{name.removesuffix('.docx').removesuffix('.' + to)}.{to}": data for name, data in made.items()}


def scanned(make: Callable[[bytes, int], bytes], texts: Mapping[str, str]) -> Files:
    """Return reports printed and scanned."""
    return {name: make(pdf, number) for number, (name, pdf) in enumerate(by_office(texts, "pdf").items())}


def tally(files: Files, auditor: Auditor, wanted: Mapping[str, Scorecard]) -> Tally:
    """Audit files and compare."""
    made = Tally()
    off: dict[str, int] = {}
    for file, data in files.items():
        name = file.partition(".")[0]
        start = perf_counter()
        document = load_bytes(data, file)
        made.seconds += perf_counter() - start
        card = auditor.audit(document)
        pairs = list(zip(card.verdicts, wanted[name].verdicts, strict=True))
        off[name] = sum((a.level, a.flags) != (b.level, b.flags) for a, b in pairs)
        made.reports += 1
        made.rows += len(pairs)
        made.pages += len(document.page_starts)
    made.equal = made.rows - sum(off.values())
    made.worst = "  ".join(f"{name} {count}" for name, count in sorted(off.items(), key=lambda p: -p[1])[:5] if count)
    return made


def line(kind: str, made: Tally) -> str:
    """Return a kind's line of the table."""
    each = f"{1000 * made.seconds / made.reports:7.0f} ms a file"
    pages = f", {made.seconds / made.pages:.3f} s a page" if made.pages else ""
    return f"{kind:<42}{made.equal / made.rows:7.2%} of {made.rows}  {each}{pages}  {made.worst}"


if __name__ == "__main__":
    main()
