"""Rows that a report does not speak of -> the passage that comes nearest to each, and what it lacks.

First look-alikes, then names that are part of another row's longer name, else words that begin and end like a phrase
of the row and differ between: a likeness without both ends is mostly another subject (涉企行政执法, 行政执法).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cache

from rapidfuzz import fuzz

from auditor.book import Rule
from auditor.match.language import ends_of, spelled_out
from auditor.match.phrases import Found, Lost
from auditor.match.squeezed import Squeezed
from auditor.model import Hit, Miss, Near, Proof, Report

_SHORTEST = 4
"""A shorter phrase is one term: what differs from it in a character is another."""
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
        near = _lost(lost.get(rule.id, []), report) or _alike(rule, found.fields, report)
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


def _alike(rule: Rule, fields: list[Squeezed], report: Report) -> Near | None:
    best: tuple[float, int, int] | None = None
    near = None
    names = _names(tuple(phrase for e in rule.elements for phrase in (*e.topics, *e.deeds, *e.facts)))
    for field in fields:
        for name in names:
            for start, end in _windows(name, field):
                score = fuzz.ratio(name, field.text[start:end], score_cutoff=best[0] if best else _CUTOFF)
                first, last = field.span(start, end)
                # of equally like ones the longer phrase, then the earlier place
                if score and (best is None or (score, len(name), -first) > best):
                    best, near = (score, len(name), -first), (first, last, name)
    if best is None or near is None:
        return None
    return Near(_proof(near[0], near[1], report), near[0], near[1], Miss.LIKE, near[2], likeness=int(best[0]))


@cache
def _names(phrases: tuple[str, ...]) -> tuple[str, ...]:
    """Return what the phrases of a row spell out to, long enough to be compared, each once."""
    spelled = dict.fromkeys(name for phrase in phrases for name in spelled_out(phrase))
    return tuple(name for name in spelled if len(name) >= _SHORTEST)


def _windows(name: str, field: Squeezed) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a line that begin and end as the name does."""
    head, tail = ends_of(name)
    for low, high in field.lines_with(((ends_of(name),),)):
        start = field.text.find(head, low, high)
        while start >= 0:
            end = field.text.find(tail, start + 1, min(high, start + len(name) + _WIDER)) + len(tail)
            if end > len(tail):
                yield start, end
            start = field.text.find(head, start + 1, high)


def _proof(start: int, end: int, report: Report) -> Proof:
    """Quote the sentence that holds a span, cut down around it where it is long."""
    sentence = report.sentences[bisect_right(report.sentences, start, key=lambda s: s.start) - 1]
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
