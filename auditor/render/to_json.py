"""Scorecards -> JSON of the public shape (`wire`), UTF-8 text with LF; the same input gives the same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from auditor.book import RuleBook
from auditor.card import Evidence, Ledger, Scorecard, Unreadable
from auditor.card import Verdict as ModelVerdict
from auditor.model import Document
from auditor.render import wire
from auditor.render.json_text import json_text
from auditor.version import __version__

SCHEMA = Path(__file__).with_name("schema-v1.json")


def to_json(cards: Sequence[Scorecard], unreadable: Sequence[Unreadable], book: RuleBook) -> str:
    """Render a run. Keys keep the order of the public shape."""
    return "".join(json_parts(cards, unreadable, book))


def json_parts(cards: Iterable[Scorecard], unreadable: Sequence[Unreadable], book: RuleBook) -> Iterator[str]:
    """Render a run of any size piece by piece, holding one scorecard at a time."""
    tool = wire.Tool(name="auditor", version=__version__)
    checklist = wire.Checklist(id=book.id, version=book.version, sha256=book.sha256, title=book.title)
    errors = [wire.Error(path=u.path, code=u.code, message=u.message, hint=u.hint).model_dump() for u in unreadable]
    counted = _Counted()
    yield f'{{\n  "schema_version": "1",\n  "tool": {_inside(tool.model_dump())},\n'
    yield f'  "checklist": {_inside(checklist.model_dump())},\n  "documents": ['
    for card in cards:
        document = _inside(_document(card).model_dump(), depth=2)
        yield f"{',' if counted.documents else ''}\n    {document}"
        counted.add(card)
    yield "\n  ]" if counted.documents else "]"
    summary = counted.summary(len(errors))
    yield f',\n  "errors": {_inside(errors)},\n  "summary": {_inside(summary.model_dump())}\n}}\n'


def _inside(value: object, depth: int = 1) -> str:
    """Render a value as it stands so many levels inside another."""
    return json_text(value).replace("\n", "\n" + "  " * depth)


class _Counted:
    """What a run's summary counts."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.documents = self._passed = self._refused = self._off = 0
        self._percents: list[float] = []

    def add(self, card: Scorecard) -> None:
        """Count a report."""
        self.documents += 1
        self._passed += card.passed is True
        self._refused += card.refusal is not None
        self._off += sum(not verdict.applicable for verdict in card.verdicts)
        if card.max_score and not card.refusal:
            self._percents.append(card.score / card.max_score * 100)

    def summary(self, errors: int) -> wire.Summary:
        """Return the counts."""
        percents = self._percents
        return wire.Summary(
            documents=self.documents,
            errors=errors,
            passed=self._passed,
            refused=self._refused,
            not_applicable=self._off,
            mean_score=round(sum(percents) / len(percents), 2) if percents else None,
        )


def schema() -> str:
    """Return the JSON Schema of the public shape."""
    made = wire.Result.model_json_schema()
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "auditor check -f json"}
    return json_text(head | {k: v for k, v in made.items() if k != "title"}) + "\n"


def _document(card: Scorecard) -> wire.Document:
    document = card.document
    return wire.Document(
        path=document.path,
        sha256=document.sha256,
        title=card.title,
        unit=card.unit,
        kind=card.kind.value,
        year=card.year,
        date=card.date,
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
