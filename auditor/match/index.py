"""The phrases of a rule set, indexed by their words.

The way goes from the words that a text holds to the phrases, so that what a text does not speak of costs nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from auditor.match.language import Compiled, Literal, Shape
from auditor.match.words import Words

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")
Compile = Callable[[str], re.Pattern[str]]
Group = tuple[str, ...]
"""Words of which one has to stand in a line."""


class Index:
    """Spellings and shapes by number, in the order of their phrases. Plain values, quick to store and load."""

    def __init__(self, phrases: Sequence[Compiled]) -> None:
        """Index the phrases by their words."""
        entries: list[Literal | Shape] = []
        self.phrase_of: list[int] = []
        """The phrase of every entry."""
        for at, phrase in enumerate(phrases):
            found = phrase if isinstance(phrase, tuple) else (phrase,)
            entries.extend(found)
            self.phrase_of.extend([at] * len(found))
        self._entries = [(e.text, e.edits) if isinstance(e, Literal) else (e.parts,) for e in entries]
        spelled = ((word, at) for at, entry in enumerate(entries) for word in _pieces(entry))
        self.spelled = _by_key(spelled)
        """By word, the spellings that may stand where it stands."""
        self.compile: Compile = re.compile
        """What makes the pattern of a shape."""
        self._patterns: dict[int, re.Pattern[str]] = {}
        self._index_shapes({at: entry for at, entry in enumerate(entries) if isinstance(entry, Shape)})
        exact = (entry.text for entry in entries if isinstance(entry, Literal))
        self.words = Words([*self.spelled, *exact, *self.groups_of])

    def __getstate__(self) -> dict[str, object]:
        """Leave the patterns out, and what makes them: a text needs few of them, others than the last."""
        return self.__dict__ | {"_patterns": {}, "compile": re.compile}

    def entry(self, at: int) -> Literal | Shape:
        """Return a spelling or a shape by its number."""
        held = self._entries[at]
        return Literal(*held) if len(held) == 2 else Shape(*held)

    def has_pattern(self, shape: int) -> bool:
        """Return whether the pattern of a shape has been made."""
        return shape in self._patterns

    def pattern(self, shape: int) -> re.Pattern[str]:
        """Return the pattern of a shape, made when first asked for: most shapes have no chance in a given text."""
        pattern = self._patterns.get(shape)
        if pattern is None:
            entry = self.entry(shape)
            if not isinstance(entry, Shape):
                raise TypeError(shape)
            pattern = self._patterns[shape] = self.compile(entry.regex())
        return pattern

    def _index_shapes(self, shapes: Mapping[int, Shape]) -> None:
        """Number the groups of words, and put every shape under the one whose words are the rarest.

        The words that the fewest groups share are mostly the rarest in a text as well.
        """
        numbers: dict[Group, int] = {}
        needs = {
            at: dict.fromkeys(numbers.setdefault(group, len(numbers)) for group in _needed(shape))
            for at, shape in shapes.items()
        }
        shared = Counter(word for group in numbers for word in group)
        cost = [sum(map(shared.__getitem__, group)) for group in numbers]
        self.group_count = len(numbers)
        self.groups_of = _by_key((word, number) for group, number in numbers.items() for word in group)
        """By word, the groups that have it."""
        self.unneeding = [at for at, groups in needs.items() if not groups]
        """Shapes that may stand anywhere."""
        ranked = ((at, sorted(groups, key=cost.__getitem__)) for at, groups in needs.items() if groups)
        self.shapes = _by_key((groups[0], (at, tuple(groups[1:]))) for at, groups in ranked)
        """By group, shapes that need it, each with the other groups that it needs."""


def _needed(shape: Shape) -> list[Group]:
    return [tuple(dict.fromkeys(part)) for part in shape.parts if isinstance(part, tuple) and all(part)]


def _pieces(entry: Literal | Shape) -> list[str]:
    """Return the words of which one stands wherever a spelling stands, with its slips: of a long one, pieces."""
    return [entry.text[a:b] for a, b in entry.pieces()] if isinstance(entry, Literal) else []


def _by_key(pairs: Iterable[tuple[_Key, _Value]]) -> dict[_Key, tuple[_Value, ...]]:
    """Gather the values of every key."""
    rows: dict[_Key, list[_Value]] = {}
    for key, value in pairs:
        rows.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in rows.items()}
