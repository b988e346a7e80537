"""Ranking -> JSON Lines of the public shape (`wire_ranking`), an object a file; the same input gives the same bytes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from auditor.ranking import Ranking
from auditor.render.json_text import json_text
from auditor.render.records import Record, records
from auditor.render.wire_ranking import Line

RANKING_SCHEMA = Path(__file__).with_name("ranking-schema-v1.json")


def to_jsonl(ranking: Ranking) -> str:
    """Render every file once, in the order of `records`; empty for a run without files."""
    return "".join(json_text(line.model_dump(), None) + "\n" for line in lines_of(ranking))


def lines_of(ranking: Ranking) -> Iterator[Line]:
    """Bring every file into its public shape."""
    return (_line(record, ranking) for record in records(ranking))


def ranking_schema() -> str:
    """Return the JSON Schema of a line."""
    made = Line.model_json_schema()
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "a file of a scoring run"}
    return json_text(head | {k: v for k, v in made.items() if k != "title"}) + "\n"


def _line(record: Record, ranking: Ranking) -> Line:
    levels = record.levels or [None] * len(ranking.rows)
    return Line.model_validate(
        {
            "schema_version": "1",
            "status": record.status.value,
            "path": record.path,
            "sha256": record.sha256 or None,
            "year": record.year,
            "county": record.county or None,
            "unit": record.unit or None,
            "folder": record.folder or None,
            "unit_guessed": record.guessed,
            "kind": record.kind.value if record.kind else None,
            "title": record.title or None,
            "date": record.date or None,
            "rank": record.rank,
            "tied": record.tied,
            "score": record.score,
            "max_score": record.max_score,
            "percent": record.percent,
            "grade": record.grade,
            "passed": record.passed,
            "change": record.change,
            "levels": {
                row.id: None if level is None else int(level)
                for row, level in zip(ranking.rows, levels, strict=True)
            },
            "flaws": record.flaws,
            "code": record.code or None,
            "reason": record.reason or None,
            "hint": record.hint or None,
            "checklist_sha256": ranking.checklist_sha256,
            "program_sha256": ranking.program_sha256,
        }
    )  # fmt: skip
