"""Values -> bytes and back: a pickle that revives compiled patterns and plain values faster than a bare one.

A bare pickle compiles every pattern anew, which takes longer than anything else in a run. The code of a pattern holds
for one build of Python only: who keeps the bytes has to keep them by that (docs/decisions/0015).
"""

from __future__ import annotations

import _sre  # type: ignore[import-not-found]
import gc
import io
import pickle
import re
import struct
from dataclasses import fields, is_dataclass
from typing import Any


def packed(value: object) -> bytes:
    """Return a value as bytes. Raises what `pickle` raises for what cannot be pickled."""
    out = io.BytesIO()
    _Pickler(out, pickle.HIGHEST_PROTOCOL).dump(value)
    return out.getvalue()


def unpacked(data: bytes) -> object:
    """Return the value of bytes that `packed` made; they can run any code, so they must be the user's own."""
    collects = gc.isenabled()
    # thousands of values come and none goes: looking for garbage among them doubles the time
    gc.disable()
    try:
        return pickle.loads(data)
    finally:
        if collects:
            gc.enable()


class _Pickler(pickle.Pickler):
    """Tells how patterns and values are made again; everything else is for `pickle`."""

    def reducer_override(self, value: Any) -> Any:
        if isinstance(value, re.Pattern):
            return _pattern_parts(value)
        if is_dataclass(value) and not isinstance(value, type) and all(f.init and not f.kw_only for f in fields(value)):
            # a frozen value is set field by field otherwise
            return type(value), tuple(getattr(value, field.name) for field in fields(value))
        return NotImplemented


def _pattern_parts(pattern: re.Pattern[str]) -> Any:
    """Return how a pattern is made again; compiled anew where its code does not give the very same one."""
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
        if _pattern(*parts) == pattern:
            return _pattern, parts
    except (ImportError, AttributeError, TypeError, RuntimeError):
        # these parts of `re` are its own affair and may change
        pass
    return NotImplemented


def _pattern(
    source: str, flags: int, code: bytes, groups: int, by_name: dict[str, int], names: tuple[str | None, ...]
) -> re.Pattern[str]:
    """Make a compiled pattern of its parts."""
    made: re.Pattern[str] = _sre.compile(source, flags, memoryview(code).cast("I").tolist(), groups, by_name, names)
    return made
