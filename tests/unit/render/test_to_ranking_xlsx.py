"""The workbook read again: types, colours, what stays in sight, and that nothing in it runs."""

import io
import zipfile
from dataclasses import replace

import pytest
from lxml import etree
from openpyxl import load_workbook

from auditor.render.to_ranking_xlsx import ranking_xlsx
from auditor.render.xlsx.sheet import Book, Column, Sheet, fill

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")
HEAT = "2023年度 热力图"
RANKED = "2023年度 排名"


def opened(ranking):
    return load_workbook(io.BytesIO(ranking_xlsx(ranking)))


@pytest.fixture(scope="module")
def county_book(county_ranking):
    return opened(county_ranking)


def lines(sheet):
    """Return the rows below the header, by column title."""
    head, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_sheets_stand_in_order_and_have_names_that_excel_takes(county_book):
    per_year = ["排名", "热力图", "各行覆盖率", "分布"]
    years = [f"{year}年度 {sheet}" for year in (2023, 2022) for sheet in per_year]
    assert county_book.sheetnames == ["说明", *years, "不评分", "读不了", "另一版本"]
    assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\'") for name in county_book.sheetnames)


def test_every_unit_stands_in_the_ranking_with_its_figures(county_book, county_ranking):
    found = lines(county_book[RANKED])
    table = county_ranking.years[0]
    assert [line["名次"] for line in found] == [standing.rank for standing in table.standings]
    assert [line["得分率"] for line in found] == [standing.entry.percent for standing in table.standings]
    assert [line["较上年"] for line in found] == [standing.change for standing in table.standings]
    assert [line["文件"] for line in found] == [standing.entry.path for standing in table.standings]
    assert {line["并列"] for line in found} == {None, "并列"}
    assert [title for title in found[0] if "★" in title] == [
        f"{row.id} {row.title}★" for row in county_ranking.rows if row.core
    ]


def test_levels_are_numbers_that_show_as_words(county_book, county_ranking):
    words = {0: "缺失", 1: "提及", 2: "落实", 3: "有据"}
    seen = set()
    for row, standing in zip(
        county_book[HEAT].iter_rows(min_row=2, min_col=5), county_ranking.years[0].standings, strict=True
    ):
        for cell, level in zip(row, standing.entry.levels, strict=True):
            assert cell.value == ("不适用" if level is None else level)
            if level is not None:
                assert f'[={level:d}]"{words[level]}"' in cell.number_format
            seen.add(level)
    assert seen == {0, 1, 2, 3, None}


@pytest.mark.parametrize(("name", "where"), [(HEAT, "E2:AN26"), (RANKED, "K2:O26")])
def test_every_level_has_its_colour_and_word(county_book, name, where):
    rules = {rule.formula[0]: rule for rule in of_range(county_book[name], where) if rule.type == "cellIs"}
    assert sorted(rules) == ["0", "1", "2", "3"]
    assert len({rule.dxf.fill.bgColor.rgb for rule in rules.values()}) == 4
    assert [rules[level].dxf.numFmt.formatCode for level in sorted(rules)] == ['"缺失"', '"提及"', '"落实"', '"有据"']


def test_an_emptied_cell_gets_no_colour(county_book):
    first = min(of_range(county_book[HEAT], "E2:AN26"), key=lambda rule: rule.priority)
    assert (first.type, first.stopIfTrue) == ("containsBlanks", True)


def of_range(sheet, where):
    return next(rules for found, rules in sheet.conditional_formatting._cf_rules.items() if str(found.sqref) == where)


def test_headers_stay_in_sight_on_screen_and_paper(county_book):
    assert county_book[HEAT].freeze_panes == "C2"
    assert county_book[RANKED].freeze_panes == "D2"
    for sheet in county_book:
        assert sheet.freeze_panes, sheet.title
        assert sheet.auto_filter.ref.startswith("A1:"), sheet.title
        assert sheet.print_title_rows == "$1:$1", sheet.title
        assert sheet.page_setup.orientation == "landscape", sheet.title
        assert sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.title
        # as many pages high as it takes; one wide is what Excel takes for granted
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0), sheet.title


