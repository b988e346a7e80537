"""Values -> bytes and back: a pickle that revives compiled patterns and plain values faster than a bare one.

The bytes hold for one build of Python only (see `patterns`): who keeps them has to keep them by that.
"""

from __future__ import annotations

import gc
import io
import pickle
import re
from dataclasses import fields, is_dataclass
from typing import Any

from auditor.kept.patterns import parts_of


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
        value = pickle.loads(data)
        # nor are they ever thrown away: the first search afterwards would go through all of them
        gc.freeze()
        return value
    finally:
        if collects:
            gc.enable()


class _Pickler(pickle.Pickler):
    """Tells how patterns and values are made again; everything else is for `pickle`."""

    def reducer_override(self, value: Any) -> Any:
        if isinstance(value, re.Pattern):
            return parts_of(value)
        if is_dataclass(value) and not isinstance(value, type) and all(f.init and not f.kw_only for f in fields(value)):
            # a frozen value is set field by field otherwise
            return type(value), tuple(getattr(value, field.name) for field in fields(value))
        return NotImplemented
