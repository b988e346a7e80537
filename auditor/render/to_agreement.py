"""An evaluation -> a table for people, or JSON (shape: docs/evaluate.md). Only characters that a GBK console has."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

from auditor.book import RuleBook
from auditor.evaluation import Counted, Disagreement, Evaluation, Figure, Figures, RowFigures
from auditor.model import Level
from auditor.render.json_text import json_text
from auditor.render.page import Console, Text
from auditor.render.to_terminal import Look, console_on, padded, trimmed
from auditor.render.wording import LEVELS
from auditor.version import __version__

_FIGURES = {
    "exact": "等级相同",
    "within_one": "相差不超过一级",
    "kappa": "加权一致系数",
    "done_precision": "“落实”查准",
    "done_recall": "“落实”查全",
    "done_f1": "“落实”F1",
    "absent_f1": "“缺失”F1",
}
_BASELINES = {
    "all-present": ("全判落实", "每份报告的每一行都判“落实”"),
    "keyword-presence": (
        "只看字样",
        "规则里逐字写出的短语（不含 … 和 #）在报告里出现就判“落实”，否则判“缺失”，不看怎么说",
    ),
}
_FEW_REPORTS = 10
_LABEL = 18
_WIDE = 22
_NARROW = 8


def agreement_text(found: Evaluation, book: RuleBook, look: Look, *, disagreements: bool = False) -> str:
    """Render for people: the figures, the baselines, a line per row, and if wanted every disagreement."""
    out = io.StringIO()
    console = console_on(out, look)
    console.print(Text(f"与标注的一致程度：{found.reports} 份报告，{found.all.n} 个判断", style="bold"))
    console.print(Text(f"规则：{book.title}（{book.id} {book.version}）；标注：{found.gold}", style="dim"))
    for line in _notes(found):
        console.print(Text(f"注意：{line}", style="yellow"))
    console.print()
    _headline(console, found)
    _baselines(console, found)
    _rows(console, found.rows)
    if disagreements:
        _disagreements(console, found.disagreements)
    return trimmed(out)


def _notes(found: Evaluation) -> Iterable[str]:
    if found.unlabelled:
        rows = sum(len(report.rows) for report in found.unlabelled)
        names = "、".join(report.doc for report in found.unlabelled)
        yield f"有 {len(found.unlabelled)} 份报告共 {rows} 行没有标注，不计入：{names}。"
    if found.unused:
        yield f"有 {len(found.unused)} 份原文没有标注，没有评测：{'、'.join(found.unused)}。"
    if found.reports < _FEW_REPORTS:
        yield f"只有 {found.reports} 份报告，数字只供参考。"


def _headline(console: Console, found: Evaluation) -> None:
    core = "、".join(row.rule for row in found.rows if row.core)
    head = padded("", _LABEL) + padded("全部行", _WIDE) + (f"核心行（{core}）" if found.core else "")
    console.print(Text(head, style="bold"))
    for name, label in _FIGURES.items():
        sides = [getattr(side, name) for side in (found.all, found.core) if side]
        console.print(padded(label, _LABEL) + "".join(padded(_bounded(figure), _WIDE) for figure in sides))
    console.print()
    single = (
        ("引文与标注重合", _share(found.evidence), f"{found.evidence.n} 个双方都不是“缺失”的判断"),
        ("标记相同", _share(found.flags), f"{found.flags.n} 个双方都是“缺失”或“提及”的判断"),
        ("总分平均相差", _points(found.score_error), f"{found.score_error.n} 份报告，满分 100"),
    )
    for label, figure, over in single:
        console.print(padded(label, _LABEL) + padded(figure, _WIDE) + over)
    said = f"括号里是 95% 区间：把报告有放回地再抽 {found.resamples} 次（种子 {found.seed}）。"
    console.print(Text(said if found.all.exact.low is not None else "只有一份报告，没有区间。", style="dim"))


def _bounded(figure: Figure) -> str:
    if figure.low is None or figure.high is None:
        return f"{figure.value:.3f}"
    return f"{figure.value:.3f}（{figure.low:.3f}-{figure.high:.3f}）"


def _share(counted: Counted) -> str:
    return "-" if counted.figure is None else _bounded(counted.figure)


def _points(counted: Counted) -> str:
    figure = counted.figure
    if figure is None:
        return "-"
    if figure.low is None or figure.high is None:
        return f"{figure.value:.1f} 分"
    return f"{figure.value:.1f} 分（{figure.low:.1f}-{figure.high:.1f}）"


def _baselines(console: Console, found: Evaluation) -> None:
    names = ["本程序", *(_BASELINES[baseline.name][0] for baseline in found.baselines)]
    sides = [(found.all, found.core), *((b.all, b.core) for b in found.baselines)]
    console.print()
    console.print(Text(padded("基线", _LABEL) + "".join(padded(name, 2 * _NARROW) for name in names), style="bold"))
    console.print(
        Text(padded("", _LABEL) + (padded("全部", _NARROW) + padded("核心", _NARROW)) * len(names), style="dim")
    )
    for name, label in _FIGURES.items():
        cells = [f"{getattr(side, name).value:.3f}" if side else "-" for pair in sides for side in pair]
        console.print(padded(label, _LABEL) + "".join(padded(cell, _NARROW) for cell in cells))
    for short, said in _BASELINES.values():
        console.print(Text(f"{short}：{said}。", style="dim"))


def _rows(console: Console, rows: Sequence[RowFigures]) -> None:
    console.print()
    heads = ("判断", "相同", "±1级", "落实F1", "缺失F1")
    console.print(Text(padded("各行", 6) + "".join(padded(head, _NARROW) for head in heads), style="bold"))
    for row in rows:
        got = row.figures
        shares = (got.exact, got.within_one, got.done_f1, got.absent_f1)
        cells = [str(got.n), *(f"{figure.value:.3f}" for figure in shares)]
        line = padded(row.rule, 6) + "".join(padded(cell, _NARROW) for cell in cells)
        console.print(line + row.title + ("★" if row.core else ""))


def _disagreements(console: Console, found: Sequence[Disagreement]) -> None:
    console.print()
    console.print(Text(f"等级不同的 {len(found)} 个判断", style="bold"))
    for one in found:
        head = Text(f"{one.doc} {one.row}  ")
        head.append(f"标注{_level(one.gold)}，判为{_level(one.ours)}", style="yellow")
        console.print(head)
        for who, said in (("标注", f"“{one.gold_quote}”"), ("引文", f"“{one.quote}”"), ("理由", one.reason)):
            if said != "“”":
                console.print(Text(f"{who}：{said}"), 4)


def _level(level: Level) -> str:
    return f"“{LEVELS[level]}”"


def agreement_json(found: Evaluation, book: RuleBook) -> str:
    """Render as JSON; keys in fixed order, figures to six places, null where nothing was counted."""
    result = {
        "schema_version": "1",
        "tool": {"name": "auditor", "version": __version__},
        "checklist": {"id": book.id, "version": book.version, "sha256": book.sha256, "title": book.title},
        "gold": {
            "path": found.gold,
            "reports": found.reports,
            "unlabelled": [{"doc": report.doc, "rows": list(report.rows)} for report in found.unlabelled],
            "unused": list(found.unused),
        },
        "bootstrap": {"over": "reports", "level": 0.95, "resamples": found.resamples, "seed": found.seed},
        "all": _bounds(found.all),
        "core": _bounds(found.core),
        "evidence": _counted(found.evidence),
        "flags": _counted(found.flags),
        "score_error": _counted(found.score_error),
        "baselines": [{"name": b.name, "all": _values(b.all), "core": _values(b.core)} for b in found.baselines],
        "rows": [{"rule": r.rule, "title": r.title, "core": r.core} | (_values(r.figures) or {}) for r in found.rows],
        "disagreements": [
            {
                "doc": d.doc,
                "rule": d.row,
                "gold": int(d.gold),
                "level": int(d.ours),
                "gold_quote": d.gold_quote,
                "quote": d.quote,
                "reason": d.reason,
            }
            for d in found.disagreements
        ],
    }
    return json_text(result) + "\n"


def _values(figures: Figures | None) -> dict[str, object] | None:
    if figures is None:
        return None
    made: dict[str, object] = {"n": figures.n}
    return made | {name: round(getattr(figures, name).value, 6) for name in _FIGURES}


def _bounds(figures: Figures | None) -> dict[str, object] | None:
    if figures is None:
        return None
    made: dict[str, object] = {"n": figures.n}
    return made | {name: _bound(getattr(figures, name)) for name in _FIGURES}


def _bound(figure: Figure | None) -> dict[str, object]:
    values = (figure.value, figure.low, figure.high) if figure else (None, None, None)
    names = ("value", "low", "high")
    return {name: None if value is None else round(value, 6) for name, value in zip(names, values, strict=True)}


def _counted(counted: Counted) -> dict[str, object]:
    made: dict[str, object] = {"n": counted.n}
    return made | _bound(counted.figure)
