"""Report x rules -> hits: where a sentence holds a phrase of a rule, and what of that is not of the rule after all."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from auditor.book import Rule
from auditor.match.index import Compile, Index
from auditor.match.language import compile_phrase
from auditor.match.places import Place, Span, places
from auditor.match.sightings import Sightings
from auditor.match.squeezed import Lines, Squeezed, squeezed
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


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A phrase as it stands in a rule."""

    rule: str
    source: str
    element: str
    strength: Strength
    mask: bool = False
    """A look-alike; element and strength say nothing then."""


class Finder:
    """The phrases of a rule set, indexed once and searched in any number of reports."""

    def __init__(self, rules: tuple[Rule, ...]) -> None:
        """Index; raises `PhraseError` for a phrase outside the language."""
        self._rules = rules
        self._phrases = [phrase for rule in rules for phrase in _phrases(rule)]
        self._index = Index([compile_phrase(phrase.source) for phrase in self._phrases])

    def compile_with(self, compile: Compile) -> None:
        """Have patterns made by another than `re.compile`, one that knows some already."""
        self._index.compile = compile

    def find(self, report: Report) -> list[Hit]:
        """Return the hits of all rules in text order, look-alikes and parts of another row's longer term left out.

        Several phrases may hit the same place; the judge takes what proves most.
        """
        return self.search(report).hits

    def search(self, report: Report) -> Found:
        """Find, and keep what was left out with the reason."""
        fields = squeezed(report)
        lost: list[Lost] = []
        hits = [hit for field in fields for hit in self._search(field, report.clean.text, lost)]
        kept = sorted(self._contested(hits, lost), key=lambda h: (h.start, h.end, h.rule, -h.strength))
        return Found(kept, lost, fields)

    def _search(self, field: Squeezed, text: str, lost: list[Lost]) -> Iterator[Hit]:
        """Yield the hits of a stretch, row by row; look-alikes go to the lost."""
        seen = Sightings(self._index, field)
        rows: dict[str, dict[int, list[Place]]] = {}
        masks: dict[str, list[tuple[int, Lines]]] = {}
        for entry, lines in seen.possible():
            number = self._index.phrase_of[entry]
            phrase = self._phrases[number]
            if phrase.mask:
                masks.setdefault(phrase.rule, []).append((entry, lines))
            elif found := list(places(entry, lines, seen)):
                rows.setdefault(phrase.rule, {}).setdefault(number, []).extend(found)
        for rule, own in rows.items():
            masked = _Masked(
                [
                    (place, self._phrases[self._index.phrase_of[entry]].source)
                    for entry, lines in masks.get(rule, ())
                    for place in places(entry, lines, seen)
                ]
            )
            for number, found in own.items():
                yield from _hits(self._phrases[number], found, masked, field, text, lost)

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

    def __init__(self, rows: list[tuple[Place, str]]) -> None:
        """Sort by start; of several the first given counts."""
        self._rows = sorted((place.start, rank, place.end, mask) for rank, (place, mask) in enumerate(rows))

    def over(self, place: Place) -> str:
        """Return the look-alike that a place lies in; empty for none."""
        if not self._rows:
            return ""
        low = bisect_left(self._rows, (place.end - _LONGEST_MASK,))
        near = self._rows[low : bisect_left(self._rows, (place.start + 1,))]
        return min(((rank, mask) for _, rank, end, mask in near if place.end <= end), default=(0, ""))[1]


def _hits(
    phrase: _Phrase, found: list[Place], masked: _Masked, field: Squeezed, text: str, lost: list[Lost]
) -> Iterator[Hit]:
    """Yield the places of a phrase as hits; those inside a look-alike go to the lost."""
    held: dict[int, int] = {}
    for place in found:
        mask = masked.over(place)
        first, last = field.span(place.start, place.end)
        words = tuple([field.span(a, b) for a, b in place.words])
        # where nothing was squeezed out there is no pause
        pauses = last - first > place.end - place.start
        if pauses and not mask and _torn(place, words, first, last, text):
            continue
        at = field.sentences[place.line]
        held[at] = held.get(at, 0) + 1
        if held[at] > _MOST_IN_SENTENCE:
            continue
        hit = Hit(phrase.rule, phrase.element, phrase.strength, phrase.source, at, first, last, place.edits, words)
        if mask:
            lost.append(Lost(hit, mask=mask))
        else:
            yield hit


def _torn(place: Place, words: tuple[Span, ...], first: int, last: int, text: str) -> bool:
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


def check_phrases(rule: Rule) -> None:
    """Raise `PhraseError` for the first phrase of a rule that is outside the language."""
    for phrase in _phrases(rule):
        compile_phrase(phrase.source)


def _phrases(rule: Rule) -> Iterator[_Phrase]:
    """Yield the phrases of a rule, look-alikes last."""
    for element in rule.elements:
        for strength, sources in (
            (Strength.PASSING, element.passing),
            (Strength.TOPIC, element.topics),
            (Strength.DEED, element.deeds),
            (Strength.FACT, element.facts),
        ):
            for source in sources:
                yield _Phrase(rule.id, source, element.id, strength)
    for mask in rule.masks:
        yield _Phrase(rule.id, mask, "", Strength.PASSING, mask=True)
