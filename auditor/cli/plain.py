"""Options that were not given, and plain words, need no library to check them: that of the command line loads for long.

A number, a path or a choice that was given is checked by it as ever.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class _Plain:
    """Stands before the check of a parameter and passes on what it cannot answer itself."""

    def __init__(self, check: Callable[[], Any], annotation: object) -> None:
        self._check = check
        self._annotation = annotation

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:
        """Return the value as the command gets it; raises what the library raises."""
        if value is None:
            return () if param.multiple or param.nargs == -1 else None
        if self._annotation is str and isinstance(value, str):
            return value
        if self._annotation == list[str] and isinstance(value, tuple) and all(isinstance(word, str) for word in value):
            return list(value)
        return self._check().coerce(value, param=param, ctx=ctx)


def spared(param: Any) -> Any:
    """Return a parameter that loads the library's check only when it needs it; as it is where there is none."""
    check = getattr(param, "get_runtime_param", None)
    if check is not None and "get_runtime_param" not in vars(param):
        plain = _Plain(check, param.type_descriptor.annotation)
        param.get_runtime_param = lambda: plain
    return param
