"""Judges of A2 (problems), A3 (causes) and A5 (answered) on the problems that a report names."""

from __future__ import annotations

import re

from auditor.book import Rule
from auditor.judge.admitted import Admitted, Problem, Spans
from auditor.judge.likeness import Likeness
from auditor.match.figures import figures
from auditor.match.stance import Stances
from auditor.model import MOST_PROOFS, Finding, Flag, Hit, Level, Proof, Report, Role

_IN_ORDER = 0.5
_REMEDY = re.compile(r"(?:针对|对于?)(?:这|此|上述|该)[^，。]{0,8}，|对此，|为此，")


def judge_problems(rule: Rule, hits: list[Hit], part: Admitted) -> Finding:
    """A2: at least two problems named, at least half of them concrete."""
    told = Spans([h for h in hits if h.element == "concrete"])
    concrete = [p for p in part.named if told.beginning_in(p.start, p.end) or _has_count(p)]
    hinted = [
        h
        for h in hits
        if h.element in ("general", "hinted") and part.report.sentences[h.sentence].role is not Role.WORK
    ]
    if not part.sentences and hinted:
        spans = tuple(dict.fromkeys(_clause(h.start, h.end, part.report) for h in hinted))[:MOST_PROOFS]
        said = "没有单列问题，只在别处带到短板，至少要写明两个。"
        return Finding(rule.id, Level.MENTIONED, (Flag.PARTIAL,), said, spans)
    if not part.sentences:
        return Finding(rule.id, Level.ABSENT, (), "全文没有写存在的问题和不足。", ())
    if len(part.named) < 2:
        said = "只承认有差距，没有写出具体是什么问题" if not part.named else "只写了一个问题"
        shown = _shown(part.named or [_whole(part)], part.report)
        return Finding(rule.id, Level.MENTIONED, (Flag.PARTIAL,), f"{said}，至少要写明两个。", shown)
    count = f"写了 {len(part.named)} 个问题，其中 {len(concrete)} 个写到了具体单位、人员或环节"
    if len(concrete) * 2 >= len(part.named):
        return Finding(rule.id, Level.EVIDENCED, (), f"{count}。", _shown(concrete, part.report))
    return Finding(rule.id, Level.DONE, (), f"{count}，不到一半。", _shown(concrete + part.named, part.report))


def judge_causes(rule: Rule, hits: list[Hit], part: Admitted) -> Finding:
    """A3: an explicit cause for at least one problem; for more than half of them, or a part of its own."""
    report = part.report
    roles = (Role.PROBLEMS, Role.CAUSES, Role.MEASURES, Role.PLAN)
    near = [h for h in hits if report.sentences[h.sentence].role in roles]
    # what comes first names the problem; 主要是 right at its beginning is no cause
    openings = {at for p in part.named for at in range(p.start, p.start + 8)}
    causes = [h for h in near if h.element == "cause" and h.start not in openings]
    own_part = any(s.role is Role.CAUSES and s.names_role for s in report.sections)
    told = Spans(causes)
    explained = [p for p in part.named if told.beginning_in(p.start, p.end)]
    shown = tuple(dict.fromkeys(_clause(h.start, h.end, report) for h in causes))[:MOST_PROOFS]
    if own_part or (explained and len(explained) * 2 > len(part.named)):
        said = "原因单列一部分" if own_part else f"{len(part.named)} 个问题中有 {len(explained)} 个写明了原因"
        if not shown:
            own = [s for s in report.sentences if s.role is Role.CAUSES][:MOST_PROOFS]
            shown = tuple(_clause(s.start, s.end, report) for s in own)
        return Finding(rule.id, Level.EVIDENCED, (), f"{said}。", shown)
    vague = not part.named and all(h.phrase.startswith("由于") for h in causes)
    if causes and not vague:
        said = f"{len(part.named)} 个问题中只有 {len(explained)} 个写明了原因，没有过半"
        return Finding(rule.id, Level.DONE, (), f"{said}。", shown)
    background = [h for h in near if h.element == "background"] + causes
    if background:
        shown = tuple(dict.fromkeys(_clause(h.start, h.end, report) for h in background))[:MOST_PROOFS]
        return Finding(rule.id, Level.MENTIONED, (), "只带到背景，没有说明问题为什么会产生。", shown)
    return Finding(rule.id, Level.ABSENT, (), "没有分析问题产生的原因。", ())


