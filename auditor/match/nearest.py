"""Rows that a report does not speak of -> the passage that comes nearest to each, and what it lacks.

First look-alikes, then names that are part of another row's longer name, else words that begin and end like a phrase
of the row and differ between: a likeness without both ends is mostly another subject (涉企行政执法, 行政执法).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from rapidfuzz import fuzz

from auditor.book import Rule
from auditor.match.language import spelled_out
from auditor.match.phrases import Found, Lost, Squeezed
from auditor.model import Hit, Miss, Near, Proof, Report

_SHORTEST = 4
"""A shorter phrase is one term: what differs from it in a character is another."""
_END = 2
"""Characters at either end that have to be the same."""
_WIDER = 8
"""Characters that may stand between the ends beyond the phrase's own length."""
_CUTOFF = 70.0
"""Likeness from which a passage is worth showing; below, seen on labelled reports, other subjects come in."""
_MAX_QUOTE = 110
_BEFORE = 40
_EDGE = "，、；：。！？\n"


def nearest(rules: Iterable[Rule], found: Found, report: Report) -> dict[str, Near]:
    """Return the nearest passage of every ladder row that has one, by row id. Linear in the text, never raises."""
    lost: dict[str, list[Lost]] = {}
    for loss in found.lost:
        lost.setdefault(loss.hit.rule, []).append(loss)
    rows: dict[str, Near] = {}
    for rule in rules:
        if rule.judge != "ladder":
            continue
        near = _lost(lost.get(rule.id, []), report) or _alike(rule, found.field, report)
        if near:
            rows[rule.id] = near
    return rows


def elsewhere(hits: list[Hit], elements: tuple[str, ...], report: Report) -> Near | None:
    """Return the first hit of some elements as a passage in a part of the report where it does not count."""
    hit = next((h for h in hits if h.element in elements), None)
    if hit is None:
        return None
    return Near(_proof(hit.start, hit.end, report), hit.start, hit.end, Miss.ELSEWHERE, hit.phrase)


def _lost(losses: list[Lost], report: Report) -> Near | None:
    """Take the look-alike or the contested name that would have proved most."""
    best = max(losses, key=lambda loss: (loss.hit.strength, loss.hit.end - loss.hit.start), default=None)
    if best is None:
        return None
    start, end = best.hit.start, best.hit.end
    miss = Miss.LOOK_ALIKE if best.mask else Miss.OTHER_ROW
    return Near(_proof(start, end, report), start, end, miss, best.mask or best.hit.phrase, best.other)


def _alike(rule: Rule, field: Squeezed, report: Report) -> Near | None:
    best: tuple[float, int, int, int, str] | None = None
    for name in _names(tuple(phrase for e in rule.elements for phrase in (*e.topics, *e.deeds, *e.facts))):
        for start, end in _windows(name, field.text):
            score = fuzz.ratio(name, field.text[start:end], score_cutoff=best[0] if best else _CUTOFF)
            # of equally like ones the longer phrase, then the earlier place
            if score and (best is None or (score, len(name), -start) > best[:3]):
                best = (score, len(name), -start, end, name)
    if best is None:
        return None
    first, last = field.span(-best[2], best[3])
    return Near(_proof(first, last, report), first, last, Miss.LIKE, best[4], likeness=int(best[0]))


@cache
def _names(phrases: tuple[str, ...]) -> tuple[str, ...]:
    """Return what the phrases of a row spell out to, long enough to be compared, each once."""
    spelled = dict.fromkeys(name for phrase in phrases for name in spelled_out(phrase))
    return tuple(name for name in spelled if len(name) >= _SHORTEST)


def _windows(name: str, text: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a sentence that begin and end as the name does."""
    head, tail = name[:_END], name[-_END:]
    start = text.find(head)
    while start >= 0:
        end = text.find(tail, start + 1, start + len(name) + _WIDER) + _END
        if end > _END and "\n" not in text[start:end]:
            yield start, end
        start = text.find(head, start + 1)


def _proof(start: int, end: int, report: Report) -> Proof:
    """Quote the sentence that holds a span, cut down around it where it is long."""
    sentence = next(s for s in report.sentences if s.start <= start < s.end)
    low, high = sentence.start, sentence.end
    if high - low > _MAX_QUOTE:
        low = max(low, start - _BEFORE)
        high = min(high, max(end, low + _MAX_QUOTE))
    text = report.clean.text
    while low < start and text[low] in _EDGE:
        low += 1
    while high > end and text[high - 1] in _EDGE:
        high -= 1
    return Proof(low, high, sentence.section)
