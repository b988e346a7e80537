"""The public JSON shape of a run at the gate, version 1. Keys stand in the order of the fields.

The published schema, gate-v1.json, is made from these classes.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from auditor.render.wire import Checklist, Evidence, Tool, Wire

State = Literal["unreadable", "refused", "failed", "waived", "known", "passed"]


class Shortcoming(Wire):
    """What a draft is below the bar in."""

    rule: str = Field(description="Row of the checklist, kind of a flaw, `score` (the total) or `report` (no report).")
    title: str
    level: int | None = Field(ge=0, le=3, description="Of a row; null for the total and for flaws.")
    wanted: int | None = Field(ge=1, le=3, description="Level that the bar asks of the row.")
    message: str
    advice: str
    place: Evidence | None
    fingerprint: str = Field(pattern="^[0-9a-f]{32}$", description="Of the row and its evidence; outlives other edits.")
    excused: Literal["waived", "known"] | None
    excuse: str


class Bar(Wire):
    """What is asked of a draft."""

    fail_under: float | None = Field(description="Lowest share of the possible points, in percent.")
    require: dict[str, int] = Field(description="Lowest level by row.")
    no_flaw: list[str]


class Error(Wire):
    """Why a file could not be read."""

    code: str
    message: str
    hint: str


class Draft(Wire):
    """A file that came to the gate."""

    path: str
    state: State
    sha256: str | None
    unit: str
    year: int | None
    score: float | None
    max_score: float | None
    percent: float | None = Field(description="Share of the possible points, to two places; null without a grade.")
    grade: str | None
    bar: Bar
    shortcomings: list[Shortcoming]
    error: Error | None


class Waiver(Wire):
    """A waiver that counts no longer, or was of no use."""

    report: str
    rule: str
    reason: str
    by: str
    until: str
    where: str
    draft: str | None = Field(description="The draft that it would have excused; null for an unused one.")


class Summary(Wire):
    """How many drafts are in each state, and what was left out."""

    drafts: int
    unreadable: int
    refused: int
    failed: int
    waived: int
    known: int
    passed: int
    unchanged: int
    excluded: int
    baseline_mended: int = Field(description="Entries of the baseline that nothing in their drafts fits any more.")


class Result(Wire):
    """A run at the gate; drafts stand with the worst first."""

    schema_version: Literal["1"]
    tool: Tool
    checklist: Checklist
    code: int = Field(description="Exit code of the run.")
    drafts: list[Draft]
    expired_waivers: list[Waiver]
    unused_waivers: list[Waiver]
    summary: Summary
