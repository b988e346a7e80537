"""Sealed results judged once more, as values: what stayed the same and what did not. Frozen, plain."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Trouble(StrEnum):
    """Why a result does not stand as it was kept."""

    BROKEN = "broken"
    """The seal does not fit: the store was changed by something else than this program."""
    LOST = "lost"
    """The store has neither a result of the file nor why there is none."""
    GONE = "gone"
    """The file cannot be read any more."""
    CHANGED = "changed"
    """The file has another content now."""
    DIFFERENT = "different"
    """Judged once more, the same content gives another result."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A result that does not stand."""

    path: str
    """As the user named the file; for a broken seal that no file leads to, the file's hash."""
    trouble: Trouble
    rule: str = ""
    """The row that differs; empty for the report as a whole."""
    field: str = ""
    """What differs: level, evidence, score, …; empty where nothing was judged."""
    before: str = ""
    """As kept."""
    now: str = ""


@dataclass(frozen=True, slots=True)
class Verification:
    """What became of a store's results."""

    results: int
    """All that the store holds; the seals of all were looked at."""
    rejudged: int
    same: int
    """Of those judged once more: equal in every level, quote and figure."""
    other_rules: int
    """Made by other rules than those at hand, and not judged once more."""
    other_program: int
    """Of those judged once more: made by another version of the program or its libraries."""
    differences: tuple[Difference, ...]
    """By path."""
