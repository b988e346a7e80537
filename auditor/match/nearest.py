"""Rows that a report does not speak of -> the passage that comes nearest to each, and what it lacks.

First look-alikes, then names that are part of another row's longer name, else words that begin and end like a phrase
of the row and differ between: a likeness without both ends is mostly another subject (涉企行政执法, 行政执法).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cache
from operator import add

from rapidfuzz import fuzz

from auditor.book import Rule
from auditor.match.language import spelled_out
from auditor.match.phrases import Found, Lost
from auditor.match.squeezed import Squeezed
from auditor.model import Hit, Miss, Near, Proof, Report

_SHORTEST = 4
"""A shorter phrase is one term: what differs from it in a character is another."""
_WIDER = 8
"""Characters that may stand between the ends beyond the phrase's own length."""
_END = 2
"""Characters that the ends of a passage have in common with the phrase."""
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
    stretches = [_Pairs(field) for field in found.fields]
    rows: dict[str, Near] = {}
    for rule in rules:
        if rule.judge != "ladder":
            continue
        near = _lost(lost.get(rule.id, []), report) or _alike(rule, stretches, report)
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


def _alike(rule: Rule, stretches: list[_Pairs], report: Report) -> Near | None:
    best: tuple[float, int, int] | None = None
    near = None
    names = _names(tuple(phrase for e in rule.elements for phrase in (*e.topics, *e.deeds, *e.facts)))
    for pairs in stretches:
        field, held = pairs.field, pairs.held
        for name in [name for name in names if name[:_END] in held and name[-_END:] in held]:
            for start, end in _windows(name, pairs):
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


class _Pairs:
    """Where pairs of characters stand in a stretch of text."""

    def __init__(self, field: Squeezed) -> None:
        """Note which pairs there are."""
        self.field = field
        self.held = frozenset(map(add, field.text, field.text[1:]))
        self._starts: dict[str, list[int]] = {}

    def starts(self, pair: str) -> list[int]:
        """Return where a pair begins, rising."""
        if pair not in self._starts:
            text, starts = self.field.text, []
            at = text.find(pair)
            while at >= 0:
                starts.append(at)
                at = text.find(pair, at + 1)
            self._starts[pair] = starts
        return self._starts[pair]


def _windows(name: str, pairs: _Pairs) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a line that begin and end as the name does."""
    text, head, tail = pairs.field.text, name[:_END], name[-_END:]
    for start in pairs.starts(head):
        most = start + len(name) + _WIDER
        line_end = text.find("\n", start, most)
        end = text.find(tail, start + 1, line_end if line_end >= 0 else most)
        if end >= 0:
            yield start, end + _END


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
