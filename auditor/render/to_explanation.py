"""An explanation -> text for people, or JSON (shape: docs/explain.md). Only characters that a GBK console has."""

from __future__ import annotations

import io

from auditor.book import RuleBook
from auditor.explanation import Counted, Explanation, Step
from auditor.model import Level, Stance
from auditor.render.json_text import json_text
from auditor.render.page import Console, Text
from auditor.render.to_json import evidence_of, verdict_of
from auditor.render.to_terminal import Look, console_on, quoted, trimmed
from auditor.render.wording import (
    FLAGS,
    LEVELS,
    MISSES,
    NOT_APPLICABLE,
    REFUSALS,
    STANCES,
    STRENGTHS,
    UNBOUND,
    points,
    shortened,
)
from auditor.version import __version__

_STEP = 5
_BELOW = 9


def explanation_text(found: Explanation, book: RuleBook, look: Look) -> str:
    """Render for people: the verdict, what was read in text order, what is missing and what would lift the level."""
    out = io.StringIO()
    console = console_on(out, look)
    _verdict(console, found)
    if found.parts:
        _needed(console, found)
    if found.steps:
        _steps(console, found)
    if found.counted:
        _counted(console, found.counted)
    if found.verdict.level is Level.ABSENT:
        _nearby(console, found, book)
    if found.verdict.advice:
        console.print()
        console.print(Text("怎样提高", style="bold cyan"))
        _at(console, 2, f"差在：{found.verdict.reason}")
        _at(console, 2, f"补充：{found.verdict.advice}", style="cyan")
        _at(console, 2, "只写真实做过、查得到的；没有做的不要写成做了。", style="dim")
    return trimmed(out)


def _verdict(console: Console, found: Explanation) -> None:
    verdict = found.verdict
    head = Text(f"{verdict.rule} {verdict.title}{'★' if verdict.core else ''}  ", style="bold")
    head.append(LEVELS[verdict.level])
    if verdict.applicable:
        head.append(f"  {points(verdict.points)}/{points(verdict.max_points)}")
    else:
        head.append(f"  {NOT_APPLICABLE}，不计分")
    if verdict.flags:
        head.append("  " + "、".join(FLAGS[flag] for flag in verdict.flags), style="yellow")
    console.print(head)
    facts = [found.unit or "单位未识别", f"{found.year}年度" if found.year else "年度未识别", found.document.path]
    console.print(Text("  ".join(facts), style="dim"))
    for warning in found.document.warnings:
        console.print(Text(f"注意：{warning}", style="yellow"))
    if found.refusal:
        said = f"{REFUSALS[found.refusal.code]}，全文不评分。{found.refusal.reason}"
        console.print(Text(said, style="bold red"))
    _at(console, 0, f"问：{found.rule.question}")
    _at(console, 0, f"理由：{verdict.reason}")


def _needed(console: Console, found: Explanation) -> None:
    """Tell how many elements the row needs, and which it has."""
    rule = found.rule
    if len(found.parts) < 2:
        return
    done = [part.name for part in found.parts if part.level >= Level.DONE]
    told = f"要素：“落实”至少要 {rule.need} 项做到，“有据”至少要 {rule.need_fact} 项；已做到 {len(done)} 项"
    told += f"（{'、'.join(done)}）" if done else ""
    lack = [part.name for part in found.parts if part.level < Level.DONE]
    _at(console, 0, told + (f"，还没做到的：{'、'.join(lack)}" if lack else "") + "。")


def _steps(console: Console, found: Explanation) -> None:
    """Show the hits by the clause that holds them."""
    console.print()
    console.print(Text(f"读到 {len(found.steps)} 处（按原文次序）", style="bold cyan"))
    clauses: dict[tuple[int, int], list[Step]] = {}
    for step in found.steps:
        clauses.setdefault((step.passage.start, step.passage.end), []).append(step)
    for at, (_, steps) in enumerate(sorted(clauses.items()), 1):
        console.print(Text(f"{at}. ").append_text(quoted(steps[0].passage)), 2)
        for step in steps:
            _step(console, step)


def _step(console: Console, step: Step) -> None:
    _at(console, _STEP, f"“{step.words}”：{STRENGTHS[step.strength]}，要素“{step.element}”")
    _at(console, _BELOW, f"规则短语：{shortened(step.phrase)}", style="dim")
    expected = Level.MENTIONED if step.stance is not Stance.DONE else Level.DONE if step.unbound else Level.EVIDENCED
    capped = f"（规则规定这样写最高算{LEVELS[step.cap]}）" if step.level < expected else ""
    told = f"立场：{STANCES[step.stance]}{_cue(step)}；数字：{_figure(step)}；这一处：{LEVELS[step.level]}{capped}"
    _at(console, _BELOW, told)


