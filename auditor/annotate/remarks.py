"""`Scorecard` -> what to say beside which words. Offsets count in `Document.text`; nothing here knows of Word files."""

from __future__ import annotations

import re
from dataclasses import dataclass

from auditor.annotate.fitting import Span, fitting_place, opening_of, trimmed
from auditor.book import RuleBook
from auditor.card import Evidence, Flaw, Scorecard, Verdict
from auditor.model import Level
from auditor.render.remedies import HEADING, HONESTY, Remedy, remedies_of, sum_of
from auditor.render.wording import CAUTION, LEVELS, NOT_APPLICABLE, REFUSALS, points, shortened

_FIRST = 3
"""Things to add that the comment on the title names."""
_LONGEST = 160
"""Of a reason or an advice: what a balloon shows without being opened."""


@dataclass(frozen=True, slots=True)
class Said:
    """A paragraph of a comment."""

    head: str
    """Shown bold; empty for none."""
    words: str


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment and the words that it stands beside, without white space around them."""

    start: int
    end: int
    said: tuple[Said, ...]


def remarks_of(card: Scorecard, book: RuleBook) -> list[Remark]:
    """Say everything that a scorecard holds: the sum at the title, then the rest in text order, wider spans first.

    What several rows quote is one remark. A text without a grade gets the reason and its flaws.
    """
    text = card.document.text
    shared: dict[Span, list[Said]] = {}
    alone: list[Remark] = []
    remedies = {} if card.refusal else {remedy.rule: remedy for remedy in remedies_of(card)}
    for verdict in () if card.refusal else card.verdicts:
        remedy = remedies.get(verdict.rule)
        for number, evidence in enumerate(verdict.evidence, 1):
            said = _proof(verdict, evidence, number, remedy)
            shared.setdefault(trimmed(text, evidence.start, evidence.end), []).extend(said)
        if verdict.evidence or remedy is None:
            continue
        if verdict.nearest:
            at = trimmed(text, verdict.nearest.start, verdict.nearest.end)
            shared.setdefault(at, []).extend(_missing(verdict, remedy, "这一处最接近，但还不算。"))
        else:
            at, why = fitting_place(verdict, card, book)
            alone.append(Remark(*at, tuple(_missing(verdict, remedy, why))))
    for flaw in card.flaws:
        shared.setdefault(trimmed(text, flaw.start, flaw.end), []).append(_flaw(flaw))
    rest = [*(Remark(*span, tuple(said)) for span, said in shared.items()), *alone]
    return [Remark(*opening_of(card), _summary(card, book)), *sorted(rest, key=lambda one: (one.start, -one.end))]


def _summary(card: Scorecard, book: RuleBook) -> tuple[Said, ...]:
    warned = [Said("注意：", shortened(warning, _LONGEST)) for warning in card.document.warnings]
    if card.refusal:
        return Said(f"{REFUSALS[card.refusal.code]}，不评分。", card.refusal.reason), *warned
    counted = [v for v in card.verdicts if v.applicable]
    rows = [(LEVELS[level], sum(v.level is level for v in counted)) for level in reversed(Level)]
    rows.append((NOT_APPLICABLE, len(card.verdicts) - len(counted)))
    told = "，".join(f"{name} {count} 行" for name, count in rows if count)
    head = f"自查总分 {points(card.score)}/{points(card.max_score)}，{card.grade or '不评等次'}。"
    said = [Said(head, f"{told}。"), *warned]
    if card.overlays:
        titles = {overlay.id: overlay.title for overlay in book.overlays}
        said.append(Said("", f"清单按{'、'.join(titles.get(name, name) for name in card.overlays)}调整。"))
    remedies = remedies_of(card)
    if remedies:
        said.append(Said(f"{HEADING}：", f"{sum_of(card)}先补这几项："))
        said += [
            Said(f"{one.number}. {_named(one.rule, one.title, core=one.core)}（{one.gain} 分）", _short(one.advice))
            for one in remedies[:_FIRST]
        ]
        said.append(Said("", HONESTY))
    return *said, Said("", CAUTION)


def _proof(verdict: Verdict, evidence: Evidence, number: int, remedy: Remedy | None) -> list[Said]:
    """Say what a quote is the proof of; the first one of a row tells the rest of it as well."""
    head = f"{_named(verdict.rule, verdict.title, core=verdict.core)}："
    check = "识别所得，请核对原件。" if evidence.recognised else ""
    if number > 1:
        again = f"{LEVELS[verdict.level]}，另一处原文（{number}/{len(verdict.evidence)}）。"
        return [Said(head, again + check)]
    reason = "" if verdict.level is Level.EVIDENCED and verdict.applicable else _short(verdict.reason)
    return [Said(head, _stands(verdict) + reason + check), *(_to_add(remedy) if remedy else ())]


def _missing(verdict: Verdict, remedy: Remedy, why: str) -> list[Said]:
    head = f"{_named(verdict.rule, verdict.title, core=verdict.core)}："
    return [Said(head, f"{_stands(verdict)}{_short(verdict.reason)}{why}"), *_to_add(remedy)]


def _to_add(remedy: Remedy) -> list[Said]:
    said = [Said("补写：", f"{_short(remedy.advice)}如实补上可到“{remedy.to}”，{remedy.gain} 分。")]
    if remedy.basis:
        said.append(Said("依据：", "；".join(_cited(basis) for basis in remedy.basis)))
    return said


def _flaw(flaw: Flaw) -> Said:
    suggest = f"建议：{_short(flaw.suggest)}" if flaw.suggest else ""
    return Said(f"{flaw.kind}：", f"{_short(flaw.explain)}{suggest}")


def _named(rule: str, title: str, *, core: bool) -> str:
    return f"{rule} {title}{'★' if core else ''}"


def _stands(verdict: Verdict) -> str:
    """Say what level a row has and what it is worth."""
    if not verdict.applicable:
        return f"{NOT_APPLICABLE}，文中为{LEVELS[verdict.level]}。"
    return f"{LEVELS[verdict.level]}，{points(verdict.points)}/{points(verdict.max_points)} 分。"


def _short(text: str) -> str:
    return shortened(text, _LONGEST)


def _cited(basis: str) -> str:
    """Name a legal source without what it says."""
    return shortened(re.sub(r"(?<=[》）条款项])：.*", "", basis), _LONGEST)
