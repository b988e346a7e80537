"""How the verdict of one row came about, as values in the source's own words and places. Frozen, plain."""

from __future__ import annotations

from dataclasses import dataclass

from auditor.book import Rule
from auditor.card import Evidence, Refusal, Verdict
from auditor.model import Document, Level, Miss, Stance, Strength, Unbound


@dataclass(frozen=True, slots=True)
class Step:
    """A hit: what was found, how it was understood, and the level that it gives."""

    passage: Evidence
    words: str
    """As they stand in the report."""
    phrase: str
    """As written in the rule file."""
    element: str
    """Name of the element that the phrase shows."""
    strength: Strength
    stance: Stance
    cue: str
    """What decided the stance; empty when nothing spoke against a deed."""
    cue_is_quoted: bool
    """The cue is words of the report, not a remark about where they stand."""
    figure: str
    """The fact that belongs to the hit; with `unbound`, the one that comes closest, if any."""
    unbound: Unbound | None
    """Why no figure belongs to the hit; None when one does."""
    level: Level
    cap: Level
    """The highest level that the rule allows for the element."""


@dataclass(frozen=True, slots=True)
class Part:
    """An element of a row and the best level that a hit of it gave."""

    id: str
    name: str
    level: Level


@dataclass(frozen=True, slots=True)
class Counted:
    """What a judge of form counted."""

    text: str
    ok: bool
    """It speaks for a higher level."""
    passage: Evidence | None
    answer: Evidence | None
    """The measure that comes closest to a problem."""
    likeness: float | None
    """Of problem and measure; 1 and above is enough."""


@dataclass(frozen=True, slots=True)
class Nearby:
    """The passage nearest to a row that the report does not speak of."""

    passage: Evidence
    words: str
    miss: Miss
    phrase: str
    other: str
    """The row that the words belong to; empty unless another one's."""
    likeness: int
    """Of the words to the phrase, 0-100."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """A row explained."""

    document: Document
    title: str
    unit: str
    year: int | None
    refusal: Refusal | None
    """Why the document gets no grade, if it gets none; its rows are judged all the same."""
    rule: Rule
    verdict: Verdict
    parts: tuple[Part, ...]
    """The elements of a row of the ladder; empty for rows of form."""
    steps: tuple[Step, ...]
    """Hits of a row of the ladder in text order."""
    counted: tuple[Counted, ...]
    """For rows of form."""
    nearby: Nearby | None
    """For level 0, if there is one."""
