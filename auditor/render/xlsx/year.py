"""A year's table -> its sheets: ranking, heat map, coverage of the rows, distribution."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from auditor.ranking import Row, YearTable
from auditor.render.figures import bin_title, core_places, gained, weakest_first
from auditor.render.records import Record, Status, graded
from auditor.render.wording import KINDS, NOT_APPLICABLE, figures_of, row_title, unit_name, year_title
from auditor.render.xlsx.sheet import ACCENT, CHANGE, SCORE, SHARE, Book, Cell, Column, Sheet, fill

_LEVEL_WIDTH = 7
_HEAD_HEIGHT = 96
"""Room for a row's title in so narrow a column."""


def add_year(book: Book, table: YearTable, rows: Sequence[Row]) -> None:
    """Add the four sheets of a year."""
    counted = [record for record in graded(table) if record.status is Status.COUNTED]
    year = year_title(table.year)
    _add_ranking(book, f"{year} 排名", counted, rows)
    _add_heat_map(book, f"{year} 热力图", counted, rows)
    _add_coverage(book, f"{year} 各行覆盖率", table)
    _add_distribution(book, f"{year} 分布", table)


def unit_of(record: Record) -> str:
    """Name a record's unit, apart from its county."""
    return unit_name(record.unit, record.folder, guessed=record.guessed)


def levels_of(record: Record) -> Iterator[Cell]:
    """Return a record's levels as cells."""
    return (NOT_APPLICABLE if level is None else level for level in record.levels)


def _add_ranking(book: Book, name: str, counted: Sequence[Record], rows: Sequence[Row]) -> None:
    core = core_places(rows)
    before = [
        Column("名次"), Column("并列"), Column("单位"), Column("县区"), Column("类别"), Column("得分率", SCORE),
        Column("等次"), Column("较上年", CHANGE), Column("得分", SCORE), Column("满分", SCORE),
    ]  # fmt: skip
    levels = [Column(row_title(rows[at]), width=_LEVEL_WIDTH + 2) for at in core]
    sheet = Sheet(book, name, [*before, *levels, Column("文件"), Column("报告日期")], frozen=3, tall=_HEAD_HEIGHT)
    for record in counted:
        shown = list(levels_of(record))
        sheet.add(
            [
                record.rank, "并列" if record.tied else None, unit_of(record), record.county,
                KINDS[record.kind] if record.kind else None, record.percent, record.grade, record.change,
                record.score, record.max_score, *(shown[at] for at in core), record.path, record.date,
            ]
        )  # fmt: skip
    sheet.shade_levels(len(before), len(before) + len(core) - 1)
    sheet.bars("得分率", 100)
    sheet.close()


def _add_heat_map(book: Book, name: str, counted: Sequence[Record], rows: Sequence[Row]) -> None:
    before = [Column("名次"), Column("单位"), Column("县区"), Column("得分率", SCORE)]
    levels = [Column(row_title(row), width=_LEVEL_WIDTH) for row in rows]
    sheet = Sheet(book, name, [*before, *levels], frozen=2, tall=_HEAD_HEIGHT)
    for record in counted:
        sheet.add([record.rank, unit_of(record), record.county, record.percent, *levels_of(record)])
    sheet.shade_levels(len(before), len(before) + len(rows) - 1)
    sheet.close()


def _add_coverage(book: Book, name: str, table: YearTable) -> None:
    columns = [
        Column("行"), Column("内容"), Column("核心"), Column("分值", SCORE), Column("落实及以上占比", SHARE, 12),
        Column("有据"), Column("落实"), Column("提及"), Column("缺失"), Column("适用的单位", width=9),
        Column("不适用的单位", width=9), Column("两年都有的单位，上年占比", SHARE, 14),
        Column("两年都有的单位，本年占比", SHARE, 14), Column("变化（百分点）", CHANGE, 10),
    ]  # fmt: skip
    sheet = Sheet(book, name, columns, frozen=2, tall=36)
    for one in weakest_first(table):
        absent, mentioned, done, evidenced = one.counts
        sheet.add(
            [
                one.row.id, one.row.title, "★" if one.row.core else None, one.row.max_points, one.done, evidenced,
                done, mentioned, absent, one.applicable, one.not_applicable, one.before, one.now, gained(one),
            ]
        )  # fmt: skip
    sheet.bars("落实及以上占比", 1)
    sheet.close()


def _add_distribution(book: Book, name: str, table: YearTable) -> None:
    sheet = Sheet(book, name, [Column("得分率", width=12), Column("单位数", width=10)])
    fill(sheet, ((bin_title(one), one.count) for one in table.bins))
    figures = [("平均得分率", table.mean), ("中位得分率", table.median)]
    sheet.beside(3, ("等次、平均", "数值"), [*((band.grade, band.count) for band in table.bands), *figures])
    if table.bins:
        sheet.page.insert_chart("G2", _chart(book, name, table), {"description": f"{figures_of(table)}。"})


def _chart(book: Book, name: str, table: YearTable) -> Any:
    """Draw how many units have which score, from the cells of the sheet of that name."""
    chart = book.workbook.add_chart({"type": "column"})
    last = len(table.bins)
    chart.add_series(
        {"name": "单位数", "categories": [name, 1, 0, last, 0], "values": [name, 1, 1, last, 1], "gap": 30,
         "fill": {"color": ACCENT}, "data_labels": {"value": True}}
    )  # fmt: skip
    chart.set_title({"name": f"{year_title(table.year)}得分率分布", "name_font": {"size": 13}})
    chart.set_x_axis({"name": "得分率（%）"})
    chart.set_y_axis({"name": "单位数", "major_gridlines": {"visible": True, "line": {"color": "#DDDDDD"}}})
    chart.set_legend({"none": True})
    chart.set_size({"width": 640, "height": 360})
    return chart
