"""How many reports a second one processor audits, from file to store, and where the time goes.

python tests/bench/stages.py [--documents 200]

Milliseconds a report by stage, medians of rounds over generated reports (`corpus`) in one process.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from corpus import reports

from auditor.batch.rows import rows_of
from auditor.batch.run import judgement_of
from auditor.batch.store import File, Store
from auditor.batch.task import Order
from auditor.load import load_bytes
from auditor.match.phrases import Finder
from auditor.pipeline import Auditor
from auditor.rulebook import read_rules
from auditor.text.clean import clean
from auditor.text.segment import segment

ROUNDS = 3


def milliseconds(call: Callable[[Any], object], values: Sequence[Any]) -> float:
    """Return the time of a call for one of the values, the median of rounds over all."""
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        for value in values:
            call(value)
        times.append((time.perf_counter() - began) / len(values) * 1000)
    return statistics.median(times)


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--documents", type=int, default=200)
    files = [(name, text.encode()) for name, text in reports(parser.parse_args().documents)]
    book = read_rules()
    auditor = Auditor(book)
    lexicon, finder = book.lexicon, Finder(book.rules)
    documents = [load_bytes(data, name) for name, data in files]
    cleaned = [clean(document.text, lexicon.frame) for document in documents]
    read = [segment(one, lexicon, None, None) for one in cleaned]
    cards = [auditor.audit(document) for document in documents]
    times = {
        "load: bytes -> text": milliseconds(lambda file: load_bytes(file[1], file[0]), files),
        "clean: layout and forms of characters": milliseconds(lambda d: clean(d.text, lexicon.frame), documents),
        "segment: sections, roles, sentences": milliseconds(lambda one: segment(one, lexicon, None, None), cleaned),
        "find: phrases of all rows": milliseconds(finder.search, read),
    }
    audit = milliseconds(auditor.audit, documents)
    times["judge, score and explain"] = audit - sum(list(times.values())[1:])
    with tempfile.TemporaryDirectory() as folder, Store(Path(folder, "s.sqlite")) as store:
        judgement = judgement_of(Order(book))
        store.begin(judgement)

        def keep(at: int) -> None:
            store.keep(
                File("", "", f"{time.perf_counter()}", 0.0), judgement, rows_of(cards[at]), seconds=0, attempts=1
            )

        times["keep: into the store"] = milliseconds(keep, range(len(cards)))
    whole = sum(times.values())
    size = statistics.mean(len(document.text) for document in documents)
    print(f"{len(files)} reports, {size:.0f} characters each, one process, medians of {ROUNDS} rounds")
    for stage, taken in times.items():
        print(f"{stage:40} {taken:8.2f} ms {taken / whole:6.1%}")
    print(f"{'text -> verdicts (clean to score)':40} {audit:8.2f} ms        {1000 / audit:6.1f} reports/s")
    print(f"{'file -> store, all stages':40} {whole:8.2f} ms        {1000 / whole:6.1f} reports/s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