def test_chinese_fits_its_column(county_book):
    sheet = county_book[RANKED]
    wide = {cell.value: sheet.column_dimensions[cell.column_letter].width for cell in sheet[1]}
    longest = max(line["文件"] for line in lines(sheet))
    assert wide["文件"] >= sum(2 if ord(c) > 255 else 1 for c in longest)
    assert wide["文件"] <= 61
    assert wide["单位"] >= 2 * len("法治报告终稿（2）（按文件名）") - 1


def test_rows_done_least_stand_first(county_book):
    shares = [line["落实及以上占比"] for line in lines(county_book["2023年度 各行覆盖率"])]
    assert shares == sorted(shares)
    assert 0 <= shares[0] < shares[-1] <= 1


def test_distribution_counts_every_unit_and_is_drawn(county_book):
    sheet = county_book["2023年度 分布"]
    assert sum(row[1] for row in sheet.iter_rows(min_row=2, max_row=11, values_only=True)) == 25
    assert len(sheet._charts) == 1


def test_what_has_no_rank_is_listed_with_its_reason(county_book, county_ranking):
    assert [line["理由"] for line in lines(county_book["不评分"])] == [e.refusal.reason for e in county_ranking.refused]
    assert [line["办法"] for line in lines(county_book["读不了"])] == [row.hint for row in county_ranking.unreadable]
    assert [line["单位"] for line in lines(county_book["另一版本"])] == ["官塘镇", "官塘镇"]


def test_a_table_without_rows_says_so(empty_ranking):
    book = opened(empty_ranking)
    assert book.sheetnames == ["说明", "不评分", "读不了", "另一版本"]
    assert [book[name]["A2"].value for name in book.sheetnames[1:]] == ["没有"] * 3


def test_the_explanation_names_what_the_tables_rest_on(county_book, county_ranking):
    told = {line["项目"]: line["内容"] for line in lines(county_book["说明"])}
    assert told["清单校验值"] == county_ranking.checklist_sha256
    assert told["程序校验值"] == county_ranking.program_sha256
    assert told["没有名次"] == "不评分 2 个，读不了 2 个。"
    assert {"缺失", "提及", "落实", "有据", "名次", "另一版本", "2023年度"} <= set(told)


def test_nothing_hostile_becomes_a_formula_or_a_link(hostile_ranking):
    made = ranking_xlsx(hostile_ranking)
    book = load_workbook(io.BytesIO(made))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert [cell.value for cell in cells if cell.hyperlink] == []
    assert '=HYPERLINK("http://evil.example/","点我")' in {cell.value for cell in cells}
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        for name in parts.namelist():
            root = etree.fromstring(parts.read(name))
            assert not root.findall(".//{*}c/{*}f"), name
            assert not [node for node in root.iter() if node.get("TargetMode") == "External"], name


def test_what_xml_cannot_hold_is_marked(hostile_ranking):
    texts = {cell.value for cell in opened(hostile_ranking)["读不了"]["A"]}
    assert {"空\ufffd镇?", "\ufffd[31m红镇\ufffd[0m\ufffd", "换  行 镇"} <= texts


@pytest.mark.parametrize(("text", "units"), [("长" * 40_000, 32_767), ("𠮷" * 20_000, 32_767)])
def test_a_text_too_long_for_a_cell_is_cut(text, units):
    out = io.BytesIO()
    book = Book(out, "长")
    fill(Sheet(book, "长", [Column("长")]), [[text]])
    book.close()
    held = load_workbook(out)["长"]["A2"].value
    assert held.endswith("…")
    assert len(held.encode("utf-16-le")) // 2 == units


def test_the_same_ranking_gives_the_same_bytes(any_ranking, monkeypatch):
    made = ranking_xlsx(any_ranking)
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    assert ranking_xlsx(replace(any_ranking)) == made
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2020-01-01" in parts.read("docProps/core.xml")
        assert b"202" not in parts.read("docProps/core.xml").replace(b"2020-01-01T", b"")
