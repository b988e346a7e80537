"""The phrases of a rule set, indexed by their words.

The way goes from the words that a text holds to the phrases, so that what a text does not speak of costs nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from auditor.match.language import Compiled, Literal, Shape
from auditor.match.words import Words

Group = tuple[str, ...]
"""Words of which one has to stand in a line."""


class Index:
    """Spellings and shapes by number, in the order of their phrases. Plain values, quick to store and load."""

    def __init__(self, phrases: Sequence[Compiled]) -> None:
        """Index the phrases by their words."""
        self.entries: list[Literal | Shape] = []
        self.phrase_of: list[int] = []
        """The phrase of every entry."""
        for at, phrase in enumerate(phrases):
            entries = phrase if isinstance(phrase, tuple) else (phrase,)
            self.entries.extend(entries)
            self.phrase_of.extend([at] * len(entries))
        self.spelled: dict[str, list[int]] = {}
        """By word, the spellings that may stand where it stands."""
        for at, entry in enumerate(self.entries):
            for word in _pieces(entry) if isinstance(entry, Literal) else ():
                self.spelled.setdefault(word, []).append(at)
        self._index_shapes()
        exact = (entry.text for entry in self.entries if isinstance(entry, Literal))
        self.words = Words([*self.spelled, *exact, *self.groups_of])

    def _index_shapes(self) -> None:
        """Number the groups of words, and put every shape under the one whose words are the rarest.

        The words that the fewest groups share are mostly the rarest in a text as well.
        """
        numbers: dict[Group, int] = {}
        needs = {
            at: dict.fromkeys(numbers.setdefault(group, len(numbers)) for group in _needed(entry))
            for at, entry in enumerate(self.entries)
            if isinstance(entry, Shape)
        }
        shared = Counter(word for group in numbers for word in group)
        cost = [sum(map(shared.__getitem__, group)) for group in numbers]
        self.group_count = len(numbers)
        self.groups_of: dict[str, list[int]] = {}
        """By word, the groups that have it."""
        for group, number in numbers.items():
            for word in group:
                self.groups_of.setdefault(word, []).append(number)
        self.unneeding = [at for at, groups in needs.items() if not groups]
        """Shapes that may stand anywhere."""
        self.shapes: dict[int, list[tuple[int, tuple[int, ...]]]] = {}
        """By group, shapes that need it, each with the other groups that it needs."""
        for at, groups in needs.items():
            first, *others = sorted(groups, key=cost.__getitem__) or [-1]
            if first >= 0:
                self.shapes.setdefault(first, []).append((at, tuple(others)))


def _needed(shape: Shape) -> list[Group]:
    return [tuple(dict.fromkeys(part)) for part in shape.parts if isinstance(part, tuple) and all(part)]


def _pieces(literal: Literal) -> list[str]:
    """Return the words of which one stands wherever a spelling stands, with its slips: of a long one, pieces."""
    return [literal.text[a:b] for a, b in literal.pieces()]
