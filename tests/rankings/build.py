"""Values of a ranking from a few levels: the plain arithmetic of ranks, grades, coverage and bins."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from statistics import mean, median

from auditor.card import Refusal, RefusalCode, Unreadable
from auditor.model import Level, UnitKind
from auditor.ranking import Band, Bin, Coverage, Entry, Ranking, Row, Standing, Unit, YearTable

TITLES = {
    "A1": "主要举措和成效", "A2": "存在的问题和不足", "A3": "原因分析", "A4": "下一年度安排", "A5": "问题与措施对应",
    "A6": "文种要素", "A7": "指导思想与依据", "B1": "第一责任人履职", "B2": "组织领导", "B3": "领导干部学法",
    "B4": "述法", "B5": "干部学法培训与考试", "C1": "权责清单、放管服与政务服务", "C2": "法治化营商环境",
    "D1": "行政规范性文件管理", "D2": "重大行政决策程序", "D3": "合法性审查", "D4": "法律顾问",
    "E1": "执法证与持证上岗", "E2": "行政执法三项制度", "E3": "执法人员培训", "E4": "执法规范",
    "E5": "综合执法与重点领域执法", "F1": "突发事件依法应对", "G1": "人民调解与矛盾排查化解",
    "G2": "行政复议与行政应诉", "G3": "依法办理信访", "G4": "公共法律服务与法律援助", "H1": "政务公开与政府信息公开",
    "H2": "接受人大、政协、司法和社会监督", "H3": "行政执法监督", "H4": "政务诚信与廉政建设",
    "J1": "数字法治政府与信息化", "K1": "普法宣传", "K2": "谁执法谁普法", "K3": "法治乡村",
}  # fmt: skip
CORE = ("A2", "B1", "D4", "E1", "E2")
ROWS = tuple(Row(id, title, id[0], id in CORE, 8.0 if id in CORE else 60 / 31) for id, title in TITLES.items())
SHARES = (0.0, 0.4, 0.8, 1.0)
GRADES = (("优秀", 85), ("良好", 70), ("合格", 60), ("不合格", 0))
COUNTY = "青山县"


def made_entry(
    name: str, levels: Sequence[Level | None], *, year: int | None = 2023, county: str = COUNTY, path: str = "", **more
) -> Entry:
    """Build a judged report from its levels."""
    known = [(row, level) for row, level in zip(ROWS, levels, strict=False) if level is not None]
    score = round(sum(row.max_points * SHARES[level] for row, level in known), 2)
    full = round(sum(row.max_points for row, _ in known), 2)
    entry = Entry(
        path=path or f"{year or '未知'}/{name}.docx", sha256=hashlib.sha256(ascii((name, year)).encode()).hexdigest(),
        unit=Unit(name, county), kind=UnitKind.TOWNSHIP, year=year, title=f"{name}{year or ''}年度法治政府建设情况报告",
        date=f"{year + 1}年1月15日" if year else "", modified=0.0, score=0.0, max_score=full, grade=None,
        passed=None, levels=tuple(levels),
    )  # fmt: skip
    return replace(scored(entry, score), **more)


def scored(entry: Entry, score: float) -> Entry:
    """Give a report another score, and the grade that goes with it."""
    entry = replace(entry, score=score)
    grade = next(grade for grade, low in GRADES if entry.percent >= low)
    return replace(entry, grade=grade, passed=entry.percent >= 60)


def made_table(
    year: int | None,
    entries: Iterable[Entry],
    *,
    before: YearTable | None = None,
    others: dict[str, tuple[Entry, ...]] | None = None,
    rows: tuple[Row, ...] = ROWS,
) -> YearTable:
    """Rank entries the plain way; `others` are by the name of the unit."""
    ordered = sorted(entries, key=lambda e: (-e.percent, e.unit.county, e.unit.name, e.path))
    percents = [entry.percent for entry in ordered]
    earlier = {s.entry.unit: s.entry for s in before.standings} if before else {}
    standings = tuple(
        Standing(
            percents.index(e.percent) + 1,
            percents.count(e.percent) > 1,
            e,
            earlier.get(e.unit),
            (others or {}).get(e.unit.name, ()),
        )
        for e in ordered
    )
    return YearTable(
        year,
        standings,
        tuple(Band(grade, sum(e.grade == grade for e in ordered)) for grade, _ in GRADES),
        tuple(coverage_of(at, row, standings) for at, row in enumerate(rows)),
        tuple(
            Bin(low, low + 10, sum(low <= p < low + 10 or p == low + 10 == 100 for p in percents))
            for low in range(0, 100, 10)
        ),
        round(mean(percents), 2) if percents else 0.0,
        round(median(percents), 2) if percents else 0.0,
    )


def coverage_of(at: int, row: Row, standings: Sequence[Standing]) -> Coverage:
    """Count a row over the units, and against the year before."""
    levels = [standing.entry.levels[at] for standing in standings]
    counts = tuple(levels.count(level) for level in Level)
    pairs = [
        (s.before.levels[at] >= Level.DONE, s.entry.levels[at] >= Level.DONE)
        for s in standings
        if s.before and s.before.levels[at] is not None and s.entry.levels[at] is not None
    ]
    before, now = (mean(side) for side in zip(*pairs, strict=True)) if pairs else (None, None)
    return Coverage(row, counts, levels.count(None), before, now)


def made_ranking(
    years: Iterable[YearTable] = (),
    refused: Iterable[Entry] = (),
    unreadable: Iterable[Unreadable] = (),
    rows: tuple[Row, ...] = ROWS,
) -> Ranking:
    """Put tables together."""
    title = "乡镇（街道）法治政府建设年度报告核对清单"
    return Ranking(
        title, "0.1.0", "a" * 64, "0.1.0", "b" * 64, rows, tuple(years), tuple(refused), tuple(unreadable)
    )  # fmt: skip


def refused_entry(path: str, code: RefusalCode, reason: str, **more) -> Entry:
    """Build a text without a grade."""
    entry = made_entry("", [Level.ABSENT] * len(ROWS), path=path)
    return replace(entry, grade=None, passed=None, refusal=Refusal(code, reason), **more)
