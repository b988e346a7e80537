"""The places of a phrase by definition, as plainly as it can be written: what the fast search is held against.

Nothing of the search is used but the parsed phrase. A line is a sentence without punctuation and blanks.

Spelled out, a phrase stands wherever its characters stand. With k slips it is cut into k + 1 pieces, as equal as can
be, the earlier ones not longer than the later ones. Around every place of a piece the part before it takes the
stretch of the line, up to k characters shorter or longer than itself, that is nearest in edits, of equally near ones
the shortest; the part after it likewise, with the edits that are left. Of windows that overlap the one with the fewest
edits is taken, then the one nearest to the phrase's length, then the first. What lies on or next to an exact place is
left out.

A shape is read from the left: the first beginning from which it can be read to its end, at each of its places the
longest word that leads there, gaps as short and numbers as long as they can be; then again behind its end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.match.language import Literal, Part, Shape

Span = tuple[int, int]
Found = tuple[int, int, int, tuple[Span, ...]]
"""Start, end, edits, and the words."""
GAPS = {"…": 12, "……": 30}
NO_NUMBER = re.compile(r"0(?![\d.])|三项制度|三重一大|三务|三资|三农|三治")
HAN = "两二三四五六七八九十百千"
NUMBER = re.compile(rf"(\d{{1,12}}(\.\d{{1,6}})?|[{HAN}]+([零一][零一{HAN}]*)?)[余多]?[万亿]?[余多]?")


def distance(a: str, b: str) -> int:
    """Textbook Levenshtein distance."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        above, row = row, [i]
        for j, y in enumerate(b, 1):
            row.append(min(above[j] + 1, row[-1] + 1, above[j - 1] + (x != y)))
    return row[-1]


def places_in(compiled: tuple[Literal, ...] | Shape, line: str) -> list[Found]:
    """Return every place of a phrase in a line, sorted."""
    if isinstance(compiled, Shape):
        return list(shaped(compiled.parts, line))
    return sorted(found for literal in compiled for found in spelled(literal.text, literal.edits, line))


def spelled(phrase: str, slips: int, line: str) -> Iterator[Found]:
    """Yield the exact places of a spelling, then those with slips."""
    size = len(phrase)
    exact = [at for at in range(len(line)) if phrase and line.startswith(phrase, at)]
    for at in exact:
        yield at, at + size, 0, ((at, at + size),)
    taken: list[Span] = []
    for edits, _, (start, end) in sorted(windows(phrase, slips, line)) if slips else ():
        if any(start < b and a < end for a, b in taken):
            continue
        taken.append((start, end))
        if not any(start <= at + size and at <= end for at in exact):
            yield start, end, edits, ((start, end),)


def windows(phrase: str, slips: int, line: str) -> set[tuple[int, int, Span]]:
    """Return the windows around all pieces: edits, how far off in length, and span; each at its fewest edits."""
    least: dict[Span, int] = {}
    cuts = [len(phrase) * i // (slips + 1) for i in range(slips + 2)]
    for left, right in zip(cuts, cuts[1:], strict=False):
        for at in range(len(line)) if left < right else ():
            if not line.startswith(phrase[left:right], at):
                continue
            rest = at + right - left
            before = [line[at - n : at] for n in lengths(phrase[:left], slips, at)]
            near = nearest(phrase[:left], slips, before)
            if near is None:
                continue
            after = [line[rest : rest + n] for n in lengths(phrase[right:], slips - near[0], len(line) - rest)]
            far = nearest(phrase[right:], slips - near[0], after)
            if far is None:
                continue
            span = (at - near[1], rest + far[1])
            least[span] = min(least.get(span, slips), near[0] + far[0])
    return {(edits, abs(b - a - len(phrase)), (a, b)) for (a, b), edits in least.items()}


def lengths(part: str, slips: int, room: int) -> range:
    """Return the lengths that a stretch for a part may have."""
    return range(max(0, len(part) - slips), min(len(part) + slips, room) + 1)


def nearest(part: str, slips: int, stretches: list[str]) -> Span | None:
    """Return edits and length of the stretch that is nearest to a part; None where all are too far off."""
    near = min(((distance(part, stretch), len(stretch)) for stretch in stretches), default=None)
    return near if near and near[0] <= slips else None


def shaped(parts: tuple[Part, ...], line: str) -> Iterator[Found]:
    """Yield the places of a shape."""
    start = 0
    while start <= len(line):
        read = read_on(parts, line, start)
        if read is None or read[0] == start:
            start += 1
            continue
        end, words = read
        yield start, end, 0, words
        start = end


def read_on(parts: tuple[Part, ...], line: str, at: int) -> tuple[int, tuple[Span, ...]] | None:
    """Read the parts from an offset on; return where they end and where their words stand."""
    if not parts:
        return at, ()
    part, rest = parts[0], parts[1:]
    if isinstance(part, str) and part in GAPS:
        ends = list(range(at, min(at + GAPS[part], len(line)) + 1))
    elif part == "#":
        ends = number_ends(line, at)
    else:
        ends = [at + len(word) for word in sorted(part, key=len, reverse=True) if line.startswith(word, at)]
    for end in ends:
        read = read_on(rest, line, end)
        if read is not None:
            own = () if isinstance(part, str) and part in GAPS or end == at else ((at, end),)
            return read[0], (*own, *read[1])
    return None


def number_ends(line: str, at: int) -> list[int]:
    """Return where a number that begins at an offset may end, the longest first."""
    if NO_NUMBER.match(line, at):
        return []
    return [end for end in range(len(line), at, -1) if NUMBER.fullmatch(line, at, end)]
