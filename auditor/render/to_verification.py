"""A verification -> what a person reads, and JSON."""

from __future__ import annotations

import io
from dataclasses import asdict

from auditor.model import Level
from auditor.render.json_text import json_text
from auditor.render.page import Text
from auditor.render.to_terminal import Look, console_on, trimmed
from auditor.render.visible import visible
from auditor.render.wording import LEVELS, shortened
from auditor.verification import Difference, Trouble, Verification

_TROUBLES = {
    Trouble.BROKEN: "封印不符：这条记录被别的程序改动过",
    Trouble.LOST: "结果不见了：记录里没有它的结果，也没有写为什么",
    Trouble.GONE: "文件读不到了",
    Trouble.CHANGED: "文件的内容已经不是评分时的内容",
}
_FIELDS = {
    "level": "等级",
    "evidence": "引文",
    "score": "总分",
    "grade": "等次",
    "points": "得分",
    "reason": "理由",
    "advice": "建议",
    "flags": "标记",
    "basis": "依据",
    "unit": "单位",
    "year": "年度",
    "title": "标题",
    "result": "结果",
    "rule": "有没有这一行",
}
_MOST = 200
"""Differences shown on a screen; the JSON has all."""


def verification_text(found: Verification, look: Look) -> str:
    """Render for a screen: counts, then every result that does not stand."""
    out = io.StringIO()
    console = console_on(out, look)
    troubled = len({d.path for d in found.differences})
    console.print(Text(f"评分记录里有 {found.results} 份结果，封印全部查过。", style="bold"))
    console.print(Text(f"重评 {found.rejudged} 份，{found.same} 份完全相同；有问题的 {troubled} 份。"))
    if found.other_rules:
        console.print(Text(f"另有 {found.other_rules} 份是按别的规则评的，没有重评；用 --rules 指明当时的规则。"))
    if found.other_program:
        console.print(Text(f"重评的有 {found.other_program} 份当时由别的版本的程序或组件评定。"))
    limit = len(found.differences) if look.verbosity > 0 else _MOST
    for difference in found.differences[:limit]:
        console.print(Text(f"  {_line(difference)}", style="red"))
    if len(found.differences) > limit:
        console.print(Text(f"  其余 {len(found.differences) - limit} 处没有列出，加 -v 全部列出。"))
    return trimmed(out)


def verification_json(found: Verification) -> str:
    """Render for programs; keys as the fields of the values."""
    return json_text(asdict(found)) + "\n"


def _line(difference: Difference) -> str:
    return visible(_told(difference), "?")


def _told(difference: Difference) -> str:
    if difference.trouble is not Trouble.DIFFERENT:
        more = f"（{difference.now}）" if difference.now else ""
        return f"{difference.path}：{_TROUBLES[difference.trouble]}{more}。"
    field = _FIELDS.get(difference.field, difference.field)
    before, now = (_value(difference.field, text) for text in (difference.before, difference.now))
    return f"{difference.path}：{difference.rule or '全文'} {field} {before or '无'} → {now or '无'}"


def _value(field: str, text: str) -> str:
    return LEVELS[Level(int(text))] if field == "level" else shortened(text)
