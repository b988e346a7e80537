"""The public shape of a line of the JSONL of a scoring run, version 1, and of a row of its Parquet file.

Keys stand in the order of the fields. The published schema, ranking-schema-v1.json, is made from these classes.
In Parquet every row of the checklist is a column of its own in place of `levels`.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from auditor.render.wire import Wire

LevelNumber = Annotated[int, Field(ge=0, le=3)]


class Line(Wire):
    """A file of the run; null is what is not known or does not apply."""

    schema_version: Literal["1"]
    status: Literal["counted", "other_version", "refused", "unreadable"] = Field(
        description="Ranked; judged, but another report of the unit on the year counts; without a grade; no result."
    )
    path: str
    sha256: str | None = Field(description="Of the file's bytes.")
    year: int | None
    county: str | None
    unit: str | None
    folder: str | None = Field(description="Sets units apart whose county is unknown.")
    unit_guessed: bool = Field(description="The unit is named after the file or folder.")
    kind: Literal["township", "subdistrict", "department"] | None
    title: str | None
    date: str | None = Field(description="As written in the report.")
    rank: int | None = Field(ge=1, description="In its year; equal scores share the better place.")
    tied: bool
    score: float | None = Field(ge=0)
    max_score: float | None = Field(ge=0)
    percent: float | None = Field(ge=0, le=100, description="Score in percent of max_score, to two places.")
    grade: str | None
    passed: bool | None
    change: float | None = Field(description="Percentage points gained on the year before.")
    levels: dict[str, LevelNumber | None] = Field(
        description="By row of the checklist: 0 absent, 1 mentioned, 2 done, 3 evidenced; null where it does not apply."
    )
    flaws: int | None = Field(ge=0)
    code: str | None = Field(description="Why there is no grade or no result.")
    reason: str | None
    hint: str | None
    checklist_sha256: str
    program_sha256: str
