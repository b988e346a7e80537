"""Where a phrase stands in a line: spelled out, with a few slips, or with gaps and numbers.

A slip is an inserted, dropped or changed character; the phrase is searched in the text, never the text in the
phrase. Cut into edits + 1 pieces, a phrase with that many slips keeps one piece whole: pieces are found by plain
search, and only around them `rapidfuzz` measures. Nothing is lost against the textbook definition.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from auditor.match.language import Literal, Shape
from auditor.match.sightings import Sightings
from auditor.match.squeezed import Lines, Squeezed, each

Span = tuple[int, int]


class Place(NamedTuple):
    """Where a phrase stands; offsets count in the squeezed text."""

    start: int
    end: int
    edits: int
    words: tuple[Span, ...]
    """Where its own words stand."""
    line: int


def places(entry: int, lines: Lines, seen: Sightings) -> Iterator[Place]:
    """Return every place of an entry of the index; of a shape, those in some lines."""
    held = seen.index.entry(entry)
    if isinstance(held, Literal):
        return _spelled(held, seen)
    # to make a pattern takes as long as to search a hundred lines with it
    if not seen.index.has_pattern(entry) and not any(_in_order(held, seen.field, line) for line in each(lines)):
        return iter(())
    return _shaped(seen.index.pattern(entry), lines, seen.field)


def _in_order(shape: Shape, field: Squeezed, line: int) -> bool:
    """Return whether a line holds a word of every group behind one of the group before, however far behind."""
    at, high = field.lines[line]
    for part in shape.parts:
        if isinstance(part, tuple) and all(part):
            found = [(field.text.find(word, at, high), len(word)) for word in part]
            ends = [start + size for start, size in found if start >= 0]
            if not ends:
                return False
            at = min(ends)
    return True


def _spelled(literal: Literal, seen: Sightings) -> Iterator[Place]:
    """Yield where a phrase stands as spelled, then where it stands with slips and not as spelled beside it."""
    size = len(literal.text)
    exact = seen.finds(literal.text)
    for at, line in exact:
        yield Place(at, at + size, 0, ((at, at + size),), line)
    if literal.edits:
        starts = [at for at, _ in exact]
        beside = {near for at in starts for near in range(at, at + size + 1)}
        for edits, start, end, line in _spoilt(literal, starts, seen):
            if beside.isdisjoint(range(start, end + 1)):
                yield Place(start, end, edits, ((start, end),), line)


def _shaped(pattern: re.Pattern[str], lines: Lines, field: Squeezed) -> Iterator[Place]:
    """Yield where the pattern of a shape stands in some lines."""
    groups = range(1, pattern.groups + 1)
    for line in each(lines):
        for found in pattern.finditer(field.text, *field.lines[line]):
            words = tuple([found.span(group) for group in groups if found[group]])
            # all of its words may be such as need not stand
            if words:
                yield Place(*found.span(), 0, words, line)


def _spoilt(literal: Literal, exact: list[int], seen: Sightings) -> list[tuple[int, int, int, int]]:
    """Find the pieces of the text within the allowed edits; of overlapping ones the nearest, then the first.

    Returns edits, start, end and line. What stands as spelled, beginning at `exact`, is left out; nothing overlaps it.
    """
    phrase, k, text = literal.text, literal.edits, seen.field.text
    known = set(exact)
    found: dict[tuple[int, int, int], int] = {}
    for left, right in literal.pieces():
        for at, line in seen.finds(phrase[left:right]):
            if at - left in known:
                continue
            low, high = seen.field.lines[line]
            after = at + right - left
            for before, used in _nearest(phrase[:left], text[low:at], k, backwards=True):
                for behind, more in _nearest(phrase[right:], text[after:high], k - used, backwards=False):
                    key = (at - before, after + behind, line)
                    found[key] = min(found.get(key, k), used + more)
    size = len(phrase)
    taken: set[int] = set()
    for start in exact:
        if start not in taken:
            taken.update(range(start, start + size))
    best: list[tuple[int, int, int, int]] = []
    for (start, end, line), edits in sorted(found.items(), key=lambda f: (f[1], abs(f[0][1] - f[0][0] - size), f[0])):
        if taken.isdisjoint(range(start, end)):
            taken.update(range(start, end))
            best.append((edits, start, end, line))
    return best


def _nearest(part: str, text: str, k: int, *, backwards: bool) -> list[tuple[int, int]]:
    """Return the best length of text beside a piece that stands for a part of the phrase, and its edits.

    `text` is the line before the piece, or after it.
    """
    best: tuple[int, int] | None = None
    for length in range(max(0, len(part) - k), min(len(part) + k, len(text)) + 1):
        window = text[len(text) - length :] if backwards else text[:length]
        edits = Levenshtein.distance(part, window, score_cutoff=k)
        if edits <= k and (best is None or edits < best[1]):
            best = (length, edits)
    return [best] if best else []
