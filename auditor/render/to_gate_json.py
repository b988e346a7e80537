"""A run at the gate -> JSON of the public shape (`wire_gate`), UTF-8 text with LF."""

from __future__ import annotations

from pathlib import Path

from auditor.book import RuleBook
from auditor.gating import Draft, Gated, State, Waiver
from auditor.render import wire, wire_gate
from auditor.render.json_text import json_text
from auditor.render.to_json import evidence_of
from auditor.shortcoming import Shortcoming
from auditor.version import __version__

GATE_SCHEMA = Path(__file__).with_name("gate-v1.json")


def gate_json(gated: Gated, book: RuleBook, code: int) -> str:
    """Render a run; `code` is what it ends with."""
    made = wire_gate.Result(
        schema_version="1",
        tool=wire.Tool(name="auditor", version=__version__),
        checklist=wire.Checklist(id=book.id, version=book.version, sha256=book.sha256, title=book.title),
        code=code,
        drafts=[_draft(draft) for draft in gated.drafts],
        expired_waivers=[_waiver(waiver, path) for waiver, path in gated.expired],
        unused_waivers=[_waiver(waiver) for waiver in gated.unused],
        summary=wire_gate.Summary(
            drafts=len(gated.drafts),
            **{state.value: gated.count(state) for state in State},
            unchanged=gated.unchanged,
            excluded=gated.excluded,
            baseline_mended=gated.mended,
        ),
    )
    return json_text(made.model_dump()) + "\n"


def gate_schema() -> str:
    """Return the JSON Schema of the public shape."""
    made = wire_gate.Result.model_json_schema()
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "auditor gate -f json"}
    return json_text(head | {k: v for k, v in made.items() if k != "title"}) + "\n"


def _draft(draft: Draft) -> wire_gate.Draft:
    card, lost, percent = draft.card, draft.unreadable, draft.percent
    return wire_gate.Draft(
        path=draft.path,
        state=draft.state.value,
        sha256=card.document.sha256 if card else None,
        unit=card.unit if card else "",
        year=card.year if card else None,
        score=card.score if card and percent is not None else None,
        max_score=card.max_score if card and percent is not None else None,
        percent=round(percent, 2) if percent is not None else None,
        grade=card.grade if card else None,
        bar=wire_gate.Bar(
            fail_under=draft.bar.fail_under,
            require={row: int(level) for row, level in draft.bar.require.items()},
            no_flaw=sorted(draft.bar.no_flaw),
        ),
        shortcomings=[_shortcoming(found) for found in draft.shortcomings],
        error=wire_gate.Error(code=lost.code, message=lost.message, hint=lost.hint) if lost else None,
    )


def _shortcoming(found: Shortcoming) -> wire_gate.Shortcoming:
    return wire_gate.Shortcoming(
        rule=found.rule,
        title=found.title,
        level=found.level,
        wanted=found.wanted,
        message=found.message,
        advice=found.advice,
        place=evidence_of(found.place) if found.place else None,
        fingerprint=found.fingerprint,
        excused=found.excused.value if found.excused else None,
        excuse=found.excuse,
    )


def _waiver(waiver: Waiver, draft: str | None = None) -> wire_gate.Waiver:
    return wire_gate.Waiver(
        report=waiver.report, rule=waiver.rule, reason=waiver.reason, by=waiver.by,
        until=waiver.until.isoformat(), where=waiver.where, draft=draft,
    )  # fmt: skip
