"""The public JSON shape, version 1, apart from the inner values so that either can change alone.

Keys stand in the order of the fields. The published schema, schema-v1.json, is made from these
classes.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from auditor.model import MOST_ADDITIONS, MOST_PROOFS


class Wire(BaseModel):
    """Base: no unknown keys."""

    model_config = ConfigDict(extra="forbid")


class Tool(Wire):
    """The program that made the result."""

    name: str
    version: str


class Checklist(Wire):
    """The rule set that the verdicts depend on."""

    id: str
    version: str
    sha256: str = Field(description="Over all rule files by name and content, line ends unified.")
    title: str


class Reading(Wire):
    """How well the file was read."""

    format: str
    quality: float = Field(ge=0, le=1, description="Share of characters that are not odd.")
    pages: int | None = Field(description="Null for a format without pages.")
    unread_pages: list[int] = Field(description="Pages that show a picture in place of text and were not recognised.")
    recognised: list[tuple[int, int]] = Field(
        description="Spans recognised from pictures, in offsets like evidence: to be checked against the original."
    )
    confidence: float | None = Field(
        ge=0, le=1, description="Mean certainty of characters recognised from pictures; null where none was."
    )
    page_confidence: list[float | None] = Field(description="The same for every page; empty where none was.")
    published: str = Field(description="Date of the web page around the report, as written; empty where none is told.")
    source: str = Field(description="Source that the web page around the report names; empty where none is told.")
    warnings: list[str]


class Evidence(Wire):
    """A verbatim quote; offsets are code points of the extracted text, half open; lines and pages count from 1."""

    quote: str = Field(min_length=1)
    section: str
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    line: int = Field(ge=1)
    page: int | None


class Verdict(Wire):
    """A row of the checklist judged."""

    rule: str
    title: str
    group: str
    core: bool
    level: int = Field(ge=0, le=3)
    code: Literal["absent", "mentioned", "done", "evidenced"]
    flags: list[Literal["plan_only", "shortfall_only", "negated", "borrowed", "partial"]]
    points: float = Field(ge=0)
    max_points: float = Field(ge=0)
    reason: str
    advice: str
    basis: list[str]
    evidence: list[Evidence] = Field(max_length=MOST_PROOFS)
    nearest: Evidence | None
    applicable: bool = Field(
        description="False: the row left the total; its points are 0 of 0, its level is still told."
    )


class Flaw(Wire):
    """A slip in the text, reported beside the score."""

    kind: str
    severity: str
    quote: str
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    line: int = Field(ge=1)
    explain: str
    suggest: str


class RowLoss(Wire):
    """Points that a row is short of."""

    rule: str
    lost: float = Field(gt=0)
    max_points: float = Field(ge=0)


class GroupLoss(Wire):
    """Points that a group of rows is short of."""

    group: str
    lost: float = Field(ge=0)
    max_points: float = Field(ge=0)


class Addition(Wire):
    """What to state next, if it is true, and the points it would gain."""

    rule: str
    to: Literal["absent", "mentioned", "done", "evidenced"]
    gain: float = Field(gt=0)
    advice: str


class Ledger(Wire):
    """Where the points went; rows that do not apply are left out."""

    lost: float = Field(ge=0, description="max_score less score.")
    rows: list[RowLoss] = Field(description="Rows with a loss, the largest first.")
    groups: list[GroupLoss] = Field(description="In the checklist's order.")
    additions: list[Addition] = Field(max_length=MOST_ADDITIONS, description="The largest gain first.")


class Refusal(Wire):
    """A text that gets no grade: it does not look like a report, or was read too badly."""

    code: Literal["not_a_report", "unreadable"]
    reason: str


class Document(Wire):
    """A report's result; every row of the checklist (or of --only) once."""

    path: str
    sha256: str
    title: str
    unit: str
    kind: Literal["township", "subdistrict", "department"] = Field(description="Kind of unit, as read or as ordered.")
    year: int | None
    date: str = Field(description="Under the report or its title, as written; empty where none stands there.")
    overlays: list[str] = Field(description="Ids of the overlays laid over the checklist for this document, in order.")
    score: float
    max_score: float
    grade: str | None
    passed: bool | None
    refusal: Refusal | None = Field(description="Why there is no grade; null for a report that was read well.")
    reading: Reading
    verdicts: list[Verdict]
    flaws: list[Flaw]
    ledger: Ledger


class Error(Wire):
    """A file that gave no result."""

    path: str
    code: str
    message: str
    hint: str


class Summary(Wire):
    """Counts over the run."""

    documents: int
    errors: int
    passed: int
    refused: int = Field(ge=0, description="Documents that got no grade; they are not in the mean.")
    not_applicable: int = Field(ge=0, description="Rows that left the total, over all documents.")
    mean_score: float | None = Field(
        description="Mean of score in percent of max_score; null when no document got a grade."
    )


class Result(Wire):
    """A whole run."""

    schema_version: Literal["1"]
    tool: Tool
    checklist: Checklist
    documents: list[Document]
    errors: list[Error]
    summary: Summary
