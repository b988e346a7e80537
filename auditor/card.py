"""What leaves the pipeline: a report judged, scored and explained. Frozen, plain; offsets count in the source text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from auditor.model import Document, Flag, Level, Role, UnitKind

MARK = "由 auditor check 生成"
"""Stands in a file that shows a result to people, so that no later run takes it for a report."""
AUTHOR = "auditor 自查"
"""Of comments in Word files, for the same end."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A verbatim quote with its place in the source."""

    quote: str
    section: str
    start: int
    end: int
    line: int
    page: int | None
    recognised: bool = False
    """Recognised from a picture: to be checked against the original."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A row judged, scored and explained."""

    rule: str
    title: str
    group: str
    core: bool
    level: Level
    flags: tuple[Flag, ...]
    points: float
    max_points: float
    reason: str
    advice: str
    """What to state where points are missing; empty at full points."""
    basis: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    nearest: Evidence | None = None
    applicable: bool = True
    """False: the row left the denominator."""


@dataclass(frozen=True, slots=True)
class Loss:
    """Points that a row or a group of rows is short of."""

    id: str
    """Row or group."""
    lost: float
    max_points: float


@dataclass(frozen=True, slots=True)
class Addition:
    """What to state next where a row is short of points."""

    rule: str
    to: Level
    """The level that a true statement of it would reach."""
    gain: float
    advice: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """Where the points of a report went."""

    lost: float = 0.0
    rows: tuple[Loss, ...] = ()
    """Rows with a loss, the largest first, then the checklist's order."""
    groups: tuple[Loss, ...] = ()
    """Every group with a row that applies, in the checklist's order."""
    additions: tuple[Addition, ...] = ()
    """What would gain most, at most `MOST_ADDITIONS`, the largest gain first."""


class FlawKind(StrEnum):
    """What can be wrong in a text beside what it says; reported beside the score, counts for nothing in it."""

    SUM_MISMATCH = "sum_mismatch"
    HEADING_SEQUENCE = "heading_sequence"
    YEAR_MISMATCH = "year_mismatch"
    STALE_LAW = "stale_law"
    WRONG_LAW_NAME = "wrong_law_name"
    DOUBLED_WORD = "doubled_word"
    TYPO = "typo"
    PLACEHOLDER = "placeholder"
    UNBALANCED_MARKS = "unbalanced_marks"
    PERSONAL_DATA = "personal_data"
    WEB_RESIDUE = "web_residue"
    BOILERPLATE = "boilerplate"


@dataclass(frozen=True, slots=True)
class Flaw:
    """A slip in the text that is reported beside the score."""

    kind: str
    """Of `FlawKind`."""
    severity: str
    quote: str
    start: int
    end: int
    line: int
    explain: str
    suggest: str


@dataclass(frozen=True, slots=True)
class Part:
    """A heading and what stands under it; offsets count in the source."""

    heading: str
    """With its number, as written."""
    level: int
    """1 一、, 2 （一）, 3 1., 4 （1）, 5 ①."""
    role: Role
    start: int
    """Of the heading's first character."""
    heading_end: int
    end: int


class RefusalCode(StrEnum):
    """Why a text gets no grade."""

    NOT_A_REPORT = "not_a_report"
    UNREADABLE = "unreadable"
    """Read, but too badly to be judged."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A text that gets no grade, with the reason."""

    code: RefusalCode
    reason: str
    """One Chinese sentence."""


@dataclass(frozen=True, slots=True)
class Scorecard:
    """A report's whole result."""

    document: Document
    title: str
    unit: str
    year: int | None
    score: float
    max_score: float
    grade: str | None
    passed: bool | None
    verdicts: tuple[Verdict, ...]
    flaws: tuple[Flaw, ...] = ()
    ledger: Ledger = Ledger()
    kind: UnitKind = UnitKind.TOWNSHIP
    overlays: tuple[str, ...] = ()
    """Ids of the overlays that the report was judged with, in the order laid; empty for the plain checklist."""
    refusal: Refusal | None = None
    """Why there is no grade; None for a report that was read well."""
    date: str = ""
    """As written under the report or its title; empty where none stands there."""
    outline: tuple[Part, ...] = ()
    """The report's headed parts in text order; a part holds those of lower levels that follow it."""
    remedies: tuple[Addition, ...] = ()
    """What to add for every row that can gain by it, the largest gain first; the ledger names the first few."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file that gave no result, with the reason: a row of its own, never a gap."""

    path: str
    code: str
    message: str
    hint: str
