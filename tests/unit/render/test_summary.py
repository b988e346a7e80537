"""What a person reads of a scorecard, whatever the form."""

from dataclasses import replace

import pytest
from audited import absent, audited, complete, flawed, not_applicable

from auditor.render import headings
from auditor.render.remedies import HONESTY
from auditor.render.summary import (
    changed_by,
    core_undone,
    groups_of,
    level_of,
    mending,
    name_of,
    names_of,
    points_of,
    quotes_of,
    row_of,
    sources,
    total_of,
    unit_of,
    year_of,
)


@pytest.fixture(scope="module")
def card(auditor):
    return audited(auditor, "seeds/beihe-2022.txt")[0]


@pytest.fixture(scope="module")
def refused(auditor):
    return audited(auditor, "tests/other_kinds/02-news.txt")[0]


def test_a_report_is_named_by_its_title_else_by_its_file(card):
    assert name_of(card) == "雷州市北和镇人民政府2022年法治政府建设年度报告"
    assert name_of(replace(card, title="  ")) == "seeds/beihe-2022.txt"


def test_reports_of_one_title_are_told_apart_by_their_files(card, refused):
    draft = replace(card, document=replace(card.document, path="二稿.txt"))
    assert names_of([card, draft, refused]) == [
        f"{card.title}（seeds/beihe-2022.txt）", f"{card.title}（二稿.txt）", refused.document.path,
    ]  # fmt: skip
    assert names_of([card, refused]) == [card.title, refused.document.path]


def test_what_is_not_known_is_said(card):
    assert (unit_of(replace(card, unit="")), year_of(replace(card, year=None))) == ("单位未识别", "年度未识别")


def test_the_total_tells_score_grade_and_what_is_absent(card):
    said = "66/100，合格，缺失 7 行（B4、F1、G2、G4、H4、K2、K3）。"
    assert total_of(card) == (headings.TOTAL, said)
    assert total_of(complete(card)) == (headings.TOTAL, "100/100，优秀，缺失 0 行。")


def test_the_total_tells_what_does_not_apply(auditor):
    card = not_applicable(auditor)
    assert total_of(card)[1].endswith("，不适用 4 行（G1、G4、J1、K3）。")
    assert "G4" not in total_of(card)[1].partition("不适用")[0]


def test_a_text_without_a_grade_is_told_with_the_reason(refused):
    assert total_of(refused) == (headings.OUTCOME, "不像法治政府建设报告，不评分。像是新闻稿。")
    assert groups_of(refused, None) == []


def test_a_total_of_nothing_has_no_grade(card):
    off = replace(card, verdicts=(), score=0.0, max_score=0.0, grade=None, passed=None)
    assert total_of(off)[1] == "0/0，不评等次，缺失 0 行。"


def test_groups_hold_every_row_once_and_add_up(auditor, book, card):
    groups = groups_of(card, book)
    assert [v.rule for group in groups for v in group.rows] == [v.rule for v in card.verdicts]
    assert groups[0].points == "16.2/23"
    digital = next(g for g in groups_of(not_applicable(auditor), book) if g.title.startswith("J"))
    assert digital.points == "不计分"


def test_a_row_that_does_not_apply_has_no_points(auditor):
    verdicts = {v.rule: v for v in not_applicable(auditor).verdicts}
    assert (level_of(verdicts["J1"]), points_of(verdicts["J1"])) == ("不适用", "不计分")
    assert row_of(verdicts["A2"]) == "A2 存在的问题和不足★"


def test_core_rows_that_are_not_done_are_named(card, auditor):
    assert core_undone(card) == ["B1", "D4"]
    assert core_undone(absent(auditor)) == ["A2", "B1", "D4", "E1", "E2"]


def test_an_absent_row_shows_what_came_nearest(card):
    rows = {v.rule: v for v in flawed(card).verdicts}
    assert [title for title, _ in quotes_of(rows["A2"])] == [headings.QUOTE] * 4
    assert [(title, e.quote) for title, e in quotes_of(rows["B4"])] == [(headings.NEAREST, "应急预案已报备")]


def test_what_to_add_comes_with_the_call_for_truth(card):
    assert mending(card) == f"共 24 项，全部如实补上可得 +25.6 分，到 91.6/100。{HONESTY}"
    assert mending(complete(card)) == "没有可以补的。"


def test_sources_are_one_sentence():
    assert sources(()) == ""
    assert sources(("《甲》：一。", "《乙》第三条")) == "《甲》：一；《乙》第三条。"


def test_overlays_are_named_by_their_titles(auditor, book, card):
    assert changed_by(not_applicable(auditor), book) == "《法治政府建设实施纲要（2015—2020年）》、县级部门的说法"
    assert changed_by(card, book) == ""
