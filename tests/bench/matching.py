"""Time to find the phrases of the shipped rules in the sentences of the real reports, beside brute force.

python tests/bench/matching.py

Three rows, medians of interleaved rounds in one process: `Finder` with all phrases of the rules; `Finder` with
nothing but the phrases that can be spelled out; `rapidfuzz.process.cdist` with `partial_ratio` over those spelled-out
phrases and the same sentences. Needs numpy, which the program itself does without.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from rapidfuzz import fuzz, process

from auditor.book import Rule
from auditor.match.language import Literal, compile_phrase, squeeze
from auditor.match.phrases import Finder
from auditor.model import Document, Report
from auditor.pipeline import Auditor
from auditor.rulebook import read_rules

ROUNDS = 7
SEEDS = sorted((Path(__file__).resolve().parents[2] / "seeds").glob("*.txt"))
STRENGTHS = ("passing", "topics", "deeds", "facts")


def spelled_out(phrase: str) -> list[str]:
    """Return what a phrase spells out to; nothing for one with gaps or numbers."""
    compiled = compile_phrase(phrase)
    return [literal.text for literal in compiled if isinstance(literal, Literal)] if isinstance(compiled, tuple) else []


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


def timed(call: Callable[[], object]) -> float:
    """Return seconds of one call."""
    began = time.perf_counter()
    call()
    return time.perf_counter() - began


def main() -> int:
    """Print the table; 2 when numpy is missing."""
    try:
        import numpy
    except ModuleNotFoundError:
        print("rapidfuzz.process.cdist needs numpy: pip install numpy", file=sys.stderr)
        return 2
    auditor = Auditor(read_rules())
    rules = auditor.book.rules
    reports: list[Report] = [auditor.read(Document.of(path.read_text(encoding="utf-8"))) for path in SEEDS]
    sentences = [squeeze(sentence.text) for report in reports for sentence in report.sentences]
    phrases = phrases_of(rules)
    literals = [text for phrase in phrases for text in spelled_out(phrase)]
    whole, narrow = Finder(rules), Finder(tuple(map(only_literal, rules)))
    engines: dict[str, Callable[[], object]] = {
        f"Finder, all {len(phrases)} phrases": lambda: [whole.find(report) for report in reports],
        f"Finder, {len(literals)} spelled-out phrases": lambda: [narrow.find(report) for report in reports],
        f"cdist partial_ratio, {len(literals)} spelled-out phrases": lambda: process.cdist(
            literals, sentences, scorer=fuzz.partial_ratio, dtype=numpy.uint8, workers=1
        ),
    }
    times: dict[str, list[float]] = {name: [] for name in engines}
    for call in engines.values():
        call()
    for _ in range(ROUNDS):
        for name, call in engines.items():
            times[name].append(timed(call))
    medians = {name: statistics.median(rounds) for name, rounds in times.items()}
    slowest = list(medians.values())[-1]
    print(f"{len(reports)} reports, {len(sentences)} sentences, medians of {ROUNDS} rounds")
    for name, seconds in medians.items():
        print(f"{name:46} {seconds * 1000:8.1f} ms   {slowest / seconds:5.1f} x cdist")
    return 0


if __name__ == "__main__":
    sys.exit(main())
