"""Time to find the phrases of the shipped rules in reports and to audit them, beside other ways, in one process.

    python tests/bench/matching.py [gold]

Medians of interleaved rounds over the real reports, or over the labelled ones. Bars: finding at least 20 times as fast
as `rapidfuzz.process.cdist` over the spelled-out phrases and the same sentences, the whole audit at least 6 times as
fast as it and at most 2.5 times as long as finding; ends with 1 where one is broken. Needs numpy.

Beside them, each where it is installed: exact scanners over the spelled-out phrases (ahocorasick_rs, daachorse), which
find neither slips nor phrases with gaps, and a fuzzy matcher (spaczz), timed on one report and a part of the phrases.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz, process

from auditor.book import Rule
from auditor.match.language import spelled_out, squeeze
from auditor.match.phrases import Finder
from auditor.model import Document
from auditor.pipeline import Auditor
from auditor.rulebook import read_rules

ROUNDS = 7
ROOT = Path(__file__).resolve().parents[2]
STRENGTHS = ("passing", "topics", "deeds", "facts")
LEAST_FINDING, LEAST_AUDIT, MOST_OF_FINDING = 20.0, 6.0, 2.5
SPACZZ_PHRASES = 40
Engine = Callable[[], object]


def only_literal(rule: Rule) -> Rule:
    """Return a rule without its phrases that have gaps or numbers."""
    elements = (
        replace(element, **{name: tuple(filter(spelled_out, getattr(element, name))) for name in STRENGTHS})
        for element in rule.elements
    )
    return replace(rule, elements=tuple(elements), masks=tuple(filter(spelled_out, rule.masks)))


def phrases_of(rules: tuple[Rule, ...]) -> list[str]:
    """Return the phrases of all elements as written."""
    return [
        phrase for rule in rules for element in rule.elements for name in STRENGTHS for phrase in getattr(element, name)
    ]


def exact_scanners(literals: Sequence[str], texts: Sequence[str]) -> dict[str, Engine]:
    """Return the exact scanners that are installed."""
    words = list(dict.fromkeys(literals))
    engines: dict[str, Engine] = {}
    aho_corasick, daachorse = installed("ahocorasick_rs"), installed("daachorse")
    if aho_corasick is not None:
        overlapping = partial(aho_corasick.AhoCorasick(words).find_matches_as_indexes, overlapping=True)
        engines["ahocorasick_rs, exact only"] = lambda: list(map(overlapping, texts))
    if daachorse is not None:
        scan = daachorse.CharwiseDoubleArrayAhoCorasick(words).find_overlapping
        engines["daachorse, exact only"] = lambda: list(map(scan, texts))
    return engines


def spaczz_seconds(literals: Sequence[str], text: str) -> float | None:
    """Return the seconds that spaczz would take for all phrases in one text, from a few of them; None without it."""
    package, spacy = installed("spaczz.matcher"), installed("spacy")
    if package is None or spacy is None:
        return None
    language = spacy.blank("zh")
    matcher = package.FuzzyMatcher(language.vocab)
    some = list(dict.fromkeys(literals))[:: max(1, len(literals) // SPACZZ_PHRASES)]
    matcher.add("phrases", [language.make_doc(phrase) for phrase in some])
    document = language.make_doc(text)
    return timed(lambda: matcher(document)) * len(literals) / len(some)


def installed(name: str) -> Any:
    """Return a module; None, with a note, where it is not installed."""
    try:
        return import_module(name)
    except ImportError as error:
        print(f"left out: {name} ({error})")
        return None


def timed(call: Engine) -> float:
    """Return seconds of one call."""
    began = time.perf_counter()
    call()
    return time.perf_counter() - began


def medians_of(engines: dict[str, Engine]) -> dict[str, float]:
    """Run all engines once, then in turn, and return the median seconds of each."""
    times: dict[str, list[float]] = {name: [] for name in engines}
    for call in engines.values():
        call()
    for _ in range(ROUNDS):
        for name, call in engines.items():
            times[name].append(timed(call))
    return {name: statistics.median(rounds) for name, rounds in times.items()}


def main(folder: Path) -> int:
    """Print the table; 1 for a broken bar, 2 when numpy is missing."""
    numpy = installed("numpy")
    if numpy is None:
        return 2
    auditor = Auditor(read_rules())
    rules = auditor.book.rules
    documents = [Document.of(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.txt"))]
    reports = [auditor.read(document) for document in documents]
    lines = [[squeeze(sentence.text) for sentence in report.sentences] for report in reports]
    sentences = [sentence for own in lines for sentence in own]
    phrases = phrases_of(rules)
    literals = [text for phrase in phrases for text in spelled_out(phrase)]
    whole, narrow = Finder(rules), Finder(tuple(map(only_literal, rules)))
    finding, audit = f"Finder, all {len(phrases)} phrases", "the whole audit, text to verdicts"
    brute = f"cdist partial_ratio, {len(literals)} spelled-out phrases"
    texts = ["\n".join(own) for own in lines]
    medians = medians_of(
        {
            finding: lambda: [whole.find(report) for report in reports],
            f"Finder, {len(literals)} spelled-out phrases": lambda: [narrow.find(report) for report in reports],
            audit: lambda: [auditor.audit(document) for document in documents],
            **exact_scanners(literals, texts),
            brute: lambda: process.cdist(literals, sentences, scorer=fuzz.partial_ratio, dtype=numpy.uint8, workers=1),
        }
    )
    slowest = medians[brute]
    print(f"{len(reports)} reports, {len(sentences)} sentences, medians of {ROUNDS} rounds")
    for name, seconds in medians.items():
        print(f"{name:46} {seconds * 1000:9.1f} ms   {slowest / seconds:7.1f} x cdist")
    fuzzy = spaczz_seconds(literals, texts[0])
    if fuzzy is not None:
        print(f"{'spaczz, spelled-out phrases, one report':46} {fuzzy * 1000:9.1f} ms   reckoned from a part")
    bars = (
        ("finding x cdist", slowest / medians[finding], LEAST_FINDING, True),
        ("audit x cdist", slowest / medians[audit], LEAST_AUDIT, True),
        ("audit / finding", medians[audit] / medians[finding], MOST_OF_FINDING, False),
    )
    for name, value, bar, least in bars:
        kept = value >= bar if least else value <= bar
        print(f"{name:18} {value:6.1f}, bar {'>=' if least else '<='} {bar}: {'kept' if kept else 'BROKEN'}")
    return 0 if all((value >= bar) is least or value == bar for _, value, bar, least in bars) else 1


if __name__ == "__main__":
    sys.exit(main(ROOT / "tests" / "gold" / "texts" if "gold" in sys.argv[1:] else ROOT / "seeds"))
