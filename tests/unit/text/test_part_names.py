"""Headings run into their text, without number, or misread."""

import pytest

from auditor.model import Role
from auditor.text.part_names import role_of

TITLE = "石桥镇2023年度法治政府建设情况报告\n一、工作情况\n全年学法6次。\n"


@pytest.fixture
def parts(read):
    """(number, heading, role) of every section after the first chapter."""
    return lambda body: [(s.number, s.heading, s.role) for s in read(TITLE + body).sections[2:]]


@pytest.mark.parametrize(
    ("line", "heading", "role"),
    [
        ("二、存在的问题我镇案卷归档不及时，普法形式单一。", "存在的问题", Role.PROBLEMS),
        ("二、存在的主要问题和不足一是案卷归档不及时。", "存在的主要问题和不足", Role.PROBLEMS),
        ("二、存在的问题及改进措施我镇案卷归档不及时。", "存在的问题及改进措施", Role.PROBLEMS),
        ("二、下一步工作打算我镇将继续推进普法。", "下一步工作打算", Role.PLAN),
        ("二、明年工作思路和重点坚持学法。", "明年工作思路和重点", Role.PLAN),
        ("二、整改方向坚持学法，逐卷补齐。", "整改方向", Role.MEASURES),
        ("二、原因分析我镇人手少，案卷没有专人管。", "原因分析", Role.CAUSES),
        ("二、自查情况我镇全年学法6次，办案3件。", "自查情况", Role.WORK),
    ],
)
def test_a_heading_is_parted_from_the_text_run_into_it(read, parts, line, heading, role):
    assert parts(line) == [("二、", heading, role)]
    last = read(TITLE + line).sentences[-1]
    assert last.text == line.removeprefix("二、" + heading)
    assert last.role is role


@pytest.mark.parametrize("name", ["存在的问题", "下一步工作打算", "原因分析"])
def test_a_heading_without_number_is_parted_too(parts, name):
    assert [heading for _, heading, _ in parts(f"{name}我镇普法形式单一，案卷归档不及时。")] == [name]


@pytest.mark.parametrize("name", ["存在问题", "整改措施", "下一步打算", "自查情况"])
def test_a_heading_without_number_may_end_with_a_full_stop(parts, name):
    assert [heading for _, heading, _ in parts(f"{name}。\n我镇普法形式单一，案卷归档不及时。")] == [name]
    assert [heading for _, heading, _ in parts(f"{name}。我镇普法形式单一，案卷归档不及时。")] == [name]


@pytest.mark.parametrize(
    "line",
    [
        "存在问题的主要原因是人手少，案卷没有专人管。",
        "存在的问题整改到位，案卷全部补齐。",
        "整改措施落实到位，逐条销号，群众满意。",
        "下一步工作中，我镇将继续推进普法。",
        "工作落实情况不理想，案卷归档不及时。",
        "面临困难我们迎难而上，办案3件，全部办结。",
        "改进工作作风，全年走访群众120人次。",
        "问题我镇已经整改，案卷全部补齐。",
    ],
)
def test_running_text_that_begins_like_a_heading_is_not_cut(parts, line):
    assert parts(line) == []


def test_two_headings_and_their_text_on_one_line(parts):
    line = "二、存在的问题（一）执法力量不足。巡查不及时。（二）调解不规范。台账不全。"
    assert [number for number, *_ in parts(line)] == ["二、", "（一）", "（二）"]
    assert {role for *_, role in parts(line)} == {Role.PROBLEMS}


@pytest.mark.parametrize(
    "line", ["二、抓学习（一）领导带头学。坚持每月一课。", "（二）抓学习1.领导带头学。坚持每月一课。"]
)
def test_a_heading_is_parted_from_the_first_of_the_level_below(parts, line):
    assert [heading for _, heading, _ in parts(line)] == ["抓学习", "领导带头学"]


def test_a_chain_of_names_stays_linear(read):
    line = "二、" + "存在的问题" * 20_000
    assert "".join(s.text for s in read(TITLE + line).sentences).endswith("存在的问题")


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("仔在的主要问题", Role.PROBLEMS),
        ("存在问颢", Role.PROBLEMS),
        ("下一涉工作打算", Role.PLAN),
        ("下步作打算", Role.PLAN),
        ("努力万向", Role.PLAN),
        ("原因分祈", Role.CAUSES),
    ],
)
def test_a_name_with_one_character_misread(book, heading, role):
    assert role_of(heading, book.lexicon) is role


@pytest.mark.parametrize("heading", ["整体情况", "改革措施", "加强学习", "上一年度情况", "仔在闷题"])
def test_another_heading_is_not_taken_for_a_misread_one(book, heading):
    assert role_of(heading, book.lexicon) in (None, Role.WORK)
