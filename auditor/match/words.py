"""Which of a set of words stand in which lines of a text: one way through the text, however many words there are."""

from __future__ import annotations

from collections.abc import Iterable
from operator import add

from auditor.match.squeezed import Lines, Squeezed

_HEAD = 3
"""Characters by which longer words are looked up: few places of a text begin like a word for three characters."""


class Words:
    """Words ready to be looked up. Sets and tables of strings, quick to store and load."""

    def __init__(self, words: Iterable[str]) -> None:
        """Sort the words by how they are looked up; the empty one is left out."""
        known = frozenset(words)
        self._ones = frozenset(word for word in known if len(word) == 1)
        self._twos = frozenset(word for word in known if len(word) == 2)
        self._longer = frozenset(word for word in known if len(word) >= _HEAD)
        sizes: dict[str, set[int]] = {}
        for word in self._longer:
            sizes.setdefault(word[:_HEAD], set()).add(len(word))
        self._sizes = {head: tuple(sorted(lengths)) for head, lengths in sizes.items()}

    def lines(self, field: Squeezed) -> dict[str, Lines]:
        """Return the words that a text holds, each with the lines that hold it. Linear in the text."""
        found: dict[str, Lines] = {}
        bit = 1
        for start, end in field.lines:
            for word in self.standing_in(field.text[start:end]):
                found[word] = found[word] | bit if word in found else bit
            bit <<= 1
        return found

    def standing_in(self, line: str) -> set[str]:
        """Return the words that a line holds."""
        sizes, longer = self._sizes, self._longer
        standing = {*self._ones.intersection(line), *self._twos.intersection(map(add, line, line[1:]))}
        heads = [line[at : at + _HEAD] for at in range(len(line) - _HEAD + 1)]
        for at in [at for at, head in enumerate(heads) if head in sizes]:
            standing.update([word for size in sizes[heads[at]] if (word := line[at : at + size]) in longer])
        return standing
