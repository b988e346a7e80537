"""What a stretch of text holds of an index: which phrases can stand in which of its lines."""

from __future__ import annotations

from auditor.match.index import Index
from auditor.match.squeezed import Lines, Squeezed, each


class Sightings:
    """The words of an index in one stretch of text, each with the lines that hold it."""

    def __init__(self, index: Index, field: Squeezed) -> None:
        """Find the words."""
        self.index = index
        self.field = field
        self._lines = index.words.lines(field)

    def possible(self) -> list[tuple[int, Lines]]:
        """Return, in order, the entries that may stand here, and the lines in which they may."""
        everywhere = (1 << len(self.field.lines)) - 1
        spelled = self.index.spelled
        numbers = {at for word in self._lines.keys() & spelled.keys() for at in spelled[word]}
        rows = [(at, everywhere) for at in (*numbers, *self.index.unneeding)]
        groups = self._groups()
        for first, shapes in self.index.shapes.items():
            for at, others in shapes if groups[first] else ():
                lines = groups[first]
                for group in others:
                    lines &= groups[group]
                    if not lines:
                        break
                else:
                    rows.append((at, lines))
        return sorted(rows)

    def _groups(self) -> list[Lines]:
        """Return the lines that hold a word of a group, by group."""
        groups = [0] * self.index.group_count
        groups_of = self.index.groups_of
        for word, lines in self._lines.items():
            for group in groups_of.get(word, ()):
                groups[group] |= lines
        return groups

    def finds(self, word: str) -> list[tuple[int, int]]:
        """Return where a word of the index stands, overlapping places too, with the number of the line; rising."""
        text = self.field.text
        found = []
        for line in each(self._lines.get(word, 0)):
            low, high = self.field.lines[line]
            at = text.find(word, low, high)
            while at >= 0:
                found.append((at, line))
                at = text.find(word, at + 1, high)
        return found
