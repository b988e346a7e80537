"""Whole rankings: a county's two years with every case in it, names that are hostile, a province's year."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from auditor.card import RefusalCode, Unreadable
from auditor.model import Level, UnitKind
from auditor.ranking import Ranking, Standing, Unit
from rankings.build import (
    COUNTY,
    ROWS,
    coverage_of,
    made_entry,
    made_ranking,
    made_table,
    refused_entry,
    scored,
)

TOWNS = [
    "白水", "官塘", "乌塘", "北和", "长岭", "石桥", "大河", "龙泉", "凤山", "双溪",
    "清湖", "新安", "太平", "永兴", "金沙", "红岩", "马场", "三江", "东风", "南坪",
]  # fmt: skip
HOSTILE = (
    "<script>alert(1)</script>",
    "\" onmouseover='alert(1)' x=\"",
    "=HYPERLINK(\"http://evil.example/\",\"点我\")",
    "\u202egnp.exe\u202c镇",
    "\x1b[31m红镇\x1b[0m\x07",
    "空\x00镇\ud800",
    "javascript:alert(1)",
    "换\r\n行\t镇",
    "＝1+1",
    "@SUM(A1)",
    "http://evil.example/镇",
    "{{ 7 * 7 }}{% raw %}",
    "]]><!--",
)  # fmt: skip


def drawn(random: random.Random, skill: float, off: Sequence[str] = ()) -> list[Level | None]:
    """Draw levels for every row: the better the unit, the higher."""
    made: list[Level | None] = []
    for row in ROWS:
        hard = 0.35 if row.id in ("B4", "G4", "H3", "K2", "D1") else 0.0
        at = min(3, max(0, round(random.gauss((skill - hard) * 3, 0.8))))
        made.append(None if row.id in off else Level(at))
    return made


def county() -> Ranking:
    """Build a county's two years: ties, streets, rows that do not apply, versions, refused and unreadable files."""
    dice = random.Random(7)
    skills = {name: dice.uniform(0.35, 0.98) for name in TOWNS}
    streets = {"城关街道": 0.7, "河东街道": 0.5, "西苑街道": 0.85}
    tables = []
    for year in (2022, 2023):
        lift = 0.06 if year == 2023 else 0.0
        entries = [made_entry(f"{name}镇", drawn(dice, skill + lift), year=year) for name, skill in skills.items()]
        entries += [
            made_entry(name, drawn(dice, skill + lift, ("C1", "K3")), year=year, kind=UnitKind.SUBDISTRICT)
            for name, skill in streets.items()
        ]
        if year == 2023:
            entries[4] = scored(entries[4], entries[3].score)
            folder = replace(entries[0], unit=Unit("白水镇", "", folder="云岭县报送"), path="云岭县报送/白水镇.pdf")
            guessed = replace(
                entries[1], unit=Unit("法治报告终稿（2）", COUNTY, guessed=True), path="法治报告终稿（2）.wps"
            )
            entries += [folder, guessed]
        old = {
            "官塘镇": (
                scored(replace(entries[1], path="2023/旧/官塘镇（初稿）.docx"), entries[1].score - 5),
                scored(replace(entries[1], path="2023/旧/官塘镇（二稿）.docx"), entries[1].score - 2.4),
            )
        }
        before = tables[-1] if tables else None
        tables.append(made_table(year, entries, before=before, others=old if year == 2023 else None))
    return made_ranking(reversed(tables), REFUSED, UNREADABLE)


REFUSED = (
    refused_entry(
        "2023/石桥镇政府信息公开年报.docx",
        RefusalCode.NOT_A_REPORT,
        "这是政府信息公开工作年度报告，不是法治政府建设报告。",
    ),
    refused_entry("2023/大河镇扫描.pdf", RefusalCode.UNREADABLE, "12 页中有 9 页是图片，没有识别出文字。"),
)
UNREADABLE = (
    Unreadable(
        "2023/全部.rar",
        "archive",
        "「全部.rar」是RAR 或 7z 一类的压缩包，不能直接审核。",
        "请先解压，再选择里面的报告。",
    ),
    Unreadable("2023/加密.docx", "encrypted", "「加密.docx」设了打开密码。", "请去掉密码另存一份。"),
)


def nasty() -> Ranking:
    """Build a ranking in which every text that comes from a file or its name is hostile."""
    dice = random.Random(3)
    entries = [
        made_entry(text, drawn(dice, 0.7), path=text, title=text, date=text, unit=Unit(text, text, folder=text))
        for text in HOSTILE
    ]
    others = {text: (replace(e, path=f"old/{text}"),) for e, text in zip(entries, HOSTILE, strict=True)}
    refused = [
        replace(refused_entry(text, RefusalCode.NOT_A_REPORT, text), unit=Unit(text), title=text) for text in HOSTILE
    ]
    unreadable = [Unreadable(text, "broken", text, text) for text in HOSTILE]
    return made_ranking([made_table(2023, entries, others=others)], refused, unreadable)


def many(units: int) -> Ranking:
    """Build a province's year."""
    dice = random.Random(1)
    entries = [
        made_entry(f"{TOWNS[at % 20]}{at}镇", drawn(dice, dice.random()), county=f"云州市第{at // 20}县")
        for at in range(units)
    ]
    table = made_table(2023, entries[:1])
    ordered = sorted(entries, key=lambda e: -e.percent)
    standings = tuple(Standing(at, False, entry) for at, entry in enumerate(ordered, 1))
    coverage = tuple(coverage_of(at, row, standings) for at, row in enumerate(ROWS))
    return made_ranking([replace(table, standings=standings, coverage=coverage)])