def judge_answered(rule: Rule, hits: list[Hit], part: Admitted, stances: Stances) -> Finding:
    """A5: the share of named problems that a measure or plan answers on their main point."""
    report = part.report
    if not part.named:
        return Finding(rule.id, Level.ABSENT, (), "没有写出具体问题，无从对应措施。", ())
    measures = _measures(report)
    stretches = [(p.start, p.end) for p in part.named] + [(start, end) for start, end, _ in measures]
    likeness = Likeness(report, stances, Spans(hits), stretches)
    proofs: list[Proof] = []
    answered = 0
    for at, problem in enumerate(part.named):
        # measures mostly follow the order of the problems
        likes = [likeness.between(problem, *m) + (_IN_ORDER if at == i else 0) for i, m in enumerate(measures)]
        best = measures[likes.index(max(likes))] if likes else None
        taken_up = best is not None and max(likes) >= 1
        remedy = _REMEDY.search(problem.text)
        inline = problem.siblings == 1 and stances.words.plans(problem.answer) > 0
        inline = inline or (remedy is not None and stances.words.plans(problem.text[remedy.end() :]) > 0)
        if taken_up or inline:
            answered += 1
            span = best[:2] if best and taken_up else (problem.start, problem.end)
            proofs.append(_clause(*span, report))
    count = f"{len(part.named)} 个问题中有 {answered} 个能找到对应的措施"
    shown = tuple(dict.fromkeys(proofs))[:MOST_PROOFS]
    if answered == len(part.named):
        return Finding(rule.id, Level.EVIDENCED, (), f"{count}。", shown)
    if answered * 2 >= len(part.named):
        return Finding(rule.id, Level.DONE, (), f"{count}。", shown)
    return Finding(
        rule.id, Level.MENTIONED, (Flag.PARTIAL,), f"{count}，不到一半。", shown or _shown(part.named, report)
    )


def _measures(report: Report) -> list[tuple[int, int, str]]:
    """Return the measures and plans as start, end and text, a list item with all its sentences."""
    rows: list[tuple[int, int, str]] = []
    held: tuple[int, int] | None = None
    for sentence in report.sentences:
        if (
            sentence.role not in (Role.MEASURES, Role.PLAN)
            or report.sections[sentence.section].names_role
            and len(sentence.text) < 12
        ):
            held = None
            continue
        here = (sentence.section, sentence.paragraph)
        if rows and held == here and not sentence.item and len(rows[-1][2]) < 120:
            rows[-1] = (rows[-1][0], sentence.end, rows[-1][2] + sentence.text)
        else:
            rows.append((sentence.start, sentence.end, sentence.text))
        held = here
    return rows


def _has_count(problem: Problem) -> bool:
    return any(f.kind == "count" for f in figures(problem.text))


def _whole(part: Admitted) -> Problem:
    first, last = part.sentences[0], part.sentences[-1]
    return Problem(first.start, last.end, "", "", False, set())


def _shown(problems: list[Problem], report: Report) -> tuple[Proof, ...]:
    spans = dict.fromkeys(_clause(p.start, min(p.end, p.start + 110), report) for p in problems)
    return tuple(spans)[:MOST_PROOFS]


def _clause(start: int, end: int, report: Report) -> Proof:
    """Quote from the clause's beginning to its end, at most 110 characters."""
    text = report.clean.text
    while start > 0 and text[start - 1] not in "，。；：！？\n":
        start -= 1
    while end < len(text) and text[end - 1] not in "，。；！？\n" and text[end] not in "，。；！？\n":
        end += 1
    end = min(end, start + 110)
    while end > start and text[end - 1] in "，。；：、！？\n":
        end -= 1
    at = next((s.section for s in report.sentences if s.start <= start < s.end), 0)
    return Proof(start, end, at)
