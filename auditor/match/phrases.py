"""Report x rules -> hits: where a sentence holds a phrase of a rule, exactly or with a few slips.

A slip is an inserted, dropped or changed character; the phrase is searched in the text, never the text in the
phrase. Cut into edits + 1 pieces, a phrase with that many slips keeps one piece whole: pieces are found by plain
search, and only around them `rapidfuzz` measures. Nothing is lost against the textbook definition.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import Levenshtein

from auditor.book import Rule
from auditor.match.language import Literal, Shape, compile_phrase, ends_of
from auditor.match.squeezed import Squeezed, squeezed
from auditor.model import Hit, Report, Strength

_SHORT = 8
"""A phrase up to this length is one term: it goes on over quotation marks, not over a pause (平安乡村、法治政府)."""
_PAUSE = re.compile("[，、：]")
_BREAK = re.compile("[，：]")
_MOST_IN_SENTENCE = 20
"""Times that a phrase counts in a sentence: what repeats it more often tells nothing more."""
_LONGEST_MASK = 500
"""Characters: no sentence is longer before its closing marks."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a phrase stands in the squeezed text."""

    start: int
    end: int
    edits: int
    words: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Lost:
    """A place that holds a row's phrase and is not of the row."""

    hit: Hit
    mask: str = ""
    """The look-alike that it lies in."""
    other: str = ""
    """The row whose longer name it is a part of."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a search brought."""

    hits: list[Hit]
    """In text order."""
    lost: list[Lost]
    fields: list[Squeezed]
    """The text that was searched."""


class Finder:
    """The phrases of a rule set, compiled once and searched in any number of reports."""

    def __init__(self, rules: tuple[Rule, ...]) -> None:
        """Compile; raises `PhraseError` for a phrase outside the language."""
        self._rules = rules
        self._rows = [(rule, list(_phrases(rule))) for rule in rules]
        self._masks = {rule.id: [compile_phrase(mask) for mask in rule.masks] for rule in rules}

    def find(self, report: Report) -> list[Hit]:
        """Return the hits of all rules in text order, look-alikes and parts of another row's longer term left out.

        Several phrases may hit the same place; the judge takes what proves most.
        """
        return self.search(report).hits

    def search(self, report: Report) -> Found:
        """Find, and keep what was left out with the reason."""
        fields = squeezed(report)
        lost: list[Lost] = []
        hits = [hit for field in fields for hit in self._search(field, report, lost)]
        kept = sorted(self._contested(hits, lost), key=lambda h: (h.start, h.end, h.rule, -h.strength))
        return Found(kept, lost, fields)

    def _search(self, field: Squeezed, report: Report, lost: list[Lost]) -> Iterator[Hit]:
        """Yield the hits of a stretch; look-alikes go to the lost."""
        starts = [sentence.start for sentence in report.sentences]
        for rule, phrases in self._rows:
            masks = zip(rule.masks, self._masks[rule.id], strict=True)
            masked = _Masked([(place, mask) for mask, compiled in masks for place in _places(compiled, field)])
            for element, strength, source, compiled in phrases:
                held: dict[int, int] = {}
                for place in _places(compiled, field):
                    mask = masked.over(place)
                    first, last = field.span(place.start, place.end)
                    words = tuple(field.span(a, b) for a, b in place.words)
                    if not mask and _torn(place, words, first, last, report.clean.text):
                        continue
                    at = bisect_right(starts, first) - 1
                    held[at] = held.get(at, 0) + 1
                    if held[at] > _MOST_IN_SENTENCE:
                        continue
                    hit = Hit(rule.id, element, strength, source, at, first, last, place.edits, words)
                    if mask:
                        lost.append(Lost(hit, mask=mask))
                    else:
                        yield hit

    def _contested(self, hits: list[Hit], lost: list[Lost]) -> Iterator[Hit]:
        """Drop a name that is only a part of another row's longer name, unless the rows share their words."""
        shares = {rule.id: rule.shares for rule in self._rules}
        form = {rule.id for rule in self._rules if rule.judge != "ladder"}
        by_sentence: dict[int, list[Hit]] = {}
        for hit in hits:
            by_sentence.setdefault(hit.sentence, []).append(hit)
        for hit in hits:
            if hit.strength > Strength.TOPIC or hit.rule in form:
                yield hit
                continue
            longer = next(
                (
                    other
                    for other in by_sentence[hit.sentence]
                    if other.rule != hit.rule
                    and other.rule not in form
                    and len(other.words) == 1
                    and other.rule not in shares[hit.rule]
                    and hit.rule not in shares[other.rule]
                    and other.strength >= hit.strength
                    and other.start <= hit.start
                    and hit.end <= other.end
                    and other.end - other.start > hit.end - hit.start
                ),
                None,
            )
            if longer is None:
                yield hit
            else:
                lost.append(Lost(hit, other=longer.rule))


