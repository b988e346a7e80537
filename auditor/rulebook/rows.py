"""A checked rule file -> the `Rule` that the stages use, and the parts of it that overlays share."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from auditor.book import Basis, Case, Element, Rule
from auditor.model import Flag, Level, Role
from auditor.rulebook.schema import AdviceChange, AdviceFile, BasisFile, RowFile, RuleFile
from auditor.written import Lines


def as_basis(files: Iterable[BasisFile]) -> tuple[Basis, ...]:
    """Turn checked sources into values."""
    return tuple(Basis(b.document, b.number, b.article, b.says, b.valid_from, b.valid_to) for b in files)


def as_advice(file: AdviceFile | AdviceChange) -> dict[Level, str]:
    """Return advice by level, without the levels that the file leaves out."""
    told = {Level.ABSENT: file.absent, Level.MENTIONED: file.mentioned, Level.DONE: file.done}
    return {level: text for level, text in told.items() if text is not None}


def as_rule(spec: RuleFile, row: RowFile, path: Path, lines: Lines) -> Rule:
    """Turn a checked file into the value that the stages use."""
    return Rule(
        id=spec.id,
        title=spec.title,
        group=spec.id[0],
        question=spec.question,
        judge=spec.judge,
        points=row.points,
        core=row.core,
        basis=as_basis(spec.basis),
        elements=tuple(
            Element(e.id, e.name, tuple(e.passing), tuple(e.topics), tuple(e.deeds), tuple(e.facts), Level(e.cap))
            for e in spec.elements
        ),
        need=spec.need,
        need_fact=spec.need_fact or spec.need,
        units=frozenset(spec.units),
        fact_kinds=frozenset(spec.fact_kinds),
        superior_counts=spec.superior == "counts",
        study_counts=spec.study == "counts",
        masks=tuple(spec.masks),
        shares=frozenset(spec.shares),
        yields=frozenset(spec.yields),
        cap=Level(spec.cap),
        advice=as_advice(spec.advice),
        cases=tuple(
            Case(
                text=c.text,
                level=Level(c.level),
                flags=None if c.flags is None else tuple(Flag(f) for f in c.flags),
                role=Role.MASTHEAD if c.role == "report" else Role(c.role),
                trap=c.trap,
                year=c.year,
                file=str(path),
                line=lines.of(["cases", at]),
            )
            for at, c in enumerate(spec.cases)
        ),
        path=str(path),
        counts=spec.counts,
        does_not_count=spec.does_not_count,
    )
