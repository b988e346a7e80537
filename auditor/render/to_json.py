"""Scorecards -> JSON of the public shape (`wire`), UTF-8 text with LF; the same input gives the same bytes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from auditor.book import RuleBook
from auditor.card import Evidence, Ledger, Scorecard, Unreadable
from auditor.card import Verdict as ModelVerdict
from auditor.model import Document
from auditor.render import wire
from auditor.version import __version__

SCHEMA = Path(__file__).with_name("schema-v1.json")


def to_json(cards: Sequence[Scorecard], unreadable: Sequence[Unreadable], book: RuleBook) -> str:
    """Render a run. Keys keep the order of the public shape."""
    percents = [card.score / card.max_score * 100 for card in cards if card.max_score and not card.refusal]
    result = wire.Result(
        schema_version="1",
        tool=wire.Tool(name="auditor", version=__version__),
        checklist=wire.Checklist(id=book.id, version=book.version, sha256=book.sha256, title=book.title),
        documents=[_document(card) for card in cards],
        errors=[wire.Error(path=u.path, code=u.code, message=u.message, hint=u.hint) for u in unreadable],
        summary=wire.Summary(
            documents=len(cards),
            errors=len(unreadable),
            passed=sum(card.passed is True for card in cards),
            refused=sum(card.refusal is not None for card in cards),
            not_applicable=sum(not verdict.applicable for card in cards for verdict in card.verdicts),
            mean_score=round(sum(percents) / len(percents), 2) if percents else None,
        ),
    )
    return json.dumps(result.model_dump(), ensure_ascii=False, indent=2) + "\n"


def schema() -> str:
    """Return the JSON Schema of the public shape."""
    made = wire.Result.model_json_schema()
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "auditor check -f json"}
    return json.dumps(head | {k: v for k, v in made.items() if k != "title"}, ensure_ascii=False, indent=2) + "\n"


def _document(card: Scorecard) -> wire.Document:
    document = card.document
    return wire.Document(
        path=document.path,
        sha256=document.sha256,
        title=card.title,
        unit=card.unit,
        kind=card.kind.value,
        year=card.year,
        overlays=list(card.overlays),
        score=card.score,
        max_score=card.max_score,
        grade=card.grade,
        passed=card.passed,
        refusal=wire.Refusal(code=card.refusal.code.value, reason=card.refusal.reason) if card.refusal else None,
        reading=reading_of(document),
        verdicts=[verdict_of(verdict) for verdict in card.verdicts],
        flaws=[
            wire.Flaw(
                kind=f.kind, severity=f.severity, quote=f.quote, start=f.start, end=f.end, line=f.line,
                explain=f.explain, suggest=f.suggest,
            )
            for f in card.flaws
        ],
        ledger=_ledger(card.ledger),
    )  # fmt: skip


def reading_of(document: Document) -> wire.Reading:
    """Bring how a file was read into its public shape."""
    return wire.Reading(
        format=document.format,
        quality=document.quality,
        pages=len(document.page_starts) or None,
        unread_pages=list(document.unread_pages),
        recognised=list(document.recognised),
        confidence=document.confidence,
        page_confidence=list(document.page_confidence),
        published=document.published,
        source=document.source,
        warnings=list(document.warnings),
    )


def _ledger(ledger: Ledger) -> wire.Ledger:
    return wire.Ledger(
        lost=ledger.lost,
        rows=[wire.RowLoss(rule=row.id, lost=row.lost, max_points=row.max_points) for row in ledger.rows],
        groups=[wire.GroupLoss(group=g.id, lost=g.lost, max_points=g.max_points) for g in ledger.groups],
        additions=[
            wire.Addition.model_validate({"rule": a.rule, "to": a.to.code, "gain": a.gain, "advice": a.advice})
            for a in ledger.additions
        ],
    )


def verdict_of(verdict: ModelVerdict) -> wire.Verdict:
    """Bring a verdict into its public shape."""
    return wire.Verdict.model_validate(
        {
            "rule": verdict.rule,
            "title": verdict.title,
            "group": verdict.group,
            "core": verdict.core,
            "level": int(verdict.level),
            "code": verdict.level.code,
            "flags": [flag.value for flag in verdict.flags],
            "points": verdict.points,
            "max_points": verdict.max_points,
            "reason": verdict.reason,
            "advice": verdict.advice,
            "basis": list(verdict.basis),
            "evidence": [evidence_of(e) for e in verdict.evidence],
            "nearest": evidence_of(verdict.nearest) if verdict.nearest else None,
            "applicable": verdict.applicable,
        }
    )


def evidence_of(evidence: Evidence) -> wire.Evidence:
    """Bring a quote into its public shape."""
    return wire.Evidence(
        quote=evidence.quote,
        section=evidence.section,
        start=evidence.start,
        end=evidence.end,
        line=evidence.line,
        page=evidence.page,
    )