class _Masked:
    """The look-alikes of a row in a stretch of text, asked of every place of its phrases."""

    def __init__(self, rows: list[tuple[_Place, str]]) -> None:
        """Sort by start; of several the first given counts."""
        self._rows = sorted((place.start, rank, place.end, mask) for rank, (place, mask) in enumerate(rows))

    def over(self, place: _Place) -> str:
        """Return the look-alike that a place lies in; empty for none."""
        low = bisect_left(self._rows, (place.end - _LONGEST_MASK,))
        near = self._rows[low : bisect_left(self._rows, (place.start + 1,))]
        return min(((rank, mask) for _, rank, end, mask in near if place.end <= end), default=(0, ""))[1]


def _torn(place: _Place, words: tuple[tuple[int, int], ...], first: int, last: int, text: str) -> bool:
    """Return whether a pause cuts what has to be one: a term, or a count from what it counts."""
    if len(words) == 1:
        return place.end - place.start <= _SHORT and _PAUSE.search(text, first, last) is not None
    counted = False
    for (one, two), (a, b) in zip(pairwise(place.words), pairwise(words), strict=True):
        # 到会4700人，执法人员……: the count belongs to what stands before the comma
        if counted and one[1] == two[0] and _BREAK.search(text, a[1], b[0]):
            return True
        counted = text[a[0]].isdigit() and text[a[1] - 1].isdigit()
    return False


def _phrases(rule: Rule) -> Iterator[tuple[str, Strength, str, tuple[Literal, ...] | Shape]]:
    for element in rule.elements:
        for strength, sources in (
            (Strength.PASSING, element.passing),
            (Strength.TOPIC, element.topics),
            (Strength.DEED, element.deeds),
            (Strength.FACT, element.facts),
        ):
            for source in sources:
                yield element.id, strength, source, compile_phrase(source)


def _places(compiled: tuple[Literal, ...] | Shape, field: Squeezed) -> Iterator[_Place]:
    """Yield every place of a phrase."""
    if isinstance(compiled, Shape):
        for line in field.lines_with(compiled.needs):
            for found in compiled.pattern.finditer(field.text, *line):
                words = tuple(found.span(i) for i in range(1, found.re.groups + 1) if found[i])
                yield _Place(found.start(), found.end(), 0, words)
        return
    for literal in compiled:
        exact = set()
        at = field.text.find(literal.text) if field.may_hold(literal.ends) else -1
        while at >= 0:
            exact.add(at)
            yield _Place(at, at + len(literal.text), 0, ((at, at + len(literal.text)),))
            at = field.text.find(literal.text, at + 1)
        if literal.edits:
            beside = {at for a in exact for at in range(a, a + len(literal.text) + 1)}
            for start, end, edits in _fuzzy(literal, field):
                if beside.isdisjoint(range(start, end + 1)):
                    yield _Place(start, end, edits, ((start, end),))


def _fuzzy(literal: Literal, field: Squeezed) -> list[tuple[int, int, int]]:
    """Find the pieces of the text within the allowed edits; of overlapping ones the nearest, then the first."""
    phrase, k, text = literal.text, literal.edits, field.text
    size = len(phrase)
    cuts = [size * i // (k + 1) for i in range(k + 2)]
    found: dict[tuple[int, int], int] = {}
    for left, right in zip(cuts, cuts[1:], strict=False):
        piece, before, after = phrase[left:right], phrase[:left], phrase[right:]
        at = text.find(piece) if field.may_hold(ends_of(piece)) else -1
        while at >= 0:
            for a, used in _nearest(before, text, at, k, backwards=True):
                for b, more in _nearest(after, text, at + len(piece), k - used, backwards=False):
                    key = (at - a, at + len(piece) + b)
                    found[key] = min(found.get(key, k), used + more)
            at = text.find(piece, at + 1)
    best: list[tuple[int, int, int]] = []
    taken: set[int] = set()
    for (start, end), edits in sorted(
        found.items(), key=lambda row: (row[1], abs(row[0][1] - row[0][0] - size), row[0])
    ):
        if taken.isdisjoint(range(start, end)):
            taken.update(range(start, end))
            best.append((start, end, edits))
    return best


def _nearest(part: str, text: str, at: int, k: int, *, backwards: bool) -> list[tuple[int, int]]:
    """Return the best length of text beside `at` that stands for a part of the phrase, and its edits."""
    best: tuple[int, int] | None = None
    for length in range(max(0, len(part) - k), len(part) + k + 1):
        if backwards and length > at or not backwards and at + length > len(text):
            break
        window = text[at - length : at] if backwards else text[at : at + length]
        if "\n" in window:
            # a nearer piece that crosses the sentence's end must not hide the one that does not
            break
        edits = Levenshtein.distance(part, window, score_cutoff=k)
        if edits <= k and (best is None or edits < best[1]):
            best = (length, edits)
    return [best] if best else []
