"""A compiled pattern -> its parts and back, without compiling it again: that takes longer than anything else in a run.

Python compiles a pattern of Chinese character ranges in a thousandth of a second, and a run needs hundreds. Their code
holds for one build of Python only, and `re` keeps to itself how it is made: what it does not give is compiled as ever
(docs/decisions/0015).
"""

from __future__ import annotations

import _sre  # type: ignore[import-not-found]
import re
import struct
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from auditor.kept.folder import keep, key_of, recall


@contextmanager
def known_patterns(name: str) -> Iterator[None]:
    """Have the program's modules that are imported within find their patterns compiled, by what earlier runs kept.

    `name` is for what is imported: other modules have other patterns.
    """
    key = key_of([b"patterns", name.encode()])
    known = recall(key)
    if isinstance(known, dict):
        # where a module's call of re.compile looks first
        getattr(re, "_cache", {}).update(known)
    yield
    if known is None:
        keep(key, {(type(p.pattern), p.pattern, _flags(p)): p for p in _patterns()})


class Compiler:
    """Compiles patterns as `re.compile` does, and knows those that earlier runs have compiled."""

    def __init__(self) -> None:
        """Read what was kept; patterns come to life when they are asked for."""
        known = recall(_COMPILED)
        self._known: dict[str, Any] = known if isinstance(known, dict) else {}
        self._new: dict[str, re.Pattern[str]] = {}

    def __call__(self, source: str) -> re.Pattern[str]:
        """Return the pattern of a regular expression without flags."""
        parts = self._known.get(source)
        if parts is not None:
            return pattern_of(*parts)
        return self._new.setdefault(source, re.compile(source))

    def keep(self) -> None:
        """Keep what this run had to compile for the next."""
        made = {source: reduced[1] for source, p in self._new.items() if (reduced := parts_of(p)) is not NotImplemented}
        if made:
            keep(_COMPILED, self._known | made)


_COMPILED = key_of([b"compiled"])


def _patterns() -> Iterator[re.Pattern[Any]]:
    """Yield the patterns that the program's modules hold by name."""
    for name, module in sorted(sys.modules.items()):
        if name.startswith("auditor."):
            yield from (value for value in vars(module).values() if isinstance(value, re.Pattern))


def _flags(pattern: re.Pattern[Any]) -> int:
    """Return the flags that a module gave: all patterns of text are also of Unicode."""
    return pattern.flags & ~re.UNICODE.value if isinstance(pattern.pattern, str) else pattern.flags


def parts_of(pattern: re.Pattern[Any]) -> Any:
    """Return how `pickle` is to make a pattern again; as it would anyway, where the code does not give the same one."""
    names: list[str | None] = [None] * (pattern.groups + 1)
    for name, group in pattern.groupindex.items():
        names[group] = name
    try:
        from re import _compiler, _parser  # type: ignore[attr-defined]

        code = _compiler._code(_parser.parse(pattern.pattern, pattern.flags), pattern.flags)
        parts = (
            pattern.pattern,
            pattern.flags,
            struct.pack(f"{len(code)}I", *code),
            pattern.groups,
            dict(pattern.groupindex),
            tuple(names),
        )
        if pattern_of(*parts) == pattern:
            return pattern_of, parts
    except (ImportError, AttributeError, TypeError, RuntimeError):
        # these parts of `re` are its own affair and may change
        pass
    return NotImplemented


def pattern_of(
    source: str, flags: int, code: bytes, groups: int, by_name: dict[str, int], names: tuple[str | None, ...]
) -> re.Pattern[str]:
    """Make a compiled pattern of its parts."""
    made: re.Pattern[str] = _sre.compile(source, flags, memoryview(code).cast("I").tolist(), groups, by_name, names)
    return made
