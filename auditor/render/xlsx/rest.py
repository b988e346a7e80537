"""What stands around the years in the workbook: the explanation in front, the files without a rank at the end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from auditor.card import RefusalCode
from auditor.ranking import Ranking
from auditor.render.records import Record, Status
from auditor.render.wording import (
    CAUTION,
    HOW_RANKED,
    KINDS,
    LEVEL_MEANINGS,
    LEVELS,
    REFUSALS,
    bands_of,
    figures_of,
    year_title,
)
from auditor.render.xlsx.sheet import SCORE, Book, Column, Sheet, fill
from auditor.render.xlsx.year import levels_of, unit_of


def add_about(book: Book, ranking: Ranking) -> None:
    """Add the sheet that says what the tables show and what they rest on."""
    sheet = Sheet(book, "说明", [Column("项目", width=14), Column("内容", width=100)], tall=20)
    fill(sheet, _told(ranking))


def _told(ranking: Ranking) -> Iterator[tuple[str, str]]:
    yield "内容", "法治政府建设年度报告逐行评定的结果：排名、热力图、各行覆盖率、得分率分布。"
    for table in ranking.years:
        yield year_title(table.year), f"{figures_of(table)}。{bands_of(table)}。"
    yield "没有名次", f"不评分 {len(ranking.refused)} 个，读不了 {len(ranking.unreadable)} 个。"
    yield "清单", f"{ranking.checklist}，{ranking.version} 版，{len(ranking.rows)} 行；★ 是核心行。"
    yield "程序", f"auditor {ranking.program}"
    yield "清单校验值", ranking.checklist_sha256
    yield "程序校验值", ranking.program_sha256
    for level, meaning in LEVEL_MEANINGS.items():
        yield LEVELS[level], f"{level:d}：{meaning}。"
    yield from HOW_RANKED.items()
    yield "请注意", CAUTION


def add_other_versions(book: Book, ranking: Ranking, found: Iterable[Record]) -> None:
    """Add the reports that another one of their unit stands for."""
    columns = [
        Column("年度"), Column("单位"), Column("县区"), Column("类别"), Column("得分率", SCORE), Column("等次"),
        Column("文件"), Column("报告日期"), *(Column(row.id, width=7) for row in ranking.rows),
    ]  # fmt: skip
    sheet = Sheet(book, "另一版本", columns, frozen=2)
    fill(
        sheet,
        (
            [
                record.year, unit_of(record), record.county, KINDS[record.kind] if record.kind else None,
                record.percent, record.grade, record.path, record.date, *levels_of(record),
            ]
            for record in found
            if record.status is Status.OTHER_VERSION
        ),
    )  # fmt: skip
    sheet.shade_levels(8, 7 + len(ranking.rows))


def add_refused(book: Book, found: Iterable[Record]) -> None:
    """Add the texts without a grade."""
    columns = [Column("文件"), Column("结论"), Column("理由"), Column("标题"), Column("单位"), Column("年度")]
    sheet = Sheet(book, "不评分", columns, frozen=1)
    fill(
        sheet,
        (
            [r.path, REFUSALS[RefusalCode(r.code)] if r.code else None, r.reason, r.title, unit_of(r), r.year]
            for r in found
            if r.status is Status.REFUSED
        ),
    )


def add_unreadable(book: Book, found: Iterable[Record]) -> None:
    """Add the files that gave no result."""
    sheet = Sheet(book, "读不了", [Column("文件"), Column("原因"), Column("办法"), Column("代码")], frozen=1)
    fill(sheet, ([r.path, r.reason, r.hint, r.code] for r in found if r.status is Status.UNREADABLE))
