"""Scorecards to render: real ones, and ones that are refused, empty, hostile or have what no seed has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from pathlib import Path
from typing import Any

from auditor.card import Evidence, Flaw, Scorecard, Unreadable
from auditor.load import load_bytes
from auditor.model import Document, UnitKind
from auditor.pipeline import Auditor

ROOT = Path(__file__).resolve().parents[1]
NEUTRAL = "境内山峦起伏，河流由西向东汇入大江，沿岸水田相连，春季多雨，夏季炎热，山地多为红壤，村子多在半山腰。\n"
HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    '[点我](http://evil.example/ "x") ![图](http://evil.example/a.png) <http://evil.example>',
    "http://evil.example/a www.evil.example a@evil.example mailto:a@evil.example //evil.example evil.com 结果.md",
    "**粗** __粗__ *斜* _斜_ ~~删~~ `码` ``码`` $x$ \\*斜\\* \\",
    "| 一 | 二 |\n| --- | --- |\n| `三|四` | \\| |",
    "# 题",
    "- 一",
    "+ 一",
    "1. 一",
    "12) 一",
    "> 引",
    "===",
    "---",
    "```\n码",
    "    码",
    "&lt;b&gt; &#60; &copy;",
    "[一]: http://evil.example/\n[一]",
    "[^1] [ ] [x]",
    "@octocat #12 GH-12 octo/repo#12 !12",
    '=HYPERLINK("http://evil.example/","点我")',
    "+1+1",
    "@SUM(A1)",
    "-1",
    "file:///etc/passwd",
    "\u202egnp.exe\u202c镇\u200b\x1b[31m红\x1b[0m\x07\x00\ud800",
    "换\r\n行\t镇\u2028甲\u2029乙\x0b丙",
    "<!-- 注 --> <?php ?> <![CDATA[ ]]>",
    "   ",
    "｜＿＊",
    "长" * 40_000,
)
"""What a report or a file's name may hold to become more than text."""
FLAW = Flaw("数字前后不一", "warning", "全年开展2次……共开展3次", 3, 9, 2, "同一件事写了两个数。", "请核对后统一。")
RAR = Unreadable("报送/全部.rar", "archive", "「全部.rar」是压缩包，不能直接审核。", "请先解压，再选择里面的报告。")


def audited(auditor: Auditor, *paths: str) -> list[Scorecard]:
    """Audit files of the repository."""
    return [auditor.audit(load_bytes((ROOT / path).read_bytes(), path)) for path in paths]


def absent(auditor: Auditor) -> Scorecard:
    """Audit a report that says nothing."""
    text = f"石桥镇2023年度法治政府建设情况报告\n{NEUTRAL}"
    return auditor.audit(Document.of(text, path="石桥镇.txt"))


def not_applicable(auditor: Auditor) -> Scorecard:
    """Audit a report to which four rows do not apply."""
    path = "seeds/beihe-2022.txt"
    return auditor.audit(load_bytes((ROOT / path).read_bytes(), path), year=2018, kind=UnitKind.DEPARTMENT)


def complete(card: Scorecard) -> Scorecard:
    """Return a scorecard with all points: nothing to add, nothing absent."""
    verdicts = tuple(
        replace(
            v, points=v.max_points, advice="", nearest=None, level=type(v.level)(3),
            evidence=v.evidence or (Evidence("全年演练3次", "一、工作", 3, 9, 2, 1),),
        )
        for v in card.verdicts
    )  # fmt: skip
    return replace(card, verdicts=verdicts, score=card.max_score, grade="优秀", passed=True, remedies=())


def flawed(card: Scorecard) -> Scorecard:
    """Return a scorecard with what no seed has: flaws, warnings, a date, pages, a near miss, recognised words."""
    near = Evidence("应急预案已报备", "三、安全", 40, 47, 9, 2, recognised=True)
    verdicts = tuple(v if v.evidence else replace(v, nearest=near) for v in card.verdicts)
    document = replace(card.document, warnings=("第 3 页是图片，没有读。",))
    return replace(card, document=document, verdicts=verdicts, flaws=(FLAW,), date="2024年1月5日")


def hostile(card: Scorecard, text: str) -> Scorecard:
    """Return a flawed scorecard in which whatever a file or a rule says is the text; ids stay."""
    made: Scorecard = _said(flawed(card), text)
    return replace(made, grade=card.grade, overlays=("outline-2015",))


def hostile_file(text: str) -> Unreadable:
    """Return a file of that name that cannot be read."""
    return Unreadable(text, "broken", text, text)


_KEPT = {"rule", "group", "id", "sha256", "text", "format", "overlays"}


def _said(value: Any, text: str) -> Any:
    if isinstance(value, Enum) or not is_dataclass(value) or isinstance(value, type):
        return value
    return replace(value, **dict(_changed(value, text)))


def _changed(value: Any, text: str) -> Iterator[tuple[str, Any]]:
    for name in (field.name for field in fields(value) if field.name not in _KEPT):
        held = getattr(value, name)
        if isinstance(held, str) and not isinstance(held, Enum):
            yield name, text
        elif isinstance(held, tuple):
            yield name, tuple(text if type(one) is str else _said(one, text) for one in held)
        elif is_dataclass(held):
            yield name, _said(held, text)
