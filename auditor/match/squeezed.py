"""The sentences of a report without punctuation and blanks, with an index of which lines hold which pairs."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from itertools import pairwise

from auditor.match.language import Ends
from auditor.model import Report, Role, Sentence

SILENT = (Role.TITLE, Role.MASTHEAD, Role.SIGNATURE)
"""Parts of a report in which nothing is looked for."""
_MOST_LINES = 500
_KEPT = ".%"
"""Kept beside letters and digits: the signs of 95.5%."""


class Squeezed:
    """A stretch of a report without punctuation, a sentence a line, indexed by its pairs of characters.

    A word can only stand in a line that holds its first and its last pair. Asking that of every word of a phrase
    costs next to nothing and leaves few lines to search.
    """

    def __init__(self) -> None:
        """Begin empty."""
        self._chars: list[str] = []
        self._origin = array("L")
        self._lines: list[tuple[int, int]] = []
        self._pairs: dict[str, int] = {}
        self.text = ""

    def add(self, sentence: Sentence) -> None:
        """Append a sentence as a line."""
        begins = len(self._chars)
        for offset, char in enumerate(sentence.text):
            if char.isalnum() or char in _KEPT:
                self._chars.append(char)
                self._origin.append(sentence.start + offset)
        bit = 1 << len(self._lines)
        line = self._chars[begins:]
        for pair in (*line, *map("".join, pairwise(line))):
            self._pairs[pair] = self._pairs.get(pair, 0) | bit
        self._lines.append((begins, len(self._chars)))
        self._chars.append("\n")
        self._origin.append(sentence.end - 1)

    def close(self) -> Squeezed:
        """Join the text; to be called once, after the last line."""
        self.text = "".join(self._chars)
        return self

    @property
    def full(self) -> bool:
        """Whether so many lines are in that a new stretch had better be begun."""
        return len(self._lines) >= _MOST_LINES

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the cleaned span of a squeezed one."""
        return self._origin[start], self._origin[end - 1] + 1

    def lines_with(self, needs: Sequence[Sequence[Ends]]) -> Iterator[tuple[int, int]]:
        """Yield the lines that may hold a word of every group."""
        lines = (1 << len(self._lines)) - 1
        for group in needs:
            some = 0
            for first, last in group:
                some |= self._pairs.get(first, 0) & self._pairs.get(last, 0)
            lines &= some
            if not lines:
                return
        while lines:
            lowest = lines & -lines
            yield self._lines[lowest.bit_length() - 1]
            lines ^= lowest

    def may_hold(self, word: Ends) -> bool:
        """Return whether a word may stand in some line."""
        return bool(self._pairs.get(word[0], 0) & self._pairs.get(word[1], 0))


def squeezed(report: Report) -> list[Squeezed]:
    """Squeeze the body of a report, a stretch of some hundred sentences at a time, so that the index stays linear.

    Title, masthead and signature are left out.
    """
    fields: list[Squeezed] = []
    for sentence in report.sentences:
        if sentence.role in SILENT:
            continue
        if not fields or fields[-1].full:
            fields.append(Squeezed())
        fields[-1].add(sentence)
    return [field.close() for field in fields]
