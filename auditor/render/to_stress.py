"""A steadiness -> a table for people, or JSON (shape: docs/stress.md). Only characters that a GBK console has."""

from __future__ import annotations

import io
from collections.abc import Sequence

from auditor.book import RuleBook
from auditor.render.json_text import json_text
from auditor.render.page import Console, Text
from auditor.render.to_terminal import Look, console_on, padded, trimmed
from auditor.render.wording import LEVELS
from auditor.steadiness import Change, KindSteadiness, Steadiness, Tally
from auditor.version import __version__

KINDS = {
    "full-width": "全角字母数字",
    "half-width": "半角字符",
    "blanks": "字间空格",
    "hard-wrap": "硬换行和页码",
    "no-numbers": "标题没有编号",
    "run-in-blank": "标题空格接正文",
    "run-in": "标题紧接正文",
    "ascii-signs": "英文标点",
    "traditional": "繁体字",
    "no-title": "没有大标题",
    "reordered": "工作部分换序",
    "noise-1": "1% 错字",
    "noise-3": "3% 错字",
}
_GROUPS = {"layout": "版式", "noise": "错字（形近字为主，少量漏字、多字）"}
_LABEL = 16
_WEAKEST = 10
_SHOWN = 20


def stress_text(found: Steadiness, book: RuleBook, look: Look) -> str:
    """Render for people: a line per kind, the weakest rows and what changed; all of them when verbose."""
    out = io.StringIO()
    console = console_on(out, look)
    console.print(Text(f"抗干扰：{found.reports} 份报告，种子 {found.seed}", style="bold"))
    console.print(Text(f"规则：{book.title}（{book.id} {book.version}）", style="dim"))
    console.print(Text("同一份报告损伤前后各评一次，看等级变没变。没有被损伤改动的报告不计。", style="dim"))
    for group, title in _GROUPS.items():
        kinds = [kind for kind in found.kinds if kind.group == group]
        if kinds:
            console.print()
            console.print(Text(title, style="bold cyan"))
            for kind in kinds:
                _kind(console, kind)
    _rows(console, found, everything=look.verbosity > 0)
    _changes(console, found, everything=look.verbosity > 0)
    if found.unreadable:
        console.print()
        console.print(Text(f"没有评定的文件 {len(found.unreadable)} 个：", style="bold red"))
        for row in found.unreadable:
            console.print(Text(f"  {row.path}：{row.message}{row.hint}"))
    return trimmed(out)


def _kind(console: Console, kind: KindSteadiness) -> None:
    line = Text(f"  {padded(KINDS[kind.damage], _LABEL)}")
    if not kind.all.n:
        line.append("没有可比的报告", style="dim")
        console.print(line)
        return
    line.append(f"{_percent(kind.all):>7}", style="bold")
    line.append(f"  {kind.reports} 份报告 {kind.all.n} 个判断，{kind.all.n - kind.all.same} 个变了", style="dim")
    if kind.left_out:
        line.append(f"；不计 {'、'.join(kind.left_out)}（要看的内容已被去掉）", style="dim")
    console.print(line)


def _rows(console: Console, found: Steadiness, *, everything: bool) -> None:
    weakest = sorted((row for row in found.rows if row.all.n), key=lambda row: row.all.share)
    shown = weakest if everything else [row for row in weakest if row.all.share < 1][:_WEAKEST]
    if not shown:
        return
    console.print()
    console.print(Text("各行，最不稳的在前" if everything else "最不稳的行", style="bold"))
    for row in shown:
        line = Text(f"  {row.rule:<4}{_percent(row.all):>7}  {row.title}{'★' if row.core else ''}")
        worst = sorted(
            (kind for kind in found.kinds if kind.rows.get(row.rule, Tally(0, 0)).share < 1),
            key=lambda kind: kind.rows[row.rule].share,
        )
        said = "、".join(f"{KINDS[kind.damage]} {_percent(kind.rows[row.rule])}" for kind in worst[:3])
        line.append(f"  {said}", style="dim")
        console.print(line)


def _changes(console: Console, found: Steadiness, *, everything: bool) -> None:
    if not found.changes:
        return
    share = {row.rule: row.all.share for row in found.rows}
    # without the full list, what light damage does to the weakest rows tells most
    order = {kind.damage: at for at, kind in enumerate(sorted(found.kinds, key=lambda kind: -kind.all.share))}
    ranked = sorted(found.changes, key=lambda c: (order[c.damage], share[c.rule], c.path))
    shown = found.changes if everything else ranked[:_SHOWN]
    console.print()
    console.print(Text(f"变了的判断 {len(found.changes)} 个", style="bold"))
    for change in shown:
        console.print(Text(f"  {_said(change)}"))
    if len(shown) < len(found.changes):
        console.print(Text(f"  还有 {len(found.changes) - len(shown)} 个，用 -v 或 -f json 看全部。", style="dim"))


def _said(change: Change) -> str:
    levels = f"{LEVELS[change.before]} 变为 {LEVELS[change.after]}"
    return f"{padded(KINDS[change.damage], _LABEL)}{change.rule:<4}{levels}  {change.path}"


def _percent(tally: Tally) -> str:
    # rounded down, so that only what never changed reads 100 %
    return f"{int(tally.share * 1000) / 10:.1f}%"


def stress_json(found: Steadiness, book: RuleBook) -> str:
    """Render for programs: keys in fixed order, UTF-8 text with LF."""
    result = {
        "schema_version": "1",
        "tool": {"name": "auditor", "version": __version__},
        "checklist": {"id": book.id, "version": book.version, "sha256": book.sha256, "title": book.title},
        "reports": found.reports,
        "seed": found.seed,
        "kinds": [
            {
                "kind": kind.damage,
                "title": KINDS[kind.damage],
                "group": kind.group,
                "reports": kind.reports,
                **_tally(kind.all),
                "left_out": list(kind.left_out),
                "rows": {row: _tally(tally) for row, tally in kind.rows.items()},
            }
            for kind in found.kinds
        ],
        "rows": [{"rule": r.rule, "title": r.title, "core": r.core, **_tally(r.all)} for r in found.rows],
        "changes": _listed(found.changes),
        "errors": [{"path": u.path, "code": u.code, "message": u.message, "hint": u.hint} for u in found.unreadable],
    }
    return json_text(result) + "\n"


def _tally(tally: Tally) -> dict[str, int | float]:
    return {"n": tally.n, "same": tally.same, "share": round(tally.share, 4)}


def _listed(changes: Sequence[Change]) -> list[dict[str, str | int]]:
    return [
        {"path": c.path, "kind": c.damage, "rule": c.rule, "before": int(c.before), "after": int(c.after)}
        for c in changes
    ]
