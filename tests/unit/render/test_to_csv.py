"""CSV as a spreadsheet reads it: a line a file, words for levels, nothing that runs."""

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.render.to_csv import to_csv

NUMBER = re.compile(r"[+-]?\d+(\.\d+)?%?", re.ASCII)
DANGEROUS = tuple("=+-@\t\r＝＋－＠")


def read(ranking):
    """Return the lines by column name."""
    text = to_csv(ranking).decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(text, newline="")))
    assert {len(line) for line in lines} == {len(lines[0])}
    return [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]


def test_every_file_is_a_line_of_its_own(county_ranking):
    lines = read(county_ranking)
    assert [line["状态"] for line in lines].count("另一版本") == 2
    assert [line["状态"] for line in lines[-4:]] == ["不评分", "不评分", "读不了", "读不了"]
    assert len(lines) == 25 + 2 + 23 + 2 + 2


def test_a_line_holds_what_the_ranking_says(county_ranking):
    standing = county_ranking.years[0].standings[0]
    line = read(county_ranking)[0]
    assert (line["名次"], line["年度"], line["县区"], line["类别"]) == ("1", "2023", "青山县", "乡镇")
    assert (line["单位"], line["文件"]) == (standing.entry.unit.name, standing.entry.path)
    assert float(line["得分率（%）"]) == standing.entry.percent
    assert float(line["较上年（百分点）"]) == standing.change
    words = ["缺失", "提及", "落实", "有据"]
    assert [line[name] for name in line if re.match(r"[A-Z]\d ", name)] == [words[n] for n in standing.entry.levels]


def test_ties_say_so_and_rows_that_do_not_apply_are_told(county_ranking):
    lines = read(county_ranking)
    tied = [line for line in lines if line["并列"] == "是"]
    assert len({line["名次"] for line in tied}) < len(tied)
    assert {line["C1 权责清单、放管服与政务服务"] for line in lines if line["类别"] == "街道"} == {"不适用"}


def test_what_has_no_grade_has_neither_score_nor_levels(county_ranking):
    line = next(line for line in read(county_ranking) if line["状态"] == "不评分")
    assert line["原因"] == "这是政府信息公开工作年度报告，不是法治政府建设报告。"
    assert {line[name] for name in line if "得分" in name or re.match(r"[A-Z]\d ", name)} == {""}


def test_excel_finds_the_encoding_and_line_ends_it_knows(county_ranking):
    made = to_csv(county_ranking)
    assert made.startswith(b"\xef\xbb\xbf")
    assert made.count(b"\n") == made.count(b"\r\n") > 50


def test_the_same_ranking_gives_the_same_bytes(any_ranking):
    assert to_csv(any_ranking) == to_csv(any_ranking)


def safe(cell):
    return not cell.lstrip().startswith(DANGEROUS) or NUMBER.fullmatch(cell)


def test_no_cell_of_hostile_names_is_a_formula(hostile_ranking):
    assert [cell for line in read(hostile_ranking) for cell in line.values() if not safe(cell)] == []


@given(text=st.text(st.sampled_from("=+-@＝＋－＠\t\r\n\x00\x0b \u3000\ufeff'\"1,.%e镇\ud800")))
def test_no_text_becomes_a_formula_or_a_line_of_its_own(named, text):
    lines = read(named(text))
    assert len(lines) == 2
    assert all(safe(cell) for line in lines for cell in line.values())


@pytest.mark.parametrize("text", ["-5", "-3.2%", "+1.50", "12"])
def test_plain_numbers_stay_numbers(named, text):
    assert read(named(text))[0]["标题"] == text


@pytest.mark.parametrize("text", ["=1+1", "+cmd|x", "-2+3", "@SUM(A1)", "＝1", "－2+3", "-", " =1+1"])
def test_a_formula_is_kept_as_text(named, text):
    assert read(named(text))[0]["标题"] == f"'{text}"
