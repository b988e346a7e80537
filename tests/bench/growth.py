"""How time grows with the number of reports, the length of one and the number of phrases, as exponents.

python tests/bench/growth.py

An exponent of 1 is as fast as what grows. Bars: documents 1.02, length 1.1 (as written, on one line, and without any
punctuation), phrases 0.8 (finding alone: shares of the rule set's phrases, and all of them with variants that stand in
no text); ends with 1 where one is broken.
"""

from __future__ import annotations

import math
import re
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path

from auditor.book import Element, Rule
from auditor.match.phrases import Finder
from auditor.model import Document
from auditor.pipeline import Auditor
from auditor.rulebook import read_rules

SEEDS = sorted((Path(__file__).resolve().parents[2] / "seeds").glob("*.txt"))
LENGTHS = (4_000, 40_000, 400_000)
DOCUMENTS = (4, 40, 400)
SHARES = (1 / 16, 1 / 4, 1.0)
BARS = {"documents": 1.02, "length": 1.1, "phrases": 0.8}
STRENGTHS = ("passing", "topics", "deeds", "facts")
VARIANTS = "〇〆ㄱㄴㄷ"
"""Characters that no report holds."""


def seconds(call: Callable[[], object]) -> float:
    """Return the median time of a call; the more rounds the shorter it is."""
    times: list[float] = []
    while len(times) < 3 or (sum(times) < 1.0 and len(times) < 15):
        began = time.perf_counter()
        call()
        times.append(time.perf_counter() - began)
    return statistics.median(times)


def exponent(sizes: Sequence[float], times: Sequence[float]) -> float:
    """Return the slope of the straight line through the logarithms."""
    x, y = list(map(math.log, sizes)), list(map(math.log, times))
    return statistics.linear_regression(x, y).slope


def some_of(rule: Rule, share: float) -> Rule:
    """Return a rule with a share of its phrases, spread evenly over them."""
    step = round(1 / share)
    return with_phrases(rule, lambda phrases: phrases[::step])


def with_variants(rule: Rule) -> Rule:
    """Return a rule with every phrase six times: as it is, and with characters added that no report holds."""
    return with_phrases(rule, lambda phrases: tuple(v + phrase for phrase in phrases for v in ("", *VARIANTS)))


def with_phrases(rule: Rule, change: Callable[[tuple[str, ...]], tuple[str, ...]]) -> Rule:
    """Return a rule with other phrases."""
    elements: list[Element] = [
        replace(element, **{name: change(getattr(element, name)) for name in STRENGTHS}) for element in rule.elements
    ]
    return replace(rule, elements=tuple(elements), masks=change(rule.masks))


def phrase_count(rules: Sequence[Rule]) -> int:
    """Return how many phrases rules have, look-alikes too."""
    return sum(
        len(rule.masks) + sum(len(getattr(element, name)) for element in rule.elements for name in STRENGTHS)
        for rule in rules
    )


def main() -> int:
    """Print sizes, times and exponents."""
    auditor = Auditor(read_rules())
    texts = [path.read_text(encoding="utf-8") for path in SEEDS]
    documents = [Document.of(text) for text in texts]
    for document in documents:
        auditor.audit(document)
    rows: list[tuple[str, str, Sequence[float], list[Callable[[], object]]]] = [
        (
            "documents", "one after another", DOCUMENTS,
            [lambda n=n: [auditor.audit(d) for d in islice(cycle(documents), n)] for n in DOCUMENTS],
        )
    ]  # fmt: skip
    whole = "".join(texts)
    for kind, text in (
        ("as written", whole),
        ("on one line", "".join(whole.split())),
        ("no punctuation", re.sub(r"[\W_]", "", whole)),
    ):
        long = [Document.of("".join(islice(cycle(text), size))) for size in LENGTHS]
        rows.append(("length", kind, LENGTHS, [lambda d=d: auditor.audit(d) for d in long]))
    reports = [auditor.read(document) for document in documents]
    sets = [tuple(some_of(rule, share) for rule in auditor.book.rules) for share in SHARES]
    sets.append(tuple(map(with_variants, auditor.book.rules)))
    finders = [Finder(rules) for rules in sets]
    searches = [lambda f=finder: [f.find(report) for report in reports] for finder in finders]
    rows.append(("phrases", "shares and variants", [phrase_count(rules) for rules in sets], searches))
    kept = True
    for name, kind, sizes, calls in rows:
        for call in calls[:1] if name == "length" else calls:
            call()
        times = [seconds(call) for call in calls]
        slope = exponent(sizes, times)
        kept = kept and slope <= BARS[name]
        told = "  ".join(f"{size:,}: {taken * 1000:.1f} ms" for size, taken in zip(sizes, times, strict=True))
        print(f"{name}, {kind}: {slope:.2f}, bar {BARS[name]}   {told}", flush=True)
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