def _cue(step: Step) -> str:
    if not step.cue:
        return "，没有读到相反的说法"
    # a cue may begin or end in the marks of the report
    cue = step.cue.strip("“”，、：；。")
    return f"，因为“{cue}”" if step.cue_is_quoted else f"，因为{cue}"


def _figure(step: Step) -> str:
    if step.unbound is None:
        return f"“{step.figure}”"
    return UNBOUND[step.unbound].format(figure=step.figure)


def _counted(console: Console, rows: tuple[Counted, ...]) -> None:
    console.print()
    good = sum(row.ok for row in rows)
    console.print(Text(f"逐项看了 {len(rows)} 项，{good} 项符合", style="bold cyan"))
    for at, row in enumerate(rows, 1):
        mark = "符合" if row.ok else "不符"
        line = Text(f"{at}. {mark}：{row.text}", style="green" if row.ok else "yellow")
        console.print(line, 2)
        if row.passage:
            console.print(quoted(row.passage), _STEP)
        if row.answer:
            like = "" if row.likeness is None else f"（相似 {row.likeness:.2f}，满 1 算对应）"
            console.print(Text(f"措施{like}：").append_text(quoted(row.answer)), _STEP)


def _nearby(console: Console, found: Explanation, book: RuleBook) -> None:
    console.print()
    console.print(Text("最接近的段落", style="bold cyan"))
    near = found.nearby
    if near is None:
        _at(console, 2, "没有找到相近的段落。")
        return
    console.print(quoted(near.passage), 2)
    rule = book.rule(near.other)
    other = f"{near.other} {rule.title}" if rule else near.other
    lacks = MISSES[near.miss].format(phrase=shortened(near.phrase), other=other, likeness=near.likeness)
    _at(console, 2, f"“{near.words}”：{lacks}。")


def _at(console: Console, indent: int, text: str, *, style: str = "") -> None:
    console.print(Text(text, style=style), indent)


def explanation_json(found: Explanation, book: RuleBook) -> str:
    """Render for programs. Keys keep their order; the same input gives the same bytes."""
    document, rule, near = found.document, found.rule, found.nearby
    made = {
        "schema_version": "1",
        "tool": {"name": "auditor", "version": __version__},
        "checklist": {"id": book.id, "version": book.version, "sha256": book.sha256, "title": book.title},
        "document": {
            "path": document.path,
            "sha256": document.sha256,
            "title": found.title,
            "unit": found.unit,
            "year": found.year,
            "refusal": found.refusal.code.value if found.refusal else None,
            "warnings": list(document.warnings),
        },
        "question": rule.question,
        "verdict": verdict_of(found.verdict).model_dump(),
        "need": rule.need if found.parts else None,
        "need_fact": rule.need_fact if found.parts else None,
        "elements": [{"id": part.id, "name": part.name, "level": int(part.level)} for part in found.parts],
        "hits": [_hit(step) for step in found.steps],
        "counted": [
            {
                "text": row.text,
                "ok": row.ok,
                "passage": evidence_of(row.passage).model_dump() if row.passage else None,
                "answer": evidence_of(row.answer).model_dump() if row.answer else None,
                "likeness": None if row.likeness is None else round(row.likeness, 2),
            }
            for row in found.counted
        ],
        "nearest": {
            "passage": evidence_of(near.passage).model_dump(),
            "words": near.words,
            "miss": near.miss.value,
            "phrase": near.phrase,
            "other": near.other or None,
            "likeness": near.likeness,
        }
        if near
        else None,
    }
    return json_text(made) + "\n"


def _hit(step: Step) -> dict[str, object]:
    return {
        "passage": evidence_of(step.passage).model_dump(),
        "words": step.words,
        "phrase": step.phrase,
        "element": step.element,
        "strength": step.strength.name.lower(),
        "stance": step.stance.value,
        "cue": step.cue,
        "figure": None if step.unbound else step.figure,
        "unbound": step.unbound.value if step.unbound else None,
        "closest": step.figure if step.unbound and step.figure else None,
        "level": int(step.level),
        "cap": int(step.cap),
    }
